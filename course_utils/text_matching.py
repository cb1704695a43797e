"""Spellings that a reader would call the same: case, accents, hyphens and Arabic vowel signs set aside."""

import re
import unicodedata
from collections.abc import Iterable

# Letters that Arabic writers use for each other: forms of alif, final yā' and alif maqṣūra, tā' marbūṭa and hā'.
_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": None})
_PERSIAN = str.maketrans("یک", "يك")  # what a Persian keyboard, or a text that was pasted, has in their place
_UNSEEN = {"Mn", "Cf"}
_ARTICLE = re.compile(r"\b(al|el)[\s-]+|\bال")


def plain(text: str) -> str:
    """Return the text in the form in which two spellings are compared."""
    text = re.sub(r"['’‘`´ʿʾʼ]", "", text)
    letters = unicodedata.normalize("NFKC", text).translate(_PERSIAN).translate(_ARABIC)
    # Accents and vowel signs; and marks nobody sees, such as those of direction that come with pasted Arabic.
    kept = "".join(
        letter for letter in unicodedata.normalize("NFKD", letters) if unicodedata.category(letter) not in _UNSEEN
    )
    kept = kept.casefold()
    return " ".join(re.sub(r"[^\w\s]", " ", _ARTICLE.sub("", kept)).split())


def matches(answer: str, accepted: Iterable[str]) -> bool:
    """Return whether the answer is one of the accepted spellings."""
    asked = plain(answer)
    return bool(asked) and any(asked == plain(spelling) for spelling in accepted)
