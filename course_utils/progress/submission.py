"""The file to hand in: one learner's work as JSON lines, so that there is nothing to unpack.

The first line says whose work it is and how many lines follow; each of those is an attempt as it stands on disk, or
{"quiz": …, "question": …} for a question that the course does not ship.
"""

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course_utils import __version__, knowledge
from course_utils.attempts import learner, loaded_quizzes, store
from course_utils.attempts.attempt import Attempt, parse, written
from course_utils.display import paragraph, render
from course_utils.errors import CourseError
from course_utils.language import gettext, gettext_noop, ngettext
from course_utils.progress.personal import Personal
from course_utils.traces import HANDED_IN, RESTORED

FORM = f"{knowledge.course().id} work"  # the head of a file to hand in: work of another course is not taken
MOST = store.MOST  # bytes of one file: what is restored must also be read back from the one file it goes to
_WITH = gettext_noop('The file for "{name}" is made, with your reflections: {file}')
_WITHOUT = gettext_noop('The file for "{name}" is made, without your reflections: {file}')
_BROKEN = (ValueError, TypeError, KeyError, RecursionError)


@dataclass(frozen=True)
class Parcel:
    """What a file to hand in holds."""

    learner: str
    course: str
    made: str
    reflections: bool
    attempts: tuple[Attempt, ...]
    questions: tuple[tuple[str, dict[str, Any]], ...]
    """(quiz, table of the question) for each question that the course does not ship."""


if TYPE_CHECKING:
    _Path = Path
else:
    _Path = type(Path())  # Python 3.11 makes a path of the kind that this computer has


class File(_Path):
    """The path of a file to hand in, which a notebook shows as a sentence."""

    told = ""

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(self.told or str(self))

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return said(HANDED_IN, self.told or str(self))._repr_mimebundle_()


def export(reflections: bool = False, path: str | Path | None = None) -> File:
    """Write one file with all of this learner's work and return where it is."""
    name = learner.current()
    file = learner.folder(name) / f"hand-in-{name.replace(' ', '-')}.jsonl"
    if path is not None:
        file = Path(path) / file.name if Path(path).is_dir() else Path(path)
    _put(file, contents(name, reflections))
    made = File(file)
    made.told = _told(file, name, reflections)
    return made


def _told(file: Path, name: str, reflections: bool) -> str:
    """Return where the file is, as the file browser beside the notebook shows it, and what is in it."""
    near = file.absolute().is_relative_to(Path.cwd())
    place = file.absolute().relative_to(Path.cwd()).as_posix() if near else file
    said = gettext(_WITH if reflections else _WITHOUT, name=name, file=place)
    if name != learner.FIRST:
        return said
    pick = gettext(
        'Everybody starts as "{name}". If others hand in too, pick a made-up name with progress.learners(), and '
        "work under it from then on.",
        name=name,
    )
    return f"{said}\n{pick}"


def contents(name: str, reflections: bool = False) -> bytes:
    """Return what the file holds; reflections stay out of it unless asked for."""
    attempts = [one for one in store.read(name).attempts if reflections or one.kind != "reflect"]
    answered = {one.quiz for one in attempts}
    tables = [{"quiz": quiz, "question": table} for quiz, table in loaded_quizzes.kept(name) if quiz in answered]
    head = {
        "form": FORM,
        "learner": name,
        "course": __version__,
        "made": learner.now().isoformat(),
        "reflections": bool(reflections),
        "lines": len(attempts) + len(tables),
    }
    return b"".join([_line(head), *map(written, attempts), *map(_line, tables)])


