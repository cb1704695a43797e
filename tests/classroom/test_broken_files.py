"""Files that are broken, hostile or no files at all: each is named, none stops the report or hides the others."""

import os
import re
import socket
import stat
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from hand_ins import RIGHT, WRONG, attempt, hand_in, line, text

import course_class as classroom
from course_utils.attempts import store
from course_utils.errors import CourseError

GOOD = [attempt("01-c01", RIGHT, 1), attempt("01-c01", WRONG, 2)]
LONG = 300_000


@pytest.fixture
def folder(tmp_path):
    """Return a folder in which one learner has handed in two answers."""
    hand_in(tmp_path / "in" / "good.jsonl", "good", GOOD)
    return tmp_path / "in"


def others(number=2, **changed):
    """Return answers that are not those of the good file."""
    return [attempt("01-c01", WRONG, n, id=f"other-{n}", **changed) for n in range(number)]


def named(made, file, *words):
    """Say whether a note names the file and says all of the words."""
    notes = [note for note in made.problems if file in note]
    assert notes, made.problems
    assert all("\n" not in note and len(note) < 400 for note in notes)
    return any(all(word in note for word in words) for note in notes)


NO_WORK = "not a file that progress.export() made"
NOTHING_TAKEN = {
    "empty.jsonl": (b"", "empty"),
    "a picture.jsonl": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", NO_WORK),
    "a page.html": (b"<script>alert(1)</script>", NO_WORK),
    "a list.jsonl": (b"[1, 2]\n", NO_WORK),
    "nested.jsonl": (b"[" * 100_000, NO_WORK),
    "zeros.jsonl": (bytes(5000), NO_WORK),
    "no head.jsonl": ("".join(line(one) + "\n" for one in others()).encode(), NO_WORK),
    "utf-16 without a mark.jsonl": (text("ليلى", others()).encode("utf-16-le"), NO_WORK),
    "latin-1 name.jsonl": (text("Zoë", others()).encode("latin-1"), NO_WORK),
    "put together.jsonl": ((text("a", others()) + text("b", others())).encode(), "files were put together"),
}  # fmt: skip


@pytest.mark.parametrize("name", NOTHING_TAKEN)
def test_what_cannot_be_read_is_named_and_left_out(name, folder):
    data, why = NOTHING_TAKEN[name]
    (folder / name).write_bytes(data)
    made = classroom.report(folder)
    assert (made.learners, made.answers) == (1, 2)
    assert named(made, name, why)


SAVED_AGAIN = {
    "utf-16.jsonl": lambda text: text.encode("utf-16"),
    "utf-16-be.jsonl": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "mac.jsonl": lambda text: text.replace("\n", "\r").encode(),
}
AS_GOOD = {
    "windows.jsonl": lambda text: text.replace("\n", "\r\n").encode(),
    "notepad.jsonl": lambda text: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(),
    "no last line end.jsonl": lambda text: text.rstrip("\n").encode(),
    "blank lines.jsonl": lambda text: text.replace("\n", "\n\n").encode(),
}


@pytest.mark.parametrize("name", SAVED_AGAIN | AS_GOOD)
def test_a_file_that_another_program_saved_again_is_read(name, folder):
    (folder / name).write_bytes((SAVED_AGAIN | AS_GOOD)[name](text("ليلى", others())))
    made = classroom.report(folder)
    assert (made.learners, made.answers) == (2, 4)
    assert "ليلى" in made.html
    if name in SAVED_AGAIN:
        assert named(made, name, "saved again by another program")
    else:
        assert made.problems == []


def broken_lines():
    first, second = map(line, others())
    return {
        "torn.jsonl": (f"{first}\n{second[:-20]}", "1 of 2 lines cannot be read", "line 3"),
        "cut.jsonl": (f"{first}\n", "1 line of 2 missing", "cut off"),
        "latin-1.jsonl": (
            f"{first}\n".encode() + second.replace(f'"{WRONG}"', '"é"').encode("latin-1"),
            "1 of 2",
            "line 3",
        ),
        "nul.jsonl": (f"{first}\n{second[:-30]}\0{second[-30:]}\n", "1 of 2", "line 3"),
        "one.jsonl": (f"{first}\n{second[:-30]}\1{second[-30:]}\n", "1 of 2", "line 3"),
        "nan.jsonl": (f"{first}\n" + second.replace('"seconds":10', '"seconds":NaN'), "1 of 2", "line 3"),
        "score.jsonl": (f"{first}\n" + second.replace('"score":0.0', '"score":7'), "1 of 2", "line 3"),
        "zone.jsonl": (f"{first}\n" + second.replace("+02:00", ""), "1 of 2", "line 3"),
        "day.jsonl": (f"{first}\n" + second.replace("2026-01-15", "2026-02-31"), "1 of 2", "line 3"),
        "version.jsonl": (f"{first}\n" + re.sub('"version":[0-9]+', '"version":0', second), "1 of 2", "line 3"),
        "half.jsonl": (f"{first}\n" + second.replace(f'"{WRONG}"', r'"\ud800"'), "1 of 2", "line 3"),
        "long.jsonl": (f"{first}\n" + second.replace(f'"{WRONG}"', f'"{"x" * LONG}"'), "1 of 2", "line 3"),
        "nested.jsonl": (f"{first}\n" + second.replace(f'"{WRONG}"', "[" * 90_000 + "]" * 90_000), "1 of 2", "line 3"),
        "added.jsonl": (
            f"{first}\n{second}\n" + second.replace("other-1", "other-9"),
            "3 lines where",
            "says 2",
        ),
    }


