"""What a report can and cannot trust: lines stepped over, scores that were changed, answers that cannot be checked."""

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import TYPE_CHECKING

from course_class.identity import People
from course_class.submission import Handed
from course_utils.language import gettext, ngettext, number

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_RUNS = 20  # lines of one file, or runs of lines, that are named one by one

_EDITED = """
SELECT learner, count(*) FROM scored JOIN newest USING (item)
WHERE abs(coalesce(claimed, -1) - score) > 1e-6 AND scored.version = newest.version GROUP BY learner ORDER BY ALL
"""
_UNCHECKED = """
SELECT learner, sign(scored.version - newest.version), count(*)
FROM scored JOIN newest USING (item) WHERE score IS NULL
GROUP BY ALL ORDER BY ALL
"""


def whole(files: Sequence[Handed]) -> list[str]:
    """Return what is missing or odd in each file."""
    return [said for file in files for said in _odd(file)]


def _odd(file: Handed) -> Iterator[str]:
    found = file.lines
    if found.heads > 1:
        yield ngettext(
            "{file}: {count} file was put together in one. Nothing was taken; hand in each by itself.",
            "{file}: {count} files were put together in one. Nothing was taken; hand in each by itself.",
            found.heads,
            file=file.shown,
        )
        return
    if found.broken:
        yield ngettext(
            "{file}: {broken} of {count} line cannot be read: {which}.",
            "{file}: {broken} of {count} lines cannot be read: {which}.",
            found.lines,
            file=file.shown,
            broken=number(len(found.broken)),
            which=_listed(found.broken),
        )
    if found.lines < file.claimed:
        yield ngettext(
            "{file}: {count} line of {claimed} missing. The end may have been cut off, or answers taken out.",
            "{file}: {count} lines of {claimed} missing. The end may have been cut off, or answers taken out.",
            file.claimed - found.lines,
            file=file.shown,
            claimed=file.claimed,
        )
    if 0 <= file.claimed < found.lines:
        yield ngettext(
            "{file} holds {count} line where its first line says {claimed}: lines were added.",
            "{file} holds {count} lines where its first line says {claimed}: lines were added.",
            found.lines,
            file=file.shown,
            claimed=file.claimed,
        )
    if found.unknown:
        yield ngettext(
            "{file}: {count} answer to questions that neither the course has nor the file; not scored.",
            "{file}: {count} answers to questions that neither the course has nor the file; not scored.",
            found.unknown,
            file=file.shown,
        )
    if found.late:
        yield ngettext(
            "{file}: {count} answer dated in the future.",
            "{file}: {count} answers dated in the future.",
            found.late,
            file=file.shown,
        )
    if found.early:
        yield ngettext(
            "{file}: {count} answer dated before there was this course.",
            "{file}: {count} answers dated before there was this course.",
            found.early,
            file=file.shown,
        )
    if not found.attempts and not found.too_many:
        yield gettext("{file} (“{learner}”) holds no answers.", file=file.shown, learner=file.learner)


def scores(database: "DuckDBPyConnection", who: People, versions: dict[int, int]) -> list[str]:
    """Return what is odd about the scores in the table `scored`; `versions` has the newest of each graded item."""
    given = {"items": list(versions), "versions": list(versions.values())}
    database.execute("CREATE TEMP TABLE newest AS SELECT unnest($items) AS item, unnest($versions) AS version", given)
    said = [
        ngettext(
            "“{learner}” ({file}): {count} answer with another score than the key gives. The key's score counts.",
            "“{learner}” ({file}): {count} answers with another score than the key gives. The key's score counts.",
            answers,
            learner=who.names[learner],
            file=who.files[learner],
        )
        for learner, answers in database.execute(_EDITED).fetchall()
    ]
    said += [
        _unchecked(version, answers, who.names[learner], who.files[learner])
        for learner, version, answers in database.execute(_UNCHECKED).fetchall()
    ]
    return said


def _unchecked(version: int, answers: int, learner: str, file: str) -> str:
    """Return what is said of answers to an earlier (-1), this (0) or a later version (1) of their questions."""
    if version < 0:
        return ngettext(
            "“{learner}” ({file}): {count} answer to an earlier version of a question cannot be checked against the "
            "key; left out.",
            "“{learner}” ({file}): {count} answers to an earlier version of a question cannot be checked against the "
            "key; left out.",
            answers,
            learner=learner,
            file=file,
        )
    if version > 0:
        return ngettext(
            "“{learner}” ({file}): {count} answer to a later version of a question cannot be checked against the key; "
            "left out.",
            "“{learner}” ({file}): {count} answers to a later version of a question cannot be checked against the key; "
            "left out.",
            answers,
            learner=learner,
            file=file,
        )
    return ngettext(
        "“{learner}” ({file}): {count} answer to this version of a question cannot be checked against the key; left "
        "out.",
        "“{learner}” ({file}): {count} answers to this version of a question cannot be checked against the key; left "
        "out.",
        answers,
        learner=learner,
        file=file,
    )


def _listed(numbers: Sequence[int]) -> str:
    """Return which lines, in words, neighbours together: "lines 3, 5 to 9 and 12"."""
    runs: list[list[int]] = []
    for line in numbers:
        if runs and line == runs[-1][-1] + 1:
            runs[-1][1:] = [line]
        else:
            runs.append([line])
    *shown, last = [
        gettext("{first} to {last}", first=run[0], last=run[1]) if len(run) > 1 else str(run[0]) for run in runs[:_RUNS]
    ]
    if len(runs) > _RUNS:
        return gettext("lines {some} and more", some=_enumerated([*shown, last]))
    said = gettext("{several} and {last}", several=_enumerated(shown), last=last) if shown else last
    return gettext("lines {which}", which=said) if len(numbers) > 1 else gettext("line {which}", which=said)


def _enumerated(parts: Sequence[str]) -> str:
    return reduce(lambda several, following: gettext("{several}, {next}", several=several, next=following), parts)
