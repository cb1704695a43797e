"""Whether the page of the site in which Python runs keeps what is written; elsewhere there is no such page."""

import sys
from pathlib import Path


def not_kept() -> str | None:
    """Return why what is written here is lost when the page is left, in a sentence; None where it is kept."""
    if sys.platform != "emscripten":
        return None
    import js  # Pyodide's: what JavaScript holds beside Python; the site's kept.mjs puts the sentence there

    said = getattr(js, "courseNotKept", None)
    return said if isinstance(said, str) else None


def make_sure(file: Path, data: bytes) -> None:
    """Raise OSError where what was just written to the end of a file is not there: the page says nothing of it."""
    if sys.platform == "emscripten" and not file.read_bytes().endswith(data):
        raise OSError("this browser did not keep it")
