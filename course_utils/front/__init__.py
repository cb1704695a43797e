"""What every part that a learner answers in shares: one way to make an element, and one look for controls."""

import re
from pathlib import Path

_FOLDER = Path(__file__).parent

CSS = (_FOLDER / "controls.css").read_text(encoding="utf-8")


def joined(*modules: Path) -> str:
    """Return `dom.js` and these modules as one, since a notebook takes a widget's script as a single text."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in (_FOLDER / "dom.js", *modules))
    without_imports = re.sub(r'^import \{[^}]*\} from "\.[^"]*";\n', "", text, flags=re.MULTILINE)
    return re.sub(r"^export (?=const|function)", "", without_imports, flags=re.MULTILINE)
