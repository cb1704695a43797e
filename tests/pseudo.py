"""A language that nobody speaks: each message of the course in brackets, with accents, written from right to left.

`build` writes its catalogues, for COURSE_LANGUAGES; `course` a copy of the course in it, for COURSE_CONTENT.
"""

import json
import re
import shutil
import subprocess
import sys
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
from as_toml import toml
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from course_utils import schema
from course_utils.course_folder import CONTENT, ROOT
from course_utils.knowledge.loader import KINDS, read
from course_utils.quiz import kinds
from course_utils.quiz.question import LABEL
from hatch_build import compiled

CODE = "ar-x-pseudo"  # with the plural forms and the direction of Arabic
POT = Path(__file__).parents[1] / "course_utils/languages/course.pot"
# ids, addresses and words of the code
_CODES = """
    id kind set level objective misreading sentence sentences sources records until baseline post_test language lang
    article file url symbol line zone neighbour home home_code layers more communities belongs_to accepts names
"""
# names, quotations, and what is looked for in them or in answers
_NAMES = """
    name_en short_en variants translator publisher coord_source home_name labels quote words answer answers
    value formerly
"""
NO_TEXT = frozenset(f"{_CODES} {_NAMES}".split())
"""Fields that hold texts, as they are declared, and none that is translated."""
_ACCENTS = str.maketrans("AEIOUaeiouncsyz", "ÀÉÎÕÜàéîõüñçšýž")
PLAIN = re.compile(r"(?<![\w’'])[A-Za-z]*[aeiou][a-z]*(?![\w])")
"""A word that is not of the language."""
_KEPT = re.compile(r"(\{\w+\}|<[^>]*>|&\w+;)")  # what is filled in, and markup


def said(message: str) -> str:
    """Return a message as the language has it: "Right." is "[Rîght.]"."""
    parts = _KEPT.split(message)
    return "[" + "".join(part if place % 2 else part.translate(_ACCENTS) for place, part in enumerate(parts)) + "]"


def forms(message: str | tuple[str, str]) -> str | list[str]:
    """Return a message as its catalogue has it: one that counts has the six forms of Arabic."""
    return said(message) if isinstance(message, str) else [said(message[0]), *[said(message[1])] * 5]


def build(folder: Path) -> None:
    """Write the language's catalogues into a folder, as an installation has them."""
    with POT.open("rb") as file:
        template = read_po(file)
    catalog = Catalog(locale="ar", charset="utf-8", fuzzy=False)
    for message in template:
        if message.id:
            catalog.add(message.id, forms(message.id))
    po = folder / f"{CODE}.po"
    with po.open("wb") as file:
        write_po(file, catalog)
    compiled(po, folder)


def speak(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """Have the language spoken from here on, by catalogues in this folder."""
    folder.mkdir(exist_ok=True)
    build(folder)
    patch.setenv("COURSE_LANGUAGE", CODE)
    patch.setenv("COURSE_LANGUAGES", str(folder))


def printed(program: str, folder: Path) -> Any:
    """Return the JSON that a program prints where the language is spoken and the course is in it."""
    with pytest.MonkeyPatch.context() as patch:
        speak(patch, folder)
        patch.setenv("COURSE_CONTENT", str(course(folder)))
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def course(folder: Path) -> Path:
    """Write the course in this language into a folder, and return where its content is; the rest of it lies beside."""
    content = folder / "content"
    shutil.copytree(CONTENT, content, ignore=shutil.ignore_patterns("schemas"))
    for beside in ("seeds", "notebooks", "docs", "README.md"):
        (folder / beside).symlink_to(ROOT / beside)
    for cls, file, array in KINDS.values():
        if file.endswith(".toml"):
            write(content / file, array, [_translated(entry, cls) for entry in read(content / file, array)])
        else:
            _translate_features(content / file, cls)
    for file in (content / "questions").rglob("*.toml"):
        asked = [_translated(entry, kinds.KINDS[entry["kind"]]) for entry in read(file, "questions")]
        for entry in asked:  # what is invented says so in the words of the language
            if entry.get("invented"):
                entry["text"] += f" {said(LABEL)}"
        write(file, "questions", asked)
    return content


def _translated(value: Any, hint: Any) -> Any:
    """Return a value of a content file with each text in it that a reader sees said in the language."""
    bare, rule = schema.rule(hint)
    if is_dataclass(bare):
        if isinstance(value, str):  # the words alone of something to choose
            return said(value)
        known = schema.declared(bare)
        return {
            name: one if _is_no_text(bare, name) else _translated(one, known[name].hint) for name, one in value.items()
        }
    if get_origin(bare) is tuple:
        inner = get_args(bare)
        return [_translated(one, inner[0] if inner[-1] is ... else inner[n]) for n, one in enumerate(value)]
    a_text = bare is str and rule is None and not re.fullmatch(r"[\d/-]+", value)
    return said(value) if a_text else value


def _is_no_text(cls: type, name: str) -> bool:
    return name in NO_TEXT or (cls.__name__, name) in {
        ("Source", "title"),
        ("Place", "place"),
        ("Found", "source"),
        ("Search", "settles"),
        ("Rate", "again"),
    }


def write(file: Path, array: str, entries: list[dict]) -> None:
    """Write a content file with one array of tables."""
    tables = ("\n".join(f"{name} = {toml(value)}" for name, value in entry.items()) for entry in entries)
    file.write_text("".join(f"[[{array}]]\n{table}\n\n" for table in tables), "utf-8")


def _translate_features(file: Path, cls: type) -> None:
    whole = json.loads(file.read_text("utf-8"))
    if "caveat" in whole:
        whole["caveat"] = said(whole["caveat"])
    for feature in whole["features"]:
        feature["properties"] = _translated(feature["properties"], cls)
    file.write_text(json.dumps(whole, ensure_ascii=False), "utf-8")
