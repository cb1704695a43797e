"""A number with its unit (`number`), or a date (`date`), right within a tolerance."""

import math
import re
from typing import Any

from course_utils.dates import MONTHS, span, spell
from course_utils.knowledge.record import Value, record_of
from course_utils.language import gettext, gettext_noop, ngettext
from course_utils.quiz.question import NOT_YET, RIGHT, KeyPart, Question, Result, any_other, figures, tables


@record_of()
class Misreading(Value):
    """A wrong answer that a reader may well give, and what is said about it."""

    value: str | int | float
    feedback: str


@record_of()
class Number(Question):
    """The answer is a number of `unit`s, right within `tolerance` of it."""

    answer: float
    unit: str
    feedback: str
    otherwise: str
    tolerance: float = 0
    misreadings: tuple[Misreading, ...] = ()

    form = gettext_noop("Write a number, such as 12 or 3.5.")

    def __post_init__(self):
        if self.misreadings:
            object.__setattr__(self, "misreadings", tables(self, "misreadings", Misreading, self.misreadings))
        super().__post_init__()
        if self.tolerance < 0:
            raise self.fault("tolerance", gettext("it must be 0 or more."))
        for wrong in self.misreadings:
            if isinstance(wrong.value, str) or self._right(wrong.value):
                said = gettext('"{value}" must be a number, and a wrong one.', value=wrong.value)
                raise self.fault("misreadings", said)

    def judge(self, response: Any) -> Result:
        """Return right within the tolerance; a known misreading gets its own feedback."""
        value = number_in(response) if isinstance(response, str) else _number(response)
        if self._right(value):
            return Result(RIGHT, 1.0, self.feedback)
        known = [wrong.feedback for wrong in self.misreadings if wrong.value == value]
        return Result(NOT_YET, 0.0, known[0] if known else self.otherwise)

    def _right(self, value: float) -> bool:
        # 0.1 + 0.2 is not 0.3 in a computer: the edge of the tolerance belongs to it all the same.
        return abs(value - self.answer) <= self.tolerance + 1e-9 * abs(self.answer)

    def key(self) -> tuple[KeyPart, ...]:
        """Return the number with its unit and tolerance, and what is said to wrong answers."""
        right = self._in_units(self.answer)
        if self.tolerance:
            right = gettext("{number}, give or take {tolerance}", number=right, tolerance=figures(self.tolerance))
        wrong = (KeyPart(self._in_units(float(one.value)), one.feedback, False) for one in self.misreadings)
        return (KeyPart(right, self.feedback, True), *wrong, any_other(self.otherwise))

    def _in_units(self, value: float) -> str:
        return gettext("{number} {unit}", number=figures(value), unit=self.unit)

    def face(self) -> dict[str, Any]:
        """Return the unit."""
        return {"unit": self.unit}

    def lines(self) -> list[str]:
        """Return the form of the answer."""
        return [gettext("A number ({unit}): ______", unit=self.unit)]


