"""Who is who among the files: one learner who handed in twice, two with one pseudonym, work that was copied."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count as count_from
from typing import TYPE_CHECKING

from course_class.submission import Handed
from course_utils import pseudonym
from course_utils.language import ngettext

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_AGAIN = """
CREATE TABLE again AS SELECT id, arg_min(rowid, file::HUGEINT * 1099511627776 + rowid) AS first
    FROM attempt GROUP BY id HAVING count(*) > 1;
CREATE TABLE twice AS SELECT attempt.file, kept.file AS other, count(*) AS answers,
    count(*) FILTER (attempt.answer IS DISTINCT FROM kept.answer OR attempt.item != kept.item) AS changed
    FROM attempt JOIN again USING (id) JOIN attempt AS kept ON kept.rowid = again.first
    WHERE attempt.rowid != again.first GROUP BY attempt.file, kept.file
"""
# Files of one pseudonym that share an answer, also where a third file had it first.
_ALIKE = """
SELECT DISTINCT attempt.file, min(attempt.file) OVER (PARTITION BY attempt.id, bearer.bearer)
FROM attempt JOIN again USING (id) JOIN bearer USING (file)
"""
# An answer that two learners hand in is neither's: no question that it answers gives points to either.
_SHARED = """
CREATE TABLE shared AS
WITH given AS (SELECT id, learner, item FROM attempt JOIN again USING (id) JOIN whose USING (file))
SELECT DISTINCT learner, item FROM given
WHERE id IN (SELECT id FROM given GROUP BY id HAVING count(DISTINCT learner) > 1)
"""
_KEEP = """
CREATE TABLE kept AS SELECT attempt.rowid AS place, attempt.* EXCLUDE (id) FROM attempt
    LEFT JOIN again USING (id) WHERE again.first IS NULL OR again.first = attempt.rowid ORDER BY place;
