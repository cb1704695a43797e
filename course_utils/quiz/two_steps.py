"""A question in two steps: the answer, and what it rests on. Any graded kind can ask so, with `grounds`."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from itertools import product
from typing import Any, ClassVar

from course_utils.language import gettext, gettext_noop
from course_utils.quiz.kinds import KINDS
from course_utils.quiz.kinds.choice import Choice
from course_utils.quiz.option import Option, find, misreadings
from course_utils.quiz.question import NOT_YET, PARTLY, RIGHT, KeyPart, Question, Result, share, tables, untouched

GROUND = "ground/"  # how a mark on what an answer rests on begins: its id may be that of an option too

SAID = {
    RIGHT: {
        True: gettext_noop("Both steps are right."),
        False: gettext_noop("The answer is right, but it does not rest on this."),
    },
    PARTLY: {
        True: gettext_noop("What it rests on is right. The answer is right in part."),
        False: gettext_noop("The answer is right in part, and it does not rest on this."),
    },
    NOT_YET: {
        True: gettext_noop("What it rests on is right, but the answer is not yet right."),
        False: gettext_noop("Neither of the two steps is right yet."),
    },
}
"""What is said of both steps: by the verdict on the answer, and by whether it rests on what was chosen."""


class TwoSteps(Question):
    """The response is { answer, ground }: that of the kind itself, and the id of what it rests on.

    Right is only who has both. An answer of the kind alone, as the question took it before, cannot be checked here:
    what was asked then is in `questions/earlier`.
    """

    alone: ClassVar[type[Question]]
    """The kind itself."""
    first: Question
    """The first step as a question of its own."""

    form = gettext_noop("Answer the question, then choose what your answer rests on.")

    def __post_init__(self):
        object.__setattr__(self, "grounds", tables(self, "grounds", Option, self.grounds))
        super().__post_init__()
        if sum(one.right for one in self.grounds) != 1 or len(self.grounds) < 2:
            raise self.fault("grounds", gettext("there must be two or more, and exactly one must have right = true."))
        held = {one.name: getattr(self, one.name) for one in fields(self)} | {"grounds": (), "grounds_text": None}
        object.__setattr__(self, "first", self.alone(**held))

    @property
    def asked(self) -> str:
        """What the second step asks."""
        return self.grounds_text or gettext("What does your answer rest on?")

    def judge(self, response: Any) -> Result:
        """Return the mean of both steps, and which of them is right."""
        answer, ground = self._both(response)
        first = self.first.judge(answer)
        said = gettext(SAID[first.verdict][ground.right])
        parts = [(answer_said(), first.text), *first.parts, (ground.text, ground.feedback)]
        marks = [*first.marks, (GROUND + ground.name, ground.right)]
        return share(((first.score or 0) + ground.right) / 2, said, parts, marks)

    def by_id(self, response: Any) -> dict[str, Any]:
        """Return both steps by id."""
        answer, ground = self._both(response)
        return {"answer": self.first.by_id(answer), "ground": ground.name}

    def in_words(self, response: Any) -> str:
        """Return both steps in words."""
        answer, ground = self._both(response)
        return f"{self.first.in_words(answer)} – {ground.text}"

    def mistakes(self, response: Any, result: Result, cut: Callable[..., str]) -> list[tuple[str, str]]:
        """Return what is wrong in the answer, and what it does not rest on."""
        answer, ground = self._both(response)
        first = self.first.judge(answer)
        wrong = [] if first.verdict == RIGHT else self.first.mistakes(answer, first, cut)
        return wrong if ground.right else [*wrong, (cut(ground.text), ground.feedback)]

    def misread(self, response: Any) -> tuple[str, ...]:
        """Return the misreadings of both steps."""
        answer, ground = self._both(response)
        return (*self.first.misread(answer), *misreadings([ground]))

    def can_misread(self) -> tuple[str, ...]:
        """Return the misreading of each wrong option of both steps."""
        return (*self.first.can_misread(), *misreadings(self.grounds))

    def key(self) -> tuple[KeyPart, ...]:
        """Return the key of the answer, then all that it may rest on."""
        return (*self.first.key(), *(KeyPart(one.text, one.feedback, one.right) for one in self.grounds))

    def holding(self) -> tuple[str, ...]:
        """Return what is to be chosen in both steps."""
        return (*self.first.holding(), *(GROUND + one.name for one in self.grounds if one.right))

    def face(self) -> dict[str, Any]:
        """Return what the kind draws, and the second step."""
        return {**self.first.face(), "grounds": {"text": self.asked, "options": [one.face for one in self.grounds]}}

    def lines(self) -> list[str]:
        """Return the lines of the kind, then the second step."""
        return [*self.first.lines(), self.asked, *(f"- {one.text}" for one in self.grounds)]

    def as_one(self) -> tuple[Question, str]:
        """Return one question for tools that ask in one step, and what is lost in it, in a sentence."""
        if not isinstance(self.first, Choice):
            return self.first, gettext("what the answer rests on is not asked in it.")
        pairs = product(self.first.options, self.grounds)
        options = tuple(
            Option(
                id=f"{one.name}-{ground.name}"[:40] if one.id and ground.id else "",
                text=f"{one.text} – {ground.text}",
                feedback=f"{one.feedback} {ground.feedback}",
                right=one.right and ground.right,
            )
            for one, ground in pairs
        )
        held = {one.name: getattr(self.first, one.name) for one in fields(Choice)}
        asked = f"{self.text}\n{self.asked}"
        said = gettext("its two steps are one choice in it, and only the right pair counts.")
        return Choice(**held | {"text": asked, "options": options}), said

    def _both(self, response: Any) -> tuple[Any, Option]:
        """Return the answer and what it rests on; raises if one of the two is missing."""
        if not isinstance(response, Mapping):
            raise TypeError("not two steps")
        if untouched(response["answer"]):
            raise ValueError("only the second step")
        return response["answer"], find(self.grounds, response["ground"])


def answer_said() -> str:
    """Return what stands before what is said of the answer alone."""
    return gettext("The answer.")


IN_TWO_STEPS: dict[str, type[TwoSteps]] = {
    name: type(f"{kind.__name__}InTwoSteps", (TwoSteps, kind), {"alone": kind})
    for name, kind in KINDS.items()
    if kind.graded
}
"""The kinds that can ask for both, by the name that a question file uses."""
