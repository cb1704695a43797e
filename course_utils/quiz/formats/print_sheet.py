"""A sheet to print: the questions with room to answer, then the key on a page of its own."""

from collections.abc import Iterable
from typing import Any

from course_utils import knowledge
from course_utils.dates import spell
from course_utils.quiz import rests
from course_utils.quiz.formats.rules import NumberCase, TextCase
from course_utils.quiz.question import Question
from course_utils.view import render

# What is said about each part of an answer: (what, why, whether it is right).
Key = list[tuple[str, str, bool]]


def export(questions: Iterable[Question], title: str) -> tuple[str, list[str]]:
    """Return a page to print, and a sentence for each thing that paper cannot do."""
    questions = tuple(questions)
    entries = [
        {"question": one, "face": _face(one), "key": key(one), "rests": [text for text, _ in rests(one)]}
        for one in questions
    ]
    left_out = [
        f'Question "{one.id}": on paper a place is named, not pointed at.' for one in questions if one.kind == "place"
    ]
    return render("print-sheet.html", title=title, entries=entries), left_out


def _face(question: Question) -> dict[str, Any]:
    """Return what there is to choose from, and how much room there is to write."""
    face = question.face()
    room = {"brief": 10, "reflect": 6, "predict": 2}.get(question.kind, 1)
    drawn = any(face.get(name) for name in ("options", "items", "rows", "words"))
    return {"options": (), "items": (), "rows": (), "choices": (), "words": (), "unit": None, **face} | {
        "room": 0 if drawn else room
    }


def key(question: Question) -> Key:
    """Return the answer to a question, part by part, with what is said about each."""
    match question.kind:
        case "choice" | "choices" | "pick":
            return [(option.text, option.feedback, option.right) for option in question.options]
        case "order":
            return [(f"{n}. {item.text}", item.feedback, True) for n, item in enumerate(question.items, start=1)]
        case "match" | "classify":
            return [(f"{pair.text} – {pair.partner}", pair.feedback, True) for pair in question.pairs]
        case "highlight":
            return [(mark.words, mark.feedback, mark.loaded) for mark in question.marks]
        case "number":
            give = f", give or take {question.tolerance}" if question.tolerance else ""
            return _with_misreadings(question, f"{question.answer} {question.unit}{give}")
        case "date":
            return _with_misreadings(question, spell(question.answer))
        case "text":
            return _with_misreadings(question, " / ".join(dict.fromkeys(question.accepted())))
        case "place":
            place = knowledge.place(question.place)
            named = f"{place.name_en} ({place.name_ar})" if place.name_ar else place.name_en
            return [(named, question.feedback, True), ("Anything else", question.otherwise, False)]
        case "numeric" | "string":
            cases = [(_case(case), case.feedback, case.right) for case in question.cases]
            return [*cases, ("Anything else", question.otherwise, False)]
        case "reflect" | "brief":
            return [("One possible answer", question.model, True)]
    return [("A guess", "Nobody grades it.", True)]


def _with_misreadings(question: Question, answer: str) -> Key:
    wrong = [(str(one.value), one.feedback, False) for one in question.misreadings]
    return [(answer, question.feedback, True), *wrong, ("Anything else", question.otherwise, False)]


def _case(case: NumberCase | TextCase) -> str:
    if isinstance(case, TextCase):
        return case.answer
    return str(case.value) if case.range is None else f"{case.range[0]} up to, but not including, {case.range[1]}"
