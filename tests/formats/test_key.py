"""The answer key exists once: printed sheet, site, cards and other tools say it in the same words."""

import html
import re
from html.parser import HTMLParser

import pytest
from samples import QUESTIONS, right, wrong
from test_formats import ALL

from course_utils.quiz import deciding_words, formats
from course_utils.quiz.formats import toml_format
from course_utils.quiz.question import RIGHT
from deploy.lite import answers
from deploy.lite.paths import filled


class Key(HTMLParser):
    """The key of a printed sheet: for each question its lines."""

    def __init__(self, page):
        super().__init__()
        self.within, self.lines, self.tags, self.stop = False, [], [], False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.within = self.within or ("class", "key") in attrs
        self.tags.append(tag)
        if self.within and tag == "p" and ("class", "text") in attrs:
            self.lines.append([])
            self.stop = False
        if self.within and self.lines and tag == "li" and "ul" in self.tags and not self.stop:
            self.lines[-1].append("")

    def handle_endtag(self, tag):
        while self.tags and self.tags.pop() != tag:
            pass
        if tag == "ul":
            self.stop = True  # the list that follows is of what a question rests on

    def handle_data(self, data):
        if self.within and self.lines and self.lines[-1] and "ul" in self.tags and not self.stop:
            self.lines[-1][-1] += data


def on_the_sheet(questions):
    lines = Key(formats.export(questions, "print").text).lines
    return {question.id: [line.strip() for line in said] for question, said in zip(questions, lines, strict=True)}


def on_the_site(question):
    """Return the lines of a question's key on the page of a lesson, as a reader sees them."""
    shown = {"text": question.text, "lines": [], "hint": None, "answer": answers.answer(question), "rests": ()}
    part = {"kind": "quiz", "quiz": "x", "title": "Title", "silent": False, "questions": [shown]}
    lesson = {"name": "x", "title": "x", "question": "", "minutes": 1, "parts": [part], "styles": [], "asked": "{}"}
    around = {
        "before": None,
        "after": None,
        "extension": "",
        "version": "",
        "words": "",
        "handed_in": {"form": 1, "course": "0"},
    }
    page = filled("lesson.html", site="x", lesson=lesson, **around)
    found = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page, re.DOTALL)
    return [(html.unescape(said), html.unescape(why)) for said, why in found]


def test_the_sheet_and_the_site_say_the_same_letter_for_letter():
    every = [*ALL, *QUESTIONS.values()]
    sheet = on_the_sheet(every)
    assert len(ALL) >= 133
    for question in every:
        site = on_the_site(question)
        assert site, question.id
        parts = (*question.key(), *deciding_words.key(question))
        assert sheet[question.id] == [part.line for part in parts], question.id
        for line, (said, why) in zip(sheet[question.id], site, strict=True):
            assert line.startswith(said) and line.endswith(why), question.id
            assert line.removeprefix(said).removesuffix(why) in (" ", ". ", ".", ""), question.id


KEYS = {
    "02-t01": "Right: 1,774 km, give or take 15",
    "01-c05": "“putschist” takes a side",
    "07-c05": "Not right: 600,000 thousand barrels a day",
    "03-x01": "Right: 7 July 2012",
    "03-c07": "Not right: July 2012",
}


@pytest.mark.parametrize(("id_", "said"), KEYS.items())
def test_signs_thousands_and_dates_are_written_as_in_a_text(id_, said):
    [question] = [question for question in ALL if question.id == id_]
    assert said in [part.said for part in question.key()]


def test_the_briefing_has_both_its_samples_everywhere():
    [brief] = [question for question in ALL if question.kind == "brief"]
    site, sheet = " ".join(why for _, why in on_the_site(brief)), " ".join(on_the_sheet([brief])[brief.id])
    moodle = html.unescape(html.unescape(formats.export([brief], "moodle").text))
    for line in (*brief.rubric.weak.split("\n"), *brief.rubric.strong.split("\n")):
        assert line in site and line in sheet and line in moodle
    assert brief.model.partition(" [")[0] in brief.rubric.strong


@pytest.mark.parametrize("question", [*ALL, *QUESTIONS.values()], ids=lambda question: question.id)
def test_the_key_names_a_right_answer_and_what_is_said_to_wrong_ones(question):
    key = question.key()
    if question.kind in ("choice", "choices"):
        offered = (*question.options, *question.grounds)
        assert {part.answer for part in key if part.right} == {one.text for one in offered if one.right}
    for one in getattr(question, "misreadings", ()):
        assert one.feedback in [part.why for part in key if part.right is False]
    if question.kind in ("number", "date", "text"):
        alone = question.first if question.grounds else question
        asked = key[0].answer.split(" / ")[0].partition(", give or take")[0]
        assert alone.grade(asked).verdict == RIGHT
        for part in alone.key()[1:-1]:
            assert alone.grade(part.answer).text == part.why
    if question.graded:
        assert question.grade(right(question)).verdict == RIGHT
        assert all(question.grade(response).verdict != RIGHT for response in wrong(question))


@pytest.mark.parametrize(
    ("answer", "said"),
    [(2763, "2,763"), (2763.0, "2,763"), (1234567, "1,234,567"), (-1050, "-1,050"), (0.5, "0.5"), (1234.25, "1,234.25"),
     (2.0e15, "2,000,000,000,000,000.0"), (1e22, "1e+22")],
)  # fmt: skip
def test_no_digit_of_a_number_is_lost(answer, said):
    table = {"id": "x", "kind": "number", "set": "s", "text": "?", "answer": answer, "unit": "km", "feedback": "f",
             "otherwise": "o"}  # fmt: skip
    question = toml_format.question(table, "drawn")
    assert question.key()[0].said == f"Right: {said} km"
    assert "Right: " + said in formats.export([question], "print").text


def test_an_answer_that_ends_with_a_stop_gets_no_second_one():
    options = ({"text": "They met.", "right": True, "feedback": "Yes."}, {"text": "“No!”", "feedback": "No."})
    question = toml_format.question({"id": "x", "kind": "choice", "set": "s", "text": "?", "options": options}, "drawn")
    assert [part.line for part in question.key()] == ["Right: They met. Yes.", "Not right: “No!” No."]
