"""Attempts on disk: one JSON-lines file for each kernel session, each line one attempt, flushed when written.

No locks: nobody else writes that file, so two notebooks or a kill lose at most the line being written.
"""

import codecs
import os
import re
import uuid
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from course_utils.attempts import learner, page
from course_utils.attempts.attempt import Attempt, parse, written
from course_utils.errors import CourseError, NotKept
from course_utils.language import gettext, ngettext

LONGEST_LINE = 200_000  # bytes; the longest text a question takes, 20,000 characters, is below it however it is written
MOST = 20_000_000  # bytes of lines read from one file, which hold far more answers than anyone gives in a session
LEAST = 400  # bytes that a line counts for at least: a line that holds nothing takes time too
_NUMBER = re.compile(r"[0-9]{1,9}")
_NAMED = 20  # lines of one file that are named one by one


@dataclass(frozen=True)
class Reading:
    """What was found on disk: the attempts in order of time, and a sentence for each line stepped over."""

    attempts: tuple[Attempt, ...]
    problems: tuple[str, ...] = field(default=())


def write(*, name: str | None = None, **values: Any) -> Attempt:
    """Put an attempt on disk and return it; CourseError if it cannot be written, and then nothing is lost but it.

    In a browser that keeps nothing it is written, so that it can be handed in, and a CourseError says what it is worth.
    """
    session = _session(os.getpid())
    name = learner.current() if name is None else learner.known(name)
    attempt = Attempt(id=session.next_id(), time=session.time(name).isoformat(), **values)
    line = written(attempt)
    if len(line) > LONGEST_LINE:
        raise CourseError(gettext("This answer is too long to be saved. Make it shorter, then answer again."))
    try:
        session.append(learner.folder(name) / "attempts", line)
    except OSError as error:
        raise learner.unwritable(error) from None
    session.last[name] = datetime.fromisoformat(attempt.time)
    if problem := page.not_kept():
        raise NotKept(problem)
    return attempt


def read(name: str | None = None) -> Reading:
    """Return every attempt of a learner that is on disk, each once."""
    folder = learner.folder(name) / "attempts"
    found: dict[str, Attempt] = {}
    problems: list[str] = []
    for file in _files(folder, problems):
        try:
            problems += _read_file(file, found)
        except OSError as error:
            said = gettext("{file} could not be read ({why}); it was left as it is.")
            problems.append(said.format(file=_shown(file), why=error.strerror))
    return Reading(_in_order(found.values()), tuple(problems))


def _in_order(attempts: Iterable[Attempt]) -> tuple[Attempt, ...]:
    """Return attempts in order of time; within a session as they were given, whatever the clock said."""
    numbered = sorted(((*_place(one), one) for one in attempts), key=lambda entry: entry[:2])
    when: list[tuple[datetime, str, int, Attempt]] = []
    for session, number, attempt in numbered:
        # Not the text: work that comes from another computer has times of another zone.
        time = datetime.fromisoformat(attempt.time)
        if when and when[-1][1] == session:
            time = max(time, when[-1][0])
        when.append((time, session, number, attempt))
    return tuple(attempt for *_, attempt in sorted(when, key=lambda entry: entry[:3]))


def _place(attempt: Attempt) -> tuple[str, int]:
    """Return the session of an attempt and its number in it."""
    session, _, number = attempt.id.rpartition("-")
    return (session, int(number)) if session and _NUMBER.fullmatch(number) else (attempt.id, 0)


def _files(folder: Path, problems: list[str]) -> list[Path]:
    try:
        found = sorted(entry for entry in folder.iterdir() if entry.suffix == ".jsonl")
    except FileNotFoundError:
        return []
    except OSError as error:
        problems.append(gettext("The folder {folder} could not be read ({why}).", folder=folder, why=error.strerror))
        return []
    odd = [file for file in found if not file.is_file()]  # a pipe or a device would be read for ever
    problems += [gettext("{file} is not a file; it was left as it is.", file=_shown(file)) for file in odd]
    return [file for file in found if file not in odd]


