"""The board: what a learner has laid beside each of the course's rival explanations, over all lessons.

It never says which explanation is right. It is filled by the questions of kind `weigh` in the lessons.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from course_utils import knowledge
from course_utils.answer_codes import STORED
from course_utils.attempts import learner, store
from course_utils.display import paragraph, render
from course_utils.language import gettext, gettext_noop
from course_utils.progress.personal import Personal
from course_utils.quiz import bank
from course_utils.quiz.kinds.weigh import AGAINST, FOR, STANCES, Weigh, explanations, placed
from course_utils.traces import BOARD

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
        before = gettext("At first you said: {stance}.", stance=gettext(STANCES[self.at_first]))
        return f"{words} {before}"


def show(name: str | None = None) -> Personal:
    """Return the board of a learner, by default of whoever is learning now."""
    everything = laid(name)
    notes = {id_: value.note for id_, value in knowledge.vocabulary("board.explanation").items()}
    board = [
        (label, notes[id_], [(gettext(head), _laid(everything[id_], stances)) for stances, head in COLUMNS])
        for id_, label in explanations().items()
    ]
    lines = [gettext("Your board")]
    for label, note, columns in board:
        lines += ["", paragraph(label), paragraph(note, "  ")]
        for head, pieces in columns:
            lines += [f"  {head}", *(paragraph(f"- {one.said}", "    ") for one in pieces)] if pieces else []
    return Personal(BOARD, "\n".join(lines), render("board.html", board=board))


def laid(name: str | None = None) -> Mapping[str, tuple[Placement, ...]]:
    """Return what a learner has laid beside each explanation, by its id: of each question the last answer counts."""
    asked = {
        one.id: (knowledge.lesson(lesson).label, one)
        for lesson in bank.lessons()
        for one in bank.lesson_questions(lesson)
        if isinstance(one, Weigh)
    }
    first: dict[tuple[str, str, str], str] = {}
    now: dict[str, list[tuple[str, Placement]]] = {}
    for attempt in store.read(name or learner.current()).attempts:
        lesson, question = asked.get(attempt.question, ("", None))
        if question is None or question.grade(attempt.response).verdict != STORED:
            continue  # another question, or a line that no longer says what was laid
        now[question.id] = [
            (explanation, Placement(lesson, one.text, stance, first.setdefault(key, stance)))
            for one, explanation, stance in placed(question, attempt.response)
            for key in [(question.id, one.name, explanation)]
        ]
    board: dict[str, list[Placement]] = {id_: [] for id_ in explanations()}
    for id_ in (one for one in asked if one in now):
        for explanation, placement in now[id_]:
            board[explanation].append(placement)
    return {id_: tuple(placements) for id_, placements in board.items()}


def _laid(placements: tuple[Placement, ...], stances: tuple[str, ...]) -> list[Placement]:
    """Return those that do one of these things for an explanation, the strongest first."""
    return sorted((one for one in placements if one.stance in stances), key=lambda one: stances.index(one.stance))
