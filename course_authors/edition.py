"""The lessons as this edition of the course has them, for the page around them: page/lessons/.

By these the page knows what is the course's own and may run unasked, and puts a lesson back as it was. They come with
the installed course, so that nothing a learner writes into a notebook can change them.
"""

import json
from pathlib import Path
from typing import Any

from course_authors import home
from course_utils import knowledge


def written(notebooks: Path) -> dict[str, str]:
    """Return the text of each file of the folder by its name, made from the notebooks as they are."""
    files_of = {lesson: notebooks / f"{lesson}.ipynb" for lesson in knowledge.lessons()}
    lessons = {lesson: _cells(file) for lesson, file in files_of.items() if file.exists()}
    files = {f"{name}.json": _lines(cells) for name, cells in lessons.items()}
    return {"names.json": _lines(list(lessons)), "home.json": _lines_of_each(home.told()), **files}


def write(notebooks: Path, folder: Path) -> None:
    """Bring the folder to what the notebooks are now."""
    files = written(notebooks)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    for file in folder.glob("*.json"):
        if file.name not in files:
            file.unlink()


def _cells(file: Path) -> list[dict]:
    cells = json.loads(file.read_bytes())["cells"]
    kept = ("id", "cell_type", "metadata")
    return [{**{key: cell[key] for key in kept}, "source": "".join(cell["source"])} for cell in cells]


def _lines(values: list) -> str:
    """Return a list as JSON, one value a line: two editions differ in the lines of the cells that differ."""
    return "[\n" + ",\n".join(json.dumps(value, ensure_ascii=False) for value in values) + "\n]\n"


def _lines_of_each(lists: dict[str, Any]) -> str:
    said = [
        f"{json.dumps(name)}: {_lines(one) if isinstance(one, list) else json.dumps(one)}"
        for name, one in lists.items()
    ]
    return "{\n" + ",\n".join(one.rstrip() for one in said) + "\n}\n"
