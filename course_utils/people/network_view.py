"""Who is tied to whom, as a drawing whose every part is also said: by name, in a list and in plain text."""

from collections.abc import Iterable
from typing import TypedDict

from course_utils.display import Citations, View, paragraph, render
from course_utils.knowledge.records import Actor
from course_utils.language import gettext, listed, ngettext
from course_utils.people import drawing
from course_utils.people.camps import camp, camps, shorthand
from course_utils.people.relations import Tie, kinds, short


class Told(TypedDict):
    """A tie in words, with the mark of its sources and its note."""

    words: str
    mark: str
    note: str


class Entry(TypedDict):
    """An actor of a network: `full` the ties that start at it, `named` those that end at it, `dated` both, dated."""

    id: str
    name: str
    arabic: str
    camp: str
    full: list[Told]
    named: list[str]
    dated: list[str]
    label: str


class Line(TypedDict):
    """A kind of line in the legend."""

    words: str
    kind: str
    line: str
    signs: list[drawing.Sign]


def view(ties: list[Tie], named: list[Actor], ever: Iterable[Actor], heading: str, kept: str) -> View:
    """Return these ties as a network; an actor that is named but has no tie among them is said to have none.

    `ever` are the actors that such a network shows on one date or another: each keeps its place. `kept` says what is
    kept back, "" where nothing is.
    """
    actors = sorted(ends(ties), key=lambda actor: (list(camps()).index(actor.camp), actor.kind != "person"))
    alone = [short(actor) for actor in named if actor not in actors]
    remark = gettext("No tie recorded on this date: {names}.", names=listed(alone)) if alone else ""
    remark = " ".join(part for part in (remark, kept) if part)
    if not ties:
        line = f"{gettext('{heading}: the course has no such tie.', heading=heading)} {remark}".strip()
        return View(paragraph(line), render("people-none.html", line=line))
    citations = Citations()
    entries = [_entry(actor, ties, citations) for actor in actors]
    groups = [(one.label, [entry for entry in entries if entry["camp"] == one.id]) for one in camps().values()]
    groups = [(name, members) for name, members in groups if members]
    counts = (
        ngettext("{count} actor", "{count} actors", len(actors)),
        ngettext("{count} tie", "{count} ties", len(ties)),
    )
    count = f"{gettext('{counts}.', counts=listed(counts))} {shorthand()}".strip()
    lines = [paragraph(heading), paragraph(count)]
    for name, members in groups:
        lines += [name, *(_text(entry) for entry in members)]
    lines += [paragraph(remark)] if remark else []
    html = render(
        "people-network.html",
        heading=heading,
        count=count,
        entries=entries,
        camps=groups,
        drawing=drawing.draw(actors, ties, ever),
        legend=_legend(ties),
        boxes=[one for one in camps().values() if one.symbol and any(actor.camp == one.id for actor in actors)],
        remark=remark,
        citations=citations,
    )
    return View("\n\n".join([*lines, citations.section()]), html)


def ends(ties: list[Tie]) -> list[Actor]:
    """Return the actors that are tied, each once."""
    return list(dict.fromkeys(actor for tie in ties for actor in (tie.relation.from_, tie.relation.to)))


def _entry(actor: Actor, ties: list[Tie], citations: Citations) -> Entry:
    """Return an actor with its ties; a tie is told in full, with note and sources, where it starts."""
    starts = [tie for tie in ties if tie.relation.from_ is actor]
    ends = [tie for tie in ties if tie.relation.to is actor and tie not in starts]
    name = short(actor)
    said = gettext("; ").join(tie.words(actor, when=False) for tie in (*starts, *ends))
    full: list[Told] = [
        {"words": tie.words(actor), "mark": citations.mark(tie.relation.sources), "note": tie.note} for tie in starts
    ]
    return {
        "id": actor.id,
        "name": name,
        "arabic": actor.short_arabic,
        "camp": actor.camp,
        "full": full,
        "named": [tie.words(actor, when=False) for tie in ends],
        "dated": [tie.words(actor) for tie in (*starts, *ends)],
        "label": gettext("{name}, {camp}: {ties}", name=name, camp=camp(actor).label, ties=said),
    }


def _text(entry: Entry) -> str:
    lines = [f"  {entry['name']}"]
    for one in entry["full"]:
        lines.append(paragraph(f"{one['words']} {one['mark']}", "    "))
        lines += [paragraph(one["note"], "      ")] if one["note"] else []
    lines += [paragraph(f"{gettext('; ').join(entry['named'])}.", "    ")] if entry["named"] else []
    return "\n".join(lines)


def _legend(ties: list[Tie]) -> list[Line]:
    rows: list[Line] = [
        {"words": kind.label, "kind": kind.id, "line": kind.line, "signs": drawing.sample(kind.id)}
        for kind in kinds().values()
        if any(tie.relation.kind == kind.id and not tie.alleged for tie in ties)
    ]
    if any(tie.alleged for tie in ties):
        words = gettext("alleged: one side says so, the other denies it")
        rows.append({"words": words, "kind": "alleged", "line": "", "signs": []})
    return rows
