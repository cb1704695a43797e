"""What was handed in: every file of work in a folder or a platform's archive, and what is wrong with the rest."""

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from course_class import archive
from course_class.attempt_lines import Course
from course_class.submission import Handed, Refused, cut, said, taken
from course_utils.attempts.store import MOST
from course_utils.errors import CourseError
from course_utils.language import gettext, number

_LONGEST = 300  # signs of a path that is shown


def gather(
    submissions: str | Path, problems: list[str], tell: Callable[[int, float], None] = lambda count, share: None
) -> Iterator[Handed]:
    """Yield each file of work, in the order of their names; `problems` gets a sentence for each thing that is not one.

    `tell` hears how many files were looked at, and which share that is.
    """
    start, course, count = Path(submissions).absolute(), Course(), 0
    places = list(_files(start, problems))
    for nth, (place, shown) in enumerate(places):
        for data, name in _opened(place, shown, problems):
            count += 1
            tell(count, nth / len(places))
            try:
                yield taken(data, name, course, problems)
            except Refused as refused:
                problems.append(str(refused))


def _files(start: Path, problems: list[str]) -> Iterator[tuple[Path, str]]:
    """Yield every file under a path with what it is called there; links are named and not followed."""
    shown = said(str(start).encode("utf-8", "replace").decode("utf-8"))
    try:
        mode = start.stat().st_mode
    except (OSError, ValueError):
        problem = gettext('There is no file or folder "{name}". Look at its name again.', name=shown)
        raise CourseError(problem) from None
    if stat.S_ISREG(mode):
        yield start, said(start.name)
        return
    if not stat.S_ISDIR(mode):
        raise CourseError(gettext('"{name}" is neither a file nor a folder.', name=shown))
    waiting = [start]
    while waiting:
        folder = waiting.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            problems.append(
                gettext(
                    "The folder {folder} could not be read ({why}).", folder=_within(start, folder), why=error.strerror
                )
            )
            continue
        inner = []
        for entry in entries:
            place, shown = Path(entry.path), _within(start, entry.path)
            if not archive.is_ours(entry.name):
                continue
            if entry.is_symlink():
                problems.append(gettext("{file} is a link to another place; it was not followed.", file=shown))
            elif entry.is_dir(follow_symlinks=False):
                inner.append(place)
            elif entry.is_file(follow_symlinks=False):
                yield place, shown
            else:
                problems.append(gettext("{file} is not a file (a pipe or a device); it was not opened.", file=shown))
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
        problems.append(gettext("{file} could not be read ({why}).", file=shown, why=error.strerror))
        return
    if packed:
        yield from archive.members(place, shown, problems)
    elif size > MOST:
        problems.append(
            gettext(
                "{file} is too big to be work of this course ({megabytes} MB); it was not read.",
                file=shown,
                megabytes=number(size / 1e6, 0),
            )
        )
    else:
        yield data, shown


def _within(start: Path, place: str | Path) -> str:
    return cut(os.fspath(place).removeprefix(f"{start}{os.sep}").encode("utf-8", "replace").decode("utf-8"), _LONGEST)
