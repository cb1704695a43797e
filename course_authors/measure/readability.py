"""How hard the English of a lesson is: the Flesch-Kincaid grade of its prose and of its questions, without names."""

import json
import re
from functools import cache
from pathlib import Path

from course_authors.check import markdown
from course_utils import knowledge
from course_utils.knowledge.records import Actor, Place
from course_utils.quiz import bank
from course_utils.quiz.formats import toml_format

HIGHEST = 9.0  # the grade that no lesson's prose may pass

WORDS = (
    "Grade: Flesch-Kincaid. Left out: headings, links, code, marks of records, numbers, and the names of persons, "
    "bodies and places. Syllables are counted as groups of vowels, which is right for about nine words in ten."
)

_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_END = re.compile(r"[.!?:]+(?=\s|$|[”\"])|\n")
_ASKED = ("text", "hint", "feedback", "otherwise", "model")


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade of a text, names left out; 0 if nothing is left."""
    sentences = [found for part in _END.split(text) if (found := words(part))]
    each = [word for sentence in sentences for word in sentence]
    if not each:
        return 0.0
    return 0.39 * len(each) / len(sentences) + 11.8 * sum(map(syllables, each)) / len(each) - 15.59


def words(text: str) -> list[str]:
    """Return the words of a text that are neither numbers nor part of a name in the course's records."""
    return [word for word in _WORD.findall(text) if word == word.lower() or word.lower() not in _names()]


def syllables(word: str) -> int:
    """Return how many groups of vowels a word is spoken with, at least one."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    silent = re.search(r"(?<![aeiouyl])e$|(?<=[aeiou])le$|(?<![aeiouytd])ed$|(?<![aeiouysxzcg])es$", plain)
    groups = len(re.findall(r"[aeiouy]+", plain))
    return max(1, groups - bool(silent and groups > 1))


def prose(notebook: Path) -> str:
    """Return the prose of a notebook, a line for each paragraph, list item and row of a table."""
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    return "\n".join(one.text for source in sources for one in markdown.paragraphs(source) if one.kind != "heading")


def questions(lesson: str) -> str:
    """Return the questions of a lesson with their options and feedback, a line for each."""
    found: list[str] = []
    for question in bank.lesson_questions(lesson):
        _gather(toml_format.table(question), found)
    return "\n".join(found)


def _gather(value: object, found: list[str]) -> None:
    for name, part in value.items() if isinstance(value, dict) else ():
        if name in _ASKED and isinstance(part, str):
            found.append(part)
        else:
            _gather(part, found)
    for part in value if isinstance(value, list | tuple) else ():
        _gather(part, found)


@cache
def _names() -> frozenset[str]:
    named: list[Actor | Place] = [*knowledge.actors().values(), *knowledge.places().values()]
    spelt = " ".join(name for one in named for name in (one.name_en, *one.variants))
    return frozenset(word.lower() for word in _WORD.findall(spelt) if word != word.lower())
