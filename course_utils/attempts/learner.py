"""Who is learning on this computer: each learner has a folder of their own, under a name they make up."""

import os
import re
import shutil
import unicodedata
from contextlib import suppress
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Protocol
from weakref import WeakSet

from course_utils import pseudonym, traces
from course_utils.errors import CourseError
from course_utils.language import gettext, gettext_noop, listed

FIRST = "me"
_LONGEST = 40
_NOT_REACHED = gettext_noop(
    "Not reached: files handed in or copied elsewhere, and cells that you wrote yourself. Delete those by hand."
)


def home() -> Path:
    """Return the folder with everyone's work: COURSE_HOME, or my_work beside the lessons."""
    return _home(os.environ.get("COURSE_HOME", ""))


def lessons() -> Path:
    """Return the folder of the lessons that this Python runs: where it was started, or notebooks/ in it."""
    return _home("").parent


@cache
def _home(named: str) -> Path:
    """Return the folder in full, found out once: `%cd` in a cell must not leave the next answer somewhere else."""
    here = Path.cwd()
    place = Path(named) if named else (here / "notebooks" if (here / "notebooks").is_dir() else here) / "my_work"
    with suppress(OSError, RuntimeError):  # nobody's home, or links that lead in a circle
        return place.expanduser().resolve()
    return here / place


def now() -> datetime:
    """Return the time, to the second; COURSE_TODAY (an ISO date) sets the day, for tests and clean notebooks."""
    today = os.environ.get("COURSE_TODAY")
    moment = datetime.now().astimezone().replace(microsecond=0)
    if today:
        day = date.fromisoformat(today)
        return moment.replace(day.year, day.month, day.day)
    return moment


def current() -> str:
    """Return the name of whoever is learning now."""
    file = home() / "learner.txt"
    try:
        if not file.is_file():  # a pipe would be read for ever
            return FIRST
        # Some editors begin a file with a mark (BOM); a longer text than this is no name.
        with file.open(encoding="utf-8-sig") as stream:
            return known(stream.read(10 * _LONGEST))
    except (OSError, UnicodeDecodeError, CourseError):
        return FIRST


def chosen() -> bool:
    """Return whether anybody has taken a name here yet, or said that they go on without one."""
    return (home() / "learner.txt").is_file()


def known(name: str) -> str:
    """Return the name as it is written here already, or as it would be; CourseError if it cannot be one.

    "amal" is "Amal" where there is an Amal: many computers have one folder for both.
    """
    name, there = checked(name), everyone()
    return name if name in there else next((one for one in (*there, FIRST) if pseudonym.same(one, name)), name)


def switch(name: str) -> str:
    """Make `name` the one who is learning now, and return it as it is written here; a new one starts with nothing."""
    name = known(name)
    try:
        folder(name).mkdir(parents=True, exist_ok=True)
        _put_down(name)
    except OSError as error:
        raise unwritable(error) from None
    _tell()
    return name


def rename(name: str) -> str:
    """Give whoever is learning now another name, and return it; every answer is kept."""
    before, name = current(), checked(name)
    there = known(name)
    if there != before and there in everyone():
        raise CourseError(
            gettext('There is work of "{name}" here already. Take another name, or go on as "{name}".', name=there)
        )
    place, between = folder(before), home() / f".renamed-{os.getpid()}"
    try:
        place.mkdir(parents=True, exist_ok=True)
        place.rename(between)  # by way of a third name: where case does not count, "amal" to "Amal" is no change
        try:
            between.rename(home() / name)
        except OSError:
            between.rename(place)
            raise
        _put_down(name)
    except OSError as error:
        raise unwritable(error) from None
    _tell(renamed=True)
    return name


def _put_down(name: str) -> None:
    """Write who is learning beside, and then put it in place: a full disk must not leave the answers to another."""
    fresh = home() / f"learner.{os.getpid()}.txt"
    try:
        fresh.write_text(name + "\n", encoding="utf-8")
        fresh.replace(home() / "learner.txt")
    finally:
        fresh.unlink(missing_ok=True)


