"""What was handed in: every file of work in a folder or a platform's archive, and what is wrong with the rest."""

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from course_utils.classroom import archive
from course_utils.classroom.handed import Handed, Refused, cut, said, taken
from course_utils.classroom.lines import Course
from course_utils.errors import CourseError
from course_utils.progress.store import MOST

_LONGEST = 300  # signs of a path that is shown


def gather(
    submissions: str | Path, problems: list[str], tell: Callable[[int, float], None] = lambda count, share: None
) -> Iterator[Handed]:
    """Yield each file of work, in the order of their names; `problems` gets a sentence for each thing that is not one.

    `tell` hears how many files were looked at, and which share that is.
    """
    start, course, count = Path(submissions).absolute(), Course(), 0
    places = list(_files(start, problems))
    for number, (place, shown) in enumerate(places):
        for data, name in _opened(place, shown, problems):
            count += 1
            tell(count, number / len(places))
            try:
                yield taken(data, name, course, problems)
            except Refused as refused:
                problems.append(f"{name}: {refused} Nothing was taken from it.")


def _files(start: Path, problems: list[str]) -> Iterator[tuple[Path, str]]:
    """Yield every file under a path with what it is called there; links are named and not followed."""
    shown = said(str(start).encode("utf-8", "replace").decode("utf-8"))
    try:
        mode = start.stat().st_mode
    except (OSError, ValueError):
        raise CourseError(f'There is no file or folder "{shown}". Look at its name again.') from None
    if stat.S_ISREG(mode):
        yield start, said(start.name)
        return
    if not stat.S_ISDIR(mode):
        raise CourseError(f'"{shown}" is neither a file nor a folder.')
    waiting = [start]
    while waiting:
        folder = waiting.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            problems.append(f"The folder {_within(start, folder)} could not be read ({error.strerror}).")
            continue
        inner = []
        for entry in entries:
            place, shown = Path(entry.path), _within(start, entry.path)
            if not archive.is_ours(entry.name):
                continue
            if entry.is_symlink():
                problems.append(f"{shown} is a link to another place; it was not followed.")
            elif entry.is_dir(follow_symlinks=False):
                inner.append(place)
            elif entry.is_file(follow_symlinks=False):
                yield place, shown
            else:
                problems.append(f"{shown} is not a file (a pipe or a device); it was not opened.")
        waiting += reversed(inner)


def _opened(place: Path, shown: str, problems: list[str]) -> Iterator[tuple[bytes, str]]:
    """Yield what is in a file and what it is called: for an archive, of each file inside."""
    try:
        with place.open("rb") as stream:
            data = stream.read(len(archive.START))
            packed = data == archive.START or place.suffix.lower() == ".zip"
            size = os.fstat(stream.fileno()).st_size
            if not packed and size <= MOST:
                data += stream.read(MOST)
    except OSError as error:
        problems.append(f"{shown} could not be read ({error.strerror}).")
        return
    if packed:
        yield from archive.members(place, shown, problems)
    elif size > MOST:
        problems.append(f"{shown} is too big to be work of this course ({size / 1e6:,.0f} MB); it was not read.")
    else:
        yield data, shown


def _within(start: Path, place: str | Path) -> str:
    return cut(os.fspath(place).removeprefix(f"{start}{os.sep}").encode("utf-8", "replace").decode("utf-8"), _LONGEST)
