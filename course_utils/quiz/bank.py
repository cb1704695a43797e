"""The questions of the course, read from content/questions/, one file for each lesson."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import Any

from course_utils import knowledge
from course_utils.course_folder import CONTENT
from course_utils.errors import ContentError, UnknownId
from course_utils.knowledge.loader import build, read
from course_utils.language import gettext, listed
from course_utils.quiz.kinds import KINDS
from course_utils.quiz.kinds.rate import Claim, Rate
from course_utils.quiz.question import Question
from course_utils.quiz.two_steps import IN_TWO_STEPS

FOLDER = CONTENT / "questions"


@cache
def lesson_questions(lesson: str) -> tuple[Question, ...]:
    """Return every question of a lesson, in the order of its file."""
    if not isinstance(lesson, str) or lesson not in lessons():
        raise UnknownId("lesson with questions", lesson, lessons())
    found: dict[str, Question] = {}
    for entry in _tables(lesson):
        made = _whole(entry, lesson)
        if made.id in found:
            raise ContentError(f'{lesson}.toml: the id "{made.id}" is used twice. Give one of them another id.')
        found[made.id] = made
    return tuple(found.values())


@cache
def every() -> Mapping[str, Question]:
    """Return every question of the course by its id."""
    return MappingProxyType({one.id: one for lesson in lessons() for one in lesson_questions(lesson)})


def lessons() -> list[str]:
    """Return the lessons that have questions, in the order of the course."""
    return sorted((path.stem for path in FOLDER.glob("*.toml")), key=lambda id_: (knowledge.place_of(id_), id_))


def question_set(name: str) -> tuple[Question, ...]:
    """Return the questions of a set such as "LESSON/check"."""
    lesson, _, wanted = name.partition("/") if isinstance(name, str) else ("", "", "")
    known = lesson in lessons()
    found = of_set(lesson, wanted) if known else ()
    if not found:
        among = [lesson] if known else lessons()
        sets = dict.fromkeys(f"{one}/{entry.get('set')}" for one in among for entry in _tables(one))
        raise UnknownId("quiz", name, list(sets))
    return found


@cache
def of_set(lesson: str, wanted: str) -> tuple[Question, ...]:
    """Return the questions of a set of a lesson, if it has it: a quiz does not wait for all others of its lesson."""
    return tuple(_whole(entry, lesson) for entry in _tables(lesson) if entry.get("set") == wanted)


def _tables(lesson: str) -> list[dict[str, Any]]:
    return read(FOLDER / f"{lesson}.toml", "questions")


def _whole(entry: dict[str, Any], lesson: str) -> Question:
    """Return the question that a table of a lesson describes, with the claims that are rated in it again."""
    made = question(entry, f"{lesson}.toml")
    return replace(made, claims=_rated(made.again)) if isinstance(made, Rate) and made.again else made


@cache
def rated_again() -> Mapping[str, str]:
    """Return the sets whose claims are rated a second time, each with the set in which they are."""
    return {
        one.again: f"{lesson}/{one.set}"
        for lesson in lessons()
        for one in lesson_questions(lesson)
        if isinstance(one, Rate) and one.again
    }


def _rated(name: str) -> tuple[Claim, ...]:
    """Return the claims that are rated in a set; UnknownId if it has none."""
    for one in question_set(name):
        if isinstance(one, Rate):
            return one.claims
    raise UnknownId("quiz", name, [])


@cache
def earlier(lesson: str) -> dict[tuple[str, int], Question]:
    """Return the questions of a lesson as they were asked before, by id and version: what was answered then is marked.

    An answer to a question that has changed since means what it meant when it was given.
    """
    file = FOLDER / "earlier" / f"{lesson}.toml"
    made = [question(entry, f"earlier/{file.name}") for entry in read(file, "questions")] if file.exists() else []
    return {(one.id, one.version): one for one in made}


def asked_before() -> Mapping[tuple[str, int], Question]:
    """Return all questions as they were asked before: a question comes back in the recall of other lessons too."""
    return MappingProxyType({key: one for lesson in lessons() for key, one in earlier(lesson).items()})


def question(entry: dict[str, Any], file: str) -> Question:
    """Return the question that a table of a file describes; ContentError naming question and field if it is wrong."""
    kind, kinds = entry.get("kind"), IN_TWO_STEPS if "grounds" in entry else KINDS
    if isinstance(kind, str) and kind in kinds:
        return build(kinds[kind], entry, file)
    why = gettext('the kind "{kind}" is not known. The kinds are: {kinds}.', kind=kind, kinds=listed(kinds))
    if kind in list(KINDS):
        why = gettext('nobody grades a question of the kind "{kind}", so it can have no grounds.', kind=kind)
    where = entry.get("id", gettext("a question without id"))
    raise ContentError(gettext('{file}, "{id}": {sentence}', file=file, id=where, sentence=why), why=why)
