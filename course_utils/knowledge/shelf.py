"""Content files read into records, each file when it is first asked for, with a clear error when it is wrong."""

import json
import re
import tomllib
from dataclasses import MISSING, fields
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from course_utils.dates import spell
from course_utils.errors import ContentError, UnknownId

AS_OF = "{as_of}"
"""Stands in a text for the date up to which it was looked at; `build` puts that date in its place.

So do {looked} and {thin_from}, for the dates of course.toml.
"""
_DATED = re.compile(r"\{(as_of|looked|thin_from)\}")

CONTENT = Path(__file__).parent.parent / "content"

# kind -> (record class, file, name of the array of tables in it); filled where the records are defined
KINDS: dict[str, tuple[type, str, str]] = {}


@cache
def all_of(kind: str) -> MappingProxyType[str, Any]:
    """Return every record of a kind by id, in the order of its file."""
    cls, file, array = KINDS[kind]
    found: dict[str, Any] = {}
    for entry in read(CONTENT / file, array):
        record = build(cls, entry, file)
        if record.id in found:
            raise ContentError(f'{file}: the id "{record.id}" is used twice. Give one of them another id.')
        found[record.id] = record
    return MappingProxyType(found)


def one(kind: str, id_: str) -> Any:
    """Return the record with this id; UnknownId, with the nearest id, if there is none."""
    records = all_of(kind)
    if not isinstance(id_, str) or id_ not in records:
        raise UnknownId(kind, id_, list(records))
    return records[id_]


@cache
def linked(kind: str, field: str, id_: str) -> tuple:
    """Return the records of a kind whose `field` names this id: the way back of a link."""
    slot = f"_{field}_ids"
    return tuple(record for record in all_of(kind).values() if id_ in record.__dict__[slot])


def read(path: Path, array: str) -> list[dict]:
    """Return the tables of a content file; ContentError with file and line if it cannot be read."""
    try:
        if path.suffix == ".geojson":
            return [_feature(feature) for feature in json.loads(path.read_text("utf-8"))["features"]]
        found = tomllib.loads(path.read_text("utf-8"))[array]
        if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
            raise TypeError("not an array of tables")
        return found
    except OSError as error:
        raise ContentError(f"{path.name} cannot be read ({error.strerror}). Restore the file.") from None
    except (tomllib.TOMLDecodeError, json.JSONDecodeError, UnicodeDecodeError) as error:
        raise ContentError(f"{path.name} is not in the form it should have: {error}.") from None
    except (KeyError, TypeError):
        raise ContentError(f"{path.name} has no list of [[{array}]]. Begin each record with [[{array}]].") from None


def build(cls: type, entry: dict, file: str) -> Any:
    """Return the record that a table describes; ContentError naming file, id and field if it does not fit."""
    where = f'{file}, "{entry.get("id", "a record without id")}"'
    known = {field.name.rstrip("_"): field for field in fields(cls)}
    for name in entry:
        if name not in known:
            raise ContentError(f'{where}: there is no field "{name}". The fields are: {", ".join(known)}.')
    for name, field in known.items():
        if name not in entry and field.default is MISSING and field.default_factory is MISSING:
            raise ContentError(f'{where}: the field "{name}" is missing. Add a line {name} = ….')
    record = cls(**{known[name].name: _frozen(value, entry.get("as_of")) for name, value in entry.items()})
    try:
        getattr(record, "period", None)  # made now, so that a wrong date is found here and not when it is shown
    except ValueError as error:
        raise ContentError(f"{where}: {error}. Change the date.") from None
    return record


def _frozen(value: Any, as_of: str | None) -> Any:
    """Return a value of a file as a record holds it: lists as tuples, each {as_of} as a date in words."""
    if isinstance(value, str) and _DATED.search(value):
        (course,) = all_of("course").values()
        dated = {"as_of": as_of or course.reaches, "looked": course.looked, "thin_from": course.thin_from}
        return _DATED.sub(lambda found: spell(dated[found[1]]), value)
    if isinstance(value, dict):
        return {name: _frozen(inner, as_of) for name, inner in value.items()}
    return tuple(_frozen(inner, as_of) for inner in value) if isinstance(value, list) else value


def _feature(feature: dict) -> dict:
    line = tuple((lon, lat) for lon, lat in feature["geometry"]["coordinates"])
    return {**feature["properties"], "line": line}
