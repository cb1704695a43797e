"""What a report can and cannot trust: lines stepped over, scores that were changed, answers that cannot be checked."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from course_utils.classroom.handed import Handed, count
from course_utils.classroom.people import People
from course_utils.progress.attempt import parse

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_LINES = 5  # lines of one file that are named one by one

_EDITED = """
SELECT whose.learner, count(*) FROM kept JOIN whose USING (file) JOIN mark USING (answer) JOIN newest USING (item)
WHERE abs(coalesce(claimed, -1) - score) > 1e-6 AND kept.version = newest.version GROUP BY whose.learner ORDER BY ALL
"""
_UNCHECKED = """
SELECT whose.learner, sign(kept.version - newest.version), count(*)
FROM kept JOIN whose USING (file) JOIN newest USING (item) LEFT JOIN mark USING (answer) WHERE mark.score IS NULL
GROUP BY ALL ORDER BY ALL
"""
_VERSIONS = {-1: "an earlier version", 0: "this version", 1: "a later version"}


def whole(database: "DuckDBPyConnection", files: Sequence[Handed]) -> tuple[list[str], list[int]]:
    """Return what is missing or odd in each file, and the files that do not count; call it before `people`."""
    problems: list[str] = []
    left_out: list[int] = []
    rows = {row[0]: row[1:] for row in database.execute("SELECT * FROM seen").fetchall()}
    for number, file in enumerate(files):
        heads, questions, attempts, unknown, late = rows.get(number, (1, 0, 0, 0, 0))
        if heads > 1:
            left_out.append(number)
            problems.append(
                f"{file.shown}: {heads} files were put together in one. Nothing was taken; hand in each by itself."
            )
            continue
        if broken := file.lines - attempts - questions:
            problems.append(f"{file.shown}: {broken} of {count(file.lines, 'line')} cannot be read{_which(file)}.")
        if file.lines < file.claimed:
            problems.append(
                f"{file.shown}: {count(file.claimed - file.lines, 'line')} of {file.claimed} missing. The end may have "
                "been cut off, or answers taken out."
            )
        if 0 <= file.claimed < file.lines:
            problems.append(
                f"{file.shown} holds {count(file.lines, 'line')} where its first line says {file.claimed}: lines were "
                "added."
            )
        if unknown:
            problems.append(
                f"{file.shown}: {count(unknown, 'answer')} to questions that neither the course has nor the file; not "
                "scored."
            )
        if late:
            problems.append(f"{file.shown}: {count(late, 'answer')} dated in the future.")
        if not attempts:
            problems.append(f"{file.shown} (“{file.learner}”) holds no answers.")
    return problems, left_out


def scores(database: "DuckDBPyConnection", who: People, versions: dict[int, int]) -> list[str]:
    """Return what is odd about the scores; call it while the table `kept` is there."""
    given = {"items": list(versions), "versions": list(versions.values())}
    database.execute("CREATE TEMP TABLE newest AS SELECT unnest($items) AS item, unnest($versions) AS version", given)
    said = [
        f"“{who.names[learner]}” ({who.files[learner]}): {count(number, 'answer')} with another score than the key "
        "gives. The key's score counts."
        for learner, number in database.execute(_EDITED).fetchall()
    ]
    said += [
        f"“{who.names[learner]}” ({who.files[learner]}): {count(number, 'answer')} to {_VERSIONS[version]} of a "
        "question cannot be checked against the key; left out."
        for learner, version, number in database.execute(_UNCHECKED).fetchall()
    ]
    return said


def _which(file: Handed) -> str:
    """Return which lines of a file are not whole, in words."""
    wrong: list[int] = []
    for number, line in enumerate(Path(file.path).read_bytes().split(b"\n"), start=1):
        if number > 1 and line.strip() and not line.startswith(b'{"quiz":'):
            try:
                parse(line)
            except (ValueError, TypeError, RecursionError):
                wrong.append(number)
        if len(wrong) > _LINES:
            break
    if not wrong:
        return ""
    return f": line {', '.join(map(str, wrong[:_LINES]))}{' and more' if len(wrong) > _LINES else ''}"
