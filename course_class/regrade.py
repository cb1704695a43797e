"""Scores, made again from the answers: each distinct answer to a question is checked once, however many gave it."""

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from course_class.answer_keys import Keys
from course_class.submission import cut
from course_utils.quiz.question import Question

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Mistake = tuple[str, str]  # what was chosen or written, and the feedback on it
_LABELS = 2000  # different mistakes that are told apart in one question
_TOLD_APART = 2000  # signs by which two mistakes are told apart
_LONGEST_WHY = 600  # signs of what is said about a mistake
_ROWS = 200  # answers that are fetched at once: each may be long


@dataclass
class Marked:
    """What the checking found."""

    mistakes: dict[int, tuple[int, Mistake]] = field(default_factory=dict)
    """By number: the item, and what was chosen with what is said about it."""
    misread: list[str] = field(default_factory=list)
    """The ids of misreadings, each in the place of its number."""
    checked: int = 0
    """How many distinct answers were checked."""


def mark(
    database: "DuckDBPyConnection", keys: Keys, folder: str | Path, tell: Callable[[int], None] = lambda done: None
) -> Marked:
    """Put a score to every distinct answer into the table `mark`, what was wrong in it into `mistake`.

    The misreadings that it comes from are in `misread`.
    """
    found = Marked()
    numbers: dict[tuple[int, str], int] = {}
    per_item: dict[int, int] = {}
    scores, wrongs, read = (Path(folder) / f"{name}.csv" for name in ("scores", "mistakes", "misread"))
    # The newest version first: what is said about a mistake is what the question says of it now.
    rows = database.execute("SELECT answer::VARCHAR, item, version, response FROM answer ORDER BY version DESC, answer")
    with (
        scores.open("w", newline="", encoding="ascii") as first,
        wrongs.open("w", newline="", encoding="ascii") as second,
        read.open("w", newline="", encoding="ascii") as third,
    ):
        score_rows, wrong_rows, read_rows = csv.writer(first), csv.writer(second), csv.writer(third)
        while batch := rows.fetchmany(_ROWS):
            for answer, item, version, response in batch:
                question = keys.question(item, version)
                score, wrong, misread = _score(question, response) if question else (None, [], ())
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
                for id_ in dict.fromkeys(misread):
                    if id_ not in found.misread:
                        found.misread.append(id_)
                    read_rows.writerow((answer, found.misread.index(id_)))
            found.checked += len(batch)
            tell(found.checked)
    for table, file, columns in (
        ("mark", scores, "{'answer': 'UHUGEINT', 'score': 'DOUBLE'}"),
        ("mistake", wrongs, "{'answer': 'UHUGEINT', 'mistake': 'INTEGER'}"),
        ("misread", read, "{'answer': 'UHUGEINT', 'misreading': 'INTEGER'}"),
    ):
        database.execute(
            f"CREATE TABLE {table} AS SELECT * FROM read_csv($file, header = false, auto_detect = false, delim = ',', "
            f"columns = {columns})",
            {"file": str(file)},
        )
        file.unlink()
    return found


def _score(question: Question, response: str) -> tuple[float | None, list[Mistake], tuple[str, ...]]:
    """Return the score of an answer, None if it cannot be checked or is not graded, what is wrong in it, and why."""
    try:
        given = json.loads(response)
        if given is None:  # the learner asked for the answer
            return (0.0 if question.graded else None), [], ()
        result = question.grade(given)
        if result.score is None or result.score >= 1:
            return result.score, [], ()
        return result.score, question.mistakes(given, result, cut), question.misread(given)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None, [], ()
