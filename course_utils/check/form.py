"""The form of a table: gives an entry with the fields that fit its kind, and a finding for each that does not."""

import math
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from course_utils.check.course import Entry
from course_utils.check.finding import Finding, short
from course_utils.errors import UnknownId
from course_utils.knowledge.records import Link, Links


@dataclass
class _Row:
    date: str
    source: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    category: str | None = None
    note: str | None = None
    confidence: str | None = None


@dataclass
class _Control:
    place: str
    taken_by: str | None = None
    left_by: str | None = None
    from_: str | None = None


@dataclass
class _Objective:
    id: str
    text: str


# Fields whose inner tables a record class leaves open.
_INNER = {
    ("figure", "rows"): tuple[_Row, ...],
    ("event", "control"): tuple[_Control, ...],
    ("lesson", "objectives"): tuple[_Objective, ...],
}
_WORDS = {str: "a text in quotation marks", int: "a whole number", float: "a number", bool: "true or false"}


def entry(kind: str, cls: type, table: Any, file: str, number: int) -> tuple[Entry | None, list[Finding]]:
    """Return a table as an entry of this kind, and what does not fit; no entry if it is not a table at all."""
    if not isinstance(table, dict):
        return None, [Finding(file, number, f"record {number}", f'"{short(table)}" is not a table of fields.')]
    id_ = table.get("id")
    bare = Entry(kind, file, number, id_ if isinstance(id_, str) else "", {})
    wanted = _wanted(kind, cls)
    found: list[Finding] = []
    kept = {}
    for name, value in table.items():
        if name not in wanted:
            hint = str(UnknownId("field", name, list(wanted)))
            found.append(bare.finding("", hint[0].lower() + hint[1:]))
            continue
        wrong = [bare.finding(name, f"{inner}{what}") for inner, what in faults(value, wanted[name][0])]
        found += wrong
        if not wrong:
            kept[name] = value
    for name, (_, required) in wanted.items():
        if required and name not in table:
            found.append(bare.finding(name, f"it is missing. Add a line {name} = …."))
    return Entry(kind, file, number, kept.get("id", ""), kept, frozenset(table) - frozenset(kept)), found


@cache
def links(cls: type) -> dict[str, Links]:
    """Return the fields of a record class that hold ids, as the file names them."""
    found: dict[str, Links] = {}
    for base in reversed(cls.__mro__):
        found |= {name: value for name, value in vars(base).items() if isinstance(value, Links)}
    own = {one.name for one in fields(cls)}
    return {name.rstrip("_"): value for name, value in found.items() if name in own}


def faults(value: Any, hint: Any) -> Iterator[tuple[str, str]]:
    """Yield where inside a value it does not fit a type, and what should stand there."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        choices = [choice for choice in inner if choice is not NoneType]
        if len(choices) == 1:
            yield from faults(value, choices[0])
        elif all(any(faults(value, choice)) for choice in choices):
            yield "", f"it must be {' or '.join(map(_said, choices))}."
    elif origin is tuple:
        yield from _list_faults(value, hint, inner)
    elif is_dataclass(hint):
        yield from _table_faults(value, hint)
    elif not _fits(value, hint):
        yield "", f"it must be {_said(hint)}."
    elif hint is str and not value.strip():
        yield "", "it is empty. Write something, or take the line out."


def _list_faults(value: Any, hint: Any, inner: tuple) -> Iterator[tuple[str, str]]:
    several = inner[-1] is Ellipsis
    if not isinstance(value, list | tuple) or (not several and len(value) != len(inner)):
        yield "", f"it must be {_said(hint)}."
        return
    for number, one in enumerate(value):
        for deeper, what in faults(one, inner[0] if several else inner[number]):
            yield f"entry {number + 1}, {deeper}", what


def _table_faults(value: Any, cls: type) -> Iterator[tuple[str, str]]:
    if not isinstance(value, dict):
        yield "", f"it must be {_said(cls)}."
        return
    known = {name: hint for name, (hint, _) in _wanted("", cls).items()}
    for name in value:
        if name not in known:
            yield "", f'there is no "{short(name)}" here. The names are: {", ".join(known)}.'
        else:
            yield from ((f'"{name}", {deeper}', what) for deeper, what in faults(value[name], known[name]))
    for name, (_, required) in _wanted("", cls).items():
        if required and name not in value:
            yield "", f'"{name}" is missing.'


@cache
def _wanted(kind: str, cls: type) -> dict[str, tuple[Any, bool]]:
    """Return the fields of a class as a file names them: the type of each, and whether it is required."""
    hints, linked = get_type_hints(cls), links(cls)
    found = {}
    for one in fields(cls):
        name = one.name.rstrip("_")
        hint = _INNER.get((kind, name), hints[one.name])
        if name in linked:
            hint = str if isinstance(linked[name], Link) else tuple[str, ...]
        found[name] = (hint, one.default is MISSING and one.default_factory is MISSING)
    return found


def _fits(value: Any, hint: Any) -> bool:
    if hint is bool or isinstance(value, bool):
        return hint is bool and isinstance(value, bool)
    if hint is float:
        return isinstance(value, int) or (isinstance(value, float) and math.isfinite(value))
    return isinstance(value, hint)


def _said(hint: Any) -> str:
    inner = get_args(hint)
    if get_origin(hint) is tuple:
        return "a list" if inner[-1] is Ellipsis else f"a list of {len(inner)}"
    if is_dataclass(hint):
        return f"a table {{ {', '.join(_wanted('', hint))} }}"
    return _WORDS.get(hint, "of another type")
