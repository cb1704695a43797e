"""One file as it was handed in: whose it says it is, or a sentence that says why nothing can be taken from it."""

import codecs
import json
import os
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from course_utils.progress.parcel import FORM
from course_utils.progress.store import LONGEST_LINE, MOST

_GLOB = frozenset("*?[]{}\\") if os.sep == "/" else frozenset("*?[]{}")  # DuckDB reads these in a path as a pattern
_LONGEST_NAME = 40
_NOT_WORK = ("desktop.ini", "thumbs.db", "__macosx")
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


@dataclass(slots=True)
class Handed:
    """A file that is work of this course."""

    path: str
    """Where it can be read: as it lies, or a copy where it does not lie as it should."""
    shown: str
    """What it is called where the teacher looks."""
    learner: str
    made: str
    lines: int
    """How many lines follow the first one, as the first one says."""


class Refused(Exception):
    """A file from which nothing is taken; the text says why."""


def taken(path: str | Path, shown: str, room: "Room", problems: list[str]) -> Handed | None:
    """Return a file as handed in, or None; whatever is wrong with it is a sentence more in `problems`."""
    try:
        return _taken(Path(path), shown, room, problems)
    except Refused as refused:
        problems.append(f"{shown}: {refused} Nothing was taken from it.")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "its letters cannot be read"
        problems.append(f"{shown} could not be read ({why}).")
    return None


class Room:
    """A folder for copies, each under a number of its own: no name from a submission becomes a path."""

    def __init__(self, folder: str | Path):
        self.folder = Path(folder)
        self.count = 0

    def new(self) -> Path:
        """Return the path of the next copy."""
        self.count += 1
        return self.folder / f"{self.count}.jsonl"


def said(text: str) -> str:
    """Return a name so that it can be said, whatever it is: one line, no signs that turn or hide what follows."""
    kept = "".join(" " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign for sign in text)
    kept = "".join(sign for sign in kept if unicodedata.category(sign) not in ("Cf", "Cs", "Cn", "Co"))
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def is_ours(name: str) -> bool:
    """Return whether a name can be that of something handed in, not of what a computer leaves there by itself."""
    parts = [part for part in name.split("/") if part not in ("", "..")]
    return not any(part.startswith(".") or part.lower() in _NOT_WORK for part in parts)


def _taken(path: Path, shown: str, room: Room, problems: list[str]) -> Handed:
    size = path.stat().st_size
    with path.open("rb") as stream:
        first = stream.readline(LONGEST_LINE)
    if not first:
        raise Refused("it is empty.")
    if size > MOST:
        raise Refused(f"it is too big to be work of this course ({size / 1e6:,.0f} MB).")
    mark = next((mark for mark in _MARKS if first.startswith(mark)), None)
    if mark or b"\r" in first.rstrip(b"\r\n"):
        path = _mended(path, _MARKS.get(mark, "utf-8"), room)
        if mark != codecs.BOM_UTF8:
            problems.append(f"{shown} was saved again by another program (other letters or line ends); it was read.")
        with path.open("rb") as stream:
            first = stream.readline(LONGEST_LINE)
    head = _head(first)
    if path.stat().st_size > LONGEST_LINE:
        path = _without_long_lines(path, shown, room, problems)
    if _GLOB & set(str(path)) or not str(path).isprintable():
        copy = room.new()
        copy.write_bytes(path.read_bytes())
        path = copy
    name = said(head["learner"])[:_LONGEST_NAME].strip() or "no name"
    lines = head["lines"] if type(head.get("lines")) is int else -1
    return Handed(str(path.absolute()), shown, name, said(str(head.get("made", "")))[:40], lines)


def _head(line: bytes) -> dict:
    try:
        head = json.loads(line)
        if head["form"] == FORM and isinstance(head["learner"], str):
            return head
    except (ValueError, TypeError, KeyError, RecursionError):
        pass
    raise Refused("it is not a file that progress.export() made, or its first line is broken.")


def _mended(path: Path, encoding: str, room: Room) -> Path:
    """Return a copy with the letters and line ends of a file that the course makes; ValueError if it cannot be read."""
    text = path.read_bytes().decode(encoding)
    copy = room.new()
    copy.write_bytes("\n".join(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")).encode("utf-8", "replace"))
    return copy


def _without_long_lines(path: Path, shown: str, room: Room, problems: list[str]) -> Path:
    """Return the file, or a copy without the lines that are too long to be an answer."""
    with path.open("rb") as stream:
        long = sum(len(part) >= LONGEST_LINE for part in iter(lambda: stream.readline(LONGEST_LINE), b""))
    if not long:
        return path
    copy, left_out, whole = room.new(), 0, True
    with path.open("rb") as stream, copy.open("wb") as out:
        for part in iter(lambda: stream.readline(LONGEST_LINE), b""):
            ends = part.endswith(b"\n") or len(part) < LONGEST_LINE
            if whole and ends:
                out.write(part)
            left_out += whole and not ends
            whole = ends
    kilobytes = LONGEST_LINE // 1000
    problems.append(f"{shown}: {left_out} lines of more than {kilobytes} kB cannot be answers and were stepped over.")
    return copy
