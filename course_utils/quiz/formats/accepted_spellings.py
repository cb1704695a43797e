"""Answers that are written, as tools take them that compare letters: every usual spelling, one by one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from course_utils import knowledge
from course_utils.dates import MONTHS, span
from course_utils.language import gettext
from course_utils.quiz.formats.imported_kinds import String
from course_utils.quiz.kinds.number_and_date import MORE_PRECISELY, Date
from course_utils.quiz.kinds.text_and_place import Place, Text
from course_utils.quiz.question import Question

MOST = 100  # spellings of dates; more than that is a span of time and no list


@dataclass(frozen=True)
class Spelling:
    """One way to write an answer, whether it is right, and what is said to it."""

    text: str
    right: bool
    feedback: str


def spellings(question: Question) -> list[Spelling]:
    """Return what may be written, right and wrong, each spelling once; nothing if it cannot be listed."""
    once: dict[str, Spelling] = {}
    listed = _LISTED.get(type(question))
    for one in listed(question) if listed else ():
        once.setdefault(one.text.strip().casefold(), one)
    return list(once.values())


def _of_text(question: Text) -> list[Spelling]:
    right = [Spelling(text, True, question.feedback) for text in question.accepted()]
    return right + [Spelling(str(one.value), False, one.feedback) for one in question.misreadings]


def _of_place(question: Place) -> list[Spelling]:
    place = knowledge.place(question.place)
    names = filter(None, (place.name_en, place.name_ar, *place.variants))
    return [Spelling(name, True, question.feedback) for name in names]


def _of_cases(question: String) -> list[Spelling]:
    return [Spelling(case.answer, case.right, case.feedback) for case in question.cases if case.answer.strip()]


def _of_dates(question: Date) -> list[Spelling]:
    first, last = span(question.answer)
    first, last = _later(first, -question.tolerance_days), _later(last, question.tolerance_days)
    if (last - first).days > 366 * MOST:
        return []
    wanted = min(("year", "month", "day").index(question.accepts), question.answer.partition("/")[0].count("-"))
    right = [iso for parts in (2, 1, 0) if parts >= wanted for iso in _between(first, last, parts)]
    if not right or len(right) > MOST:
        return []
    vague = [iso for parts in (1, 0) if parts < wanted for iso in _between(first, last, parts)]
    known = {str(one.value): one.feedback for one in question.misreadings}
    more = gettext(MORE_PRECISELY.get(question.accepts, MORE_PRECISELY["day"]))
    said = dict.fromkeys(right, (True, question.feedback))
    said |= dict.fromkeys(vague, (False, more))
    said |= {iso: (False, feedback) for iso, feedback in known.items() if iso not in said and "/" not in iso}
    return [Spelling(text, *of_it) for iso, of_it in said.items() for text in _written(iso)]


def _between(first: date, last: date, parts: int) -> Iterator[str]:
    """Yield every day (2), month (1) or year (0) from the first to the last day, in ISO form."""
    seen = ""
    for number in range(first.toordinal(), last.toordinal() + 1):
        iso = date.fromordinal(number).isoformat()[: (4, 7, 10)[parts]]
        if iso != seen:
            yield iso
        seen = iso


def _later(day: date, days: int) -> date:
    """Return the day so many days later, or the first or last that a calendar has."""
    return date.fromordinal(max(date.min.toordinal(), min(date.max.toordinal(), day.toordinal() + days)))


def _written(iso: str) -> list[str]:
    """Return the usual ways to write a date."""
    year, *rest = iso.split("-")
    if not rest:
        return [iso]
    month = MONTHS[int(rest[0]) - 1]
    names = dict.fromkeys((month, month[:3], gettext(month)))
    if len(rest) == 1:
        return [*(f"{name} {year}" for name in names), iso]
    day = int(rest[1])
    return [*(text for name in names for text in (f"{day} {name} {year}", f"{name} {day}, {year}")), iso]


_LISTED: dict[type[Question], Callable[..., list[Spelling]]] = {
    Date: _of_dates,
    Place: _of_place,
    String: _of_cases,
    Text: _of_text,
}
