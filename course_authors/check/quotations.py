"""Quotations: yields a finding for each that does not stand in the article, letter for letter."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from course_authors.check.course import Course, Entry
from course_authors.check.diagnostic import Finding, short
from course_authors.check.passages import Passage, of_entry, passages
from course_utils.knowledge.article_text import sentence_texts

_QUOTED = re.compile(r"“([^“”]*)”")
_NAMED = re.compile(r"\bs[0-9]{2}\b")
# What stands before words that are quoted from somewhere else.
_ELSEWHERE = re.compile(
    r"\b(?:instead|courses?|versions?|outlets?|agency|agencies|headlines?|translations?|reports?)\b[^.“”]*$",
    re.IGNORECASE,
)
_NEAR = 0.75  # share of words in common from which on a quotation must be meant to be the article's
_LONG = 4  # words from which on that can be told


def findings(course: Course) -> Iterator[Finding]:
    """Yield the quotations of the article that differ from it."""
    for claim in course.entries["claim"]:
        yield from _claim(claim)
    said = _said_elsewhere(course)
    for passage in passages(course):
        if passage.entry is None or passage.entry.kind == "question":
            yield from _passage(passage, said, course)


def _claim(claim: Entry) -> Iterator[Finding]:
    sentence = sentence_texts().get(claim.fields.get("sentence", ""))
    quote = claim.fields.get("quote")
    if sentence is None or quote is None:
        return
    if quote not in sentence:
        yield claim.finding("quote", _differs(quote, [claim.fields["sentence"]]))
    for quoted in _QUOTED.findall(claim.fields.get("claim", "")):
        if not _stands(quoted, [sentence]):
            yield claim.finding("claim", _differs(quoted, [claim.fields["sentence"]]))


def _passage(passage: Passage, said: dict[str, str], course: Course) -> Iterator[Finding]:
    if course.unread and any(id_ not in course.known["record"] for id_ in passage.links):
        return  # the record it quotes may be one that could not be read
    texts = sentence_texts()
    named = [id_ for id_ in dict.fromkeys(_NAMED.findall(passage.text)) if id_ in texts]
    for found in _QUOTED.finditer(passage.text):
        quoted = found[1]
        if _stands(quoted, texts.values() if not named else [texts[id_] for id_ in named]):
            continue
        if named and not _ELSEWHERE.search(passage.text[: found.start()]):
            # A paragraph about a sentence may quote the record it links to, or what is said of the sentence.
            if not any(_stands(quoted, [said.get(id_, "")]) for id_ in (*named, *passage.links)):
                yield passage.found(_differs(quoted, named))
        elif not named and (near := _near(quoted)):
            yield passage.found(_differs(quoted, [near]))


def _said_elsewhere(course: Course) -> dict[str, str]:
    """Return for each record what it says, and for each sentence what its claims say."""
    said = {id_: " ".join(one.text for one in of_entry(entry)) for id_, entry in course.known["record"].items()}
    for claim in course.entries["claim"]:
        sentence = claim.fields.get("sentence", "")
        said[sentence] = " ".join((said.get(sentence, ""), *(one.text for one in of_entry(claim))))
    return said


def _stands(quoted: str, sentences: Iterable[str]) -> bool:
    """Return whether every part of a quotation stands in one sentence; its first letter may be a capital."""
    parts = [part.strip(" ,.;:!?") for part in re.split(r"…|\[…\]|\.\.\.", quoted)]
    either = [(part, part[:1].swapcase() + part[1:]) for part in parts if part]
    return any(all(one in sentence or other in sentence for one, other in either) for sentence in sentences)


def _near(quoted: str) -> str | None:
    """Return the sentence that has most of the words of a longer quotation in their order, if one has."""
    words = quoted.casefold().split()
    if len(words) < _LONG or len(words) > 100:
        return None
    for id_, sentence in sentence_texts().items():
        blocks = SequenceMatcher(None, words, sentence.casefold().split(), autojunk=False).get_matching_blocks()
        first, last = blocks[0], blocks[-2] if len(blocks) > 1 else blocks[0]
        together = last.b + last.size - first.b <= len(words) + 2
        if together and sum(block.size for block in blocks) / len(words) >= _NEAR:
            return id_
    return None


def _differs(quoted: str, sentences: list[str]) -> str:
    return f"“{short(quoted)}” does not stand in {' or '.join(sentences)}, letter for letter. Copy it from seeds/."
