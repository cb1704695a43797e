"""What each kind of question is in QTI 2.1: what is shown, what is right, and what is said to each answer."""

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from course_utils.quiz.formats import notes
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
from course_utils.quiz.formats.rules import NumberCase
from course_utils.quiz.formats.written import spellings
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


def parts_of(question: Question, noted: notes.Notes) -> Parts | str:
    """Return the parts of a question's item, or in words why QTI cannot have it."""
    return _KINDS[question.kind](question, noted)


def _interaction(name: str, question: Question, *inside: ET.Element, **attributes: str) -> ET.Element:
    return element(name, text("prompt", question.text), *inside, responseIdentifier="RESPONSE", **attributes)


def _options(question: Question, texts: Iterable[str], most: int) -> ET.Element:
    choices = [text("simpleChoice", words, identifier=f"option{n}") for n, words in enumerate(texts, start=1)]
    return _interaction("choiceInteraction", question, *choices, shuffle="false", maxChoices=str(most))


def _choice(question: Question, noted: notes.Notes) -> Parts | str:
    if not any(option.right for option in question.options):
        return "none of its options is right"
    made = Parts("single", "identifier", [_options(question, (one.text for one in question.options), 1)])
    for n, option in enumerate(question.options, start=1):
        chosen = element("match", response(), base("identifier", f"option{n}"))
        made.rules.append(when((chosen, [score(int(option.right)), say(f"fb{n}")])))
        made.said[f"fb{n}"] = [option.feedback]
        made.correct += [f"option{n}"] if option.right else []
    return made


def _choices(question: Question, noted: notes.Notes) -> Parts:
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


def _order(question: Question, noted: notes.Notes) -> Parts:
    noted.add(question, "in QTI an order is right as a whole or not at all.")
    texts = [one.text for one in question.items]
    shown = question.face()["items"]
    choices = [text("simpleChoice", words, identifier=f"item{texts.index(words) + 1}") for words in shown]
    made = Parts("ordered", "identifier", [_interaction("orderInteraction", question, *choices, shuffle="false")])
    made.correct = [f"item{n}" for n in range(1, len(texts) + 1)]
    right = element("match", response(), element("correct", identifier="RESPONSE"))
    made.rules.append(when((right, [score(1), say(_RIGHT)]), (None, [score(0), say(_WRONG)])))
    made.said = {
        _RIGHT: [f"{one.text}: {one.feedback}" for one in question.items],
        _WRONG: ["Some items stand the wrong way round."],
    }
    return made


def _match(question: Question, noted: notes.Notes) -> Parts:
    pairs = question.pairs
    answers = question.face()["choices"]
    rows = [
        text("simpleAssociableChoice", pair.text, identifier=f"row{n}", matchMax="1")
        for n, pair in enumerate(pairs, start=1)
    ]
    columns = [
        text("simpleAssociableChoice", words, identifier=f"answer{n}", matchMax=str(len(pairs)))
        for n, words in enumerate(answers, start=1)
    ]
    sets = (element("simpleMatchSet", *rows), element("simpleMatchSet", *columns))
    body = _interaction("matchInteraction", question, *sets, shuffle="false", maxAssociations=str(len(pairs)))
    made = Parts("multiple", "directedPair", [body])
    for n, pair in enumerate(pairs, start=1):
        joined = f"row{n} answer{answers.index(pair.partner) + 1}"
        made.rules.append(when((member("directedPair", joined), [score_more(1 / len(pairs)), say(f"fb{n}")])))
        made.said[f"fb{n}"] = [f"{pair.text} – {pair.partner}: {pair.feedback}"]
        made.mapped[joined] = 1 / len(pairs)
        made.correct.append(joined)
    return made


def _highlight(question: Question, noted: notes.Notes) -> Parts:
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
        made.said[f"fb{n}"] = [f"{mark.words}: {mark.feedback}"]
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


def _written(question: Question, noted: notes.Notes) -> Parts | str:
    found = spellings(question)
    right = [one for one in found if one.right]
    if not right:
        return "there is no short list of what may be written"
    noted.add(question, "QTI takes only the spellings that are listed, letter by letter.")
    if question.kind == "place":
        noted.add(question, "it takes the name of a place, not a point on the map.")
    cases = question.kind == "string" and all(case.match_case for case in question.cases)
    made = Parts(
        "single", "string", _line(question, f" ({question.face()['unit']})" if question.kind == "date" else "")
    )
    made.correct = [right[0].text]
    made.mapped = {one.text: 1 for one in right}
    said: dict[tuple[bool, str], list[ET.Element]] = {}
    for one in found:
        said.setdefault((one.right, one.feedback), []).append(same_text(one.text, cases))
    branches = [(any_of(conditions), worth, why) for (worth, why), conditions in said.items()]
    return _by_cases(made, branches, question.otherwise)


def _number(question: Question, noted: notes.Notes) -> Parts:
    made = Parts("single", "float", _line(question, f" ({question.unit})"))
    made.correct = [f"{question.answer:.15g}"]
    branches = [(_equal(question.answer, question.tolerance), True, question.feedback)]
    branches += [(_equal(one.value), False, one.feedback) for one in question.misreadings]
    return _by_cases(made, branches, question.otherwise)


def _numeric(question: Question, noted: notes.Notes) -> Parts | str:
    if question.precision is not None:
        return "QTI does not round an answer before it looks at it"
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
        return _equal(case.value)
    low, high = (base("float", f"{end:.15g}") for end in case.range)
    return element("and", element("gte", response(), low), element("lt", response(), high))


def _free(question: Question, noted: notes.Notes) -> Parts:
    noted.add(question, "it is stored and worth 0 marks.")
    if question.kind == "predict" and question.options:
        return Parts("single", "identifier", [_options(question, question.options, 1)])
    room = _interaction("extendedTextInteraction", question, expectedLines="10")
    made = Parts("single", "string", [room])
    if question.kind == "brief":
        noted.add(question, "nobody looks whether the records of the text exist.")
    if question.kind != "predict":
        made.rules.append(unless_empty([say("model_fb")]))
        made.said["model_fb"] = [f"One possible answer: {question.model}"]
    return made


_KINDS: dict[str, Callable[[Question, notes.Notes], Parts | str]] = {
    "brief": _free,
    "choice": _choice,
    "choices": _choices,
    "classify": _match,
    "date": _written,
    "highlight": _highlight,
    "match": _match,
    "number": _number,
    "numeric": _numeric,
    "order": _order,
    "pick": _choice,
    "place": _written,
    "predict": _free,
    "reflect": _free,
    "string": _written,
    "text": _written,
}
