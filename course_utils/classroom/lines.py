"""The lines of a file handed in: what the learner's own store would take is an answer, and nothing else is."""

import hashlib
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from course_utils import knowledge
from course_utils.progress import keeping, parcel
from course_utils.progress.attempt import checked
from course_utils.progress.store import LONGEST_LINE
from course_utils.quiz import bank
from course_utils.quiz.kinds import KINDS
from course_utils.quiz.question import SURENESS

LONGEST_QUESTION = 60_000  # characters of a question that a file brings along

_BROKEN = (ValueError, TypeError, RecursionError)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)  # nobody answered before: the course was not there yet
_A_DAY = timedelta(days=1)
_SESSION = re.compile(r"\d{8}T\d{6}-[0-9a-f]{8}")
_NUMBER = re.compile(r"[0-9]{1,9}")

Item = int | tuple[str, str]
"""The number of a question of the course, or the quiz and the id of one that it does not ship."""


@dataclass(slots=True)
class Lines:
    """What the lines of a file hold, those of its first line left out."""

    answers: list[tuple[Item, bytes]] = field(default_factory=list)
    """The question, and the other columns of the table `attempt` as `database.load` reads them."""
    questions: dict[tuple[str, str], None] = field(default_factory=dict)
    """(quiz, JSON of the question) for each question that came along."""
    lines: int = 0
    attempts: int = 0
    brought: int = 0
    heads: int = 1
    unknown: int = 0
    early: int = 0
    late: int = 0
    broken: list[int] = field(default_factory=list)


class Course:
    """What the course has: its questions by id, its lessons, and the degrees of sureness, each with its number."""

    def __init__(self) -> None:
        asked = [question for lesson in bank.lessons() for question in bank.lesson_questions(lesson)]
        self.items: Mapping[str, int] = {question.id: number for number, question in enumerate(asked, start=1)}
        self.graded: tuple[bool, ...] = (False, *(question.graded for question in asked))
        self.lessons = {lesson: number for number, lesson in enumerate(knowledge.lessons(), start=1)}
        self.sureness = {word: number for number, word in enumerate(SURENESS, start=1)}
        self.ungraded = {kind for kind, made in KINDS.items() if not made.graded}
        self.too_late = datetime.now(UTC) + _A_DAY


def read(data: bytes, course: Course) -> Lines:
    """Return what the lines after the first one hold; each is looked at once, by the rule of the learner's store."""
    found = Lines()
    rows: list[tuple[Item, int, bytes, bytes]] = []
    sessions: dict[str, list[tuple[int, int]]] = {}
    stream = io.BytesIO(data)
    next(stream, None)
    for number, line in enumerate(stream, start=2):
        if not line.strip():
            continue
        found.lines += 1
        try:
            if len(line.rstrip(b"\n")) >= LONGEST_LINE:
                raise ValueError("too long")
            values, moment = checked(line)
        except _BROKEN:
            _other(line, number, found)
            continue
        found.attempts += 1
        found.early += moment < _FIRST_DAY
        found.late += moment > course.too_late
        item = _item(values, course)
        if item is None:
            found.unknown += 1
            continue
        session, _, nth = values["id"].rpartition("-")
        nth = int(nth) if _NUMBER.fullmatch(nth) else 0
        sessions.setdefault(session, []).append((nth, len(rows)))
        rows.append((item, _micros(moment), *_columns(values, item, nth, course)))
    if found.heads > 1:
        return Lines(lines=found.lines, heads=found.heads)
    times = _in_order([row[1] for row in rows], sessions)
    found.answers = [(item, b"%b\t%d\t%b" % (id_, time, rest)) for (item, _, id_, rest), time in zip(rows, times, strict=True)]
    return found


def _item(values: Mapping[str, Any], course: Course) -> Item | None:
    """Return which question an attempt answers; None if neither the course nor a file can have it."""
    if values["quiz"].startswith(keeping.LOADED):
        return values["quiz"], values["question"]
    return course.items.get(values["question"])


def _columns(values: Mapping[str, Any], item: Item, nth: int, course: Course) -> tuple[bytes, bytes]:
    """Return the id of an attempt and what stands behind its time: tabs between, none within, for JSON has none."""
    graded = course.graded[item] if isinstance(item, int) else values["kind"] not in course.ungraded
    response = _json(values["response"])
    if not graded and response:  # a text that nobody checks is not carried along; two of them can still be told apart
        response = hashlib.sha256(response.encode()).hexdigest()
    lesson = course.lessons.get(values["quiz"].partition("/")[0], 0)
    sure = course.sureness.get(values.get("confidence"), 0)
    seconds, score = values.get("seconds"), values.get("score")
    rest = (
        f"{values['version']}\t{graded:d}\t{response}\t{nth}\t{lesson}\t{sure}\t"
        f"{'' if seconds is None else seconds}\t{'' if score is None else score}"
    )
    return _json(values["id"]).encode(), rest.encode()


def _in_order(times: list[int], sessions: Mapping[str, list[tuple[int, int]]]) -> list[int]:
    """Return the times with none before that of an earlier answer of its session: a clock can be set back."""
    for session, answers in sessions.items():
        if len(answers) > 1 and _SESSION.fullmatch(session):
            latest = None
            for _, place in sorted(answers):
                latest = times[place] = times[place] if latest is None else max(times[place], latest)
    return times


def _other(line: bytes, number: int, found: Lines) -> None:
    """Note a line that is no attempt: a question that came along, the first line of a second file, or broken."""
    try:
        quiz, table = parcel.brought(line)
    except _BROKEN:
        if _is_head(line):
            found.heads += 1
        found.broken.append(number)
        return
    found.brought += 1
    body = _json(table)
    if len(body) <= LONGEST_QUESTION:
        found.questions[quiz, body] = None


def _is_head(line: bytes) -> bool:
    try:
        values = json.loads(line)
        return isinstance(values, dict) and values.get("form") is not None and "id" not in values
    except _BROKEN:
        return False


def _micros(moment: datetime) -> int:
    since = moment - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def _json(value: Any) -> str:
    """Return a value as JSON on one line, nothing for None and for what is too deep to be written."""
    if isinstance(value, str):
        return _quoted(value)
    try:
        return "" if value is None else _ENCODER.encode(value)
    except RecursionError:
        return ""


_quoted = json.encoder.encode_basestring
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
