"""What every part that a learner answers in shares: ways to make an element and to be saved, one look."""

import re
from pathlib import Path

_FOLDER = Path(__file__).parent

CSS = (_FOLDER / "controls.css").read_text(encoding="utf-8")


def joined(*modules: Path) -> str:
    """Return these modules and what they share as one, since a notebook takes a widget's script as a single text."""
    shared = (_FOLDER / "dom.js", _FOLDER / "lasting.js")
    text = "\n".join(path.read_text(encoding="utf-8") for path in (*shared, *modules))
    without_imports = re.sub(r'^import \{[^}]*\} from "\.[^"]*";\n', "", text, flags=re.MULTILINE)
    return re.sub(r"^export (?=const|function)", "", without_imports, flags=re.MULTILINE)
