"""What every part that a learner answers in shares: ways to make an element and to be saved, one look."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from course_utils.language import Language, current

_FOLDER = Path(__file__).parent

CSS = (_FOLDER / "controls.css").read_text(encoding="utf-8")
LINE = _FOLDER / "line.js"
"""The script of a line below a question or a record, for a widget that has one."""


def joined(*modules: Path) -> str:
    """Return these modules and what they share as one, since a notebook takes a widget's script as a single text."""
    return spoken(_FOLDER / "dom.js", _FOLDER / "lasting.js", _FOLDER / "kernel.js", *modules)


def spoken(*modules: Path) -> str:
    """Return modules as one, after `gettext` and those messages of the language in use that they say."""
    return _spoken_in(current(), modules)


@cache  # each quiz of a lesson is a widget, and each would keep the same text once more
def _spoken_in(_: Language, modules: tuple[Path, ...]) -> str:
    text = "\n".join(path.read_text(encoding="utf-8") for path in (_FOLDER / "language.js", *modules))
    without_imports = re.sub(r'^import \{[^}]*\} from "\.[^"]*";\n', "", text, flags=re.MULTILINE)
    script = re.sub(r"^export (?=const|function)", "", without_imports, flags=re.MULTILINE)
    catalogue = catalogue_of(script)
    if not catalogue:
        return script
    told = json.dumps(catalogue, ensure_ascii=False).replace("</", "<\\/")  # may stand in a page
    return f"const CATALOGUE = {told};\n{script}"


def catalogue_of(script: str) -> dict[str, Any]:
    """Return the messages of the language in use that a script says, as language.js takes them; {} where none are."""
    language = current()
    catalogue = language.catalogue
    said = {message: words for message, words in catalogue["messages"].items() if _as_written(message) in script}
    return {**catalogue, "direction": language.direction, "messages": said} if said else {}


def _as_written(message: str) -> str:
    return json.dumps(message, ensure_ascii=False)[1:-1]  # "Choose …" has its own sign, not \u2026
