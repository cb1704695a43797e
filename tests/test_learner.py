"""Who is learning: names that can name a folder everywhere, and nobody's work under another's name."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import heard

from course_utils import progress
from course_utils.attempts import learner, store
from course_utils.errors import CourseError

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
    learner._home.cache_clear()  # as a kernel that has just started
    assert learner.home() == tmp_path / "notebooks" / "my_work"


def test_the_day_can_be_set_and_the_zone_is_known(monkeypatch):
    assert learner.now().date().isoformat() == "2026-01-15"
    assert learner.now().tzinfo
    monkeypatch.delenv("COURSE_TODAY")
    assert learner.now().tzinfo


@pytest.mark.parametrize("named", ["", "work", "~/work"])
def test_going_to_another_folder_in_a_cell_takes_no_answer_along(monkeypatch, tmp_path, named):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("COURSE_HOME", named)
    monkeypatch.chdir(tmp_path)
    store.write(**VALUES)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    store.write(**VALUES)
    assert len(progress.attempts()) == 2
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert learner.home() == tmp_path / (Path(named).name if named else "my_work")


SAME = [("Amal", "amal"), ("me", "Me"), ("Straße", "STRASSE"), ("\ufb01ne", "fine"), ("Zoë", "ZOE\u0308")]


@pytest.mark.parametrize(("there", "written"), SAME)
def test_names_that_many_computers_take_for_one_are_one_learner(home, there, written):
    learner.switch(there)
    store.write(**VALUES)
    folders = [entry.name for entry in home.iterdir() if entry.is_dir()]
    assert learner.switch(written) == learner.current() == folders[0]
    assert len(progress.attempts()) == len(progress.attempts(written)) == 1
    (home / "learner.txt").write_text(written, "utf-8")  # as another editor leaves it
    store.write(**VALUES)
    assert len(progress.attempts(there)) == 2
    assert [entry.name for entry in home.iterdir() if entry.is_dir()] == folders
    assert f'"{folders[0]}"' in learner.forget(written)
    assert learner.everyone() == []


def test_two_who_have_work_here_already_are_both_still_there(home):
    """On Linux an earlier version gave each a folder of their own."""
    for name in ("Amal", "amal"):
        (home / name).mkdir(parents=True)
    if len(list(home.iterdir())) == 1:
        pytest.skip("this disk has one folder for both")
    for name in ("Amal", "amal"):
        assert learner.switch(name) == name
        store.write(**VALUES)
        assert len(progress.attempts(name)) == 1


def test_a_disk_on_which_case_does_not_count_has_one_learner_and_one_folder(insensitive, monkeypatch):
    monkeypatch.setenv("COURSE_HOME", str(insensitive))
    assert learner.switch("Amal") == learner.switch("amal") == "Amal"
    store.write(**VALUES)
    assert learner.rename("amal") == "amal"
    assert (learner.everyone(), len(progress.attempts())) == (["amal"], 1)
    assert [learner.switch("Me"), learner.switch("me")] == ["me", "me"]
    learner.forget("AMAL")
    assert learner.everyone() == ["me"]


@pytest.fixture
def insensitive(tmp_path):
    """Return a folder in which "A" and "a" are one file, on a small disk of its own where this one is not so."""
    (tmp_path / "a").touch()
    if (tmp_path / "A").exists():
        yield tmp_path / "my_work"
        return
    place, disk = tmp_path / "mounted", tmp_path / "disk"
    place.mkdir()
    disk.write_bytes(bytes(4_000_000))
    made = subprocess.run(["mkfs.vfat", str(disk)], capture_output=True) if shutil.which("mkfs.vfat") else None
    if made is None or made.returncode or subprocess.run(["mount", "-o", "loop", disk, place]).returncode:
        pytest.skip("no disk can be made here on which case does not count")
    yield place / "my_work"
    subprocess.run(["umount", str(place)], check=True)


def test_a_name_can_be_changed_and_every_answer_is_kept(home):
    store.write(**VALUES)
    assert progress.rename("falcon 7") == "falcon 7" == learner.current()
    assert (learner.everyone(), len(progress.attempts())) == (["falcon 7"], 1)
    store.write(**VALUES)
    assert len(list((home / "falcon 7" / "attempts").iterdir())) == 1
    learner.switch("hare")
    with pytest.raises(CourseError, match='There is work of "falcon 7" here already'):
        learner.rename("Falcon  7")
    with pytest.raises(CourseError, match="cannot be used as a name"):
        learner.rename("../x")
    assert (learner.current(), learner.everyone()) == ("hare", ["falcon 7", "hare"])


def test_a_link_among_the_answers_is_named_when_they_are_deleted(home, tmp_path):
    outside = tmp_path / "precious"
    outside.mkdir()
    (home / "hare").mkdir(parents=True)
    (home / "hare" / "attempts").symlink_to(outside)
    learner.switch("hare")
    store.write(**VALUES)
    said = learner.forget("hare")
    assert f"Not deleted, because it lies elsewhere: {home / 'hare' / 'attempts'} leads to {outside}." in said
    assert not (home / "hare").exists() and len(list(outside.iterdir())) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a pipe")
def test_a_pipe_in_place_of_learner_txt_is_not_waited_for(home):
    home.mkdir()
    os.mkfifo(home / "learner.txt")
    assert (learner.current(), learner.chosen()) == ("me", False)
    assert learner.switch("hare") == learner.current() == "hare"


def test_the_picker_says_whose_name_it_took_and_renames_by_click(home):
    picker = progress.learners()
    said = heard(picker)
    assert "before your first answer" in picker.state()["said"]

    def click(**message):
        picker._hear(picker, message, [])
        return said[-1]

    assert click(type="switch", name="Amal")["current"] == "Amal"
    last = click(type="switch", name="amal")
    assert last["current"] == "Amal" and 'There is work of "Amal" here already' in last["said"]
    assert click(type="rename", name="falcon")["names"] == ["falcon", "me"]
    assert 'Everything that was saved for "falcon" is deleted' in click(type="forget", name="falcon")["said"]
    assert "cannot be used as a name" in click(type="rename", name="..")["said"]
    assert click(type="hello")["said"] == 'You are learning as "falcon".'
