"""What another tool does not get: one sentence for each such thing, with the questions of which it is true."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from course_utils.language import gettext, listed, ngettext
from course_utils.quiz.question import Question
from course_utils.quiz.two_steps import TwoSteps

Made = TypeVar("Made")
_OF_A_LESSON = re.compile(r"\b(cells?|code)\b", re.IGNORECASE)


_NAMED = 12  # of those of whom the same is said; the others are counted


class Grouped:
    """Sentences, each about one or more questions of a file; the same sentence about several is said once."""

    def __init__(self) -> None:
        self._said: dict[str, list[str]] = {}

    def add(self, label: str, said: str) -> None:
        """Note a sentence about the question with this label: its number, and what tells it apart."""
        labels = self._said.setdefault(said, [])
        if not labels or labels[-1] != label:
            labels.append(label)

    def lines(self) -> list[str]:
        """Return the sentences, each behind the questions it is about, in the order in which they were noted."""
        return [gettext("{name}: {text}", name=_numbered(labels), text=said) for said, labels in self._said.items()]


def _numbered(labels: list[str]) -> str:
    runs = _runs(labels)
    numbers, more = listed(runs[:_NAMED]), len(runs) - _NAMED
    if more > 0:
        numbers = ngettext("{numbers}, and {count} more", "{numbers}, and {count} more", more, numbers=numbers)
    return ngettext("Question {numbers}", "{count} questions ({numbers})", len(labels), numbers=numbers)


def _runs(labels: list[str]) -> list[str]:
    """Return labels with numbers that follow each other joined: 1, 2, 3, 7 is "1 to 3", 7."""
    runs: list[list[str]] = []
    for label in labels:
        follows = runs and label.isdecimal() and runs[-1][-1].isdecimal() and int(label) == int(runs[-1][-1]) + 1
        if follows:
            runs[-1].append(label)
        else:
            runs.append([label])
    return [
        text
        for run in runs
        for text in ([gettext("{first} to {last}", first=run[0], last=run[-1])] if len(run) > 2 else run)
    ]


class Notes:
    """Sentences on what is left out or changed; the same sentence about several questions is said once."""

    def __init__(self) -> None:
        self._said: dict[str, dict[str, None]] = {}

    def add(self, question: Question, said: str) -> None:
        """Note a sentence about a question."""
        self._said.setdefault(said, {})[question.id] = None

    @contextmanager
    def tried(self, question: Question, tool: str) -> Iterator[None]:
        """Do what gives a question to a tool; where that fails, note that the question is left out."""
        try:
            yield
        except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
            why = " ".join(str(error).split())[:120] or type(error).__name__
            said = gettext("it is left out, because it cannot be written for {tool} ({why}).", tool=tool, why=why)
            self.add(question, said)

    def lines(self) -> list[str]:
        """Return the sentences, each behind the ids of its questions, in the order in which they were noted."""
        return [gettext("{name}: {text}", name=_named(list(ids)), text=said) for said, ids in self._said.items()]


def carried(
    questions: Iterable[Question], tool: str, make: Callable[[Question], Made | None], notes: Notes
) -> Iterator[tuple[Question, Made]]:
    """Yield each question that a tool can have, with what `make` gives of it; the others are noted."""
    for question in questions:
        made = None
        with notes.tried(question, tool):
            made = make(question)
            if made is not None:
                of_a_lesson(question, notes)
                without_words(question, notes)
                _unplaced(question, notes)
        if made is not None:
            yield question, made


def in_one_step(question: Question, notes: Notes) -> Question:
    """Return a question as a tool asks it that knows no second step; note what is lost in it."""
    if not isinstance(question, TwoSteps):
        return question
    one, lost = question.as_one()
    notes.add(question, lost)
    return one


def no_such_kind(tool: str, question: Question) -> str:
    """Return the sentence that says that a tool has no questions of this kind."""
    said = gettext('it is left out, because {tool} has no questions of the kind "{kind}".')
    return said.format(tool=tool, kind=question.kind)


def without_words(question: Question, notes: Notes) -> None:
    """Note a question after which the course asks which words decide it: another tool asks no more."""
    if question.deciding:
        notes.add(question, gettext("which words decide it is not asked in it."))


def of_a_lesson(question: Question, notes: Notes) -> None:
    """Note a question that speaks of a cell of its lesson, which another tool does not show."""
    if _OF_A_LESSON.search(question.text):
        said = gettext("it asks for work in a cell of the lesson, so use it only beside the notebook.")
        notes.add(question, said)


def _unplaced(question: Question, notes: Notes) -> None:
    """Note a text with a rubric, on whose levels nobody places it in another tool."""
    if question.judged_by():
        said = gettext("its two samples and three levels stand beside the answer, and nobody places a text on them.")
        notes.add(question, said)


def _named(ids: list[str]) -> str:
    return ngettext('Question "{id}"', "{count} questions ({ids})", len(ids), id=ids[0], ids=listed(ids))
