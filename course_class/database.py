"""The answers of a class in a database: a few files at a time, in little memory."""

import hashlib
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from course_class.submission import Handed
from course_utils.errors import CourseError
from course_utils.language import gettext, ngettext
from course_utils.quiz import bank

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY_MB = 80  # what DuckDB may take; with Python and what it reads, the command stays below 256 MB
BROUGHT = "questions.txt"  # in the folder to work in: the questions that files bring along, one behind another
_BATCH = 4_000_000  # bytes of answers that are put in at once
_LONGEST_ROW = 1_000_000  # bytes; a line has at most 200,000, and some numbers are written longer than they came

_TABLES = """
CREATE TABLE item (item INTEGER, quiz VARCHAR, question VARCHAR, graded BOOLEAN);
CREATE TABLE answer (answer UHUGEINT, item INTEGER, version INTEGER, response VARCHAR);
CREATE TABLE attempt (file INTEGER, id UHUGEINT, time BIGINT, item INTEGER, version INTEGER, answer UHUGEINT,
                      nth UINTEGER, lesson UTINYINT, confidence UTINYINT, seconds FLOAT, claimed DOUBLE);
CREATE TABLE carried (file INTEGER, quiz VARCHAR, key VARCHAR, start BIGINT, size BIGINT);
"""
# Tabs stand between the columns and in none of them: texts are JSON, which writes a tab as two signs.
_STAGE = f"""
CREATE OR REPLACE TEMP TABLE stage AS
SELECT *, md5_number(concat_ws(chr(0), item, version, response)) AS answer
FROM read_csv($path, header = false, auto_detect = false, delim = chr(9), quote = '', escape = '', nullstr = '',
    new_line = '\\n', max_line_size = {_LONGEST_ROW}, buffer_size = {2 * _LONGEST_ROW},
    columns = {{'file': 'INTEGER', 'item': 'INTEGER', 'id': 'VARCHAR', 'version': 'INTEGER', 'graded': 'BOOLEAN',
        'response': 'VARCHAR', 'nth': 'UINTEGER', 'lesson': 'UTINYINT', 'confidence': 'UTINYINT', 'seconds': 'FLOAT',
        'claimed': 'DOUBLE', 'time': 'BIGINT'}})
"""
_TAKE = """
INSERT INTO answer SELECT stage.answer, any_value(stage.item), any_value(stage.version), any_value(stage.response)
    FROM stage ANTI JOIN answer AS known ON known.answer = stage.answer
    WHERE graded AND stage.response IS NOT NULL GROUP BY stage.answer;
INSERT INTO attempt
    SELECT file, md5_number(id), time, item, version, answer, nth, lesson, confidence, seconds, claimed FROM stage
"""


@contextmanager
def opened(folder: str | Path, memory_mb: int = MEMORY_MB) -> "Iterator[DuckDBPyConnection]":
    """Give an empty database that works in a folder; what it cannot do for want of room is a CourseError."""
    try:
        import duckdb
    except ImportError:
        command = f"{sys.executable} -m pip install duckdb"
        said = gettext(
            "The report of a class needs DuckDB, which is not installed. Run once: {command}", command=command
        )
        raise CourseError(said) from None
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": f"{memory_mb}MB",
        "threads": 1,  # more do not read faster here: lines come from one file after another
        "temp_directory": str(Path(folder) / "spill"),
        "autoinstall_known_extensions": False,  # nothing is fetched, ever
        "autoload_known_extensions": False,
        "python_enable_replacements": False,
    }
    try:
        with duckdb.connect(":memory:", config=settings) as database:
            database.execute("SET TimeZone = 'UTC'; SET enable_progress_bar = false")
            database.execute(_TABLES)
            yield database
    except duckdb.OutOfMemoryException:
        said = gettext(
            "{megabytes} MB are too few for so many answers. Give the database more: --memory {more}",
            megabytes=memory_mb,
            more=2 * memory_mb,
        )
        raise CourseError(said) from None
    except duckdb.IOException as error:
        said = gettext(
            "The report could not be worked out: {why} Free some space on the disk.",
            why=str(error).splitlines()[0][:200],
        )
        raise CourseError(said) from None


