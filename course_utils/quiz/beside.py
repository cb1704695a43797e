"""What a learner writes beside an answer: a fault in the question, the words that decide it, the level of an own text.

None of these is an answer. Each is a line of its own among the attempts, under the question's id with an end to it.
"""

from collections.abc import Iterable
from typing import Any

from course_utils.attempts import faults, store
from course_utils.attempts.attempt import LEVEL, WORDS
from course_utils.errors import CourseError, UnknownId
from course_utils.language import gettext
from course_utils.quiz import deciding_words
from course_utils.quiz.question import STORED, Question


def fault(learner: str, quiz: str, question: Question, text: Any) -> str:
    """Return what is said to a learner who has written what is wrong with a question: kept, and why not if not.

    It stands in the file to hand in and in the report of a class, and nowhere else.
    """
    held = {"version": question.version, "objective": question.objective}
    return faults.keep(text, name=learner, quiz=quiz, question=question.id, **held)


def words(learner: str, quiz: str, question: Question, text: Any) -> str:
    """Return what is said to a learner who has written which words decide it: the model, once the words are kept.

    They are kept of the kind of a reflection, so that they stay out of a file to hand in as reflections do.
    """
    if not question.deciding:
        return gettext("Nothing more is asked after this question.")
    if not (line := faults.line_of(text)):
        return deciding_words.missing_said()
    return _keep(learner, quiz, question, WORDS, "reflect", line) or deciding_words.kept_said(question)


def level(learner: str, quiz: str, question: Question, chosen: str) -> str:
    """Return what is said to a learner who has placed a text on a level of its rubric; UnknownId for any other.

    It is kept of its question's kind: where the text stays out of the file to hand in, its level does.
    """
    levels = dict((question.judged_by() or {}).get("levels", ()))
    if chosen not in levels:
        raise UnknownId("level", chosen, list(levels))
    return _keep(learner, quiz, question, LEVEL, question.kind, chosen) or level_kept()


def last_words(learner: str, questions: Iterable[Question]) -> dict[str, tuple[str, str]]:
    """Return, by question, the words that a learner last wrote to decide it, and what is said of them."""
    asked = {one.id + WORDS: one for one in questions if one.deciding}
    made = [one for one in store.read(learner).attempts if asked and one.question in asked]
    return {(one := asked[line.question]).id: (line.response, deciding_words.kept_said(one)) for line in made}


def judged_by(learner: str, quiz: str, question: Question) -> dict[str, Any] | None:
    """Return what a stored text is judged by, and where a learner has placed it; None where there is no rubric."""
    if not (rubric := question.judged_by()):
        return None
    made = store.read(learner).attempts
    placed = [one.response for one in made if (one.quiz, one.question) == (quiz, question.id + LEVEL)]
    return {**rubric, "level": placed[-1] if placed else None}


def level_kept() -> str:
    """Return what is said of a level on which a learner has placed a text, once it is kept."""
    return gettext("Kept. You can place it anew after you have changed your text.")


def _keep(learner: str, quiz: str, question: Question, end: str, kind: str, line: str) -> str | None:
    """Put a line on disk; return what says why, if that was not possible."""
    try:
        store.write(
            name=learner,
            quiz=quiz,
            question=question.id + end,
            version=question.version,
            kind=kind,
            response=line,
            verdict=STORED,
            objective=question.objective,
        )
    except CourseError as error:
        return str(error)
    return None
