"""What ties one actor to another: in words from either end, and whether it held on a date."""

from dataclasses import dataclass

from course_utils import knowledge
from course_utils.knowledge.records import Actor, Relation
from course_utils.period import Period

# kind -> what it is called, how it reads from the actor it starts at, and how from the other
KINDS = {
    "commands": ("commands or leads", "commands", "is commanded by"),
    "part_of": ("is part of", "is part of", "includes"),
    "appointed_by": ("was appointed by", "was appointed by", "appointed"),
    "backs": ("backs", "backs", "is backed by"),
    "recognises": ("recognises", "recognises", "is recognised by"),
    "mediates": ("mediates", "mediates for", "has as mediator"),
    "negotiates_with": ("negotiates with", "negotiates with", "negotiates with"),
    "rival_of": ("is a rival of", "is a rival of", "is a rival of"),
}
BOTH_WAYS = {"rival_of", "negotiates_with"}
NAMES = {kind: words[0] for kind, words in KINDS.items()}


@dataclass(frozen=True, eq=False)
class Tie:
    """A relation as it stands on a date: certain, or uncertain because its own dates are not exact enough."""

    relation: Relation
    certain: bool

    @property
    def alleged(self) -> bool:
        """Whether one side says so and the other denies it."""
        return self.relation.alleged

    @property
    def note(self) -> str:
        """What has to be known with the tie."""
        return self.relation.note or ""

    def other(self, actor: Actor) -> Actor:
        """Return the actor at the other end."""
        return self.relation.to if actor is self.relation.from_ else self.relation.from_

    def words(self, actor: Actor, *, when: bool = True) -> str:
        """Return the tie as it reads from one end, by default with its dates."""
        alleged = "alleged: " if self.alleged else ""
        doubt = " (not certain on this date)" if not self.certain else ""
        dated = _when(self.relation) if when else ""
        return f"{alleged}{verb(self.relation, actor)} {short(self.other(actor))}{dated}{doubt}"


def on(when: Period) -> list[Tie]:
    """Return the ties on a date, in the order of the content; those that may have held then are uncertain."""
    return [
        Tie(relation, certain=relation.period.lasts_through(when))
        for relation in knowledge.relations().values()
        if relation.period.overlaps(when)
    ]


def verb(relation: Relation, actor: Actor) -> str:
    """Return what the actor does to the other, or what the other does to it; an institution is led."""
    _, active, passive = KINDS[relation.kind]
    if relation.kind == "commands" and relation.to.kind != "armed_group":
        active, passive = "leads", "is led by"
    return active if actor is relation.from_ else passive


def short(actor: Actor) -> str:
    """Return the English name without what stands in brackets."""
    return actor.name_en.split(" (")[0]


def _when(relation: Relation) -> str:
    start, end = relation.period.ends
    if start.words and (relation.kind == "appointed_by" or relation.since == relation.until):
        return f" {'on' if start.precision == 'day' else 'in'} {start.words}"  # an appointment has a day, not an end
    began = f", since {start.words}" if start.words else " (no start recorded)"
    if relation.until:
        return f"{began}, until {end.words}"
    checked = Period.parse(relation.as_of or knowledge.course().reaches)
    return f"{began}, no end known, last checked {checked.words}"
