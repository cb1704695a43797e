"""Who is who among the files: one learner who handed in twice, two with one pseudonym, work that was copied."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from course_utils.classroom.handed import Handed

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_KEEP = """
CREATE TABLE again AS SELECT id, arg_min(rowid, file::HUGEINT * 1099511627776 + rowid) AS first
    FROM attempt GROUP BY id HAVING count(*) > 1;
CREATE TABLE twice AS SELECT attempt.file, kept.file AS other, count(*) AS answers,
    count(*) FILTER (attempt.answer IS DISTINCT FROM kept.answer OR attempt.item != kept.item) AS changed
    FROM attempt JOIN again USING (id) JOIN attempt AS kept ON kept.rowid = again.first
    WHERE attempt.rowid != again.first GROUP BY attempt.file, kept.file;
CREATE TABLE kept AS SELECT attempt.rowid AS place, attempt.* EXCLUDE (id) FROM attempt
    LEFT JOIN again USING (id) WHERE again.first IS NULL OR again.first = attempt.rowid ORDER BY place;
DROP TABLE attempt;
DROP TABLE again
"""


@dataclass
class People:
    """The learners by number, and a sentence for each thing that is odd about them."""

    names: list[str] = field(default_factory=list)
    """Where two learners share a pseudonym, each has a number behind it."""
    files: list[str] = field(default_factory=list)
    """The first file of each learner."""
    problems: list[str] = field(default_factory=list)


def people(database: "DuckDBPyConnection", files: Sequence[Handed]) -> People:
    """Return who handed in; afterwards each attempt stands once in the table `kept`, and `whose` says whose it is."""
    for statement in _KEEP.split(";\n"):
        database.execute(statement)
    twice = database.execute("SELECT file, other, answers, changed FROM twice ORDER BY file, other").fetchall()
    left = list(range(len(files)))  # each file leads to the first file of the same learner

    def root(file: int) -> int:
        while left[file] != file:
            left[file] = file = left[left[file]]
        return file

    for file, other, _, _ in twice:
        if files[file].learner == files[other].learner and file != other:
            a, b = sorted((root(file), root(other)))
            left[b] = a
    found = People(problems=[_twice(files[file], files[other], *rest, file == other) for file, other, *rest in twice])
    attempts = dict(database.execute("SELECT file, attempts FROM seen").fetchall())
    whose, number, same = {}, {}, {}
    for file in range(len(files)):
        if attempts.get(file) or root(file) != file:
            whose[file] = root(file)
            number.setdefault(root(file), len(number))
    for first in number:
        same.setdefault(files[first].learner, []).append(first)
    for name, firsts in same.items():
        if len(firsts) > 1:
            shown = ", ".join(files[first].shown for first in firsts[:5]) + (" …" if len(firsts) > 5 else "")
            found.problems.append(
                f"{len(firsts)} files bear the pseudonym “{name}” and have no answer in common ({shown}). They count "
                f"as {len(firsts)} learners, numbered. If they are one learner, ask for one file with all the work."
            )
    counted = {first: count for firsts in same.values() for count, first in enumerate(firsts, start=1)}
    for first in number:
        name = files[first].learner
        found.names.append(f"{name} ({counted[first]})" if len(same[name]) > 1 else name)
        found.files.append(files[first].shown)
    database.execute("CREATE TABLE whose (file INTEGER, learner INTEGER)")
    if whose:
        given = {"files": list(whose), "learners": [number[first] for first in whose.values()]}
        database.execute("INSERT INTO whose SELECT unnest($files), unnest($learners)", given)
    return found


def _twice(file: Handed, other: Handed, answers: int, changed: int, itself: bool) -> str:
    if itself:
        said = f"{file.shown}: {answers} answers stand there more than once; each counts once."
    elif file.learner == other.learner:
        said = f"{file.shown} and {other.shown} hold the same {answers} answers of “{file.learner}”; each counts once."
    else:
        said = (
            f"{file.shown} (“{file.learner}”) holds {answers} answers that stand in {other.shown} (“{other.learner}”) "
            f"too; they count once, for “{other.learner}”. One of the two files is a copy."
        )
    if changed:
        said += f" {changed} of them differ between the two places; what stands in {other.shown} counts."
    return said