def _read_file(file: Path, found: dict[str, Attempt]) -> list[str]:
    """Put the attempts of a file with those found, and return a sentence for each thing stepped over."""
    problems: list[str] = []
    name = _shown(file)
    unnamed = again = size = broken = 0
    for number, line in _lines(file):
        size += max(len(line or b""), LEAST)
        if size > MOST:
            said = gettext("{file} is too big: what follows line {line} was not read and left as it is.")
            problems.append(said.format(file=name, line=number - 1))
            break
        if line is not None and not line.strip():
            continue
        try:
            attempt = parse(line or b"")
        except (ValueError, TypeError, RecursionError):
            if number == broken:
                continue  # another part of the same line
            broken = number
            if len(problems) < _NAMED:
                said = gettext("{file}, line {line}: not a whole attempt; it was stepped over and left as it is.")
                problems.append(said.format(file=name, line=number))
            else:
                unnamed += 1
            continue
        again += found.setdefault(attempt.id, attempt) is not attempt
    if unnamed:
        problems.append(
            ngettext(
                "{file}: {count} more lines are not whole attempts either.",
                "{file}: {count} more lines are not whole attempts either.",
                unnamed,
                file=name,
            )
        )
    if again:
        said = gettext("{file}: attempts that were already read stand here again ({times}); each counts once.")
        problems.append(said.format(file=name, times=again))
    return problems


def _shown(file: Path) -> str:
    """Return the name of a file so that it can be said, whatever it is."""
    return file.name.encode("utf-8", "replace").decode("utf-8")


def _lines(file: Path) -> Iterator[tuple[int, bytes | None]]:
    """Yield each line with its number, None for one that is too long, never holding more than one in memory.

    Some editors end lines with a carriage return alone, which makes more than one of a line, or begin a file with a
    mark (BOM).
    """
    # In this encoding each byte is a sign of its own: none is lost, none is refused.
    with file.open(encoding="latin-1", newline="") as stream:
        number, whole = 1, True
        while part := stream.readline(LONGEST_LINE).encode("latin-1"):
            ends = part.endswith((b"\n", b"\r")) or len(part) < LONGEST_LINE
            if whole:
                yield number, (part.removeprefix(codecs.BOM_UTF8) if number == 1 else part) if ends else None
            whole = ends
            number += part.endswith(b"\n")


class _Session:
    """The one file that this kernel writes."""

    def __init__(self) -> None:
        self.name = f"{learner.now():%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:8]}"
        self.count = 0
        self.torn = False
        self.last: dict[str, datetime] = {}
        """When each learner last answered."""

    def time(self, name: str) -> datetime:
        """Return the time, or one after the learner's last answer where the clock was set back since."""
        now = learner.now()
        if name not in self.last and (there := read(name).attempts):
            self.last[name] = datetime.fromisoformat(there[-1].time)
            if self.last[name] > now:
                with suppress(OverflowError):  # later by a second than what another session wrote, or the end of time
                    self.last[name] += timedelta(seconds=1)
        return max(now, self.last.get(name, now))

    def next_id(self) -> str:
        self.count += 1
        return f"{self.name}-{self.count:04}"

    def append(self, folder: Path, data: bytes) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / f"{self.name}.jsonl", os.O_WRONLY | os.O_APPEND | os.O_CREAT | BINARY, 0o600)
        try:
            # A write that a full disk cut short leaves a torn line: the next one starts on a line of its own.
            data = b"\n" + data if self.torn else data
            self.torn = True
            if os.write(handle, data) < len(data):
                raise OSError("the disk is full")
            os.fsync(handle)
            self.torn = False
        finally:
            os.close(handle)
        page.make_sure(folder / f"{self.name}.jsonl", data)


BINARY = getattr(os, "O_BINARY", 0)


@cache
def _session(process: int) -> _Session:
    """Return the session of this process: a forked kernel starts a file of its own."""
    return _Session()
