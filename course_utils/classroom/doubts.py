"""What a report can and cannot trust: lines stepped over, scores that were changed, answers that cannot be checked."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from course_utils.classroom.handed import Handed
from course_utils.classroom.people import People
from course_utils.progress.attempt import parse
from course_utils.progress.store import LONGEST_LINE

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

NAMED = 200  # files that are named one by one
_LINES = 5  # lines of one file that are named one by one

_EDITED = """
SELECT whose.learner, count(*) FROM kept JOIN whose USING (file) JOIN mark USING (answer) JOIN newest USING (item)
WHERE abs(coalesce(claimed, -1) - score) > 1e-6 AND kept.version = newest.version GROUP BY whose.learner ORDER BY ALL
"""
_UNCHECKED = """
SELECT count(*) FILTER (kept.version = newest.version), count(*) FILTER (kept.version < newest.version),
    count(*) FILTER (kept.version > newest.version)
FROM kept JOIN newest USING (item) LEFT JOIN mark USING (answer) WHERE mark.score IS NULL
"""


def whole(database: "DuckDBPyConnection", files: Sequence[Handed]) -> tuple[list[str], set[int]]:
    """Return what is missing or odd in each file, and the files that do not count; call it before `people`."""
    problems: list[str] = []
    left_out: set[int] = set()
    rows = {row[0]: row[1:] for row in database.execute("SELECT * FROM seen").fetchall()}
    for number, file in enumerate(files):
        _, heads, questions, attempts, unknown, late = rows.get(number, (0, 0, 0, 0, 0, 0))
        if heads > 1:
            left_out.add(number)
            problems.append(
                f"{file.shown}: {heads} files were put together in one. Nothing was taken; hand in each by itself."
            )
            continue
        found = attempts + questions
        if file.lines >= 0 and found < file.lines:
            problems.append(
                f"{file.shown}: {file.lines - found} of {file.lines} lines are missing or broken.{_named(file)}"
            )
        if file.lines >= 0 and found > file.lines:
            problems.append(
                f"{file.shown} holds {found} answers where its first line says {file.lines}: lines were added."
            )
        if unknown:
            problems.append(
                f"{file.shown}: {unknown} answers are to questions that neither the course has nor the file; they are "
                "not scored."
            )
        if late:
            problems.append(f"{file.shown}: {late} answers are dated in the future.")
        if not attempts:
            problems.append(f"{file.shown} (“{file.learner}”) holds no answers.")
    return problems, left_out


def scores(database: "DuckDBPyConnection", who: People, versions: dict[int, int]) -> list[str]:
    """Return what is odd about the scores; call it while the table `kept` is there."""
    given = {"items": list(versions), "versions": list(versions.values())}
    database.execute("CREATE TEMP TABLE newest AS SELECT unnest($items) AS item, unnest($versions) AS version", given)
    edited = database.execute(_EDITED).fetchall()
    said = [
        f"“{who.names[learner]}” ({who.files[learner]}): {count} answers bear another score than the key gives. "
        "The key's scores are counted."
        for learner, count in edited[:NAMED]
    ]
    if len(edited) > NAMED:
        said.append(f"So do answers of {len(edited) - NAMED:,} more learners.")
    same, older, newer = database.execute(_UNCHECKED).fetchone()
    for count, what in ((same, "this"), (older, "an earlier"), (newer, "a later")):
        if count:
            said.append(
                f"{count:,} answers to {what} version of a question cannot be checked against the key; left out."
            )
    return said


def _named(file: Handed) -> str:
    """Return the first lines of a file that are not whole, in words."""
    wrong: list[int] = []
    with Path(file.path).open("rb") as stream:
        for number, line in enumerate(iter(lambda: stream.readline(LONGEST_LINE), b""), start=1):
            if number > 1 and line.strip() and not line.startswith(b'{"quiz":'):
                try:
                    parse(line)
                except (ValueError, TypeError, RecursionError):
                    wrong.append(number)
            if len(wrong) > _LINES:
                break
    if not wrong:
        return " The end of the file may have been cut off."
    shown = ", ".join(map(str, wrong[:_LINES]))
    return f" Not whole: line {shown}{' and more' if len(wrong) > _LINES else ''}."
