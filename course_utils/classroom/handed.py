"""One file as it was handed in: whose it says it is, or a sentence that says why nothing can be taken from it."""

import codecs
import json
import os
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from course_utils.progress.parcel import FORM
from course_utils.progress.store import LEAST, LONGEST_LINE, MOST

_GLOB = frozenset("*?[]{}\\") if os.sep == "/" else frozenset("*?[]{}")  # DuckDB reads these in a path as a pattern
_LONGEST_NAME = 40
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_ARCHIVES = (b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"BZh", b"\xfd7zXZ")
_BROKEN_LINE = b"!"  # stands in a copy for what no answer can be, so that the lines keep their numbers


@dataclass(slots=True)
class Handed:
    """A file that is work of this course."""

    path: str
    """Where it can be read: as it lies, or a copy where DuckDB could not read it as it lies."""
    shown: str
    """What it is called where the teacher looks."""
    learner: str
    lines: int
    """How many lines follow the first one, blank ones not counted."""
    claimed: int
    """How many it says they are; -1 if it does not."""


class Refused(Exception):
    """A file from which nothing is taken; the text says why."""


class Copies:
    """A folder for copies, each under a number of its own: no name from a submission becomes a path."""

    def __init__(self, folder: str | Path):
        self.folder = Path(folder)
        self.count = 0

    def put(self, data: bytes) -> Path:
        """Return where a copy is."""
        self.count += 1
        path = self.folder / f"{self.count}.jsonl"
        path.write_bytes(data)
        return path


def taken(data: bytes, shown: str, path: Path | None, copies: Copies, problems: list[str]) -> Handed:
    """Return a file as handed in, from its bytes and where it lies (None: nowhere yet); Refused if it is no work."""
    if not data:
        raise Refused("it is empty.")
    if len(data) > MOST:
        raise Refused("it is too big to be work of this course.")
    if data.startswith(_ARCHIVES):
        raise Refused("it is an archive of another kind than zip: unpack it first.")
    whole = _mended(data, shown, problems)
    if whole.count(b"\n") > MOST // LEAST:
        raise Refused("it has too many lines to be work of this course.")
    lines = whole.split(b"\n")
    head = _head(lines[0])
    if max(map(len, lines)) > LONGEST_LINE or not _is_text(whole):
        whole = b"\n".join(line if len(line) <= LONGEST_LINE and _is_text(line) else _BROKEN_LINE for line in lines)
    if path is None or whole is not data or _GLOB & set(str(path)) or not str(path).isprintable():
        path = copies.put(whole)
    name = said(head["learner"])[:_LONGEST_NAME].strip() or "no name"
    claimed = head["lines"] if type(head.get("lines")) is int else -1
    blank = lines.count(b"") + lines.count(b"\r")
    return Handed(str(path), shown, name, len(lines) - blank - 1, claimed)


def said(text: str) -> str:
    """Return a name so that it can be said, whatever it is: one line, no signs that turn or hide what follows."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = "".join(" " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign for sign in text)
    kept = "".join(sign for sign in kept if unicodedata.category(sign) not in ("Cf", "Cs", "Cn", "Co"))
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def count(number: int, what: str) -> str:
    """Return a number with its word: "1 answer", "2,000 answers"."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _mended(data: bytes, shown: str, problems: list[str]) -> bytes:
    """Return the bytes with the letters and line ends that the course makes; Refused if the letters cannot be read."""
    mark = next((mark for mark in _MARKS if data.startswith(mark)), None)
    if mark:
        try:
            data = data.decode(_MARKS[mark]).encode("utf-8", "replace")
        except UnicodeDecodeError:
            raise Refused("its letters cannot be read.") from None
    old_ends = b"\r" in data.partition(b"\n")[0].rstrip(b"\r")
    if old_ends:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if old_ends or mark not in (None, codecs.BOM_UTF8):
        problems.append(f"{shown} was saved again by another program (other letters or line ends); it was read.")
    return data


def _head(line: bytes) -> dict:
    try:
        head = json.loads(line.decode("utf-8"))
        if head["form"] == FORM and isinstance(head["learner"], str):
            return head
    except (ValueError, TypeError, KeyError, RecursionError):
        pass
    raise Refused("it is not a file that progress.export() made, or its first line is broken.")


def _is_text(data: bytes) -> bool:
    """Return whether bytes are UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
