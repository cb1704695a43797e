"""What happened, in order of date: the whole, or what a reader asks for by time, actor, place, phase or word."""

from course_utils import arguments, knowledge, seals, text_matching
from course_utils.display import View, paragraph, render
from course_utils.knowledge.records import Actor, Event, Place
from course_utils.language import gettext, listed, ngettext
from course_utils.timeline import entries, strip


def show(
    *events: str,
    since: int | str | None = None,
    until: int | str | None = None,
    actor: str | None = None,
    place: str | None = None,
    phase: str | None = None,
    text: str | None = None,
    sentence: str | None = None,
    sealed: bool = True,
) -> View:
    """Return the events that fit everything asked for, by default all of them, grouped by phase.

    sealed=False shows those too that a lesson seals until learners have settled something themselves.
    """
    chosen = [knowledge.event(str(id_)) for id_ in events] or list(knowledge.events().values())
    conditions = []
    if since is not None or until is not None:
        time = arguments.time(since, until)
        conditions.append(arguments.time_words(time))
        chosen = [event for event in chosen if event.period.overlaps(time)]
    if actor is not None:
        who = arguments.actor(actor)
        conditions.append(gettext("with {actor}", actor=who.name_en))
        chosen = [event for event in chosen if who in event.actors]
    if place is not None:
        where = arguments.place(place)
        conditions.append(gettext("at {place}", place=where.name_en))
        chosen = [event for event in chosen if where in event.places]
    if phase is not None:
        phases = {one.id: one.label for one in knowledge.vocabulary("event.phase").values()}
        part = arguments.choice("phase", phase, phases)
        conditions.append(gettext("in the phase “{phase}”", phase=phases[part]))
        chosen = [event for event in chosen if event.phase == part]
    if text is not None:
        text = str(text)
        conditions.append(ngettext("with the word “{text}”", "with the words “{text}”", len(text.split()), text=text))
        chosen = [event for event in chosen if _says(event, text)]
    if sentence is not None:
        one = knowledge.sentence(str(sentence))
        conditions.append(gettext("that help to explain sentence {sentence}", sentence=one.id))
        chosen = [event for event in chosen if one in event.sentences]
    among, _ = seals.split(knowledge.events().values(), sealed)
    return _view(*seals.split(chosen, sealed), conditions, among)


def between(first: str, second: str) -> View:
    """Return how long it was from one event to another, in days and in years and months."""
    events = sorted((knowledge.event(str(first)), knowledge.event(str(second))), key=lambda event: event.period)
    said = [gettext("{event} ({when})", event=event.title, when=event.period.words) for event in events]
    length = events[0].period.time_to(events[1].period)
    note = gettext("Each event is counted from its first day.") if any(event.end for event in events) else ""
    ends = (gettext("From: {event}", event=said[0]), gettext("To: {event}", event=said[1]))
    text = "\n".join(paragraph(line) for line in (*ends, length, note) if line)
    return View(text, render("timeline-between.html", events=said, length=length, note=note))


def _view(chosen: list[Event], kept: str, conditions: list[str], among: list[Event]) -> View:
    """Return the events as a view; `kept` says what is kept back, "" where nothing is, `among` is what is not."""
    if not chosen:
        none = gettext("No event in the course fits: {conditions}.", conditions=listed(conditions))
        line = f"{none} {kept or gettext('Ask for less at once.')}"
        return View(paragraph(line), render("timeline-none.html", line=line))
    count = ngettext("{some} of {count} event", "{some} of {count} events", len(among), some=len(chosen))
    heading = gettext("Timeline: {conditions}", conditions=listed([count, *conditions]))
    drawing = strip.draw(chosen, among)
    groups, citations = entries.groups(chosen)
    heading = gettext("{heading}. {remark}", heading=heading, remark=kept) if kept else heading
    lines = [paragraph(heading), paragraph(drawing.words), *entries.text(groups), citations.section()]
    html = render("timeline.html", heading=heading, strip=drawing, groups=groups)
    return View("\n\n".join(lines), html)


def _says(event: Event, text: str) -> bool:
    """Return whether every word asked for begins a word of the event, or of a name of who and where it was."""
    named: tuple[Actor | Place, ...] = (*event.actors, *event.places)
    names = [name for one in named for name in (one.name_en, one.name_ar, *one.variants)]
    words = text_matching.plain(" ".join([event.title, event.summary, *names])).split()
    wanted = text_matching.plain(text).split()
    return bool(wanted) and all(any(word.startswith(part) for word in words) for part in wanted)
