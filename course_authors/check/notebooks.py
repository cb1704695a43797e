"""Notebooks: yields a finding for each statement without a record behind it, and each id that leads nowhere."""

import re
from collections.abc import Iterator

from course_authors.check import facts, markdown
from course_authors.check.course import Cell, Course
from course_authors.check.diagnostic import Finding, short, unknown
from course_authors.check.notebook_calls import calls
from course_authors.check.passages import without_quotations
from course_utils.dates import MONTHS

# What the texts in a call name: the kind of record; "quiz" and "record" are looked up by their own rules.
_LOOKS = {
    "article.show": "sentence",
    "article.facts": "sentence",
    "atlas.choose": "view",
    "atlas.show": "view",
    "glossary.show": "term",
    "lessons.show": "lesson",
    "quiz.after": "quiz",
    "quiz.show": "quiz",
    "review.show": "lesson",
    "sources.of": "lesson",
    "sources.records": "record",
    "sources.show": "source",
}
# Until when a statement was checked is no statement.
_AS_OF = re.compile(rf"\b[Aa]s of (?:(?:{'|'.join(MONTHS)}) )?[0-9]{{4}}\b")
_NAMED = {"sentence": "sentence", "lesson": "lesson"}


def findings(course: Course) -> Iterator[Finding]:
    """Yield what is wrong in the paragraphs and the calls of notebooks."""
    for cells in course.notebooks.values():
        linked: dict[str, Finding] = {}
        listed: dict[str, Finding] = {}
        of_itself = False  # whether sources.of(…) lists them all
        for cell in cells:
            yield from _paragraphs(cell, course, linked)
            for call in calls(cell):
                kind = _LOOKS.get(call.name)
                named = [(kind, text) for text in call.texts if kind]
                named += [(_NAMED[name], text) for name, text in call.named.items() if kind and name in _NAMED]
                for of, text in named:
                    if of == "quiz":
                        if text not in course.sets and "question" not in course.unread:
                            yield cell.finding(unknown("quiz", text, course.sets))
                    elif course.lacks(of, text):
                        yield cell.finding(unknown(of, text, course.known[of]))
                    elif call.name == "sources.records":
                        listed[text] = cell.finding(f'"{text}" is listed, but no paragraph links to it.')
                if call.name == "sources.of" and f"{call.texts[0] if call.texts else ''}.ipynb" == cell.file:
                    of_itself = True
        for text in () if of_itself else linked.keys() - listed.keys():
            yield linked[text]
        for text in listed.keys() - linked.keys():
            yield listed[text]


def _paragraphs(cell: Cell, course: Course, linked: dict[str, Finding]) -> Iterator[Finding]:
    """Yield what is wrong in the paragraphs of a cell; put the records they link to into `linked`."""
    records = course.known["record"]
    for one in markdown.paragraphs(cell.source) if cell.markdown else ():
        behind = []
        unread = False  # whether a record stands behind it that could not be read
        for target, label in zip(one.links, one.labels, strict=True):
            if target in records or target == label:
                what = f'"{target}" is linked, but sources.records(…) does not list it. Add it there.'
                linked.setdefault(target, cell.finding(what, one.text))
            if target in records:
                behind.append(records[target])
                if target != label:
                    what = f'the link to "{target}" is written "{short(label)}". Write both the same.'
                    yield cell.finding(what, one.text)
            elif course.lacks("record", target):
                if target == label or label in records:
                    yield cell.finding(unknown("record", target, records), one.text)
            else:
                unread = True
        if one.kind not in ("heading", "quote") and not unread:
            yield from _statements(cell, one, behind)


def _statements(cell: Cell, paragraph: markdown.Paragraph, behind: list) -> Iterator[Finding]:
    said = facts.said(_AS_OF.sub(" ", without_quotations(paragraph.text)))
    if not said.dates and not said.numbers:
        return
    words = [*said.dates.values(), *said.numbers.values()]
    if not behind:
        what = f'"{words[0]}" rests on nothing. End the paragraph with a link to a record: [its id](#its-id).'
        yield cell.finding(what, paragraph.text)
        return
    if not paragraph.ends_linked and paragraph.kind == "text":
        yield cell.finding("a link stands inside the paragraph. Put it at its end.", paragraph.text)
    known = facts.known(behind)
    named = ", ".join(dict.fromkeys(entry.id for entry in behind))
    missing = [text for day, text in said.dates.items() if not known.has_date(day)]
    missing += [text for number, text in said.numbers.items() if not known.has_number(number)]
    for text in dict.fromkeys(missing):
        yield cell.finding(
            f'"{text}" does not stand in {named}. Mend it, or link to a record that has it.', paragraph.text
        )
