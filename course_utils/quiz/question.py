"""A question, what a learner is told about an answer to it, and the rules that all kinds share."""

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from course_utils.errors import ContentError

RIGHT = "right"
PARTLY = "partly right"
NOT_YET = "not yet right"
NOT_ATTEMPTED = "not attempted"
UNCHECKED = "could not be checked"
STORED = "saved"


@dataclass(frozen=True)
class Result:
    """What a learner is told: a verdict, a score from 0 to 1 (None where nothing is graded) and why."""

    verdict: str
    score: float | None
    text: str
    parts: tuple[tuple[str, str], ...] = ()  # (part of the answer, what is said about it)


@dataclass(frozen=True, kw_only=True)
class Question:
    """What every kind of question has. A changed question keeps its id and gets the next version."""

    id: str
    kind: str
    set: str
    text: str
    version: int = 1
    objective: str | None = None
    hint: str | None = None
    sentences: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    graded: ClassVar[bool] = True

    def grade(self, response: Any) -> Result:
        """Return the result of a response; never raises, whatever the response is."""
        if response is None or response in ("", [], {}, ()):
            return Result(NOT_ATTEMPTED, None, "Nothing is answered yet.")
        try:
            return self.judge(response)
        except (TypeError, ValueError, KeyError, AttributeError, IndexError, OverflowError, RecursionError):
            return Result(UNCHECKED, None, f"This answer could not be checked. {self.form}")

    form: ClassVar[str] = "Choose or write an answer and try again."

    def judge(self, response: Any) -> Result:
        """Return the result of a response that is not empty; may raise for one of the wrong form."""
        raise NotImplementedError

    def face(self) -> dict[str, Any]:
        """Return what the front end needs to draw the question: never the answer."""
        return {}

    def lines(self) -> list[str]:
        """Return the options, or whatever there is to choose from, as lines of plain text."""
        return []

    def fault(self, field: str, what: str) -> ContentError:
        """Return the error for a field of this question that is not as it should be."""
        return ContentError(f'Question "{self.id}", field "{field}": {what}')


@dataclass(frozen=True)
class Option:
    """One thing to choose: its text, whether it is right, and why; `formerly` lists earlier wordings."""

    text: str
    feedback: str
    right: bool = False
    formerly: tuple[str, ...] = field(default=())

    def means(self, response: object) -> bool:
        """Return whether a response names this option."""
        return response == self.text or response in self.formerly


def tables(question: Question, name: str, cls: type, values: object) -> tuple:
    """Return the inline tables of a field as `cls`; ContentError naming question and field if they do not fit."""
    if not isinstance(values, Iterable) or isinstance(values, str | Mapping) or not values:
        raise question.fault(name, "it must be a list of { … } with at least one in it.")
    try:
        made = tuple(value if isinstance(value, cls) else cls(**value) for value in values)
    except TypeError:
        wanted = ", ".join(cls.__dataclass_fields__)
        raise question.fault(name, f"each entry takes these names: {wanted}.") from None
    texts = [next(iter(vars(entry).values())) for entry in made]
    if not all(isinstance(text, str | int | float) for text in texts):
        raise question.fault(name, "the first name of each entry must be a text or a number.")
    if len(set(texts)) < len(texts):
        raise question.fault(name, "two entries are the same. Change one of them.")
    return made


def share(score: float, text: str, parts: Iterable[tuple[str, str]] = ()) -> Result:
    """Return the result of an answer of which a share from 0 to 1 is right."""
    score = min(1.0, max(0.0, score))
    verdict = RIGHT if score == 1 else PARTLY if score > 0 else NOT_YET
    return Result(verdict, score, text, tuple(parts))


def mixed(question: Question, texts: Iterable[str]) -> list[str]:
    """Return texts in an order that looks shuffled but is the same for everyone, every time."""
    return sorted(texts, key=lambda text: zlib.crc32(f"{question.id}/{text}".encode()))
