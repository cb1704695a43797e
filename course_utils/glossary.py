"""The words of the course, in English and Arabic, each explained once."""

from course_utils import knowledge
from course_utils.display import Citations, View, paragraph, render
from course_utils.language import gettext


def show(*terms: str, sentence: str | None = None) -> View:
    """Return terms with their Arabic and meaning: those named, those of a sentence, or all from A to Z."""
    chosen = [knowledge.term(id_) for id_ in terms]
    if sentence:
        chosen += [term for term in knowledge.sentence(sentence).terms if term not in chosen]
    if not terms and not sentence:
        chosen = sorted(knowledge.terms().values(), key=lambda term: term.term_en.casefold())
    citations = Citations()
    entries = []
    for term in chosen:
        lines = [f"{term.term_en} ({term.term_ar})", f"{term.definition} {citations.mark(term.sources)}"]
        if term.loaded:
            lines.append(gettext("The course writes: {words}.", words=term.instead))
        entries.append("\n".join(paragraph(line, indent="  " if n else "") for n, line in enumerate(lines)))
    text = "\n\n".join([*entries, citations.section()])
    return View(text, render("glossary.html", terms=chosen, citations=citations))
