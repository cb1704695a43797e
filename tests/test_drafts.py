"""A free text while it is being written: kept on disk, brought back, and gone once it is an answer."""

import json

from samples import quiz

from course_utils.attempts import drafts, learner

TEXT = "Half a thought, ‏نصف"


def write(asked, text: str, question: str = "x-reflect") -> None:
    asked.widget._hear(asked.widget, {"type": "draft", "question": question, "text": text}, [])


def test_a_draft_is_back_for_the_next_python_and_gone_once_it_is_saved():
    write(quiz(), "Half")
    write(quiz(), TEXT)
    again = quiz()
    assert again.widget.state()["drafts"] == {"x-reflect": TEXT}
    assert again.widget.state()["answers"] == {}
    again.answer("x-reflect", TEXT)
    assert quiz().widget.state()["drafts"] == {}
    assert not list((learner.folder() / "drafts").iterdir())


def test_a_draft_that_was_emptied_is_none():
    write(quiz(), TEXT)
    write(quiz(), "  \n")
    assert quiz().widget.state()["drafts"] == {}


def test_a_draft_belongs_to_who_wrote_it_and_goes_with_the_name():
    asked = quiz()
    learner.switch("Blue Falcon")
    write(asked, TEXT)
    learner.switch("me")
    assert asked.widget.state()["drafts"] == {}
    learner.switch("Blue Falcon")
    learner.rename("Red Kite")
    assert asked.widget.state()["drafts"] == {"x-reflect": TEXT}
    learner.forget("Red Kite")
    assert asked.widget.state()["drafts"] == {}


def test_a_draft_is_in_no_notebook_and_a_broken_file_is_none(tmp_path):
    asked = quiz()
    write(asked, TEXT)
    assert TEXT not in json.dumps(asked.widget.get_state(), default=str, ensure_ascii=False)
    (file,) = (learner.folder() / "drafts").iterdir()
    for junk in (b"", b"\xff\xfe", b"[]", b'{"text": 1}'):
        file.write_bytes(junk)
        assert quiz().widget.state()["drafts"] == {}


def test_a_name_of_any_kind_names_a_file_and_a_long_text_is_cut():
    for question in ("../x", "a" * 5000, "\ud800", "con"):
        drafts.keep(question, "x" * 30_000)
        assert len(drafts.kept(question)) == 20_000
    assert {file.parent for file in learner.home().rglob("*.json")} == {learner.folder() / "drafts"}
