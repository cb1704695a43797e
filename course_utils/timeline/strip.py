"""The years of the events shown as one thin strip: a mark for each event, piled up over its time, and a way to it.

A part of the strip is a month, some months, a year or some years: so few parts that a finger finds each on a phone.
"""

from dataclasses import dataclass
from datetime import date
from zlib import crc32

from course_utils.knowledge.records import Event
from course_utils.language import gettext, listed, ngettext
from course_utils.period import Period

_PARTS = 12  # as many as a phone has room for
_STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 480)  # months of a part
_FULL = 2011  # the years before are one part, where later ones are shown too


@dataclass(frozen=True)
class Mark:
    """An event: whether it is among those chosen, and then what it says under the pointer."""

    shown: bool
    article: bool
    said: str


@dataclass(frozen=True)
class Part:
    """A time with its marks: `year` stands under it, `said` is its name; it leads to the event `to`, if to any."""

    year: str
    said: str
    to: str
    marks: list[Mark]


@dataclass(frozen=True)
class Strip:
    """What the template draws, from the side on which reading begins."""

    title: str
    key: str
    """What the ids of the entries begin with: a page may show an event in several timelines."""
    parts: list[Part]
    words: str
    some: bool
    """Whether events are drawn that are not among those chosen."""


def draw(chosen: list[Event], among: list[Event]) -> Strip:
    """Return the years of these events, with all `among` which they are of that time: those chosen filled.

    What is sealed is not among them: a mark or a number would tell when it was.
    """
    parts = [_part(*time, chosen, among) for time in _times(chosen)]
    return Strip(
        title=gettext("The years of these events: choose one to come to its first entry"),
        key=f"tl{crc32(' '.join(event.id for event in chosen).encode()):x}",
        parts=parts,
        words=_words(chosen, among),
        some=any(not mark.shown for part in parts for mark in part.marks),
    )


def _times(chosen: list[Event]) -> list[tuple[int, int, bool]]:
    """Return the first and the last month of each part, counted from the year 0, and whether it is the lead."""
    years = [event.period.first.year for event in chosen]
    first, last = min(years), max(years)
    lead = first < _FULL <= last
    start, end = (_FULL if lead else first) * 12, last * 12 + 12
    step = next(step for step in (*_STEPS, end - start) if (end - start + step - 1) // step <= _PARTS - lead)
    times = [(month, month + step - 1, False) for month in range(start, end, step)]
    return [(first * 12, start - 1, True), *times] if lead else times


def _part(first: int, last: int, early: bool, chosen: list[Event], among: list[Event]) -> Part:
    during = [event for event in among if first <= _month(event.period.first) <= last]
    during.sort(key=lambda event: event.period)
    below = [event for event in during if event in chosen]
    marks = [
        Mark(event in chosen, bool(event.sentences), _said(event) if event in chosen else "")
        for event in sorted(during, key=lambda event: event not in chosen)
    ]
    when = gettext("Before {year}", year=_FULL) if early else _time(first, last)
    said = ngettext("{when}: {count} event below", "{when}: {count} events below", len(below), when=when)
    year = f"< {_FULL}" if early else str(first // 12) if first % 12 == 0 else ""
    return Part(year, said, below[0].id if below else "", marks)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _said(event: Event) -> str:
    return gettext("{when}: {event}", when=event.period.words, event=event.title)


def _time(first: int, last: int) -> str:
    """Return the time from one month to another in words, whole years as years."""
    if first % 12 == 0 and last % 12 == 11:
        years = first // 12, last // 12
        return str(years[0]) if years[0] == years[1] else gettext("{first}–{last}", first=years[0], last=years[1])
    start, end = (Period.parse(f"{month // 12:04}-{month % 12 + 1:02}") for month in (first, last))
    return start.words if first == last else Period.between(start, end).words


def _words(chosen: list[Event], among: list[Event]) -> str:
    counts = []
    for year in sorted({event.period.first.year for event in chosen}):
        some = sum(1 for event in chosen if event.period.first.year == year)
        whole = sum(1 for event in among if event.period.first.year == year)
        counts.append(
            gettext("{year}: {count}", year=year, count=some)
            if some == whole
            else gettext("{year}: {some} of {count}", year=year, some=some, count=whole)
        )
    return gettext("Events in each year: {counts}.", counts=listed(counts))
