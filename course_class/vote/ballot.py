"""A vote in two rounds: who has voted for what, and what may be said of it before both rounds are closed."""

import secrets
import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce

from course_utils import knowledge
from course_utils.errors import CourseError, UnknownId
from course_utils.language import gettext
from course_utils.quiz import bank
from course_utils.quiz.kinds.choice import Choice, Options
from course_utils.quiz.question import Question

FIRST, TALK, SECOND, RESULT = "first", "talk", "second", "result"
PHASES = (FIRST, TALK, SECOND, RESULT)
ROUNDS = {FIRST: 1, SECOND: 2}
"""The phases in which one can vote, and which of the two votes it is."""
MOST = 300
"""Browsers that are counted: more than sit in any classroom."""
MOST_HANDS = 999


@dataclass(frozen=True)
class Row:
    """How many chose one thing in vote 1 and in vote 2."""

    text: str
    votes: tuple[int, int]
    right: bool | None = None
    feedback: str = ""

    @property
    def moved(self) -> int:
        """How many more have it in vote 2."""
        return self.votes[1] - self.votes[0]


class Refused(Exception):
    """A vote that is not counted."""


class Ballot:
    """One question in front of one class. Nothing of it is on disk, and it ends with the process."""

    def __init__(self, question: Question):
        self.question = question
        self.options = offered(question)
        self.several = not isinstance(question, Choice) and isinstance(question, Options)
        self.session = secrets.token_hex(8)
        """Tells this vote from the one before, so that no browser takes its vote along."""
        self.phase = FIRST
        self._names = {option.name for option in self.options}
        self._chosen: dict[int, dict[str, frozenset[str]]] = {1: {}, 2: {}}
        self._hands: dict[int, dict[str, int]] = {1: {}, 2: {}}
        self._lock = threading.Lock()

    def vote(self, token: str, number: int, names: Iterable[str]) -> None:
        """Count what a browser has chosen in one of the two votes, in place of what it chose there before."""
        chosen = frozenset(names)
        with self._lock:
            if ROUNDS.get(self.phase) != number:
                raise Refused("closed")
            if not chosen or not chosen <= self._names or (len(chosen) > 1 and not self.several):
                raise Refused("not an option")
            here = self._chosen[number]
            if token not in here and len({*self._chosen[1], *self._chosen[2]} | {token}) > MOST:
                raise Refused("full")
            here[token] = chosen

    def raise_hands(self, at: str, hands: Mapping[str, int]) -> None:
        """Take the hands that a teacher has counted, in place of those typed in before; `at` is the phase they are of.

        Hands of a vote that is closed are not taken: they would count in the other.
        """
        with self._lock:
            if at == self.phase and self.phase in ROUNDS:
                counted = {name: min(max(0, hands.get(name, 0)), MOST_HANDS) for name in self._names}
                self._hands[ROUNDS[self.phase]] = counted

    def go_on(self, leaving: str) -> None:
        """Go to the next phase; a second press of the same button finds that phase left already."""
        with self._lock:
            if leaving == self.phase and leaving != RESULT:
                self.phase = PHASES[PHASES.index(leaving) + 1]

    @property
    def phones(self) -> int:
        """How many browsers have voted in the vote that is open, or was last."""
        return len(self._chosen[self._last])

    @property
    def hands(self) -> int:
        """How many hands were typed in for the vote that is open, or was last."""
        return sum(self._hands[self._last].values())

    @property
    def _last(self) -> int:
        return 1 if self.phase in (FIRST, TALK) else 2

    def rows(self) -> list[Row]:
        """Return what was chosen in both votes; CourseError before both are closed, whoever asks."""
        counted = self._counted()
        return [
            Row(
                option.text,
                (counted[1][option.name], counted[2][option.name]),
                getattr(option, "right", None),
                getattr(option, "feedback", ""),
            )
            for option in self.options
        ]

    def misreadings(self) -> list[Row]:
        """Return how often each misreading was behind a choice; the one that moved most comes first."""
        counted, found = self._counted(), {}
        for option in self.options:
            if misreading := getattr(option, "misreading", None):
                votes = found.setdefault(misreading, [0, 0])
                for number in (1, 2):
                    votes[number - 1] += counted[number][option.name]
        labels = knowledge.vocabulary("option.misreading") if found else {}
        rows = [Row(labels[id_].label, tuple(votes), feedback=labels[id_].note or "") for id_, votes in found.items()]
        return sorted((row for row in rows if any(row.votes)), key=lambda row: (-abs(row.moved), row.text))

    def _counted(self) -> dict[int, Counter[str]]:
        if self.phase != RESULT:
            raise CourseError(gettext("The votes are not shown before vote 2 is closed."))
        return {
            number: reduce(Counter.__add__, map(Counter, self._chosen[number].values()), Counter(self._hands[number]))
            for number in (1, 2)
        }


def offered(question: Question) -> tuple:
    """Return the options of a question; CourseError where it has none to vote on."""
    options = getattr(question, "options", ())
    if len(options) < 2:
        said = gettext('Question "{id}" has no options to vote on. Choose one with options.', id=question.id)
        raise CourseError(said)
    return options


def asked(id_: str) -> Question:
    """Return a question of the course by its id; CourseError if there is none."""
    known = bank.every()
    if id_ not in known:
        raise UnknownId("question", id_, [one for one, question in known.items() if getattr(question, "options", ())])
    return known[id_]
