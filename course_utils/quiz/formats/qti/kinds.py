"""What each kind of question is in QTI 2.1: what is shown, what is right, and what is said to each answer."""

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from course_utils.language import gettext
from course_utils.quiz.formats import export_notes
from course_utils.quiz.formats.accepted_spellings import spellings
from course_utils.quiz.formats.imported_kinds import NumberCase, Numeric, Pick, String
from course_utils.quiz.formats.qti.elements import (
    any_of,
    base,
    element,
    member,
    not_below_zero,
    response,
    same_text,
    say,
    score,
    score_more,
    text,
    unless_empty,
    when,
)
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
from course_utils.quiz.question import Question

# Canvas tells by these names what is said to a right answer and to a wrong one.
_RIGHT, _WRONG = "correct_fb", "incorrect_fb"


@dataclass
class Parts:
    """What makes an item, beside its frame."""

    cardinality: str
    type: str
    body: list[ET.Element]
    correct: list[str] = field(default_factory=list)
    mapped: dict[str, float] = field(default_factory=dict)
    rules: list[ET.Element] = field(default_factory=list)
    said: dict[str, list[str]] = field(default_factory=dict)


def parts_of(question: Question, noted: export_notes.Notes) -> Parts | str:
    """Return the parts of a question's item, or the sentence that says why QTI cannot have it."""
    make = _KINDS.get(type(question))
    return make(question, noted) if make else export_notes.no_such_kind("QTI", question)


def _interaction(name: str, question: Question, *inside: ET.Element, **attributes: str) -> ET.Element:
    return element(name, text("prompt", question.text), *inside, responseIdentifier="RESPONSE", **attributes)


def _options(question: Question, texts: Iterable[str], most: int) -> ET.Element:
    choices = [text("simpleChoice", words, identifier=f"option{n}") for n, words in enumerate(texts, start=1)]
    return _interaction("choiceInteraction", question, *choices, shuffle="false", maxChoices=str(most))


def _choice(question: Choice, noted: export_notes.Notes) -> Parts | str:
    if not any(option.right for option in question.options):
        return gettext("it is left out, because none of its options is right.")
    made = Parts("single", "identifier", [_options(question, (one.text for one in question.options), 1)])
    for n, option in enumerate(question.options, start=1):
        chosen = element("match", response(), base("identifier", f"option{n}"))
        made.rules.append(when((chosen, [score(int(option.right)), say(f"fb{n}")])))
        made.said[f"fb{n}"] = [option.feedback]
        made.correct += [f"option{n}"] if option.right else []
    return made


def _choices(question: Choices, noted: export_notes.Notes) -> Parts:
    made = Parts("multiple", "identifier", [_options(question, (one.text for one in question.options), 0)])
    right = sum(option.right for option in question.options)
    for n, option in enumerate(question.options, start=1):
        # A wrong tick takes back a right one, as in the course.
        worth = (1 if option.right else -1) / right
        made.rules.append(when((member("identifier", f"option{n}"), [score_more(worth), say(f"fb{n}")])))
        made.said[f"fb{n}"] = [option.feedback]
        made.mapped[f"option{n}"] = worth
        made.correct += [f"option{n}"] if option.right else []
    made.rules.append(not_below_zero())
    return made


def _order(question: Order, noted: export_notes.Notes) -> Parts:
    noted.add(question, gettext("in QTI an order is right as a whole or not at all."))
    choices = [
        text("simpleChoice", one.text, identifier=f"item{question.items.index(one) + 1}") for one in question.shown()
    ]
    made = Parts("ordered", "identifier", [_interaction("orderInteraction", question, *choices, shuffle="false")])
    made.correct = [f"item{n}" for n in range(1, len(choices) + 1)]
    right = element("match", response(), element("correct", identifier="RESPONSE"))
    made.rules.append(when((right, [score(1), say(_RIGHT)]), (None, [score(0), say(_WRONG)])))
    made.said = {
        _RIGHT: [gettext("{name}: {text}", name=one.text, text=one.feedback) for one in question.items],
        _WRONG: [gettext("Some items stand the wrong way round.")],
    }
    return made


