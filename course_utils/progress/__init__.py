"""What this learner did: attempts on disk, and what they add up to."""

from typing import TYPE_CHECKING

from course_utils.attempts import learner, store
from course_utils.attempts.attempt import Attempt
from course_utils.attempts.loaded_quizzes import keep_reminder
from course_utils.progress import prediction_list
from course_utils.progress.overview import Summary, show, summary
from course_utils.progress.personal import Personal
from course_utils.progress.submission import export, restore

if TYPE_CHECKING:
    from course_utils.progress.learner_picker import Learners
    from course_utils.progress.submit_button import HandIn


def attempts(name: str | None = None) -> tuple[Attempt, ...]:
    """Return every attempt on disk in order of time, by default of whoever is learning now."""
    return store.read(name).attempts


def who() -> str:
    """Return the name under which answers are stored now."""
    return learner.current()


def rename(name: str) -> str:
    """Give whoever is learning now another name, and return it; every answer is kept."""
    return learner.rename(name)


def predictions(name: str | None = None) -> Personal:
    """Return the guesses a learner made, each beside its question."""
    return prediction_list.show(name)


def learners() -> "Learners":
    """Return who is learning on this computer: to pick a name, add one, or delete one's own answers."""
    from course_utils.progress.learner_picker import Learners  # anywidget is loaded with the first widget shown

    return Learners()


def hand_in() -> "HandIn":
    """Return the button that makes the file to hand in."""
    from course_utils.progress.submit_button import HandIn  # as above

    return HandIn()


__all__ = [
    "Attempt", "Personal", "Summary", "attempts", "export", "hand_in", "keep_reminder", "learner", "learners",
    "predictions", "rename", "restore", "show", "store", "summary", "who",
]  # fmt: skip
