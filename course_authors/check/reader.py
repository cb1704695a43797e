"""Files read as they are: gives a course of entries, notebooks and pages, and what could not be read."""

import json
import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from course_authors.check.course import Cell, Course, Entry, Page
from course_authors.check.diagnostic import Finding, short
from course_utils import schema
from course_utils.knowledge.loader import KINDS
from course_utils.quiz.kinds import KINDS as QUESTION_KINDS
from course_utils.quiz.question import Question


def read(content: Path, notebooks: Path) -> tuple[Course, list[Finding]]:
    """Return all that is in the two folders, the README and docs/ beside the notebooks, and what is unreadable."""
    found: list[Finding] = []
    unread: set[str] = set()
    words = vocabularies(content)
    entries = {kind: _entries(kind, content, found, unread, words) for kind in KINDS}
    files = sorted(content.glob("questions/*.toml"))
    questions = [one for path in files for one in _questions(path, found, unread, words)]
    named = {file for _, file, _ in KINDS.values()}
    others = [path for pattern in ("*.toml", "*.geojson") for path in sorted(content.glob(pattern))]
    loose = {path.name: parse(path, path.name, found) for path in others if path.name not in named}
    cells = {path.name: _cells(path, found) for path in sorted(notebooks.glob("*.ipynb"))}
    beside = [notebooks.parent / "README.md", *sorted(notebooks.parent.glob("docs/*.md"))] if notebooks.is_dir() else []
    pages = [_page(path, notebooks.parent, found) for path in beside if path.exists()]
    return Course(entries, questions, cells, pages, loose, frozenset(unread)), found


def vocabularies(content: Path) -> schema.Vocabularies:
    """Return what gives the words of a vocabulary of a folder: none if it is not there, None if it cannot be read."""
    unread: set[str] = set()
    found = {one.id: one for one in _entries("vocabulary", content, [], unread, lambda _: None)}

    def words(id_: str) -> tuple[str, ...] | None:
        if unread or "values" in getattr(found.get(id_), "left_out", ()):
            return None
        return tuple(value["id"] for value in found[id_].fields.get("values", ())) if id_ in found else ()

    return words


def parse(path: Path, name: str, found: list[Finding]) -> Any:
    """Return what a TOML or JSON file holds; None, and a finding with its line, if it is in no such form."""
    text = _text(path, name, found)
    if text is None:
        return None
    try:
        return _held(text, path.suffix == ".toml")
    except RecursionError:
        found.append(Finding(name, 0, "", "it is nested too deeply to be read."))
    except ValueError as error:
        said = re.fullmatch(r"(.*) \(at line (\d+), (column \d+)\)", str(error))
        line = int(said[2]) if said else getattr(error, "lineno", text.count("\n") + 1)
        what = f"{said[1]}, {said[3]}" if said else short(error)
        found.append(Finding(name, 0, f"line {line}", f"this cannot be read: {what}. Mend the line or the one before."))
    return None


@lru_cache(maxsize=200)
def _held(text: str, toml: bool) -> Any:
    return tomllib.loads(text) if toml else json.loads(text)


def _text(path: Path, name: str, found: list[Finding]) -> str | None:
    try:
        raw = path.read_bytes()
    except OSError as error:
        found.append(Finding(name, 0, "", f"it cannot be read ({error.strerror}). Restore the file."))
        return None
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        found.append(Finding(name, 0, f"line {line}", "this is not UTF-8. Save the file again as UTF-8."))
        return None


def _page(path: Path, root: Path, found: list[Finding]) -> Page:
    name = path.relative_to(root).as_posix()
    return Page(name, _text(path, name, found) or "")


def _tables(path: Path, name: str, array: str, found: list[Finding]) -> list | None:
    """Return the tables of a file, or None if it cannot be read."""
    held = parse(path, name, found)
    if held is None:
        return None
    if not isinstance(held, dict) or not isinstance(held.get(array), list):
        found.append(Finding(name, 0, "", f"it has no list of [[{array}]]. Begin each record with [[{array}]]."))
        return None
    if path.suffix == ".toml":
        for other in held.keys() - {array}:
            what = f'"{short(other)}" stands outside of the records. Begin each record with [[{array}]].'
            found.append(Finding(name, 0, "", what))
    return held[array]


