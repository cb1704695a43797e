"""Questions in from files and out to other tools; what a format cannot express is said, never dropped in silence."""

import json
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course_utils.errors import CourseError, UnknownId
from course_utils.knowledge.shelf import read
from course_utils.progress import keeping, store
from course_utils.quiz import bank
from course_utils.quiz.formats import anki, jupyterquiz, jupyterquiz_in, moodle, own, print_sheet, qti
from course_utils.quiz.formats.own import question, table
from course_utils.quiz.question import Question

MOST = 5_000_000  # bytes of one file of questions

# format -> (questions, title) -> (what the file holds, a sentence for each thing that it cannot express)
FORMATS: dict[str, Callable[[Iterable[Question], str], tuple[str | bytes, list[str]]]] = {
    "anki": anki.export,
    "jupyterquiz": jupyterquiz.export,
    "moodle": moodle.export,
    "print": print_sheet.export,
    "qti": qti.export,
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
            raise CourseError("This format is an archive, which cannot be shown. Write it to a file.")
        return self.content

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return self.content if isinstance(self.content, bytes) else self.content.encode()


@dataclass(frozen=True)
class Loaded:
    """The questions of a file: the name of the quiz they make, and a sentence for each thing that is not in it."""

    name: str
    questions: tuple[Question, ...]
    left_out: tuple[str, ...] = ()


def export(questions: Iterable[Question], format: str, title: str = "Questions") -> Exported:
    """Return questions in one of FORMATS; CourseError if it can express none of them."""
    if format not in FORMATS:
        raise UnknownId("format", format, list(FORMATS))
    questions = tuple(questions)
    content, left_out = FORMATS[format](questions, title)
    if content.strip() in ("", "[]", b""):
        raise CourseError(f"None of these questions can be given to {format}: {' '.join(left_out)}")
    return Exported(content, tuple(left_out))


def load(path: str | Path) -> Loaded:
    """Return the questions of a jupyterquiz file (.json) or of a question file like the course's own (.toml)."""
    path = Path(path)
    shown = path.name.encode("utf-8", "replace").decode("utf-8")
    try:
        if not path.is_file():
            raise CourseError(f'There is no file "{shown}". Upload it first, or look at its name again.')
        if path.stat().st_size > MOST:
            raise CourseError(f"{shown} is too big: a file of questions has at most {MOST // 1_000_000} MB.")
        if path.suffix == ".toml":
            found, left_out = own.questions(read(path, "questions"), shown), ()
        else:
            found, left_out = jupyterquiz_in.read(_json(path.read_bytes()), shown)
    except OSError as error:
        raise CourseError(f"{shown} could not be read ({error.strerror}).") from None
    except (ValueError, RecursionError) as error:
        why = str(error).partition(":")[0] if isinstance(error, ValueError) else "it is nested too deeply"
        raise CourseError(f"{shown} is not in the form it should have: {why}.") from None
    for one in found:
        if len(json.dumps(table(one), ensure_ascii=False).encode()) > store.LONGEST_LINE // 2:
            raise one.fault("text", "the question is too long as a whole. Make it shorter.")
    return Loaded(keeping.LOADED + Path(shown).stem, found, left_out)


def chosen(name: str | None) -> tuple[str, tuple[Question, ...]]:
    """Return the title and the questions of a set, a lesson, a file, or (None) of the whole course."""
    if name is None:
        return "All questions", tuple(one for lesson in bank.lessons() for one in bank.lesson_questions(lesson))
    if name.endswith((".json", ".toml")):
        loaded = load(name)
        return loaded.name.removeprefix(keeping.LOADED), loaded.questions
    return name, bank.question_set(name) if "/" in name else bank.lesson_questions(name)


def _json(data: bytes) -> Any:
    values = json.loads(data.decode("utf-8-sig"), parse_float=_finite, parse_constant=_finite)
    json.dumps(values, ensure_ascii=False).encode("utf-8")  # half a character cannot be shown
    return values


def _finite(text: str) -> float:
    if not math.isfinite(value := float(text)):
        raise ValueError(f"{text[:20]} is not a number that can be used")
    return value


__all__ = ["FORMATS", "Exported", "Loaded", "chosen", "export", "load", "question", "table"]
