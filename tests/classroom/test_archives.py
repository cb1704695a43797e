"""Zip archives as platforms give them, and as someone makes them who means harm."""

import io
import stat
import struct
import tempfile
import zipfile
from pathlib import Path

import pytest
from hand_ins import RIGHT, attempt, hand_in, text

import course_class as classroom
from course_utils.attempts import store

WORK = text("inside", [attempt("01-c01", RIGHT, id="inside-1")])


@pytest.fixture
def folder(tmp_path):
    """Return a folder in which one learner has handed in one answer."""
    hand_in(tmp_path / "in" / "good.jsonl", "good", [attempt("01-c01", RIGHT)])
    return tmp_path / "in"


def packed(members, compression=zipfile.ZIP_DEFLATED):
    """Return the bytes of an archive; a member is a name or a ZipInfo, and what is in it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return stream.getvalue()


def named(made, *words):
    return any(all(word in note for word in words) for note in made.problems)


def everything(folder):
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*")}


def test_what_a_platform_gives_is_read_with_no_unpacking(folder):
    (folder / "submissions.zip").write_bytes(
        packed([("Learner 7/", b""), ("Learner 7/hand-in.jsonl", WORK), ("__MACOSX/._x", b"\0"), (".DS_Store", b"\0")])
    )
    made = classroom.report(folder)
    assert (made.learners, made.answers, made.problems) == (2, 2, [])
    assert classroom.report(folder / "submissions.zip").learners == 1


def test_an_archive_by_another_name_is_known_by_what_is_in_it(folder):
    (folder / "work.jsonl").write_bytes(packed([("a.jsonl", WORK)]))
    assert classroom.report(folder).learners == 2


OUT = ["../out.jsonl", "a/../../out.jsonl", "/tmp/out.jsonl", "..\\out.jsonl", "C:\\out.jsonl", "C:/out.jsonl"]


@pytest.mark.parametrize("name", OUT)
def test_a_name_that_leads_out_is_named_and_nothing_is_written_there(name, folder, tmp_path):
    (folder / "slip.zip").write_bytes(packed([(name, WORK), ("kept.jsonl", WORK)]))
    before = everything(tmp_path)
    made = classroom.report(folder)
    assert everything(tmp_path) == before
    assert not Path("/tmp/out.jsonl").exists()
    assert made.learners == 2  # with the one whose name is as it should be
    assert named(made, "slip.zip", "leads out of the archive")


def test_a_link_in_an_archive_is_not_followed(folder, tmp_path):
    secret = hand_in(tmp_path / "secret.jsonl", "secret", [attempt("01-c01", RIGHT, id="secret-1")])
    link = zipfile.ZipInfo("link.jsonl")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    (folder / "links.zip").write_bytes(packed([(link, str(secret))]))
    made = classroom.report(folder)
    assert made.learners == 1
    assert named(made, "links.zip: link.jsonl", "is a link")


@pytest.fixture
def written(monkeypatch):
    """Return a function that says how many bytes the report has put in its own folder by now."""
    folders = []
    real = tempfile.TemporaryDirectory

    def watched(*args, **kwargs):
        folders.append(real(*args, **kwargs))
        return folders[-1]

    monkeypatch.setattr(tempfile, "TemporaryDirectory", watched)
    return lambda: sum(path.stat().st_size for one in folders for path in Path(one.name).rglob("*") if path.is_file())


def bomb(size=200_000_000):
    """Return an archive about a thousand times smaller than what it unpacks to."""
    return packed([("bomb.jsonl", bytes(size))])


def lying(data, size):
    """Return an archive whose members say that they are of another size."""
    data = bytearray(data)
    for signature, place in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        start = data.find(signature)
        while start >= 0:
            struct.pack_into("<L", data, start + place, size)
            start = data.find(signature, start + 1)
    return bytes(data)


BOMBS = {
    "open": (lambda: bomb(), "too big"),
    "lying": (lambda: lying(bomb(), 1000), "bomb.jsonl"),
    "lying small": (lambda: lying(packed([("x.jsonl", WORK + " " * 15_000_000)]), 100), "x.jsonl"),
    "nested": (lambda: packed([(f"{n}.zip", bomb(30_000_000)) for n in range(9)]), "an archive inside an archive"),
    "nested, by another name": (lambda: packed([("a.jsonl", bomb(30_000_000))]), "a.jsonl"),
    "many": (lambda: packed([(f"{n}.jsonl", bytes(19_000_000)) for n in range(20)]), "more than 100 times its size"),
    "many works": (
        lambda: packed([(f"{n}.jsonl", WORK + "\n" * 19_000_000) for n in range(20)]),
        "more than 100 times its size",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("which", BOMBS)
def test_a_bomb_is_named_before_it_fills_the_disk(which, folder, monkeypatch):
    make, why = BOMBS[which]
    (folder / "bomb.zip").write_bytes(make())
    unpacked = []
    real = zipfile.ZipExtFile.read

    def counted(self, *args):
        data = real(self, *args)
        unpacked.append(len(data))
        return data

    monkeypatch.setattr(zipfile.ZipExtFile, "read", counted)
    made = classroom.report(folder)
    assert made.learners <= 2 and made.answers <= 2
    assert named(made, "bomb.zip", why), made.problems
    assert sum(unpacked) < 3 * store.MOST


def test_members_that_lie_over_each_other_unpack_no_further_than_a_bomb(folder):
    # As D. Fifield's "A better zip bomb" (2019): thousands of names for the same compressed bytes.
    data = packed([("a.jsonl", WORK + " " * 5_000_000)])
    start = data.index(b"PK\1\2")
    entry, end = data[start : data.index(b"PK\5\6")], data[data.index(b"PK\5\6") :]
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 5000, 5000, len(entry) * 5000, start, 0)
    (folder / "over.zip").write_bytes(data[:start] + entry * 5000 + end)
    made = classroom.report(folder)
    assert made.answers == 2  # once the good one, once the one inside
    assert named(made, "over.zip")


BROKEN = {
    "empty.zip": b"",
    "text.zip": b"hello",
    "torn.zip": packed([("a.jsonl", WORK * 50)])[:-40],
    "headless.zip": packed([("a.jsonl", WORK)])[60:],
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_archive_is_named(name, folder):
    (folder / name).write_bytes(BROKEN[name])
    made = classroom.report(folder)
    assert made.learners == 1
    assert named(made, name)


def test_a_damaged_member_is_named_and_the_others_are_read(folder):
    data = bytearray(packed([("bad.jsonl", "x" * 3000), ("good.jsonl", WORK)], zipfile.ZIP_STORED))
    data[100] ^= 1
    (folder / "one.zip").write_bytes(bytes(data))
    made = classroom.report(folder)
    assert made.learners == 2
    assert named(made, "one.zip: bad.jsonl", "could not be unpacked")


def test_a_password_is_said(folder):
    data = bytearray(packed([("a.jsonl", WORK)]))
    for signature, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(signature) + place] |= 1
    (folder / "locked.zip").write_bytes(bytes(data))
    made = classroom.report(folder)
    assert made.learners == 1
    assert named(made, "locked.zip: a.jsonl", "password")


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_to_compress(compression, folder):
    (folder / "other.zip").write_bytes(packed([("a.jsonl", WORK)], compression))
    assert classroom.report(folder).learners == 2


def test_an_unknown_way_to_compress_is_said(folder):
    data = bytearray(packed([("a.jsonl", WORK)]))
    for signature, place in ((b"PK\3\4", 8), (b"PK\1\2", 10)):
        struct.pack_into("<H", data, data.index(signature) + place, 98)
    (folder / "odd.zip").write_bytes(bytes(data))
    assert named(classroom.report(folder), "odd.zip: a.jsonl", "could not be unpacked")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_and_names_of_odd_letters(folder):
    second = text("second", [attempt("01-c01", RIGHT, id="second-1")])
    third = text("third", [attempt("01-c01", RIGHT, id="third-1")])
    data = packed([("a.jsonl", WORK), ("a.jsonl", second), ("\x07\u202e<b>.jsonl", third), ("bad.jsonl", "x")])
    (folder / "names.zip").write_bytes(data.replace(b"bad.jsonl", b"b\xff\xfe.jsonl"))
    made = classroom.report(folder)
    assert made.learners == 4
    assert "\u202e" not in made.html and "<b>.jsonl" not in made.html


def test_another_kind_of_archive_is_said(folder):
    (folder / "class.tar.gz").write_bytes(b"\x1f\x8b\x08\0\0\0\0\0")
    (folder / "class.rar").write_bytes(b"Rar!\x1a\7\0")
    made = classroom.report(folder)
    assert named(made, "class.tar.gz", "unpack it first")
    assert named(made, "class.rar", "unpack it first")


def class_of(many):
    return [
        (f"Learner {number:02}/hand-in.jsonl", text(f"learner {number}", [attempt("01-c01", RIGHT, id=f"{number}-1")]))
        for number in range(many)
    ]


ZEROS = {
    "the first names": [("! bad/a.jsonl", bytes(19_900_000)), ("! bad/b.jsonl", bytes(1_000_000))],
    "many": [(f"! bad/{number}.jsonl", bytes(19_900_000 - number)) for number in range(8)],
    "small ones": [(f"! bad/{number:03}.jsonl", bytes(90_000)) for number in range(400)],
    "work with zeros behind it": [("! bad/a.jsonl", WORK.encode() + bytes(19_000_000)), ("! bad/b.jsonl", bytes(7**8))],
    "too big": [("! bad/a.jsonl", bytes(21_000_000))],
}


@pytest.mark.parametrize("which", ZEROS)
def test_what_one_learner_puts_in_never_keeps_out_the_others(which, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "class.zip").write_bytes(packed([*ZEROS[which], *class_of(30)]))
    made = classroom.report(tmp_path / "in")
    assert made.learners in (30, 31) and made.answers in (30, 31)
    if len(ZEROS[which]) < 5:
        for name, _ in ZEROS[which]:
            assert named(made, f"class.zip: {name}")
    assert named(made, "class.zip: ! bad/")


def test_members_are_counted_in_the_order_of_their_names_whatever_their_size(tmp_path):
    big = text("big", [attempt("01-x01", "x" * 5000, number, id=f"big-{number}") for number in range(9)])
    (tmp_path / "class.zip").write_bytes(packed([("a.jsonl", big), *class_of(2)]))
    made = classroom.report(tmp_path / "class.zip", tables=tmp_path)
    assert [row[0] for row in made.people] == ["learner 0", "learner 1", "big"]


@pytest.mark.parametrize("inside", [[], [("Learner 7/", b""), ("__MACOSX/._x", b"\0")]])
def test_an_archive_with_nothing_in_it_is_named(inside, folder):
    (folder / "empty.zip").write_bytes(packed(inside))
    made = classroom.report(folder)
    assert named(made, "empty.zip", "no file in it")


def test_a_very_long_name_is_cut_in_the_notes(folder):
    (folder / "long.zip").write_bytes(packed([("n" * 60_000 + ".jsonl", b"x"), ("m" * 60_000 + ".rar", b"x")]))
    made = classroom.report(folder)
    assert named(made, "long.zip: nnn", "not a file that progress.export() made")
    assert named(made, "long.zip: mmm")
    assert all(len(note) < 400 for note in made.problems)
