"""What the course costs a kernel: imports, and memory after a map and a question, beside what one would use instead."""

import statistics
import subprocess
import sys
import tempfile
import time

import psutil
from jupyter_client.manager import start_new_kernel

RUNS = 7
PLAIN_MAP = "import folium, ipywidgets\nfolium.Map([27, 17], zoom_start=5)"
OUR_MAP = "from course_utils import atlas\natlas.show('libya')"
PLAIN_QUESTION = (
    "import ipywidgets\n"
    "ipywidgets.VBox([ipywidgets.RadioButtons(options=['a', 'b', 'c', 'd']), ipywidgets.Button(description='Check')])"
)
JUPYTERQUIZ = (
    "from jupyterquiz import display_quiz\n"
    "answers = [{'answer': text, 'correct': text == 'a', 'feedback': ''} for text in 'abcd']\n"
    "display_quiz([{'question': 'Which?', 'type': 'multiple_choice', 'answers': answers}])"
)
OUR_QUESTION = "from course_utils import quiz\nquiz.show('02-where-it-happened/predict')"


def seconds(code: str) -> float:
    """Return how long a fresh interpreter takes to start, run `code` and end."""
    before = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - before


def in_kernel(code: str) -> tuple[float, float]:
    """Return the seconds until a fresh kernel has run `code`, and its memory in MB (resident) afterwards."""
    manager, client = start_new_kernel(extra_arguments=["--log-level=ERROR"])
    try:
        before = time.perf_counter()
        client.execute_interactive(code, timeout=120, output_hook=lambda message: None)
        took = time.perf_counter() - before
        process = psutil.Process(manager.provisioner.process.pid)
        return took, process.memory_info().rss / 1e6
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def side_by_side(ours: str, other: str, measure, runs: int = RUNS) -> tuple[list, list]:
    """Return the two measured in turn, so that a slow moment of the machine meets both."""
    pairs = [(measure(ours), measure(other)) for _ in range(runs)]
    return [a for a, _ in pairs], [b for _, b in pairs]


def row(what: str, ours: list[float], other: list[float], unit: str, digits: int = 0) -> str:
    """Return a row of the table: medians of both, and the median of the ratios pair by pair."""
    ratio = statistics.median(a / b for a, b in zip(ours, other, strict=True))
    first, second = (f"{statistics.median(values):.{digits}f} {unit}" for values in (ours, other))
    return f"| {what} | {first} | {second} | {ratio:.2f} |"


def main() -> None:
    """Print the table."""
    empty, bare = side_by_side("import course_utils", "pass", seconds, 21)
    extra = statistics.median(a - b for a, b in zip(empty, bare, strict=True)) * 1000
    map_ours, map_plain = side_by_side(OUR_MAP, PLAIN_MAP, in_kernel)
    ask_ours, ask_plain = side_by_side(OUR_QUESTION, PLAIN_QUESTION, in_kernel)
    again_ours, jupyterquiz = side_by_side(OUR_QUESTION, JUPYTERQUIZ, in_kernel)
    print("## In a kernel\n")
    print(f"Medians of {RUNS} pairs, run in turn; Python {sys.version.split()[0]}. `python -m benchmarks kernel`\n")
    print("| | the course | instead | ratio |\n|---|---|---|---|")
    milliseconds = ([value * 1000 for value in values] for values in (empty, bare))
    print(row("interpreter with `import course_utils` / bare", *milliseconds, "ms"))
    print(row("memory after a map / folium and ipywidgets, a plain map", *_part(1, map_ours, map_plain), "MB"))
    print(row("memory after a question / one as RadioButtons", *_part(1, ask_ours, ask_plain), "MB"))
    print(row("seconds to a question / to one as RadioButtons", *_part(0, ask_ours, ask_plain), "s", 2))
    print(row("memory after a question / one in jupyterquiz", *_part(1, again_ours, jupyterquiz), "MB"))
    print(row("seconds to a question / to one in jupyterquiz", *_part(0, again_ours, jupyterquiz), "s", 2))
    print(f"\n`import course_utils` adds {max(extra, 0):.0f} ms (goal: 30 at most).")


def _part(index: int, *lists: list[tuple[float, float]]) -> list[list[float]]:
    return [[values[index] for values in pairs] for pairs in lists]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        import os

        os.environ["COURSE_HOME"] = home
        main()
