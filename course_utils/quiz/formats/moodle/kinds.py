"""What each kind of question is in Moodle, and what Moodle's own importer demands of it."""

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable

from course_utils.quiz.formats import notes
from course_utils.quiz.formats.markup import fit, paragraph
from course_utils.quiz.formats.moodle.elements import put, put_html, put_text
from course_utils.quiz.formats.rules import NumberCase
from course_utils.quiz.formats.written import spellings
from course_utils.quiz.question import NOT_YET, PARTLY, RIGHT, Option, Question

# Of so many right options each is worth a share that Moodle knows; it refuses a file with any other.
_SHARES = {1: "100", 2: "50", 3: "33.33333", 4: "25", 5: "20", 6: "16.66667", 7: "14.28571", 8: "12.5", 9: "11.11111",
           10: "10", 20: "5"}  # fmt: skip
_ANY_OTHER = "*"


def _choice(made: ET.Element, question: Question, noted: notes.Notes) -> str:
    return _multichoice(made, question.options, single=True)


def _choices(made: ET.Element, question: Question, noted: notes.Notes) -> str:
    return _multichoice(made, question.options, single=False)


def _highlight(made: ET.Element, question: Question, noted: notes.Notes) -> str:
    options = [Option(mark.words, mark.feedback, mark.loaded) for mark in question.marks]
    if all(option.right for option in options):
        return "Moodle has no words to mark, and as a choice every option would be right"
    noted.add(question, "Moodle has no words to mark, so it is a choice of the words that have feedback.")
    return _multichoice(made, options, single=False)


def _multichoice(made: ET.Element, options: Iterable[Option], single: bool) -> str:
    options = list(options)
    right = sum(option.right for option in options)
    if right not in _SHARES or (single and right != 1):
        return f"Moodle cannot share one mark among {right} right options"
    put(made, "single", "true" if single else "false")
    put(made, "shuffleanswers", "false")
    put(made, "answernumbering", "abc")
    for option in options:
        # A wrong tick takes back a right one, as in the course.
        share = _SHARES[right] if option.right else "0" if single else f"-{_SHARES[right]}"
        answer = _answer(made, share, paragraph(option.text), option.feedback)
        answer.set("format", "html")
    if not single:
        put_html(made, "correctfeedback", paragraph("All that hold are chosen, and no other."))
        put_html(made, "partiallycorrectfeedback", paragraph("Not all that hold are chosen, or something else too."))
        put_html(made, "incorrectfeedback", "")
    return ""


def _order(made: ET.Element, question: Question, noted: notes.Notes) -> str:
    noted.add(question, "an order needs Moodle 4.4 or later; what is said about each item stands at the end.")
    for name, value in (
        ("layouttype", "VERTICAL"),
        ("selecttype", "ALL"),
        ("selectcount", "0"),
        ("gradingtype", "RELATIVE_ALL_PREVIOUS_AND_NEXT"),  # what stands before and after each, as in the course
        ("showgrading", "SHOW"),
        ("numberingstyle", "none"),
    ):
        put(made, name, value)
    for place, item in enumerate(question.items, start=1):
        answer = _answer(made, str(place), paragraph(item.text), "")
        answer.set("format", "html")
    for name, said in (("correct", RIGHT), ("partiallycorrect", PARTLY), ("incorrect", NOT_YET)):
        put_html(made, f"{name}feedback", paragraph(f"{said.capitalize()}."))
    return ""


def _match(made: ET.Element, question: Question, noted: notes.Notes) -> str:
    pairs = question.pairs
    more = question.others if question.kind == "match" else question.classes
    others = [text for text in more if text not in {pair.partner for pair in pairs}]
    if len(pairs) < 2 or len(pairs) + len(others) < 3:
        return "Moodle wants three pairs or more, or two and an answer that fits nowhere"
    noted.add(question, "Moodle says nothing about each pair, so what there is to say stands at the end.")
    put(made, "shuffleanswers", "true" if question.kind == "match" else "false")
    for text, partner in [*((pair.text, pair.partner) for pair in pairs), *(("", other) for other in others)]:
        row = ET.SubElement(made, "subquestion", format="html")
        put(row, "text", paragraph(text))
        put_text(ET.SubElement(row, "answer"), partner)
    for name, said in (("correct", RIGHT), ("partiallycorrect", PARTLY), ("incorrect", NOT_YET)):
        put_html(made, f"{name}feedback", paragraph(f"{said.capitalize()}."))
    return ""


