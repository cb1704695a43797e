"""QTI 2.1 (https://www.1edtech.org/standards/qti): a package of items and a test, as test engines import it.

2.1 where a tool takes it, because it can say what the course asks (orders, pairs, words to mark, what is said to each
option); 1.2 is in qti12; not 2.2 or 3.0, because Canvas looks for the names of 2.0 and 2.1, and OpenOlat has 2.1.
"""

import re
import xml.etree.ElementTree as ET
import zlib
from collections.abc import Iterable, Mapping
from textwrap import shorten

from course_utils.quiz.formats import export_notes
from course_utils.quiz.formats.archive import packed
from course_utils.quiz.formats.qti.elements import SCHEMA, element, written
from course_utils.quiz.formats.qti.items import item
from course_utils.quiz.question import Question

_PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
_METADATA = "http://www.imsglobal.org/xsd/imsqti_metadata_v2p1"


def export(questions: Iterable[Question], title: str) -> tuple[bytes, list[str]]:
    """Return the questions as a QTI package, and a sentence for each thing that is left out or changed."""
    noted = export_notes.Notes()

    def make(question: Question) -> ET.Element | None:
        heading = shorten(f"{question.id} {question.text}", 100, placeholder=" …")
        return item(question, identifier(question), heading, noted)

    made_of = export_notes.carried(questions, "QTI", make, noted)
    items = {identifier(question): (question, made) for question, made in made_of}
    if not items:
        return b"", noted.lines()
    manifest = {"imsmanifest.xml": written(_manifest({name: made for name, (_, made) in items.items()}))}
    test = {"test.xml": written(_test(items, title))}
    return packed(manifest | test | {_file(name): written(made) for name, (_, made) in items.items()}), noted.lines()


def identifier(question: Question) -> str:
    """Return a name that QTI takes, the same whenever the id is the same."""
    fits = re.fullmatch(r"[A-Za-z0-9_.-]{1,28}", question.id)
    return f"q-{question.id}" if fits else f"q-{zlib.crc32(question.id.encode()):08x}"


def _file(name: str) -> str:
    return f"items/{name}.xml"


def _test(items: Mapping[str, tuple[Question, ET.Element]], title: str) -> ET.Element:
    refs = [element("assessmentItemRef", identifier=name, href=_file(name)) for name in items]
    section = element("assessmentSection", *refs, identifier="section", title=title, visible="true")
    part = element(
        "testPart",
        element("itemSessionControl", maxAttempts="1", showFeedback="true"),
        section,
        identifier="part",
        navigationMode="nonlinear",
        submissionMode="individual",
    )
    total = element("sum", element("testVariables", variableIdentifier="SCORE"))
    return element(
        "assessmentTest",
        element("outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float"),
        part,
        element("outcomeProcessing", element("setOutcomeValue", total, identifier="SCORE")),
        identifier="test",
        title=title,
        **SCHEMA,
    )


def _manifest(items: Mapping[str, ET.Element]) -> ET.Element:
    resources = [
        element(
            "resource",
            element("metadata", _about(made)),
            element("file", href=_file(name)),
            identifier=name,
            type="imsqti_item_xmlv2p1",
            href=_file(name),
        )
        for name, made in items.items()
    ]
    test = element(
        "resource",
        element("file", href="test.xml"),
        *(element("dependency", identifierref=name) for name in items),
        identifier="test",
        type="imsqti_test_xmlv2p1",
        href="test.xml",
    )
    return element(
        "manifest",
        element("metadata", element("schema", "QTIv2.1 Package"), element("schemaversion", "1.0.0")),
        element("organizations"),
        element("resources", test, *resources),
        identifier="manifest",
        **{"xmlns": _PACKAGE, "xmlns:imsqti": _METADATA},
    )


def _about(made: ET.Element) -> ET.Element:
    kinds = [one.tag for one in made.iter() if one.tag.endswith("Interaction")]
    return element("imsqti:qtiMetadata", *(element("imsqti:interactionType", kind) for kind in kinds))
