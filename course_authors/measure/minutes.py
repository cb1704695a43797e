"""How many minutes a lesson takes: what is read, what is looked at, what is done and what is answered."""

import ast
import json
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from course_authors.check import markdown
from course_authors.check.course import Cell
from course_authors.check.notebook_calls import Call, calls
from course_utils.quiz import bank

BEATS = ("Where we are", "Recall", "Predict", "Look", "Try", "Check")
TOLERANCE = 3  # minutes by which lessons.toml may differ from what is counted

READ = 130  # words a minute
LONGEST = 45  # minutes: one lesson at school
MUST_READ = 2500  # words at most that a lesson makes its reader read
LOOK = 2.0  # minutes for a map, a network or a list that is searched: besides these, all that is shown is read
TASK = 2.0  # minutes for each paragraph that begins with “Your task.”, besides reading and looking
RECALL = 2.5  # minutes for up to three questions from earlier lessons
ANSWER = {"predict": 0.5, "choice": 0.75, "match": 1.5, "classify": 1.5, "order": 1.5, "reflect": 3.5, "search": 4.0,
          "weigh": 2.0, "rate": 2.0, "sketch": 2.0, "brief": 20.0}  # fmt: skip
OTHER = 1.0  # minutes for a question of any other kind
DECIDING = 0.5  # minutes for the words that decide it, after a question
UNREAD = ("sources.of", "sources.records", "sources.show")  # looked up by need, not read in the lesson
_SEARCHED = ("atlas.", "folium.", "people.network", "desk.shelf")
ASKED = ("quiz.show", "review.show")  # their minutes are those of the answers, the reading in them

WORDS = (
    f"Must be read: the words of prose, questions and evidence, {MUST_READ} at most. Under “More”: the words of the "
    "parts marked as optional. Left out of both: lists of sources, maps, networks and timelines that are searched, "
    "names in other spellings, notes on how a text was read. What opens after an answer is read as well. "
    f"Minutes: what must be read, at {READ} words a minute and without a limit; {LOOK:.0f} for each map, network or "
    f"timeline to search; {TASK:.0f} for each task marked “Your task.”; {RECALL} for the recall; for a question, with "
    f"the reading of it, between {ANSWER['predict']} and {ANSWER['search']:.0f} by its kind, and {ANSWER['brief']:.0f} "
    "for the briefing. These are estimates: nobody has been timed."
)

_TASK = re.compile(r"^\*\*Your task\.\*\*", re.MULTILINE)
_SOURCES = re.compile(r"^Sources$.*", re.MULTILINE | re.DOTALL)  # the last thing that a look says
_NOTES = re.compile(  # what is looked up: where a thing leads, how a text was read and compared, marks of sources
    r"^ *(?:Also spelled|Helps to read|Record|Sources|Language|Read as): .*(?:\n +[^:\n]+$)*"
    r"|\((?:not )?compared [^)]*\)|\bRead in \w+,[^.]*\.|\[\d+(?:,\s+\d+)*\]",
    re.MULTILINE,
)


class Part(NamedTuple):
    """One cell of a lesson: where it stands, and what it takes."""

    beat: str
    source: str
    optional: bool
    words: int  # to read, the questions among them
    minutes: float


def of(notebook: Path) -> dict[str, float]:
    """Return the minutes of each beat of a lesson, by the beat's name, from its notebook as it is committed."""
    counted: dict[str, float] = {}
    for part in _parts(notebook):
        counted[part.beat] = counted.get(part.beat, 0.0) + (0.0 if part.optional else part.minutes)
    return counted


def words(notebook: Path) -> tuple[int, int]:
    """Return how many words of a lesson must be read, and how many more stand in its optional parts."""
    parts = list(_parts(notebook))
    more = sum(part.words for part in parts if part.optional)
    return sum(part.words for part in parts) - more, more


def until(notebook: Path, words: str) -> float:
    """Return the minutes from the start of a lesson to the cell of prose that has these words."""
    total = 0.0
    for part in _parts(notebook):
        if words in part.source:
            return total
        total += 0.0 if part.optional else part.minutes
    raise ValueError(f"{notebook.name} does not say “{words}”")


def tasks(notebook: Path) -> int:
    """Return how many tasks a lesson marks with “Your task.”, the optional ones left out."""
    return sum(len(_TASK.findall(part.source)) for part in _parts(notebook) if not part.optional)


def _parts(notebook: Path) -> Iterator[Part]:
    beat, optional = BEATS[0], 0  # the level of the heading above an optional part
    for number, cell in enumerate(json.loads(notebook.read_text("utf-8"))["cells"], start=1):
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            for level, heading in re.findall(r"^(##+) (.+)$", source, re.MULTILINE):
                if len(level) <= (optional or len(level)):
                    optional = len(level) if "(optional)" in heading else 0
                beat = heading if heading in BEATS else beat
            words = sum(len(one.text.split()) for one in markdown.paragraphs(source))
            minutes = words / READ + TASK * len(_TASK.findall(source))
        else:
            words, minutes = _shown(Cell(notebook.name, number, "", False, source), cell["outputs"])
        yield Part(beat, source, bool(optional), words, minutes)


def _shown(cell: Cell, outputs: list[dict]) -> tuple[int, float]:
    """Return the words to read in what a cell shows, and the minutes for it: a quiz by its questions."""
    called = calls(cell)
    if any(call.name in UNREAD for call in called):
        return 0, 0.0
    said = "\n".join("".join(one.get("data", {}).get("text/plain", one.get("text", ""))) for one in outputs)
    if any(call.name == "quiz.after" for call in called):
        said = _opened(cell.source)
    words = len(_NOTES.sub("", _SOURCES.sub("", said)).split())
    if any(call.name in ASKED for call in called):
        return words, sum(map(_answered, called))
    if any(map(_searched, called)):
        return 0, LOOK
    return words, words / READ


def _answered(call: Call) -> float:
    asked = [one for text in call.texts for one in bank.question_set(text)] if call.name == "quiz.show" else []
    answers = sum(ANSWER.get(one.kind, OTHER) + DECIDING * bool(one.deciding) for one in asked)
    return answers + RECALL * (call.name == "review.show")


def _searched(call: Call) -> bool:
    """Tell whether a look is searched, not read: a map, a network, a timeline that no entries are named for."""
    return call.name.startswith(_SEARCHED) or (call.name == "timeline.show" and not call.texts)


def _opened(source: str) -> str:
    """Return what `quiz.after(name, look)` opens once it is answered; a notebook is committed without it."""
    look = ast.parse(source.strip(), mode="eval").body.args[1]
    rooms = {node.id: import_module(f"course_utils.{node.id}") for node in ast.walk(look) if isinstance(node, ast.Name)}
    return eval(compile(ast.Expression(look), "<lesson>", "eval"), rooms).text
