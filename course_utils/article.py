"""The article: its twelve sentences, who and what is in each, and what each claims.

The text is the publisher's and comes from `seeds/`; nothing here retypes it.
"""

from collections.abc import Iterable

from course_utils import knowledge
from course_utils.knowledge.records import Claim, Sentence
from course_utils.view import Citations, View, paragraph, render, table

SPEAKERS = {
    "reporter": "the reporter",
    "generals": "the two generals, in a joint statement",
    "envoy": "the UN envoy, Stephanie Williams",
    "mission": "the UN mission, UNSMIL",
    "unnamed": "somebody who is not named",
}
STATUS = {
    "corroborated": "corroborated: other sources say the same",
    "partly": "partly corroborated: other sources support some of it",
    "same agency only": "same agency only: found elsewhere, but as copies of one report",
    "uncorroborated": "uncorroborated: no other source supports it",
    "contradicted": "contradicted by other sources",
    "disputed": "disputed: the sides say different things",
    "judgement": "a judgement: it can be argued about, not checked",
}


def show(*sentences: str, claims: bool = False, lesson: str = "01-the-article") -> View:
    """Return sentences of the article, by default all twelve; with claims=True also what each of them claims.

    A claim that a later lesson settles shows only in which lesson, unless `lesson` is that one or a later one.
    """
    chosen = _chosen(sentences)
    citations = Citations()
    told = {one.id: [_told(claim, lesson, citations) for claim in one.claims] for one in chosen if claims}
    lines = []
    for sentence in chosen:
        lines.append(f"{sentence.id}  {paragraph(sentence.text, indent='     ').strip()}")
        lines += [_text(entry) for entry in told.get(sentence.id, ())]
    if claims:
        lines.append("Sources\n" + citations.text())
    html = render("article.html", sentences=chosen, told=told, citations=citations)
    return View("\n\n".join(lines), html)


def facts(*sentences: str) -> View:
    """Return who, what, where and when of sentences, by default of all twelve, as a table."""
    rows = [
        (
            sentence.id,
            ", ".join(actor.name_en for actor in sentence.actors) or "nobody named",
            sentence.about,
            ", ".join(place.name_en for place in sentence.places) or "no place named",
            sentence.when,
        )
        for sentence in _chosen(sentences)
    ]
    return table("Who, what, where and when in the article", ("Sentence", "Who", "What", "Where", "When"), rows)


def voices() -> View:
    """Return who says what: for each speaker, the sentences whose claims rest on that speaker, as a table."""
    rows = []
    for speaker, name in SPEAKERS.items():
        said = [claim for claim in knowledge.claims().values() if claim.attributed_to == speaker]
        rows.append((name, ", ".join(dict.fromkeys(claim.sentence for claim in said)), str(len(said))))
    return table("Who says what in the article", ("Who says it", "In sentences", "Claims"), rows)


def _chosen(ids: Iterable[str]) -> list[Sentence]:
    return [knowledge.sentence(id_) for id_ in ids or knowledge.sentences()]


def _told(claim: Claim, lesson: str, citations: Citations) -> dict[str, str | None]:
    """Return what is shown of a claim; what a later lesson opens stays closed, its sources too."""
    shut = claim.opened_in is not None and lesson < claim.opened_in
    said = {"claim": claim.claim, "quote": claim.quote, "speaker": SPEAKERS[claim.attributed_to], "kind": claim.kind}
    if shut:
        number = claim.opened_in.partition("-")[0]
        return said | {"status": f"open: checked in lesson {number}", "note": None, "neutral": None, "marks": ""}
    status = None if claim.kind == "loaded word" else STATUS[claim.status]
    marks = citations.mark(claim.sources)
    return said | {"status": status, "note": claim.note, "neutral": claim.neutral, "marks": marks}


def _text(told: dict[str, str | None]) -> str:
    lines = [f"- {told['kind']}: “{told['quote']}”", f"  {told['claim']}", f"  Said by {told['speaker']}."]
    if told["status"]:
        lines.append(f"  {told['status'].capitalize()}. {told['marks']}".rstrip())
    if told["note"]:
        lines.append(f"  {told['note']}" + ("" if told["status"] else f" {told['marks']}"))
    if told["neutral"]:
        lines.append(f"  Without taking a side: {told['neutral']}.")
    return "\n".join(paragraph(line.strip(), indent="     " if line[0] == "-" else "       ") for line in lines)
