"""How many minutes a lesson takes: what is read, what is looked at, what is done and what is answered."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from course_utils.check import markdown
from course_utils.check.calls import calls
from course_utils.check.course import Cell
from course_utils.quiz import bank

BEATS = ("Where we are", "Recall", "Predict", "Look", "Try", "Check")
TOLERANCE = 3  # minutes by which lessons.toml may differ from what is counted

READ = 130  # words a minute
LOOK = 2.0  # minutes at most for one output: it is searched, not read to its end
TASK = 2.0  # minutes for each paragraph that begins with “Your task.”, besides reading and looking
RECALL = 2.5  # minutes for up to three questions from earlier lessons
ANSWER = {"predict": 0.5, "choice": 0.75, "match": 1.5, "classify": 1.5, "order": 1.5, "reflect": 3.0, "brief": 20.0}
OTHER = 1.0  # minutes for a question of any other kind
UNREAD = ("sources.records", "sources.show")  # looked up by need, not read in the lesson

WORDS = (
    f"Minutes: prose at {READ} words a minute; an output at the same speed without its list of sources, but {LOOK:.0f} "
    f"minutes at most; {TASK:.0f} minutes for each task marked “Your task.”; {RECALL} for the recall; for a question "
    f"between {ANSWER['predict']} and {ANSWER['reflect']:.0f} by its kind, and {ANSWER['brief']:.0f} for the briefing. "
    "Parts marked as optional and lists of records are not counted. These are estimates: nobody has been timed."
)

_TASK = re.compile(r"^\*\*Your task\.\*\*", re.MULTILINE)
_SOURCES = re.compile(r"^Sources$.*", re.MULTILINE | re.DOTALL)  # the last thing that a look says


def of(notebook: Path) -> dict[str, float]:
    """Return the minutes of each beat of a lesson, by the beat's name, from its notebook as it is committed."""
    counted: dict[str, float] = {}
    for beat, _, minutes in _cells(notebook):
        counted[beat] = counted.get(beat, 0.0) + minutes
    return counted


def until(notebook: Path, words: str) -> float:
    """Return the minutes from the start of a lesson to the cell of prose that has these words."""
    total = 0.0
    for _, source, minutes in _cells(notebook):
        if words in source:
            return total
        total += minutes
    raise ValueError(f"{notebook.name} does not say “{words}”")


def tasks(notebook: Path) -> int:
    """Return how many tasks a lesson marks with “Your task.”, the optional ones left out."""
    return sum(len(_TASK.findall(source)) for _, source, minutes in _cells(notebook) if minutes)


def _cells(notebook: Path) -> Iterator[tuple[str, str, float]]:
    """Yield the beat, the source and the minutes of each cell; an optional part takes none."""
    beat, optional = BEATS[0], 0  # the level of the heading above an optional part
    for number, cell in enumerate(json.loads(notebook.read_text("utf-8"))["cells"], start=1):
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            for level, heading in re.findall(r"^(##+) (.+)$", source, re.MULTILINE):
                if len(level) <= (optional or len(level)):
                    optional = len(level) if "(optional)" in heading else 0
                beat = heading if heading in BEATS else beat
            minutes = _prose(source) / READ + TASK * len(_TASK.findall(source))
        else:
            minutes = _done(Cell(notebook.name, number, "", False, source), cell["outputs"])
        yield beat, source, 0.0 if optional else minutes


def _prose(source: str) -> int:
    return sum(len(one.text.split()) for one in markdown.paragraphs(source))


def _done(cell: Cell, outputs: list[dict]) -> float:
    """Return the minutes for what a cell shows: a quiz by its questions, anything else by its words."""
    minutes = 0.0
    for call in calls(cell):
        if call.name == "quiz.show":
            minutes += sum(
                ANSWER.get(question.kind, OTHER) for text in call.texts for question in bank.question_set(text)
            )
        if call.name == "review.show":
            minutes += RECALL
        if call.name in ("quiz.show", "review.show", *UNREAD):
            return minutes
    said = "\n".join("".join(one.get("data", {}).get("text/plain", one.get("text", ""))) for one in outputs)
    return min(LOOK, len(_SOURCES.sub("", said).split()) / READ)
