"""How long the strict run of all lessons takes, beside as many notebooks that only import ipywidgets and folium."""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
RUNS = 3


def seconds(folder: Path) -> float:
    """Return how long pytest takes to run every notebook of a folder strictly, each in a kernel of its own."""
    before = time.perf_counter()
    command = [sys.executable, "-m", "pytest", "-q", "--nbval", "--nbval-current-env", str(folder)]
    subprocess.run(command, check=True, capture_output=True, cwd=NOTEBOOKS.parent)
    return time.perf_counter() - before


def bare(folder: Path, count: int) -> None:
    """Write as many notebooks as there are lessons, each with the two imports and nothing else."""
    for number in range(count):
        cell = nbformat.v4.new_code_cell("import folium, ipywidgets", execution_count=1)
        metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
        nbformat.write(nbformat.v4.new_notebook(cells=[cell], metadata=metadata), folder / f"bare-{number:02}.ipynb")


def main() -> None:
    """Print the table."""
    count = len(list(NOTEBOOKS.glob("*.ipynb")))
    with tempfile.TemporaryDirectory() as place:
        bare(Path(place), count)
        pairs = [(seconds(NOTEBOOKS), seconds(Path(place))) for _ in range(RUNS)]
    ratio = statistics.median(ours / other for ours, other in pairs)
    ours, other = (statistics.median(values) for values in zip(*pairs, strict=True))
    print("## All lessons, run strictly\n")
    print(f"Medians of {RUNS} pairs, run in turn, one process. `python -m benchmarks lessons`\n")
    print("| | the lessons | bare notebooks | ratio |\n|---|---|---|---|")
    print(f"| {count} notebooks under nbval | {ours:.1f} s | {other:.1f} s | {ratio:.2f} |")


if __name__ == "__main__":
    main()
