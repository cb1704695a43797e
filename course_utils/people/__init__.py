"""Who is who: cards of the actors, what ties them on a date, and what changed between two dates."""

from collections.abc import Iterable, Mapping

from course_utils import arguments, knowledge, seals
from course_utils.display import View
from course_utils.errors import CourseError
from course_utils.knowledge.records import Actor, Value
from course_utils.language import gettext, listed, ngettext
from course_utils.people import camps, cards, history, network_view, relations


def show(*actors: str, sentence: str | None = None) -> View:
    """Return actors with names, roles and sources: those named, those of a sentence, or all of them by kind."""
    chosen = [arguments.actor(name) for name in actors]
    heading = gettext("Who is who")
    if sentence is not None:
        one = knowledge.sentence(str(sentence))
        chosen += one.actors
        heading = gettext("Who is who in sentence {sentence}", sentence=one.id)
    if not actors and sentence is None:
        chosen = list(knowledge.actors().values())
        heading = ngettext(
            "Who is who: {count} person, body, group or state",
            "Who is who: {count} people, bodies, groups and states",
            len(chosen),
        )
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
    when = arguments.period(on, "on")
    of_article = {actor for one in knowledge.sentences().values() for actor in one.actors}
    centre: set[Actor] | None = of_article
    named = [actor for actor in knowledge.actors().values() if actor in of_article]
    conditions = [gettext("the actors of the article and what ties them")]
    if around is not None:
        named = [arguments.actor(around)]
        centre = set(named)
        conditions = [gettext("around {actor}", actor=relations.short(named[0]))]
    elif everything:
        centre, named, conditions = None, [], [gettext("all that the course knows")]
    side = None if camp is None else arguments.choice("camp", camp, _labels(camps.camps()))
    if side is not None:
        conditions.append(gettext("ties of the camp “{camp}”", camp=camps.camps()[side].label))
        named = [actor for actor in named if actor.camp == side]
    chosen = None
    if kinds is not None:
        several = kinds if isinstance(kinds, Iterable) and not isinstance(kinds, str) else [kinds]
        chosen = [arguments.choice("kind of tie", kind, _labels(relations.kinds())) for kind in several]
        names = listed(gettext("“{kind}”", kind=relations.kinds()[kind].label) for kind in chosen)
        conditions.append(gettext("only the ties {kinds}", kinds=names))

    def narrowed(found: list[relations.Tie]) -> list[relations.Tie]:
        found = found if centre is None else _near(found, centre)
        found = [tie for tie in found if side is None or side in (tie.relation.from_.camp, tie.relation.to.camp)]
        return [tie for tie in found if chosen is None or tie.relation.kind in chosen]

    # Who can stand on such a drawing on one date or another: so nobody moves when the date is another.
    ever = network_view.ends(narrowed(relations.ever()))
    found, kept = seals.split(narrowed(relations.on(when)), sealed, lambda tie: tie.relation)
    asked = gettext("; ").join(conditions)
    heading = gettext("Who was tied to whom: {when} ({conditions})", when=when.words, conditions=asked)
    return network_view.view(found, named, ever, heading, kept)


def changes(first: int | str, last: int | str, *, sealed: bool = True) -> View:
    """Return which ties began and which ended between two dates; sealed=False shows what a lesson seals too."""
    start, end = arguments.period(first, "first"), arguments.period(last, "last")
    if end.last < start.first:
        said = gettext("{end} is before {start}. Give the earlier date first.", end=end.words, start=start.words)
        raise CourseError(said)
    return history.view(start, end, sealed)


def _labels(values: Mapping[str, Value]) -> dict[str, str]:
    return {id_: value.label for id_, value in values.items()}


def _near(found: list[relations.Tie], centre: set[Actor]) -> list[relations.Tie]:
    """Return the ties of these actors, and those among the actors that they lead to."""
    near = set(centre)
    for tie in found:
        ends = {tie.relation.from_, tie.relation.to}
        if ends & centre:
            near |= ends
    return [tie for tie in found if {tie.relation.from_, tie.relation.to} <= near]