def _match(question: Rows, noted: export_notes.Notes) -> Parts:
    pairs, answers = question.rows(), question.choices()
    rows = [
        text("simpleAssociableChoice", pair.text, identifier=f"row{n}", matchMax="1")
        for n, pair in enumerate(pairs, start=1)
    ]
    columns = [
        text("simpleAssociableChoice", one.text, identifier=f"answer{n}", matchMax=str(len(pairs)))
        for n, one in enumerate(answers, start=1)
    ]
    sets = (element("simpleMatchSet", *rows), element("simpleMatchSet", *columns))
    body = _interaction("matchInteraction", question, *sets, shuffle="false", maxAssociations=str(len(pairs)))
    made = Parts("multiple", "directedPair", [body])
    for n, pair in enumerate(pairs, start=1):
        joined = f"row{n} answer{answers.index(pair.partner) + 1}"
        made.rules.append(when((member("directedPair", joined), [score_more(1 / len(pairs)), say(f"fb{n}")])))
        name = f"{pair.text} – {pair.partner.text}"
        made.said[f"fb{n}"] = [gettext("{name}: {text}", name=name, text=pair.feedback)]
        made.mapped[joined] = 1 / len(pairs)
        made.correct.append(joined)
    return made


def _search(question: Search, noted: export_notes.Notes) -> Parts:
    noted.add(question, gettext("every result stands open in it, and all of them are sorted."))
    return _match(question.all_open(), noted)


def _highlight(question: Highlight, noted: export_notes.Notes) -> Parts:
    words = question.words()
    sentence = ET.Element("p")
    for n, word in enumerate(words):
        part = text("hottext", word, identifier=f"word{n}")
        part.tail = " "
        sentence.append(part)
    made = Parts("multiple", "identifier", [_interaction("hottextInteraction", question, sentence, maxChoices="0")])
    loaded = [mark for mark in question.marks if mark.loaded]
    beside = set(range(len(words)))
    for n, mark in enumerate(question.marks, start=1):
        numbers = sorted(question.numbers(mark.words))
        found = any_of(member("identifier", f"word{number}") for number in numbers)
        worth = [score_more(1 / len(loaded))] if mark.loaded else []
        made.rules.append(when((found, [*worth, say(f"fb{n}")])))
        made.said[f"fb{n}"] = [gettext("{name}: {text}", name=mark.words, text=mark.feedback)]
        if mark.loaded:
            beside -= set(numbers)
            made.correct += [f"word{number}" for number in numbers]
    made.rules += [
        when((member("identifier", f"word{number}"), [score_more(-1 / (2 * len(loaded)))])) for number in sorted(beside)
    ]
    made.rules.append(not_below_zero())
    return made


def _line(question: Question, after: str = "") -> list[ET.Element]:
    room = element("textEntryInteraction", responseIdentifier="RESPONSE", expectedLength="30")
    room.tail = after
    return [text("p", question.text), element("p", room)]


def _written(
    question: Text | Place | Date | String,
    noted: export_notes.Notes,
    *,
    then: str = "",
    letters: bool = False,
    after: str = "",
) -> Parts | str:
    found = spellings(question)
    right = [one for one in found if one.right]
    if not right:
        return gettext("it is left out, because there is no short list of what may be written.")
    noted.add(question, gettext("QTI takes only the spellings that are listed, letter by letter."))
    if then:
        noted.add(question, then)
    made = Parts("single", "string", _line(question, after))
    made.correct = [right[0].text]
    made.mapped = {one.text: 1 for one in right}
    said: dict[tuple[bool, str], list[ET.Element]] = {}
    for one in found:
        said.setdefault((one.right, one.feedback), []).append(same_text(one.text, letters))
    branches = [(any_of(conditions), worth, why) for (worth, why), conditions in said.items()]
    return _by_cases(made, branches, question.otherwise)


def _place(question: Place, noted: export_notes.Notes) -> Parts | str:
    return _written(question, noted, then=gettext("it takes the name of a place, not a point on the map."))


def _date(question: Date, noted: export_notes.Notes) -> Parts | str:
    return _written(question, noted, after=f" ({question.face()['unit']})")


def _string(question: String, noted: export_notes.Notes) -> Parts | str:
    return _written(question, noted, letters=all(case.match_case for case in question.cases))


def _number(question: Number, noted: export_notes.Notes) -> Parts:
    made = Parts("single", "float", _line(question, f" ({question.unit})"))
    made.correct = [f"{question.answer:.15g}"]
    branches = [(_equal(question.answer, question.tolerance), True, question.feedback)]
    branches += [(_equal(float(one.value)), False, one.feedback) for one in question.misreadings]
    return _by_cases(made, branches, question.otherwise)


