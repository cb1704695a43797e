"""What is said of a statement is known from its records alone: each kind of fault, and silence where all is well."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils import knowledge
from course_utils.course_folder import NOTEBOOKS
from course_utils.quiz import bank
from course_utils.quiz.dates_in_text import dates
from course_utils.quiz.objections import objections

SAID = {
    "unnamed": "No record is named",
    "name": "of these records speaks of|does not speak of",
    "date": "you wrote",
    "contradicted": "cannot carry",
    "loaded": "is a loaded word",
    "undated": "True as of when",
}
HUNDRED = Path(__file__).with_name("statements.txt")


def told(statement: str) -> list[str]:
    """Return the kinds of fault that a briefing is told of its one statement."""
    said = dict(bank.every()["10-w01"].judge(statement).parts).get(statement.strip(), "")
    return [kind for kind, words in SAID.items() if re.search(words, said)]


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("The House met in Ghat. [ev15]", "name"),
        ("It met in سبها. [ev15]", "name"),
        ("Al-Menfi met the House. [ev15]", "name"),
        ("It met in Tobruk on 4/8/2016. [ev15]", "date"),
        ("It met in Tobruk on August 4th, 2016. [ev15]", "date"),
        ("It met in ٢٠١٦. [ev15]", "date"),
        ("They had never met. [s01-c2]", "contradicted"),
        ("The putschist forces left. [ev33]", "loaded"),
        ("The road is still open. [ev41]", "undated"),
    ],
)
def test_a_fault_is_told(statement, kind):
    assert told(statement) == [kind]


@pytest.mark.parametrize(
    "statement",
    [
        "It met in Tubruq. [ev15]",  # another spelling
        "It met in طبرق. [ev15]",
        "It met on 8/4/2014. [ev15]",  # the American way round
        "It met before 2019. [ev15]",
        "They had met before. [s01-c2]",  # the contrary is what the record bears out
        "The article says “putschist”. [ev33]",
        "As of May 2026 the road is still open. [ev41]",
        "The House met in Tobruk, and Gaddafi was killed in Sirte. [ev15, ev09]",
    ],
)
def test_where_nothing_can_be_known_nothing_is_said(statement):
    assert told(statement) == []


def test_a_hundred_statements_that_were_written_before():
    """The floor that was measured once, and is published in docs/teaching.md: 1 fault missed, 0 false alarms."""
    rows = [line.split(" | ", 1) for line in HUNDRED.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert len(rows) == 100 and sum(kind == "clean" for kind, _ in rows) == 50
    missed = [text for kind, text in rows if kind != "clean" and kind not in told(text)]
    false = [text for kind, text in rows if set(told(text)) - {kind}]
    assert len(missed) <= 1 and false == [], (missed, false)


def test_the_lessons_own_paragraphs_are_left_in_peace():
    """Nobody wrote them with this in mind: 3 of more than a hundred are told something."""
    cells = [
        cell for file in sorted(NOTEBOOKS.glob("*.ipynb")) for cell in json.loads(file.read_text("utf-8"))["cells"]
    ]
    prose = [
        part for cell in cells if cell["cell_type"] == "markdown" for part in "".join(cell["source"]).split("\n\n")
    ]
    links = [(part, re.findall(r"\]\(#([\w-]+)\)", part)) for part in prose if not part.startswith("#")]
    linked = [(re.sub(r"\[[^\]]*\]\(#[^)]*\)|[*_`]", " ", part), ids) for part, ids in links if ids]
    assert len(linked) > 100
    said = [(part, found) for part, ids in linked if (found := objections(part, ids))]
    assert len(said) <= 4, said


@pytest.mark.parametrize("event", knowledge.events().values(), ids=lambda one: one.id)
def test_a_record_bears_out_its_own_title(event):
    assert objections(f"{event.title}, in {event.period.words}.", [event.id]) == []


@given(st.text(), st.sampled_from(["ev49", "s01-c2", "ceasefire-20201023", "haftar", "tripoli", "b-egy", "s02"]))
def test_any_text_can_be_looked_at(text, id_):
    objections(text, [id_])
    dates(text, told=True)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("on 18 and 19 July 2022", "2022-07-18", "2022-07-19"),
        ("July 18-19, 2022", "2022-07-18", "2022-07-19"),
        ("the 4th of Sept. 2019", "2019-09-04", "2019-09-04"),
        ("in june 2020", "2020-06-01", "2020-06-30"),
        ("19.7.2022", "2022-07-19", "2022-07-19"),
        ("07/2022", "2022-07-01", "2022-07-31"),
        ("in ٢٠٢٠", "2020-01-01", "2020-12-31"),
    ],
)
def test_a_date_is_read_in_any_form(text, first, last):
    [(meant, *_)] = dates(text)
    assert (meant.first.isoformat(), meant.last.isoformat()) == (first, last)
