"""`python start.py class report` on files that were damaged or made to harm: one page, or one sentence, never more."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hand_ins import RIGHT, WRONG, attempt, text

from course_utils.__main__ import main

STORED = Path(__file__).parent / "stored" / "handed-in"
PARTS = [
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b"{", b"}", b"[" * 3000, b"]" * 50, b"\\", b"\\ud800", b"\n", b"\r",
    b"\xe2\x80\xae", b"\x1b[31m", b"</script><script>", b"=1+1", b"1e999", b"NaN", b"-1", b"9" * 5000, b"null", b"true",
    b'"id":', b'"time":"9999-12-31T23:59:59-14:00"', b'"quiz":"loaded/', b'{"quiz":"loaded/x","question":{}}\n', b",",
]  # fmt: skip


def damaged(data, chance):
    """Return bytes with some changed, left out, doubled and put in."""
    data = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        place, length = chance.randrange(len(data)), int(chance.paretovariate(0.7))
        match chance.randrange(4):
            case 0:
                data[place] ^= 1 << chance.randrange(8)
            case 1:
                data[place : place + length] = b""
            case 2:
                data[place:place] = data[place : place + min(length, 2000)]
            case _:
                data[place:place] = chance.choice(PARTS)
        data = data or bytearray(b"x")
    return bytes(data)


@pytest.mark.parametrize("seed", range(3))
def test_hundreds_of_damaged_files_beside_a_good_one(seed, tmp_path, capfd):
    chance = random.Random(seed)
    whole = [file.read_bytes() for file in sorted(STORED.iterdir())]
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(200):
        data = damaged(chance.choice(whole)[: chance.choice((1500, 9000))], chance)
        (folder / f"{number:03}.jsonl").write_bytes(data)
    (folder / "good.jsonl").write_text(text("good", [attempt("01-c01", RIGHT, id="good-1")]), "utf-8")
    for arguments in (["report", "--tables", str(tmp_path / "tables")], ["gradebook", "--format", "canvas"]):
        out = tmp_path / f"{arguments[0]}.out"
        assert main(["class", arguments[0], str(folder), "--out", str(out), *arguments[1:]]) == 0
        said = capfd.readouterr()
        assert "Traceback" not in said.out + said.err
        assert "good" in out.read_text("utf-8")
    page = (tmp_path / "report.out").read_text("utf-8")
    assert "<script" not in page and "\x1b" not in page and "\u202e" not in page


def command(place, folder, **environment):
    arguments = [sys.executable, "-m", "course_utils", "class", "report", str(folder), "--out", str(place / "r.html")]
    return subprocess.run(arguments, capture_output=True, text=True, env=os.environ | environment, timeout=120)


@pytest.mark.skipif(os.name == "nt", reason="names of folders are always text there")
def test_a_folder_for_temporary_files_with_a_name_that_is_no_text_is_said(tmp_path):
    place = tmp_path / os.fsdecode(b"\xff")
    place.mkdir()
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_text(text("a", [attempt("01-c01", WRONG)]), "utf-8")
    done = command(tmp_path, tmp_path / "in", TMPDIR=str(place))
    assert done.returncode == 1
    assert "The name of the folder for temporary files is not UTF-8" in done.stderr
    assert "Traceback" not in done.stderr
