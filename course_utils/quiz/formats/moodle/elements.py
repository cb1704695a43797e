"""The elements that a question of Moodle XML is made of."""

import xml.etree.ElementTree as ET

from course_utils.quiz.formats.markup import fit


def put(made: ET.Element, name: str, text: str) -> None:
    """Put a text into an element."""
    ET.SubElement(made, name).text = fit(text)


def put_text(made: ET.Element, text: str) -> None:
    """Put a `text` into an element, as most of them have it."""
    put(made, "text", text)


def put_html(made: ET.Element, name: str, html: str) -> ET.Element:
    """Return the `text` of a new element that holds HTML."""
    text = ET.SubElement(ET.SubElement(made, name, format="html"), "text")
    text.text = html
    return text
