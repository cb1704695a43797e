"""Moodle XML (https://docs.moodle.org/en/Moodle_XML_format): the question bank of Moodle reads it.

What the format's documentation leaves open, Moodle's own importer (question/format/xml) decides: the shares that an
option may be worth, the star for any other answer, and the names of the ways in which an order is graded.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterable
from textwrap import shorten

from course_utils.language import gettext
from course_utils.quiz.feedback import rests
from course_utils.quiz.formats import export_notes
from course_utils.quiz.formats.markup import paragraph, paragraphs
from course_utils.quiz.formats.moodle.elements import put, put_html, put_text
from course_utils.quiz.formats.moodle.kinds import KINDS
from course_utils.quiz.question import Question


def export(questions: Iterable[Question], title: str) -> tuple[str, list[str]]:
    """Return the questions as a Moodle XML file, and a sentence for each thing that is left out or changed."""
    noted = export_notes.Notes()
    quiz = ET.Element("quiz")
    category = ET.SubElement(quiz, "question", type="category")
    put_text(ET.SubElement(category, "category"), title.replace("/", "//"))  # one stroke would begin a category below
    made = export_notes.carried(questions, "Moodle", lambda question: _question(question, noted), noted)
    quiz.extend(one for _, one in made)
    if len(quiz) == 1:
        return "", noted.lines()
    ET.indent(quiz)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(quiz, encoding="unicode") + "\n", noted.lines()


def _question(question: Question, noted: export_notes.Notes) -> ET.Element | None:
    """Return a question as Moodle has it; None, and a note, for one that it cannot have."""
    question = export_notes.in_one_step(question, noted)
    kind = KINDS.get(type(question))
    if kind is None:
        noted.add(question, export_notes.no_such_kind("Moodle", question))
        return None
    made = ET.Element("question", type=kind.type)
    put_text(ET.SubElement(made, "name"), shorten(f"{question.id} {question.text}", 100, placeholder=" …"))
    asked = [question.text, *kind.asked(question)]
    put_html(made, "questiontext", paragraphs(asked))
    after = put_html(made, "generalfeedback", "")
    put(made, "defaultgrade", "1" if question.graded else "0")
    put(made, "penalty", "0.3333333")
    put(made, "hidden", "0")
    put(made, "idnumber", question.id)
    missing = kind.fill(made, question, noted)
    if missing:
        noted.add(question, missing)
        return None
    rest = [gettext("Rests on: {text}", text=text) for text, _ in rests(question)]
    parts = question.key() if kind.key_after else ()
    key = [gettext("{name}: {text}", name=part.said, text=part.why) for part in parts]
    after.text = paragraphs([*key, *rest])
    if question.hint:
        put_html(made, "hint", paragraph(question.hint))
    if question.objective:
        put_text(ET.SubElement(ET.SubElement(made, "tags"), "tag"), f"objective {question.objective}")
    return made