DROP TABLE attempt;
DROP TABLE again
"""


@dataclass
class People:
    """The learners by number, and a sentence for each thing that is odd about them."""

    names: list[str] = field(default_factory=list)
    """What each is called: where two share a pseudonym, each has a number behind it, and no two are called alike."""
    pseudonyms: list[str] = field(default_factory=list)
    """The pseudonym in the file of each."""
    files: list[str] = field(default_factory=list)
    """The first file of each learner."""
    problems: list[str] = field(default_factory=list)
    shared: list[str] = field(default_factory=list)
    """Those of the sentences that say which learners have handed in the same answers."""
    answered: int = 0
    """How many learners have an answer that counts: not one who handed in nothing but a copy."""


def people(database: "DuckDBPyConnection", files: Sequence[Handed]) -> People:
    """Return who handed in; afterwards each attempt stands once in the table `kept`, and `whose` says whose it is.

    The table `shared` has the questions of a learner that were answered by what another handed in too.
    """
    for statement in _AGAIN.split(";\n"):
        database.execute(statement)
    twice = database.execute("SELECT file, other, answers, changed FROM twice ORDER BY file, other").fetchall()
    first = _first_files(database, files)
    number = {file: place for place, file in enumerate(sorted({*first}))}
    database.execute("CREATE TABLE whose (file INTEGER, learner INTEGER)")
    given = {"files": list(range(len(files))), "learners": [number[file] for file in first]}
    database.execute("INSERT INTO whose SELECT unnest($files::INTEGER[]), unnest($learners::INTEGER[])", given)
    database.execute(_SHARED)
    for statement in _KEEP.split(";\n"):
        database.execute(statement)
    found = People(pseudonyms=[files[file].learner for file in number], files=[files[file].shown for file in number])
    for file, other, answers, changed in twice:
        said = _twice(files[file], files[other], answers, changed, file == other)
        found.problems.append(said)
        if first[file] != first[other]:
            found.shared.append(said)
    bearers: dict[str, list[int]] = {}
    for file in number:
        bearers.setdefault(pseudonym.key(files[file].learner), []).append(file)
    found.problems += [_bear(same, files) for same in bearers.values() if len(same) > 1]
    found.names = _numbered(found.pseudonyms)
    [[found.answered]] = database.execute("SELECT count(DISTINCT learner) FROM kept JOIN whose USING (file)").fetchall()
    return found


def _first_files(database: "DuckDBPyConnection", files: Sequence[Handed]) -> list[int]:
    """Return for each file the first one of the same learner: those of one pseudonym that share an answer."""
    numbers: dict[str, int] = {}
    bearer = [numbers.setdefault(pseudonym.key(file.learner), len(numbers)) for file in files]
    database.execute("CREATE TEMP TABLE bearer (file INTEGER, bearer INTEGER)")
    given = {"files": list(range(len(files))), "bearers": bearer}
    database.execute("INSERT INTO bearer SELECT unnest($files::INTEGER[]), unnest($bearers::INTEGER[])", given)
    alike = database.execute(_ALIKE).fetchall()
    full: dict[int, int] = {}
    for number, file in enumerate(files):
        if file.lines.attempts:
            full.setdefault(bearer[number], number)
    # A file with no answers is nobody else's than that of a learner of its name, if there is one.
    alike += [(number, full.setdefault(bearer[number], number)) for number, file in enumerate(files)
              if not file.lines.attempts]  # fmt: skip
    return _joined(len(files), alike)


def _joined(many: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """Return for each number the smallest of those that pairs join it with."""
    first = list(range(many))

    def root(one: int) -> int:
        while first[one] != one:
            first[one] = one = first[first[one]]
        return one

    for one, other in pairs:
        low, high = sorted((root(one), root(other)))
        first[high] = low
    return [root(one) for one in range(many)]


def _numbered(pseudonyms: Sequence[str]) -> list[str]:
    """Return what each learner is called: who shares a pseudonym gets a number that makes a name nobody has."""
    keys = [pseudonym.key(name) for name in pseudonyms]
    bearers, taken, names = Counter(keys), set(keys), []
    for name, key in zip(pseudonyms, keys, strict=True):
        if bearers[key] > 1:
            numbered = (f"{name} ({nth})" for nth in count_from(1))
            name = next(one for one in numbered if pseudonym.key(one) not in taken)
            taken.add(pseudonym.key(name))
        names.append(name)
    return names


def _bear(same: Sequence[int], files: Sequence[Handed]) -> str:
    shown = ", ".join(files[file].shown for file in same[:5]) + (" …" if len(same) > 5 else "")
    return ngettext(
        "{count} file bears the pseudonym “{learner}” and has no answer in common ({files}). It counts as {count} "
        "learner, numbered. If they are one learner, ask for one file with all the work.",
        "{count} files bear the pseudonym “{learner}” and have no answer in common ({files}). They count as {count} "
        "learners, numbered. If they are one learner, ask for one file with all the work.",
        len(same),
        learner=files[same[0]].learner,
        files=shown,
    )


def _twice(file: Handed, other: Handed, answers: int, changed: int, itself: bool) -> str:
    if itself:
        said = ngettext(
            "{file}: {count} answer more than once; each counts once.",
            "{file}: {count} answers more than once; each counts once.",
            answers,
            file=file.shown,
        )
    elif pseudonym.same(file.learner, other.learner):
        said = ngettext(
            "{file} and {other}: the same {count} answer of “{learner}”; each counts once.",
            "{file} and {other}: the same {count} answers of “{learner}”; each counts once.",
            answers,
            file=file.shown,
            other=other.shown,
            learner=file.learner,
        )
    else:
        said = ngettext(
            "{file} (“{learner}”) and {other} (“{other_learner}”): {count} answer in both. Each counts once for the "
            "class, under “{other_learner}”, and for neither in the gradebook. One of the two files is a copy: ask "
            "both.",
            "{file} (“{learner}”) and {other} (“{other_learner}”): {count} answers in both. Each counts once for the "
            "class, under “{other_learner}”, and for neither in the gradebook. One of the two files is a copy: ask "
            "both.",
            answers,
            file=file.shown,
            learner=file.learner,
            other=other.shown,
            other_learner=other.learner,
        )
    if not changed:
        return said
    differ = ngettext(
        "{count} of them differ; what stands in {file} counts.",
        "{count} of them differ; what stands in {file} counts.",
        changed,
        file=other.shown,
    )
    return f"{said} {differ}"
