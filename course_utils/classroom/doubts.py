"""What a report can and cannot trust: lines stepped over, scores that were changed, answers that cannot be checked."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from course_utils.classroom.handed import Handed, count
from course_utils.classroom.people import People

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_RUNS = 20  # lines of one file, or runs of lines, that are named one by one

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


def whole(files: Sequence[Handed]) -> list[str]:
    """Return what is missing or odd in each file."""
    return [said for file in files for said in _odd(file)]


def _odd(file: Handed) -> Iterator[str]:
    found = file.lines
    if found.heads > 1:
        yield f"{file.shown}: {found.heads} files were put together in one. Nothing was taken; hand in each by itself."
        return
    if found.broken:
        many = f"{len(found.broken):,} of {count(found.lines, 'line')}"
        yield f"{file.shown}: {many} cannot be read: {_listed(found.broken)}."
    if found.lines < file.claimed:
        yield (
            f"{file.shown}: {count(file.claimed - found.lines, 'line')} of {file.claimed} missing. The end may have "
            "been cut off, or answers taken out."
        )
    if 0 <= file.claimed < found.lines:
        yield (
            f"{file.shown} holds {count(found.lines, 'line')} where its first line says {file.claimed}: lines were "
            "added."
        )
    if found.unknown:
        yield (
            f"{file.shown}: {count(found.unknown, 'answer')} to questions that neither the course has nor the file; "
            "not scored."
        )
    if found.late:
        yield f"{file.shown}: {count(found.late, 'answer')} dated in the future."
    if found.early:
        yield f"{file.shown}: {count(found.early, 'answer')} dated before there was this course."
    if not found.attempts and not found.too_many:
        yield f"{file.shown} (“{file.learner}”) holds no answers."


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


def _listed(numbers: Sequence[int]) -> str:
    """Return which lines, in words, neighbours together: "lines 3, 5 to 9 and 12"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    shown = [f"{run[0]} to {run[1]}" if len(run) > 1 else f"{run[0]}" for run in runs[:_RUNS]]
    if len(runs) > _RUNS:
        return f"lines {', '.join(shown)} and more"
    said = " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
    return f"line{'s' if len(numbers) > 1 else ''} {said}"
