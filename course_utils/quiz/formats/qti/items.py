"""One question as an item of QTI 2.1: the frame that all kinds share."""

import xml.etree.ElementTree as ET

from course_utils.quiz.formats import export_notes
from course_utils.quiz.formats.qti.beginning import begun
from course_utils.quiz.formats.qti.elements import SCHEMA, element, feedback, say, unless_empty
from course_utils.quiz.formats.qti.kinds import parts_of
from course_utils.quiz.question import Question

_ALWAYS = "general_fb"  # Canvas tells by this name what is said to every answer


def item(question: Question, name: str, title: str, noted: export_notes.Notes) -> ET.Element | None:
    """Return a question as an item; None, and a note, for one that QTI cannot have."""
    begin = begun(question, noted, parts_of)
    if begin is None:
        return None
    question, parts, grounds = begin
    if grounds:
        parts.said[_ALWAYS] = grounds
        parts.rules.append(unless_empty([say(_ALWAYS)]))
    said = {one: texts for one, texts in parts.said.items() if any(map(str.strip, texts))}
    declared = element("responseDeclaration", identifier="RESPONSE", cardinality=parts.cardinality, baseType=parts.type)
    if parts.correct:
        declared.append(element("correctResponse", *(element("value", value) for value in parts.correct)))
    if parts.mapped:
        entries = [
            element("mapEntry", mapKey=key, mappedValue=f"{value:.15g}", caseSensitive="false")
            for key, value in parts.mapped.items()
        ]
        declared.append(element("mapping", *entries, defaultValue="0"))
    return element(
        "assessmentItem",
        declared,
        _outcome("SCORE", 0),
        _outcome("MAXSCORE", int(question.graded)),
        element("outcomeDeclaration", identifier="FEEDBACK", cardinality="multiple", baseType="identifier"),
        element("itemBody", *parts.body),
        element("responseProcessing", *parts.rules),
        *(feedback(one, texts) for one, texts in said.items()),
        identifier=name,
        title=title,
        adaptive="false",
        timeDependent="false",
        **SCHEMA,
    )


def _outcome(name: str, value: int) -> ET.Element:
    usual = element("defaultValue", element("value", str(value)))
    return element("outcomeDeclaration", usual, identifier=name, cardinality="single", baseType="float")
