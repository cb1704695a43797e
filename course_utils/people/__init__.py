"""Who is who: cards of the actors, what ties them on a date, and what changed between two dates."""

from collections.abc import Iterable

from course_utils import asked, knowledge, seals
from course_utils.errors import CourseError
from course_utils.knowledge.records import Actor
from course_utils.people import cards, history, net, ties
from course_utils.people.camps import CAMPS
from course_utils.view import View


def show(*actors: str, sentence: str | None = None) -> View:
    """Return actors with names, roles and sources: those named, those of a sentence, or all of them by kind."""
    chosen = [asked.actor(name) for name in actors]
    heading = "Who is who"
    if sentence is not None:
        one = knowledge.sentence(str(sentence))
        chosen += one.actors
        heading = f"Who is who in sentence {one.id}"
    if not actors and sentence is None:
        chosen = list(knowledge.actors().values())
        heading = f"Who is who: {len(chosen)} people, bodies, groups and states"
    return cards.view(list(dict.fromkeys(chosen)), heading)


def network(
    *,
    on: int | str,
    camp: str | None = None,
    kinds: str | Iterable[str] | None = None,
    around: str | None = None,
    everything: bool = False,
    sealed: bool = True,
) -> View:
    """Return who was tied to whom on a date: the actors of the article and what ties them.

    With `around` one actor and what ties it; with everything=True all that the course knows. `camp` keeps the ties
    of one camp, `kinds` those of some kinds, such as "commands" or "backs". sealed=False shows what a lesson seals too.
    """
    when = asked.period(on, "on")
    found = ties.on(when)
    of_article = {actor for one in knowledge.sentences().values() for actor in one.actors}
    conditions, named = [], []
    if around is not None:
        centre = asked.actor(around)
        conditions.append(f"around {ties.short(centre)}")
        named = [centre]
        found = _near(found, {centre})
    elif everything:
        conditions.append("all that the course knows")
    else:
        conditions.append("the actors of the article and what ties them")
        named = [actor for actor in knowledge.actors().values() if actor in of_article]
        found = _near(found, of_article)
    if camp is not None:
        side = asked.choice("camp", camp, CAMPS)
        conditions.append(f"ties of the camp “{CAMPS[side]}”")
        found = [tie for tie in found if side in (tie.relation.from_.camp, tie.relation.to.camp)]
        named = [actor for actor in named if actor.camp == side]
    if kinds is not None:
        several = kinds if isinstance(kinds, Iterable) and not isinstance(kinds, str) else [kinds]
        chosen = [asked.choice("kind of tie", kind, ties.NAMES) for kind in several]
        conditions.append(f"only the ties “{'”, “'.join(ties.NAMES[kind] for kind in chosen)}”")
        found = [tie for tie in found if tie.relation.kind in chosen]
    found, kept = seals.split(found, sealed, lambda tie: tie.relation)
    return net.view(found, named, f"Who was tied to whom: {when.words}", "; ".join(conditions), kept)


def changes(first: int | str, last: int | str, *, sealed: bool = True) -> View:
    """Return which ties began and which ended between two dates; sealed=False shows what a lesson seals too."""
    start, end = asked.period(first, "first"), asked.period(last, "last")
    if end.last < start.first:
        raise CourseError(f"{end.words} is before {start.words}. Give the earlier date first.")
    return history.view(start, end, sealed)


def _near(found: list[ties.Tie], centre: set[Actor]) -> list[ties.Tie]:
    """Return the ties of these actors, and those among the actors that they lead to."""
    near = set(centre)
    for tie in found:
        ends = {tie.relation.from_, tie.relation.to}
        if ends & centre:
            near |= ends
    return [tie for tie in found if {tie.relation.from_, tie.relation.to} <= near]
