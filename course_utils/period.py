"""When something was: one value with its days, its words, its place among others and its distance from them.

Written as ISO 8601 has it, "2011", "2011-02", "2011-02-15" or a range "2019-04/2020-06": what is not known is left
out, never made up. A period known to the month is that whole month: what it dates can have been on any day of it.
"""

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_PRECISIONS = ("year", "month", "day")
# Not calendar.month_name: that changes with the locale of the computer, and the course must not.
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, order=True)
class Period:
    """From a first to a last day; `precision` is "day", "month", "year", or "range" with its two `ends`, or "open".

    Periods are in order of their first day, then of their last.
    """

    first: date
    last: date
    precision: str
    ends: tuple["Period", ...] = ()

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Return the period that is written; ValueError, in a sentence, if it is none."""
        first, slash, last = text.partition("/")
        return cls.between(_one(first), _one(last)) if slash else _one(first)

    @classmethod
    def between(cls, start: "Period", end: "Period") -> "Period":
        """Return the period that began in one and ended in the other; ValueError if it would end before it starts."""
        if end.last < start.first:
            raise ValueError(f'"{start.words} to {end.words}" ends before it starts')
        # It began before it ended, also where the two are not known to the day.
        start, end = (
            replace(start, last=min(start.last, end.last)),
            replace(end, first=max(start.first, end.first)),
        )
        return cls(start.first, end.last, "range", (start, end))

    @property
    def start(self) -> "Period":
        """The days on one of which it began."""
        return self.ends[0] if self.ends else self

    @property
    def end(self) -> "Period":
        """The days on one of which it ended."""
        return self.ends[1] if self.ends else self

    @property
    def middle(self) -> date:
        """The day half-way."""
        return self.first + (self.last - self.first) / 2

    @property
    def words(self) -> str:
        """The period in words, as precise as it is known: "19 July 2022", "April 2019 to June 2020"."""
        if self.ends:
            return f"{self.start.words} to {self.end.words}"
        named = (str(self.first.year), MONTHS[self.first.month - 1], str(self.first.day))
        known = _PRECISIONS.index(self.precision) + 1 if self.precision in _PRECISIONS else 0
        return " ".join(reversed(named[:known]))

    def overlaps(self, other: "Period") -> bool:
        """Return whether there is a day that can belong to both."""
        return self.first <= other.last and other.first <= self.last

    def includes(self, other: "Period") -> bool:
        """Return whether every day that can belong to the other lies in this one."""
        return self.first <= other.first and other.last <= self.last

    def lasts_through(self, other: "Period") -> bool:
        """Return whether this is certain on each day of the other, wherever its own ends are exactly."""
        return self.start.last <= other.first and other.last <= self.end.first

    def days_to(self, other: "Period") -> tuple[int, int]:
        """Return how many days lie at least, and how many at most, between the start of this and of the other."""
        one, two = self.start, other.start
        return (two.first - one.last).days, (two.last - one.first).days

    def time_to(self, other: "Period") -> str:
        """Return in a sentence how long it was from the start of this to that of a later one, or between what."""
        least, most = self.days_to(other)
        one, two = self.start, other.start
        if least == most:
            return (
                f"{_count(most, 'day')}{_calendar(one.first, two.first, ', which is ')}." if most else "The same day."
            )
        if least <= 0:
            days = _count(max(most, -least), "day")
            return f"At most {days}: the dates are not exact enough to say which came first."
        longest = f"{_count(most, 'day')}{_calendar(one.first, two.last)}"
        shortest = f"{_count(least, 'day')}{_calendar(one.last, two.first)}"
        return f"Between {shortest} and {longest}: the dates are not known to the day."


UNKNOWN = Period(date.min, date.max, "open")  # a start that can have been on any day
ENDLESS = Period(date.max, date.max, "open")  # an end that has not come


@cache  # the same few dates are asked for a thousand times
def _one(text: str) -> Period:
    match = _FORM.fullmatch(text)
    if not match:
        raise ValueError(f'"{text}" is not a date such as 2022, 2022-07 or 2022-07-19')
    year, month, day = (int(part) if part else None for part in match.groups())
    first_month, last_month = (1, 12) if month is None else (month, month)
    try:
        start = date(year, first_month, 1 if day is None else day)
        end = date(year, last_month, calendar.monthrange(year, last_month)[1] if day is None else day)
    except ValueError as error:
        raise ValueError(f'"{text}" is not a date: {error}') from None
    return Period(start, end, _PRECISIONS[text.count("-")])


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


def _count(number: int, unit: str) -> str:
    return f"{number:,} {unit}" if number == 1 else f"{number:,} {unit}s"
