"""Actors as cards, with names in both scripts, and the same as plain text."""

from typing import TypedDict

from course_utils import knowledge
from course_utils.dates import spell
from course_utils.display import Citations, View, paragraph, render
from course_utils.knowledge.records import Actor
from course_utils.language import gettext, listed
from course_utils.people import camps

FEW = 4  # so many cards are open at first; with more, a reader opens what they choose


class Card(TypedDict):
    """An actor with its names in both scripts, and what is known of it as pairs of a name and words."""

    id: str
    name: str
    arabic: str
    facts: list[tuple[str, str]]


class Group(TypedDict):
    """The cards of a kind of actors."""

    name: str
    cards: list[Card]


def view(actors: list[Actor], heading: str) -> View:
    """Return these actors as cards, grouped by kind."""
    citations = Citations()
    groups: list[Group] = []
    for kind in camps.kinds().values():
        cards = [_card(actor, citations) for actor in actors if actor.kind == kind.id]
        if cards:
            groups.append({"name": kind.label, "cards": cards})
    shorthand = camps.shorthand()
    lines = [paragraph(heading), *([paragraph(shorthand)] if shorthand else [])]
    for group in groups:
        lines += [group["name"], *(_text(card) for card in group["cards"])]
    html = render(
        "people.html",
        heading=heading,
        shorthand=shorthand,
        groups=groups,
        open=len(actors) <= FEW,
        citations=citations,
    )
    return View("\n\n".join([*lines, citations.section()]), html)


def _card(actor: Actor, citations: Citations) -> Card:
    written = knowledge.course().written
    facts = [
        (gettext("Camp"), f"{camps.camp(actor).label}."),
        (gettext("In {date}", date=spell(written)) if written else gettext("Role"), actor.role),
        (gettext("After that"), actor.after),
        (gettext("In short"), actor.description),
        (gettext("The course writes"), actor.say),
        (gettext("The course avoids"), actor.avoid),
        (gettext("Also spelled"), f"{listed(actor.variants)}." if actor.variants else None),
        (
            gettext("Helps to read"),
            f"{listed(sentence.id for sentence in actor.sentences)}." if actor.sentences else None,
        ),
        (gettext("Sources"), citations.mark(actor.sources)),
    ]
    return {
        "id": actor.id,
        "name": actor.name_en,
        "arabic": actor.name_ar,
        "facts": [(name, words) for name, words in facts if words],
    }


def _text(card: Card) -> str:
    head = paragraph(gettext("{name} ({arabic})", name=card["name"], arabic=card["arabic"]))
    return "\n".join(
        [head, *(paragraph(gettext("{name}: {words}", name=name, words=words), "  ") for name, words in card["facts"])]
    )
