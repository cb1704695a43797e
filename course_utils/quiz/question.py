"""A question, what a learner is told about an answer to it, and the rules that all kinds share."""

import re
import zlib
from collections.abc import Callable, Iterable, Mapping, Sized
from dataclasses import dataclass
from typing import Any, ClassVar

from course_utils import schema
from course_utils.answer_codes import GIVEN_UP, NOT_ATTEMPTED, NOT_SAVED, NOT_YET, PARTLY, RIGHT, STORED, UNCHECKED
from course_utils.errors import ContentError
from course_utils.knowledge.article_text import first_to_last, sentence_texts
from course_utils.knowledge.record import Value, record_of
from course_utils.language import gettext, gettext_noop, listed, number
from course_utils.quiz.option import AnyNamed, Named, Option, frozen

_ENDS = (".", "!", "?", "…", ".”", "!”", "?”", '."', '!"', '?"')

LABEL = gettext_noop("written for this test, partly untrue on purpose")
"""What stands in the text of a question that is `invented`, and so on every export of it."""

LEVELS = ("remember", "understand", "apply", "analyse", "evaluate", "create")


@dataclass(frozen=True)
class Result:
    """What a learner is told: a verdict (its code), a score from 0 to 1 (None where nothing is graded) and why."""

    verdict: str
    score: float | None
    text: str
    parts: tuple[tuple[str, str], ...] = ()  # (part of the answer, what is said about it)
    marks: tuple[tuple[str, bool], ...] = ()  # (name of what was chosen or placed, whether it is right)


@dataclass(frozen=True)
class KeyPart:
    """One part of an answer key: an answer, whether it is right (None where the part is the answer itself), and why."""

    answer: str
    why: str
    right: bool | None = None

    @property
    def said(self) -> str:
        """The answer with the word on it, as every key has it: "Right: …"."""
        if self.right is None:
            return self.answer
        if self.right:
            return gettext("Right: {answer}", answer=self.answer)
        return gettext("Not right: {answer}", answer=self.answer)

    @property
    def stop(self) -> str:
        """The full stop that ends the answer; nothing where it has its own."""
        return "" if self.said.endswith(_ENDS) else "."

    @property
    def line(self) -> str:
        """The whole part as a line of text."""
        return f"{self.said}{self.stop} {self.why}".rstrip()


