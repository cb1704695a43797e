"""Loaded words: yields a finding for each one that the course uses in its own voice."""

import re
from collections.abc import Iterator

from course_authors.check.course import Course, Entry
from course_authors.check.diagnostic import Finding, short
from course_authors.check.passages import Passage, passages
from course_utils.knowledge.article_text import sentence_texts


def findings(course: Course) -> Iterator[Finding]:
    """Yield the loaded words of the glossary that stand outside of quotations."""
    terms = {
        word.casefold(): term
        for term in course.entries["term"]
        if term.fields.get("loaded")
        for word in term.fields.get("words", ())
        if word.strip()
    }
    if not terms:
        return
    longest_first = sorted(terms, key=len, reverse=True)
    loaded = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.IGNORECASE)
    for passage in passages(course):
        for word in dict.fromkeys(found.casefold() for found in loaded.findall(passage.own)):
            term = terms.get(word)
            if term and not _exempt(passage, word, term):
                instead = short(term.fields.get("instead", "another word"))
                yield passage.found(f'"{short(word)}" takes a side. Write: {instead}; or put it in “quotation marks”.')


def _exempt(passage: Passage, word: str, term: Entry) -> bool:
    """Return whether the passage is about the word itself."""
    entry = passage.entry
    if entry is None:
        return False
    if entry.kind == "claim":
        return entry.fields.get("kind") == "loaded word" or word in entry.fields.get("quote", "").casefold()
    if entry.kind == "term":
        return entry.fields.get("loaded") is True
    if passage.option:
        quoted = [sentence_texts().get(id_, "") for id_ in entry.fields.get("sentences", ())]
        return passage.about_words or any(word in sentence.casefold() for sentence in quoted)
    return False
