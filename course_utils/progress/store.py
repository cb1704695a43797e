"""Attempts on disk: one JSON-lines file for each kernel session, each line one attempt, flushed when written.

No locks: nobody else writes that file, so two notebooks or a kill lose at most the line being written.
"""

import json
import os
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

from course_utils.progress import learner

LONGEST_LINE = 100_000  # bytes; the longest text a question takes is far below it


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """One answer to one question."""

    id: str
    """The session and the number in it: the same attempt is never counted twice."""
    time: str
    quiz: str
    question: str
    version: int
    kind: str
    response: Any
    verdict: str
    score: float | None = None
    confidence: str | None = None
    hint: bool = False
    seconds: float | None = None
    objective: str | None = None


@dataclass(frozen=True)
class Reading:
    """What was found on disk: the attempts in order of time, and a sentence for each line stepped over."""

    attempts: tuple[Attempt, ...]
    problems: tuple[str, ...] = field(default=())


def write(*, name: str | None = None, **values: Any) -> Attempt:
    """Put an attempt on disk and return it; CourseError if it cannot be written, and then nothing is lost but it."""
    session = _session(os.getpid())
    attempt = Attempt(id=session.next_id(), time=learner.now().isoformat(), **values)
    line = json.dumps(asdict(attempt), ensure_ascii=False, separators=(",", ":"))
    try:
        session.append(learner.folder(name) / "attempts", line)
    except OSError as error:
        raise learner.unwritable(error) from None
    return attempt


def read(name: str | None = None) -> Reading:
    """Return every attempt of a learner that is on disk, each once."""
    folder = learner.folder(name) / "attempts"
    found: dict[str, Attempt] = {}
    problems: list[str] = []
    for file in sorted(folder.glob("*.jsonl")):
        try:
            _read_file(file, found, problems)
        except OSError as error:
            problems.append(f"{file.name} could not be read ({error.strerror}); it was left as it is.")
    return Reading(tuple(sorted(found.values(), key=lambda attempt: (attempt.time, attempt.id))), tuple(problems))


def parse(line: bytes) -> Attempt:
    """Return the attempt that a line holds; ValueError if it holds none."""
    values = json.loads(line)
    if not isinstance(values, dict) or any(not isinstance(values.get(name), str) for name in _TEXTS):
        raise ValueError("not an attempt")
    known = {field.name for field in fields(Attempt)}
    attempt = Attempt(**{"version": 1, "response": None, **{k: v for k, v in values.items() if k in known}})
    score = attempt.score
    if isinstance(score, bool) or not (score is None or (isinstance(score, int | float) and 0 <= score <= 1)):
        raise ValueError("not a score")
    return attempt


_TEXTS = ("id", "time", "quiz", "question", "kind", "verdict")


def _read_file(file: Path, found: dict[str, Attempt], problems: list[str]) -> None:
    for number, line in _lines(file):
        try:
            if line is None:
                raise ValueError("too long")
            attempt = parse(line)
        except (ValueError, TypeError, RecursionError):
            problems.append(f"{file.name}, line {number}: not a whole attempt; it was stepped over and left as it is.")
            continue
        found.setdefault(attempt.id, attempt)


def _lines(file: Path) -> Iterator[tuple[int, bytes | None]]:
    """Yield each line with its number, None for one that is too long, never holding more than one in memory."""
    with file.open("rb") as stream:
        number, whole = 1, True
        while part := stream.readline(LONGEST_LINE):
            ends = part.endswith(b"\n") or len(part) < LONGEST_LINE
            if whole and part.strip():
                yield number, part if ends else None
            whole = ends
            number += ends


class _Session:
    """The one file that this kernel writes."""

    def __init__(self) -> None:
        self.name = f"{learner.now():%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:8]}"
        self.count = 0
        self.torn = False

    def next_id(self) -> str:
        self.count += 1
        return f"{self.name}-{self.count:04}"

    def append(self, folder: Path, line: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        data = (line + "\n").encode()
        handle = os.open(folder / f"{self.name}.jsonl", os.O_WRONLY | os.O_APPEND | os.O_CREAT | _BINARY, 0o600)
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


_BINARY = getattr(os, "O_BINARY", 0)


@cache
def _session(process: int) -> _Session:
    """Return the session of this process: a forked kernel starts a file of its own."""
    return _Session()
