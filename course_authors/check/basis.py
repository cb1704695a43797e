"""The records that the text of each lesson links to. basis.toml has them: an installed course has no notebooks."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from course_authors.check import markdown
from course_authors.check.course import Cell, Course
from course_authors.check.diagnostic import Finding
from course_authors.check.notebook_calls import calls

_HEAD = """#:schema ./schemas/basis.json
# The records that the text of each lesson links to. Written by `python start.py clean`.
"""


def findings(course: Course) -> Iterator[Finding]:
    """Yield each lesson whose text links to other records than basis.toml has."""
    written = {entry.id: entry for entry in course.entries["basis"]}
    for file, cells in course.notebooks.items():
        lesson = file.removesuffix(".ipynb")
        if not any(call.name == "sources.of" for cell in cells for call in calls(cell)) or "basis" in course.unread:
            continue
        entry = written.get(lesson)
        if list(entry.fields.get("records", ()) if entry else ()) != linked(cells):
            what = "what its text links to is not what basis.toml has. Run: python start.py clean"
            yield entry.finding("records", what) if entry else Finding(file, 0, "", what)


def linked(cells: Iterable[Cell]) -> list[str]:
    """Return the ids of the records that paragraphs link to, with its id for a label, in the order of the text."""
    paragraphs = [one for cell in cells if cell.markdown for one in markdown.paragraphs(cell.source)]
    pairs = [pair for one in paragraphs for pair in zip(one.links, one.labels, strict=True)]
    return list(dict.fromkeys(target for target, label in pairs if target == label))


def write(file: Path, notebooks: Mapping[str, list[Cell]]) -> bool:
    """Write basis.toml for the notebooks of the lessons, in their order, and return whether it changed."""
    lessons = {lesson: linked(cells) for lesson, cells in notebooks.items()}
    tables = [f'\n[[basis]]\nid = "{id_}"\nrecords = {json.dumps(ids)}\n' for id_, ids in lessons.items() if ids]
    after = _HEAD + "".join(tables) if tables else f"{_HEAD}\nbasis = []\n"
    if file.exists() and file.read_text("utf-8") == after:
        return False
    file.write_text(after, "utf-8", newline="\n")
    return True
