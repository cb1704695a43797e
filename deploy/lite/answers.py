"""A quiz on a page that is only read: the questions, and below each what a learner would be told."""

from course_utils.quiz import Quiz, bank, deciding_words
from course_utils.quiz.feedback import rests_told
from course_utils.quiz.question import Question


def quiz(name: str) -> dict:
    """Return what the template needs for a quiz; in one that tells nothing yet, no answers."""
    shown = Quiz(name, bank.question_set(name))
    questions = [
        {
            "text": question.text,
            "lines": [*question.lines(), *deciding_words.lines(question)],
            "hint": question.hint,
            "answer": [] if shown.silent else answer(question),
            "rests": () if shown.silent else rests_told(question),
        }
        for question in shown.questions
    ]
    at_desk = any(one.at_desk() for one in shown.questions)
    return {"title": shown.title, "silent": shown.silent, "questions": questions, "at_desk": at_desk}


def answer(question: Question) -> list[tuple[str, str]]:
    """Return the answer key in parts, each with why: the same words that the printed sheet has."""
    return [(part.said, part.why) for part in (*question.key(), *deciding_words.key(question))]
