"""What was handed in: every file of work in a folder or a platform's archive, and what is wrong with the rest."""

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from course_utils.classroom import archive
from course_utils.classroom.handed import Handed, Room, is_ours, said, taken
from course_utils.errors import CourseError


@dataclass
class Gathered:
    """The files of work, in the order of their names, and a sentence for each thing that is not one."""

    files: list[Handed] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def gather(submissions: str | Path, room: str | Path, tell: Callable[[int], None] = lambda count: None) -> Gathered:
    """Return what was handed in; copies of what cannot be read where it lies go to the folder `room`."""
    start, found, spare = Path(submissions), Gathered(), Room(room)
    if not start.exists():
        raise CourseError(f'There is no file or folder "{said(str(start))}". Look at its name again.')
    for place, shown in _files(start, found.problems):
        if archive.is_archive(place):
            inside = archive.members(place, shown, spare, found.problems)
        else:
            inside = iter([(place, shown)])
        for file, name in inside:
            handed = taken(file, name, spare, found.problems)
            if handed:
                found.files.append(handed)
            tell(len(found.files))
    return found


def _files(start: Path, problems: list[str]) -> Iterator[tuple[Path, str]]:
    """Yield every file under a path with what it is called there; links are named and not followed."""
    if start.is_file():
        yield start, said(start.name)
        return
    if not start.is_dir():
        raise CourseError(f'"{said(str(start))}" is neither a file nor a folder.')
    waiting = [start]
    while waiting:
        folder = waiting.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name, reverse=True)
        except OSError as error:
            problems.append(f"The folder {_within(start, folder)} could not be read ({error.strerror}).")
            continue
        inner = []
        for entry in reversed(entries):
            place, shown = Path(entry.path), _within(start, entry.path)
            if not is_ours(entry.name):
                continue
            if entry.is_symlink():
                problems.append(f"{shown} is a link to another place; it was not followed.")
            elif entry.is_dir(follow_symlinks=False):
                inner.append(place)
            elif stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode):
                yield place, shown
            else:
                problems.append(f"{shown} is not a file (a pipe or a device); it was not opened.")
        waiting += reversed(inner)


def _within(start: Path, place: str | Path) -> str:
    return said(os.path.relpath(place, start).encode("utf-8", "replace").decode("utf-8"))
