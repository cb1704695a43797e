"""Who is who among the files: one learner who handed in twice, two with one pseudonym, work that was copied."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from course_utils.classroom.handed import Handed, count

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
    found = People(problems=[_twice(files[file], files[other], *rest, file == other) for file, other, *rest in twice])
    first = _first_files(files, [(file, other) for file, other, _, _ in twice])
    kept = [file for (file,) in database.execute("SELECT DISTINCT file FROM kept ORDER BY file").fetchall()]
    number = {file: place for place, file in enumerate(sorted({first[file] for file in kept}))}
    bearers: dict[str, list[int]] = {}
    for file in number:
        bearers.setdefault(files[file].learner, []).append(file)
    for name, same in bearers.items():
        if len(same) > 1:
            shown = ", ".join(files[file].shown for file in same[:5]) + (" …" if len(same) > 5 else "")
            found.problems.append(
                f"{len(same)} files bear the pseudonym “{name}” and have no answer in common ({shown}). They count "
                f"as {len(same)} learners, numbered. If they are one learner, ask for one file with all the work."
            )
    numbered = {file: nth for same in bearers.values() if len(same) > 1 for nth, file in enumerate(same, start=1)}
    for file in number:
        name = files[file].learner
        found.names.append(f"{name} ({numbered[file]})" if file in numbered else name)
        found.files.append(files[file].shown)
    database.execute("CREATE TABLE whose (file INTEGER, learner INTEGER)")
    given = {"files": kept, "learners": [number[first[file]] for file in kept]}
    database.execute("INSERT INTO whose SELECT unnest($files::INTEGER[]), unnest($learners::INTEGER[])", given)
    return found


def _first_files(files: Sequence[Handed], twice: Iterable[tuple[int, int]]) -> list[int]:
    """Return for each file the first one of the same learner: those of one pseudonym that share an answer."""
    first = list(range(len(files)))

    def root(file: int) -> int:
        while first[file] != file:
            first[file] = file = first[first[file]]
        return file

    for file, other in twice:
        if files[file].learner == files[other].learner:
            low, high = sorted((root(file), root(other)))
            first[high] = low
    return [root(file) for file in range(len(files))]


def _twice(file: Handed, other: Handed, answers: int, changed: int, itself: bool) -> str:
    many = count(answers, "answer")
    if itself:
        said = f"{file.shown}: {many} more than once; each counts once."
    elif file.learner == other.learner:
        said = f"{file.shown} and {other.shown}: the same {many} of “{file.learner}”; each counts once."
    else:
        said = (
            f"{file.shown} (“{file.learner}”) and {other.shown} (“{other.learner}”): {many} in both. Each counts once, "
            f"for “{other.learner}”. One of the two files is a copy."
        )
    if changed:
        said += f" {changed} of them differ; what stands in {other.shown} counts."
    return said
