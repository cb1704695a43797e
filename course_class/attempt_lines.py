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
from course_utils.answer_codes import CONFIDENCE, GIVEN_UP
from course_utils.attempts import faults, loaded_quizzes
from course_utils.attempts.attempt import FAULT, LEVEL, WORDS, checked
from course_utils.attempts.store import LONGEST_LINE
from course_utils.progress import submission
from course_utils.quiz import bank
from course_utils.quiz.kinds import KINDS
from course_utils.quiz.rubric import LEVELS

MOST_FAULTS = 200  # lines of one file on what is wrong in questions and records
LONGEST_QUESTION = 60_000  # characters of a question that a file brings along

_BROKEN = (ValueError, TypeError, RecursionError)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_DAY = 1_767_225_600_000_000  # 2026-01-01: nobody answered before: the course was not there yet
_A_DAY = timedelta(days=1)
_SESSION = re.compile(r"\d{8}T\d{6}-[0-9a-f]{8}")

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
    faults: dict[tuple[str, str], None] = field(default_factory=dict)
    """(question, or record with `faults.RECORD` before it; what the learner found wrong in it) for each such line."""
    levels: dict[str, str] = field(default_factory=dict)
    """By question with a rubric, the level on which the learner placed a text last."""
    unknown: int = 0
    early: int = 0
    late: int = 0
    too_many: bool = False
    """Whether there was no room for its answers."""
    broken: list[int] = field(default_factory=list)


class Course:
    """What the course has: its questions by id, its lessons, and the degrees of confidence, each with its number.

    Counted is what is graded, or rated so that a report measures it.
    """

    def __init__(self) -> None:
        asked = [question for lesson in bank.lessons() for question in bank.lesson_questions(lesson)]
        self.items: Mapping[str, int] = {question.id: number for number, question in enumerate(asked, start=1)}
        self.counted: tuple[bool, ...] = (False, *(question.graded or question.measured for question in asked))
        self.lessons = {lesson: number for number, lesson in enumerate(knowledge.lessons(), start=1)}
        self.confidence = {code: number for number, code in enumerate(CONFIDENCE, start=1)}
        self.uncounted = {kind for kind, made in KINDS.items() if not (made.graded or made.measured)}
        self.judged = {question.id for question in asked if question.judged_by()}
        self.too_late = (datetime.now(UTC) + _A_DAY - _EPOCH) // timedelta(microseconds=1)


def read(data: bytes, course: Course) -> Lines:
    """Return what the lines after the first one hold; each is looked at once, by the rule of the learner's store."""
    found = Lines()
    clock = _Clock()
    stream = io.BytesIO(data)
    next(stream, None)
    for number, line in enumerate(stream, start=2):
        if line.isspace():
            continue
        found.lines += 1
        try:
            if len(line) > LONGEST_LINE or (len(line) == LONGEST_LINE and not line.endswith(b"\n")):
                raise ValueError("too long")
            values, moment = checked(line)
        except _BROKEN:
            _other(line, number, found)
            continue
        found.attempts += 1
        since = moment - _EPOCH
        time = (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
        if not _FIRST_DAY <= time <= course.too_late:
            found.early += time < _FIRST_DAY
            found.late += time > course.too_late
        quiz = values["quiz"]
        if values["question"].endswith(FAULT):
            _fault(values, found)
            continue
        if values["question"].endswith(WORDS):  # nobody grades them
            continue
        if values["question"].endswith(LEVEL):
            id_, level = values["question"].removesuffix(LEVEL), values.get("response")
            if id_ in course.judged and level in LEVELS:
                found.levels[id_] = level
            continue
        item = (
            (quiz, values["question"])
            if quiz.startswith(loaded_quizzes.LOADED)
            else course.items.get(values["question"])
        )
        if item is None:
            found.unknown += 1
            continue
        nth = clock.heard(values["id"], time)
        found.answers.append((item, _row(values, item, nth, time, course)))
    if found.heads > 1:
        return Lines(lines=found.lines, heads=found.heads)
    if clock.odd:
        _set_right(found.answers, clock.odd)
    return found


class _Clock:
    """Listens whether the times of a session run on with its numbers: a clock can be set back."""

    def __init__(self) -> None:
        self.last: dict[str, tuple[int, int]] = {}
        self.odd: set[str] = set()

    def heard(self, id_: str, time: int) -> int:
        """Return the number that an id ends in, 0 if in none."""
        session, _, end = id_.rpartition("-")
        nth = int(end) if len(end) < 10 and end.isdecimal() and end.isascii() else 0
        if session in self.last:
            before = self.last[session]
            if nth < before[0] or time < before[1]:
                self.odd.add(session)
        self.last[session] = nth, time
        return nth


def _row(values: Mapping[str, Any], item: Item, nth: int, time: int, course: Course) -> bytes:
    """Return the columns of an answer, as `database` reads them; tabs between, none within, for JSON has none."""
    graded = course.counted[item] if type(item) is int else values["kind"] not in course.uncounted
    response = _json(values.get("response"))
    if graded and not response and values["verdict"] == GIVEN_UP:
        response = "null"  # an answer in which nothing is right
    if not graded and response:  # a text that nobody checks is not carried along; two of them can still be told apart
        response = hashlib.sha256(response.encode()).hexdigest()
    lesson = course.lessons.get(values["quiz"].partition("/")[0], 0)
    confidence = course.confidence.get(values.get("confidence") or "", 0)
    seconds, score = values.get("seconds"), values.get("score")
    return (
        f"{_quoted(values['id'])}\t{values.get('version', 1)}\t{graded:d}\t{response}\t{nth}\t{lesson}\t{confidence}\t"
        f"{'' if seconds is None else seconds}\t{'' if score is None else score}\t{time}"
    ).encode()


def _fault(values: Mapping[str, Any], found: Lines) -> None:
    """Note what a learner found wrong in a question or a record."""
    text = values.get("response")
    if isinstance(text, str) and text.strip() and len(found.faults) < MOST_FAULTS:
        found.faults[values["question"].removesuffix(FAULT), text[: faults.LONGEST]] = None


def _set_right(answers: list[tuple[Item, bytes]], odd: set[str]) -> None:
    """Give no answer of these sessions a time before that of an earlier one: their numbers say which was earlier."""
    sessions: dict[str, list[tuple[int, int, int]]] = {}
    for place, (_, row) in enumerate(answers):
        columns = row.split(b"\t")
        session = json.loads(columns[0]).rpartition("-")[0]
        if session in odd and _SESSION.fullmatch(session):
            sessions.setdefault(session, []).append((int(columns[4]), int(columns[-1]), place))
    for session in sessions.values():
        latest = None
        for _, time, place in sorted(session):
            latest = time if latest is None else max(time, latest)
            item, row = answers[place]
            answers[place] = item, b"%b\t%d" % (row.rpartition(b"\t")[0], latest)


def _other(line: bytes, number: int, found: Lines) -> None:
    """Note a line that is no attempt: a question that came along, the first line of a second file, or broken."""
    try:
        quiz, table = submission.brought(line)
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
