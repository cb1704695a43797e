"""A sheet to print: the questions with room to answer, then the key on a page of its own."""

from collections.abc import Iterable
from typing import Any

from course_utils.display import render
from course_utils.language import gettext, gettext_noop
from course_utils.quiz import deciding_words
from course_utils.quiz.feedback import rests
from course_utils.quiz.formats import export_notes
from course_utils.quiz.kinds.text_and_place import Place
from course_utils.quiz.question import Question

_ON_PAPER: dict[type[Question], str] = {Place: gettext_noop("on paper a place is named, not pointed at.")}


def export(questions: Iterable[Question], title: str) -> tuple[str, list[str]]:
    """Return a page to print, and a sentence for each thing that paper cannot do."""
    entries, noted = [], export_notes.Notes()
    for one in questions:
        with noted.tried(one, gettext("a sheet")):
            grounds = [text for text, _ in rests(one)]
            levels = [{"text": text} for _, text in (one.judged_by() or {}).get("levels", ())]
            entry = {"question": one, "face": _face(one), "levels": levels, "rests": grounds}
            entries.append(entry | {"key": (*one.key(), *deciding_words.key(one)), "below": deciding_words.lines(one)})
            if type(one) in _ON_PAPER:
                noted.add(one, gettext(_ON_PAPER[type(one)]))
    return render("print-sheet.html", title=title, entries=entries) if entries else "", noted.lines()


def _face(question: Question) -> dict[str, Any]:
    """Return what there is to choose from, and how much room there is to write."""
    face = question.face()
    drawn = any(face.get(name) for name in ("options", "items", "rows", "words", "points"))
    return {
        "options": (),
        "items": (),
        "rows": (),
        "choices": (),
        "words": (),
        "points": (),
        "unit": None,
        "opens": 0,
        "grounds": None,
        **face,
    } | {"room": 0 if drawn else question.room}
