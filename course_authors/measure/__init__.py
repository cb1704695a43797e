"""What a lesson asks of its reader: the minutes of its parts and how hard its English is, counted the same for all."""

from pathlib import Path

from course_authors.measure import minutes, readability
from course_utils import knowledge
from course_utils.display import paragraph
from course_utils.knowledge.records import Lesson


def table(notebooks: Path) -> str:
    """Return a table in Markdown of all lessons in a folder of notebooks, with what each column counts below it."""
    words = ["words of prose", "grade, prose", "grade, questions"]
    heads = ["lesson", "must be read", "under More", "minutes given", "counted", *minutes.BEATS, *words]
    rows = [_row(lesson, notebooks / f"{lesson.id}.ipynb") for lesson in knowledge.lessons().values()]
    lines = [f"| {' | '.join(row)} |" for row in (heads, ["---"] * len(heads), *rows)]
    return "\n".join([*lines, "", paragraph(minutes.WORDS), "", paragraph(readability.WORDS)])


def _row(lesson: Lesson, notebook: Path) -> list[str]:
    counted = minutes.of(notebook)
    prose = readability.prose(notebook)
    beats = [f"{counted[beat]:.0f}" if beat in counted else "" for beat in minutes.BEATS]
    grades = [f"{readability.grade(text):.1f}" for text in (prose, readability.questions(lesson.id))]
    return [
        lesson.number or lesson.title,
        *(f"{number:,}" for number in minutes.words(notebook)),
        str(lesson.minutes),
        f"{sum(counted.values()):.0f}",
        *beats,
        str(len(readability.words(prose))),
        *grades,
    ]
