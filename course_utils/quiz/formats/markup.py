"""Texts for tools that show HTML or XML: nothing in them becomes a mark, and Arabic keeps its direction."""

import html
import re
import unicodedata
from collections.abc import Iterable

from course_utils.quiz.formats.formulas import MARKS, TEX

# Moodle and Anki take some of these for formulas, gaps or sounds; as numbers they are only letters.
_SIGNS = str.maketrans({sign: f"&#{ord(sign)};" for sign in "$\\[]{}"})
# The signs of formulas.py become those by which both know a formula; in one its own signs stay as they are.
_FORMULA = re.compile("([\ufdd0\ufdd2])([^\ufdd0-\ufdd3]*)([\ufdd1\ufdd3])")
_TEX = str.maketrans(dict(zip(MARKS, TEX, strict=True)))
_IN_TEX = str.maketrans({sign: f"&#{ord(sign)};" for sign in "$[]"})
_UNFIT = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def fit(text: str) -> str:
    """Return a text with one kind of line end, and a mark (�) for each letter that XML cannot hold."""
    return _whole(text).translate(_TEX)


def rightwards(text: str) -> bool:
    """Return whether a text is read from right to left: its first letter with a direction decides."""
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind in ("R", "AL") for kind in kinds if kind in ("L", "R", "AL")), False)


def inline(text: str) -> str:
    """Return a text as HTML that stands within a line."""
    parts = _FORMULA.split(html.escape(_whole(text)))
    for at, part in enumerate(parts):
        parts[at] = part.translate((_SIGNS, _TEX, _IN_TEX, _TEX)[at % 4])
    return "".join(parts).replace("\n", "<br>")


def paragraph(text: str) -> str:
    """Return a text as a paragraph of HTML; nothing for an empty one."""
    if not text.strip():
        return ""
    return f'<p dir="rtl">{inline(text)}</p>' if rightwards(text) else f"<p>{inline(text)}</p>"


def paragraphs(texts: Iterable[str]) -> str:
    """Return texts as paragraphs of HTML."""
    return "".join(map(paragraph, texts))


def _whole(text: str) -> str:
    return _UNFIT.sub("\ufffd", re.sub(r"\r\n?", "\n", text))
