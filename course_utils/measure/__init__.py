"""What a lesson asks of its reader: the minutes of its parts and how hard its English is, counted the same for all."""

from pathlib import Path

from course_utils import knowledge
from course_utils.measure import english, minutes
from course_utils.view import paragraph


def table(notebooks: Path) -> str:
    """Return a table in Markdown of all lessons in a folder of notebooks, with what each column counts below it."""
    heads = ["lesson", "minutes given", "counted", *minutes.BEATS, "words of prose", "grade, prose", "grade, questions"]
    rows = [
        _row(lesson.id, lesson.minutes, notebooks / f"{lesson.id}.ipynb") for lesson in knowledge.lessons().values()
    ]
    lines = [f"| {' | '.join(row)} |" for row in (heads, ["---"] * len(heads), *rows)]
    return "\n".join([*lines, "", paragraph(minutes.WORDS), "", paragraph(english.WORDS)])


def _row(lesson: str, given: int, notebook: Path) -> list[str]:
    counted = minutes.of(notebook)
    prose = english.prose(notebook)
    beats = [f"{counted[beat]:.0f}" if beat in counted else "" for beat in minutes.BEATS]
    grades = [f"{english.grade(text):.1f}" for text in (prose, english.questions(lesson))]
    return [lesson[:2], str(given), f"{sum(counted.values()):.0f}", *beats, str(len(english.words(prose))), *grades]
