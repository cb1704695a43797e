"""The files inside a zip archive, as a learning platform gives it: each under a number, none larger than it may be."""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from course_utils.classroom.handed import Room, is_ours, said
from course_utils.progress.store import MOST

MOST_TIMES = 100  # work of the course gets about ten times smaller; what unpacks to a hundred times its size is a bomb
_PART = 1 << 18
_OTHERS = (".zip", ".rar", ".7z", ".gz", ".tgz", ".tar", ".bz2", ".xz")
_BROKEN = (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError, zlib.error)


class _Bomb(Exception):
    """An archive that unpacks to far more than it is."""


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
                copy = room.new()
                try:
                    left -= _copied(opened, member, copy, left)
                except _Bomb:
                    problems.append(
                        f"{shown} unpacks to more than {MOST_TIMES} times its size, as no work of this course does. "
                        f"It was read up to {said(member.filename)}, and no further."
                    )
                    return
                except _BROKEN as error:
                    why = said(str(error))[:100]
                    problems.append(f"{name} could not be unpacked ({why}). Nothing was taken from it.")
                    continue
                yield copy, name
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
    """Put a member where it can be read and return its size, which may not be what it says of itself."""
    size = 0
    try:
        with opened.open(member) as source, copy.open("wb") as out:
            while part := source.read(_PART):
                size += len(part)
                if size > left:
                    raise _Bomb
                if size > MOST:
                    raise ValueError("it is too big to be work of this course")
                out.write(part)
    except BaseException:
        copy.unlink(missing_ok=True)
        raise
    return size
