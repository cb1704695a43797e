"""Who is tied to whom, as a drawing whose every part is also said: by name, in a list and in plain text."""

from course_utils.knowledge.records import Actor
from course_utils.people import drawing
from course_utils.people.camps import CAMPS, SHORTHAND
from course_utils.people.ties import BOTH_WAYS, NAMES, Tie, short
from course_utils.view import Citations, View, paragraph, render


def view(ties: list[Tie], named: list[Actor], heading: str, conditions: str, kept: str) -> View:
    """Return these ties as a network; an actor that is named but has no tie among them is said to have none.

    `kept` says what is kept back, "" where nothing is.
    """
    actors = sorted(_ends(ties), key=lambda actor: (list(CAMPS).index(actor.camp), actor.kind != "person"))
    alone = [short(actor) for actor in named if actor not in actors]
    remark = f"No tie recorded on this date: {', '.join(alone)}." if alone else ""
    remark = " ".join(part for part in (remark, kept) if part)
    heading = f"{heading} ({conditions})"
    if not ties:
        line = f"{heading}: the course has no such tie. {remark}".strip()
        return View(paragraph(line), render("people-none.html", line=line))
    citations = Citations()
    entries = [_entry(actor, ties, citations) for actor in actors]
    camps = [(name, [entry for entry in entries if entry["camp"] == camp]) for camp, name in CAMPS.items()]
    camps = [(name, members) for name, members in camps if members]
    count = f"{len(actors)} actors, {_count(len(ties), 'tie')}. {SHORTHAND}"
    lines = [paragraph(heading), paragraph(count)]
    for name, members in camps:
        lines += [name, *(_text(entry) for entry in members)]
    lines += [paragraph(remark)] if remark else []
    html = render(
        "people-network.html",
        heading=heading,
        count=count,
        entries=entries,
        camps=camps,
        drawing=drawing.draw(actors, ties),
        legend=_legend(ties),
        earlier=any(actor.camp == "historical" for actor in actors),
        remark=remark,
        citations=citations,
    )
    return View("\n\n".join([*lines, "Sources\n" + citations.text()]), html)


def _ends(ties: list[Tie]) -> list[Actor]:
    return list(dict.fromkeys(actor for tie in ties for actor in (tie.relation.from_, tie.relation.to)))


def _entry(actor: Actor, ties: list[Tie], citations: Citations) -> dict:
    """Return an actor with its ties; a tie is told in full, with note and sources, where it starts."""
    starts = [tie for tie in ties if tie.relation.from_ is actor]
    ends = [tie for tie in ties if tie.relation.to is actor and tie not in starts]
    name = short(actor)
    said = "; ".join(tie.words(actor, when=False) for tie in (*starts, *ends))
    full = [
        {"words": tie.words(actor), "mark": citations.mark(tie.relation.sources), "note": tie.note} for tie in starts
    ]
    return {
        "id": actor.id,
        "name": name,
        "arabic": actor.name_ar.split(" (")[0],
        "camp": actor.camp,
        "full": full,
        "named": [tie.words(actor, when=False) for tie in ends],
        "dated": [tie.words(actor) for tie in (*starts, *ends)],
        "label": f"{name}, {CAMPS[actor.camp]}: {said}",
    }


def _text(entry: dict) -> str:
    lines = [f"  {entry['name']}"]
    for one in entry["full"]:
        lines.append(paragraph(f"{one['words']} {one['mark']}", "    "))
        lines += [paragraph(one["note"], "      ")] if one["note"] else []
    lines += [paragraph(f"{'; '.join(entry['named'])}.", "    ")] if entry["named"] else []
    return "\n".join(lines)


def _legend(ties: list[Tie]) -> list[dict]:
    rows = [
        {"words": NAMES[kind], "kind": kind, "signs": drawing.sample(kind), "both": kind in BOTH_WAYS}
        for kind in NAMES
        if any(tie.relation.kind == kind and not tie.alleged for tie in ties)
    ]
    if any(tie.alleged for tie in ties):
        rows.append({"words": "alleged: one side says so, the other denies it", "kind": "alleged", "signs": []})
    return rows


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
