"""Every source the course rests on, with publisher, date and link."""

from course_utils import knowledge
from course_utils.view import Citations, View, paragraph, render


def show(*ids: str) -> View:
    """Return sources as a numbered list, by default all of them."""
    citations = Citations()
    citations.cite(knowledge.source(id_) for id_ in ids or knowledge.sources())
    return View(citations.text(), render("sources.html", citations=citations))


def records(*ids: str) -> View:
    """Return the records that the text of a lesson rests on, each with what it says and its sources."""
    citations = Citations()
    found = [knowledge.find(id_) for id_ in ids]
    entries = [
        {"id": record.id, "said": knowledge.words(record), "marks": citations.mark(record.sources)} for record in found
    ]
    lines = [paragraph(f"{entry['id']}: {entry['said']} {entry['marks']}") for entry in entries]
    text = "\n".join(["What the text of this lesson rests on", *lines, "", "Sources", citations.text()])
    return View(text, render("records.html", entries=entries, citations=citations))
