"""Every source the course rests on, with publisher, date and link."""

from collections.abc import Iterable

from course_utils import knowledge
from course_utils.attempts import faults
from course_utils.display import Citations, View, paragraph, render
from course_utils.language import gettext


def show(*ids: str) -> View:
    """Return sources as a numbered list, by default all of them."""
    citations = Citations()
    citations.cite(knowledge.source(id_) for id_ in ids or knowledge.sources())
    return View(citations.text(), render("sources.html", citations=citations))


def of(lesson: str) -> View:
    """Return the records that the text of a lesson links to, each folded, in the order of the text."""
    basis = knowledge.bases().get(knowledge.lesson(lesson).id)
    return _rests(basis.records if basis else (), folded=True)


def records(*ids: str) -> View:
    """Return records, each with what it says and its sources."""
    return _rests(ids, folded=False)


def say_fault(record_id: str, text: str) -> str:
    """Return what is said to a learner who has written what is wrong with a record: kept, and why not if not.

    UnknownId if there is no such record. The line goes into the file to hand in and into the report of a class.
    """
    return faults.of_record(record_id, text)


def _rests(ids: Iterable[str], folded: bool) -> View:
    citations = Citations()
    found = [knowledge.find(id_) for id_ in ids]
    entries = [
        {"id": record.id, "said": knowledge.words(record), "marks": citations.mark(record.sources)} for record in found
    ]
    lines = [paragraph(f"{entry['id']}: {entry['said']} {entry['marks']}") for entry in entries]
    text = "\n".join([gettext("What the text of this lesson rests on"), *lines, "", citations.section()])
    return View(text, render("records.html", entries=entries, citations=citations, folded=folded))
