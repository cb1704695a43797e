"""The file to hand in: one learner's work as JSON lines, so that there is nothing to unpack.

The first line says whose work it is and how many lines follow; each of those is an attempt as it stands on disk, or
{"quiz": …, "question": …} for a question that the course does not ship.
"""

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course_utils import __version__
from course_utils.errors import CourseError
from course_utils.progress import keeping, learner, store
from course_utils.progress.attempt import Attempt, parse, written
from course_utils.progress.personal import Personal
from course_utils.traces import HANDED_IN, RESTORED
from course_utils.view import paragraph, render

FORM = "libya-course work"
MOST = store.MOST  # bytes of one file: what is restored must also be read back from the one file it goes to
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


class File(type(Path())):
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
    said = f'The file for "{name}" is made, {"with" if reflections else "without"} your reflections: {place}'
    if name == learner.FIRST:
        said += (
            f'\nEverybody starts as "{name}". If others hand in too, pick a made-up name with progress.learners(), and '
            "work under it from then on."
        )
    return said


def contents(name: str, reflections: bool = False) -> bytes:
    """Return what the file holds; reflections stay out of it unless asked for."""
    attempts = [one for one in store.read(name).attempts if reflections or one.kind != "reflect"]
    answered = {one.quiz for one in attempts}
    tables = [{"quiz": quiz, "question": table} for quiz, table in keeping.kept(name) if quiz in answered]
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
            raise CourseError(f'There is no file "{shown}". Upload it first, or look at its name again.')
        with Path(file).open("rb") as stream:
            data = stream.read(MOST + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise CourseError(f'The file "{shown}" could not be read ({why}).') from None
    if len(data) > MOST:
        raise CourseError(f'The file "{shown}" is too big to be work of this course. Nothing was taken from it.')
    try:
        return _opened(data)
    except (*_BROKEN, CourseError):
        said = "is not a whole file of this course. Nothing was taken from it: make it again with progress.export()."
        raise CourseError(f'The file "{shown}" {said}') from None


def brought(line: bytes) -> tuple[str, dict[str, Any]]:
    """Return the quiz and the table of a question that a line brings along; ValueError or TypeError if it does not."""
    values = json.loads(line)
    if not isinstance(values, dict) or set(values) != {"quiz", "question"} or not isinstance(values["quiz"], str):
        raise ValueError("not a question")
    if not values["quiz"].startswith(keeping.LOADED) or not isinstance(values["question"], dict):
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
            f'This file holds work of "{whose}", who has work here already, and "{learner.current()}" is learning now. '
            f'Run progress.restore("{_shown(file)}", name="{whose}") to add it to that, or give another name to keep '
            "it apart."
        )
    known = {attempt.id for attempt in there}
    fresh = [attempt for attempt in parcel.attempts if attempt.id not in known]
    if fresh:
        data = b"".join(map(written, fresh))
        fresh_file = f"restored-{hashlib.sha256(data).hexdigest()[:16]}.jsonl"
        _put(learner.folder(whose) / "attempts" / fresh_file, data)
    for quiz in dict.fromkeys(quiz for quiz, _ in parcel.questions):
        keeping.keep(quiz, [table for one, table in parcel.questions if one == quiz], whose)
    learner.switch(whose)
    had = len(parcel.attempts) - len(fresh)
    told = f'{len(fresh)} answers of "{parcel.learner}" are back' + (f"; {had} were here already." if had else ".")
    if whose != parcel.learner:
        told += f' They are kept for "{whose}", who is learning now.'
    return said(RESTORED, f"{told} Run the other cells again to see them.")


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
        said = "Free some space or ask for write access, then try again."
        raise CourseError(f'The file "{file}" could not be written ({why}). {said}') from None


def _shown(file: str | Path) -> str:
    """Return the name of a file so that it can be said, whatever it is."""
    return Path(file).name.encode("utf-8", "replace").decode("utf-8")


def _line(values: dict[str, Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"
