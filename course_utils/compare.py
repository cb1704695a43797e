"""One thing in the words of several texts, side by side: a few words of each, with date, link and what is left out."""

from typing import TypedDict

from course_utils import knowledge
from course_utils.dates import spell
from course_utils.display import Citations, View, paragraph, render, table
from course_utils.knowledge.records import Event, Source
from course_utils.knowledge.texts import Wording
from course_utils.language import gettext, gettext_noop, listed

WHERE = {
    "headline": gettext_noop("in the headline"),
    "text": gettext_noop("in the text"),
    "our translation": gettext_noop("our translation"),
}


class Card(TypedDict):
    """A wording as it is shown; `where` it stands and what it is `about` are in words."""

    outlet: str
    date: str
    url: str | None
    title: str
    quote: str
    where: str
    lang: str | None
    meaning: str | None
    about: str | None
    same: str | None
    shows: str
    leaves_out: str | None
    marks: str


def show(topic: str | None = None) -> View:
    """Return how several texts put one thing into words; without a topic, the list of all topics."""
    if topic is None:
        return _list()
    chosen = knowledge.topic(topic)
    citations = Citations()
    cards = [_card(wording, citations) for wording in chosen.wordings]
    about = {card["about"] for card in cards}
    together = about.pop() if len(about) == 1 else None
    for card in cards:
        card["about"] = None if together else card["about"]
    lines = [paragraph(chosen.title), paragraph(chosen.question)]
    lines += [paragraph(gettext("All of them are about: {events}.", events=together))] if together else []
    lines += ["\n".join(paragraph(line, indent=indent) for indent, line in _lines(card)) for card in cards]
    text = "\n\n".join([*lines, citations.section()])
    return View(text, render("compare.html", topic=chosen, together=together, cards=cards, citations=citations))


def _card(wording: Wording, citations: Citations) -> Card:
    marks = citations.mark([wording.source])
    same = listed(f"{source.publisher} {citations.mark([source])}" for source in wording.also_in)
    return {
        "outlet": wording.source.publisher,
        "date": _date(wording.source),
        "url": wording.source.link,
        "title": wording.source.title,
        "quote": wording.quote,
        "where": gettext(WHERE[wording.where]),
        "lang": wording.lang,
        "meaning": wording.meaning,
        "about": gettext("; ").join(map(_about, wording.events)) or None,
        "same": same or None,
        "shows": wording.shows,
        "leaves_out": wording.leaves_out,
        "marks": marks,
    }


def _lines(card: Card) -> list[tuple[str, str]]:
    """Return the lines of a card, each with its indent."""
    outlet, date, marks = card["outlet"], card["date"], card["marks"]
    quote, meaning, where = card["quote"], card["meaning"], card["where"]
    quoted = (
        gettext("“{quote}” (our translation: “{meaning}”), {where}", quote=quote, meaning=meaning, where=where)
        if meaning
        else gettext("“{quote}”, {where}", quote=quote, where=where)
    )
    lines = [
        ("", gettext("{outlet}, {date} {marks}", outlet=outlet, date=date, marks=marks)),
        ("  ", quoted),
        ("  ", card["shows"]),
    ]
    lines += [("  ", gettext("The same words: {outlets}.", outlets=card["same"]))] if card["same"] else []
    lines += [("  ", gettext("Left out: {words}", words=card["leaves_out"]))] if card["leaves_out"] else []
    lines += [("  ", gettext("About: {events}.", events=card["about"]))] if card["about"] else []
    return lines


def _about(event: Event) -> str:
    return gettext("{event}, {when}", event=event.title, when=event.period.words)


def _date(source: Source) -> str:
    return spell(source.date) if source.date else gettext("no date on the page")


def _list() -> View:
    topics = knowledge.topics().values()
    rows = [(f'compare.show("{topic.id}")', topic.title, str(len(topic.wordings))) for topic in topics]
    return table(gettext("What can be compared"), (gettext("Write"), gettext("to see"), gettext("texts")), rows)
