"""The words of the site's scripts: of the catalogue in use, the messages that they say and no others."""

import json
from pathlib import Path

from babel.messages.extract import extract_from_file

from course_utils import front, language
from deploy.lite.paths import HERE, TEMPLATES

LANGUAGE = Path(front.__file__).parent / "language.js"
SCRIPTS = (*sorted(TEMPLATES.glob("*.js")), HERE / "kept.mjs")


def script() -> str:
    """Return static/language.js: the functions with which a script says a message, and the messages in one object."""
    catalogue = language.current().catalogue
    said = {message for file in SCRIPTS for message in _messages(file)}
    messages = {english: words for english, words in catalogue["messages"].items() if english in said}
    written = json.dumps(catalogue | {"messages": messages}, ensure_ascii=False, sort_keys=True)
    return f"const CATALOGUE = {written};\n" + LANGUAGE.read_text("utf-8")


def _messages(file: Path) -> list[str]:
    """Return the English messages that a script says; of a message with plural forms, the first."""
    found = extract_from_file("javascript", file, keywords={"gettext": None, "ngettext": (1, 2)})
    return [message if isinstance(message, str) else message[0] for _, message, _, _ in found]
