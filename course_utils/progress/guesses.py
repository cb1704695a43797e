"""The guesses a learner made before seeing the evidence, to be met again."""

from course_utils import knowledge
from course_utils.progress import learner, store
from course_utils.progress.personal import Personal
from course_utils.quiz import bank
from course_utils.traces import GUESSES
from course_utils.view import table

CAPTION = "What you guessed"
NONE = "not guessed yet"


def show(name: str | None = None) -> Personal:
    """Return every question that asked for a guess, and the last guess of this learner."""
    last = {attempt.question: attempt for attempt in store.read(name or learner.current()).attempts}
    rows = []
    for lesson in knowledge.lessons():
        if (bank.FOLDER / f"{lesson}.toml").exists():
            asked = [question for question in bank.lesson_questions(lesson) if question.kind == "predict"]
            for question in asked:
                guess = last[question.id].response if question.id in last else NONE
                rows.append((lesson[:2], question.text, str(guess)))
    shown = table(CAPTION, ("Lesson", "Question", "Your guess"), rows)
    return Personal(GUESSES, shown.text, shown.html)
