"""Actors as cards, with names in both scripts, and the same as plain text."""

from course_utils.knowledge.records import Actor
from course_utils.people.camps import CAMPS, KINDS, SHORTHAND
from course_utils.view import Citations, View, paragraph, render

FEW = 4  # so many cards are open at first; with more, a reader opens what they choose


def view(actors: list[Actor], heading: str) -> View:
    """Return these actors as cards, grouped by kind."""
    citations = Citations()
    groups = []
    for kind, name in KINDS.items():
        cards = [_card(actor, citations) for actor in actors if actor.kind == kind]
        if cards:
            groups.append({"name": name, "cards": cards})
    lines = [paragraph(heading), paragraph(SHORTHAND)]
    for group in groups:
        lines += [group["name"], *(_text(card) for card in group["cards"])]
    html = render(
        "people.html",
        heading=heading,
        shorthand=SHORTHAND,
        groups=groups,
        open=len(actors) <= FEW,
        citations=citations,
    )
    return View("\n\n".join([*lines, "Sources\n" + citations.text()]), html)


def _card(actor: Actor, citations: Citations) -> dict:
    facts = [
        ("Camp", f"{CAMPS[actor.camp]}."),
        ("In July 2022", actor.role_july_2022),
        ("After that", actor.after),
        ("In short", actor.description),
        ("The course writes", actor.say),
        ("The course avoids", actor.avoid),
        ("Also spelled", f"{', '.join(actor.variants)}." if actor.variants else None),
        ("Helps to read", f"{', '.join(sentence.id for sentence in actor.sentences)}." if actor.sentences else None),
        ("Sources", citations.mark(actor.sources)),
    ]
    return {
        "id": actor.id,
        "name": actor.name_en,
        "arabic": actor.name_ar,
        "facts": [(name, words) for name, words in facts if words],
    }


def _text(card: dict) -> str:
    head = paragraph(f"{card['name']} ({card['arabic']})")
    return "\n".join([head, *(paragraph(f"{name}: {words}", "  ") for name, words in card["facts"])])
