"""Many learners: what they handed in and voted, what it adds up to, and the page that says so to their teacher."""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from course_class.report import Report, drawn_up
from course_utils.errors import CourseError, writing
from course_utils.language import gettext

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from course_class.answer_keys import Keys
    from course_class.identity import People
    from course_class.regrade import Marked


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
    from course_class import csv_export as sheets

    with worked_out(submissions, memory_mb=memory_mb, tell=tell) as found:
        made = drawn_up(
            found.database, found.keys, found.marked, found.who, found.notes, found.files, found.faults, found.placed
        )
        if tables is not None:
            tell(gettext("writing the tables"), 0.95)
            sheets.write(tables, made.items, sheets.learners(found.database, found.who), found.notes)
    if out is not None:
        tell(gettext("writing the page"), 0.98)
        with writing(out):
            Path(out).write_text(made.html, encoding="utf-8")
    tell(gettext("done"), 1.0)
    return made


@dataclass(frozen=True)
class Worked:
    """What was handed in, worked out in a database."""

    database: "DuckDBPyConnection"
    """It has the tables that `item_analysis.prepare` makes."""
    keys: "Keys"
    marked: "Marked"
    who: "People"
    notes: list[str]
    """A sentence for each thing that is wrong or odd in what was handed in."""
    files: int
    faults: list[tuple[str, str]]
    """(question or record, what somebody found wrong in it), each once; `attempt_lines` says how a record is named."""
    placed: Counter[tuple[str, str]]
    """How many learners placed a text of their own on a level of its rubric, by (question, level)."""


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
    from course_class import answer_keys, collect, database, identity, integrity, item_analysis, regrade

    problems: list[str] = []
    with _place_to_work() as folder, database.opened(folder, memory_mb or database.MEMORY_MB) as base:
        handed_in = collect.gather(
            submissions,
            problems,
            lambda count, share: tell(gettext("reading file {number}", number=count), 0.7 * share),
        )
        files = database.load(base, folder, handed_in, problems)
        broken = integrity.whole(files)
        key = answer_keys.keys(base, files, folder)
        marked = regrade.mark(base, key, folder, lambda done: tell(gettext("checking answers"), 0.75))
        tell(gettext("telling learners apart"), 0.8)
        who = identity.people(base, files)
        tell(gettext("working out the figures"), 0.85)
        item_analysis.prepare(base, key)
        versions = {item: key.newest(item).version for item in key.quiz if key.newest(item).graded}
        odd = integrity.scores(base, who, versions)
        faults = list(dict.fromkeys(one for file in files for one in file.lines.faults))
        whose = dict(base.execute("SELECT file, learner FROM whose").fetchall())
        last = {(whose[n], id_): level for n, file in enumerate(files) for id_, level in file.lines.levels.items()}
        placed = Counter((id_, level) for (_, id_), level in last.items())
        yield Worked(base, key, marked, who, [*problems, *broken, *who.problems, *odd], len(files), faults, placed)


@contextmanager
def _place_to_work() -> Iterator[str]:
    """Give a folder for temporary files, which is gone afterwards; CourseError if there can be none."""
    try:
        place = tempfile.TemporaryDirectory(prefix="course-class-", ignore_cleanup_errors=True)
    except OSError as error:
        said = gettext(
            "There is no folder for temporary files ({why}). Set TMPDIR to a folder that can be written and has a "
            "usual name, then run this again.",
            why=error.strerror,
        )
        raise CourseError(said) from None
    with place as folder:
        try:
            folder.encode("utf-8")
        except UnicodeEncodeError:
            said = gettext(
                "The name of the folder for temporary files is not UTF-8. Set TMPDIR to a folder that can be written "
                "and has a usual name, then run this again."
            )
            raise CourseError(said) from None
        yield folder