def everyone() -> list[str]:
    """Return the names of all who have work here, in alphabetical order."""
    try:
        return sorted(entry.name for entry in home().iterdir() if entry.is_dir() and _is_name(entry.name))
    except OSError:
        return []


def forget(name: str) -> str:
    """Delete everything that is stored here for one learner, also from the lessons' files; return what was reached."""
    name = known(name)
    place = folder(name)
    if not place.exists():
        raise CourseError(gettext('Nothing is stored here for "{name}".', name=name))
    links = [Path(at, one) for at, folders, files in os.walk(place) for one in (*folders, *files)]
    links = [one for one in links if one.is_symlink()]
    outside = [gettext("{link} leads to {target}", link=one, target=os.path.realpath(one)) for one in links]
    try:
        shutil.rmtree(place)
    except OSError as error:
        why = error.strerror or error
        raise CourseError(
            gettext("The folder {folder} could not be deleted ({why}). Delete it by hand.", folder=place, why=why)
        ) from None
    if left := listed(map(str, traces.clean_folder(lessons()))):
        said = [
            gettext('What was saved for "{name}" in {folder} is deleted.', name=name, folder=home()),
            gettext("These could not be changed: {files}. Delete them by hand.", files=left),
        ]
    else:
        said = [
            gettext(
                'Everything that was saved for "{name}" is deleted, also where a lesson\'s file had kept it.', name=name
            )
        ]
    if outside:
        elsewhere = gettext("; ").join(outside)
        said.append(gettext("Not deleted, because it lies elsewhere: {links}. Delete it by hand.", links=elsewhere))
    _tell()
    return " ".join([*said, gettext(_NOT_REACHED)])


def folder(name: str | None = None) -> Path:
    """Return the folder of a learner's work, by default of whoever is learning now."""
    return home() / (current() if name is None else known(name))


def listen(shown: "Follower") -> None:
    """Tell what shows a learner's words, as long as it is there, when somebody else is learning."""
    _listening.add(shown)


class Follower(Protocol):
    """What shows a learner's words, and follows the name."""

    def follow(self, renamed: bool = False) -> None:
        """Show what belongs to whoever is learning now."""


_listening: WeakSet[Follower] = WeakSet()


def _tell(renamed: bool = False) -> None:
    for shown in list(_listening):
        shown.follow(renamed)


def checked(name: str) -> str:
    """Return the name if it can name a folder everywhere; otherwise a CourseError that says which names can."""
    name = unicodedata.normalize("NFC", " ".join(str(name).split()))
    if not _is_name(name):
        raise CourseError(
            gettext(
                '"{name}" cannot be used as a name. Take 1 to {most} letters, digits, spaces or hyphens, '
                "and a made-up name rather than your own.",
                name=name[:_LONGEST],
                most=_LONGEST,
            )
        )
    return name


def unwritable(error: OSError) -> CourseError:
    """Return the sentence for a disk that does not take what is written."""
    return CourseError(
        gettext(
            "Your work could not be saved in {folder} ({why}). "
            "Free some space or ask for write access, then answer again.",
            folder=home(),
            why=error.strerror or error,
        )
    )


def on_binder() -> bool:
    """Return whether this runs where everything is forgotten when the learner leaves."""
    return "BINDER_SERVICE_HOST" in os.environ or "BINDER_LAUNCH_HOST" in os.environ


_RESERVED = re.compile(r"(?i)con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]")


def _is_name(name: str) -> bool:
    if len(name) > _LONGEST:
        return False
    # Vowel signs belong to letters: many names in Arabic, Hindi or Thai cannot be written without them.
    letters = "".join(sign for sign in name if not unicodedata.category(sign).startswith("M"))
    fits = re.fullmatch(r"[^\W_](?:[\w -]*[\w-])?", letters)
    return bool(fits) and not _RESERVED.fullmatch(name)


home()  # found out when the course is imported, before a cell can go to another folder
