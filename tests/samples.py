"""One small question of each kind, as an editor writes it, and the right and the wrong answers to any question."""

import tomllib

from course_utils import knowledge
from course_utils.quiz import Quiz, bank, formats
from course_utils.quiz.kinds.weigh import explanations

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
id = "x-weigh"
set = "board"
kind = "weigh"
text = "Lay each beside an explanation."
evidence = [
  "The meeting in Tripoli",
  "What came after it",
]

[[questions]]
id = "x-rate"
set = "claims"
kind = "rate"
text = "How sure are you?"
claims = [
  { text = "They met.", true = true, feedback = "The record says so." },
  { text = "They had met before in Paris.", true = false, feedback = "No record says so." },
]

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
id = "x-search"
set = "check"
kind = "search"
text = "Had they met before?"
opens = 2
settles = "an earlier meeting"
classes = ["an earlier meeting", "none"]

[[questions.results]]
text = "Military leaders meet"
source = "almayadeen-202207"
summary = "Two generals."
page = "It was in July."
belongs_to = "none"
feedback = "It is the report of the meeting itself."

[[questions.results]]
text = "First meeting in Sirte"
source = "marsad-20211211"
summary = "Two generals there."
page = "It was in December."
belongs_to = "an earlier meeting"
feedback = "These two, seven months before."

[[questions.results]]
text = "Talks in Cairo"
source = "egypttoday-20180318"
summary = "Officers talk."
page = "It was in March."
belongs_to = "an earlier meeting"
feedback = "Others, four years before."

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
id = "x-sketch"
set = "sketch"
kind = "sketch"
text = "How much oil was there?"
figure = "oil-bp-kbd"
dates = ["2010", "2011", "2012"]
most = 2000
step = 100

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

[questions.rubric]
levels = ["It names no sentence.", "It names a sentence.", "It names a sentence and where to look."]
weak = "The article."
why = "The second says what to look for."
"""

QUESTIONS = {entry["kind"]: bank.question(entry, "samples.toml") for entry in tomllib.loads(TOML)["questions"]}
NO_CARD = ("predict", "sketch", "reflect", "brief")
"""The kinds of which no card to learn by can be made: there is nothing to know."""
TWO_STEPS = {
    kind: bank.question(
        formats.table(one)
        | {
            "id": f"{one.id}-2",
            "grounds": [
                {"id": "ev49", "text": "The meeting in July", "right": True, "feedback": "It says so."},
                {"id": "ev43", "text": "The meeting in Sirte", "feedback": "That was before."},
                {"text": "Neither of them", "feedback": "One does."},
            ],
        },
        "samples.toml",
    )
    for kind, one in QUESTIONS.items()
    if one.graded
}  # each graded kind, asked in two steps


def in_one_step(question):
    """Return a question as a tool asks it that knows no second step."""
    return question.as_one()[0] if question.grounds else question


def quiz(name="02-where-it-happened/check", kinds=tuple(QUESTIONS)):
    return Quiz(name, tuple(QUESTIONS[kind] for kind in kinds))


def heard(widget):
    """Return the list of what a widget tells its front end from now on: there is none here to hear it."""
    said = []
    widget.send = said.append
    return said


def right(question):
    """Return a response to a question of the course that is right, or that is simply taken where nothing is graded."""
    if question.grounds:
        return {"answer": right(question.first), "ground": next(one.text for one in question.grounds if one.right)}
    match question.kind:
        case "choice":
            return next(option.text for option in question.options if option.right)
        case "choices":
            return [option.text for option in question.options if option.right]
        case "order":
            return [item.text for item in question.items]
        case "match":
            return {pair.text: pair.partner.text for pair in question.pairs}
        case "classify":
            return {row.text: row.partner.text for row in question.rows()}
        case "search":
            rows = sorted(question.rows(), key=lambda row: row.partner.name != question.settles)[: question.opens]
            return {row.text: row.partner.text for row in rows}
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
            return question.options[0].text if question.options else "I think so."
        case "brief":
            return "They met in Tripoli. [ev49]"
        case "reflect":
            return "I would look for the statement."
        case "sketch":
            return dict.fromkeys(question.dates[1:], question.step)
        case "rate":
            return {claim.text: "surely-true" if claim.true else "surely-false" for claim in question.claims}
        case "weigh":
            return {question.evidence[0].text: {next(iter(explanations())): "for"}}


def wrong(question):
    """Return responses that are well formed and not right, each of another kind of mistake."""
    if question.grounds:
        known = right(question)
        others = [known | {"ground": one.text} for one in question.grounds if not one.right]
        return [*others, *(known | {"answer": one} for one in wrong(question.first))]
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
            partners = [pair.partner.text for pair in question.pairs]
            others = [other.text for other in question.others]
            away = {row: next(other for other in [*others, *partners] if other != partner)
                    for row, partner in zip(rows, partners, strict=True)}  # fmt: skip
            return [away]
        case "classify":
            classes = question.classes
            return [{row.text: next(one.text for one in classes if one != row.partner) for row in question.rows()}]
        case "search":
            away = {row: next(one.text for one in question.classes if one.text != given)
                    for row, given in right(question).items()}  # fmt: skip
            aside = [row for row in question.rows() if row.partner.name != question.settles][: question.opens]
            return [away, {row.text: row.partner.text for row in aside}]
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
