"""A quiz on a page that is only read: the questions, and below each what a learner would be told."""

from course_utils import knowledge
from course_utils.dates import spell
from course_utils.quiz import Quiz, bank, rests
from course_utils.quiz.kinds.arrange import Classify, Match, Order
from course_utils.quiz.kinds.choice import Choice, Choices
from course_utils.quiz.kinds.free import Reflect
from course_utils.quiz.kinds.name import Place, Text
from course_utils.quiz.kinds.value import Date, Number
from course_utils.quiz.kinds.wording import Highlight
from course_utils.quiz.question import Question


def quiz(name: str) -> dict:
    """Return what the template needs for a quiz; in one that tells nothing yet, no answers."""
    shown = Quiz(name, bank.question_set(name))
    questions = [
        {
            "text": question.text,
            "lines": question.lines(),
            "hint": question.hint,
            "answer": [] if shown.silent else answer(question),
            "rests": rests(question) if question.graded and not shown.silent else (),
        }
        for question in shown.questions
    ]
    return {"title": shown.title, "silent": shown.silent, "questions": questions}


def answer(question: Question) -> list[tuple[str, str]]:
    """Return the answer in parts, each with why; nothing where there is none, as for a guess."""
    match question:
        case Choice() | Choices():
            return [(f"{'Right' if one.right else 'Not this'}: {one.text}", one.feedback) for one in question.options]
        case Order():
            return [(f"{number}. {one.text}", one.feedback) for number, one in enumerate(question.items, 1)]
        case Match() | Classify():
            return [(f"{one.text} – {one.partner}", one.feedback) for one in question.pairs]
        case Text():
            return [(question.accepted()[0], question.feedback)]
        case Place():
            return [(knowledge.place(question.place).name_en, question.feedback)]
        case Number():
            return [(f"{question.answer:,g} {question.unit}", question.feedback)]
        case Date():
            return [(spell(question.answer), question.feedback)]
        case Highlight():
            said = {True: "takes a side", False: "takes none"}
            return [(f"“{mark.words}” {said[mark.loaded]}", mark.feedback) for mark in question.marks]
        case Reflect():
            return [("One possible answer", question.model)]
    return []
