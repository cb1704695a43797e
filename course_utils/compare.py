"""One thing in the words of several texts, side by side: a few words of each, with date, link and what is left out."""

from course_utils import knowledge
from course_utils.dates import spell
from course_utils.knowledge.records import Event, Source, Wording
from course_utils.view import Citations, View, paragraph, render, table

WHERE = {
    "headline": "in the headline",
    "text": "in the text",
    "our translation": "our translation",
}


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
    lines += [paragraph(f"All of them are about: {together}.")] if together else []
    lines += ["\n".join(paragraph(line, indent=indent) for indent, line in _lines(card)) for card in cards]
    text = "\n\n".join([*lines, "Sources\n" + citations.text()])
    return View(text, render("compare.html", topic=chosen, together=together, cards=cards, citations=citations))


def _card(wording: Wording, citations: Citations) -> dict[str, str | None]:
    marks = citations.mark([wording.source])
    same = ", ".join(f"{source.publisher} {citations.mark([source])}" for source in wording.also_in)
    return {
        "outlet": wording.source.publisher,
        "date": _date(wording.source),
        "url": wording.source.link,
        "title": wording.source.title,
        "quote": wording.quote,
        "where": WHERE[wording.where],
        "lang": wording.lang,
        "meaning": wording.meaning,
        "about": "; ".join(map(_about, wording.events)) or None,
        "same": same or None,
        "shows": wording.shows,
        "leaves_out": wording.leaves_out,
        "marks": marks,
    }


def _lines(card: dict[str, str | None]) -> list[tuple[str, str]]:
    meaning = f" (our translation: “{card['meaning']}”)" if card["meaning"] else ""
    lines = [
        ("", f"{card['outlet']}, {card['date']} {card['marks']}"),
        ("  ", f"“{card['quote']}”{meaning}, {card['where']}"),
        ("  ", card["shows"]),
    ]
    lines += [("  ", f"The same words: {card['same']}.")] if card["same"] else []
    lines += [("  ", f"Left out: {card['leaves_out']}")] if card["leaves_out"] else []
    lines += [("  ", f"About: {card['about']}.")] if card["about"] else []
    return lines


def _about(event: Event) -> str:
    return f"{event.title}, {event.period.words}"


def _date(source: Source) -> str:
    return spell(source.date) if source.date else "no date on the page"


def _list() -> View:
    topics = knowledge.topics().values()
    rows = [(f'compare.show("{topic.id}")', topic.title, str(len(topic.wordings))) for topic in topics]
    return table("What can be compared", ("Write", "to see", "texts"), rows)
