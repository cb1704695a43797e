"""Values as TOML writes them in one line: the standard library reads TOML and does not write it."""

import json
from typing import Any


def toml(value: Any) -> str:
    """Return a text, a number, a truth, a list or a table of these as TOML."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(name)} = {toml(one)}" for name, one in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
