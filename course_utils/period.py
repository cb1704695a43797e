"""When something was: one value with its days, its words, its place among others and its distance from them.

Written as ISO 8601 has it, "2011", "2011-02", "2011-02-15" or a range "2019-04/2020-06": what is not known is left
out, never made up. A period known to the month is that whole month: what it dates can have been on any day of it.
"""

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from course_utils.language import gettext, gettext_noop, ngettext

_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_PRECISIONS = ("year", "month", "day")
_NO_DAY = (gettext_noop("month must be in 1..12"), gettext_noop("day is out of range for month"))  # as Python says it
# Not calendar.month_name: that changes with the locale of the computer, and the course must not.
MONTHS = (
    gettext_noop("January"),
    gettext_noop("February"),
    gettext_noop("March"),
    gettext_noop("April"),
    gettext_noop("May"),
    gettext_noop("June"),
    gettext_noop("July"),
    gettext_noop("August"),
    gettext_noop("September"),
    gettext_noop("October"),
    gettext_noop("November"),
    gettext_noop("December"),
)
_WORDS = {
    "year": "{year}",
    "month": gettext_noop("{month} {year}"),
    "day": gettext_noop("{day} {month} {year}"),
}


@dataclass(frozen=True, order=True, slots=True)
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
            said = gettext('"{start} to {end}" ends before it starts', start=start.words, end=end.words)
            raise ValueError(said)
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
            return gettext("{first} to {last}", first=self.start.words, last=self.end.words)
        said = _WORDS.get(self.precision)
        month = gettext(MONTHS[self.first.month - 1])
        return gettext(said, day=self.first.day, month=month, year=self.first.year) if said else ""

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
        if least == most == 0:
            return gettext("The same day.")
        if least == most:
            long = _calendar(one.first, two.first)
            said = gettext("{days}, which is {long}.") if long else gettext("{days}.")
            return said.format(days=_days(most), long=long)
        if least <= 0:
            return gettext(
                "At most {days}: the dates are not exact enough to say which came first.",
                days=_days(max(most, -least)),
            )
        return gettext(
            "Between {shortest} and {longest}: the dates are not known to the day.",
            shortest=_with_calendar(least, one.last, two.first),
            longest=_with_calendar(most, one.first, two.last),
        )


UNKNOWN = Period(date.min, date.max, "open")  # a start that can have been on any day
ENDLESS = Period(date.max, date.max, "open")  # an end that has not come


@cache  # the same few dates are asked for a thousand times
def _one(text: str) -> Period:
    match = _FORM.fullmatch(text)
    if not match:
        raise ValueError(gettext('"{text}" is not a date such as 2022, 2022-07 or 2022-07-19', text=text))
    year, month, day = match.groups()
    try:
        start = date(int(year), int(month or 1), int(day or 1))
        last_month = int(month or 12)
        end = date(int(year), last_month, int(day or calendar.monthrange(int(year), last_month)[1]))
    except ValueError as error:
        raise ValueError(gettext('"{text}" is not a date: {why}', text=text, why=gettext(str(error)))) from None
    return Period(start, end, _PRECISIONS[text.count("-")])


def _with_calendar(days: int, first: date, second: date) -> str:
    long = _calendar(first, second)
    return gettext("{days} ({long})", days=_days(days), long=long) if long else _days(days)


def _calendar(first: date, second: date) -> str:
    """Return years, months and days as a calendar counts them; nothing where that says no more than the days."""
    months = (second.year - first.year) * 12 + second.month - first.month
    months -= _later(first, months) > second
    if not months:
        return ""
    rest = (second - _later(first, months)).days
    years, months = divmod(months, 12)
    parts = [ngettext("{count} year", "{count} years", years)] if years else []
    parts += [ngettext("{count} month", "{count} months", months)] if months else []
    parts += [_days(rest)] if rest else []
    if len(parts) == 3:
        return gettext("{years}, {months} and {days}", years=parts[0], months=parts[1], days=parts[2])
    return gettext("{longer} and {shorter}", longer=parts[0], shorter=parts[1]) if len(parts) == 2 else parts[0]


def _later(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of that month where it is shorter."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _days(count: int) -> str:
    return ngettext("{count} day", "{count} days", count)