@pytest.mark.parametrize("name", broken_lines())
def test_the_whole_lines_of_a_broken_file_count_and_the_others_are_named(name, folder):
    lines, *why = broken_lines()[name]
    head = text("other", [], lines=2).encode()
    (folder / name).write_bytes(head + (lines if isinstance(lines, bytes) else lines.encode()))
    made = classroom.report(folder)
    assert made.learners == 2
    assert made.answers == {"added.jsonl": 5}.get(name, 3)
    assert named(made, name, *why)


def test_a_line_of_100_mb_is_not_read(folder):
    with (folder / "big.jsonl").open("wb") as stream:
        stream.write(text("other", others()).encode())
        for _ in range(100):
            stream.write(b"x" * 1_000_000)
    made = classroom.report(folder)
    assert (made.learners, made.answers) == (1, 2)
    assert named(made, "big.jsonl", "too big")


def test_the_most_lines_that_one_file_may_have_are_read(folder):
    count = store.MOST // 450
    hand_in(folder / "many.jsonl", "many", others(count))
    assert classroom.report(folder).answers == 2 + count


@contextmanager
def nobody():
    """Be a user who may not read everything."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="this system has other rules for who may read")
def test_what_may_not_be_read_is_named(monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", "/tmp")  # TMPDIR may be where nobody may not go
    with nobody(), tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        hand_in(folder / "good.jsonl", "good", GOOD)
        hand_in(folder / "closed.jsonl", "closed", others()).chmod(0)
        hand_in(folder / "closed folder" / "inside.jsonl", "inside", others())
        (folder / "closed folder").chmod(0)
        made = classroom.report(folder)
        (folder / "closed folder").chmod(0o700)
    assert (made.learners, made.answers) == (1, 2)
    assert named(made, "closed.jsonl", "could not be read", "Permission denied")
    assert named(made, "closed folder", "could not be read", "Permission denied")


@pytest.mark.skipif(os.name == "nt", reason="needs the files that Unix has")
def test_links_pipes_sockets_and_devices_are_named_and_not_opened(folder, tmp_path):
    outside = hand_in(tmp_path / "outside" / "secret.jsonl", "secret", others())
    (folder / "link.jsonl").symlink_to(outside)
    (folder / "folder").symlink_to(outside.parent)
    (folder / "loop").symlink_to(folder)
    (folder / "endless.jsonl").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe.jsonl")
    with suppress(PermissionError):  # only an administrator can make a device
        os.mknod(folder / "device.jsonl", 0o600 | stat.S_IFCHR, os.makedev(1, 5))
    with socket.socket(socket.AF_UNIX) as bound:
        os.chdir(folder)  # the path of a socket must be short
        bound.bind("socket.jsonl")
        made = classroom.report(folder)
    assert (made.learners, made.answers) == (1, 2)
    for name in ("link.jsonl", "folder", "loop", "endless.jsonl"):
        assert named(made, name, "is a link")
    for name in ("pipe.jsonl", "socket.jsonl"):
        assert named(made, name, "is not a file")
    assert not (folder / "device.jsonl").exists() or named(made, "device.jsonl", "is not a file")
    assert "secret" not in made.html


def test_names_of_files_are_said_and_used_whatever_they_are(folder):
    names = ["*.jsonl", "[a-z].jsonl", "a{b,c}.jsonl", "a'b;--.jsonl", "$paths.jsonl", "ليلى.jsonl", "a\nb.jsonl",
             "\u202egnp.jsonl", "<img src=x>.jsonl", f"{'n' * 240}.jsonl", "-rf.jsonl", "x=1"]  # fmt: skip
    for number, name in enumerate(names):
        hand_in(folder / name, f"learner {number}", [attempt("01-c01", WRONG, id=f"{number}-1")])
    odd = os.fsencode(folder) + b"/\xff\xfe.jsonl"
    Path(os.fsdecode(odd)).write_bytes(text("no letters", [attempt("01-c01", WRONG, id="odd-1")]).encode())
    made = classroom.report(folder)
    assert made.learners == 2 + len(names)
    assert made.answers == 3 + len(names)
    assert made.problems == []
    assert "\u202e" not in made.html and "<img" not in made.html


def test_what_a_computer_leaves_in_a_folder_by_itself_is_passed_over(folder):
    for name in (".DS_Store", "Thumbs.db", "desktop.ini", "__MACOSX/._good.jsonl", ".git/config"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"\0\1")
    assert classroom.report(folder).problems == []


def test_a_class_in_folders_within_folders(folder):
    hand_in(folder / "a" / "b" / "c" / "deep.jsonl", "deep", others())
    assert classroom.report(folder).learners == 2


def test_thousands_of_files_of_which_most_are_broken(folder):
    for number in range(3000):
        (folder / f"{number:04}.jsonl").write_bytes(b"nothing" if number % 3 else b"")
    made = classroom.report(folder)
    assert (made.learners, made.answers, len(made.problems)) == (1, 2, 3000)
    assert "0000.jsonl" in made.html and "2,000 more notes" in made.html


def test_one_file_alone_is_a_class_of_one(folder):
    assert classroom.report(folder / "good.jsonl").learners == 1


@pytest.mark.parametrize("name", ["nothing.jsonl", "a\0b", "\udcff"])
def test_a_place_that_is_not_there_is_said(name, folder):
    with pytest.raises(CourseError, match="There is no file or folder"):
        classroom.report(folder / name)


def test_an_empty_folder_is_said(tmp_path):
    made = classroom.report(tmp_path)
    assert (made.learners, made.answers) == (0, 0)
    assert "no answers" in made.html
