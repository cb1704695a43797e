"""The list of the lessons in README.md: written from lessons.toml between two marks, and a finding where it is old."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from course_authors.check.course import Course
from course_authors.check.diagnostic import Finding
from course_utils.errors import ContentError
from course_utils.knowledge.loader import build
from course_utils.knowledge.records import Lesson

_MARKED = re.compile(r"(<!-- lessons: [^\n]*-->\n).*?(<!-- /lessons -->)", re.DOTALL)


def findings(course: Course) -> Iterator[Finding]:
    """Yield each page whose list of the lessons is not that of lessons.toml."""
    try:
        lessons = [build(Lesson, one.fields, one.file) for one in course.entries["lesson"]]
    except ContentError:
        return  # a field is missing, which another rule says
    for page in course.pages:
        if renewed(page.text, lessons) != page.text:
            yield Finding(
                page.file, 0, "", "its list of the lessons is not that of lessons.toml. Run: python start.py clean"
            )


def renewed(text: str, lessons: Iterable[Lesson]) -> str:
    """Return the text of a page with the list between the marks, if it has them, made anew."""
    rows = [
        f"| {one.number} | [{one.title}](notebooks/{one.id}.ipynb) | {one.minutes} | {one.outcome} |" for one in lessons
    ]
    table = "\n".join(["| | lesson | minutes | afterwards a learner can |", "|---|---|---|---|", *rows, ""])
    return _MARKED.sub(lambda found: f"{found[1]}{table}{found[2]}", text)


def write(page: Path, lessons: Iterable[Lesson]) -> bool:
    """Bring the list in a page up to date, and return whether it changed."""
    before = page.read_text("utf-8") if page.is_file() else ""
    after = renewed(before, lessons)
    if after != before:
        page.write_text(after, "utf-8", newline="\n")
    return after != before
