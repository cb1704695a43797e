"""The guesses a learner made before seeing the evidence, to be met again."""

from course_utils import knowledge
from course_utils.attempts import learner, store
from course_utils.display import table
from course_utils.language import gettext, gettext_noop
from course_utils.progress.personal import Personal
from course_utils.quiz import bank
from course_utils.traces import GUESSES

CAPTION = gettext_noop("What you guessed")
NONE = gettext_noop("not guessed yet")


def show(name: str | None = None) -> Personal:
    """Return every question that asked for a guess, and the last guess of this learner."""
    last = {attempt.question: attempt for attempt in store.read(name or learner.current()).attempts}
    rows = []
    for id_, lesson in knowledge.lessons().items():
        asked = bank.lesson_questions(id_) if id_ in bank.lessons() else ()
        for question in asked:
            if question.comes_back:
                guess = question.in_words(last[question.id].response) if question.id in last else gettext(NONE)
                rows.append((lesson.number or lesson.title, question.text, guess))
    shown = table(gettext(CAPTION), (gettext("Lesson"), gettext("Question"), gettext("Your guess")), rows)
    return Personal(GUESSES, shown.text, shown.html)
