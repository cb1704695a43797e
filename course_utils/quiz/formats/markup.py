"""Texts for tools that show HTML or XML: nothing in them becomes a mark, and Arabic keeps its direction."""

import html
import re
import unicodedata
from collections.abc import Iterable

# Moodle and Anki take some of these for formulas, gaps or sounds; as numbers they are only letters.
_SIGNS = str.maketrans({sign: f"&#{ord(sign)};" for sign in "$\\[]{}"})
_UNFIT = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def fit(text: str) -> str:
    """Return a text with one kind of line end, and a mark (�) for each letter that XML cannot hold."""
    return _UNFIT.sub("\ufffd", re.sub(r"\r\n?", "\n", text))


def rightwards(text: str) -> bool:
    """Return whether a text is read from right to left: its first letter with a direction decides."""
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind in ("R", "AL") for kind in kinds if kind in ("L", "R", "AL")), False)


def inline(text: str) -> str:
    """Return a text as HTML that stands within a line."""
    return html.escape(fit(text)).translate(_SIGNS).replace("\n", "<br>")


def paragraph(text: str) -> str:
    """Return a text as a paragraph of HTML; nothing for an empty one."""
    if not text.strip():
        return ""
    return f'<p dir="rtl">{inline(text)}</p>' if rightwards(text) else f"<p>{inline(text)}</p>"


def paragraphs(texts: Iterable[str]) -> str:
    """Return texts as paragraphs of HTML."""
    return "".join(map(paragraph, texts))
