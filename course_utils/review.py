"""Which questions come back, and when: first what went wrong, then what was not seen for longest.

Equal spacing does about as well as clever spacing (Latimier and others, 2021), so there is no more to it.
"""

from course_utils import knowledge, progress
from course_utils.language import gettext, gettext_noop
from course_utils.quiz import Quiz, bank
from course_utils.quiz.question import Question

PLAIN = gettext_noop("Up to three questions from earlier lessons, chosen by what you answered before.")


def show(lesson: str, count: int = 3) -> Quiz:
    """Return a quiz of up to `count` questions from the lessons before this one."""
    return Quiz(f"{lesson}/recall", due(lesson, count), plain=gettext(PLAIN))


def due(lesson: str, count: int = 3) -> tuple[Question, ...]:
    """Return the questions to recall now; what was answered in today's recall does not change the choice."""
    today = progress.learner.now().date().isoformat()
    last = {}
    for place, attempt in enumerate(progress.attempts()):
        if not (attempt.quiz == f"{lesson}/recall" and attempt.time.startswith(today)):
            last[attempt.question] = (attempt.score == 1, place)

    def urgency(question: Question) -> tuple[bool, int]:
        return last.get(question.id, (True, -1))

    return tuple(sorted(_earlier(lesson), key=urgency)[:count])


def _earlier(lesson: str) -> list[Question]:
    """Return the questions of the lessons before, the nearest lesson first."""
    knowledge.lesson(lesson)  # says so, with the nearest id, if there is none
    before = [id_ for id_ in bank.lessons() if knowledge.is_before(id_, lesson)]
    return [question for id_ in reversed(before) for question in bank.lesson_questions(id_) if question.set == "check"]
