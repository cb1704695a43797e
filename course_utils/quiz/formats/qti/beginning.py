"""What both versions of QTI do before they write a question: ask it in one step, and note what neither can have."""

from collections.abc import Callable
from typing import TypeVar

from course_utils.language import gettext
from course_utils.quiz.feedback import rests
from course_utils.quiz.formats import export_notes
from course_utils.quiz.question import Question

Parts = TypeVar("Parts")


def begun(
    question: Question, noted: export_notes.Notes, parts_of: Callable[[Question, export_notes.Notes], Parts | str]
) -> tuple[Question, Parts, list[str]] | None:
    """Return a question in one step, its parts, and in words what it rests on; None, and a note, if QTI has none such.

    `parts_of` gives the parts as that version has them, or the sentence that says why it cannot.
    """
    question = export_notes.in_one_step(question, noted)
    parts = parts_of(question, noted)
    if isinstance(parts, str):
        noted.add(question, parts)
        return None
    if question.hint:
        noted.add(question, gettext("QTI has no hint that a learner asks for, so its hint is left out."))
    return question, parts, [gettext("Rests on: {text}", text=found) for found, _ in rests(question)]
