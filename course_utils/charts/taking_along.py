"""The numbers of a figure to take along: as comma-separated values (RFC 4180), and how to name where they are from."""

import csv
import io
from base64 import b64encode

from course_utils.charts.rows import Row, rows_of
from course_utils.knowledge.records import Figure, the_course
from course_utils.language import gettext
from course_utils.period import Period

COLUMNS = (
    "figure",
    "first_day",
    "last_day",
    "what",
    "value",
    "low",
    "high",
    "unit",
    "confidence",
    "note",
    "publisher",
    "source",
    "address",
)


def csv_of(figure: Figure) -> str:
    """Return the rows of a figure as CSV: days as in ISO 8601, an empty cell where nothing is known."""
    out = io.StringIO()
    lines = csv.DictWriter(out, COLUMNS)
    lines.writeheader()
    lines.writerows(_line(figure, row) for row in rows_of(figure))
    return out.getvalue()


def link_of(figure: Figure) -> str:
    """Return an address that holds the whole CSV file; its first sign tells spreadsheets that it is UTF-8."""
    return "data:text/csv;charset=utf-8;base64," + b64encode(csv_of(figure).encode("utf-8-sig")).decode()


def citation(figure: Figure) -> str:
    """Return how to cite a figure: who counted, its title, up to when, and through which course it was read."""
    publishers = dict.fromkeys(row.source.publisher for row in rows_of(figure))
    course = the_course()
    return gettext(
        "{publishers}: “{chart}”. Gathered in “{course}” (sources last looked for on {looked}).",
        publishers=gettext("; ").join(publishers),
        chart=figure.title,
        course=course.title,
        looked=Period.parse(course.looked).words,
    )


def _line(figure: Figure, row: Row) -> dict[str, str | float | None]:
    return {
        "figure": figure.id,
        "first_day": row.first.isoformat(),
        "last_day": row.last.isoformat(),
        "what": row.category,
        "value": row.value,
        "low": row.low,
        "high": row.high,
        "unit": figure.unit,
        "confidence": row.confidence or "high",
        "note": row.note,
        "publisher": row.source.publisher,
        "source": row.source.title,
        "address": row.source.link,
    }
