"""The files inside a zip archive, as a learning platform gives it: none larger than work of the course may be."""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from course_utils.classroom.handed import said
from course_utils.progress.store import MOST

MOST_TIMES = 100  # work of the course gets about ten times smaller; what unpacks to a hundred times its size is a bomb
START = b"PK\x03\x04"
_OTHERS = (".zip", ".rar", ".7z", ".gz", ".tgz", ".tar", ".bz2", ".xz")
_LOCKED = 1
_BROKEN = (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError, zlib.error)
_NOT_WORK = ("desktop.ini", "thumbs.db", "__macosx")


def is_ours(name: str) -> bool:
    """Return whether a name can be that of something handed in, not of what a computer leaves there by itself."""
    parts = [part.lower() for part in name.replace("\\", "/").split("/")]
    return not any(part in _NOT_WORK or (part.startswith(".") and part.strip(".")) for part in parts)


def members(path: Path, shown: str, problems: list[str]) -> Iterator[tuple[bytes, str]]:
    """Yield what is in each file inside and what it is called; what is not opened is named in `problems`."""
    try:
        with zipfile.ZipFile(path) as opened:
            left = max(MOST, MOST_TIMES * path.stat().st_size)
            for member in sorted(opened.infolist(), key=lambda one: one.filename):
                if member.is_dir() or not is_ours(member.filename):
                    continue
                name = f"{shown}: {said(member.filename)}"
                if why := _odd(member):
                    problems.append(f"{name} {why}; it was not opened.")
                    continue
                try:
                    with opened.open(member) as stream:
                        data = _read(stream, min(left, MOST) + 1)
                except _BROKEN as error:
                    problems.append(f"{name} could not be unpacked ({said(str(error))[:100]}).")
                    continue
                left -= len(data)
                if left < 0:
                    problems.append(
                        f"{shown} unpacks to more than {MOST_TIMES} times its size, as no work of this course does. "
                        f"It was read up to {said(member.filename)}, and no further."
                    )
                    return
                yield data, name
    except _BROKEN as error:
        problems.append(f"{shown} is not a whole zip archive ({said(str(error))[:100]}).")


def _odd(member: zipfile.ZipInfo) -> str | None:
    """Return what is wrong with a member before it is opened."""
    parts = member.filename.replace("\\", "/").split("/")
    if stat.S_ISLNK(member.external_attr >> 16):
        return "is a link to another place"
    if ".." in parts or parts[0] == "" or parts[0].endswith(":"):
        return "has a name that leads out of the archive"
    if member.filename.lower().endswith(_OTHERS):
        return "is an archive inside an archive: unpack it first"
    if member.flag_bits & _LOCKED:
        return "is locked with a password"
    if member.file_size > MOST:
        return f"is too big to be work of this course ({member.file_size / 1e6:,.0f} MB)"
    return None


def _read(stream: IO[bytes], most: int) -> bytes:
    """Return what is in a member, at most so many bytes: it may hold more than it says of itself."""
    parts, size = [], 0
    while size < most and (part := stream.read(min(most - size, 1 << 18))):
        parts.append(part)
        size += len(part)
    return b"".join(parts)
