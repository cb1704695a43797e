"""The numbers of a report as CSV files: what a spreadsheet would take for a formula is made text."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course_class.identity import People
from course_class.item_analysis import Item
from course_class.reliability import hake
from course_class.submission import cut, said
from course_utils.errors import CourseError
from course_utils.language import gettext
from course_utils.progress.overview import LONGEST_S

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# What is not seen in a cell: blanks, and what Unicode calls ignorable (UAX 44, Default_Ignorable_Code_Point).
_UNSEEN = (
    r"\s\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800"
    r"\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# Where a spreadsheet begins a formula: at the first sign of a cell that is seen, and after what some take for its end.
_FORMULA = re.compile(rf"(^|[;,\t|\"])([{_UNSEEN}]*)([=+\-@＝＋－＠﹦﹢﹣﹫])")
QUESTIONS = (
    "question",
    "n",
    "difficulty",
    "discrimination",
    "quiz",
    "kind",
    "certain_and_wrong",
    "most_chosen_wrong",
    "chosen_by",
)
NOTES = ("note",)
LEARNERS = ("learner", "file", "answered", "score", "minutes", "baseline", "post_test", "gain")
_LEARNERS = """
WITH did AS (SELECT learner, count(DISTINCT item) AS answered, sum(least(coalesce(seconds, 0), $most)) / 60 AS minutes
    FROM scored GROUP BY learner),
result AS (SELECT learner, sum(score) / sum(answers) AS score FROM total GROUP BY learner)
SELECT learner, answered, result.score, minutes, before, after, alike
FROM did LEFT JOIN result USING (learner) LEFT JOIN both_forms USING (learner)
ORDER BY learner
"""


def safe(cell: Any) -> Any:
    """Return a cell that a spreadsheet shows as it is: in a text, what could begin a formula gets an apostrophe."""
    if isinstance(cell, float):
        return float(f"{cell:.12g}")
    if isinstance(cell, str):
        return _FORMULA.sub(r"\1\2'\3", said(cell))
    return "" if cell is None else cell


def write(folder: str | Path, items: Sequence[Item], learners: Iterable[Sequence], notes: Iterable[str]) -> None:
    """Write questions.csv, learners.csv and notes.csv into a folder."""
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _put(folder / "questions.csv", QUESTIONS, map(_question, items))
        _put(folder / "learners.csv", LEARNERS, learners)
        _put(folder / "notes.csv", NOTES, ((note,) for note in notes))
    except OSError as error:
        said = gettext(
            "The tables could not be written to {folder} ({why}). Name another folder.",
            folder=folder,
            why=error.strerror,
        )
        raise CourseError(said) from None


def learners(database: "DuckDBPyConnection", who: People) -> Iterator[tuple]:
    """Yield a row for each learner; baseline and post-test only where all of it was answered.

    No gain where the questions have changed between the two.
    """
    rows = database.cursor().execute(_LEARNERS, {"most": LONGEST_S})
    while batch := rows.fetchmany(2000):
        for learner, answered, score, minutes, before, after, alike in batch:
            gain = hake(before, after) if alike else None
            yield who.names[learner], who.files[learner], answered, score, minutes, before, after, gain


def _question(one: Item) -> tuple:
    wrong = one.wrong[0] if one.wrong else None
    return (cut(one.question.id), one.n, one.difficulty, one.discrimination, cut(one.quiz), one.question.kind,
            one.certain, wrong, one.chosen_by)  # fmt: skip


def _put(file: Path, head: Sequence[str], rows: Iterable[Sequence]) -> None:
    """Write a table that Excel opens: with a mark that says UTF-8, and every text in quotation marks."""
    with file.open("w", newline="", encoding="utf-8-sig") as stream:
        table = csv.writer(stream, quoting=csv.QUOTE_NONNUMERIC)
        table.writerow(head)
        table.writerows([safe(cell) for cell in row] for row in rows)
