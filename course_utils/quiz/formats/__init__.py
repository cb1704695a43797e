"""Questions in from files and out to other tools; what a format cannot express is said, never dropped in silence."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course_utils.attempts import loaded_quizzes
from course_utils.errors import CourseError, UnknownId
from course_utils.knowledge.loader import read
from course_utils.language import gettext
from course_utils.quiz import bank
from course_utils.quiz.formats import (
    anki,
    argument,
    formulas,
    jupyterquiz,
    jupyterquiz_in,
    moodle,
    print_sheet,
    qti,
    qti12,
    toml_format,
)
from course_utils.quiz.formats.toml_format import question, table
from course_utils.quiz.question import Question

# The signs around a formula, for the tools that draw formulas.
_FORMULAS = {"anki": formulas.MARKS, "moodle": formulas.MARKS, "qti": formulas.TEX, "qti12": formulas.MARKS}

# format -> (questions, title) -> (what the file holds, a sentence for each thing that it cannot express)
FORMATS: dict[str, Callable[[Iterable[Question], str], tuple[str | bytes, list[str]]]] = {
    "anki": anki.export,
    "jupyterquiz": jupyterquiz.export,
    "moodle": moodle.export,
    "print": print_sheet.export,
    "qti": qti.export,
    "qti12": qti12.export,
}


@dataclass(frozen=True)
class Exported:
    """Questions in a format: what the file holds, and a sentence for each thing that is not in it."""

    content: str | bytes
    left_out: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The file as a text; CourseError if it is an archive."""
        if isinstance(self.content, bytes):
            raise CourseError(gettext("This format is an archive, which cannot be shown. Write it to a file."))
        return self.content

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return self.content if isinstance(self.content, bytes) else self.content.encode()


@dataclass(frozen=True)
class Loaded:
    """Questions that were read: the name of the quiz they make, and a sentence for each thing that is not shown."""

    name: str
    questions: tuple[Question, ...]
    left_out: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What stands above the questions in another tool."""
        return self.name.removeprefix(loaded_quizzes.LOADED)


def export(questions: Iterable[Question] | Loaded, format: str, title: str | None = None) -> Exported:
    """Return questions in one of FORMATS; CourseError if it can express none of them.

    Of questions that were loaded, what was said when they were loaded is said again.
    """
    if not isinstance(format, str) or format not in FORMATS:
        raise UnknownId("format", format, list(FORMATS))
    said: tuple[str, ...] = ()
    if isinstance(questions, Loaded):
        said, title = questions.left_out, title or questions.title
        questions = questions.questions
    signs = _FORMULAS.get(format)
    questions = tuple(formulas.marked(one, signs) if signs else one for one in questions)
    content, left_out = FORMATS[format](questions, title or gettext("Questions"))
    if content.strip() in ("", "[]", b""):
        raise CourseError(
            gettext("None of these questions can be given to {tool}: {why}", tool=format, why=" ".join(left_out))
        )
    return Exported(content, (*said, *left_out))


def load(given: Any, name: str | None = None) -> Loaded:
    """Return the questions of a file, a list or a text, as `quiz.load` takes them."""
    found = argument.given(given)
    left_out: tuple[str, ...] = ()
    if isinstance(found.held, Path):
        questions = _own(found.held, found.called)
    else:
        questions, left_out = jupyterquiz_in.read(found.held, found.called)
    return Loaded(loaded_quizzes.LOADED + (found.name if name is None else _name(name)), questions, left_out)


def chosen(name: str | None) -> Loaded:
    """Return the questions of a set, a lesson, a file, or (None) of the whole course, with what is said of them."""
    if name is None:
        every = tuple(one for lesson in bank.lessons() for one in bank.lesson_questions(lesson))
        return Loaded(gettext("All questions"), every)
    if name.endswith((".json", ".toml")):
        return load(name)
    return Loaded(name, bank.question_set(name) if "/" in name else bank.lesson_questions(name))


def _own(path: Path, called: str) -> tuple[Question, ...]:
    try:
        found = toml_format.questions(read(path, "questions"), called)
    except (ValueError, RecursionError) as error:
        why = str(error).partition(":")[0] if isinstance(error, ValueError) else gettext("it is nested too deeply")
        said = gettext("{file} is not in the form it should have: {why}.", file=called, why=why)
        raise CourseError(said) from None
    for one in found:
        if len(json.dumps(table(one), ensure_ascii=False).encode()) > jupyterquiz_in.LONGEST:
            raise one.fault("text", gettext("the question is too long as a whole. Make it shorter."))
    return found


def _name(name: Any) -> str:
    if not isinstance(name, str) or not name.strip() or len(name) > 100 or not name.isprintable():
        said = gettext('name must be a short text, such as name="week 3": it tells this quiz from your others.')
        raise CourseError(said)
    return name.strip()


__all__ = ["FORMATS", "Exported", "Loaded", "chosen", "export", "load", "question", "table"]
