"""What this learner did: attempts on disk, and what they add up to."""

from typing import TYPE_CHECKING

from course_utils.progress import learner, store
from course_utils.progress.attempt import Attempt

if TYPE_CHECKING:
    from course_utils.progress.learners import Learners


def attempts(name: str | None = None) -> tuple[Attempt, ...]:
    """Return every attempt on disk in order of time, by default of whoever is learning now."""
    return store.read(name).attempts


def who() -> str:
    """Return the name under which answers are stored now."""
    return learner.current()


def learners() -> "Learners":
    """Return who is learning on this computer: to pick a name, add one, or delete one's own answers."""
    from course_utils.progress.learners import Learners  # anywidget is loaded with the first widget shown

    return Learners()
