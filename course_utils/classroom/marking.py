"""Scores, made again from the answers: each distinct answer to a question is checked once, however many gave it."""

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from course_utils.classroom.handed import cut
from course_utils.classroom.keys import Keys
from course_utils.classroom.mistakes import Mistake, mistakes
from course_utils.quiz.question import Question

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_LABELS = 2000  # different mistakes that are told apart in one question
_TOLD_APART = 2000  # signs by which two mistakes are told apart
_LONGEST_WHY = 600  # signs of what is said about a mistake
_ROWS = 200  # answers that are fetched at once: each may be long


@dataclass
class Marked:
    """What the checking found."""

    mistakes: dict[int, tuple[int, Mistake]] = field(default_factory=dict)
    """By number: the item, and what was chosen with what is said about it."""
    checked: int = 0
    """How many distinct answers were checked."""


def mark(
    database: "DuckDBPyConnection", keys: Keys, folder: str | Path, tell: Callable[[int], None] = lambda done: None
) -> Marked:
    """Put a score to every distinct answer into the table `mark`, and what was wrong in it into `mistake`."""
    found = Marked()
    numbers: dict[tuple[int, str], int] = {}
    per_item: dict[int, int] = {}
    scores, wrongs = Path(folder) / "scores.csv", Path(folder) / "mistakes.csv"
    # In an order that is always the same: where two mistakes are as frequent, the report names the first one.
    rows = database.execute("SELECT answer::VARCHAR, item, version, response FROM answer ORDER BY answer")
    with (
        scores.open("w", newline="", encoding="ascii") as first,
        wrongs.open("w", newline="", encoding="ascii") as second,
    ):
        score_rows, wrong_rows = csv.writer(first), csv.writer(second)
        while batch := rows.fetchmany(_ROWS):
            for answer, item, version, response in batch:
                question = keys.question(item, version)
                score, wrong = _score(question, response) if question else (None, [])
                if score is not None:
                    score_rows.writerow((answer, repr(score)))
                for what, why in wrong:
                    number = numbers.get((item, what[:_TOLD_APART]))
                    if number is None:
                        per_item[item] = per_item.get(item, 0) + 1
                        if per_item[item] > _LABELS:
                            continue
                        number = numbers[item, what[:_TOLD_APART]] = len(numbers)
                        found.mistakes[number] = (item, (cut(what), cut(why, _LONGEST_WHY)))
                    wrong_rows.writerow((answer, number))
            found.checked += len(batch)
            tell(found.checked)
    for table, file, columns in (
        ("mark", scores, "{'answer': 'UHUGEINT', 'score': 'DOUBLE'}"),
        ("mistake", wrongs, "{'answer': 'UHUGEINT', 'mistake': 'INTEGER'}"),
    ):
        database.execute(
            f"CREATE TABLE {table} AS SELECT * FROM read_csv($file, header = false, auto_detect = false, delim = ',', "
            f"columns = {columns})",
            {"file": str(file)},
        )
        file.unlink()
    return found


def _score(question: Question, response: str) -> tuple[float | None, list[Mistake]]:
    """Return the score of an answer, None if it cannot be checked or is not graded, and what is wrong in it."""
    try:
        given = json.loads(response)
        result = question.grade(given)
        if result.score is None or result.score >= 1:
            return result.score, []
        return result.score, mistakes(question, given, result)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None, []
