"""QTI 1.2 (https://www.1edtech.org/standards/qti): the older form, which more platforms take and which can say less.

What the standard leaves open is written as Canvas and the profiles of Common Cartridge have it: how an item names its
kind, and by which names they find what is said to every answer.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterable
from textwrap import shorten

from course_utils.quiz.formats import export_notes
from course_utils.quiz.formats.archive import packed
from course_utils.quiz.formats.qti import identifier
from course_utils.quiz.formats.qti.beginning import begun
from course_utils.quiz.formats.qti.elements import element, written
from course_utils.quiz.formats.qti12.kinds import feedback, material, parts_of, when
from course_utils.quiz.question import Question

_QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
_FILE = "questions.xml"


def export(questions: Iterable[Question], title: str) -> tuple[bytes, list[str]]:
    """Return the questions as a package of QTI 1.2, and a sentence for each thing that is left out or changed."""
    noted = export_notes.Notes()
    made = export_notes.carried(questions, "QTI 1.2", lambda question: _item(question, noted), noted)
    items = [one for _, one in made]
    if not items:
        return b"", noted.lines()
    section = element("section", *items, ident="root_section")
    assessment = element("assessment", section, ident="test", title=title)
    document = element("questestinterop", assessment, xmlns=_QTI)
    return packed({"imsmanifest.xml": written(_manifest()), _FILE: written(document)}), noted.lines()


def _item(question: Question, noted: export_notes.Notes) -> ET.Element | None:
    begin = begun(question, noted, parts_of)
    if begin is None:
        return None
    question, parts, grounds = begin
    said = {"general_fb": grounds, **parts.said}
    said = {name: texts for name, texts in said.items() if any(map(str.strip, texts))}
    rules = [when(element("other"), says="general_fb"), *parts.rules] if grounds else parts.rules
    score = element("decvar", varname="SCORE", vartype="Decimal", minvalue="0", maxvalue="100")
    processing = [element("resprocessing", element("outcomes", score), *rules)] if rules else []
    about = {"question_type": parts.canvas, "points_possible": str(int(question.graded)), "cc_profile": parts.profile}
    fields = [
        element("qtimetadatafield", element("fieldlabel", label), element("fieldentry", entry))
        for label, entry in about.items()
        if entry
    ]
    return element(
        "item",
        element("itemmetadata", element("qtimetadata", *fields)),
        element("presentation", material(question.text, *parts.asked), *parts.responses),
        *processing,
        *(feedback(name, texts) for name, texts in said.items()),
        ident=identifier(question),
        title=shorten(f"{question.id} {question.text}", 100, placeholder=" …"),
    )


def _manifest() -> ET.Element:
    resource = element(
        "resource", element("file", href=_FILE), identifier="questions", type="imsqti_xmlv1p2", href=_FILE
    )
    return element(
        "manifest",
        element("metadata", element("schema", "IMS Content"), element("schemaversion", "1.1.3")),
        element("organizations"),
        element("resources", resource),
        identifier="manifest",
        xmlns=_PACKAGE,
    )
