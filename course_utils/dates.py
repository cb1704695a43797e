"""The days, the words or the precision of a date as written, in one call: each is asked of `period.Period`."""

from datetime import date

from course_utils.period import MONTHS, Period

__all__ = ["MONTHS", "precision", "span", "spell"]


def span(text: str) -> tuple[date, date]:
    """Return the first and the last day that `text` can mean; ValueError if it is no date."""
    period = Period.parse(text)
    return period.first, period.last


def spell(text: str) -> str:
    """Return the date in words: "2022-07-19" is "19 July 2022"; ValueError if it is no date."""
    return Period.parse(text).words


def precision(text: str) -> str:
    """Return "year", "month", "day" or "range"; ValueError if it is no date."""
    return Period.parse(text).precision
