"""What each kind of question is in Moodle, and what Moodle's own importer demands of it."""

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from course_utils.answer_codes import VERDICTS
from course_utils.language import gettext, ngettext
from course_utils.quiz.formats import export_notes
from course_utils.quiz.formats.accepted_spellings import spellings
from course_utils.quiz.formats.imported_kinds import NumberCase, Numeric, Pick, String
from course_utils.quiz.formats.markup import fit, paragraph
from course_utils.quiz.formats.moodle.elements import put, put_html, put_text
from course_utils.quiz.kinds.brief import Brief
from course_utils.quiz.kinds.choice import Choice, Choices
from course_utils.quiz.kinds.highlight import Highlight
from course_utils.quiz.kinds.number_and_date import Date, Number
from course_utils.quiz.kinds.open_answer import Predict, Reflect
from course_utils.quiz.kinds.order_match_classify import Classify, Match, Order, Rows
from course_utils.quiz.kinds.rate import Rate
from course_utils.quiz.kinds.search import Search
from course_utils.quiz.kinds.sketch import Sketch
from course_utils.quiz.kinds.text_and_place import Place, Text
from course_utils.quiz.kinds.weigh import Weigh
from course_utils.quiz.option import Named, Option
from course_utils.quiz.question import NOT_YET, PARTLY, RIGHT, Question

# Of so many right options each is worth a share that Moodle knows; it refuses a file with any other.
_SHARES = {1: "100", 2: "50", 3: "33.33333", 4: "25", 5: "20", 6: "16.66667", 7: "14.28571", 8: "12.5", 9: "11.11111",
           10: "10", 20: "5"}  # fmt: skip
_ANY_OTHER = "*"


def _choice(made: ET.Element, question: Choice, noted: export_notes.Notes) -> str:
    return _multichoice(made, question.options, single=True)


def _choices(made: ET.Element, question: Choices, noted: export_notes.Notes) -> str:
    return _multichoice(made, question.options, single=False)


def _highlight(made: ET.Element, question: Highlight, noted: export_notes.Notes) -> str:
    options = [Option(text=mark.words, feedback=mark.feedback, right=mark.loaded) for mark in question.marks]
    if all(option.right for option in options):
        return gettext(
            "it is left out, because Moodle has no words to mark, and as a choice every option would be right."
        )
    noted.add(question, gettext("Moodle has no words to mark, so it is a choice of the words that have feedback."))
    return _multichoice(made, options, single=False)


def _multichoice(made: ET.Element, options: Iterable[Option], single: bool) -> str:
    options = list(options)
    right = sum(option.right for option in options)
    if right not in _SHARES or (single and right != 1):
        return ngettext(
            "it is left out, because Moodle cannot share one mark among {count} right options.",
            "it is left out, because Moodle cannot share one mark among {count} right options.",
            right,
        )
    put(made, "single", "true" if single else "false")
    put(made, "shuffleanswers", "false")
    put(made, "answernumbering", "abc")
    for option in options:
        # A wrong tick takes back a right one, as in the course.
        share = _SHARES[right] if option.right else "0" if single else f"-{_SHARES[right]}"
        answer = _answer(made, share, paragraph(option.text), option.feedback)
        answer.set("format", "html")
    if not single:
        partly = gettext("Not all that hold are chosen, or something else too.")
        put_html(made, "correctfeedback", paragraph(gettext("All that hold are chosen, and no other.")))
        put_html(made, "partiallycorrectfeedback", paragraph(partly))
        put_html(made, "incorrectfeedback", "")
    return ""


def _order(made: ET.Element, question: Order, noted: export_notes.Notes) -> str:
    noted.add(question, gettext("an order needs Moodle 4.4 or later; what is said about each item stands at the end."))
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
        put_html(made, f"{name}feedback", paragraph(gettext(VERDICTS[said])))
    return ""


def _match(made: ET.Element, question: Match, noted: export_notes.Notes) -> str:
    return _rows(made, question, question.others, noted, shuffled=True)


def _classify(made: ET.Element, question: Classify, noted: export_notes.Notes) -> str:
    return _rows(made, question, question.classes, noted, shuffled=False)


def _search(made: ET.Element, question: Search, noted: export_notes.Notes) -> str:
    noted.add(question, gettext("every result stands open in it, and all of them are sorted."))
    return _classify(made, question.all_open(), noted)


def _rows(
    made: ET.Element, question: Rows, offered: Iterable[Named], noted: export_notes.Notes, *, shuffled: bool
) -> str:
    pairs, used = question.rows(), {pair.partner for pair in question.rows()}
    others = [one for one in offered if one not in used]
    if len(pairs) < 2 or len(pairs) + len(others) < 3:
        return gettext(
            "it is left out, because Moodle wants three pairs or more, or two and an answer that fits nowhere."
        )
    noted.add(question, gettext("Moodle says nothing about each pair, so what there is to say stands at the end."))
    put(made, "shuffleanswers", "true" if shuffled else "false")
    for text, partner in [*((pair.text, pair.partner) for pair in pairs), *(("", other) for other in others)]:
        row = ET.SubElement(made, "subquestion", format="html")
        put(row, "text", paragraph(text))
        put_text(ET.SubElement(row, "answer"), partner.text)
    for name, said in (("correct", RIGHT), ("partiallycorrect", PARTLY), ("incorrect", NOT_YET)):
        put_html(made, f"{name}feedback", paragraph(gettext(VERDICTS[said])))
    return ""