@record_of()
class Date(Question):
    """The answer is a day, a month or a year; the response may be less precise by `accepts`."""

    answer: str
    feedback: str
    otherwise: str
    tolerance_days: int = 0
    accepts: str = "day"
    misreadings: tuple[Misreading, ...] = ()

    form = gettext_noop("Write a date, such as 19 July 2022, July 2022 or 2022-07-19.")

    def __post_init__(self):
        if self.misreadings:
            object.__setattr__(self, "misreadings", tables(self, "misreadings", Misreading, self.misreadings))
        super().__post_init__()
        try:
            span(self.answer)
        except ValueError as error:
            raise self.fault("answer", f"{error}.") from None
        if self.accepts not in PARTS:
            raise self.fault("accepts", gettext('it must be "day", "month" or "year".'))
        if self.tolerance_days < 0:
            raise self.fault("tolerance_days", gettext("it must be 0 or more."))
        for wrong in self.misreadings:
            if not _is_date(wrong.value):
                said = gettext('"{value}" must be a date such as "2022-07-19".', value=wrong.value)
                raise self.fault("misreadings", said)

    def judge(self, response: Any) -> Result:
        """Return right if the date overlaps the answer within the tolerance and is precise enough."""
        if not isinstance(response, str) and type(response) is not int:  # 2022 is a year
            raise TypeError("not a date")
        written = date_in(str(response))
        first, last = span(written)
        start, end = span(self.answer)
        slack = self.tolerance_days
        near = (first - end).days <= slack and (start - last).days <= slack
        known_to = min(end.count("-") for end in self.answer.split("/"))
        if near and written.count("-") < min(PARTS[self.accepts], known_to):
            return Result(NOT_YET, 0.0, gettext(MORE_PRECISELY[self.accepts]))
        if near:
            return Result(RIGHT, 1.0, self.feedback)
        known = [wrong.feedback for wrong in self.misreadings if wrong.value == written]
        return Result(NOT_YET, 0.0, known[0] if known else self.otherwise)

    def key(self) -> tuple[KeyPart, ...]:
        """Return the date in words with its tolerance, and what is said to wrong answers."""
        right, days = spell(self.answer), self.tolerance_days
        if days:
            right = ngettext(
                "{date}, give or take {days} day",
                "{date}, give or take {days} days",
                days,
                date=right,
                days=figures(days),
            )
        wrong = (KeyPart(spell(str(one.value)), one.feedback, False) for one in self.misreadings)
        return (KeyPart(right, self.feedback, True), *wrong, any_other(self.otherwise))

    def face(self) -> dict[str, Any]:
        """Return the form of the answer."""
        form, example = _FORMS[self.accepts]
        return {"unit": gettext(form, date=spell(example))}

    def lines(self) -> list[str]:
        """Return the form of the answer."""
        return [gettext("A date ({unit}): ______", unit=self.face()["unit"])]


PARTS = {"year": 0, "month": 1, "day": 2}
_FORMS = {
    "year": (gettext_noop("a year, for example {date}"), "1999"),
    "month": (gettext_noop("a month, for example {date}"), "1999-05"),
    "day": (gettext_noop("a day, for example {date}"), "1999-05-17"),
}
MORE_PRECISELY = {
    "month": gettext_noop("That is not wrong. Say it more precisely: the month is asked for."),
    "day": gettext_noop("That is not wrong. Say it more precisely: the day is asked for."),
}
_EASTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬−", "01234567890123456789.,-")
_GROUPED = r"-?\d{1,3}(?:[ ,\u00a0\u202f]\d{3})+(?!\d)(?:\.\d+)?"


def number_in(text: str) -> float:
    """Return the one number in a text ("about 1,050 km" is 1050); ValueError if there is none or more."""
    found = re.findall(rf"{_GROUPED}|-?\d+(?:[.,]\d+)?", text.translate(_EASTERN)) if len(text) <= 100 else []
    if len(found) != 1:
        raise ValueError("not one number")
    grouped = re.fullmatch(_GROUPED, found[0])
    return float(re.sub(r"[ ,\u00a0\u202f]", "", found[0]) if grouped else found[0].replace(",", "."))


def date_in(text: str) -> str:
    """Return a written date in ISO form ("19 July 2022" is 2022-07-19); ValueError if it is none."""
    if len(text) > 60:
        raise ValueError("not a date")
    text = " ".join(text.translate(_EASTERN).replace(",", " ").split()).casefold()
    if re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", text):
        span(text)
        return text
    year = re.findall(r"\b(\d{4})\b", text)
    month = [
        n for n, name in enumerate(MONTHS, start=1) if re.search(rf"\b({name}|{name[:3]}|{name[:4]})\b", text, re.I)
    ]
    day = re.findall(r"\b(\d{1,2})(?:st|nd|rd|th)?\b", text)
    if len(year) != 1 or len(month) > 1 or len(day) > 1 or (day and not month):
        raise ValueError("not one date")
    parts = [year[0], *(f"{number:02}" for number in (*month, *map(int, day)))]
    iso = "-".join(parts)
    span(iso)
    return iso


def _number(value: Any) -> float:
    if isinstance(value, bool) or not math.isfinite(value):
        raise ValueError("not a number")
    return float(value)


def _is_date(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(span(value))
    except ValueError:
        return False