def read(file: str | Path) -> Parcel:
    """Return what a file to hand in holds; CourseError, in one sentence, if it is not a whole one."""
    shown = _shown(file)
    try:
        if not Path(file).is_file():
            raise CourseError(
                gettext('There is no file "{file}". Upload it first, or look at its name again.', file=shown)
            )
        with Path(file).open("rb") as stream:
            data = stream.read(MOST + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise CourseError(gettext('The file "{file}" could not be read ({why}).', file=shown, why=why)) from None
    if len(data) > MOST:
        raise CourseError(
            gettext('The file "{file}" is too big to be work of this course. Nothing was taken from it.', file=shown)
        )
    try:
        return _opened(data)
    except (*_BROKEN, CourseError):
        raise CourseError(
            gettext(
                'The file "{file}" is not a whole file of this course. Nothing was taken from it: '
                "make it again with progress.export().",
                file=shown,
            )
        ) from None


def brought(line: bytes) -> tuple[str, dict[str, Any]]:
    """Return the quiz and the table of a question that a line brings along; ValueError or TypeError if it does not."""
    values = json.loads(line)
    if not isinstance(values, dict) or set(values) != {"quiz", "question"} or not isinstance(values["quiz"], str):
        raise ValueError("not a question")
    if not values["quiz"].startswith(loaded_quizzes.LOADED) or not isinstance(values["question"], dict):
        raise ValueError("not a question")
    json.dumps(values, ensure_ascii=False, allow_nan=False).encode("utf-8")  # nothing that cannot be written
    return values["quiz"], values["question"]


def restore(file: str | Path, name: str | None = None) -> Personal:
    """Bring the work of a file back, each attempt once, and go on under the name in it, or under `name`.

    A file may carry any name: work is added to what somebody has here only if they are learning now, or are named.
    """
    parcel = read(file)
    whose = learner.known(parcel.learner if name is None else name)
    there = store.read(whose).attempts
    if there and name is None and whose != learner.current():
        raise CourseError(
            gettext(
                'This file holds work of "{whose}", who has work here already, and "{now}" is learning now. '
                'Run progress.restore("{file}", name="{whose}") to add it to that, or give another name to keep '
                "it apart.",
                whose=whose,
                now=learner.current(),
                file=_shown(file),
            )
        )
    known = {attempt.id for attempt in there}
    fresh = [attempt for attempt in parcel.attempts if attempt.id not in known]
    if fresh:
        data = b"".join(map(written, fresh))
        fresh_file = f"restored-{hashlib.sha256(data).hexdigest()[:16]}.jsonl"
        _put(learner.folder(whose) / "attempts" / fresh_file, data)
    for quiz in dict.fromkeys(quiz for quiz, _ in parcel.questions):
        loaded_quizzes.keep(quiz, [table for one, table in parcel.questions if one == quiz], whose)
    learner.switch(whose)
    had = len(parcel.attempts) - len(fresh)
    if had:
        told = ngettext(
            '{count} answers of "{name}" are back; {had} were here already.',
            '{count} answers of "{name}" are back; {had} were here already.',
            len(fresh),
            name=parcel.learner,
            had=had,
        )
    else:
        told = ngettext(
            '{count} answers of "{name}" are back.',
            '{count} answers of "{name}" are back.',
            len(fresh),
            name=parcel.learner,
        )
    kept = gettext('They are kept for "{name}", who is learning now.', name=whose)
    again = gettext("Run the other cells again to see them.")
    return said(RESTORED, " ".join([told, *([kept] if whose != parcel.learner else []), again]))


def said(constant: str, text: str) -> Personal:
    """Return a sentence with the learner's name in it: on the page as it is, in the notebook's file as `constant`."""
    return Personal(constant, paragraph(text), render("said.html", said=text))


def _opened(data: bytes) -> Parcel:
    """Return what the bytes of a file hold; one of _BROKEN or a CourseError if they are not whole."""
    first, *lines = data.splitlines()
    if max(map(len, (first, *lines))) > store.LONGEST_LINE:
        raise ValueError("too long")
    head = json.loads(first)
    if head["form"] != FORM or head["lines"] != len(lines) or not isinstance(head["learner"], str):
        raise ValueError("not the head of a file to hand in")
    attempts: dict[str, Attempt] = {}
    questions = []
    size = 0
    for line in lines:
        if line.startswith(b'{"quiz":'):
            questions.append(brought(line))
        else:
            attempt = parse(line)
            size += max(len(written(attempt)), store.LEAST)
            attempts.setdefault(attempt.id, attempt)
    if size > MOST:
        raise ValueError("too many")
    name = learner.checked(head["learner"])
    course, made = str(head["course"]), str(head["made"])
    return Parcel(name, course, made, head["reflections"] is True, tuple(attempts.values()), tuple(questions))


def _put(file: Path, data: bytes) -> None:
    """Put a file in its place whole, or leave what was there."""
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            # As with the answers themselves, only the learner may read it.
            handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | store.BINARY, 0o600)
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise CourseError(
            gettext(
                'The file "{file}" could not be written ({why}). '
                "Free some space or ask for write access, then try again.",
                file=file,
                why=why,
            )
        ) from None


def _shown(file: str | Path) -> str:
    """Return the name of a file so that it can be said, whatever it is."""
    return Path(file).name.encode("utf-8", "replace").decode("utf-8")


def _line(values: dict[str, Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"