def _written(
    made: ET.Element,
    question: Text | Place | Date | String,
    noted: export_notes.Notes,
    *,
    then: str = "",
    letters: bool = False,
) -> str:
    found = spellings(question)
    if not any(one.right for one in found):
        return gettext("it is left out, because there is no short list of what may be written.")
    noted.add(question, gettext("Moodle takes only the spellings that are listed, letter by letter."))
    if then:
        noted.add(question, then)
    put(made, "usecase", "1" if letters else "0")
    for one in found:
        _answer(made, "100" if one.right else "0", fit(one.text).replace("*", "\\*"), one.feedback)
    _answer(made, "0", _ANY_OTHER, question.otherwise)
    return ""


def _place(made: ET.Element, question: Place, noted: export_notes.Notes) -> str:
    then = gettext("Moodle takes the name of a place, not a point on the map.")
    return _written(made, question, noted, then=then)


def _string(made: ET.Element, question: String, noted: export_notes.Notes) -> str:
    return _written(made, question, noted, letters=all(case.match_case for case in question.cases))


def _number(made: ET.Element, question: Number, noted: export_notes.Notes) -> str:
    _number_answer(made, "100", question.answer, question.tolerance, question.feedback)
    for one in question.misreadings:
        _number_answer(made, "0", float(one.value), 0, one.feedback)
    _number_answer(made, "0", _ANY_OTHER, 0, question.otherwise)
    unit = ET.SubElement(ET.SubElement(made, "units"), "unit")
    put(unit, "multiplier", "1")
    put(unit, "unit_name", question.unit)
    for name, value in (("unitgradingtype", "0"), ("unitpenalty", "0"), ("showunits", "0"), ("unitsleft", "0")):
        put(made, name, value)  # the unit may be written, and need not be
    return ""


def _numeric(made: ET.Element, question: Numeric, noted: export_notes.Notes) -> str:
    if question.precision is not None:
        return gettext("it is left out, because Moodle does not round an answer before it looks at it.")
    if not any(case.right for case in question.cases):
        return gettext("it is left out, because none of its answers is right.")
    for case in question.cases:
        middle, around = _middle(case)
        _number_answer(made, "100" if case.right else "0", middle, around, case.feedback)
        if around:
            noted.add(question, gettext("in Moodle the end of a range is part of it."))
    _number_answer(made, "0", _ANY_OTHER, 0, question.otherwise)
    return ""


def _middle(case: NumberCase) -> tuple[float, float]:
    low, high = case.ends
    return (low + high) / 2, abs(high - low) / 2


def _predict(made: ET.Element, question: Predict, noted: export_notes.Notes) -> str:
    said = gettext(
        "Moodle has no text that nobody marks: it is an essay worth 0 marks; "
        "the guess does not come back in a later lesson."
    )
    return _essay(made, question, noted, said)


def _weigh(made: ET.Element, question: Weigh, noted: export_notes.Notes) -> str:
    said = gettext(
        "Moodle has no board: it is an essay worth 0 marks, in which one writes what speaks for what; "
        "it does not come back in a later lesson."
    )
    return _essay(made, question, noted, said)


def _rate(made: ET.Element, question: Rate, noted: export_notes.Notes) -> str:
    said = gettext(
        "Moodle has no rating that nobody marks: it is an essay worth 0 marks; "
        "the report of a class does not see it, and it is not held back until it is asked again."
    )
    return _essay(made, question, noted, said)


def _sketch(made: ET.Element, question: Sketch, noted: export_notes.Notes) -> str:
    said = gettext(
        "Moodle draws no line: it is an essay worth 0 marks, in which one writes the numbers; "
        "the numbers of the chart come as its key."
    )
    return _essay(made, question, noted, said)


def _brief(made: ET.Element, question: Brief, noted: export_notes.Notes) -> str:
    said = gettext(
        "Moodle has no text that nobody marks: it is an essay worth 0 marks, "
        "and nobody looks whether its records exist."
    )
    return _essay(made, question, noted, said)


def _essay(made: ET.Element, question: Question, noted: export_notes.Notes, said: str = "") -> str:
    usual = gettext("Moodle has no text that nobody marks: it is an essay worth 0 marks.")
    noted.add(question, said or usual)
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


@dataclass(frozen=True)
class Kind:
    """How Moodle carries a kind of question."""

    type: str
    """Moodle's name of it."""
    fill: Callable[..., str]
    """Fills the element, and returns the sentence that says why it is left out; "" if it is not."""
    asked: Callable[..., list[str]] = lambda question: []
    """What stands below the question, beside what `fill` puts there."""
    key_after: bool = False
    """Whether the key stands behind the whole answer, where Moodle has no place for it beside the parts."""


# A kind that is not here is not carried.
KINDS: dict[type[Question], Kind] = {
    Brief: Kind("essay", _brief, key_after=True),
    Choice: Kind("multichoice", _choice),
    Choices: Kind("multichoice", _choices),
    Classify: Kind("matching", _classify, key_after=True),
    Search: Kind("matching", _search, key_after=True),
    Date: Kind("shortanswer", _written, lambda question: [f"({question.face()['unit']})"]),
    Highlight: Kind("multichoice", _highlight, lambda question: question.lines()),
    Match: Kind("matching", _match, key_after=True),
    Number: Kind("numerical", _number, lambda question: [f"({question.unit})"]),
    Numeric: Kind("numerical", _numeric),
    Order: Kind("ordering", _order, key_after=True),
    Pick: Kind("multichoice", _choice),
    Place: Kind("shortanswer", _place),
    Predict: Kind("essay", _predict, lambda question: [f"– {option.text}" for option in question.options]),
    Rate: Kind("essay", _rate, Rate.lines, key_after=True),
    Reflect: Kind("essay", _essay, key_after=True),
    Sketch: Kind("essay", _sketch, Sketch.lines, key_after=True),
    String: Kind("shortanswer", _string),
    Text: Kind("shortanswer", _written),
    Weigh: Kind("essay", _weigh, Weigh.lines),
}