def _numeric(question: Numeric, noted: export_notes.Notes) -> Parts | str:
    if question.precision is not None:
        return gettext("it is left out, because QTI does not round an answer before it looks at it.")
    made = Parts("single", "float", _line(question))
    made.correct = [f"{one.value:.15g}" for one in question.cases if one.right and one.value is not None][:1]
    branches = [(_held(case), case.right, case.feedback) for case in question.cases]
    return _by_cases(made, branches, question.otherwise)


def _by_cases(made: Parts, branches: Sequence[tuple[ET.Element, bool, str]], otherwise: str) -> Parts:
    """Return the parts with what the first condition that holds gives and says, and what is said to all else."""
    rules: list[tuple[ET.Element | None, list[ET.Element]]] = [(element("isNull", response()), [score(0)])]
    for n, (condition, right, why) in enumerate(branches, start=1):
        name = f"{'right' if right else 'other'}{n}_fb"
        rules.append((condition, [score(int(right)), say(name)]))
        made.said[name] = [why]
    made.rules.append(when(*rules, (None, [score(0), say(_WRONG)])))
    made.said[_WRONG] = [otherwise]
    return made


def _equal(value: float, around: float = 0) -> ET.Element:
    mode = {"toleranceMode": "exact"}
    if around:
        mode = {"toleranceMode": "absolute", "tolerance": f"{around:.15g} {around:.15g}"}
    return element("equal", response(), base("float", f"{value:.15g}"), **mode)


def _held(case: NumberCase) -> ET.Element:
    if case.range is None:
        return _equal(case.ends[0])
    low, high = (base("float", f"{end:.15g}") for end in case.ends)
    return element("and", element("gte", response(), low), element("lt", response(), high))


def _predict(question: Predict, noted: export_notes.Notes) -> Parts:
    noted.add(question, gettext("it is stored and worth 0 marks."))
    if question.options:
        return Parts("single", "identifier", [_options(question, (one.text for one in question.options), 1)])
    return _room(question)


def _weigh(question: Weigh, noted: export_notes.Notes) -> Parts:
    noted.add(question, gettext("it is stored and worth 0 marks; one writes what speaks for what."))
    return _with_lines(question)


def _rate(question: Rate, noted: export_notes.Notes) -> Parts:
    noted.add(question, gettext("it is stored and worth 0 marks; the report of a class does not see it."))
    return _with_lines(question)


def _sketch(question: Sketch, noted: export_notes.Notes) -> Parts:
    noted.add(question, gettext("it is stored and worth 0 marks; one writes the numbers and draws no line."))
    made = _with_lines(question)
    made.rules.append(unless_empty([say("model_fb")]))
    made.said["model_fb"] = [part.line for part in question.key()]
    return made


def _with_lines(question: Question) -> Parts:
    made = _room(question)
    made.body[:0] = [text("p", line) for line in question.lines()]
    return made


def _brief(question: Brief, noted: export_notes.Notes) -> Parts:
    made = _with_model(question, noted)
    noted.add(question, gettext("nobody looks whether the records of the text exist."))
    return made


def _with_model(question: Brief | Reflect, noted: export_notes.Notes) -> Parts:
    noted.add(question, gettext("it is stored and worth 0 marks."))
    made = _room(question)
    made.rules.append(unless_empty([say("model_fb")]))
    made.said["model_fb"] = [part.line for part in question.key()]
    return made


def _room(question: Question) -> Parts:
    return Parts("single", "string", [_interaction("extendedTextInteraction", question, expectedLines="10")])


# A kind that is not here is not carried.
_KINDS: dict[type[Question], Callable[..., Parts | str]] = {
    Brief: _brief,
    Choice: _choice,
    Choices: _choices,
    Classify: _match,
    Search: _search,
    Date: _date,
    Highlight: _highlight,
    Match: _match,
    Number: _number,
    Numeric: _numeric,
    Order: _order,
    Pick: _choice,
    Place: _place,
    Predict: _predict,
    Rate: _rate,
    Reflect: _with_model,
    Sketch: _sketch,
    String: _string,
    Text: _written,
    Weigh: _weigh,
}
