"""The answers of a class in a database: read from the files as they lie, each once, none trusted."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from course_utils import knowledge
from course_utils.classroom.handed import Handed
from course_utils.errors import CourseError
from course_utils.quiz import bank
from course_utils.quiz.question import SURENESS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY_MB = 80  # what DuckDB may take; with Python and what it reads, the command stays below 256 MB
_BATCH = 8_000_000  # bytes read in one go
_TEXTS = ("id", "time", "quiz", "question", "version", "kind", "verdict", "score", "confidence", "seconds", "form")
_FORM = json.dumps(dict.fromkeys(_TEXTS, "VARCHAR") | {"response": "JSON"})

_TABLES = """
CREATE TABLE file (file INTEGER, path VARCHAR);
CREATE TABLE item (item INTEGER, quiz VARCHAR, question VARCHAR, graded BOOLEAN);
CREATE TABLE answer (answer UHUGEINT, item INTEGER, version INTEGER, response VARCHAR);
CREATE TABLE attempt (file INTEGER, id UHUGEINT, time BIGINT, item INTEGER, version INTEGER, answer UHUGEINT,
                      nth UINTEGER, lesson UTINYINT, sure UTINYINT, seconds FLOAT, claimed DOUBLE);
CREATE TABLE carried (file INTEGER, quiz VARCHAR, body VARCHAR);
CREATE TABLE seen (file INTEGER, heads BIGINT, questions BIGINT, attempts BIGINT, unknown BIGINT, late BIGINT);
"""
# Lines are read as text and then as JSON: for thousands of small files read_json takes four times as long. The empty
# line at the end of each file stays: to filter lines would cost as much as all the rest.
# What `attempt.parse` asks of a line, in SQL. A question that a file brings along has neither id nor time.
_STAGE = f"""
CREATE OR REPLACE TEMP TABLE stage AS
WITH line AS (
    SELECT filename, unnest(string_split(content, chr(10))) AS line FROM read_text($paths)
), read AS (
    SELECT file.file, json_transform(try_cast(line AS JSON), '{_FORM}') AS said
    FROM line JOIN file ON file.path = line.filename
), typed AS (
    SELECT file, said.* EXCLUDE (time, version, score, seconds), said.time AS written, said.version AS numbered,
        try_cast(said.time AS TIMESTAMPTZ) AS moment, try_cast(said.version AS INTEGER) AS version,
        said.score AS scored, try_cast(said.score AS DOUBLE) AS score,
        said.seconds AS timed, try_cast(said.seconds AS DOUBLE) AS seconds
    FROM read
)
SELECT file, id, quiz, question, response, confidence, score, seconds, epoch_us(moment) AS time,
    coalesce(version, 1) AS version,
    id IS NOT NULL AND quiz IS NOT NULL AND question IS NOT NULL AND kind IS NOT NULL AND verdict IS NOT NULL
        AND moment IS NOT NULL AND isfinite(moment) AND (substr(written, -6, 1) IN ('+', '-') OR suffix(written, 'Z'))
        AND (numbered IS NULL OR coalesce(version BETWEEN 1 AND 999999, false))
        AND (scored IS NULL OR coalesce(score BETWEEN 0 AND 1, false))
        AND (timed IS NULL OR coalesce(seconds >= 0 AND seconds < 1e9, false)) AS whole,
    form IS NOT NULL AND id IS NULL AS head,
    id IS NULL AND form IS NULL AND coalesce(starts_with(quiz, 'loaded/') AND starts_with(question, '{{'), false)
        AS brought,
    CASE WHEN starts_with(quiz, 'loaded/') THEN quiz ELSE '' END AS domain
FROM typed
"""
_TAKE = """
INSERT INTO item
    SELECT (SELECT count(*) FROM item) + row_number() OVER (ORDER BY domain, question), domain, question, true
    FROM (SELECT DISTINCT domain, question FROM stage WHERE whole AND domain != '') AS fresh
    ANTI JOIN item ON item.quiz = fresh.domain AND item.question = fresh.question;
CREATE OR REPLACE TEMP TABLE fit AS
SELECT stage.*, item.item, item.graded,
    md5_number(concat_ws(chr(0), item.item, stage.version, stage.response)) AS answer
