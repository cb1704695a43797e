"""Cards for Anki: Anki itself takes them, and takes them again without doubling them."""

import dataclasses
import re
import subprocess
import sys

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from samples import NO_CARD, QUESTIONS
from test_formats import ALL, ATTACK

from course_utils.__main__ import main
from course_utils.quiz import formats
from course_utils.quiz.formats import toml_format

CARDS = [question for question in ALL if question.kind not in NO_CARD]


@pytest.fixture
def collection(tmp_path):
    """Return a collection of Anki that has no cards yet, and a function that takes questions into it."""
    opened = Collection(str(tmp_path / "collection.anki2"))

    def take(questions, title="A title"):
        file = tmp_path / "deck.apkg"
        file.write_bytes(formats.export(questions, "anki", title).data)
        asked = ImportAnkiPackageRequest(package_path=str(file), options=ImportAnkiPackageOptions())
        log = opened.import_anki_package(asked).log
        return len(log.new), len(log.updated), len(log.duplicate)

    yield opened, take
    opened.close()


def sides(collection):
    """Return both sides of every card as Anki draws them."""
    cards = [collection.get_card(id_) for id_ in collection.find_cards("")]
    return [(card.question(), card.answer()) for card in cards]


def test_anki_takes_every_card_once(collection):
    opened, take = collection
    assert take(CARDS) == (len(CARDS), 0, 0)
    assert take(CARDS) == (0, 0, len(CARDS))
    assert "A title" in [deck.name for deck in opened.decks.all_names_and_ids()]


def test_a_question_that_was_improved_takes_the_place_of_the_old_one(collection):
    opened, take = collection
    question = QUESTIONS["choice"]
    take([question])
    better = dataclasses.replace(question, text="Where was it?", version=2)
    assert take([better]) == (0, 1, 0)
    [(front, _)] = sides(opened)
    assert "Where was it?" in front


def test_a_card_asks_on_the_front_and_explains_on_the_back(collection):
    opened, take = collection
    take([QUESTIONS["choice"]])
    [(front, back)] = sides(opened)
    for text in ("Where did they meet?", "In Tripoli", "In Sirte"):
        assert text in front
    for text in ("Right: In Tripoli. Sentence s01 says so.", "Not right: In Sirte. They had met there before."):
        assert text in back
        assert text not in front


def test_all_that_is_said_to_an_answer_is_on_the_back(collection):
    opened, take = collection
    for question in QUESTIONS.values():
        if question.kind in NO_CARD:
            continue
        take([question])
        [note] = [opened.get_note(id_) for id_ in opened.find_notes(f"tag:kind-{question.kind}")]
        for name in ("options", "items", "pairs", "marks", "misreadings"):
            for part in getattr(question, name, ()):
                assert part.feedback in note["Answer"]


def test_no_text_becomes_markup_a_sound_a_formula_or_a_gap(collection):
    opened, take = collection
    traps = f"{ATTACK} [sound:x.mp3] [latex]x[/latex] [$]y[/$] \\(z\\) {{{{c1::gap}}}}"
    options = ({"text": traps, "right": True, "feedback": traps}, {"text": "B", "feedback": traps})
    values = {"id": "a", "kind": "choice", "set": "s", "text": traps, "hint": traps, "options": options}
    take([toml_format.question(values, "drawn")])
    [note] = [opened.get_note(id_) for id_ in opened.find_notes("")]
    for field in note.fields[:4]:
        assert set(re.findall(r"<[^>]*>", field)) <= {"<p>", "</p>"}
    [card] = note.cards()
    assert card.question_av_tags() == card.answer_av_tags() == []
    assert "script" not in re.sub(r"&lt;.*?&gt;", "", card.answer())


def test_arabic_is_read_from_the_right(collection):
    opened, take = collection
    options = ({"text": "طرابلس", "right": True, "feedback": "نعم"}, {"text": "Sirte", "feedback": "No."})
    take(
        [
            toml_format.question(
                {"id": "a", "kind": "choice", "set": "s", "text": "أين التقيا؟", "options": options}, "drawn"
            )
        ]
    )
    [(front, _)] = sides(opened)
    assert '<p dir="rtl">أين التقيا؟</p>' in front


def test_what_is_left_out_is_named():
    exported = formats.export(QUESTIONS.values(), "anki")
    for kind in NO_CARD:
        assert any(f'"x-{kind}": it is left out' in said for said in exported.left_out)


def test_the_file_is_the_same_in_any_process(tmp_path):
    files = [tmp_path / "a.apkg", tmp_path / "b.apkg"]
    for file in files:
        command = ["questions", "export", "--format", "anki", "00-start-here", "--out", str(file)]
        subprocess.run([sys.executable, "-m", "course_utils", *command], check=True, capture_output=True)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_without_genanki_the_command_says_what_to_do(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "genanki", None)
    assert main(["questions", "export", "--format", "anki", "--out", "x.apkg"]) == 1
    assert 'pip install "genanki"' in capsys.readouterr().err
