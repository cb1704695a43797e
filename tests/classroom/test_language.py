"""The report of a class, the gradebook and the notes on what was handed in speak the language of the course."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pseudo
import pytest

import course_class as classroom
from course_class import gradebook
from course_class.load_test.memory import Memory
from course_class.load_test.results import Rehearsal

CLASS = Path(__file__).parent / "words" / "handed-in"
CONTENT = {"code", "bdi", "h3", "style"}  # names, commands, and what the course's content says


class _Words(HTMLParser):
    """The words of a page that the package says, in the order in which they stand there."""

    def __init__(self):
        super().__init__()
        self.said, self.open = [], []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.said += [given[name] for name in ("aria-label", "title", "alt") if name in given]
        if tag in ("meta", "link", "br"):
            return
        content = (
            "rel" in given
            or (tag == "th" and given.get("scope") == "row")
            or (tag in ("td", "b", "li") and "dir" in given)
        )
        self.open.append((tag, content or tag in CONTENT))

    def handle_endtag(self, tag):
        while self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not any(content for _, content in self.open):
            self.said.append(data)


@pytest.fixture
def pseudo_language(monkeypatch, tmp_path):
    pseudo.speak(monkeypatch, tmp_path / "languages")


def outside_messages(text: str) -> str:
    """Return what of a text stands in no message: messages are in brackets, and one may fill a place of another."""
    before = ""
    while before != text:
        before, text = text, re.sub(r"\[[^\[\]]*\]", "", text)
    return text


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory):
    """A class of thirteen, one of whom handed in a copy, one a broken file, and one nothing."""
    folder = tmp_path_factory.mktemp("handed-in")
    files = sorted(CLASS.iterdir())
    for file in files:
        (folder / file.name).write_bytes(file.read_bytes())
    lines = files[0].read_bytes().splitlines(keepends=True)
    (folder / "copy.jsonl").write_bytes(b"".join(lines))
    (folder / "broken.jsonl").write_bytes(b"".join([lines[0], b"{oops\n", b"{oops\n", *lines[1:3], b"{oops\n"]))
    (folder / "empty.jsonl").write_bytes(b"")
    (folder / "broken.zip").write_bytes(b"PK\x03\x04 nothing")
    return folder


@pytest.mark.parametrize("few", [False, True])
def test_the_page_says_nothing_in_plain_english(pseudo_language, handed_in, tmp_path, few):
    where = tmp_path / "few"
    where.mkdir()
    for file in sorted(CLASS.iterdir())[:3]:
        (where / file.name).write_bytes(file.read_bytes())
    page = classroom.report(where if few else handed_in).html
    assert f'<html lang="{pseudo.CODE}" dir="rtl">' in page
    words = _Words()
    words.feed(page)
    said = " ".join(words.said)
    assert said.count("[") > 60
    left = set(re.findall(r"[A-Za-z]{3,}", outside_messages(said)))
    assert left <= content_words(), sorted(left - content_words())


def test_notes_on_files_and_the_gradebook_are_in_the_language(pseudo_language, handed_in, tmp_path):
    made = classroom.report(handed_in, tables=tmp_path / "tables")
    assert len(made.problems) > 4
    book = gradebook.write(handed_in, tmp_path / "grades.csv", "moodle")
    for note in [*made.problems, *made.keys, *book.notes]:
        assert re.fullmatch(r"(\[.*\] ?)+", note), note


def test_what_a_load_test_found_is_in_the_language(pseudo_language):
    memory = Memory(100.0, 90.0)
    some = Rehearsal(30, "a-lesson", 60, *[memory] * 5, [1.0], [], 900, 0, None, 5, 7)
    for line in str(some).splitlines():
        assert re.fullmatch(r"\[.*\]", line), line


def content_words() -> set[str]:
    """Return the words of the course's lessons, which stand on the page as they are written."""
    from course_utils import knowledge

    lessons = knowledge.lessons().values()
    said = [f"{lesson.heading} {lesson.label}" for lesson in lessons]
    said += [goal.text for lesson in lessons for goal in lesson.objectives]
    said += [f"{one.label} {one.note}" for one in knowledge.vocabulary("option.misreading").values()]
    return set(re.findall(r"[A-Za-z]{3,}", " ".join(said)))