@record_of()
class Question(Value):
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
    level: str | None = None
    """What an answer takes, as Bloom's taxonomy has it (revised 2001): one of LEVELS."""
    invented: bool = False
    """Whether what is judged was written for a test and is partly untrue on purpose: then its text says so (LABEL)."""
    formulas: bool = False
    """Whether what stands between two $ in its texts is a formula (TeX), for tools that draw formulas."""
    grounds: tuple[Option, ...] = ()
    """What the answer may rest on, for a question in two steps (`two_steps.py`): one of them is right."""
    grounds_text: str | None = None
    """What the second step asks, where it is not the usual question."""
    deciding: str | None = None
    """The words that decide it, to compare with: a right answer is followed by that question (`deciding_words.py`)."""

    graded: ClassVar[bool] = True
    typed: ClassVar[bool] = True
    """Whether an answer is in the learner's own words."""
    measured: ClassVar[bool] = False
    """Whether the report of a class works with the answers, though nobody grades them."""
    guess: ClassVar[bool] = False
    """Whether it is asked before the evidence: a guess tests nothing."""
    sourced: ClassVar[bool] = True
    """Whether its file names sources for it: no source bears out a guess or a thought."""
    comes_back: ClassVar[bool] = False
    """Whether the learner meets the answer again after the evidence."""
    room: ClassVar[int] = 1
    """Lines to write the answer on paper; none where there is something to choose from."""
    saved: ClassVar[str] = gettext_noop("Your answer is saved.")
    """What is said of a response that is stored, which only the quiz that has stored it can say."""
    form: ClassVar[str] = gettext_noop("Choose or write an answer and try again.")
    """What to do where a response is not of the form that this question takes."""

    def __post_init__(self):
        """Check what all kinds have; a kind makes its own entries first and checks what they say afterwards."""
        for name, what in schema.unfit(self):
            raise self.fault(name, gettext("it must be {what}.", what=what))
        for name in ("id", "set", "text"):
            if not getattr(self, name).strip():
                raise self.fault(name, gettext("it is empty."))
        if self.level is not None and self.level not in LEVELS:
            raise self.fault("level", gettext("it must be one of: {names}.", names=listed(LEVELS)))
        # A course in one language may be spoken about in another: either says it.
        if self.invented and not any(one in self.text for one in (LABEL, gettext(LABEL))):
            raise self.fault("text", gettext("it must say: {label}.", label=gettext(LABEL)))
        if self.deciding is not None and not (self.graded and self.deciding.strip()):
            raise self.fault("deciding", gettext("it is for questions that are graded, and must not be empty."))
        for id_ in self.sentences:
            if id_ not in sentence_texts():
                raise self.fault("sentences", no_sentence(id_))

    def grade(self, response: Any) -> Result:
        """Return the result of a response; never raises, whatever the response is."""
        try:
            if untouched(response):
                return Result(NOT_ATTEMPTED, None, gettext("Nothing is answered yet."))
            return self.judge(response)
        except (TypeError, ValueError, LookupError, AttributeError, ArithmeticError, RecursionError):
            return self.unchecked()

    def unchecked(self) -> Result:
        """Return the result of a response that is not of the form this question takes."""
        return Result(UNCHECKED, None, f"{gettext('This answer could not be checked.')} {gettext(self.form)}")

    def judge(self, response: Any) -> Result:
        """Return the result of a response that is not empty; may raise for one of the wrong form."""
        raise NotImplementedError

    def key(self) -> tuple[KeyPart, ...]:
        """Return the answer key in words, part by part: printed sheet, site, cards and other tools show this one."""
        raise NotImplementedError

    def at_desk(self) -> bool:
        """Return whether its text is written beside what the learner has laid on the board (`laid.py`)."""
        return False

    def holding(self) -> tuple[str, ...]:
        """Return the names of what is to be chosen, which are marked once the answer is shown."""
        return ()

    def by_id(self, response: Any) -> Any:
        """Return a response that could be checked as it is stored: what was chosen by its id, not by its words."""
        return response

    def mistakes(self, response: Any, result: Result, cut: Callable[..., str]) -> list[tuple[str, str]]:
        """Return what is wrong in a response that was checked, in words that many can share, each with what to say.

        Where the learner chose, these are the question's own words. `cut` makes a text fit to be shown, and short.
        """
        return [(cut(self.in_words(response)), result.text)]

    def misread(self, response: Any) -> tuple[str, ...]:
        """Return the ids of the misreadings from which a response that was checked was chosen."""
        return ()

    def can_misread(self) -> tuple[str, ...]:
        """Return the ids of the misreadings that its wrong options come from, one for each option."""
        return ()

    def in_words(self, response: Any) -> str:
        """Return a response as a reader sees it."""
        return str(response)

    def face(self) -> dict[str, Any]:
        """Return what the front end needs to draw the question: never the answer."""
        return {}

    def judged_by(self) -> dict[str, Any] | None:
        """Return what a learner judges an own text by once it is stored; None where there is nothing."""
        return None

    def drawn(self) -> dict[str, Any] | None:
        """Return what is drawn over an answer once it is stored; None where nothing is."""
        return None

    def lines(self) -> list[str]:
        """Return the options, or whatever there is to choose from, as lines of plain text."""
        return []

    def fault(self, field: str, what: str) -> ContentError:
        """Return the error for a field of this question that is not as it should be."""
        said = gettext('Question "{id}", field "{field}": {what}', id=self.id, field=field, what=what)
        return ContentError(said, why=gettext('of its field "{name}": {what}', name=field, what=what))


