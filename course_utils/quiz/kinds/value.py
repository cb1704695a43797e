"""A number with its unit (`number`), or a date (`date`), right within a tolerance."""

import math
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from course_utils.dates import MONTHS, span, spell
from course_utils.quiz.question import NOT_YET, RIGHT, Question, Result, tables


@dataclass(frozen=True)
class Misreading:
    """A wrong answer that a reader may well give, and what is said about it."""

    value: str | int | float
    feedback: str


@dataclass(frozen=True, kw_only=True)
class Number(Question):
    """The answer is a number of `unit`s, right within `tolerance` of it."""

    answer: float
    unit: str
    feedback: str
    otherwise: str
    tolerance: float = 0
    misreadings: tuple[Misreading, ...] = field(default=())

    form = "Write a number, such as 12 or 3.5."

    def __post_init__(self):
        if not isinstance(self.answer, int | float) or not math.isfinite(self.answer):
            raise self.fault("answer", "it must be a number.")
        if self.misreadings:
            object.__setattr__(self, "misreadings", tables(self, "misreadings", Misreading, self.misreadings))

    def judge(self, response: Any) -> Result:
        """Return right within the tolerance; a known misreading gets its own feedback."""
        value = number_in(str(response))
        if abs(value - self.answer) <= self.tolerance:
            return Result(RIGHT, 1.0, self.feedback)
        known = [wrong.feedback for wrong in self.misreadings if wrong.value == value]
        return Result(NOT_YET, 0.0, known[0] if known else self.otherwise)

    def face(self) -> dict[str, Any]:
        """Return the unit."""
        return {"unit": self.unit}

    def lines(self) -> list[str]:
        """Return the form of the answer."""
        return [f"A number ({self.unit}): ______"]


@dataclass(frozen=True, kw_only=True)
class Date(Question):
    """The answer is a day, a month or a year; the response may be less precise by `accepts`."""

    answer: str
    feedback: str
    otherwise: str
    tolerance_days: int = 0
    accepts: str = "day"
    misreadings: tuple[Misreading, ...] = field(default=())

    form = "Write a date, such as 19 July 2022, July 2022 or 2022-07-19."

    def __post_init__(self):
        try:
            span(self.answer)
        except (ValueError, TypeError) as error:
            raise self.fault("answer", f"{error}.") from None
        if self.accepts not in _PARTS:
            raise self.fault("accepts", 'it must be "day", "month" or "year".')
        if self.misreadings:
            object.__setattr__(self, "misreadings", tables(self, "misreadings", Misreading, self.misreadings))

    def judge(self, response: Any) -> Result:
        """Return right if the date overlaps the answer within the tolerance and is precise enough."""
        written = date_in(str(response))
        first, last = span(written)
        start, end = span(self.answer)
        slack = self.tolerance_days
        near = (first - end).days <= slack and (start - last).days <= slack
        if near and written.count("-") < min(_PARTS[self.accepts], self.answer.count("-")):
            return Result(NOT_YET, 0.0, f"That is not wrong. Say it more precisely: the {self.accepts} is asked for.")
        if near:
            return Result(RIGHT, 1.0, self.feedback)
        known = [wrong.feedback for wrong in self.misreadings if wrong.value == written]
        return Result(NOT_YET, 0.0, known[0] if known else self.otherwise)

    def face(self) -> dict[str, Any]:
        """Return the form of the answer."""
        return {"unit": f"a {self.accepts}, for example {spell(_EXAMPLES[self.accepts])}"}

    def lines(self) -> list[str]:
        """Return the form of the answer."""
        return [f"A date ({self.face()['unit']}): ______"]


_PARTS = {"year": 0, "month": 1, "day": 2}
_EXAMPLES = {"year": "1999", "month": "1999-05", "day": "1999-05-17"}
_EASTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫", "01234567890123456789.")


def number_in(text: str) -> float:
    """Return the one number in a text ("about 1,050 km" is 1050); ValueError if there is none or more."""
    found = re.findall(r"-?\d+(?:[ ,\u00a0\u202f]\d{3})+(?:\.\d+)?|-?\d+(?:[.,]\d+)?", text.translate(_EASTERN))
    if len(found) != 1 or len(text) > 100:
        raise ValueError("not one number")
    grouped = re.fullmatch(r"-?\d+(?:[ ,\u00a0\u202f]\d{3})+(?:\.\d+)?", found[0])
    return float(re.sub(r"[ ,\u00a0\u202f]", "", found[0]) if grouped else found[0].replace(",", "."))


def date_in(text: str) -> str:
    """Return a written date in ISO form ("19 July 2022" is 2022-07-19); ValueError if it is none."""
    text = " ".join(text.translate(_EASTERN).replace(",", " ").split()).casefold()
    if re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", text):
        span(text)
        return text
    year = re.findall(r"\b(\d{4})\b", text)
    month = [n for n, name in enumerate(MONTHS, start=1) if re.search(rf"\b{name[:3].casefold()}[a-z]*\b", text)]
    day = re.findall(r"\b(\d{1,2})(?:st|nd|rd|th)?\b", text)
    if len(year) != 1 or len(month) > 1 or len(day) > 1 or (day and not month) or len(text) > 60:
        raise ValueError("not one date")
    parts = [year[0], *(f"{number:02}" for number in (*month, *map(int, day)))]
    if len(parts) == 3:
        date(*map(int, parts))
    return "-".join(parts)
