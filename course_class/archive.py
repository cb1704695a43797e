"""Unpacking what was handed in as a zip archive, as a learning platform gives it; nothing larger than work can be."""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from course_class.submission import cut, said
from course_utils.attempts.store import MOST
from course_utils.language import gettext, ngettext, number

MOST_TIMES = 100  # work of the course gets about ten times smaller; what unpacks to a hundred times its size is a bomb
START = b"PK\x03\x04"
_NAMED = 100  # members of one archive that are not opened and named one by one
_OTHERS = (".zip", ".rar", ".7z", ".gz", ".tgz", ".tar", ".bz2", ".xz")
_LOCKED = 1
_BROKEN = (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError, zlib.error)
_NOT_WORK = ("desktop.ini", "thumbs.db", "__macosx")


def is_ours(name: str) -> bool:
    """Return whether a name can be that of something handed in, not of what a computer leaves there by itself."""
    parts = [part.lower() for part in name.replace("\\", "/").split("/")]
    return not any(part in _NOT_WORK or (part.startswith(".") and part.strip(".")) for part in parts)


def members(path: Path, shown: str, problems: list[str]) -> Iterator[tuple[bytes, str]]:
    """Yield what is in each file inside, unpacked, and what it is called; what is not opened is named in `problems`."""
    try:
        with zipfile.ZipFile(path) as opened:
            there = [one for one in opened.infolist() if not one.is_dir() and is_ours(one.filename)]
            if not there:
                problems.append(gettext("{file} is an archive with no file in it.", file=shown))
            for member in _chosen(there, path.stat().st_size, shown, problems):
                name = _name(shown, member)
                try:
                    with opened.open(member) as stream:
                        data = _read(stream, MOST + 1)
                except _BROKEN as error:
                    problems.append(
                        gettext("{file} could not be unpacked ({why}).", file=name, why=said(str(error))[:100])
                    )
                    continue
                yield data, name
    except _BROKEN as error:
        problems.append(gettext("{file} is not a whole zip archive ({why}).", file=shown, why=said(str(error))[:100]))


def _chosen(there: list[zipfile.ZipInfo], packed: int, shown: str, problems: list[str]) -> list[zipfile.ZipInfo]:
    """Return the members to be opened, in the order of their names; each is judged by itself, the small ones first.

    A member never gives more than the size it says, so that what all of them give is known before any is opened. One
    that would be a bomb by itself is opened only as long as all of those together are no larger than one file may be.
    """
    chosen, left_out = [], []
    room, for_bombs = max(MOST, MOST_TIMES * packed), MOST
    for member in sorted(there, key=lambda one: (one.file_size, one.filename)):
        bomb = member.file_size > MOST_TIMES * max(member.compress_size, 1)
        why = _odd(member, _name(shown, member))
        if why is None and member.file_size > (for_bombs if bomb else room):
            why = ngettext(
                "{file} unpacks to more than {count} time its size, as no work of this course does; it was not opened.",
                "{file} unpacks to more than {count} times its size, as no work of this course does; it was not "
                "opened.",
                MOST_TIMES,
                file=_name(shown, member),
            )
        if why is None:
            chosen.append(member)
            room -= 0 if bomb else member.file_size
            for_bombs -= member.file_size if bomb else 0
        else:
            left_out.append((member.filename, why))
    left_out.sort()
    problems += [sentence for _, sentence in left_out[:_NAMED]]
    if len(left_out) > _NAMED:
        problems.append(
            ngettext(
                "{file}: {count} more file inside were not opened either.",
                "{file}: {count} more files inside were not opened either.",
                len(left_out) - _NAMED,
                file=shown,
            )
        )
    return sorted(chosen, key=lambda one: one.filename)


def _name(shown: str, member: zipfile.ZipInfo) -> str:
    return f"{shown}: {cut(member.filename)}"


def _odd(member: zipfile.ZipInfo, file: str) -> str | None:
    """Return what is wrong with a member before it is opened."""
    parts = member.filename.replace("\\", "/").split("/")
    if stat.S_ISLNK(member.external_attr >> 16):
        return gettext("{file} is a link to another place; it was not opened.", file=file)
    if ".." in parts or parts[0] == "" or parts[0].endswith(":"):
        return gettext("{file} has a name that leads out of the archive; it was not opened.", file=file)
    if member.filename.lower().endswith(_OTHERS):
        return gettext("{file} is an archive inside an archive: unpack it first; it was not opened.", file=file)
    if member.flag_bits & _LOCKED:
        return gettext("{file} is locked with a password; it was not opened.", file=file)
    if member.file_size > MOST:
        return gettext(
            "{file} is too big to be work of this course ({megabytes} MB); it was not opened.",
            file=file,
            megabytes=number(member.file_size / 1e6, 0),
        )
    return None


def _read(stream: IO[bytes], most: int) -> bytes:
    """Return what is in a member, at most so many bytes: it may hold more than it says of itself."""
    parts, size = [], 0
    while size < most and (part := stream.read(min(most - size, 1 << 18))):
        parts.append(part)
        size += len(part)
    return b"".join(parts)
