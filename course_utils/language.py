"""The language in which the course speaks: its messages, plural forms and direction of writing.

Messages stand in the code in English, whole sentences with named places:
`gettext("There is no map “{name}”.", name=…)`.
`languages/course.pot` lists them all; a translation is `languages/<code>.po`. From it `hatch_build.py` makes, when the
course is installed, the catalogue that `gettext` of the standard library reads and the one that the browser reads. A
message that a translation lacks is said in English.
"""

import gettext as catalogues
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

SOURCE = "en"
FOLDER = Path(__file__).parent / "languages"
_RIGHT_TO_LEFT = {"ar", "fa", "he", "ur"}
_POINTS = {"ar": str.maketrans(",.", ".,")}  # as in North Africa, with the digits of English


@dataclass(frozen=True)
class Language:
    """A language: its code, such as "en" or "ar", and the messages in it."""

    code: str
    messages: catalogues.NullTranslations

    @property
    def direction(self) -> str:
        """The direction of its writing, as HTML names it: "ltr" or "rtl"."""
        return "rtl" if self.code.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"

    @property
    def catalogue(self) -> dict[str, Any]:
        """Its messages as the browser's `gettext` takes them: {"code", "plurals", "messages"}; none for English."""
        path = folder() / f"{self.code}.json"
        return json.loads(path.read_text("utf-8")) if path.is_file() else {"code": self.code, "messages": {}}


def current() -> Language:
    """Return the language in use: that of the environment variable COURSE_LANGUAGE, or English."""
    return _language(os.environ.get("COURSE_LANGUAGE") or SOURCE, os.environ.get("COURSE_LANGUAGES") or FOLDER)


def gettext(message: str, /, **values: Any) -> str:
    """Return a message in the language in use, each {name} in it filled from `values`."""
    said = current().messages.gettext(message)
    return said.format(**values) if values else said


def ngettext(one: str, many: str, count: int, /, **values: Any) -> str:
    """Return the form of a message that fits a count, which fills {count} in it."""
    return current().messages.ngettext(one, many, count).format(count=number(count), **values)


def listed(parts: Iterable[str]) -> str:
    """Return names or phrases one after the other, as the language sets them apart: "a, b, c"."""
    return gettext(", ").join(parts)


def number(value: float, digits: int | None = None) -> str:
    """Return a number as the language writes it, 12345.5 is "12,345.5", with so many digits after the point."""
    code = current().code.partition("-")[0]
    said = f"{value:,}" if digits is None else f"{value:,.{digits}f}"
    return said.translate(_POINTS.get(code, {}))


def gettext_noop(message: str) -> str:
    """Return the message itself: it is listed here, and said with `gettext` where it is shown."""
    return message


def percent(share: float) -> str:
    """Return a share in whole hundredths: 0.5 is "50%"."""
    return gettext("{number}%", number=f"{100 * share:.0f}")


def folder() -> Path:
    """Return where the catalogues are: the package's own folder, or COURSE_LANGUAGES."""
    return Path(os.environ.get("COURSE_LANGUAGES") or FOLDER)


@cache  # a map asks two thousand times
def _language(code: str, where: str | Path) -> Language:
    found = catalogues.translation("course", where, [code], fallback=True)
    return Language(code, found)
