"""One small question of each kind, as an editor writes it, and the right and the wrong answers to any question."""

import tomllib

from course_utils import knowledge
from course_utils.quiz import Quiz, bank

TOML = """
[[questions]]
id = "x-choice"
set = "check"
kind = "choice"
text = "Where did they meet?"
options = [
  { text = "In Tripoli", right = true, feedback = "Sentence s01 says so.", formerly = ["Tripoli"] },
  { text = "In Sirte", feedback = "They had met there before." },
]

[[questions]]
id = "x-choices"
set = "check"
kind = "choices"
text = "Which of these hold?"
options = [
  { text = "A", right = true, feedback = "A holds." },
  { text = "B", feedback = "B does not." },
  { text = "C", right = true, feedback = "C holds." },
]

[[questions]]
id = "x-order"
set = "check"
kind = "order"
text = "The earliest first."
items = [
  { text = "2011", feedback = "The uprising." },
  { text = "2014", feedback = "Two governments." },
  { text = "2020", feedback = "The ceasefire." },
]

[[questions]]
id = "x-match"
set = "check"
kind = "match"
text = "Who speaks?"
pairs = [
  { text = "s04", partner = "the generals", feedback = "A joint statement." },
  { text = "s07", partner = "the envoy", feedback = "On Twitter." },
]
others = ["nobody"]

[[questions]]
id = "x-classify"
set = "check"
kind = "classify"
text = "Fact, quotation or judgement?"
items = [
  { text = "They met.", class = "fact", feedback = "A record can settle it." },
  { text = "It was good.", class = "judgement", feedback = "No record can." },
]

[[questions]]
id = "x-number"
set = "check"
kind = "number"
text = "How long?"
answer = 1050
tolerance = 50
unit = "km"
feedback = "About 1,050 km."
otherwise = "Look at the map."
misreadings = [{ value = 650, feedback = "Those are miles." }]

[[questions]]
id = "x-date"
set = "check"
kind = "date"
text = "When?"
answer = "2022-07-19"
accepts = "month"
feedback = "July 2022."
otherwise = "Look at the timeline."
misreadings = [{ value = "2021-12", feedback = "That was in Sirte." }]

[[questions]]
id = "x-text"
set = "check"
kind = "text"
text = "Whose forces?"
names = "actor/haftar"
answers = ["the field marshal"]
feedback = "Khalifa Haftar."
otherwise = "Sentence s03 names him."
misreadings = [{ value = "Haddad", feedback = "He is the other chief." }]

[[questions]]
id = "x-place"
set = "check"
kind = "place"
text = "Where?"
place = "sirte"
feedback = "Sirte."
otherwise = "On the coast."

[[questions]]
id = "x-highlight"
set = "check"
kind = "highlight"
text = "Which word takes a side?"
sentence = "s03"
marks = [
  { words = "putschist", feedback = "A verdict." },
  { words = "second-in-command", loaded = false, feedback = "A post." },
]

[[questions]]
id = "x-predict"
set = "predict"
kind = "predict"
text = "What do you expect?"
options = ["Yes", "No"]

[[questions]]
id = "x-brief"
set = "brief"
kind = "brief"
text = "Your statements?"
model = "They met in Tripoli. [ev49]"

[[questions]]
id = "x-reflect"
set = "reflect"
kind = "reflect"
text = "What would you check?"
model = "Sentence s05."
"""

QUESTIONS = {entry["kind"]: bank.question(entry, "samples.toml") for entry in tomllib.loads(TOML)["questions"]}


def quiz(name="02-where-it-happened/check", kinds=tuple(QUESTIONS)):
    return Quiz(name, tuple(QUESTIONS[kind] for kind in kinds))


def heard(widget):
    """Return the list of what a widget tells its front end from now on: there is none here to hear it."""
    said = []
    widget.send = said.append
    return said


def right(question):
    """Return a response to a question of the course that is right, or that is simply taken where nothing is graded."""
    match question.kind:
        case "choice":
            return next(option.text for option in question.options if option.right)
        case "choices":
            return [option.text for option in question.options if option.right]
        case "order":
            return [item.text for item in question.items]
        case "match":
            return {pair.text: pair.partner for pair in question.pairs}
        case "classify":
            return {item.text: item.partner for item in question.items}
        case "number":
            return f"about {question.answer} {question.unit.split()[0]}"
        case "date":
            return question.answer.partition("/")[0]
        case "text":
            return question.accepted()[0]
        case "place":
            return knowledge.place(question.place).name_en
        case "highlight":
            return sorted(set().union(*(question.numbers(mark.words) for mark in question.marks if mark.loaded)))
        case "predict":
            return question.options[0] if question.options else "I think so."
        case "brief":
            return "They met in Tripoli. [ev49]"
        case "reflect":
            return "I would look for the statement."


def wrong(question):
    """Return responses that are well formed and not right, each of another kind of mistake."""
    match question.kind:
        case "choice":
            return [option.text for option in question.options if not option.right]
        case "choices":
            off = [[option.text] for option in question.options if not option.right]
            return [*off, *([[option.text for option in question.options]] if off else [])]
        case "order":
            return [right(question)[::-1]]
        case "match":
            rows = [pair.text for pair in question.pairs]
            partners = [pair.partner for pair in question.pairs]
            away = {row: next(other for other in [*question.others, *partners] if other != partner)
                    for row, partner in zip(rows, partners, strict=True)}  # fmt: skip
            return [away]
        case "classify":
            return [{item.text: next(c for c in question.classes if c != item.partner) for item in question.items}]
        case "number":
            return [question.answer + 10 * question.tolerance + 12345, *(wrong.value for wrong in question.misreadings)]
        case "date":
            return ["17 May 1911", *(wrong.value for wrong in question.misreadings)]
        case "text":
            return ["Zanzibar", *(wrong.value for wrong in question.misreadings)]
        case "place":
            return ["Zanzibar", [-6.2, 39.2], *[id_ for id_ in ("Ghat", "Kufra") if id_.lower() != question.place][:1]]
        case "highlight":
            numbers = set(range(len(question.words()))) - set(right(question))
            return [[min(numbers)], sorted(numbers)]
    return []
