"""Many learners: what they handed in, what it adds up to, and the page that says so to their teacher."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from course_utils.classroom.report import Report, drawn_up
from course_utils.errors import CourseError, writing

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from course_utils.classroom.keys import Keys
    from course_utils.classroom.marking import Marked
    from course_utils.classroom.people import People


def report(
    submissions: str | Path,
    out: str | Path | None = None,
    tables: str | Path | None = None,
    *,
    memory_mb: int | None = None,
    tell: Callable[[str, float], None] = lambda step, share: None,
) -> Report:
    """Return what the work handed in says, and write the page and the tables.

    The arguments, and what can go wrong, are as with `worked_out`; CourseError also if there is no room to write.
    """
    from course_utils.classroom import tables as sheets

    with worked_out(submissions, memory_mb=memory_mb, tell=tell) as found:
        made = drawn_up(found.database, found.keys, found.marked, found.who, found.notes, found.files)
        if tables is not None:
            tell("writing the tables", 0.95)
            sheets.write(tables, made.items, sheets.learners(found.database, found.who), found.notes)
    if out is not None:
        tell("writing the page", 0.98)
        with writing(out):
            Path(out).write_text(made.html, encoding="utf-8")
    tell("done", 1.0)
    return made


@dataclass(frozen=True)
class Worked:
    """What was handed in, worked out in a database."""

    database: "DuckDBPyConnection"
    """It has the tables that `figures.prepare` makes."""
    keys: "Keys"
    marked: "Marked"
    who: "People"
    notes: list[str]
    """A sentence for each thing that is wrong or odd in what was handed in."""
    files: int


@contextmanager
def worked_out(
    submissions: str | Path,
    *,
    memory_mb: int | None = None,
    tell: Callable[[str, float], None] = lambda step, share: None,
) -> Iterator[Worked]:
    """Give the answers of a class in a database, which is gone afterwards.

    `submissions` is a file, a folder or a zip archive. `memory_mb` is what the database may take, by default
    `database.MEMORY_MB`; `tell` hears how far it is. CourseError if there is nothing there, or no room to work.
    """
    from course_utils.classroom import database, doubts, figures, gather, keys, marking, people

    place = tempfile.gettempdir()
    if place != place.encode("utf-8", "replace").decode("utf-8"):
        raise CourseError(
            f"The folder for temporary files, {place!r}, has letters in its name that are not UTF-8, "
            "which DuckDB cannot open. Set TMPDIR to another folder."
        )
    with (
        tempfile.TemporaryDirectory(prefix="course-class-") as folder,
        database.opened(folder, memory_mb or database.MEMORY_MB) as base,
    ):
        found = gather.gather(submissions, folder, lambda count: tell(f"looking at file {count}", 0.0))
        files = found.files
        database.load(base, files, lambda done: tell("reading", 0.05 + 0.65 * done / len(files)))
        broken, left_out = doubts.whole(base, files)
        database.leave_out(base, left_out)
        key = keys.keys(base, files)
        marked = marking.mark(base, key, folder, lambda done: tell("checking answers", 0.75))
        tell("telling learners apart", 0.8)
        who = people.people(base, files)
        versions = {item: key.question(item).version for item in key.quiz if key.question(item).graded}
        odd = doubts.scores(base, who, versions)
        tell("working out the figures", 0.85)
        figures.prepare(base, key)
        yield Worked(base, key, marked, who, [*found.problems, *broken, *who.problems, *odd], len(files))