def _entries(
    kind: str, content: Path, found: list[Finding], unread: set[str], words: schema.Vocabularies
) -> list[Entry]:
    cls, file, array = KINDS[kind]
    entries = []
    tables = _tables(content / file, file, array, found)
    if tables is None:
        unread.add(kind)
    for number, table in enumerate(tables or (), start=1):
        one, wrong = _entry(kind, cls, _flat(table) if file.endswith(".geojson") else table, file, number, words)
        found += wrong
        entries += [one] if one else []
    return entries


def _questions(path: Path, found: list[Finding], unread: set[str], words: schema.Vocabularies) -> list[Entry]:
    name = f"questions/{path.name}"
    entries = []
    tables = _tables(path, name, "questions", found)
    if tables is None:
        unread.add("question")
    for number, table in enumerate(tables or (), start=1):
        kind = table.get("kind") if isinstance(table, dict) else None
        cls = QUESTION_KINDS.get(kind) if isinstance(kind, str) else None
        if cls is None and isinstance(table, dict):
            what = f'the kind "{short(kind)}" is not known. The kinds are: {", ".join(QUESTION_KINDS)}.'
            id_ = table.get("id")
            found.append(Entry("question", name, number, id_ if isinstance(id_, str) else "", {}).finding("kind", what))
            table = {field: value for field, value in table.items() if field in Question.__dataclass_fields__}
        one, wrong = _entry("question", cls or Question, table, name, number, words)
        found += wrong
        entries += [one] if one else []
    return entries


def _entry(
    kind: str, cls: type, table: Any, file: str, number: int, words: schema.Vocabularies
) -> tuple[Entry | None, list[Finding]]:
    """Return a table as an entry of this kind, and what does not fit; no entry if it is not a table at all."""
    if not isinstance(table, dict):
        return None, [Finding(file, number, f"record {number}", f'"{short(table)}" is not a table of fields.')]
    id_ = table.get("id")
    bare = Entry(kind, file, number, id_ if isinstance(id_, str) else "", {})
    wrong = list(schema.faults(cls, table, words))
    fits = schema.declared(cls).keys() - {fault.name for fault in wrong}
    kept = {name: value for name, value in table.items() if name in fits}
    findings = [bare.finding(fault.name, f"{fault.inside}{fault.what}") for fault in wrong]
    return Entry(kind, file, number, kept.get("id", ""), kept, frozenset(table) - frozenset(kept)), findings


def _flat(feature: Any) -> Any:
    """Return a feature of a GeoJSON file as a table: its properties, and the line of its geometry."""
    if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
        return feature
    geometry = feature.get("geometry")
    line = geometry.get("coordinates") if isinstance(geometry, dict) else None
    return {**feature["properties"], **({} if line is None else {"line": line})}


def _cells(path: Path, found: list[Finding]) -> list[Cell]:
    held = parse(path, path.name, found)
    if held is None:
        return []
    cells = held.get("cells") if isinstance(held, dict) else None
    if not isinstance(cells, list):
        found.append(Finding(path.name, 0, "", "it is not a notebook: it has no cells."))
        return []
    read_ = []
    for number, cell in enumerate(cells, start=1):
        source = cell.get("source") if isinstance(cell, dict) else None
        lines = [source] if isinstance(source, str) else source
        if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
            found.append(Finding(path.name, number, f"cell {number}", "it is not a cell: it has no text."))
            continue
        id_ = cell.get("id") if isinstance(cell.get("id"), str) else str(number)
        read_.append(Cell(path.name, number, id_, cell.get("cell_type") == "markdown", "".join(lines), _output(cell)))
    return read_


def _output(cell: dict) -> str:
    """Return what the outputs of a cell say as plain text, in one line; what is no output says nothing."""
    texts = []
    outputs = cell.get("outputs")
    for output in outputs if isinstance(outputs, list) else ():
        data = output.get("data") if isinstance(output, dict) else None
        plain = data.get("text/plain", "") if isinstance(data, dict) else ""
        texts += [line for line in plain if isinstance(line, str)] if isinstance(plain, list) else [str(plain)]
    return " ".join("".join(texts).split())
