"""Documents: yields a finding for each quotation that is too long or incomplete, and each half of a pair."""

import re
from collections.abc import Iterator
from typing import Any

from course_authors.check.course import Course, Entry
from course_authors.check.diagnostic import Finding, short

WORDS, ALL_WORDS = 25, 40  # the most that is quoted in a phrase, and in all phrases of a version together
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_ARABIC, _LATIN = re.compile(r"[\u0621-\u064A]"), re.compile(r"[A-Za-z]")


def findings(course: Course) -> Iterator[Finding]:
    """Yield what is wrong with the quotations of documents, and documents that are shown without their other side."""
    for document in course.entries["document"]:
        if document.fields.get("versions") == []:
            yield document.finding("versions", "there is no version. Write at least one.")
        for number, version in enumerate(document.fields.get("versions", ()), start=1):
            where = f"version {number}: "
            if not version["phrases"]:
                yield document.finding("versions", f"{where}there is no phrase. Quote a few words.")
            for phrase in version["phrases"]:
                yield from of_phrase(document, "versions", where, phrase, version["lang"])
            count = sum(len(phrase["words"].split()) for phrase in version["phrases"])
            if count > ALL_WORDS:
                yield document.finding("versions", f"{where}{count} words are quoted. Quote at most {ALL_WORDS}.")
        yield from _pairs(course, document)


def of_phrase(entry: Entry, name: str, where: str, phrase: dict[str, Any], lang: str) -> Iterator[Finding]:
    """Yield what is wrong with quoted words: their length, their letters, and a translation that is missing."""
    words, meaning = phrase["words"], phrase.get("meaning")
    quoted = f"“{short(words)}”"
    if len(words.split()) > WORDS:
        yield entry.finding(name, f"{where}{quoted} has {len(words.split())} words. Quote at most {WORDS}.")
    if not _LANGUAGE.fullmatch(lang):
        yield entry.finding(name, f'{where}"{short(lang)}" is no language, such as ar or en.')
    elif (lang == "ar") != bool(_ARABIC.search(words)):
        yield entry.finding(name, f'{where}{quoted} is not in the letters of "{lang}". Change lang or the words.')
    if lang != "en" and not meaning:
        yield entry.finding(name, f"{where}{quoted} has no meaning. Add our translation into English.")
    if lang == "en" and meaning:
        yield entry.finding(name, f"{where}{quoted} is English and needs no meaning. Take it out.")
    if meaning and not _LATIN.search(meaning):
        yield entry.finding(name, f"{where}the meaning of {quoted} is not in English. Translate it.")


def _pairs(course: Course, document: Entry) -> Iterator[Finding]:
    """Yield what would let one document of a pair be shown alone."""
    sealed = {id_ for seal in course.entries["sealed"] for id_ in seal.fields.get("records", ())}
    for id_ in document.fields.get("show_with", ()):
        other = course.known["document"].get(id_)
        if other is None:
            continue  # links.py says so
        if id_ == document.id:
            yield document.finding("show_with", "it names itself. Name the other document.")
        elif document.id not in other.fields.get("show_with", ()):
            yield document.finding("show_with", f'"{id_}" is shown without this one. Name this one there too.')
        if (id_ in sealed) != (document.id in sealed):
            yield document.finding("show_with", f'only one of this and "{id_}" is sealed. Seal both or neither.')
