"""The list of all that the course says: taken from its Python, JavaScript and templates, for those who translate it."""

import ast
import io
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

ROOT = Path(__file__).parents[1]
TEMPLATE = ROOT / "course_utils/languages/course.pot"
_KEYWORDS = {"gettext": None, "gettext_noop": None, "ngettext": (1, 2)}
_SCRIPTS = [("**.js", "javascript"), ("**.mjs", "javascript")]
_HEADER = "# All that the course says, by `python -m course_utils messages`. A translation is <language>.po beside it."
_FOLDERS = ("course_utils", "course_class", "page", "deploy")


def pot() -> str:
    """Return the list of messages as a template for translations (`.pot`), each with the files that say it."""
    catalog = Catalog(project="libya-course", charset="utf-8", fuzzy=False, header_comment=_HEADER)
    for file, message in sorted(_found(), key=lambda one: (one[0], str(one[1]))):
        catalog.add(message, locations=[(file, 0)])
    out = io.BytesIO()
    write_po(out, catalog, width=120, omit_header=False, sort_output=False, include_lineno=False)
    lines = out.getvalue().decode("utf-8").splitlines(keepends=True)
    dated = ("POT-Creation-Date", "PO-Revision-Date", "Generated-By", "Report-Msgid", "Last-Trans", "Language-Team")
    return "".join(line for line in lines if not line.startswith(tuple(f'"{name}' for name in dated)))


def write() -> int:
    """Write the list where it is committed, and return how many messages it has."""
    text = pot()
    TEMPLATE.write_text(text, "utf-8")
    return text.count("\nmsgid ") - 1


def _python(file: IO[bytes], keywords: Any, tags: Any, options: Any) -> Iterator[tuple[int, str, list, list]]:
    """Yield the calls in a Python file that say messages, those within f-strings too, which Babel's own way misses."""
    for node in ast.walk(ast.parse(file.read())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in keywords:
            texts = [one.value if isinstance(one, ast.Constant) else None for one in node.args]
            yield node.lineno, node.func.id, [one if isinstance(one, str) else None for one in texts], []


_METHODS: list[tuple[str, Any]] = [
    ("**/stubs/**", "ignore"),
    ("**.py", _python),
    *_SCRIPTS,
    ("**.html", "jinja2"),
]


def _found() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    for folder in _FOLDERS:
        if (ROOT / folder).is_dir():
            for file, _, message, _, _ in extract_from_dir(ROOT / folder, _METHODS, keywords=_KEYWORDS):
                yield f"{folder}/{file}", message
