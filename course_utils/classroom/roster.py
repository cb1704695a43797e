"""Who is behind each pseudonym: a small CSV file that a teacher keeps, and that never leaves their computer."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from course_utils.classroom.handed import said
from course_utils.classroom.tables import safe
from course_utils.errors import CourseError
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
            raise CourseError(f"{path} is too big for a roster: at most {_MOST // 1_000_000} MB.")
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CourseError(f"The roster {path} could not be read ({error.strerror}). Look at its name again.") from None
    except UnicodeDecodeError:
        raise CourseError(f"The roster {path} is not UTF-8. Save it as “CSV UTF-8”.") from None
    first = text.partition("\n")[0]
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in first else ",", strict=True))
    except csv.Error as error:
        raise CourseError(f"The roster {path} is no CSV file ({error}).") from None
    head = [cell.strip().casefold() for cell in rows[0]] if rows else []
    column = next((name for name in _COLUMNS if name in head), None)
    if "pseudonym" not in head or column is None:
        raise CourseError(
            f'The roster {path} needs a first line "pseudonym,id". For Canvas, "SIS Login ID" or "SIS User ID" may '
            "stand in place of id."
        )
    ids: dict[str, str] = {}
    for number, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(head):
            raise CourseError(f"The roster {path}, line {number}: it has {len(row)} cells and should have {len(head)}.")
        pseudonym, id_ = row[head.index("pseudonym")], said(row[head.index(column)])
        if not pseudonym.strip() or not id_:
            raise CourseError(f"The roster {path}, line {number}: the pseudonym or the id is missing.")
        if safe(id_) != id_:
            raise CourseError(f"The roster {path}, line {number}: a spreadsheet would take “{id_}” for a formula.")
        if key(pseudonym) in ids or id_ in ids.values():
            raise CourseError(f"The roster {path}, line {number}: “{pseudonym}” or {id_} stands there twice.")
        ids[key(pseudonym)] = id_
    return Roster(ids, _COLUMNS[column])
