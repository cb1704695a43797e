"""Dates as the content writes them: "2011", "2011-02", "2011-02-15", or a range "2019-04/2020-06".

ISO 8601 calendar dates of reduced precision: what is not known is left out, never made up.
"""

import calendar
import re
from datetime import date
from functools import cache

_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
# Not calendar.month_name: that changes with the locale of the computer, and the course must not.
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@cache  # a map asks for the same few dates a thousand times
def span(text: str) -> tuple[date, date]:
    """Return the first and the last day that `text` can mean; ValueError if it is no date."""
    first, slash, last = text.partition("/")
    start, end = _days(first)[0], _days(last if slash else first)[1]
    if end < start:
        raise ValueError(f'"{text}" ends before it starts')
    return start, end


def spell(text: str) -> str:
    """Return the date in words: "2022-07-19" is "19 July 2022"; ValueError if it is no date."""
    span(text)
    first, _, last = text.partition("/")
    return f"{_spell_one(first)} to {_spell_one(last)}" if last else _spell_one(first)


def precision(text: str) -> str:
    """Return "year", "month", "day" or "range"; ValueError if it is no date."""
    span(text)
    return "range" if "/" in text else ("year", "month", "day")[text.count("-")]


def _days(text: str) -> tuple[date, date]:
    match = _FORM.fullmatch(text)
    if not match:
        raise ValueError(f'"{text}" is not a date such as 2022, 2022-07 or 2022-07-19')
    year, month, day = (int(part) if part else None for part in match.groups())
    first_month, last_month = (1, 12) if month is None else (month, month)
    start = date(year, first_month, 1 if day is None else day)
    return start, date(year, last_month, calendar.monthrange(year, last_month)[1] if day is None else day)


def _spell_one(text: str) -> str:
    parts = [int(part) for part in text.split("-")]
    words = [str(parts[0])]
    if len(parts) > 1:
        words.insert(0, MONTHS[parts[1] - 1])
    if len(parts) > 2:
        words.insert(0, str(parts[2]))
    return " ".join(words)
