"""The article: its sentences, who and what is in each, and what each claims.

The text is the publisher's and comes from `seeds/`; nothing here retypes it.
"""

from collections.abc import Iterable
from typing import TypedDict

from course_utils import knowledge
from course_utils.display import Citations, View, paragraph, render, table
from course_utils.knowledge.records import Claim, Sentence
from course_utils.language import gettext, gettext_noop, listed

KINDS = {
    "fact": gettext_noop("fact"),
    "quotation": gettext_noop("quotation"),
    "judgement": gettext_noop("judgement"),
    "loaded word": gettext_noop("loaded word"),
}


class Told(TypedDict):
    """What is shown of a claim; `status` is a sentence."""

    claim: str
    quote: str
    speaker: str
    kind: str
    status: str | None
    note: str | None
    neutral: str | None
    marks: str


def show(*sentences: str, claims: bool = False, lesson: str | None = None) -> View:
    """Return sentences of the article, by default all; with claims=True also what each of them claims.

    A claim that a later lesson settles shows only in which lesson, unless `lesson` is that one or a later one; no
    lesson is before all of them.
    """
    chosen = _chosen(sentences)
    citations = Citations()
    told = {one.id: [_told(claim, lesson, citations) for claim in one.claims] for one in chosen if claims}
    lines = []
    for sentence in chosen:
        lines.append(f"{sentence.id}  {paragraph(sentence.text, indent='     ').strip()}")
        lines += [_text(entry) for entry in told.get(sentence.id, ())]
    if claims:
        lines.append(citations.section())
    html = render("article.html", sentences=chosen, told=told, citations=citations)
    return View("\n\n".join(lines), html)


def facts(*sentences: str) -> View:
    """Return who, what, where and when of sentences, by default of all, as a table."""
    rows = [
        (
            sentence.id,
            listed(actor.name_en for actor in sentence.actors) or gettext("nobody named"),
            sentence.about,
            listed(place.name_en for place in sentence.places) or gettext("no place named"),
            sentence.when,
        )
        for sentence in _chosen(sentences)
    ]
    head = (gettext("Sentence"), gettext("Who"), gettext("What"), gettext("Where"), gettext("When"))
    return table(gettext("Who, what, where and when in the article"), head, rows)


def voices() -> View:
    """Return who says what: for each speaker, the sentences whose claims rest on that speaker, as a table."""
    rows = []
    for speaker in knowledge.vocabulary("claim.attributed_to").values():
        said = [claim for claim in knowledge.claims().values() if claim.attributed_to == speaker.id]
        rows.append((speaker.label, listed(dict.fromkeys(claim.sentence for claim in said)), str(len(said))))
    head = (gettext("Who says it"), gettext("In sentences"), gettext("Claims"))
    return table(gettext("Who says what in the article"), head, rows)


def _chosen(ids: Iterable[str]) -> list[Sentence]:
    return [knowledge.sentence(id_) for id_ in ids or knowledge.sentences()]


def _told(claim: Claim, lesson: str | None, citations: Citations) -> Told:
    """Return what is shown of a claim; what a later lesson opens stays closed, its sources too."""
    opened_in = claim.opened_in
    told = Told(
        claim=claim.claim,
        quote=claim.quote,
        speaker=knowledge.vocabulary("claim.attributed_to")[claim.attributed_to].label,
        kind=gettext(KINDS[claim.kind]),
        status=None,
        note=None,
        neutral=None,
        marks="",
    )
    if opened_in is not None and (lesson is None or knowledge.is_before(lesson, opened_in)):
        told["status"] = gettext("Open: checked in lesson {lesson}.", lesson=knowledge.lesson(opened_in).label)
        return told
    if claim.kind != "loaded word":
        told["status"] = knowledge.standing(claim)
    told |= {"note": claim.note, "neutral": claim.neutral, "marks": citations.mark(claim.sources)}
    return told


def _text(told: Told) -> str:
    quoted = gettext("{kind}: “{quote}”", kind=told["kind"], quote=told["quote"])
    lines = [f"- {quoted}", f"  {told['claim']}", f"  {gettext('Said by {speaker}.', speaker=told['speaker'])}"]
    if told["status"]:
        lines.append(f"  {told['status']} {told['marks']}".rstrip())
    if told["note"]:
        lines.append(f"  {told['note']}" + ("" if told["status"] else f" {told['marks']}"))
    if told["neutral"]:
        lines.append(f"  {gettext('Without taking a side: {words}.', words=told['neutral'])}")
    return "\n".join(paragraph(line.strip(), indent="     " if line[0] == "-" else "       ") for line in lines)
