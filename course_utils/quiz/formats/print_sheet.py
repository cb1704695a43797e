"""A sheet to print: the questions with room to answer, then the key on a page of its own."""

from collections.abc import Iterable
from typing import Any

from course_utils.quiz import rests
from course_utils.quiz.formats import notes
from course_utils.quiz.question import Question
from course_utils.view import render


def export(questions: Iterable[Question], title: str) -> tuple[str, list[str]]:
    """Return a page to print, and a sentence for each thing that paper cannot do."""
    entries, noted = [], notes.Notes()
    for one in questions:
        with noted.tried(one, "a sheet"):
            grounds = [text for text, _ in rests(one)]
            entries.append({"question": one, "face": _face(one), "key": one.key(), "rests": grounds})
            if one.kind == "place":
                noted.add(one, "on paper a place is named, not pointed at.")
    return render("print-sheet.html", title=title, entries=entries) if entries else "", noted.lines()


def _face(question: Question) -> dict[str, Any]:
    """Return what there is to choose from, and how much room there is to write."""
    face = question.face()
    room = {"brief": 10, "reflect": 6, "predict": 2}.get(question.kind, 1)
    drawn = any(face.get(name) for name in ("options", "items", "rows", "words"))
    return {"options": (), "items": (), "rows": (), "choices": (), "words": (), "unit": None, **face} | {
        "room": 0 if drawn else room
    }
