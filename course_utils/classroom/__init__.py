"""Many learners: what they handed in, what it adds up to, and the page that says so to their teacher."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from course_utils.classroom.report import Report, drawn_up
from course_utils.errors import CourseError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from course_utils.classroom.people import People


def report(
    submissions: str | Path,
    out: str | Path | None = None,
    tables: str | Path | None = None,
    *,
    memory_mb: int | None = None,
    also: Callable[["DuckDBPyConnection", "People"], None] | None = None,
    tell: Callable[[str, float], None] = lambda step, share: None,
) -> Report:
    """Return what the work handed in says, and write the page and the tables.

    `submissions` is a file, a folder or a zip archive. `memory_mb` is what the database may take, by default
    `database.MEMORY_MB`. `also` is given the database and the learners while they are there; `tell` hears how far it
    is. CourseError if there is nothing there, or no room to work or to write.
    """
    from course_utils.classroom import database, doubts, figures, gather, keys, marking, people
    from course_utils.classroom import tables as sheets

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
        notes = [*found.problems, *broken, *who.problems, *odd]
        made = drawn_up(base, key, marked, who, notes, len(files))
        if tables is not None:
            tell("writing the tables", 0.95)
            sheets.write(tables, made.items, sheets.learners(base, who), notes)
        if also is not None:
            also(base, who)
    if out is not None:
        tell("writing the page", 0.98)
        try:
            Path(out).write_text(made.html, encoding="utf-8")
        except OSError as error:
            raise CourseError(f"{out} could not be written ({error.strerror}). Name another file.") from None
    tell("done", 1.0)
    return made