def load(
    database: "DuckDBPyConnection", folder: str | Path, handed_in: Iterable[Handed], problems: list[str]
) -> list[Handed]:
    """Put the answers of all files into the database and return the files, each in the place of its number there.

    A file that does not fit in the memory is named in `problems` and has no answers. `folder` is a place to work in.
    """
    loader = _Loader(database, Path(folder) / "stage.tsv", problems)
    files: list[Handed] = []
    waiting: list[tuple[int, Handed]] = []
    size = 0
    for file in handed_in:
        waiting.append((len(files), file))
        files.append(file)
        size += sum(len(row) + 10 for _, row in file.lines.answers)
        if size > _BATCH:
            loader.put(waiting)
            waiting, size = [], 0
    loader.put(waiting)
    loader.end()
    return files


class _Loader:
    """Puts files into the database, fewer at a time where memory is short."""

    def __init__(self, database: "DuckDBPyConnection", path: Path, problems: list[str]):
        self.database = database
        self.path = path
        self.problems = problems
        course = [question for lesson in bank.lessons() for question in bank.lesson_questions(lesson)]
        self.items = [("", question.id, question.graded) for question in course]
        self.numbers: dict[tuple[str, str], int] = {}
        self.done = 0
        self.refused: Exception | None = None

    def put(self, files: Sequence[tuple[int, Handed]]) -> None:
        """Put the answers of a few files in, and let go of them."""
        import duckdb

        if not files:
            return
        try:
            self._try(files)
        except duckdb.OutOfMemoryException as error:
            self.database.rollback()
            if len(files) > 1:
                self.put(files[: len(files) // 2])
                self.put(files[len(files) // 2 :])
                return
            self.refused = error
            self._name(files[0][1])
        self.done += len(files)
        for _, file in files:
            file.lines.answers = []
            file.lines.questions = {}

    def end(self) -> None:
        """Write down which questions there are; the memory is too small for anything if no file had room in it."""
        if self.refused and not self.done:
            raise self.refused
        names = ("items", "quizzes", "ids", "graded")
        columns = zip(*((number, *item) for number, item in enumerate(self.items, start=1)), strict=True)
        given = dict(zip(names, map(list, columns), strict=True))
        self.database.execute("INSERT INTO item SELECT " + ", ".join(f"unnest(${name})" for name in names), given)
        self.database.execute("DROP TABLE IF EXISTS stage")

    def _try(self, files: Sequence[tuple[int, Handed]]) -> None:
        self._number(files)
        with self.path.open("wb") as stream:
            for number, file in files:
                for item, row in file.lines.answers:
                    stream.write(b"%d\t%d\t%b\n" % (number, item if isinstance(item, int) else self.numbers[item], row))
        carried = [(number, *one) for number, file in files for one in self._put_down(file)]
        self.database.begin()
        self.database.execute(_STAGE, {"path": str(self.path)})
        for statement in _TAKE.split(";\n"):
            self.database.execute(statement)
        if carried:
            names = ("files", "quizzes", "keys", "starts", "sizes")
            given = dict(zip(names, map(list, zip(*carried, strict=True)), strict=True))
            self.database.execute(
                "INSERT INTO carried SELECT " + ", ".join(f"unnest(${name})" for name in names), given
            )
        self.database.commit()

    def _put_down(self, file: Handed) -> Iterator[tuple[str, str, int, int]]:
        """Write the questions that a file brings along on disk: quiz, a key of the text, and where it stands there."""
        with (self.path.parent / BROUGHT).open("ab") as stream:
            for quiz, body in file.lines.questions:
                data = body.encode()
                yield quiz, hashlib.sha256(data).hexdigest(), stream.tell(), len(data)
                stream.write(data)

    def _number(self, files: Sequence[tuple[int, Handed]]) -> None:
        """Give the questions that the course does not ship a number each, in the order of their quizzes and ids."""
        asked = {item for _, file in files for item, _ in file.lines.answers if not isinstance(item, int)}
        for quiz, question in sorted(asked - self.numbers.keys()):
            self.items.append((quiz, question, True))
            self.numbers[quiz, question] = len(self.items)

    def _name(self, file: Handed) -> None:
        lost, file.lines.attempts, file.lines.too_many = file.lines.attempts, 0, True
        self.problems.append(
            ngettext(
                "{file}: its {count} answer take more memory than there is; not counted. Give the database more: "
                "--memory 500",
                "{file}: its {count} answers take more memory than there is; not counted. Give the database more: "
                "--memory 500",
                lost,
                file=file.shown,
            )
        )
