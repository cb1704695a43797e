"""What the home of the course shows, for the page around the lessons and for the site: page/lessons/home.json."""

from typing import Any

from course_authors import home_map
from course_utils import knowledge
from course_utils.quiz import bank, parallel_forms
from course_utils.quiz.question import Question

_OPTIONAL = "code"  # the set of the questions for those who want more: a lesson is done without it
_FORMS = (parallel_forms.baseline(), parallel_forms.post_test())


def told() -> dict[str, Any]:
    """Return the course as its home shows it: its question, the sentences, the lessons, and what settles them."""
    course = knowledge.course()
    return {
        "course": {"title": course.title, "question": course.question or course.asks, "language": course.language},
        "map": home_map.drawn(),
        "sentences": [{"id": one.id, "text": one.text} for one in knowledge.sentences().values()],
        "lessons": [
            {
                "id": one.id,
                "number": one.number,
                "title": one.title,
                "question": one.question,
                "minutes": one.minutes,
                "sentences": [sentence.id for sentence in one.sentences],
            }
            for one in knowledge.lessons().values()
        ],
        "questions": [
            _question(lesson, one)
            for lesson in bank.lessons()
            if lesson in knowledge.lessons()
            for one in bank.lesson_questions(lesson)
            if one.graded and one.set != _OPTIONAL
        ],
    }


def _question(lesson: str, question: Question) -> dict[str, Any]:
    """Return which sentences a question settles; those of the two forms are a test, and settle none."""
    quiz = f"{lesson}/{question.set}"
    found = {"id": question.id, "quiz": quiz}
    if quiz == parallel_forms.baseline():
        return found | {"silent": True}
    if quiz not in _FORMS:
        found["sentences"] = [one if isinstance(one, str) else one.id for one in question.sentences]
    return found | ({"recalled": question.text} if question.set == "check" else {})
