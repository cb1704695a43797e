"""The engine knows no course: no name or id of this course's content stands in its Python, JavaScript or templates."""

import re
from pathlib import Path
from typing import get_args

from course_utils import atlas, knowledge
from course_utils.knowledge.geography import Shows
from course_utils.knowledge.loader import KINDS, all_of
from course_utils.quiz import bank

ROOT = Path(__file__).parents[1]
ENGINE = ("course_utils/**/*.py", "course_utils/**/*.js", "course_utils/**/*.css", "course_utils/**/*.html")
ENGINE += ("deploy/**/*.py", "deploy/lite/*.mjs", "deploy/lite/templates/*.*", "start.py")
# Words that the engine has for itself, though records use them as ids; s01: a first sentence, of any article.
OWN = {
    "attribution",
    "author",
    "editorial",
    "fact",
    "migrants",
    "outlet",
    "origin",
    "population",
    "s01",
    "s03",
    "unnamed",
}
OWN |= {"map", *get_args(Shows)}
# What still knows this course: the list may only grow shorter.
LEFT = {
    "deploy/hub/jupyterhub_config.py": {"libya-course"},  # the folder of a clone in a room: README.md there names it
}


assert atlas  # with it the kind "view" is known


def names() -> set[str]:
    """Return the ids of records and questions, and the spellings of places and actors, all in small letters."""
    found = {id_ for kind in KINDS if kind != "vocabulary" for id_ in all_of(kind)} | set(bank.every())
    found |= {value for one in all_of("vocabulary").values() for value in one.by_id if "_20" in value}
    for record in (*knowledge.places().values(), *knowledge.actors().values()):
        found |= {record.name_en, record.name_en.partition(" (")[0], *record.variants}
    # The nouns that the title, the ids of lessons and the names are made with.
    found |= {"Libya", "Libyan"}
    return {name.casefold() for name in found if len(name) > 2} - OWN


def test_no_name_of_the_content_stands_in_the_engine():
    longest_first = sorted(names(), key=len, reverse=True)
    named = re.compile(rf"(?<![a-z0-9])({'|'.join(map(re.escape, longest_first))})(?![a-z0-9])")
    found = {}
    for file in sorted({file for pattern in ENGINE for file in ROOT.glob(pattern) if "licences" not in file.parts}):
        if here := set(named.findall(file.read_text("utf-8").casefold())):
            found[file.relative_to(ROOT).as_posix()] = here
    more = {file: here - LEFT.get(file, set()) for file, here in found.items()}
    assert not {file: here for file, here in more.items() if here}, "the engine names what stands in the content"
    mended = {file: here - found.get(file, set()) for file, here in LEFT.items()}
    assert not {file: here for file, here in mended.items() if here}, "take these out of LEFT"


def test_the_names_that_are_looked_for_are_those_of_the_content():
    assert {"tripoli", "haftar", "s12", "00-start-here", "ev49", "second_civil_war_2014", "libya-course"} <= names()
