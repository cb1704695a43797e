"""Notebooks in the form in which they are committed: as a clean run leaves them, with text outputs only."""

import os
import re
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

from course_utils import knowledge, traces
from course_utils.errors import CourseError

TODAY = "2026-01-15"  # the day on which every clean run takes place
TASK = "task"  # the tag of a cell whose code the learner is asked to change


def clean(path: Path) -> bool:
    """Run a notebook from top to bottom and write it in its clean form; return whether the file changed.

    Its checkpoint, the copy that Jupyter keeps beside it, loses what a learner answered too.
    """
    import nbformat

    checkpoint = path.parent / ".ipynb_checkpoints" / f"{path.stem}-checkpoint{path.suffix}"
    if checkpoint.is_file():
        traces.clean(checkpoint)

    before = path.read_text(encoding="utf-8")
    notebook = nbformat.reads(before, as_version=4)
    for cell in notebook.cells:
        cell.source = led_on(cell.source, path.stem) if cell.cell_type == "markdown" else cell.source
    after = written(run(notebook, path))
    if after != before:
        path.write_text(after, encoding="utf-8", newline="\n")
    return after != before


def led_on(text: str, lesson: str) -> str:
    """Return a text of a lesson with the lines that lead to the lessons before and after it made anew."""
    lessons = list(knowledge.lessons().values())
    at = knowledge.place_of(lesson)
    if at == len(lessons):
        return text  # a notebook that is no lesson
    first, last = lessons[0], at + 1 == len(lessons)
    after = first if last else lessons[at + 1]
    before = f"[← {lessons[at - 1].heading}]({lessons[at - 1].id}.ipynb) · " if at else ""
    around = f"{before}[{after.heading}{'' if last else ' →'}]({after.id}.ipynb)"
    on = f"{'**Back to:**' if last else '**Next:**'} [{after.heading}]({after.id}.ipynb)"
    text = re.sub(r"^\[← .*\]\([^()]*\.ipynb\)$", lambda _: around, text, flags=re.MULTILINE)
    return re.sub(r"^\*\*(?:Next|Back to):\*\* \[.*\]\([^()]*\.ipynb\)$", lambda _: on, text, flags=re.MULTILINE)


def run(notebook: Any, path: Path, **client: Any) -> Any:
    """Return the notebook with the outputs of a run for a new learner on a fixed day; CourseError if a cell fails."""
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "COURSE_HOME": home, "COURSE_TODAY": TODAY}
        try:
            where = {"metadata": {"path": str(path.parent)}}
            quiet = ["--log-level=ERROR"]
            given = {"timeout": 120, "resources": where, "extra_arguments": quiet, **client}
            return NotebookClient(notebook, **given).execute(env=environment)
        except CellExecutionError as error:
            reason = str(error).strip().splitlines()[-1]
            raise CourseError(f"{path.name} does not run from top to bottom: {reason}") from None


def written(notebook: Any) -> str:
    """Return a notebook as the text of its file, without anything that a run changes by chance."""
    import nbformat

    counts = count(1)  # nbval takes a cell without a number for one that was never run
    tidy = nbformat.v4.new_notebook(
        cells=[_tidy_cell(cell, counts) for cell in notebook.cells],
        metadata={
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
    )
    return nbformat.writes(tidy, version=4) + "\n"


def _tidy_cell(cell: Any, counts: Iterator[int]) -> Any:
    import nbformat

    if cell.cell_type != "code":
        return nbformat.v4.new_markdown_cell(cell.source, id=cell.id)
    number = next(counts)
    outputs = [_tidy_output(output, number) for output in cell.outputs]
    # The page around the lessons folds all code but that of a task: the tag says which that is.
    metadata = {"tags": [TASK]} if TASK in cell.metadata.get("tags", ()) else {}
    return nbformat.v4.new_code_cell(
        cell.source, id=cell.id, metadata=metadata, outputs=outputs, execution_count=number
    )


def _tidy_output(output: Any, number: int) -> Any:
    if output.output_type in ("display_data", "execute_result"):
        output.data = {"text/plain": output.data["text/plain"]}
        output.metadata = {}
    if output.output_type == "execute_result":
        output.execution_count = number
    return output
