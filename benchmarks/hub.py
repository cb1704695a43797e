"""A class on a real JupyterHub: memory and times from a rehearsal, and what a learner's server and kernel leave out.

python -m benchmarks.hub [LEARNERS]      with the packages of the tests, and the proxy that start.py installs
"""

import os
import statistics
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import version

import psutil

from course_class import load_test
from course_class.load_test.results import HEADROOM, MACHINES_GB, percentile

LEARNERS = 30
RUNS = 5
WEIGH = "import psutil, time; print(psutil.Process().memory_full_info().uss / 1e6, time.process_time())"
SERVER = "import jupyterlab.labapp, jupyterhub.singleuser"
KERNEL = "import ipykernel.kernelapp, ipykernel.debugger"
NO_GRAMMAR, NO_DEBUGGER = (f"import sys; sys.modules['{name}'] = None" for name in ("rfc3987_syntax", "debugpy"))
LEFT_OUT = {  # what, and what is imported with it and without it
    "grammar of international addresses, in a server": (SERVER, f"{NO_GRAMMAR}; {SERVER}"),
    "the hub's database code, in a server": (
        f"{NO_GRAMMAR}; {SERVER}",
        f"from course_class.hub import server; server.slim(); {SERVER}",
    ),
    "debugger, in a kernel": (KERNEL, f"{NO_DEBUGGER}; {KERNEL}"),
}


def weighed(program: str) -> tuple[float, float]:
    """Return the memory of its own in MB and the processor's seconds of a fresh interpreter after a program."""
    done = subprocess.run([sys.executable, "-c", f"{program}; {WEIGH}"], check=True, capture_output=True, text=True)
    memory, seconds = done.stdout.split()
    return float(memory), float(seconds)


def saved(with_it: str, without_it: str) -> tuple[float, float]:
    """Return what leaving something out saves, in MB and seconds: medians of pairs run in turn."""
    pairs = [(weighed(with_it), weighed(without_it)) for _ in range(RUNS)]
    return tuple(statistics.median(a[index] - b[index] for a, b in pairs) for index in (0, 1))


def spread(found: Sequence[float]) -> str:
    """Return the median and the 95th percentile as two cells."""
    return f"{statistics.median(found):.2f} s | {percentile(found, 95):.2f} s"


def main(learners: int) -> None:
    """Print the section."""
    found = load_test.rehearse(learners)
    if not found.well:
        sys.exit(str(found))
    print("## A class on a JupyterHub\n")
    print(
        f"{learners} learners at once on a JupyterHub {version('jupyterhub')} on this computer ({os.cpu_count()} "
        f"processors, {psutil.virtual_memory().total / 1e9:.0f} GB; Python {sys.version.split()[0]}): each logs in, "
        f"starts a server, runs lesson {found.lesson} and answers its questions. Their browsers are played by one more "
        "process on the same processors. Memory is the share of memory (PSS) of a learner's server and kernel, after "
        "all that. “Bare”: a JupyterLab server with a kernel that has imported folium and ipywidgets, measured at the "
        "same moment. `python -m benchmarks hub`\n"
    )
    print("| | median | 95th percentile |\n|---|---|---|")
    print(f"| from the login to the page of a lesson | {spread(found.to_server)} |")
    print(f"| from an answer to its feedback | {spread(found.to_feedback)} |\n")
    print(
        f"A learner holds {found.learner.counted:.0f} MB ({found.server.counted:.0f} MB the server, the rest the "
        f"kernel), the largest {found.largest.counted:.0f} MB; bare {found.bare.counted:.0f} MB: "
        f"**{found.ratio:.2f} times** (goal: 1.10 at most). The hub and its proxy hold {found.hub.counted:.0f} MB. "
        f"{found.acknowledged} answers were acknowledged, {found.lost} lost, {len(found.errors)} errors.\n"
    )
    print(
        "Learners at once = (the machine's memory - the hub's) / (a learner's memory × "
        f"{HEADROOM}), as The Littlest JupyterHub reckons:\n"
    )
    print(f"| memory of the machine | {' | '.join(f'{size} GB' for size in MACHINES_GB)} |")
    print("|---|" + "---|" * len(MACHINES_GB))
    print(f"| learners | {' | '.join(str(found.held_by(size)) for size in MACHINES_GB)} |\n")
    print("What is left out for each learner, compared with a JupyterHub as it comes:\n")
    print("| | memory | processor, at each start |\n|---|---|---|")
    for what, ways in LEFT_OUT.items():
        memory, seconds = saved(*ways)
        print(f"| {what} | {memory:.0f} MB | {seconds:.1f} s |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else LEARNERS)
