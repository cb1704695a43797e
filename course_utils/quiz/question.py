"""A question, what a learner is told about an answer to it, and the rules that all kinds share."""

import zlib
from collections.abc import Iterable, Mapping, Sized
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, get_args, get_origin

from course_utils.errors import ContentError
from course_utils.knowledge.seed import sentence_texts

RIGHT = "right"
PARTLY = "partly right"
NOT_YET = "not yet right"
NOT_ATTEMPTED = "not attempted"
UNCHECKED = "could not be checked"
STORED = "saved"
NOT_SAVED = "not saved"

_ENDS = (".", "!", "?", "…", ".”", "!”", "?”", '."', '!"', '?"')

# How sure a learner can say to be, the least first.
SURENESS = ("guessing", "fairly sure", "certain")


@dataclass(frozen=True)
class Result:
    """What a learner is told: a verdict, a score from 0 to 1 (None where nothing is graded) and why."""

    verdict: str
    score: float | None
    text: str
    parts: tuple[tuple[str, str], ...] = ()  # (part of the answer, what is said about it)


@dataclass(frozen=True)
class KeyPart:
    """One part of an answer key: an answer, whether it is right (None where the part is the answer itself), and why."""

    answer: str
    why: str
    right: bool | None = None

    @property
    def said(self) -> str:
        """The answer with the word on it, as every key has it: "Right: In Tripoli"."""
        return self.answer if self.right is None else f"{'Right' if self.right else 'Not right'}: {self.answer}"

    @property
    def stop(self) -> str:
        """The full stop that ends the answer; nothing where it has its own."""
        return "" if self.said.endswith(_ENDS) else "."

    @property
    def line(self) -> str:
        """The whole part as a line of text."""
        return f"{self.said}{self.stop} {self.why}".rstrip()


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
    formulas: bool = False
    """Whether what stands between two $ in its texts is a formula (TeX), for tools that draw formulas."""

    graded: ClassVar[bool] = True
    called: ClassVar[str] = "answer"
    """What a response is called when it is said to be saved, which only the quiz that has stored it can say."""

    def __post_init__(self):
        """Check what all kinds have; a kind makes its own entries first and checks what they say afterwards."""
        for name, what in _unfit(self):
            raise self.fault(name, f"it must be {what}.")
        for name in ("id", "set", "text"):
            if not getattr(self, name).strip():
                raise self.fault(name, "it is empty.")
        for id_ in self.sentences:
            if id_ not in sentence_texts():
                raise self.fault("sentences", f'the article has no sentence "{id_}": they are s01 to s12.')

    def grade(self, response: Any) -> Result:
        """Return the result of a response; never raises, whatever the response is."""
        try:
            if _untouched(response):
                return Result(NOT_ATTEMPTED, None, "Nothing is answered yet.")
            return self.judge(response)
        except (TypeError, ValueError, LookupError, AttributeError, ArithmeticError, RecursionError):
            return self.unchecked()

    form: ClassVar[str] = "Choose or write an answer and try again."

    def unchecked(self) -> Result:
        """Return the result of a response that is not of the form this question takes."""
        return Result(UNCHECKED, None, f"This answer could not be checked. {self.form}")

    def judge(self, response: Any) -> Result:
        """Return the result of a response that is not empty; may raise for one of the wrong form."""
        raise NotImplementedError

    def key(self) -> tuple[KeyPart, ...]:
        """Return the answer key in words, part by part: printed sheet, site, cards and other tools show this one."""
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
        made = tuple(value if isinstance(value, cls) else cls(**_frozen(value)) for value in values)
    except (TypeError, AttributeError):
        wanted = ", ".join(cls.__dataclass_fields__)
        raise question.fault(name, f"each entry takes these names: {wanted}.") from None
    for entry in made:
        for part, what in _unfit(entry):
            raise question.fault(name, f'"{part}" in each entry must be {what}.')
    texts = [next(iter(vars(entry).values())) for entry in made]
    if len(set(texts)) < len(texts):
        raise question.fault(name, "two entries are the same. Change one of them.")
    return made


def any_other(otherwise: str) -> KeyPart:
    """Return the last part of a key: what is said to every answer that it does not name."""
    return KeyPart("Anything else", otherwise, False)


def figures(value: float) -> str:
    """Return a number as it is written in a text: 2763 is "2,763"."""
    whole = float(value).is_integer() and abs(value) < 1e15
    return f"{int(value):,}" if whole else f"{value:,}"


def share(score: float, text: str, parts: Iterable[tuple[str, str]] = ()) -> Result:
    """Return the result of an answer of which a share from 0 to 1 is right."""
    score = min(1.0, max(0.0, score))
    verdict = RIGHT if score == 1 else PARTLY if score > 0 else NOT_YET
    return Result(verdict, score, text, tuple(parts))


_WORDS = {str: "a text in quotation marks", int: "a whole number", float: "a number", bool: "true or false"}


def _unfit(entry: Any) -> list[tuple[str, str]]:
    """Return the fields that do not hold what their annotation says, each with what it should be, in words."""
    found = [field for field in fields(entry) if not _fits(getattr(entry, field.name), field.type)]
    return [(field.name, _said(field.type)) for field in found]


def _fits(value: object, wanted: Any) -> bool:
    if get_origin(wanted) is tuple:
        return isinstance(value, tuple) and all(_fits(one, get_args(wanted)[0]) for one in value)
    if get_args(wanted):
        return any(_fits(value, one) for one in get_args(wanted))
    if wanted in (int, float):
        return (
            isinstance(value, int | wanted) and not isinstance(value, bool) and -1e300 < value < 1e300
        )  # no nan, no inf
    return isinstance(value, wanted)


def _said(wanted: Any) -> str:
    if get_origin(wanted) is tuple:
        return "a list of texts in quotation marks"
    return " or ".join(_said(one) for one in get_args(wanted) if one is not type(None)) or _WORDS[wanted]


def _frozen(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()}


def _untouched(response: Any) -> bool:
    """Return whether nothing is in the response: also blanks, and rows that are all still to be chosen."""
    if isinstance(response, str):
        return not response.strip()
    if isinstance(response, Mapping):
        return all(value is None or value == "" for value in response.values())
    return response is None or (isinstance(response, Sized) and not len(response))


def mixed(question: Question, texts: Iterable[str]) -> list[str]:
    """Return texts in an order that looks shuffled but is the same for everyone, every time."""
    return sorted(texts, key=lambda text: zlib.crc32(f"{question.id}/{text}".encode()))
