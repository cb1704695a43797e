"""What ties one actor to another: in words from either end, and whether it held on a date."""

from collections.abc import Mapping
from dataclasses import dataclass

from course_utils import knowledge
from course_utils.knowledge.records import Actor, Relation, Value
from course_utils.language import gettext
from course_utils.period import Period


def kinds() -> Mapping[str, Value]:
    """Return the kinds of ties, by id and in their order."""
    return knowledge.vocabulary("relation.kind")


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
        tie = gettext("{verb} {actor}", verb=verb(self.relation, actor), actor=short(self.other(actor)))
        tie = _dated(self.relation, tie) if when else tie
        tie = tie if self.certain else gettext("{tie} (not certain on this date)", tie=tie)
        return gettext("alleged: {tie}", tie=tie) if self.alleged else tie


def ever() -> list[Tie]:
    """Return all ties, whatever their dates."""
    return [Tie(relation, certain=True) for relation in knowledge.relations().values()]


def on(when: Period) -> list[Tie]:
    """Return the ties on a date, in the order of the content; those that may have held then are uncertain."""
    return [
        Tie(relation, certain=relation.period.lasts_through(when))
        for relation in knowledge.relations().values()
        if relation.period.overlaps(when)
    ]


def verb(relation: Relation, actor: Actor) -> str:
    """Return what the actor does to the other, or what the other does to it."""
    says, back = kinds()[relation.kind].ends(relation.to)
    return says if actor is relation.from_ else back


def short(actor: Actor) -> str:
    """Return the English name without what stands in brackets."""
    return actor.short_name


def _dated(relation: Relation, tie: str) -> str:
    """Return a tie with its dates."""
    start, end = relation.period.ends
    if start.words and (kinds()[relation.kind].once or relation.since == relation.until):
        if start.precision == "day":
            return gettext("{tie} on {day}", tie=tie, day=start.words)
        return gettext("{tie} in {time}", tie=tie, time=start.words)  # what is done once has a day, not an end
    if start.words:
        tie = gettext("{tie}, since {start}", tie=tie, start=start.words)
    else:
        tie = gettext("{tie} (no start recorded)", tie=tie)
    if relation.until:
        return gettext("{tie}, until {end}", tie=tie, end=end.words)
    checked = Period.parse(relation.as_of or knowledge.course().reaches)
    return gettext("{tie}, no end known, last checked {date}", tie=tie, date=checked.words)
