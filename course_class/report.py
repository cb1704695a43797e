"""The report of a class as one page: nothing on it comes from elsewhere, and every text of a learner is escaped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from course_class import csv_export, discernment, forgetting, item_analysis, misreadings, reteach
from course_class.answer_keys import Keys
from course_class.discernment import Discernment
from course_class.forgetting import Recalled
from course_class.identity import People
from course_class.item_analysis import Gain, Item, Test
from course_class.misreadings import Misreading
from course_class.regrade import Marked
from course_class.reliability import FEWEST, Interval
from course_class.reteach import Lesson, Objective
from course_class.submission import cut
from course_utils import __version__, knowledge
from course_utils.answer_codes import CONFIDENCE
from course_utils.attempts import faults as found_wrong
from course_utils.attempts import learner
from course_utils.display import render
from course_utils.errors import UnknownId
from course_utils.language import current, gettext, gettext_noop, ngettext, number
from course_utils.quiz import bank, parallel_forms

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_TEMPLATES = Path(__file__).parent / "templates"
LEARNERS = 60  # rows of the table of learners on the page; learners.csv has all of them
ITEMS = 400
NOTES = 1000
REMARKABLE = 10  # questions
EASY, HARD, TELLS, RELIABLE, HIGH_GAIN = 0.8, 0.3, 0.2, 0.7, 0.3
MANY_CERTAIN = 0.2  # of those who answered
REMARKS = {
    "easy": gettext_noop("easy"),
    "hard": gettext_noop("hard"),
    "turned": gettext_noop("those who know more got it wrong more often: read its wording and its key"),
    "telling": gettext_noop("says little about who knows more"),
    "certain": gettext_noop("many were certain and wrong"),
}
"""What a teacher should look at in a question."""


@dataclass
class Report:
    """What a report says."""

    files: int
    learners: int
    answers: int
    items: list[Item]
    tests: list[Test]
    gain: Gain
    discernment: Discernment
    calibration: list[tuple[str, int, float]]
    objectives: list[Objective]
    teach: list[Lesson]
    minutes: list[tuple[str, int, int, float, float, float]]
    """(lesson, estimate, learners, lower quartile, median, upper quartile)"""
    people: list[tuple]
    misreadings: list[Misreading]
    recalled: list[Recalled]
    faults: list[tuple[str, str]]
    """(question or record, what somebody found wrong in it); `concerned` says in words which it is"""
    judged: list[tuple[str, list[tuple[str, int]]]]
    """(question, how many placed their text on each level in words, the weakest first)"""
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
            "class-report.html", _TEMPLATES, report=self, made=learner.now().date().isoformat(), version=__version__,
            fewest=FEWEST,
            most=LEARNERS, shown=self.items[:ITEMS], remarkable=remarkable(self.items), notes=NOTES, number=number,
            cut=cut, share=share, concerned=concerned, coefficient=coefficient, language=current().code,
            title=title, remark=remark, interval=interval, reliability=reliability,
            high_gain=HIGH_GAIN, both=parallel_forms.both(), confidence=CONFIDENCE, met=reteach.MET,
            missed=reteach.MISSED,
        )  # fmt: skip


def drawn_up(
    database: "DuckDBPyConnection",
    keys: Keys,
    marked: Marked,
    who: People,
    problems: Sequence[str],
    files: int,
    faults: Sequence[tuple[str, str]] = (),
    placed: Mapping[tuple[str, str], int] = MappingProxyType({}),
) -> Report:
    """Return what the answers of a class say, from the tables that `people` and `item_analysis.prepare` left."""
    items = item_analysis.items(database, keys, marked)
    goals = {
        item: keys.newest(item).objective
        for item, quiz in keys.quiz.items()
        if not quiz.startswith("loaded/") and quiz != parallel_forms.baseline()
    }
    objectives = reteach.objectives(
        item_analysis.objectives(database, {i: goal for i, goal in goals.items() if goal}, reteach.MET)
    )
    lessons = list(knowledge.lessons().values())
    [[answers]] = database.execute("SELECT count(*) FROM scored").fetchall()
    took = item_analysis.minutes(database)
    named = [(one.heading, one.minutes) for one in lessons] + [(gettext("Other questions"), 0)]
    return Report(
        files=files,
        learners=who.answered,
        answers=answers,
        items=items,
        tests=item_analysis.tests(database),
        gain=item_analysis.gain(database),
        discernment=discernment.of(database, keys),
        calibration=item_analysis.calibration(database),
        objectives=objectives,
        teach=reteach.to_teach(objectives, items),
        minutes=[(*named[lesson - 1], *took[lesson]) for lesson in sorted(took, key=lambda one: one or 99)],
        people=list(islice(csv_export.learners(database, who), LEARNERS)),
        misreadings=misreadings.misreadings(database, keys, marked),
        recalled=forgetting.forgetting(database, keys),
        faults=sorted(faults),
        judged=judged(placed),
        problems=list(problems),
        keys=keys.notes,
        shared=who.shared,
    )


def judged(placed: Mapping[tuple[str, str], int]) -> list[tuple[str, list[tuple[str, int]]]]:
    """Return, by question, how many learners placed a text on each level of its rubric; the texts stay theirs."""
    found = []
    for id_ in sorted({question for question, _ in placed}):
        levels = (bank.every()[id_].judged_by() or {}).get("levels", ())
        found.append((id_, [(words, placed.get((id_, code), 0)) for code, words in levels]))
    return found


def concerned(id_: str) -> str:
    """Return what a line on something wrong is about: the id of a question, or the id and the title of a record."""
    if not id_.startswith(found_wrong.RECORD):
        return cut(id_)
    record = id_.removeprefix(found_wrong.RECORD)
    try:
        called = knowledge.title(knowledge.find(record)).rstrip(".")
        return gettext("Record {id} ({title})", id=record, title=cut(called))
    except UnknownId:  # the file may come from another edition
        return gettext("Record {id} (this edition does not have it)", id=cut(record))


def share(value: float | None, small: bool = False, n: int = 0) -> str:
    """Return a share in words: per cent, or so many of so few."""
    if value is None:
        return "–"
    if small and n:
        points = value * n
        places = 0 if abs(points - round(points)) < 1e-9 else 1
        return gettext("{points} of {most}", points=number(points, places), most=number(n))
    return gettext("{number}%", number=number(100 * value, 0))


def coefficient(value: float | None) -> str:
    """Return a coefficient with two places and a real minus."""
    return "–" if value is None else number(value, 2).replace("-", "−")


def interval(found: Interval | None) -> str:
    """Return the bounds of an interval in words."""
    if found is None:
        return gettext("not known")
    return gettext("{low} to {high}", low=coefficient(found.low), high=coefficient(found.high))


def title(quiz: str) -> str:
    """Return the name of a quiz as a teacher knows it: its lesson's, and what kind of quiz it is."""
    lesson, _, kind = quiz.partition("/")
    known = knowledge.lessons().get(lesson)
    return gettext("{lesson}, {kind}", lesson=known.heading, kind=kind) if known else cut(quiz)


