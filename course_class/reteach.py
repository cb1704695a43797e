"""What to teach again tomorrow: the objectives that the class missed most, each with the material to do it."""

from collections.abc import Sequence
from dataclasses import dataclass

from course_class.item_analysis import Item
from course_utils import knowledge
from course_utils.language import gettext
from course_utils.quiz.feedback import rests

MOST = 3
MET = 0.8  # of the points: the usual line of mastery learning
MISSED = 0.5


@dataclass(frozen=True)
class Objective:
    """An objective of a lesson, and how a class did on it at the first attempt."""

    id: str
    text: str
    lesson: str
    label: str
    """What stands after the word "lesson"."""
    heading: str
    learners: int
    met: int
    """Learners with at least 80 % of the points in its questions."""
    score: float

    @property
    def word(self) -> str:
        """How it went, in a word."""
        if self.score >= MET:
            return gettext("met")
        return gettext("missed") if self.score < MISSED else gettext("met in part")


@dataclass(frozen=True)
class Lesson:
    """One thing to teach again: the objective, its questions with the hardest first, and what they rest on."""

    objective: Objective
    items: tuple[Item, ...]
    rests: tuple[tuple[str, str | None], ...]
    notebook: str
    command: str


def objectives(results: dict[str, tuple[int, int, float]]) -> list[Objective]:
    """Return the objectives on which there are answers, in the order of the course."""
    return [
        Objective(goal.id, goal.text, lesson.id, lesson.label, lesson.heading, *results[goal.id])
        for lesson in knowledge.lessons().values()
        for goal in lesson.objectives
        if goal.id in results
    ]


def to_teach(found: Sequence[Objective], items: Sequence[Item]) -> list[Lesson]:
    """Return up to three objectives that at least half as many learners tried as any, the most missed first."""
    enough = max((one.learners for one in found), default=0) / 2
    missed = [one for one in found if one.learners >= enough and one.score < MET]
    missed.sort(key=lambda one: (one.score, one.id))
    return [_lesson(one, items) for one in missed[:MOST]]


def _lesson(objective: Objective, items: Sequence[Item]) -> Lesson:
    asked = [
        one for one in items if one.question.objective == objective.id and one.quiz.startswith(f"{objective.lesson}/")
    ]
    asked = asked or [one for one in items if one.question.objective == objective.id]
    asked.sort(key=lambda one: one.difficulty)
    found = dict.fromkeys(text for one in asked[:3] for text in rests(one.question))
    command = f"python start.py questions export {objective.lesson} --format print --out {objective.lesson}.html"
    return Lesson(objective, tuple(asked[:3]), tuple(found), f"notebooks/{objective.lesson}.ipynb", command)
