"""What a class still knows later: right at first, and right or not when the question came back in a recall."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from course_class.answer_keys import Keys
from course_utils import knowledge
from course_utils.quiz import bank

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# A recall is an answer in another lesson than the question's own; of each learner and question the first one counts.
_RECALLED = """
WITH home AS (SELECT unnest($items) AS item, unnest($lessons) AS lesson, unnest($goals) AS goal),
began AS (SELECT learner, item, min(time) AS time FROM scored WHERE score IS NOT NULL GROUP BY ALL),
back AS (SELECT learner, item, goal, min_by(scored.score, scored.time) AS score,
        (min(scored.time) - any_value(began.time)) / 86400e6 AS days
    FROM scored JOIN home USING (item) JOIN began USING (learner, item) JOIN first USING (learner, item)
    WHERE scored.score IS NOT NULL AND scored.lesson > home.lesson AND scored.time > began.time
        AND first.score = 1
    GROUP BY learner, item, goal)
SELECT goal, count(DISTINCT learner), count(*), count(*) FILTER (score = 1), median(days) FROM back GROUP BY goal
"""


@dataclass(frozen=True)
class Recalled:
    """An objective whose questions came back to learners who had them right at first."""

    objective: str
    """In words."""
    heading: str
    """That of its lesson."""
    learners: int
    asked: int
    """How many right answers were asked for again."""
    still: int
    """How many of them were right again."""
    days: float
    """Days between the two, in the middle (median)."""

    @property
    def share(self) -> float:
        """How much of what was right is right still."""
        return self.still / self.asked


def forgetting(database: "DuckDBPyConnection", keys: Keys) -> list[Recalled]:
    """Return the objectives of which something came back, what was forgotten most first."""
    places = {lesson: number for number, lesson in enumerate(knowledge.lessons(), start=1)}
    home = [
        (item, places[lesson], goal)
        for item, quiz in keys.quiz.items()
        if (lesson := quiz.partition("/")[0]) in bank.lessons() and (goal := keys.newest(item).objective)
    ]
    if not home:
        return []
    given = dict(zip(("items", "lessons", "goals"), map(list, zip(*home, strict=True)), strict=True))
    rows = {goal: rest for goal, *rest in database.execute(_RECALLED, given).fetchall()}
    found = [
        Recalled(goal.text, lesson.heading, *rows[goal.id])
        for lesson in knowledge.lessons().values()
        for goal in lesson.objectives
        if goal.id in rows
    ]
    return sorted(found, key=lambda one: one.share)
