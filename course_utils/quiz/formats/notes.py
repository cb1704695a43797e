"""What another tool does not get: one sentence for each such thing, with the questions of which it is true."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from course_utils.quiz.question import Question

_OF_A_LESSON = re.compile(r"\b(cells?|code)\b", re.IGNORECASE)


_NAMED = 12  # of those of whom the same is said; the others are counted


class Grouped:
    """Sentences, each about one or more things; the same sentence about several things is said once."""

    def __init__(self, one: str, several: str):
        self._one, self._several = one, several
        self._said: dict[str, list[str]] = {}

    def add(self, label: str, said: str) -> None:
        """Note a sentence about the thing with this label."""
        labels = self._said.setdefault(said, [])
        if not labels or labels[-1] != label:
            labels.append(label)

    def lines(self) -> list[str]:
        """Return the sentences, each behind the things it is about, in the order in which they were noted."""
        return [f"{self._named(labels)}: {said}" for said, labels in self._said.items()]

    def _named(self, labels: list[str]) -> str:
        if len(labels) == 1:
            return f"{self._one} {labels[0]}"
        runs = _runs(labels)
        more = f", and {len(runs) - _NAMED} more" if len(runs) > _NAMED else ""
        return f"{len(labels)} {self._several} ({', '.join(runs[:_NAMED])}{more})"


def _runs(labels: list[str]) -> list[str]:
    """Return labels with numbers that follow each other joined: 1, 2, 3, 7 is "1 to 3", 7."""
    runs: list[list[str]] = []
    for label in labels:
        follows = runs and label.isdecimal() and runs[-1][-1].isdecimal() and int(label) == int(runs[-1][-1]) + 1
        if follows:
            runs[-1].append(label)
        else:
            runs.append([label])
    return [text for run in runs for text in ([f"{run[0]} to {run[-1]}"] if len(run) > 2 else run)]


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
            self.add(question, f"it is left out, because it cannot be written for {tool} ({why}).")

    def lines(self) -> list[str]:
        """Return the sentences, each behind the ids of its questions, in the order in which they were noted."""
        return [f"{_named(list(ids))}: {said}" for said, ids in self._said.items()]


def of_a_lesson(question: Question, notes: Notes) -> None:
    """Note a question that speaks of a cell of its lesson, which another tool does not show."""
    if _OF_A_LESSON.search(question.text):
        notes.add(question, "it asks for work in a cell of the lesson, so use it only beside the notebook.")


def _named(ids: list[str]) -> str:
    return f'Question "{ids[0]}"' if len(ids) == 1 else f"{len(ids)} questions ({', '.join(ids)})"
