"""What a text states: gives the dates and the numbers in it, and those that a record knows."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from course_authors.check.course import Entry
from course_utils.dates import MONTHS, span
from course_utils.knowledge.article_text import sentence_texts

_MONTH = f"({'|'.join(MONTHS)})"
_TWO_DAYS = re.compile(rf"\b([0-9]{{1,2}})\s*(?:and|to|or|until|–|-)\s*([0-9]{{1,2}})\s+{_MONTH}(?:\s+([0-9]{{4}}))?\b")
_DAY = re.compile(rf"\b([0-9]{{1,2}})\s+{_MONTH}(?:\s+([0-9]{{4}}))?\b")
_TWO_MONTHS = re.compile(rf"\b{_MONTH}\s*(?:and|to|or|until|–|-)\s*{_MONTH}\s+([0-9]{{4}})\b")
_MONTH_YEAR = re.compile(rf"\b{_MONTH}\s+([0-9]{{4}})\b")
_YEAR = re.compile(r"(?<![0-9.,])((?:19|20)[0-9]{2})(?![0-9]|[.,][0-9])")
_UNITS = (
    r"km|kilomet(?:re|er)s?|met(?:re|er)s?|miles?|barrels?|per ?cent|people|persons?|deaths?|dead|killed|bodies|"
    r"graves?|"
    r"civilians?|migrants?|refugees?|arrivals?|inhabitants|fighters?|mercenaries|soldiers?|officers?|troops|members?|"
    r"deput(?:y|ies)|votes?|voters?|seats?|dollars?|euros?|dinars?|days?|weeks?|months?|years?|hours?|cities|countries|"
    r"towns?|municipalities|strikes|tonnes?|terawatt-hours?|thousand|million|billion"
)
_AMOUNT = r"([0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,12}(?:\.[0-9]+)?)"
_SCALE = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
_NUMBER = re.compile(rf"(?<![\w.,+-]){_AMOUNT}(?!\+)(?:\s+(thousand|million|billion)\b)?")
_WITH_UNIT = re.compile(rf"\s*(?:%|(?:(?:[a-z-]+\s+){{0,2}}?(?:{_UNITS}))\b)")

Day = tuple[int | None, int | None, int | None]  # year, month and day, each None where it is not said


@dataclass(frozen=True)
class Said:
    """The dates and numbers of a text, each with the words in which it stands there."""

    dates: dict[Day, str]
    numbers: dict[float, str]


@lru_cache(maxsize=10_000)
def said(text: str) -> Said:
    """Return the dates that a text states, and the numbers with a unit or with a comma for thousands."""
    dates: dict[Day, str] = {}
    rest = text
    for pattern in (_TWO_DAYS, _TWO_MONTHS, _DAY, _MONTH_YEAR, _YEAR):
        for found in pattern.finditer(rest):
            for day in _days(pattern, found):
                dates.setdefault(day, " ".join(found[0].split()))
        rest = pattern.sub(lambda found: " ¤ " * (len(found[0]) > 0), rest)
    numbers: dict[float, str] = {}
    for found in _NUMBER.finditer(rest):
        if found[2] or "," in found[1] or _WITH_UNIT.match(rest, found.end()):
            numbers.setdefault(_value(found), found[0])
    return Said(dates, numbers)


@dataclass(frozen=True)
class Known:
    """The dates and numbers of some records."""

    spans: tuple[tuple[date, date, int], ...]  # first and last day, and how many parts of the date are known
    dates: frozenset[Day]
    numbers: frozenset[float]

    def has_date(self, day: Day) -> bool:
        """Return whether a record has this date, or one that begins with what is said of it."""
        if any(all(one is None or one == other for one, other in zip(day, known, strict=True)) for known in self.dates):
            return True
        return any(_meets(day, first, last, depth) for first, last, depth in self.spans)

    def has_number(self, number: float) -> bool:
        """Return whether a record has this number."""
        return any(abs(number - known) <= 1e-9 * max(1, abs(known)) for known in self.numbers)


def known(entries: list[Entry]) -> Known:
    """Return what dates and numbers these records know."""
    spans: list[tuple[date, date, int]] = []
    dates: set[Day] = set()
    numbers: set[float] = set()
    for entry in entries:
        fields = {name: value for name, value in entry.fields.items() if name not in ("id", "sources")}
        texts, values = _leaves([*fields.values(), sentence_texts().get(entry.id, "")])
        scale = _SCALE.get(str(fields.get("unit", "")).split(" ")[0], 1)
        numbers |= {value * one for value in values for one in {1, scale}}
        for text in texts:
            if re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}(/[0-9]{4}(-[0-9]{2}){0,2})?", text):
                spans += _span(text)
            dates |= said(text).dates.keys()
            numbers |= {_value(found) for found in _NUMBER.finditer(text)}
        if entry.kind == "event" and "end" in fields and isinstance(fields.get("date"), str):
            spans += _span(f"{fields['date']}/{fields['end']}")
    return Known(tuple(spans), frozenset(dates), frozenset(numbers))


def _days(pattern: re.Pattern, found: re.Match) -> list[Day]:
    number = {name: position for position, name in enumerate(MONTHS, start=1)}
    if pattern is _TWO_DAYS:
        year = int(found[4]) if found[4] else None
        return [(year, number[found[3]], int(found[day])) for day in (1, 2)]
    if pattern is _DAY:
        return [(int(found[3]) if found[3] else None, number[found[2]], int(found[1]))]
    if pattern is _TWO_MONTHS:
        return [(int(found[3]), number[found[month]], None) for month in (1, 2)]
    if pattern is _MONTH_YEAR:
        return [(int(found[2]), number[found[1]], None)]
    return [(int(found[1]), None, None)]


def _value(found: re.Match) -> float:
    return float(found[1].replace(",", "")) * _SCALE.get(found[2] or "", 1)


def _span(text: str) -> list[tuple[date, date, int]]:
    try:
        first, last = span(text)
    except ValueError:
        return []
    return [(first, last, min(part.count("-") for part in text.split("/")) + 1)]


def _meets(day: Day, first: date, last: date, depth: int) -> bool:
    """Return whether what is said of a date agrees with a record's span.

    Of a span of several days only its first and its last day are on record; a month or a year may lie within it.
    """
    if sum(one is not None for one in day) > depth:
        return False
    if day[2] is not None and first != last:
        return any(_within(day, end, end) for end in (first, last))
    return _within(day, first, last)


def _within(day: Day, first: date, last: date) -> bool:
    """Return whether a day, month or year lies in a span; one without a year, whether it may."""
    years = [day[0]] if day[0] is not None else range(first.year, last.year + 1)
    for year in years:
        try:
            start, end = span("-".join([f"{year:04}", *(f"{part:02}" for part in day[1:] if part is not None)]))
        except ValueError:
            continue
        if start <= last and end >= first:
            return True
    return False


def _leaves(value: Any) -> tuple[list[str], list[float]]:
    texts, numbers, todo = [], [], [value]
    while todo:
        one = todo.pop()
        if isinstance(one, dict):
            todo += one.values()
        elif isinstance(one, list | tuple):
            todo += one
        elif isinstance(one, str):
            texts.append(one)
        elif isinstance(one, int | float) and not isinstance(one, bool) and abs(one) < 1e15:
            numbers.append(float(one))
    return texts, numbers