def no_sentence(id_: str) -> str:
    """Return what is said of an id that no sentence of the article has."""
    said = gettext('the article has no sentence "{id}": they are {first_to_last}.')
    return said.format(id=id_, first_to_last=first_to_last())


def tables(question: Question, name: str, cls: type, values: object) -> tuple[Any, ...]:
    """Return the inline tables of a field as `cls`; ContentError naming question and field if they do not fit."""
    if not isinstance(values, Iterable) or isinstance(values, str | Mapping) or not values:
        raise question.fault(name, gettext("it must be a list of { … } with at least one in it."))
    try:
        of = getattr(cls, "of", lambda value: value if isinstance(value, cls) else cls(**frozen(value)))
        made: tuple[Any, ...] = tuple(of(value) for value in values)
    except (TypeError, AttributeError):
        said = gettext("each entry takes these names: {names}.", names=listed(schema.declared(cls)))
        raise question.fault(name, said) from None
    for entry in made:
        for part, what in schema.unfit(entry):
            raise question.fault(name, gettext('"{part}" in each entry must be {what}.', part=part, what=what))
    texts = [next(iter(vars(entry).values())) for entry in made]
    if len(set(texts)) < len(texts):
        raise question.fault(name, gettext("two entries are the same. Change one of them."))
    if issubclass(cls, Named):
        told_apart(question, name, made)
    return made


def told_apart(question: Question, name: str, parts: Iterable[Named]) -> None:
    """ContentError if an answer could name two of these: by an id, or by words of today or before."""
    names: set[str] = set()
    known: set[str] = set()
    for part in parts:
        if part.id and not _ID.fullmatch(part.id):
            said = gettext('the id "{id}" must be of at most 40 letters, digits, - and _.', id=part.id)
            raise question.fault(name, said)
        if part.name in names:
            raise question.fault(name, gettext('the id "{id}" is used twice. Change one of them.', id=part.name))
        words = {part.name, part.text, *part.formerly}
        if known & words:
            said = gettext("an id or an earlier wording is that of another option. Change one of them.")
            raise question.fault(name, said)
        names.add(part.name)
        known |= words


def any_other(otherwise: str) -> KeyPart:
    """Return the last part of a key: what is said to every answer that it does not name."""
    return KeyPart(gettext("Anything else"), otherwise, False)


def figures(value: float) -> str:
    """Return a number as it is written in a text: 2763.0 is "2,763"."""
    whole = float(value).is_integer() and abs(value) < 1e15
    return number(int(value) if whole else value)


def share(
    score: float, text: str, parts: Iterable[tuple[str, str]] = (), marks: Iterable[tuple[str, bool]] = ()
) -> Result:
    """Return the result of an answer of which a share from 0 to 1 is right."""
    score = min(1.0, max(0.0, score))
    verdict = RIGHT if score == 1 else PARTLY if score > 0 else NOT_YET
    return Result(verdict, score, text, tuple(parts), tuple(marks))


_ID = re.compile(r"[\w-]{1,40}")


def untouched(response: Any) -> bool:
    """Return whether nothing is in the response: also blanks, and rows that are all still to be chosen."""
    if isinstance(response, str):
        return not response.strip()
    if isinstance(response, Mapping):
        return all(value is None or value == "" for value in response.values())
    return response is None or (isinstance(response, Sized) and not len(response))


def mixed(question: Question, parts: Iterable[AnyNamed]) -> list[AnyNamed]:
    """Return parts in an order that looks shuffled but is the same for everyone, every time."""
    return sorted(parts, key=lambda part: zlib.crc32(f"{question.id}/{part.text}".encode()))


__all__ = [
    "GIVEN_UP", "NOT_ATTEMPTED", "NOT_SAVED", "NOT_YET", "PARTLY", "RIGHT", "STORED", "UNCHECKED", "KeyPart",
    "Question", "Result", "any_other", "figures", "mixed", "no_sentence", "share", "tables", "told_apart", "untouched",
]  # fmt: skip
