"""When two pseudonyms are one name: learner's folders, rosters and class reports all ask here."""

import unicodedata


def key(name: str) -> str:
    """Return the form in which two pseudonyms are compared: case, spaces and Unicode form do not count.

    Windows and macOS keep one folder for "Amal" and "amal", and for "ﬁne" and "fine" (Unicode Standard, D145 and D146).
    """
    folded = unicodedata.normalize("NFKC", " ".join(name.split())).casefold()
    return unicodedata.normalize("NFKC", folded)


def same(one: str, other: str) -> bool:
    """Return whether two pseudonyms name one learner."""
    return key(one) == key(other)
