"""One thing to mend, as one line: where it stands, what is wrong and what to do."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from course_utils.errors import UnknownId, short


@dataclass(frozen=True, order=True)
class Finding:
    """What is wrong in a file; `position` puts the findings of one file in the order of the file."""

    file: str
    position: int
    where: str
    what: str

    def __str__(self) -> str:
        return _one_line(f"{self.file}, {self.where}: {self.what}" if self.where else f"{self.file}: {self.what}")


def unknown(kind: str, asked: str, known: Iterable[str]) -> str:
    """Return that there is no such record, with the nearest one that there is."""
    said = str(UnknownId(kind, short(asked), list(known)))
    return said[0].lower() + said[1:]


def _one_line(text: str) -> str:
    """Return the text without line breaks, and without letters that no output could write."""
    printable = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", printable)