FROM stage JOIN item ON item.quiz = domain AND item.question = stage.question WHERE whole;
INSERT INTO answer SELECT fit.answer, any_value(fit.item), any_value(fit.version), any_value(fit.response)
    FROM fit ANTI JOIN answer AS known ON known.answer = fit.answer
    WHERE graded AND fit.response IS NOT NULL GROUP BY fit.answer;
INSERT INTO attempt SELECT file, md5_number(id), time, item, version, answer,
    coalesce(try_cast(split_part(id, '-', -1) AS UINTEGER), 0),
    coalesce(list_position($lessons, split_part(quiz, '/', 1)), 0),
    coalesce(list_position($sureness, confidence), 0),
    seconds, score FROM fit;
INSERT INTO carried SELECT DISTINCT file, quiz, question FROM stage WHERE brought;
INSERT INTO seen SELECT file, count(*) FILTER (head), count(*) FILTER (brought), count(*) FILTER (whole),
    0, count(*) FILTER (whole AND time > epoch_us(now()) + 86400000000) FROM stage GROUP BY file;
UPDATE seen SET unknown = attempts - fits FROM (SELECT file, count(*) AS fits FROM fit GROUP BY file) AS f
    WHERE f.file = seen.file;
UPDATE seen SET unknown = attempts
    WHERE file IN (SELECT DISTINCT file FROM stage) AND file NOT IN (SELECT file FROM fit);
"""


@contextmanager
def opened(folder: str | Path, memory_mb: int = MEMORY_MB) -> "Iterator[DuckDBPyConnection]":
    """Give an empty database that works in a folder; what it cannot do for want of room is a CourseError."""
    try:
        import duckdb
    except ImportError:
        command = f"{sys.executable} -m pip install duckdb"
        raise CourseError(f"The report of a class needs DuckDB, which is not installed. Run once: {command}") from None
    settings = {
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
            known = [question for lesson in bank.lessons() for question in bank.lesson_questions(lesson)]
            database.execute(
                "INSERT INTO item SELECT unnest(range(1, $n + 1)), '', unnest($ids), unnest($graded)",
                {"n": len(known), "ids": [one.id for one in known], "graded": [one.graded for one in known]},
            )
            yield database
    except duckdb.OutOfMemoryException:
        said = f"{memory_mb} MB are too few for so many answers. Give the database more: --memory {2 * memory_mb}"
        raise CourseError(said) from None
    except duckdb.IOException as error:
        said = f"The report could not be worked out: {str(error).splitlines()[0][:200]} Free some space on the disk."
        raise CourseError(said) from None


def load(
    database: "DuckDBPyConnection", files: Sequence[Handed], tell: Callable[[int], None] = lambda done: None
) -> None:
    """Put the attempts of all files into the database, a few files at a time."""
    for start, batch in _batches(files):
        paths = [file.path for file in batch]
        numbers = list(range(start, start + len(batch)))
        database.execute("DELETE FROM file")
        database.execute(
            "INSERT INTO file SELECT unnest($numbers), unnest($paths)", {"numbers": numbers, "paths": paths}
        )
        database.execute(_STAGE, {"paths": paths})
        given = {"lessons": list(knowledge.lessons()), "sureness": list(SURENESS)}
        for statement in _TAKE.split(";\n"):
            if statement.strip():
                wanted = {name: value for name, value in given.items() if f"${name}" in statement}
                database.execute(statement, wanted)
        tell(start + len(batch))
    database.execute("DROP TABLE IF EXISTS stage; DROP TABLE IF EXISTS fit")


def _batches(files: Sequence[Handed]) -> Iterator[tuple[int, Sequence[Handed]]]:
    start = size = 0
    for number, file in enumerate(files):
        size += Path(file.path).stat().st_size + 2000
        if size > _BATCH:
            yield start, files[start : number + 1]
            start, size = number + 1, 0
    if start < len(files):
        yield start, files[start:]


def leave_out(database: "DuckDBPyConnection", files: Sequence[int]) -> None:
    """Forget the attempts of some files."""
    given = {"files": list(files)}
    database.execute("DELETE FROM attempt WHERE file IN (SELECT unnest($files::INTEGER[]))", given)
    database.execute("UPDATE seen SET attempts = 0 WHERE file IN (SELECT unnest($files::INTEGER[]))", given)
