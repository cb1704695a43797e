"""What a learner has laid on the board: evidence beside each of the rival explanations, over all lessons.

It is filled by the questions of kind `weigh` in the lessons.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from course_utils import knowledge
from course_utils.answer_codes import STORED
from course_utils.attempts import learner, store
from course_utils.errors import UnknownId
from course_utils.language import gettext, gettext_noop, listed
from course_utils.quiz import bank
from course_utils.quiz.kinds.weigh import AGAINST, FOR, STANCES, Weigh, explanations, placed

COLUMNS = (
    (FOR, gettext_noop("For")),
    (AGAINST, gettext_noop("Against")),
    (("open",), gettext_noop("Does not settle it")),
)


@dataclass(frozen=True)
class Placement:
    """One piece of evidence laid beside an explanation: where it was met, what it does, and what it did at first."""

    lesson: str
    """The lesson's label."""
    id: str
    """The id of the evidence, which is that of the record, document or set of voices, if it is one."""
    evidence: str
    stance: str
    """A code of STANCES."""
    at_first: str
    """The stance when it was first laid here: another one, where the learner has changed their mind."""

    @property
    def said(self) -> str:
        """The evidence with its lesson, and how it was first laid if that was otherwise."""
        strong = self.stance.startswith("strongly-")
        words = (
            gettext("{evidence} (lesson {lesson}; strong)", evidence=self.evidence, lesson=self.lesson)
            if strong
            else gettext("{evidence} (lesson {lesson})", evidence=self.evidence, lesson=self.lesson)
        )
        if self.at_first == self.stance:
            return words
        return f"{words} {at_first_said(self.at_first)}"

    @property
    def mark(self) -> str:
        """The id by which a statement can name it; nothing for evidence that is no record."""
        try:
            knowledge.find(self.id)
        except UnknownId:
            return ""
        return self.id


def at_first_said(stance: str) -> str:
    """Return what is said of a piece that was first laid in another way."""
    return gettext("At first you said: {stance}.", stance=gettext(STANCES[stance]))


def asked() -> dict[str, tuple[str, Weigh]]:
    """Return the questions whose answers lie on the board, by id, each with the label of its lesson."""
    return {
        one.id: (knowledge.lesson(lesson).label, one)
        for lesson in bank.lessons()
        for one in bank.lesson_questions(lesson)
        if isinstance(one, Weigh)
    }


def laid(name: str | None = None) -> Mapping[str, tuple[Placement, ...]]:
    """Return what a learner has laid beside each explanation, by its id: of each question the last answer counts."""
    questions = asked()
    first: dict[tuple[str, str, str], str] = {}
    now: dict[str, list[tuple[str, Placement]]] = {}
    for attempt in store.read(name or learner.current()).attempts:
        lesson, question = questions.get(attempt.question, ("", None))
        if question is None or question.grade(attempt.response).verdict != STORED:
            continue  # another question, or a line that no longer says what was laid
        now[question.id] = [
            (explanation, Placement(lesson, one.name, one.text, stance, first.setdefault(key, stance)))
            for one, explanation, stance in placed(question, attempt.response)
            for key in [(question.id, one.name, explanation)]
        ]
    board: dict[str, list[Placement]] = {id_: [] for id_ in explanations()}
    for id_ in (one for one in questions if one in now):
        for explanation, placement in now[id_]:
            board[explanation].append(placement)
    return {id_: tuple(placements) for id_, placements in board.items()}


def columns(placements: Iterable[Placement]) -> list[tuple[str, list[Placement]]]:
    """Return what is laid beside one explanation, column by column below its head, the strongest first."""
    pieces = list(placements)
    return [
        (gettext(head), [one for stance in stances for one in pieces if one.stance == stance])
        for stances, head in COLUMNS
    ]


def empty_said() -> str:
    """Return what is said of a board on which nothing lies: where it is filled."""
    lessons = listed(dict.fromkeys(label for label, _ in asked().values()))
    said = gettext_noop("Nothing lies on your board yet. You fill it in the lessons, at “Your board”: {lessons}.")
    return gettext(said, lessons=lessons)


def face() -> dict[str, Any] | None:
    """Return the board of whoever is learning now as it stands beside a text; None in a course that has none."""
    if not asked():
        return None
    board = laid()
    return {
        "empty": "" if any(board.values()) else empty_said(),
        "laid": [
            [label, [[head, [[one.mark, one.said] for one in pieces]] for head, pieces in columns(board[id_])]]
            for id_, label in explanations().items()
        ],
    }
