"""The elements of QTI 2.1 that its items are made of: texts, conditions, and what a condition sets."""

import xml.etree.ElementTree as ET
from collections.abc import Iterable

from course_utils.quiz.formats.markup import fit, rightwards

_QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
SCHEMA = {
    "xmlns": _QTI,
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": f"{_QTI} http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd",
}


def element(name: str, *inside: ET.Element | str, **attributes: str) -> ET.Element:
    """Return an element with elements in it, or with a text."""
    made = ET.Element(name, attributes)
    for one in inside:
        if isinstance(one, str):
            made.text = one
        else:
            made.append(one)
    return made


def written(root: ET.Element) -> bytes:
    """Return a document as the bytes of its file."""
    for one in root.iter():
        one.text, one.tail = fit(one.text or ""), fit(one.tail or "")
        one.attrib.update({name: fit(value) for name, value in one.attrib.items()})
    ET.indent(root)
    return ET.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def text(name: str, words: str, **attributes: str) -> ET.Element:
    """Return an element that shows a text, line by line. QTI 2.1 has no direction, so the letters carry it."""
    lines = fit(words).split("\n")
    if rightwards(words):
        lines = [f"\u2067{line}\u2069" for line in lines]  # right-to-left isolate
    made = ET.Element(name, attributes)
    made.text = lines[0]
    for line in lines[1:]:
        ET.SubElement(made, "br").tail = line
    return made


def feedback(name: str, texts: Iterable[str]) -> ET.Element:
    """Return what is shown when the item's feedback holds this name."""
    return element(
        "modalFeedback",
        *(text("p", words) for words in texts),
        outcomeIdentifier="FEEDBACK",
        identifier=name,
        showHide="show",
    )


def base(kind: str, value: str) -> ET.Element:
    """Return a value of a base type."""
    return element("baseValue", value, baseType=kind)


def response() -> ET.Element:
    """Return what the learner answered."""
    return element("variable", identifier="RESPONSE")


def member(kind: str, value: str) -> ET.Element:
    """Return the condition that a value is among those that the learner chose."""
    return element("member", base(kind, value), response())


def same_text(value: str, case: bool = False) -> ET.Element:
    """Return the condition that the learner wrote this text."""
    compared = "true" if case else "false"
    return element("stringMatch", response(), base("string", value), caseSensitive=compared, substring="false")


def any_of(conditions: Iterable[ET.Element]) -> ET.Element:
    """Return the condition that one of these holds."""
    return element("or", *conditions)


def score(value: float) -> ET.Element:
    """Return the rule that sets the score."""
    return element("setOutcomeValue", base("float", f"{value:.15g}"), identifier="SCORE")


def score_more(value: float) -> ET.Element:
    """Return the rule that adds to the score."""
    total = element("sum", element("variable", identifier="SCORE"), base("float", f"{value:.15g}"))
    return element("setOutcomeValue", total, identifier="SCORE")


def say(name: str) -> ET.Element:
    """Return the rule that shows a feedback."""
    shown = element("multiple", element("variable", identifier="FEEDBACK"), base("identifier", name))
    return element("setOutcomeValue", shown, identifier="FEEDBACK")


def when(*branches: tuple[ET.Element | None, list[ET.Element]]) -> ET.Element:
    """Return the rule of the first branch whose condition holds; None is a condition that always does."""
    made = ET.Element("responseCondition")
    for place, (condition, rules) in enumerate(branches):
        name = "responseElse" if condition is None else "responseElseIf" if place else "responseIf"
        made.append(element(name, *([] if condition is None else [condition]), *rules))
    return made


def unless_empty(rules: list[ET.Element]) -> ET.Element:
    """Return the rule that does this if there is an answer."""
    return when((element("not", element("isNull", response())), rules))


def not_below_zero() -> ET.Element:
    """Return the rule that lifts a score below 0 to 0."""
    return when((element("lt", element("variable", identifier="SCORE"), base("float", "0")), [score(0)]))
