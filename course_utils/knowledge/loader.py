"""Content files read into records, each file when it is first asked for, with a clear error when it is wrong."""

import json
import re
import zlib
from collections.abc import Collection
from functools import cache, partial
from pathlib import Path
from sys import intern
from types import MappingProxyType
from typing import Any

from course_utils import schema
from course_utils.course_folder import CONTENT
from course_utils.errors import ContentError, UnknownId
from course_utils.language import gettext
from course_utils.period import Period

AS_OF = "{as_of}"
"""Stands in a text for the date up to which it was looked at; `build` puts that date in its place.

So do {looked} and {thin_from}, for the dates of course.toml.
"""
_DATED = re.compile(r"\{(as_of|looked|thin_from)\}")

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


def the_course() -> Any:
    """Return the one record of course.toml; ContentError if it has none or several."""
    found = list(all_of("course").values())
    if len(found) != 1:
        raise ContentError(f"course.toml has {len(found)} records [[course]]. Keep one.")
    return found[0]


def one(kind: str, id_: str) -> Any:
    """Return the record with this id; UnknownId, with the nearest id, if there is none."""
    records = all_of(kind)
    if not isinstance(id_, str) or id_ not in records:
        raise UnknownId(kind, id_, list(records))
    return records[id_]


@cache
def linked(kind: str, field: str, id_: str) -> tuple:
    """Return the records of a kind whose `field` names this id: the way back of a link."""
    return tuple(record for record in all_of(kind).values() if id_ in vars(record)[field])


def read(path: Path, array: str) -> list[dict]:
    """Return the tables of a content file; ContentError with file and line if it cannot be read."""
    try:
        if path.suffix == ".geojson":
            return [_feature(feature) for feature in json.loads(path.read_text("utf-8"))["features"]]
        found = _held(path)[array]
        if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
            raise TypeError("not an array of tables")
        return found
    except OSError as error:
        said = gettext("{file} cannot be read ({why}). Restore the file.", file=path.name, why=error.strerror)
        raise ContentError(said) from None
    except ValueError as error:
        said = gettext("{file} is not in the form it should have: {why}.", file=path.name, why=error)
        raise ContentError(said) from None
    except (KeyError, TypeError):
        said = gettext(
            "{file} has no list of {name}. Begin each record with {name}.", file=path.name, name=f"[[{array}]]"
        )
        raise ContentError(said) from None


def _held(path: Path) -> dict[str, Any]:
    """Return what a TOML file holds: from what hatch_build.py made of it, where that is of these very bytes."""
    try:
        with (path.parent / "made" / f"{path.stem}.jsonl").open("rb") as made:
            if int(made.readline()) == zlib.crc32(path.read_bytes()):
                return json.load(made)
    except (OSError, ValueError):
        pass  # not installed since, or by other means
    import tomllib  # what is installed does without it

    return tomllib.loads(path.read_text("utf-8"))


def build(cls: type, entry: dict, file: str) -> Any:
    """Return the record that a table describes; ContentError naming file, id and field if it does not fit."""
    whole = not hasattr(cls, "grade")  # a question says itself what does not fit in its fields
    for fault in schema.faults(cls, entry, _words) if whole else schema.misnamed(cls, entry):
        where = entry.get("id", gettext("a record without id"))
        said = gettext('{file}, "{id}": {sentence}', file=file, id=where, sentence=fault.sentence)
        raise ContentError(said, why=fault.sentence)
    record = schema.made(cls, entry, partial(_dated, entry.get("as_of")), inside=whole)
    getattr(record, "period", None)  # made now, and not each time that it is asked for
    return record


def _words(vocabulary: str) -> Collection[str]:
    found = all_of("vocabulary")
    return found[vocabulary].by_id if vocabulary in found else ()


def _dated(as_of: str | None, text: str) -> str:
    """Return a text of a file as a record holds it: each {as_of} as a date in words."""
    if "{" not in text:
        return intern(text) if len(text) < 30 else text  # ids and words of a vocabulary, each a hundred times
    course = the_course()
    dated = {"as_of": as_of or course.reaches, "looked": course.looked, "thin_from": course.thin_from}
    return _DATED.sub(lambda found: Period.parse(dated[found[1]]).words, text)


def _feature(feature: dict) -> dict:
    line = tuple((lon, lat) for lon, lat in feature["geometry"]["coordinates"])
    return {**feature["properties"], "line": line}
