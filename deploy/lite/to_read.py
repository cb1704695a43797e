"""What stays of the text of a lesson on a page where nothing is run."""

import re

WAYS = re.compile(r"^\[[^\n]*(?:←|→)[^\n]*\)\s*$", re.MULTILINE)  # a page has links of its own to the lessons around it
START = re.compile(r"^To start, [^.]*Run All Cells[^.]*\.\s?", re.MULTILINE)  # nothing is run on a page to read
KEYS = re.compile(  # nor are there keys that run it
    r",? then press \*\*Shift\*\* and \*\*Enter\*\*(?=\.)"
    r"|(?:Press|Run this cell again with) \*\*Shift\*\* and \*\*Enter\*\*[^.]*\.\s?"
)


def to_read(text: str) -> str:
    """Return a text of a lesson without what can only be done where the lesson runs."""
    for one in (START, KEYS, WAYS):
        text = one.sub("", text)
    return text
