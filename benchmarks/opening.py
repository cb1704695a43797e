"""From opening a lesson to its first answerable question in JupyterLab, and what a learner holds, beside a commit.

python -m benchmarks.opening [ROUNDS] [COMMIT]      the commit is the last one before the page around the lessons
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
from playwright.sync_api import Playwright, sync_playwright

from tests.browser.conftest import ARGUMENTS
from tests.browser.lab import KERNEL, NOTEBOOKS, PATIENCE, TOKEN, Lab

BEFORE = "367b4c3"
LESSON = "02-where-it-happened"
HEARD = "[...document.querySelectorAll('.course-quiz .cq-count')].some((one) => one.textContent)"
READY = f"{KERNEL}?.connectionStatus === 'connected' && {KERNEL}.status === 'idle'"
RUN = "void jupyterapp.commands.execute('notebook:run-all-cells')"


def opened(playwright: Playwright, folder: Path, source: Path, page_around: bool) -> tuple[float, ...]:
    """Return the seconds to a question cold and warm, and the memory (MB, PSS) of the server and of the kernel."""
    os.environ["PYTHONPATH"] = str(source)
    lab = Lab(folder, page=page_around)
    try:
        shutil.copy(source / "notebooks" / f"{LESSON}.ipynb", folder)
        where = os.environ.get("COURSE_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
        launch = playwright.chromium.launch_persistent_context
        with launch(folder / ".profile", executable_path=where, args=ARGUMENTS) as context:
            taken = []
            for _ in ("cold", "warm"):
                page = context.new_page()
                start = time.perf_counter()
                page.goto(f"http://127.0.0.1:{lab.port}/doc/tree/{LESSON}.ipynb?token={TOKEN}")
                if not page_around:  # there a learner chooses Run All: here at once
                    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=4 * PATIENCE)
                    page.wait_for_function(READY, timeout=4 * PATIENCE, polling=20)
                    page.evaluate(RUN)
                page.wait_for_function(HEARD, timeout=4 * PATIENCE, polling=20)
                taken.append(time.perf_counter() - start)
                page.wait_for_function(f"{KERNEL}?.status === 'idle'", timeout=4 * PATIENCE)
                server = psutil.Process(lab.process.pid)
                held = [one.memory_full_info().pss / 1e6 for one in (server, *server.children(recursive=True))]
                page.close()
                lab.end_kernels()
        return (*taken, held[0], sum(held[1:]))
    finally:
        lab.stop()


def main(rounds: int, commit: str) -> None:
    """Print the section."""
    ours = NOTEBOOKS.parent
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        before = Path(name) / "before"
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", before, commit], cwd=ours, check=True)
        ways = ((ours, True), (before, False))
        found: list[list[tuple[float, ...]]] = [[], []]
        try:
            for turn in range(rounds):
                for number, (source, page_around) in enumerate(ways):
                    folder = Path(name) / f"{turn}-{number}"
                    folder.mkdir()
                    found[number].append(opened(playwright, folder, source, page_around))
                    print(turn, number, *(f"{value:.1f}" for value in found[number][-1]), file=sys.stderr)
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", before], cwd=ours, check=True)
    print("## Opening a lesson\n")
    print(
        f"Lesson {LESSON} in JupyterLab, from its address to the first question that hears its kernel; and the memory "
        "(PSS) of the server and of the kernel after that. Before: the last commit without the page around the lessons "
        f"({commit}), where Run All is chosen the moment the kernel is ready. Medians of {rounds} rounds in turn; "
        "the ratio is the median of the ratios. `python -m benchmarks opening`\n"
    )
    print("| | now | before | ratio |\n|---|---:|---:|---:|")
    for column, (what, unit) in enumerate([("cold", "s"), ("warm", "s"), ("the server", "MB"), ("the kernel", "MB")]):
        now, then = ([values[column] for values in side] for side in found)
        ratio = statistics.median(a / b for a, b in zip(now, then, strict=True))
        print(f"| {what} | {statistics.median(now):.1f} {unit} | {statistics.median(then):.1f} {unit} | {ratio:.2f} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3, sys.argv[2] if len(sys.argv) > 2 else BEFORE)
