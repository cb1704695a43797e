"""The head of a lesson: its question, minutes, objectives and the sentences of the article it unpacks."""

from course_utils import knowledge
from course_utils.view import View, paragraph, render


def show(lesson: str) -> View:
    """Return where we are: what a lesson asks, how long it takes and what a learner can do afterwards."""
    record = knowledge.lesson(lesson)
    # All twelve sentences are a lesson's whole article, shown there in full: no need to list them first.
    sentences = record.sentences if len(record.sentences) < len(knowledge.sentence_texts()) else ()
    course = knowledge.course()
    lines = [
        record.question,
        f"About {record.minutes} minutes (an estimate).",
        paragraph(course.as_of_words),
        "",
        "After this lesson you can:",
    ]
    lines += [paragraph(f"- {objective['text']}", "  ").strip() for objective in record.objectives]
    if sentences:
        lines += ["", "This lesson unpacks:"]
        lines += [f"{one.id}  {paragraph(one.text, indent='     ').strip()}" for one in sentences]
    return View("\n".join(lines), render("lesson.html", lesson=record, course=course, sentences=sentences))
