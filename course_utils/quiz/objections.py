"""What can be known to be amiss with a statement from the records it names, and from nothing else.

It never says that a statement is right, and where it cannot know it says nothing.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from course_utils import knowledge, schema, text_matching
from course_utils.knowledge.record import Record
from course_utils.knowledge.records import Actor, Claim, Place, Source
from course_utils.language import gettext
from course_utils.period import Period
from course_utils.quiz.dates_in_text import dates

_LONGEST = 6  # words of a name
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|‘[^’]*’(?!\w)")
_WHOSE = re.compile(r"\b(?:call\w*|says?|said|sa[iy]ing|writes?|wrote|words?|article|reporter|according)\b", re.I)
_DENIES = re.compile(
    r"\b(?:contradict\w*|other (?:sources|records|texts)|not (?:hold|true|right|(?:for )?the first)"
    r"|untrue|false|wrong|dispute\w*)\b",
    re.IGNORECASE,
)
_NOW = re.compile(r"\b(?:still|now|today|nowadays|currently|so far|to this day|at the moment|at present)\b", re.I)
_IS = re.compile(r"\b(?:is|are|has|have|isn't|aren't|hasn't|haven't|remains?|exists?|there's)\b", re.I)
_WAS = re.compile(r"\b(?:was|were|had|did|said|wrote)\b", re.I)
_NO = {"never", "no", "not", "nobody", "none"}
_GOVERNING = re.compile(r"\b(?:government|governments|authorities)\s+(?:in|of)\s+$", re.I)


def objections(statement: str, ids: list[str]) -> list[str]:
    """Return a sentence for each thing that is amiss with a statement, from the records with these ids."""
    found = [knowledge.find(id_) for id_ in dict.fromkeys(ids)]
    said = re.sub(r"\[[^\]]*\]", " ", statement)
    own = _QUOTED.sub(" ", said)
    made = (
        _contradicted(own, found),
        _loaded(own, found),
        _undated(own, said),
        *_misdated(own, found),
        *_strange(own, found),
    )
    return [one for one in made if one]


def _contradicted(own: str, found: list[Any]) -> str:
    claims = [one for one in found if isinstance(one, Claim) and one.status == "contradicted"]
    if not claims or len(claims) < len(found) or _DENIES.search(own) or _WHOSE.search(own):
        return ""
    if not any(_repeats(own, one) for one in claims):  # it may say the contrary, which the record bears out
        return ""
    return gettext("Other sources contradict {id}: it cannot carry a statement.", id=claims[0].id)


def _repeats(own: str, claim: Claim) -> bool:
    """Return whether a statement has a telling word of the article's own, or denies where the claim denies."""
    words = set(text_matching.plain(own).split())
    telling = {word for word in text_matching.plain(claim.quote).split() if len(word) > 3}
    return bool(words & telling or words & _NO & set(text_matching.plain(claim.claim).split()))


def _loaded(own: str, found: list[Any]) -> str:
    """Return whose word a loaded word is, asked; nothing where the statement says it, or is on the word itself."""
    if _WHOSE.search(own) or any(isinstance(one, Claim) and one.kind == "loaded word" for one in found):
        return ""
    plain = f" {text_matching.plain(own)} "
    for word in _loaded_words():
        if f" {text_matching.plain(word)} " in plain:
            return gettext("“{word}” is a loaded word: whose is it?", word=word)
    return ""


@cache
def _loaded_words() -> tuple[str, ...]:
    """Return the loaded words of the article that are words of the language: no names, no beginnings of a sentence."""
    quotes = (one.quote for one in knowledge.claims().values() if one.kind == "loaded word")
    return tuple(sorted((one for one in quotes if one == one.casefold()), key=len, reverse=True))


def _undated(own: str, said: str) -> str:
    if _NOW.search(own) and _IS.search(own) and not _WAS.search(own) and not dates(said):
        return gettext("True as of when? Write the month up to which it is known.")
    return ""


