"""What each kind of question is in QTI 1.2: what is shown, what is right, and what is said to each answer."""

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from course_utils.language import gettext
from course_utils.quiz.formats import export_notes
from course_utils.quiz.formats.accepted_spellings import spellings
from course_utils.quiz.formats.imported_kinds import NumberCase, Numeric, Pick, String
from course_utils.quiz.formats.markup import paragraphs
from course_utils.quiz.formats.qti.elements import element
from course_utils.quiz.kinds.brief import Brief
from course_utils.quiz.kinds.choice import Choice, Choices
from course_utils.quiz.kinds.number_and_date import Date, Number
from course_utils.quiz.kinds.open_answer import Predict, Reflect
from course_utils.quiz.kinds.order_match_classify import Classify, Match, Rows
from course_utils.quiz.kinds.rate import Rate
from course_utils.quiz.kinds.search import Search
from course_utils.quiz.kinds.sketch import Sketch
from course_utils.quiz.kinds.text_and_place import Place, Text
from course_utils.quiz.kinds.weigh import Weigh
from course_utils.quiz.question import Question

_ANSWER = "response1"
# Canvas tells by this name what is said to a wrong answer.
_WRONG = "general_incorrect_fb"


@dataclass
class Parts:
    """What makes an item, beside its frame: `canvas` and `profile` are what Canvas and a cartridge call its kind."""

    canvas: str
    profile: str
    responses: list[ET.Element]
    rules: list[ET.Element] = field(default_factory=list)
    said: dict[str, list[str]] = field(default_factory=dict)
    asked: tuple[str, ...] = ()


def parts_of(question: Question, noted: export_notes.Notes) -> Parts | str:
    """Return the parts of a question's item, or the sentence that says why QTI 1.2 cannot have it."""
    make = _KINDS.get(type(question))
    return make(question, noted) if make else export_notes.no_such_kind("QTI 1.2", question)


def material(*texts: str) -> ET.Element:
    """Return texts as what an item shows: HTML, so that lines and the direction of Arabic are kept."""
    return element("material", element("mattext", paragraphs(texts), texttype="text/html"))


def feedback(name: str, texts: Iterable[str]) -> ET.Element:
    """Return what is said under a name."""
    return element("itemfeedback", element("flow_mat", material(*texts)), ident=name)


def when(*conditions: ET.Element, gives: float | None = None, adds: bool = False, says: str = "") -> ET.Element:
    """Return the rule that, where these hold, sets or adds to the score and says something; the next rules hold too."""
    made = element("respcondition", element("conditionvar", *conditions), **{"continue": "Yes"})
    if gives is not None:
        made.append(element("setvar", f"{gives:.15g}", action="Add" if adds else "Set", varname="SCORE"))
    if says:
        made.append(element("displayfeedback", feedbacktype="Response", linkrefid=says))
    return made


def _is(value: str, answer: str = _ANSWER, **attributes: str) -> ET.Element:
    return element("varequal", value, respident=answer, **attributes)


def _options(texts: Iterable[str], cardinality: str, answer: str = _ANSWER, row: str = "") -> ET.Element:
    labels = [element("response_label", material(words), ident=f"option{n}") for n, words in enumerate(texts, start=1)]
    above = [material(row)] if row else []
    return element("response_lid", *above, element("render_choice", *labels), ident=answer, rcardinality=cardinality)


def _choice(question: Choice, noted: export_notes.Notes) -> Parts | str:
    if not any(option.right for option in question.options):
        return gettext("it is left out, because none of its options is right.")
    shown = _options((one.text for one in question.options), "Single")
    made = Parts("multiple_choice_question", "cc.multiple_choice.v0p1", [shown])
    for n, option in enumerate(question.options, start=1):
        made.rules.append(when(_is(f"option{n}"), says=f"option{n}_fb"))
        made.said[f"option{n}_fb"] = [option.feedback]
    rights = [n for n, option in enumerate(question.options, start=1) if option.right]
    made.rules += [when(_is(f"option{n}"), gives=100) for n in rights]
    return made


def _choices(question: Choices, noted: export_notes.Notes) -> Parts:
    noted.add(question, gettext("in QTI 1.2 a choice of several is right as a whole or not at all."))
    shown = _options((one.text for one in question.options), "Multiple")
    made = Parts("multiple_answers_question", "cc.multiple_response.v0p1", [shown])
    exactly = []
    for n, option in enumerate(question.options, start=1):
        made.rules.append(when(_is(f"option{n}"), says=f"option{n}_fb"))
        made.said[f"option{n}_fb"] = [option.feedback]
        exactly.append(_is(f"option{n}") if option.right else element("not", _is(f"option{n}")))
    made.rules.append(when(element("and", *exactly), gives=100))
    return made


def _match(question: Rows, noted: export_notes.Notes) -> Parts:
    noted.add(question, gettext("a cartridge has no such kind: a platform that takes only its kinds leaves it out."))
    pairs, answers = question.rows(), question.choices()
    made = Parts("matching_question", "", [])
    for n, pair in enumerate(pairs, start=1):
        made.responses.append(_options((one.text for one in answers), "Single", f"row{n}", pair.text))
        right = _is(f"option{answers.index(pair.partner) + 1}", f"row{n}")
        made.rules.append(when(right, gives=100 / len(pairs), adds=True, says=f"row{n}_fb"))
        name = f"{pair.text} – {pair.partner.text}"
        made.said[f"row{n}_fb"] = [gettext("{name}: {text}", name=name, text=pair.feedback)]
    return made


