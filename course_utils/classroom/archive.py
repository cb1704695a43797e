"""The files inside a zip archive, as a learning platform gives it: each under a number, none larger than it may be."""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from course_utils.classroom.handed import Room, said
from course_utils.progress.store import MOST

MOST_TIMES = 100  # work of the course gets about ten times smaller; what unpacks to a hundred times its size is a bomb
_PART = 1 << 18
_OTHERS = (".zip", ".rar", ".7z", ".gz", ".tgz", ".tar", ".bz2", ".xz")
_BROKEN = (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError, zlib.error)


def is_archive(path: Path) -> bool:
    """Return whether a file is a zip archive, by its name or by how it begins."""
    if path.suffix.lower() == ".zip":
        return True
    try:
        with path.open("rb") as stream:
            return stream.read(4) == b"PK\x03\x04"
    except OSError:
        return False


def members(path: Path, shown: str, room: Room, problems: list[str]) -> Iterator[tuple[Path, str]]:
    """Yield a copy of each file inside and what it is called there; what is not taken is named in `problems`."""
    from course_utils.classroom.gather import is_ours

    try:
        with zipfile.ZipFile(path) as opened:
            left = max(MOST, MOST_TIMES * path.stat().st_size)
            for member in sorted(opened.infolist(), key=lambda one: one.filename):
                if member.is_dir() or not is_ours(member.filename):
                    continue
                name = f"{shown}: {said(member.filename)}"
                if left <= 0:
                    problems.append(
                        f"{shown} unpacks to more than {MOST_TIMES} times its size, as no work of this course does; "
                        f"it was read up to {said(member.filename)}."
                    )
                    return
                if why := _odd(member):
                    problems.append(f"{name} {why}; it was not opened.")
                    continue
                copy = room.new()
                try:
                    left -= _copied(opened, member, copy, left)
                except _BROKEN as error:
                    problems.append(f"{name} could not be unpacked ({said(str(error))[:100]}). Nothing was taken from it.")
                else:
                    yield copy, name
                copy.unlink(missing_ok=True) if left <= 0 else None
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
    if member.file_size > MOST:
        return f"is too big to be work of this course ({member.file_size / 1e6:,.0f} MB)"
    return None


def _copied(opened: zipfile.ZipFile, member: zipfile.ZipInfo, copy: Path, left: int) -> int:
    """Put a member where it can be read and return its size, whatever size it claims to have."""
    size = 0
    with opened.open(member) as source, copy.open("wb") as out:
        while part := source.read(_PART):
            size += len(part)
            if size > min(MOST, left):
                out.truncate(0)
                break
            out.write(part)
    if size > MOST:
        raise ValueError("it is larger than it says, and too big to be work of this course")
    return size
