"""The report of a class as one page: nothing on it comes from elsewhere, and every text of a learner is escaped."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from course_utils import __version__, knowledge
from course_utils.classroom import again, figures, tables
from course_utils.classroom.again import Lesson, Objective
from course_utils.classroom.figures import Gain, Item, Test
from course_utils.classroom.handed import count, cut
from course_utils.classroom.keys import Keys
from course_utils.classroom.marking import Marked
from course_utils.classroom.people import People
from course_utils.classroom.statistics import FEWEST, Interval
from course_utils.progress import learner
from course_utils.quiz import forms
from course_utils.view import render

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

LEARNERS = 60  # rows of the table of learners on the page; learners.csv has all of them
ITEMS = 400
NOTES = 1000
REMARKABLE = 10  # questions
EASY, HARD, TELLS, RELIABLE, HIGH_GAIN = 0.8, 0.3, 0.2, 0.7, 0.3
MANY_CERTAIN = 0.2  # of those who answered
EASY_WORD = "easy"


@dataclass
class Report:
    """What a report says."""

    files: int
    learners: int
    answers: int
    items: list[Item]
    tests: list[Test]
    gain: Gain
    calibration: list[tuple[str, int, float]]
    objectives: list[Objective]
    teach: list[Lesson]
    minutes: list[tuple[str, int, int, float, float, float]]
    """(lesson, estimate, learners, lower quartile, median, upper quartile)"""
    people: list[tuple]
    problems: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    shared: list[str] = field(default_factory=list)
    """Those of the problems that say which learners have handed in the same answers."""

    @property
    def small(self) -> bool:
        """Whether the class is too small for figures that claim to be precise."""
        return self.learners < FEWEST

    @property
    def html(self) -> str:
        """The page."""
        return render(
            "class-report.html", report=self, made=learner.now().date().isoformat(), version=__version__, fewest=FEWEST,
            most=LEARNERS, shown=self.items[:ITEMS], remarkable=remarkable(self.items), notes=NOTES, count=count,
            cut=cut, share=share, number=number, title=title, remark=remark, interval=interval, reliability=reliability,
            high_gain=HIGH_GAIN, met=again.MET, missed=again.MISSED,
        )  # fmt: skip


def drawn_up(
    database: "DuckDBPyConnection", keys: Keys, marked: Marked, who: People, problems: Sequence[str], files: int
) -> Report:
    """Return what the answers of a class say, from the tables that `people` and `figures.prepare` left."""
    items = figures.items(database, keys, marked)
    goals = {
        item: keys.question(item).objective
        for item, quiz in keys.quiz.items()
        if not quiz.startswith("loaded/") and quiz != forms.BASELINE
    }
    objectives = again.objectives(
        figures.objectives(database, {i: goal for i, goal in goals.items() if goal}, again.MET)
    )
    lessons = list(knowledge.lessons().values())
    took = figures.minutes(database)
    named = [(f"{one.id[:2]} {one.title}", one.minutes) for one in lessons] + [("Other questions", 0)]
    return Report(
        files=files,
        learners=who.answered,
        answers=database.execute("SELECT count(*) FROM scored").fetchone()[0],
        items=items,
        tests=figures.tests(database),
        gain=figures.gain(database),
        calibration=figures.calibration(database),
        objectives=objectives,
        teach=again.to_teach(objectives, items),
        minutes=[(*named[lesson - 1], *took[lesson]) for lesson in sorted(took, key=lambda one: one or 99)],
        people=list(islice(tables.learners(database, who), LEARNERS)),
        problems=list(problems),
        keys=keys.notes,
        shared=who.shared,
    )


def share(value: float | None, small: bool = False, n: int = 0) -> str:
    """Return a share in words: per cent, or so many of so few."""
    if value is None:
        return "–"
    if small and n:
        points = value * n
        return f"{points:.0f} of {n}" if abs(points - round(points)) < 1e-9 else f"{points:.1f} of {n}"
    return f"{value:.0%}"


def number(value: float | None) -> str:
    """Return a coefficient with two places and a real minus."""
    return "–" if value is None else f"{value:.2f}".replace("-", "−")


def interval(found: Interval | None) -> str:
    """Return the bounds of an interval in words."""
    return "not known" if found is None else f"{number(found.low)} to {number(found.high)}"


def title(quiz: str) -> str:
    """Return the name of a quiz as a teacher knows it: its lesson's, and what kind of quiz it is."""
    lesson, _, kind = quiz.partition("/")
    known = knowledge.lessons().get(lesson)
    return f"{lesson[:2]} {known.title}, {kind}" if known else cut(quiz)


def remarkable(items: Sequence[Item]) -> list[Item]:
    """Return the questions that a teacher should look at, the hardest first: never the easy ones alone."""
    found = [one for one in items if remark(one) not in ("", EASY_WORD)]
    return sorted(found, key=lambda one: one.difficulty)[:REMARKABLE]


def remark(one: Item) -> str:
    """Return what a teacher should look at in a question, if anything; nothing below 10 answers."""
    if one.n < FEWEST:
        return ""
    said = []
    if one.difficulty > EASY:
        said.append(EASY_WORD)
    if one.difficulty < HARD:
        said.append("hard")
    if one.discrimination is not None and one.discrimination < 0:
        said.append("those who know more got it wrong more often: read its wording and its key")
    elif one.discrimination is not None and one.discrimination < TELLS:
        said.append("says little about who knows more")
    if one.certain >= MANY_CERTAIN * one.n:
        said.append("many were certain and wrong")
    return "; ".join(said)


def reliability(one: Test) -> str:
    """Return what the reliability of a quiz allows one to say."""
    if one.reliability is None:
        return (
            f"Not said: fewer than {FEWEST} learners answered all of it." if one.learners < FEWEST else "All did alike."
        )
    if one.reliability.low >= RELIABLE:
        return "Good enough to compare learners."
    if one.reliability.value >= RELIABLE:
        return "Perhaps good enough to compare learners; the interval is wide."
    return "Good for the class as a whole, too rough to compare one learner with another."