def _search(question: Search, noted: export_notes.Notes) -> Parts:
    noted.add(question, gettext("every result stands open in it, and all of them are sorted."))
    return _match(question.all_open(), noted)


def _line(canvas: str, profile: str, kind: str = "String", asked: tuple[str, ...] = ()) -> Parts:
    line = element("render_fib", fibtype=kind, rows="1", columns="30")
    return Parts(canvas, profile, [element("response_str", line, ident=_ANSWER, rcardinality="Single")], asked=asked)


def _written(
    question: Text | Place | Date | String, noted: export_notes.Notes, *, asked: tuple[str, ...] = ()
) -> Parts | str:
    found = spellings(question)
    if not any(one.right for one in found):
        return gettext("it is left out, because there is no short list of what may be written.")
    noted.add(question, gettext("QTI takes only the spellings that are listed, letter by letter."))
    made = _line("short_answer_question", "cc.fib.v0p1", asked=asked)
    names: dict[str, str] = {}
    for one in found:
        name = names.setdefault(one.feedback, f"answer{len(names) + 1}_fb")
        made.said[name] = [one.feedback]
        made.rules.append(when(_is(one.text, case="No"), gives=100 if one.right else 0, says=name))
    return _otherwise(made, [_is(one.text, case="No") for one in found], question.otherwise)


def _place(question: Place, noted: export_notes.Notes) -> Parts | str:
    noted.add(question, gettext("it takes the name of a place, not a point on the map."))
    return _written(question, noted)


def _date(question: Date, noted: export_notes.Notes) -> Parts | str:
    return _written(question, noted, asked=(f"({question.face()['unit']})",))


def _number(question: Number, noted: export_notes.Notes) -> Parts:
    noted.add(question, gettext("a cartridge has no such kind: a platform that takes only its kinds leaves it out."))
    low, high = question.answer - question.tolerance, question.answer + question.tolerance
    branches = [(_between(low, high, "varlte"), True, question.feedback)]
    branches += [(_is(f"{float(one.value):.15g}"), False, one.feedback) for one in question.misreadings]
    return _by_cases(_line("numerical_question", "", "Decimal", (f"({question.unit})",)), branches, question.otherwise)


def _numeric(question: Numeric, noted: export_notes.Notes) -> Parts | str:
    if question.precision is not None:
        return gettext("it is left out, because QTI does not round an answer before it looks at it.")
    branches = [(_held(case), case.right, case.feedback) for case in question.cases]
    return _by_cases(_line("numerical_question", "", "Decimal"), branches, question.otherwise)


def _held(case: NumberCase) -> ET.Element:
    return _is(f"{case.ends[0]:.15g}") if case.range is None else _between(*case.ends, "varlt")


def _between(low: float, high: float, end: str) -> ET.Element:
    return element(
        "and",
        element("vargte", f"{low:.15g}", respident=_ANSWER),
        element(end, f"{high:.15g}", respident=_ANSWER),
    )


def _by_cases(made: Parts, branches: list[tuple[ET.Element, bool, str]], otherwise: str) -> Parts:
    """Return the parts with what each condition gives and says; where several hold, the first has the last word."""
    for n, (condition, right, why) in reversed(list(enumerate(branches, start=1))):
        made.rules.append(when(condition, gives=100 * right, says=f"answer{n}_fb"))
        made.said[f"answer{n}_fb"] = [why]
    return _otherwise(made, [condition for condition, _, _ in branches], otherwise)


def _otherwise(made: Parts, known: list[ET.Element], otherwise: str) -> Parts:
    """Return the parts with what is said to every answer that is not among those known."""
    made.rules.append(when(element("not", element("or", *known)), gives=0, says=_WRONG))
    made.said[_WRONG] = [otherwise]
    return made


def _predict(question: Predict, noted: export_notes.Notes) -> Parts:
    if not question.options:
        return _room(question, noted)
    noted.add(question, gettext("it is stored and worth 0 marks."))
    shown = _options((one.text for one in question.options), "Single")
    return Parts("multiple_choice_question", "", [shown])


def _room(question: Question, noted: export_notes.Notes) -> Parts:
    """Return room to write in, which nobody grades."""
    noted.add(question, gettext("it is stored and worth 0 marks."))
    made = _line("essay_question", "cc.essay.v0p1")
    if isinstance(question, Weigh | Rate | Sketch):
        made.asked = tuple(question.lines())
    if isinstance(question, Brief | Reflect | Sketch):
        made.rules.append(when(element("other"), says="model_fb"))
        made.said["model_fb"] = [part.line for part in question.key()]
    return made


# A kind that is not here is not carried: QTI 1.2 has no orders and no words to mark that others read.
_KINDS: dict[type[Question], Callable[..., Parts | str]] = {
    Brief: _room,
    Choice: _choice,
    Choices: _choices,
    Classify: _match,
    Date: _date,
    Match: _match,
    Number: _number,
    Numeric: _numeric,
    Pick: _choice,
    Place: _place,
    Predict: _predict,
    Rate: _room,
    Reflect: _room,
    Search: _search,
    Sketch: _room,
    String: _written,
    Text: _written,
    Weigh: _room,
}
