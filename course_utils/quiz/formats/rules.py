"""Kinds of question that only files of other tools have: of a list of cases, the first that fits counts.

In the browser each is drawn like the kind of the course that it resembles.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

from course_utils.quiz.kinds.choice import Choice
from course_utils.quiz.kinds.value import number_in
from course_utils.quiz.question import NOT_YET, RIGHT, KeyPart, Option, Question, Result, any_other, figures, tables

LONGEST = 200  # characters of a written answer, as in the course's own questions
_NUMBER = r"\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*"


@dataclass(frozen=True)
class NumberCase:
    """A value, or a range from its first number up to, but not including, its second."""

    right: bool
    feedback: str
    value: int | float | None = None
    range: tuple[int | float, ...] | None = None

    def __post_init__(self):
        if (self.value is None) == (self.range is None):
            raise ValueError('each entry has a "value" or a "range"')
        if self.range is not None and len(self.range) != 2:
            raise ValueError('"range" must be two numbers, such as [1, 2]')
        for number in (self.value,) if self.range is None else self.range:
            if isinstance(number, bool) or not isinstance(number, int | float) or not abs(number) < 1e300:
                raise ValueError('"value" and "range" must be numbers')

    @property
    def said(self) -> str:
        """The value, or the range in words."""
        if self.range is None:
            return figures(self.value)
        return f"{figures(self.range[0])} up to, but not including, {figures(self.range[1])}"


@dataclass(frozen=True)
class TextCase:
    """A wording; `nearly` is the share of its letters that must be right, where less than all is enough."""

    right: bool
    feedback: str
    answer: str
    match_case: bool = False
    nearly: float | None = None

    def __post_init__(self):
        if not isinstance(self.answer, str) or not isinstance(self.match_case, bool):
            raise ValueError('"answer" must be a text and "match_case" true or false')
        if len(self.answer) > LONGEST:
            raise ValueError(f'"answer" must have at most {LONGEST} characters')
        if self.nearly is not None and (isinstance(self.nearly, bool) or not isinstance(self.nearly, int | float)):
            raise ValueError('"nearly" must be a number from 0 to 1')

    def fits(self, written: str) -> bool:
        """Return whether this is what was written."""
        one, other = (written, self.answer) if self.match_case else (written.lower(), self.answer.lower())
        if one == other:
            return True
        longest = max(len(one), len(other))
        return bool(self.nearly) and 1 - _distance(one, other) / longest >= self.nearly


@dataclass(frozen=True, kw_only=True)
class Numeric(Question):
    """A number, judged by cases; with `precision`, after rounding it to so many significant digits."""

    cases: tuple[NumberCase, ...]
    otherwise: str
    precision: int | None = None

    form = "Write a number, such as 12, 3.5 or 22/7."

    def __post_init__(self):
        object.__setattr__(self, "cases", _cases(self, NumberCase))
        super().__post_init__()
        if self.precision is not None and not 1 <= self.precision <= 100:
            raise self.fault("precision", "it must be a whole number from 1 to 100.")

    def judge(self, response: Any) -> Result:
        """Return what the first case says that holds the number."""
        written = self._rounded(number(response))
        for case in self.cases:
            held = (
                written == self._rounded(case.value)
                if case.range is None
                else case.range[0] <= written < case.range[1]  # its end is not part of it
            )
            if held:
                return _result(case)
        return Result(NOT_YET, 0.0, self.otherwise)

    def _rounded(self, number: int | float) -> float:
        if self.precision is None:
            return float(number)
        return float(Context(prec=self.precision, rounding=ROUND_HALF_UP).plus(Decimal(float(number))))

    def key(self) -> tuple[KeyPart, ...]:
        """Return the values and ranges, and what is said to each."""
        cases = (KeyPart(case.said, case.feedback, case.right) for case in self.cases)
        return (*cases, any_other(self.otherwise))

    def face(self) -> dict[str, Any]:
        """Return that it is drawn as a number without a unit."""
        return {"kind": "number", "unit": "a number"}

    def lines(self) -> list[str]:
        """Return the form of the answer."""
        return ["A number: ______"]


@dataclass(frozen=True, kw_only=True)
class String(Question):
    """A text, judged by cases letter by letter."""

    cases: tuple[TextCase, ...]
    otherwise: str

    form = "Write a word or a few."

    def __post_init__(self):
        object.__setattr__(self, "cases", _cases(self, TextCase))
        super().__post_init__()

    def judge(self, response: Any) -> Result:
        """Return what the first case says that is what was written."""
        if not isinstance(response, str) or len(response) > LONGEST:
            raise ValueError("not a text")
        fitting = (case for case in self.cases if case.fits(response.strip()))
        case = next(fitting, None)
        return _result(case) if case else Result(NOT_YET, 0.0, self.otherwise)

    def key(self) -> tuple[KeyPart, ...]:
        """Return the wordings, and what is said to each."""
        cases = (KeyPart(case.answer, case.feedback, case.right) for case in self.cases)
        return (*cases, any_other(self.otherwise))

    def face(self) -> dict[str, Any]:
        """Return that it is drawn as a text."""
        return {"kind": "text"}

    def lines(self) -> list[str]:
        """Return the form of the answer."""
        return ["In your own words: ______"]


@dataclass(frozen=True, kw_only=True)
class Pick(Choice):
    """One option of any number of which one at most is right: each says what there is to say about it."""

    def __post_init__(self):
        object.__setattr__(self, "options", tables(self, "options", Option, self.options))
        Question.__post_init__(self)

    def face(self) -> dict[str, Any]:
        """Return the options, drawn as those of a choice."""
        return {"kind": "choice", **super().face()}

    def lines(self) -> list[str]:
        """Return the options."""
        return [f"- {option.text}" for option in self.options]


KINDS: dict[str, type[Question]] = {"numeric": Numeric, "pick": Pick, "string": String}


def _cases(question: Question, cls: type) -> tuple:
    values = question.cases
    if not isinstance(values, list | tuple) or not values:
        raise question.fault("cases", "it must be a list of { … } with at least one in it.")
    try:
        made = [value if isinstance(value, cls) else cls(**_tupled(value)) for value in values]
    except ValueError as error:
        raise question.fault("cases", f"{error}.") from None
    except (TypeError, AttributeError):
        raise question.fault("cases", f"each takes these names: {', '.join(cls.__dataclass_fields__)}.") from None
    if any(not isinstance(case.right, bool) or not isinstance(case.feedback, str) for case in made):
        raise question.fault("cases", '"right" must be true or false and "feedback" a text.')
    return tuple(made)


def _tupled(value: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(part) if isinstance(part, list) else part for name, part in value.items()}


def _result(case: NumberCase | TextCase) -> Result:
    return Result(RIGHT if case.right else NOT_YET, float(case.right), case.feedback)


def number(response: Any) -> float:
    """Return the number that was written, also as a fraction; ValueError or ArithmeticError if there is none."""
    if isinstance(response, str):
        written = re.fullmatch(rf"{_NUMBER}(?:/{_NUMBER})?", response) if len(response) <= LONGEST else None
        if not written:
            return number_in(response)
        response = float(written[1]) / float(written[2]) if written[2] else float(written[1])
    if isinstance(response, bool) or not math.isfinite(response):
        raise ValueError("not a number")
    return float(response)


def _distance(one: str, other: str) -> int:
    """Return how many letters must be put in, taken out or changed (Levenshtein)."""
    row = list(range(len(other) + 1))
    for n, letter in enumerate(one, start=1):
        before, row[0] = row[0], n
        for m, wanted in enumerate(other, start=1):
            before, row[m] = row[m], min(row[m] + 1, row[m - 1] + 1, before + (letter != wanted))
    return row[-1]
