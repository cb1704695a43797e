"""When an event was, and how long it is from one to another: days where the day is known, a range where it is not."""

import calendar
from datetime import date

from course_utils import dates
from course_utils.knowledge.records import Event


def days(event: Event) -> tuple[date, date]:
    """Return the first and the last day on which the event can have been."""
    return dates.span(_text(event))


def start(event: Event) -> tuple[date, date]:
    """Return the first and the last day on which the event can have begun."""
    return dates.span(event.date)


def spell(event: Event) -> str:
    """Return when the event was, in words."""
    return dates.spell(_text(event))


def length(first: tuple[date, date], second: tuple[date, date]) -> str:
    """Return the time from one start to another in one sentence; a range where a start is not known to the day."""
    least, most = (second[0] - first[1]).days, (second[1] - first[0]).days
    if least == most:
        return f"{_days(most)}{_calendar(first[0], second[0], ', which is ')}." if most else "The same day."
    if least <= 0:
        return f"At most {_days(max(most, -least))}: the dates are not exact enough to say which came first."
    longest = f"{_days(most)}{_calendar(first[0], second[1])}"
    shortest = f"{_days(least)}{_calendar(first[1], second[0])}"
    return f"Between {shortest} and {longest}: the dates are not known to the day."


def _calendar(first: date, second: date, before: str = "") -> str:
    """Return years, months and days as a calendar counts them; nothing where that says no more than the days."""
    months = (second.year - first.year) * 12 + second.month - first.month
    months -= _later(first, months) > second
    if not months:
        return ""
    rest = (second - _later(first, months)).days
    counts = ((months // 12, "year"), (months % 12, "month"), (rest, "day"))
    parts = [_count(number, unit) for number, unit in counts if number]
    words = " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
    return f"{before}{words}" if before else f" ({words})"


def _later(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of that month where it is shorter."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _days(number: int) -> str:
    return _count(number, "day")


def _count(number: int, unit: str) -> str:
    return f"{number:,} {unit}" if number == 1 else f"{number:,} {unit}s"


def _text(event: Event) -> str:
    return f"{event.date}/{event.end}" if event.end else event.date
