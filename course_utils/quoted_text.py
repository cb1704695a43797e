"""The languages in which quotations were read, how they are set, and who put them there, in words."""

from base64 import b64encode
from functools import cache
from pathlib import Path

from course_utils.dates import spell
from course_utils.language import gettext, gettext_noop

LANGUAGES = {
    "ar": gettext_noop("Arabic"),
    "de": gettext_noop("German"),
    "en": gettext_noop("English"),
    "fr": gettext_noop("French"),
    "it": gettext_noop("Italian"),
    "nl": gettext_noop("Dutch"),
    "ru": gettext_noop("Russian"),
}
_FACE = Path(__file__).parent / "fonts" / "amiri-arabic.woff2"


@cache
def face() -> str:
    """Return the face in which quoted Arabic is set, as an address that needs no network."""
    return "data:font/woff2;base64," + b64encode(_FACE.read_bytes()).decode("ascii")


def dated(date: str, when: str | None) -> str:
    """Return a date in words, with what is added about it."""
    return gettext("{date} ({when})", date=spell(date), when=when) if when else spell(date)


def quoted(words: str, lang: str) -> str:
    """Return words in the quotation marks of their language."""
    return f"«{words}»" if lang == "ar" else f"“{words}”"


def direction(lang: str) -> str:
    """Return the direction in which a language is written, as HTML names it."""
    return "rtl" if lang == "ar" else "ltr"


def translated(translator: str) -> str:
    """Return who put quoted words into the language in which they stand here."""
    if translator == "nobody":
        return gettext("not a translation")
    if translator == "not known":
        return gettext("who translated it is not known")
    return gettext("translated by {translator}", translator=translator)
