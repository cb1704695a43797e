"""Markdown cut up: gives its paragraphs, each list item and table row on its own, with the records they link to."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_LINK = re.compile(r"\[([^\]\n]*)\]\(#([^)\s]+)\)")
_TARGET = re.compile(r"\]\([^)\s]*\)")
_CODE = re.compile(r"`[^`\n]*`")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+")
_END = re.compile(r"(?:\[[^\]\n]*\]\(#[^)\s]+\)[\s,;.)]*)+$")


class Paragraph(NamedTuple):
    """A paragraph: its kind, first line, words (without links, code and comments) and the links it has."""

    kind: str  # "text", "heading", "row" of a table or "quote"
    line: int
    text: str
    links: tuple[str, ...]  # what is linked within the same page
    labels: tuple[str, ...]  # what stands as the text of each link
    ends_linked: bool


def paragraphs(source: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a Markdown text, code blocks left out."""
    source = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), source)
    gathered: list[str] = []
    first, fenced = 1, False
    for number, line in enumerate([*source.split("\n"), ""], start=1):
        fence = line.lstrip().startswith(("```", "~~~"))
        row, heading = line.lstrip().startswith("|"), line.startswith("#")
        if fence or fenced or not line.strip() or row or heading or _ITEM.match(line):
            if gathered:
                yield _paragraph("\n".join(gathered), first)
            gathered, first = [], number
        fenced ^= fence
        if fenced or fence or not line.strip():
            continue
        if row or heading:
            yield _paragraph(line, number)
            continue
        gathered.append(line)
        first = first if len(gathered) > 1 else number


def _paragraph(text: str, line: int) -> Paragraph:
    links = _LINK.findall(text)
    bare = _TARGET.sub("]", _LINK.sub(" ", _CODE.sub(" ", text)))
    words = " ".join(re.sub(r"^[#>|\s]+|[*_\[\]]", "", bare).split())
    kind = {"#": "heading", "|": "row", ">": "quote"}.get(text.lstrip()[:1], "text")
    targets, labels = tuple(target for _, target in links), tuple(label for label, _ in links)
    return Paragraph(kind, line, words, targets, labels, bool(_END.search(text)))