def _written(made: ET.Element, question: Question, noted: notes.Notes) -> str:
    found = spellings(question)
    if not any(one.right for one in found):
        return "there is no short list of what may be written"
    noted.add(question, "Moodle takes only the spellings that are listed, letter by letter.")
    if question.kind == "place":
        noted.add(question, "Moodle takes the name of a place, not a point on the map.")
    put(made, "usecase", "1" if question.kind == "string" and all(case.match_case for case in question.cases) else "0")
    for one in found:
        _answer(made, "100" if one.right else "0", fit(one.text).replace("*", "\\*"), one.feedback)
    _answer(made, "0", _ANY_OTHER, question.otherwise)
    return ""


def _number(made: ET.Element, question: Question, noted: notes.Notes) -> str:
    _number_answer(made, "100", question.answer, question.tolerance, question.feedback)
    for one in question.misreadings:
        _number_answer(made, "0", one.value, 0, one.feedback)
    _number_answer(made, "0", _ANY_OTHER, 0, question.otherwise)
    unit = ET.SubElement(ET.SubElement(made, "units"), "unit")
    put(unit, "multiplier", "1")
    put(unit, "unit_name", question.unit)
    for name, value in (("unitgradingtype", "0"), ("unitpenalty", "0"), ("showunits", "0"), ("unitsleft", "0")):
        put(made, name, value)  # the unit may be written, and need not be
    return ""


def _numeric(made: ET.Element, question: Question, noted: notes.Notes) -> str:
    if question.precision is not None:
        return "Moodle does not round an answer before it looks at it"
    if not any(case.right for case in question.cases):
        return "none of its answers is right"
    for case in question.cases:
        middle, around = _middle(case)
        _number_answer(made, "100" if case.right else "0", middle, around, case.feedback)
        if around:
            noted.add(question, "in Moodle the end of a range is part of it.")
    _number_answer(made, "0", _ANY_OTHER, 0, question.otherwise)
    return ""


def _middle(case: NumberCase) -> tuple[float, float]:
    if case.range is None:
        return case.value, 0
    low, high = case.range
    return (low + high) / 2, abs(high - low) / 2


def _essay(made: ET.Element, question: Question, noted: notes.Notes) -> str:
    said = "Moodle has no text that nobody marks: it is an essay worth 0 marks"
    match question.kind:
        case "predict":
            noted.add(question, f"{said}; the guess does not come back in lesson 09.")
        case "brief":
            noted.add(question, f"{said}, and nobody looks whether its records exist.")
        case _:
            noted.add(question, f"{said}.")
    for name, value in (("responseformat", "plain"), ("responserequired", "1"), ("responsefieldlines", "10")):
        put(made, name, value)
    put(made, "attachments", "0")
    return ""


def _answer(made: ET.Element, share: str, text: str, feedback: str) -> ET.Element:
    answer = ET.SubElement(made, "answer", fraction=share)
    put(answer, "text", text)
    put_html(answer, "feedback", paragraph(feedback))
    return answer


def _number_answer(made: ET.Element, share: str, value: float | str, around: float, feedback: str) -> None:
    answer = _answer(made, share, value if isinstance(value, str) else f"{value:.12g}", feedback)
    put(answer, "tolerance", f"{around:.12g}")


# kind -> (what fills the element and returns what is in the way, Moodle's name of the type)
KINDS: dict[str, tuple[Callable[[ET.Element, Question, notes.Notes], str], str]] = {
    "brief": (_essay, "essay"),
    "choice": (_choice, "multichoice"),
    "choices": (_choices, "multichoice"),
    "classify": (_match, "matching"),
    "date": (_written, "shortanswer"),
    "highlight": (_highlight, "multichoice"),
    "match": (_match, "matching"),
    "number": (_number, "numerical"),
    "numeric": (_numeric, "numerical"),
    "order": (_order, "ordering"),
    "pick": (_choice, "multichoice"),
    "place": (_written, "shortanswer"),
    "predict": (_essay, "essay"),
    "reflect": (_essay, "essay"),
    "string": (_written, "shortanswer"),
    "text": (_written, "shortanswer"),
}
