"""What another tool does not get: one sentence for each such thing, with the questions of which it is true."""

import re

from course_utils.quiz.question import Question

_OF_A_LESSON = re.compile(r"\b(cells?|code)\b", re.IGNORECASE)


class Notes:
    """Sentences on what is left out or changed; the same sentence about several questions is said once."""

    def __init__(self) -> None:
        self._said: dict[str, list[str]] = {}

    def add(self, question: Question, said: str) -> None:
        """Note a sentence about a question."""
        ids = self._said.setdefault(said, [])
        if question.id not in ids:
            ids.append(question.id)

    def lines(self) -> list[str]:
        """Return the sentences, each behind the ids of its questions, in the order in which they were noted."""
        return [f"{_named(ids)}: {said}" for said, ids in self._said.items()]


def of_a_lesson(question: Question, notes: Notes) -> None:
    """Note a question that speaks of a cell of its lesson, which another tool does not show."""
    if _OF_A_LESSON.search(question.text):
        notes.add(question, "it asks for work in a cell of the lesson, so use it only beside the notebook.")


def _named(ids: list[str]) -> str:
    return f'Question "{ids[0]}"' if len(ids) == 1 else f"{len(ids)} questions ({', '.join(ids)})"
