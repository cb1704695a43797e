"""Files to hand in, as learners make them: written line by line, so that a test can say exactly what is in them."""

import json
from pathlib import Path

import samples

from course_utils.progress.submission import FORM
from course_utils.quiz import bank

QUESTIONS = {
    question.id: (f"{lesson}/{question.set}", question)
    for lesson in bank.lessons()
    for question in bank.lesson_questions(lesson)
}
RIGHT, WRONG = samples.right(QUESTIONS["01-c01"][1]), samples.wrong(QUESTIONS["01-c01"][1])[0]


def attempt(question: str, response, number: int = 1, /, **changed) -> dict:
    """Return one attempt at a question of the course, as its line says it."""
    quiz, asked = QUESTIONS[question]
    result = asked.grade(response)
    return {
        "id": f"20260115T100000-abcdef01-{number:04}",
        "time": f"2026-01-15T10:{number // 60 % 60:02}:{number % 60:02}+02:00",
        "quiz": quiz, "question": question, "version": asked.version, "kind": asked.kind, "response": response,
        "verdict": result.verdict, "score": result.score, "confidence": None, "hint": False, "seconds": 10,
        "objective": asked.objective,
    } | changed  # fmt: skip


def text(learner: str, lines: list, /, **head) -> str:
    """Return what a file holds; a line is a table, or a text that stands as it is."""
    first = {"form": FORM, "learner": learner, "course": "0", "made": "", "reflections": False, "lines": len(lines)}
    return "".join(f"{one if isinstance(one, str) else line(one)}\n" for one in [first | head, *lines])


def line(table: dict) -> str:
    """Return a table as the course writes it."""
    return json.dumps(table, ensure_ascii=False, separators=(",", ":"))


def hand_in(file: Path, learner: str, lines: list, /, **head) -> Path:
    """Write a file to hand in and return where it is."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text(learner, lines, **head).encode("utf-8", "surrogatepass"))
    return file
