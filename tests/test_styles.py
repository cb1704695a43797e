"""The style sheets of the course: a language read from right to left is a switch, so no rule knows left or right."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHEETS = [*ROOT.glob("course_*/**/*.css"), *ROOT.glob("page/static/*.css"), *ROOT.glob("deploy/**/*.css")]
SIDE = re.compile(
    r"(?<![\w-])(?:[a-z-]+-)?(?:left|right)(?:-[a-z-]+)?\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)"
)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.relative_to(ROOT).as_posix())
def test_a_style_sheet_says_start_and_end_and_never_left_or_right(sheet):
    rules = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
    compass = ["left:"] if sheet.name == "map.css" else []  # a sign stands on its point, however one reads
    assert [found for found in SIDE.findall(rules) if found not in compass] == []


def test_the_rule_finds_what_it_forbids_and_no_more():
    forbidden = ("margin-left: 0", "left:0", "border-top-left-radius: 1px", "text-align: right", "float:left")
    assert all(SIDE.search(f"a {{ {rule}; }}") for rule in forbidden)
    allowed = ('a[data-mark="right"] {', ".course-rail-left {", "margin-inline-start: 0", "text-align: start")
    assert not any(SIDE.search(rule) for rule in allowed)