def remarkable(items: Sequence[Item]) -> list[Item]:
    """Return the questions that a teacher should look at, the hardest first: never the easy ones alone."""
    found = [one for one in items if {*remarks(one)} - {"easy"}]
    return sorted(found, key=lambda one: one.difficulty)[:REMARKABLE]


def remark(one: Item) -> str:
    """Return in words what a teacher should look at in a question, if anything."""
    said = [gettext(REMARKS[code]) for code in remarks(one)]
    return reduce(lambda some, more: gettext("{some}; {more}", some=some, more=more), said) if said else ""


def remarks(one: Item) -> list[str]:
    """Return what a teacher should look at in a question, as keys of REMARKS; nothing below 10 answers."""
    if one.n < FEWEST:
        return []
    said = []
    if one.difficulty > EASY:
        said.append("easy")
    if one.difficulty < HARD:
        said.append("hard")
    if one.discrimination is not None and one.discrimination < 0:
        said.append("turned")
    elif one.discrimination is not None and one.discrimination < TELLS:
        said.append("telling")
    if one.certain >= MANY_CERTAIN * one.n:
        said.append("certain")
    return said


def reliability(one: Test) -> str:
    """Return what the reliability of a quiz allows one to say."""
    if one.reliability is None:
        if one.learners >= FEWEST:
            return gettext("All did alike.")
        return ngettext(
            "Not said: fewer than {count} learner answered all of it.",
            "Not said: fewer than {count} learners answered all of it.",
            FEWEST,
        )
    if one.reliability.low >= RELIABLE:
        return gettext("Good enough to compare learners.")
    if one.reliability.value >= RELIABLE:
        return gettext("Perhaps good enough to compare learners; the interval is wide.")
    return gettext("Good for the class as a whole, too rough to compare one learner with another.")
