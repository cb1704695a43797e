"""Moodle XML (https://docs.moodle.org/en/Moodle_XML_format): the question bank of Moodle reads it.

What the format's documentation leaves open, Moodle's own importer (question/format/xml) decides: the shares that an
option may be worth, the star for any other answer, and the names of the ways in which an order is graded.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterable
from textwrap import shorten

from course_utils.knowledge import sentence_texts
from course_utils.quiz import rests
from course_utils.quiz.formats import notes
from course_utils.quiz.formats.markup import paragraph, paragraphs
from course_utils.quiz.formats.moodle.elements import put, put_html, put_text
from course_utils.quiz.formats.moodle.kinds import KINDS
from course_utils.quiz.question import Question


def export(questions: Iterable[Question], title: str) -> tuple[str, list[str]]:
    """Return the questions as a Moodle XML file, and a sentence for each thing that is left out or changed."""
    noted = notes.Notes()
    quiz = ET.Element("quiz")
    category = ET.SubElement(quiz, "question", type="category")
    put_text(ET.SubElement(category, "category"), title.replace("/", "//"))  # one stroke would begin a category below
    for question in questions:
        with noted.tried(question, "Moodle"):
            made = _question(question, noted)
            if made is not None:
                quiz.append(made)
                notes.of_a_lesson(question, noted)
    if len(quiz) == 1:
        return "", noted.lines()
    ET.indent(quiz)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(quiz, encoding="unicode") + "\n", noted.lines()


def _question(question: Question, noted: notes.Notes) -> ET.Element | None:
    """Return a question as Moodle has it; None, and a note, for one that it cannot have."""
    make, type_ = KINDS[question.kind]
    made = ET.Element("question", type=type_)
    put_text(ET.SubElement(made, "name"), shorten(f"{question.id} {question.text}", 100, placeholder=" …"))
    asked = [question.text]
    if question.kind == "highlight":
        asked.append(sentence_texts()[question.sentence])
    if question.kind == "predict":
        asked += [f"– {option}" for option in question.options]
    if question.kind == "number":
        asked.append(f"({question.unit})")
    if question.kind == "date":
        asked.append(f"({question.face()['unit']})")
    put_html(made, "questiontext", paragraphs(asked))
    after = put_html(made, "generalfeedback", "")
    put(made, "defaultgrade", "1" if question.graded else "0")
    put(made, "penalty", "0.3333333")
    put(made, "hidden", "0")
    put(made, "idnumber", question.id)
    missing = make(made, question, noted)
    if missing:
        noted.add(question, f"it is left out, because {missing}.")
        return None
    rest = [f"Rests on: {text}" for text, _ in rests(question)]
    after.text = paragraphs([*_said(question), *rest])
    if question.hint:
        put_html(made, "hint", paragraph(question.hint))
    if question.objective:
        put_text(ET.SubElement(ET.SubElement(made, "tags"), "tag"), f"objective {question.objective}")
    return made


def _said(question: Question) -> list[str]:
    """Return what is said about the parts of an answer where Moodle has no place for it beside them."""
    if question.kind in ("order", "match", "classify", "reflect", "brief"):
        return [f"{part.said}: {part.why}" for part in question.key()]
    return []
