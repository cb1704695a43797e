"""The scores of a class as a file that the gradebook of Moodle or Canvas imports.

Moodle: https://docs.moodle.org/en/Grade_import (a column that says who, then one for each grade item, out of 100).
Canvas: https://community.canvaslms.com (CSV gradebook import: five columns on the student, then one for each
assignment, and a row of the points that each is worth).
"""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING

from course_class import worked_out
from course_class.csv_export import safe
from course_class.identity import People
from course_class.roster import Roster, read
from course_utils.errors import CourseError, UnknownId, writing
from course_utils.language import gettext, ngettext
from course_utils.pseudonym import key
from course_utils.quiz import parallel_forms

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FORMATS = ("canvas", "moodle")
CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
# What two learners handed in alike gives points to neither: not even a later try at the same question.
_SCORES = """
SELECT learner, quiz, sum(score) FROM first JOIN form USING (item) ANTI JOIN shared USING (learner, item)
GROUP BY learner, quiz ORDER BY learner, quiz
"""
_BEGUN = "SELECT DISTINCT quiz FROM total"
_WORTH = "SELECT quiz, count(*) FROM form GROUP BY quiz ORDER BY quiz"


@dataclass
class Gradebook:
    """The rows of a gradebook file, and a sentence for each thing that is not in it."""

    rows: list[list[str]]
    learners: int
    quizzes: int
    notes: list[str] = field(default_factory=list)
    shared: list[str] = field(default_factory=list)
    """A sentence for every two learners who handed in the same answers, which count for neither."""


@dataclass(frozen=True)
class _Points:
    """Points by learner, counted from 0, and quiz, from first attempts; a quiz that was not begun is not there."""

    worth: dict[str, int]
    learners: list[dict[str, float]]
    who: People


def write(
    submissions: str | Path,
    out: str | Path,
    format: str,
    roster: str | Path | None = None,
    tell: Callable[[str, float], None] = lambda step, share: None,
) -> Gradebook:
    """Write the scores of what was handed in, and return what was written."""
    if format not in FORMATS:
        raise UnknownId("format", format, list(FORMATS))
    known = read(roster) if roster is not None else None
    if format == "canvas" and known is not None:
        _check_ids(known)
    with worked_out(submissions, tell=tell) as found:
        scores, noted = _points(found.database, found.who), len(found.notes)
    made = (_canvas if format == "canvas" else _moodle)(scores, known)
    made.shared += found.who.shared
    if noted:
        made.notes.append(
            ngettext(
                "There are {count} notes on what was handed in. Read them before you import: class report.",
                "There are {count} notes on what was handed in. Read them before you import: class report.",
                noted,
            )
        )
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(made.rows)
    with writing(out):
        Path(out).write_text(stream.getvalue(), encoding="utf-8", newline="")
    tell(gettext("done"), 1.0)
    return made


def _check_ids(roster: Roster) -> None:
    """CourseError if an ID of Canvas is no number: Canvas would look for the learner by name."""
    odd = next((id_ for id_ in roster.ids.values() if not (id_.isascii() and id_.isdigit())), None)
    if roster.column == "ID" and odd is not None:
        raise CourseError(
            gettext(
                "“{id}” is no ID of Canvas, which is a number. If it is what the learner logs in with, write "
                '"SIS Login ID" in place of id in the first line of the roster.',
                id=odd,
            )
        )


def _points(database: "DuckDBPyConnection", who: People) -> _Points:
    """Return what a gradebook needs: the points in the course's own quizzes, without the baseline."""
    counted = database.execute(_WORTH).fetchall()
    begun = {quiz for (quiz,) in database.execute(_BEGUN).fetchall()}
    worth = {
        quiz: count
        for quiz, count in counted
        if quiz in begun and quiz != parallel_forms.baseline() and not quiz.startswith("loaded/")
    }
    learners: list[dict[str, float]] = [{} for _ in who.names]
    for learner, quiz, score in database.execute(_SCORES).fetchall():
        if quiz in worth:
            learners[learner][quiz] = score
    return _Points(worth, learners, who)


def _canvas(scores: _Points, roster: Roster | None) -> Gradebook:
    quizzes = list(scores.worth)
    rows = [
        [*CANVAS, *map(_title, quizzes)],
        ["    Points Possible", "", "", "", "", *(str(scores.worth[quiz]) for quiz in quizzes)],
    ]
    placed, notes = _placed(scores, roster)
    for learner, id_ in placed:
        about = {"Student": safe(scores.who.names[learner])} | ({roster.column: id_} if roster else {})
        points = (scores.learners[learner].get(quiz) for quiz in quizzes)
        rows.append([*(about.get(column, "") for column in CANVAS), *map(_number, points)])
    return Gradebook(rows, len(placed), len(quizzes), notes)


def _moodle(scores: _Points, roster: Roster | None) -> Gradebook:
    quizzes = list(scores.worth)
    placed, notes = _placed(scores, roster)
    mail = bool(placed) and all("@" in id_ for _, id_ in placed)
    rows = [["Email address" if mail else "ID number", *map(_title, quizzes)]]
    for learner, id_ in placed:
        points = scores.learners[learner]
        # A grade item that Moodle makes while it imports is worth 100.
        shares = (100 * points[quiz] / scores.worth[quiz] if quiz in points else None for quiz in quizzes)
        rows.append([id_, *map(_number, shares)])
    return Gradebook(rows, len(placed), len(quizzes), notes)


def _placed(scores: _Points, roster: Roster | None) -> tuple[list[tuple[int, str]], list[str]]:
    """Return the learners with the ids that the school's tool knows, and what is to be said about the others."""
    names = scores.who.names
    if roster is None:
        said = gettext("Pseudonyms stand in place of ids. Put in the ids before you import, or give --roster.")
        return [(learner, safe(name)) for learner, name in enumerate(names)], [said]
    here: dict[str, list[int]] = {}
    for learner, pseudonym in enumerate(scores.who.pseudonyms):
        here.setdefault(key(pseudonym), []).append(learner)
    placed, notes = [], []
    for pseudonym, learners in here.items():
        if pseudonym not in roster.ids:
            notes += [
                gettext("“{learner}” is not in the roster and left out.", learner=names[learner])
                for learner in learners
            ]
        elif len(learners) > 1:
            alike = _listed(learners, scores.who)
            notes.append(gettext("{learners} are one in the roster, so they are left out.", learners=alike))
        else:
            placed.append((learners[0], roster.ids[pseudonym]))
    silent = len(roster.ids.keys() - here.keys())
    if silent:
        notes.append(
            ngettext("Of the roster, {count} handed in nothing.", "Of the roster, {count} handed in nothing.", silent)
        )
    return placed, notes


def _listed(learners: Sequence[int], who: People) -> str:
    """Return the learners by their pseudonyms, or by their numbered names where two have the same."""
    alike = len({who.pseudonyms[learner] for learner in learners}) < len(learners)
    names = who.names if alike else who.pseudonyms
    quoted = [gettext("“{learner}”", learner=names[learner]) for learner in learners]
    return reduce(lambda several, last: gettext("{several} and {last}", several=several, last=last), quoted)


def _title(quiz: str) -> str:
    return quiz.replace("/", " ")


def _number(value: float | None) -> str:
    return "" if value is None else f"{round(value, 2):g}"
