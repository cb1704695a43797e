"""One file as it was handed in: whose it says it is, or a sentence that says why nothing can be taken from it."""

import codecs
import json
import unicodedata
from dataclasses import dataclass

from course_class.attempt_lines import Course, Lines, read
from course_utils.attempts.store import LEAST, MOST
from course_utils.language import gettext
from course_utils.progress.submission import FORM

_LONGEST_NAME = 40
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_ARCHIVES = (b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"BZh", b"\xfd7zXZ")
LONGEST_SAID = 160  # signs of a text that is shown


@dataclass(slots=True)
class Handed:
    """A file that is work of this course."""

    shown: str
    """What it is called where the teacher looks."""
    learner: str
    """The pseudonym in it."""
    claimed: int
    """How many lines it says it has; -1 if it does not."""
    lines: Lines
    """What they hold; the answers themselves are gone as soon as they stand in the database."""


class Refused(Exception):
    """A file from which nothing is taken; the text says why."""


def taken(data: bytes, shown: str, course: Course, problems: list[str]) -> Handed:
    """Return a file as handed in, from its bytes; Refused if it is no work of the course."""
    if not data:
        raise Refused(gettext("{file}: it is empty. Nothing was taken from it.", file=shown))
    if len(data) > MOST:
        raise Refused(
            gettext("{file}: it is too big to be work of this course. Nothing was taken from it.", file=shown)
        )
    if data.startswith(_ARCHIVES):
        raise Refused(
            gettext(
                "{file}: it is an archive of another kind than zip: unpack it first. Nothing was taken from it.",
                file=shown,
            )
        )
    whole = _mended(data, shown, problems)
    if whole.count(b"\n") > MOST // LEAST:
        raise Refused(
            gettext("{file}: it has too many lines to be work of this course. Nothing was taken from it.", file=shown)
        )
    head = _head(whole.partition(b"\n")[0], shown)
    name = said(head["learner"])[:_LONGEST_NAME].strip() or gettext("no name")
    claimed = head["lines"] if type(head.get("lines")) is int else -1
    return Handed(shown, name, claimed, read(whole, course))


def cut(text: str, most: int = LONGEST_SAID) -> str:
    """Return a text so that it can be shown: `said`, and no longer than `most` signs."""
    text = said(text[: 10 * most])
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def said(text: str) -> str:
    """Return a name so that it can be said, whatever it is: one line, no signs that turn or hide what follows."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = "".join(" " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign for sign in text)
    kept = "".join(sign for sign in kept if unicodedata.category(sign) not in ("Cf", "Cs", "Cn", "Co"))
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def _mended(data: bytes, shown: str, problems: list[str]) -> bytes:
    """Return the bytes with the letters and line ends that the course makes; Refused if the letters cannot be read."""
    mark = next((mark for mark in _MARKS if data.startswith(mark)), None)
    if mark:
        try:
            data = data.decode(_MARKS[mark]).encode("utf-8", "replace")
        except UnicodeDecodeError:
            said = gettext("{file}: its letters cannot be read. Nothing was taken from it.", file=shown)
            raise Refused(said) from None
    old_ends = b"\r" in data.partition(b"\n")[0].rstrip(b"\r")
    if old_ends:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if old_ends or mark not in (None, codecs.BOM_UTF8):
        problems.append(
            gettext("{file} was saved again by another program (other letters or line ends); it was read.", file=shown)
        )
    return data


def _head(line: bytes, shown: str) -> dict:
    try:
        head = json.loads(line.decode("utf-8"))
        if head["form"] == FORM and isinstance(head["learner"], str):
            return head
    except (ValueError, TypeError, KeyError, RecursionError):
        pass
    raise Refused(
        gettext(
            "{file}: it is not a file that progress.export() made, or its first line is broken. Nothing was taken "
            "from it.",
            file=shown,
        )
    )