def _misdated(own: str, found: list[Any]) -> Iterator[str]:
    """Yield what date a record has in place of all that stand in a statement: one that fits is enough."""
    written = dates(own, told=True)
    own_dates = [day for one in found if (day := _period(one))]
    if not written or len(own_dates) < len(found):
        return
    known = [*own_dates, *(day for one in found for meant in dates(_all(one)) for day in meant)]
    if not any(each.overlaps(day) for meant in written for each in meant for day in known):
        here = gettext(", ").join(meant[0].words for meant in written)
        yield gettext("{id} says {there}, and you wrote {here}.", id=found[0].id, there=own_dates[0].words, here=here)


def _period(record: Any) -> Period | None:
    """Return when what a record tells was; None where it has no date of its own."""
    if isinstance(record, Source | Claim):
        return None
    period, date = getattr(record, "period", None), getattr(record, "date", None)
    return period or (Period.parse(date) if isinstance(date, str) else None)


def _strange(own: str, found: list[Any]) -> Iterator[str]:
    """Yield each person, state or place of a statement of which none of its records speaks."""
    spoken = " ".join(map(_all, found))
    plain = f" {text_matching.plain(spoken)} "
    for name, meant in _named_in(own):
        if not any(_speaks(plain, one) for one in meant):
            if len(found) == 1:
                yield gettext("{record} does not speak of {name}.", record=found[0].id, name=name)
            else:
                yield gettext("None of these records speaks of {name}.", name=name)


def _speaks(plain: str, record: Actor | Place) -> bool:
    if isinstance(record, Actor) and record.kind == "state" and f" {text_matching.plain(record.name_en)[:4]}" in plain:
        return True  # Egyptian, Turkish
    return any(f" {spelling} " in plain for spelling in _spellings(record))


def _named_in(own: str) -> Iterator[tuple[str, tuple[Actor | Place, ...]]]:
    """Yield each name in a text, as it is written, with whom or what it can mean; the longest names first."""
    words = list(re.finditer(r"[^\s,.;:!?()]+", own))
    at = 0
    while at < len(words):
        for long in range(min(_LONGEST, len(words) - at), 0, -1):
            start, end = words[at].start(), words[at + long - 1].end()
            text = re.sub(r"['’]s?$", "", own[start:end])
            meant = (
                _index().get(text_matching.plain(text))
                if any(sign.isupper() or sign > "\u05ff" for sign in text)
                else None
            )
            if meant:
                if not _GOVERNING.search(own[:start]) and any(map(_judged, meant)):
                    yield text, meant
                at += long - 1
                break
        at += 1


def _judged(record: Actor | Place) -> bool:
    """Return whether a record that speaks of it must name it: bodies and armed groups are told of in other words."""
    return isinstance(record, Place) or record.kind in ("person", "state")


@cache
def _index() -> dict[str, tuple[Actor | Place, ...]]:
    found: dict[str, tuple[Actor | Place, ...]] = {}
    named: list[Actor | Place] = [*knowledge.actors().values(), *knowledge.places().values()]
    for one in named:
        for spelling in _spellings(one):
            found[spelling] = (*found.get(spelling, ()), one)
    return found


@cache
def _spellings(record: Actor | Place) -> tuple[str, ...]:
    """Return each spelling of a name as it is compared; of a person also the last name alone."""
    names = [record.name_en, record.short_name, record.name_ar, *record.variants]
    if isinstance(record, Actor) and record.kind == "person":
        names += [name.split()[-1] for name in names if " " in name]
    return tuple(dict.fromkeys(filter(None, map(text_matching.plain, names))))


@cache
def _all(record: Any) -> str:
    """Return every text of a record, and the names of what it is tied to."""
    texts = list(_texts(record))
    if isinstance(record, Claim):
        sentence = knowledge.sentence(record.sentence)
        texts += [sentence.text, *_texts(sentence)]
    return " ".join((knowledge.words(record), *texts))


def _texts(value: Any, top: bool = True) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Source):
        return
    elif isinstance(value, Record) and not top:
        yield from (text for name in ("name_en", "short_name", "title") if (text := getattr(value, name, None)))
    elif isinstance(value, Sequence):  # of values, or of the records that a link leads to
        for one in value:
            yield from _texts(one, False)
    elif hasattr(value, "__dataclass_fields__"):
        for field in schema.declared(value.__class__).values():
            yield from _texts(getattr(value, field.attribute), False)
