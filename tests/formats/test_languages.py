"""What leaves the course, and what is said of what does not: in the language in use, and numbers as it writes them."""

import re

import pseudo
import pytest

from course_utils import arguments, knowledge, language, quiz
from course_utils.errors import CourseError
from course_utils.period import MONTHS, Period
from course_utils.quiz import bank, formats
from course_utils.quiz.formats.accepted_spellings import spellings

_BRACKETED = re.compile(r"\[[^][]*\]")
_AS_GIVEN = re.compile(
    r'"[^"]*"|\b[0-9]{2}-[\w-]+|\b(Moodle|QTI|Anki|jupyterquiz|numeric|string|many_choice|multiple_choice)\b'
)


@pytest.fixture
def pseudo_language(monkeypatch, tmp_path):
    pseudo.speak(monkeypatch, tmp_path)


def said_whole(text):
    """Whether a text is one message, or several with blanks between, and what fills them is in the language too."""
    text = _AS_GIVEN.sub("", text)
    for id_ in sorted(bank.every(), key=len, reverse=True):
        text = text.replace(id_, "")
    if re.search("[aeiou]", text):
        return False
    while (inner := _BRACKETED.sub("", text)) != text:
        text = inner
    return not text.strip()


@pytest.mark.parametrize("format", list(formats.FORMATS))
def test_what_a_tool_does_not_get_is_said_in_the_language(pseudo_language, format):
    found = formats.export(formats.chosen(None), format)
    assert found.left_out or format == "print"
    assert [line for line in found.left_out if not said_whole(line)] == []


FAULTY = [
    "",
    3,
    "no-such-file.json",
    "https://example.org/questions.json",
    "#part",
    '[{"question" "Why?"}]',
    "[]",
    '[{"question": "Why?", "type": "none"}]',
    '[{"question": "Why?", "type": "numeric", "answers": [{"value": "x", "correct": true}]}]',
    '[{"question": "Why?", "type": "string", "answers": []}, 4]',
]


@pytest.mark.parametrize("given", FAULTY)
def test_what_cannot_be_loaded_is_said_in_the_language(pseudo_language, given):
    with pytest.raises(CourseError) as caught:
        quiz.load(given)
    assert said_whole(str(caught.value)), str(caught.value)


def test_a_date_and_a_time_are_said_in_the_language(pseudo_language):
    for text in ("2022-07", "2022-07-19", "2019-04/2020-06"):
        assert said_whole(Period.parse(text).words)
    first, last = Period.parse("2011-02-15"), Period.parse("2022-07")
    assert said_whole(first.time_to(last)) and said_whole(first.time_to(first)) and said_whole(last.time_to(last))
    for since, until in (("2011", None), (None, "2011-02"), ("2011", "2012-01-02")):
        assert arguments.time_words(arguments.time(since, until)).startswith("[")


def test_a_name_that_nobody_knows_is_said_in_the_language(pseudo_language):
    for ask, of in (
        (knowledge.actor, knowledge.actors),
        (knowledge.place, knowledge.places),
        (knowledge.event, knowledge.events),
        (knowledge.term, knowledge.terms),
        (knowledge.find, knowledge.sources),
    ):
        with pytest.raises(CourseError) as caught:
            ask(f"{next(iter(of()))}x")
        assert said_whole(str(caught.value)), str(caught.value)


def test_numbers_are_written_as_the_language_writes_them(monkeypatch):
    assert language.number(12345.5) == "12,345.5"
    assert language.number(1234.56, 1) == "1,234.6"
    assert language.ngettext("{count} day", "{count} days", 4173) == "4,173 days"
    monkeypatch.setenv("COURSE_LANGUAGE", "ar")
    assert language.number(12345.5) == "12.345,5"


def test_a_date_may_be_written_with_the_months_of_the_language(pseudo_language):
    date = next(one for one in formats.chosen(None).questions if one.kind == "date" and "-" in one.answer)
    written = [one.text for one in spellings(date) if one.right]
    month = MONTHS[int(date.answer.split("-")[1]) - 1]
    assert any(month in text for text in written) and any(language.gettext(month) in text for text in written)
    assert language.gettext(month) != month
