"""What this learner did: attempts on disk, and what they add up to."""

from pathlib import Path
from typing import TYPE_CHECKING

from course_utils.progress import keeping, learner, store
from course_utils.progress.attempt import Attempt
from course_utils.progress.keeping import keep_reminder

if TYPE_CHECKING:
    from course_utils.progress.handing_in import HandIn
    from course_utils.progress.overview import Summary
    from course_utils.progress.personal import Personal
    from course_utils.progress.picking import Learners


def attempts(name: str | None = None) -> tuple[Attempt, ...]:
    """Return every attempt on disk in order of time, by default of whoever is learning now."""
    return store.read(name).attempts


def who() -> str:
    """Return the name under which answers are stored now."""
    return learner.current()


def rename(name: str) -> str:
    """Give whoever is learning now another name, and return it; every answer is kept."""
    return learner.rename(name)


def show(name: str | None = None) -> "Personal":
    """Return what is done and what is not, as a picture and as text."""
    from course_utils.progress import overview  # needs the questions, which need this module

    return overview.show(name)


def summary(name: str | None = None) -> "Summary":
    """Return what `show` shows, as a record."""
    from course_utils.progress import overview

    return overview.summary(name)


def export(reflections: bool = False, path: str | Path | None = None) -> Path:
    """Make one file of this learner's work to hand in, and return where it is; reflections only if asked for."""
    from course_utils.progress import parcel

    return parcel.export(reflections, path)


def restore(file: str | Path, name: str | None = None) -> "Personal":
    """Bring back the work of a file that `export` made, and go on under the name in it, or under `name`."""
    from course_utils.progress import parcel

    return parcel.restore(file, name)


def predictions(name: str | None = None) -> "Personal":
    """Return the guesses a learner made, each beside its question."""
    from course_utils.progress import guesses  # needs the questions, which need this module

    return guesses.show(name)


def learners() -> "Learners":
    """Return who is learning on this computer: to pick a name, add one, or delete one's own answers."""
    from course_utils.progress.picking import Learners  # anywidget is loaded with the first widget shown

    return Learners()


def hand_in() -> "HandIn":
    """Return the button that makes the file to hand in."""
    from course_utils.progress.handing_in import HandIn

    return HandIn()


__all__ = [
    "Attempt", "attempts", "export", "hand_in", "keep_reminder", "keeping", "learner", "learners", "predictions",
    "rename", "restore", "show", "store", "summary", "who",
]  # fmt: skip
