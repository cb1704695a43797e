"""jupyterquiz (https://github.com/jmshea/jupyterquiz): its JSON files out. Read back by `jupyterquiz_in`.

Beside what jupyterquiz reads, each question carries names that it passes over (kind, id, hint, sources …), so that
a file that comes back is the same question and not only the same words.
"""

import html
import json
import re
from collections.abc import Iterable
from typing import Any

from course_utils.language import gettext, gettext_noop
from course_utils.quiz.formats import export_notes
from course_utils.quiz.formats.formulas import spans
from course_utils.quiz.formats.imported_kinds import Numeric, String
from course_utils.quiz.formats.toml_format import table
from course_utils.quiz.kinds.choice import Choice, Choices
from course_utils.quiz.kinds.number_and_date import Number
from course_utils.quiz.kinds.text_and_place import Text
from course_utils.quiz.question import Question

EXTRAS = (
    "kind", "id", "version", "set", "objective", "hint", "sentences", "sources", "formulas", "unit", "tolerance",
    "level", "deciding",
)  # fmt: skip
LINK = re.compile(r"\[[^\[\]]*\]\([^()]*\)")
_SEEN = {
    "hint": gettext_noop("its hint"),
    "deciding": gettext_noop("the words that decide it"),
    "sentences": gettext_noop("the sentences it rests on"),
    "sources": gettext_noop("the sources it rests on"),
}


def export(questions: Iterable[Question], title: str) -> tuple[str, list[str]]:
    """Return the questions as a jupyterquiz file, and a sentence for each thing that jupyterquiz does not show."""
    entries, noted = [], export_notes.Notes()
    for question in questions:
        with noted.tried(question, "jupyterquiz"):
            question = export_notes.in_one_step(question, noted)
            entry = written(question)
            for said in _left_out(question, entry):
                noted.add(question, said)
            entries += [entry] if entry else []
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n", noted.lines()


def written(question: Question) -> dict[str, Any] | None:
    """Return a question as jupyterquiz has it; None for a kind that it does not have."""
    own: dict[str, Any]
    answers: list[dict[str, Any]]
    match question:
        case Choice() | Choices():
            right = sum(option.right for option in question.options)
            answers = [
                {"answer": markup(option.text), "correct": option.right, "feedback": markup(option.feedback)}
                | ({"id": option.id} if option.id else {})
                | ({"formerly": list(option.formerly)} if option.formerly else {})
                | ({"misreading": option.misreading} if option.misreading else {})
                for option in question.options
            ]
            own = {"type": "many_choice" if right > 1 else "multiple_choice", "answers": answers}
        case Number():
            own = {"type": "numeric", "answers": _number(question)}
        case Numeric():
            answers = [
                ({"type": "value", "value": case.value} if case.range is None
                 else {"type": "range", "range": list(case.range)})
                | {"correct": case.right, "feedback": markup(case.feedback)}
                for case in question.cases
            ]  # fmt: skip
            own = {"type": "numeric", "answers": [*answers, _default(question.otherwise)]}
            own |= {} if question.precision is None else {"precision": question.precision}
        case Text():
            own = {"type": "string", "answers": _text(question)}
        case String():
            answers = [
                {"answer": case.answer, "correct": case.right, "feedback": markup(case.feedback)}
                | ({"match_case": True} if case.match_case else {})
                | ({} if case.nearly is None else {"fuzzy_threshold": case.nearly})
                for case in question.cases
            ]
            own = {"type": "string", "answers": [*answers, _default(question.otherwise)]}
        case _:
            return None
    asked = f"{question.text} ({question.unit})" if isinstance(question, Number) else question.text
    extras = {name: value for name, value in table(question).items() if name in EXTRAS}
    return {"question": markup(asked), **own, **extras}


def markup(text: str) -> str:
    """Return a text as jupyterquiz wants it, which puts it into the page as HTML."""
    return html.escape(text, quote=False).replace("\n", "<br>")


def plain(text: str) -> str:
    """Return the text that a piece of jupyterquiz's HTML shows; other marks than line breaks stay as they are."""
    return html.unescape(re.sub(r"<br\s*/?>", "\n", text))


def _number(question: Number) -> list[dict[str, Any]]:
    answer, tolerance, feedback = question.answer, question.tolerance, markup(question.feedback)
    right = [{"type": "value", "value": answer, "correct": True, "feedback": feedback}]
    if tolerance:
        # The end of a range is not part of it, so it is a value of its own.
        low, high = answer - tolerance, answer + tolerance
        right.append({"type": "range", "range": [low, high], "correct": True, "feedback": feedback})
        right.append({"type": "value", "value": high, "correct": True, "feedback": feedback})
    wrong = [
        {"type": "value", "value": one.value, "correct": False, "feedback": markup(one.feedback)}
        for one in question.misreadings
    ]
    return [*right, *wrong, _default(question.otherwise)]


def _text(question: Text) -> list[dict[str, Any]]:
    accepted = dict.fromkeys(question.accepted())
    right = [{"answer": answer, "correct": True, "feedback": markup(question.feedback)} for answer in accepted]
    wrong = [
        {"answer": str(one.value), "correct": False, "feedback": markup(one.feedback)} for one in question.misreadings
    ]
    return [*right, *wrong, _default(question.otherwise)]


def _default(otherwise: str) -> dict[str, Any]:
    return {"type": "default", "feedback": markup(otherwise)}


def _left_out(question: Question, entry: dict[str, Any] | None) -> list[str]:
    if entry is None:
        return [export_notes.no_such_kind("jupyterquiz", question)]
    said = [gettext(what) for name, what in _SEEN.items() if getattr(question, name)]
    lines = [gettext("jupyterquiz does not show {what}.", what=gettext(" and ").join(said))] if said else []
    if isinstance(question, Text):
        lines.append(gettext("jupyterquiz takes only the spellings that are listed, letter by letter."))
        if question.names:
            said_of = gettext('the spellings of "{record}" are written out, and no longer follow the record.')
            lines.append(said_of.format(record=question.names))
    if isinstance(question, Number):
        lines.append(
            gettext("jupyterquiz has no units, so the unit stands in the question; it takes bare numbers only.")
        )
    if isinstance(question, Choices) and sum(option.right for option in question.options) == 1:
        lines.append(gettext("jupyterquiz says that one option is right, because only one is."))
    if isinstance(question, Choices):
        lines.append(gettext("jupyterquiz answers each click, so there is no word on the whole answer."))
    texts = json.dumps(entry, ensure_ascii=False)
    if not question.formulas and spans(texts):
        lines.append(gettext('jupyterquiz shows what stands between two "$" as a formula.'))
    if LINK.search(texts):
        lines.append(gettext("jupyterquiz shows [words](address) as a link."))
    return lines
