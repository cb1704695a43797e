"""A question as the table that a question file of the course has, and back."""

from dataclasses import MISSING, fields, is_dataclass
from typing import Any

from course_utils import knowledge
from course_utils.errors import ContentError, UnknownId
from course_utils.knowledge.loader import build
from course_utils.language import gettext
from course_utils.quiz import bank
from course_utils.quiz.formats import imported_kinds
from course_utils.quiz.option import Named
from course_utils.quiz.question import Question


def table(question: Question) -> dict[str, Any]:
    """Return everything a question has, in a form that JSON takes; what has its usual value is left out."""
    return _plain(question)


def question(entry: dict[str, Any], file: str) -> Question:
    """Return the question that a table describes; ContentError naming question and field if it is wrong."""
    kind = entry.get("kind")
    made = (
        build(imported_kinds.KINDS[kind], entry, file)
        if kind in list(imported_kinds.KINDS)
        else bank.question(entry, file)
    )
    for id_ in made.sources:
        try:
            knowledge.source(id_)
        except UnknownId as error:
            raise made.fault("sources", str(error)) from None
    return made


def questions(entries: list[dict[str, Any]], file: str) -> tuple[Question, ...]:
    """Return the questions of a file; ContentError if two have the same id."""
    found: dict[str, Question] = {}
    for entry in entries:
        made = question(entry, file)
        if made.id in found:
            said = gettext('{file}: the id "{id}" is used twice. Give one of them another id.', file=file, id=made.id)
            raise ContentError(said)
        found[made.id] = made
    return tuple(found.values())


def _plain(value: Any) -> Any:
    if type(value) is Named and value == Named(text=value.text):
        return value.text
    if is_dataclass(value):
        kept = ((field, getattr(value, field.name)) for field in fields(value))
        return {field.name: _plain(held) for field, held in kept if field.default is MISSING or held != field.default}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value
