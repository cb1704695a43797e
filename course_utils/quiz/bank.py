"""The questions of the course, read from content/questions/, one file for each lesson."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from course_utils.errors import ContentError, UnknownId
from course_utils.knowledge.shelf import CONTENT, build, read
from course_utils.quiz.kinds import KINDS
from course_utils.quiz.question import Question

FOLDER = CONTENT / "questions"


@cache
def lesson_questions(lesson: str) -> tuple[Question, ...]:
    """Return every question of a lesson, in the order of its file."""
    if not isinstance(lesson, str) or lesson not in lessons():
        raise UnknownId("lesson with questions", lesson, lessons())
    file = FOLDER / f"{lesson}.toml"
    found: dict[str, Question] = {}
    for entry in read(file, "questions"):
        made = question(entry, file.name)
        if made.id in found:
            raise ContentError(f'{file.name}: the id "{made.id}" is used twice. Give one of them another id.')
        found[made.id] = made
    return tuple(found.values())


@cache
def every() -> Mapping[str, Question]:
    """Return every question of the course by its id."""
    return MappingProxyType({one.id: one for lesson in lessons() for one in lesson_questions(lesson)})


def lessons() -> list[str]:
    """Return the lessons that have questions, in order."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def question_set(name: str) -> tuple[Question, ...]:
    """Return the questions of a set such as "02-where-it-happened/check"."""
    lesson, _, wanted = name.partition("/") if isinstance(name, str) else ("", "", "")
    known = lesson in lessons()
    found = tuple(question for question in lesson_questions(lesson) if question.set == wanted) if known else ()
    if not found:
        among = [lesson] if known else lessons()
        sets = dict.fromkeys(f"{one}/{question.set}" for one in among for question in lesson_questions(one))
        raise UnknownId("quiz", name, list(sets))
    return found


@cache
def earlier(lesson: str) -> dict[tuple[str, int], Question]:
    """Return the questions of a lesson as they were asked before, by id and version: what was answered then is marked.

    An answer to a question that has changed since means what it meant when it was given.
    """
    file = FOLDER / "earlier" / f"{lesson}.toml"
    made = [question(entry, f"earlier/{file.name}") for entry in read(file, "questions")] if file.exists() else []
    return {(one.id, one.version): one for one in made}


def question(entry: dict, file: str) -> Question:
    """Return the question that a table of a file describes; ContentError naming question and field if it is wrong."""
    kind = entry.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise ContentError(
            f'{file}, "{entry.get("id", "a question without id")}": the kind "{kind}" is not known. '
            f"The kinds are: {', '.join(KINDS)}."
        )
    return build(KINDS[kind], entry, file)
