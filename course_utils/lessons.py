"""The head of a lesson: its question, minutes, objectives and the sentences it unpacks; and the way through all."""

from course_utils import knowledge
from course_utils.display import View, paragraph, render
from course_utils.language import gettext, ngettext


def show(lesson: str) -> View:
    """Return where we are: what a lesson asks, how long it takes and what a learner can do afterwards."""
    record = knowledge.lesson(lesson)
    # All of the sentences are a lesson's whole article, shown there in full: no need to list them first.
    sentences = record.sentences if len(record.sentences) < len(knowledge.sentence_texts()) else ()
    course = knowledge.course()
    lines = [
        record.question,
        ngettext("About {count} minute (an estimate).", "About {count} minutes (an estimate).", record.minutes),
        paragraph(course.as_of_words),
        "",
        gettext("After this lesson you can:"),
    ]
    lines += [paragraph(f"- {objective.text}", "  ").strip() for objective in record.objectives]
    if sentences:
        lines += ["", gettext("This lesson unpacks:")]
        lines += [f"{one.id}  {paragraph(one.text, indent='     ').strip()}" for one in sentences]
    return View("\n".join(lines), render("lesson.html", lesson=record, course=course, sentences=sentences))


def way() -> View:
    """Return all lessons in their order, each with its question and a link to its notebook."""
    found = list(knowledge.lessons().values())
    lines = [
        gettext("The way through the course"),
        *(
            paragraph(f"- {gettext('{lesson}: {question}', lesson=one.heading, question=one.question)}", "  ").strip()
            for one in found
        ),
    ]
    return View("\n".join(lines), render("lessons.html", lessons=found))
