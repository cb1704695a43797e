"""Who is learning: names that can name a folder everywhere, and nobody's work under another's name."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils import progress
from course_utils.errors import CourseError
from course_utils.progress import learner, store

VALUES = {
    "quiz": "q",
    "question": "q1",
    "version": 1,
    "kind": "text",
    "response": "x",
    "verdict": "right",
    "score": 1.0,
}

NAMES = [
    "me",
    "falcon 7",
    "سالم",
    "أبو بكر",
    "مُحَمَّد",
    "हिन्दी",
    "Zoë",
    "x",
    "a" * 40,
    "well-read",
    "7",
    "ß",
    "under_score",
]
NOT_NAMES = [
    "", " ", ".", "..", "a/b", "a\\b", "/etc", "C:", "CON", "con", "nul", "Aux", "COM1", "com¹", "LPT³", "a" * 41,
    "a" * 60, ".hidden", "-rf", "_x", "a.b", "learner.txt", "a\0b", "😀", "a😀", "\u202eabc", "a*", "a?", "<b>", "~",
    "$HOME", "\ud800", "'; drop", "\u0301",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_these_names_get_a_folder_of_their_own(home, name):
    assert learner.switch(name) == learner.current() == progress.who() == name
    assert learner.everyone() == [name]
    store.write(**VALUES)
    assert [entry.name for entry in home.iterdir() if entry.is_dir()] == [name]
    assert len(progress.attempts()) == len(progress.attempts(name)) == 1


@pytest.mark.parametrize("name", NOT_NAMES)
def test_these_names_are_refused_in_words_and_touch_nothing(home, name):
    for act in (learner.switch, learner.forget, learner.folder, progress.attempts):
        with pytest.raises(CourseError, match=r"cannot be used as a name\. Take 1 to 40 letters"):
            act(name)
    assert not home.exists()


@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_every_name_that_is_taken_is_one_folder_inside(name):
    try:
        folder = learner.folder(name)
    except CourseError as error:
        assert str(error).endswith("rather than your own.")
    else:
        assert folder.parent == learner.home()
        assert folder.name == learner.checked(folder.name)
        assert len(os.fsencode(folder.name)) <= 255
        assert not set('<>:"/\\|?*\0') & set(folder.name)
        assert folder.name[-1] not in ". " and folder.name[0] not in ".-~"


def test_spaces_around_and_between_are_put_in_order():
    assert learner.switch("  desert \n fox ") == "desert fox"


def test_one_name_written_in_two_ways_is_one_learner():
    assert learner.switch("Zoe\u0308") == learner.switch("Zo\u00eb")
    assert learner.everyone() == ["Zo\u00eb"]


def test_at_first_the_learner_is_me_and_nothing_is_on_disk(home):
    assert learner.current() == "me"
    assert learner.everyone() == []
    assert progress.attempts() == ()
    assert not home.exists()


def test_switching_keeps_everyones_work_apart(home):
    store.write(**VALUES)
    learner.switch("سالم")
    assert progress.attempts() == ()
    store.write(**VALUES)
    store.write(**VALUES)
    assert learner.everyone() == ["me", "سالم"]
    assert [len(progress.attempts(name)) for name in learner.everyone()] == [1, 2]
    learner.switch("me")
    assert len(progress.attempts()) == 1
    assert sorted(entry.name for entry in home.iterdir()) == ["learner.txt", "me", "سالم"]


def test_forgetting_deletes_one_learners_work_and_no_others(home):
    store.write(**VALUES)
    learner.switch("hare")
    store.write(**VALUES)
    learner.forget("hare")
    assert learner.everyone() == ["me"]
    assert progress.attempts("hare") == ()
    assert len(progress.attempts("me")) == 1
    with pytest.raises(CourseError, match='Nothing is stored here for "hare"'):
        learner.forget("hare")
    store.write(**VALUES)  # whoever goes on after forgetting starts afresh
    assert len(progress.attempts("hare")) == 1


def test_forgetting_does_not_follow_a_link_out_of_the_folder(home, tmp_path):
    outside = tmp_path / "precious"
    outside.mkdir()
    (outside / "file").write_text("keep")
    home.mkdir()
    (home / "hare").symlink_to(outside)
    with pytest.raises(CourseError, match="could not be deleted"):
        learner.forget("hare")
    assert (outside / "file").read_text() == "keep"


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\n", b"..", b"../../etc\n", b"/etc/passwd", b"a/b", b"CON", b"\xff\xfe\x00", b"\x00" * 100,
        b"x" * 10_000_000,        b"<script>alert(1)</script>", b"me\0", "😀".encode(), b"\xd8\x00",
    ],
    ids=lambda content: repr(content[:12]),
)  # fmt: skip
def test_a_hostile_learner_txt_means_me(home, content):
    home.mkdir()
    (home / "learner.txt").write_bytes(content)
    assert learner.current() == "me"
    store.write(**VALUES)
    assert learner.everyone() == ["me"]
    assert (home / "learner.txt").read_bytes() == content


@pytest.mark.parametrize("content", [b"\xef\xbb\xbfhare\r\n", b"hare", b"  hare \n\n"])
def test_a_learner_txt_that_an_editor_saved_still_counts(home, content):
    home.mkdir()
    (home / "learner.txt").write_bytes(content)
    assert learner.current() == "hare"


def test_a_folder_in_place_of_learner_txt_is_said(home):
    (home / "learner.txt").mkdir(parents=True)
    assert learner.current() == "me"
    with pytest.raises(CourseError, match="could not be saved"):
        learner.switch("hare")
    assert learner.current() == "me"
    assert sorted(entry.name for entry in home.iterdir()) == ["hare", "learner.txt"]


def test_a_file_in_place_of_the_folder_is_said(home):
    home.write_text("not a folder")
    assert learner.everyone() == []
    assert learner.current() == "me"
    with pytest.raises(CourseError, match="could not be saved"):
        learner.switch("hare")


def test_folders_that_are_no_names_are_nobody(home):
    for name in (".git", "_archive", "a.b", "hare"):
        (home / name).mkdir(parents=True)
    (home / "file").write_text("")
    assert learner.everyone() == ["hare"]


def test_the_work_lies_beside_the_lessons(monkeypatch, tmp_path):
    monkeypatch.delenv("COURSE_HOME")
    monkeypatch.chdir(tmp_path)
    assert learner.home() == tmp_path / "my_work"
    (tmp_path / "notebooks").mkdir()
    assert learner.home() == tmp_path / "notebooks" / "my_work"


def test_the_day_can_be_set_and_the_zone_is_known(monkeypatch):
    assert learner.now().date().isoformat() == "2026-01-15"
    assert learner.now().tzinfo
    monkeypatch.delenv("COURSE_TODAY")
    assert learner.now().tzinfo
