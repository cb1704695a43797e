"""The records as tables of plain values: what is given away as data, and what a learner works with in pandas.

Voices and routes are not among them: people who spoke to somebody else, and ways that people flee or are brought along,
are shown in a lesson with care, or not at all. Numbers that others have counted are in them only where each of their
sources has `terms` that allow it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from course_utils import schema
from course_utils.course_folder import CONTENT
from course_utils.errors import CourseError, UnknownId
from course_utils.knowledge.loader import KINDS, all_of, build, one, read
from course_utils.knowledge.records import Figure
from course_utils.language import gettext

if TYPE_CHECKING:
    from pandas import DataFrame

TERMS = "CC-BY-4.0"
KINDS_GIVEN = ("event", "actor", "relation", "place", "border", "cooperation", "figure", "term", "source")
_LAST = ("confidence", "content_note", "sources", "terms")


@dataclass(frozen=True)
class Rows:
    """One kind of record: its rows, each with every column."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]


def tables() -> list[Rows]:
    """Return a table for each kind of record that is given away, and one for the numbers of figures, if any may be."""
    numbers = _figure_rows()
    return [*map(_table, KINDS_GIVEN), *([numbers] if numbers.rows else [])]


def to_frame(name: str) -> "DataFrame":
    """Return the table of this name, such as "events", as pandas has it; CourseError where pandas is not installed.

    Its columns are those that `python start.py export data` writes.
    """
    arrays = {KINDS[kind][2]: kind for kind in KINDS_GIVEN}
    if not isinstance(name, str) or name not in arrays:
        raise UnknownId("table", name, list(arrays))
    try:
        from pandas import DataFrame  # no part of the course, and slow to load
    except ImportError:
        said = gettext(
            "This table needs pandas, which is not installed. Write %pip install pandas in a cell and run it."
        )
        raise CourseError(said) from None
    table = _table(arrays[name])
    return DataFrame(list(table.rows), columns=list(table.columns))


def is_free(figure: Figure) -> bool:
    """Return whether the numbers of a figure are given away: each of its sources allows it."""
    return all(one("source", row.source).terms for row in figure.rows)


def _table(kind: str) -> Rows:
    cls, file, array = KINDS[kind]
    declared = schema.declared(cls)
    names = [name for name in declared if name not in (*_LAST, "rows")]
    rows = []
    for entry in read(CONTENT / file, array):
        record = build(cls, entry, file)
        row: dict[str, Any] = {name: entry.get(name) for name in names}
        for name in names:  # a text as the course shows it: with its dates in their places
            if isinstance(said := getattr(record, declared[name].attribute), str):
                row[name] = said
        given = [record.id] if kind == "source" else [source.id for source in record.sources]
        if kind == "source":  # `terms` are those of the row, in the course's own words
            row["numbers_terms"] = entry.get("terms")
        row |= _always(entry.get("confidence"), entry.get("content_note"), given)
        rows.append(row)
    extra = ("numbers_terms",) if kind == "source" else ()
    return Rows(array, _title(cls), (*names, *extra, *_LAST), tuple(rows))


def _figure_rows() -> Rows:
    names = ("figure", "date", "category", "value", "low", "high", "unit", "source", "note")
    rows = tuple(_rows_of_figures(names))
    return Rows("figure-rows", "The numbers of the figures, each with its date and its source", (*names, *_LAST), rows)


def _rows_of_figures(names: Sequence[str]) -> Iterator[dict[str, Any]]:
    for figure in filter(is_free, all_of("figure").values()):
        for number in figure.rows:
            row = {name: getattr(number, name, None) for name in names} | {"figure": figure.id, "unit": figure.unit}
            terms = one("source", number.source).terms
            yield row | _always(number.confidence, figure.content_note, [number.source]) | {"terms": terms}


def _always(confidence: str | None, content_note: bool | None, sources: Sequence[str]) -> dict[str, Any]:
    """Return what each row has, whatever it tells of."""
    return {
        "confidence": confidence,
        "content_note": bool(content_note),
        "sources": list(sources),
        "terms": TERMS,
    }


def _title(cls: type) -> str:
    return (cls.__doc__ or "").partition("\n")[0]
