"""“Which words decide it?” follows a right answer: what is written is kept, never graded, and a model is shown."""

from course_utils.language import gettext
from course_utils.quiz.question import KeyPart, Question


def kept_said(question: Question) -> str:
    """Return what is said of the words that a learner found, once they are kept: the model to compare them with."""
    return gettext("Kept. Compare: {model}", model=question.deciding)


def missing_said() -> str:
    """Return what is said where no word is written."""
    return gettext("Write the words that decide it.")


def lines(question: Question) -> list[str]:
    """Return what stands below a question in plain text and on paper; nothing if it is not followed by this one."""
    return [gettext("When right: which words decide it?")] if question.deciding else []


def key(question: Question) -> tuple[KeyPart, ...]:
    """Return the model, for a key in which it stands below that of the question."""
    return (KeyPart(gettext("The words that decide it"), question.deciding),) if question.deciding else ()
