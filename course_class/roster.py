"""Who is behind each pseudonym: a small CSV file that a teacher keeps, and that never leaves their computer."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from course_class.csv_export import safe
from course_class.submission import said
from course_utils.errors import CourseError
from course_utils.language import gettext
from course_utils.pseudonym import key

_COLUMNS = {"id": "ID", "sis user id": "SIS User ID", "sis login id": "SIS Login ID"}
_MOST = 5_000_000  # bytes of the file


@dataclass(frozen=True)
class Roster:
    """Who is behind each pseudonym, and what kind of id that is: one of Canvas's columns."""

    ids: Mapping[str, str]
    """The ids by pseudonym, as `pseudonym.key` writes it."""
    column: str


def read(path: str | Path) -> Roster:
    """Return who is who, from a file with a line "pseudonym,id" and a line for each learner below it."""
    path = Path(path)
    try:
        if path.stat().st_size > _MOST:
            most = _MOST // 1_000_000
            raise CourseError(
                gettext("{file} is too big for a roster: at most {megabytes} MB.", file=path, megabytes=most)
            )
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        problem = gettext(
            "The roster {file} could not be read ({why}). Look at its name again.", file=path, why=error.strerror
        )
        raise CourseError(problem) from None
    except UnicodeDecodeError:
        raise CourseError(gettext("The roster {file} is not UTF-8. Save it as “CSV UTF-8”.", file=path)) from None
    first = text.partition("\n")[0]
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in first else ",", strict=True))
    except csv.Error as error:
        raise CourseError(gettext("The roster {file} is no CSV file ({why}).", file=path, why=error)) from None
    head = [cell.strip().casefold() for cell in rows[0]] if rows else []
    column = next((name for name in _COLUMNS if name in head), None)
    if "pseudonym" not in head or column is None:
        raise CourseError(
            gettext(
                'The roster {file} needs a first line "pseudonym,id". For Canvas, "SIS Login ID" or "SIS User ID" may '
                "stand in place of id.",
                file=path,
            )
        )
    ids: dict[str, str] = {}
    for number, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(head):
            problem = gettext(
                "The roster {file}, line {line}: it has {cells} cells and should have {wanted}.",
                file=path,
                line=number,
                cells=len(row),
                wanted=len(head),
            )
            raise CourseError(problem)
        pseudonym, id_ = row[head.index("pseudonym")], said(row[head.index(column)])
        if not pseudonym.strip() or not id_:
            raise CourseError(
                gettext("The roster {file}, line {line}: the pseudonym or the id is missing.", file=path, line=number)
            )
        if safe(id_) != id_:
            problem = gettext(
                "The roster {file}, line {line}: a spreadsheet would take “{id}” for a formula.",
                file=path,
                line=number,
                id=id_,
            )
            raise CourseError(problem)
        if key(pseudonym) in ids or id_ in ids.values():
            problem = gettext(
                "The roster {file}, line {line}: “{pseudonym}” or {id} stands there twice.",
                file=path,
                line=number,
                pseudonym=pseudonym,
                id=id_,
            )
            raise CourseError(problem)
        ids[key(pseudonym)] = id_
    return Roster(ids, _COLUMNS[column])
