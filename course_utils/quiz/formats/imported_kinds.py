"""Kinds of question that only files of other tools have: of a list of cases, the first that fits counts.

In the browser each is drawn like the kind of the course that it resembles.
"""

import math
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

from course_utils import schema
from course_utils.knowledge.record import record_of
from course_utils.language import gettext, gettext_noop, listed
from course_utils.quiz.kinds.choice import Choice
from course_utils.quiz.kinds.number_and_date import number_in
from course_utils.quiz.option import Option, frozen
from course_utils.quiz.question import NOT_YET, RIGHT, KeyPart, Question, Result, any_other, figures, tables

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
            raise ValueError(gettext('each entry has a "value" or a "range".'))
        if self.range is not None and len(self.range) != 2:
            raise ValueError(gettext('"range" must be two numbers, such as [1, 2].'))
        for number in (self.value,) if self.range is None else self.range:
            if not schema.fits(number, float):
                raise ValueError(gettext('"value" and "range" must be numbers.'))

    @property
    def said(self) -> str:
        """The value, or the range in words."""
        if self.range is None:
            return figures(self.ends[0])
        first, last = map(figures, self.ends)
        return gettext("{first} up to, but not including, {last}", first=first, last=last)

    @property
    def ends(self) -> tuple[float, float]:
        """The first and the last number of the range; twice the value where it is one."""
        first, last = self.range or (self.value, self.value)
        return first or 0, last or 0


@dataclass(frozen=True)
class TextCase:
    """A wording; `nearly` is the share of its letters that must be right, where less than all is enough."""

    right: bool
    feedback: str
    answer: str
    match_case: bool = False
    nearly: float | None = None

    def __post_init__(self):
        if not schema.fits(self.answer, str) or not schema.fits(self.match_case, bool):
            raise ValueError(gettext('"answer" must be a text and "match_case" true or false.'))
        if len(self.answer) > LONGEST:
            raise ValueError(gettext('"answer" must have at most {most} characters.', most=LONGEST))
        if self.nearly is not None and (isinstance(self.nearly, bool) or not isinstance(self.nearly, int | float)):
            raise ValueError(gettext('"nearly" must be a number from 0 to 1.'))

    def fits(self, written: str) -> bool:
        """Return whether this is what was written."""
        one, other = (written, self.answer) if self.match_case else (written.lower(), self.answer.lower())
        if one == other:
            return True
        longest = max(len(one), len(other))
        return self.nearly is not None and self.nearly != 0 and 1 - _distance(one, other) / longest >= self.nearly


@record_of()
class Numeric(Question):
    """A number, judged by cases; with `precision`, after rounding it to so many significant digits."""

    cases: tuple[NumberCase, ...]
    otherwise: str
    precision: int | None = None

    form = gettext_noop("Write a number, such as 12, 3.5 or 22/7.")

    def __post_init__(self):
        object.__setattr__(self, "cases", _cases(self, NumberCase, self.cases))
        super().__post_init__()
        if self.precision is not None and not 1 <= self.precision <= 100:
            raise self.fault("precision", gettext("it must be a whole number from 1 to 100."))

    def judge(self, response: Any) -> Result:
        """Return what the first case says that holds the number."""
        written = self._rounded(number(response))
        for case in self.cases:
            first, last = case.ends
            # The end of a range is not part of it.
            if written == self._rounded(first) if case.range is None else first <= written < last:
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
        return {"kind": "number", "unit": gettext("a number")}

    def lines(self) -> list[str]:
        """Return the form of the answer."""
        return [gettext("A number: ______")]


@record_of()
class String(Question):
    """A text, judged by cases letter by letter."""

    cases: tuple[TextCase, ...]
    otherwise: str

    form = gettext_noop("Write a word or a few.")

    def __post_init__(self):
        object.__setattr__(self, "cases", _cases(self, TextCase, self.cases))
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
        return [gettext("In your own words: ______")]


@record_of()
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


def _cases(question: Question, cls: type, values: object) -> tuple:
    if not isinstance(values, list | tuple) or not values:
        raise question.fault("cases", gettext("it must be a list of { … } with at least one in it."))
    try:
        made: list[Any] = [value if isinstance(value, cls) else cls(**frozen(value)) for value in values]
    except ValueError as error:
        raise question.fault("cases", str(error)) from None
    except (TypeError, AttributeError):
        raise question.fault(
            "cases", gettext("each takes these names: {names}.", names=listed(schema.declared(cls)))
        ) from None
    if not all(schema.fits(case.right, bool) and schema.fits(case.feedback, str) for case in made):
        raise question.fault("cases", gettext('"right" must be true or false and "feedback" a text.'))
    return tuple(made)


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
