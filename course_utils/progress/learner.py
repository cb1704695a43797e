"""Who is learning on this computer: each learner has a folder of their own, under a name they make up."""

import os
import re
import shutil
import sys
import unicodedata
from datetime import date, datetime
from pathlib import Path

from course_utils.errors import CourseError

FIRST = "me"
_LONGEST = 40


def home() -> Path:
    """Return the folder with everyone's work: COURSE_HOME, or my_work beside the lessons."""
    if os.environ.get("COURSE_HOME"):
        return Path(os.environ["COURSE_HOME"])
    here = Path.cwd()
    return (here / "notebooks" if (here / "notebooks").is_dir() else here) / "my_work"


def now() -> datetime:
    """Return the time, to the second; COURSE_TODAY (an ISO date) sets the day, for tests and clean notebooks."""
    today = os.environ.get("COURSE_TODAY")
    moment = datetime.now().astimezone().replace(microsecond=0)
    return moment.replace(**_parts(date.fromisoformat(today))) if today else moment


def current() -> str:
    """Return the name of whoever is learning now."""
    try:
        # Some editors begin a file with a mark (BOM); a longer text than this is no name.
        with (home() / "learner.txt").open(encoding="utf-8-sig") as file:
            return checked(file.read(10 * _LONGEST))
    except (OSError, UnicodeDecodeError, CourseError):
        return FIRST


def switch(name: str) -> str:
    """Make `name` the one who is learning now, and return it; a new name starts with an empty folder."""
    name = checked(name)
    try:
        folder(name).mkdir(parents=True, exist_ok=True)
        # Written beside and then put in place: a full disk must not leave the answers to somebody else.
        fresh = home() / f"learner.{os.getpid()}.txt"
        try:
            fresh.write_text(name + "\n", encoding="utf-8")
            fresh.replace(home() / "learner.txt")
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(error) from None
    return name


def everyone() -> list[str]:
    """Return the names of all who have work here, in alphabetical order."""
    try:
        return sorted(entry.name for entry in home().iterdir() if entry.is_dir() and _is_name(entry.name))
    except OSError:
        return []


def forget(name: str) -> None:
    """Delete everything that is stored here for one learner."""
    name = checked(name)
    if not folder(name).exists():
        raise CourseError(f'Nothing is stored here for "{name}".')
    try:
        shutil.rmtree(folder(name))
    except OSError as error:
        why = error.strerror or error
        raise CourseError(f"The folder {folder(name)} could not be deleted ({why}). Delete it by hand.") from None


def folder(name: str | None = None) -> Path:
    """Return the folder of a learner's work, by default of whoever is learning now."""
    return home() / (current() if name is None else checked(name))


def checked(name: str) -> str:
    """Return the name if it can name a folder everywhere; otherwise a CourseError that says which names can."""
    name = unicodedata.normalize("NFC", " ".join(str(name).split()))
    if not _is_name(name):
        raise CourseError(
            f'"{name[:_LONGEST]}" cannot be used as a name. Take 1 to {_LONGEST} letters, digits, spaces or hyphens, '
            "and a made-up name rather than your own."
        )
    return name


def unwritable(error: OSError) -> CourseError:
    """Return the sentence for a disk that does not take what is written."""
    return CourseError(
        f"Your work could not be saved in {home()} ({error.strerror or error}). "
        "Free some space or ask for write access, then answer again."
    )


def on_binder() -> bool:
    """Return whether this runs where everything is forgotten when the learner leaves."""
    return "BINDER_SERVICE_HOST" in os.environ or "BINDER_LAUNCH_HOST" in os.environ


def in_browser() -> bool:
    """Return whether Python itself runs in the browser (Pyodide)."""
    return sys.platform == "emscripten"


_RESERVED = re.compile(r"(?i)con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]")


def _is_name(name: str) -> bool:
    if len(name) > _LONGEST:
        return False
    # Vowel signs belong to letters: many names in Arabic, Hindi or Thai cannot be written without them.
    letters = "".join(sign for sign in name if not unicodedata.category(sign).startswith("M"))
    fits = re.fullmatch(r"[^\W_](?:[\w -]*[\w-])?", letters)
    return bool(fits) and not _RESERVED.fullmatch(name)


def _parts(day: date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}
