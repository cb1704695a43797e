"""The keys that a class is marked by: of the course's questions its own, of others the one that most files carry."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING

from course_class import database as stage
from course_class.submission import Handed, cut
from course_utils.errors import CourseError
from course_utils.language import gettext, ngettext
from course_utils.quiz import bank
from course_utils.quiz.formats import toml_format
from course_utils.quiz.question import Question

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST = 2000  # questions that the course does not ship and that are read
_MOST_BYTES = 8_000_000  # of all of them
_NAMED = 20


@dataclass
class Keys:
    """The questions to score with, and a sentence for everything that a reader must know of where they come from."""

    by_item: dict[int, dict[int, Question]] = field(default_factory=dict)
    """For each item its question by version; one of the course stands under 0, for every version not named."""
    quiz: dict[int, str] = field(default_factory=dict)
    """The quiz of each item, such as "LESSON/check"."""
    notes: list[str] = field(default_factory=list)

    def question(self, item: int, version: int) -> Question | None:
        """Return the question of an item in a version, None where there is no key to it."""
        versions = self.by_item.get(item, {})
        return versions.get(version) or versions.get(0)

    def newest(self, item: int) -> Question:
        """Return the question of an item to which there is a key, in its newest version."""
        versions = self.by_item[item]
        return versions[0] if 0 in versions else versions[max(versions)]


def keys(database: "DuckDBPyConnection", files: Sequence[Handed], folder: str | Path) -> Keys:
    """Return the questions for every item that has answers; `folder` is the one that `database.load` worked in."""
    found = Keys()
    shipped = {
        one.id: (f"{lesson}/{one.set}", one) for lesson in bank.lessons() for one in bank.lesson_questions(lesson)
    }
    before: dict[str, dict[int, Question]] = {}
    for (id_, version), one in bank.asked_before().items():
        before.setdefault(id_, {})[version] = one
    items = {
        (quiz, id_): item for item, quiz, id_ in database.execute("SELECT item, quiz, question FROM item").fetchall()
    }
    for (quiz, id_), item in items.items():
        if not quiz:
            found.quiz[item], question = shipped[id_]
            found.by_item[item] = {0: question, **before.get(id_, {})}
    _carried(database, files, folder, found, items)
    for quiz in sorted({quiz for (quiz, _), item in items.items() if quiz and item not in found.by_item})[:_NAMED]:
        found.notes.append(
            gettext(
                "{quiz}: there are answers to questions that came without a key; they are not scored.", quiz=cut(quiz)
            )
        )
    return found


def _carried(
    database: "DuckDBPyConnection",
    files: Sequence[Handed],
    folder: str | Path,
    found: Keys,
    items: dict[tuple[str, str], int],
) -> None:
    """Add the questions that came with the files: where two differ, the one that most files carry."""
    rows = database.execute(
        "SELECT quiz, count(DISTINCT file) AS carriers, min(file), min(start), any_value(size) FROM carried "
        "GROUP BY quiz, key ORDER BY carriers DESC, min(file), quiz, min(start) LIMIT $most",
        {"most": MOST},
    ).fetchall()
    if not rows:
        return
    with (Path(folder) / stage.BROUGHT).open("rb") as stream:
        _read(stream, rows, files, found, items)


def _read(
    stream: IO[bytes], rows: Sequence[tuple], files: Sequence[Handed], found: Keys, items: dict[tuple[str, str], int]
) -> None:
    """Add the questions that stand in a file on disk, the one that most learners have first."""
    used: dict[str, int] = {}
    bearers: dict[tuple[int, int], int] = {}
    room = _MOST_BYTES
    for quiz, carriers, first, start, size in rows:
        room -= size
        if room < 0:
            found.notes.append(
                gettext(
                    "{file} and others bring too many questions along; some were not used.", file=files[first].shown
                )
            )
            break
        stream.seek(start)
        try:
            question = toml_format.question(json.loads(stream.read(size)), quiz)
        except (CourseError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            found.notes.append(
                gettext(
                    "{quiz}: a question that came with {file} is broken; not used.",
                    quiz=cut(quiz),
                    file=files[first].shown,
                )
            )
            continue
        item = items.get((quiz, question.id))
        if item is None:
            continue
        known = found.by_item.setdefault(item, {})
        if question.version in known and known[question.version] == question:  # only its table was written otherwise
            bearers[item, question.version] += carriers
            used[quiz] = max(used[quiz], bearers[item, question.version])
            continue
        if question.version in known:
            found.notes.append(
                ngettext(
                    "{quiz}, question {question}: {file} brought another key ({count} file did); it was not used.",
                    "{quiz}, question {question}: {file} brought another key ({count} files did); it was not used.",
                    carriers,
                    quiz=cut(quiz),
                    question=cut(question.id),
                    file=files[first].shown,
                )
            )
            continue
        known[question.version] = question
        found.quiz[item] = quiz
        bearers[item, question.version] = carriers
        used[quiz] = max(used.get(quiz, 0), carriers)
    for quiz, carriers in used.items():
        found.notes.append(
            ngettext(
                "{quiz} is not a quiz of the course. Its key came with the answers, in {count} of the files.",
                "{quiz} is not a quiz of the course. Its key came with the answers, in {count} of the files.",
                carriers,
                quiz=cut(quiz),
            )
        )
