"""Attempts on disk: what was shown is there, what is foreign is stepped over, and a full disk is said at once."""

import json
import os
import random
import re
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import heard, quiz

from course_utils import progress
from course_utils.attempts import learner, store

PROGRAM = Path(__file__).with_name("answering.py")
POSIX = pytest.mark.skipif(os.name == "nt", reason="needs POSIX: kill -9, fork, limits or special files")
GOOD = {
    "id": "a-0001", "time": "2026-01-15T10:00:00+00:00", "quiz": "q", "question": "q1", "version": 1, "kind": "text",
    "response": "x", "verdict": "right", "score": 1.0,
}  # fmt: skip


def line(**changes):
    return json.dumps(GOOD | changes).encode() + b"\n"


@pytest.fixture
def start():
    """Return a way to start a kernel of the tests; none outlives the test."""
    started = []

    def kernel(*arguments):
        command = [sys.executable, str(PROGRAM), *arguments]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")
        started.append(child)
        return child

    yield kernel
    for child in started:
        child.kill()
        child.wait()
        child.stdout.close()
        child.stderr.close()


@pytest.fixture
def attempts(home):
    """Return the folder with the attempts of the learner, empty."""
    folder = home / "me" / "attempts"
    folder.mkdir(parents=True)
    return folder


def marks(reading):
    return [attempt.response.split()[0] for attempt in reading.attempts]


# --- nothing that was shown is lost ---


@POSIX
def test_a_kill_at_any_moment_loses_no_answer_whose_feedback_was_shown(request, home, start):
    times = 200 if request.config.getoption("--long", default=False) else 12
    chance, shown, running = random.Random(5), [], []
    for number in range(times):
        running.append(start("many", f"k{number}"))
        if len(running) == 2:  # two kernels at once, each killed at a moment of its own
            shown += [mark for child in running for mark in killed(child, chance.uniform(0, 0.08))]
            running.clear()
    assert len(shown) > times
    reading = store.read()
    stored = marks(reading)
    assert set(shown) <= set(stored)
    assert len(set(stored)) == len(stored) == len({attempt.id for attempt in reading.attempts})
    # What is there and was not shown is at most the one answer that each was about.
    assert len(stored) <= len(shown) + times
    assert len(list((home / "me" / "attempts").iterdir())) == times
    assert len(reading.problems) <= times


def killed(child, after):
    """Return what a child had printed when it was killed, some time after its first answer."""
    first = child.stdout.readline()
    assert first, child.stderr.read()
    time.sleep(after)
    child.kill()
    with child:
        printed = first + child.stdout.read()
    assert child.returncode == -9
    return [mark.strip() for mark in printed.splitlines(keepends=True) if mark.endswith("\n")]


def test_two_kernels_at_once_lose_nothing_and_nothing_counts_twice(home, start):
    children = [start("many", mark, "60") for mark in ("one", "two")]
    seen = 0
    while any(child.poll() is None for child in children):  # a third kernel reads all the while
        reading = store.read()
        assert len(reading.attempts) >= seen
        seen = len(reading.attempts)
    for child in children:
        assert child.communicate()[1] == ""
        assert child.returncode == 0
    reading = store.read()
    assert reading.problems == ()
    assert sorted(marks(reading)) == sorted(f"{mark}-{n}" for mark in ("one", "two") for n in range(60))
    for mark in ("one", "two"):
        numbers = [int(found.split("-")[1]) for found in marks(reading) if found.startswith(mark)]
        assert numbers == list(range(60))
    assert len(list((home / "me" / "attempts").iterdir())) == 2


@POSIX
def test_a_fork_writes_a_file_of_its_own(home, start):
    assert start("fork").communicate(timeout=60)[1] == ""
    reading = store.read()
    assert reading.problems == ()
    assert len(reading.attempts) == 41 == len({attempt.id for attempt in reading.attempts})
    files = [file.read_text("utf-8") for file in (home / "me" / "attempts").iterdir()]
    assert sorted(len(text.splitlines()) for text in files) == [20, 21]
    assert not any("child" in text and "parent" in text for text in files)


# --- what is not ours is stepped over ---

FOREIGN = {
    "torn": line()[:40],
    "empty object": b"{}\n",
    "foreign": b"hello, this is a note\n",
    "a list": b"[1, 2]\n",
    "a number": b"7\n",
    "binary": bytes(range(256)).replace(b"\n", b"") + b"\n",
    "invalid UTF-8": line().replace(b'"x"', b'"\xff\xfe"'),
    "a carriage return in it": b"hello\rthere\r" + line()[:30] + b"\n",
    "UTF-16": line()[:-1].decode().encode("utf-16-le").replace(b"\n", b"") + b"\n",
    "zeros, as a crash leaves them": b"\0" * 300 + b"\n",
    "deep lists": line().replace(b'"x"', b"[" * 50_000 + b"]" * 50_000),
    "deep objects": line().replace(b'"x"', b'{"a":' * 30_000 + b"1" + b"}" * 30_000),
    "score 7": line(score=7),
    "score below 0": line(score=-0.1),
    "score NaN": line(score=float("nan")),
    "score infinite": line(score=float("inf")),
    "score true": line(score=True),
    "score a text": line(score="1"),
    "score immense": line().replace(b"1.0", b"1" + b"0" * 4000),
    "a number of too many digits": line().replace(b'"x"', b"9" * 10_000),
    "response NaN": line(response=[float("nan")]),
    "response 1e999": line().replace(b'"x"', b"1e999"),
    "half an emoji": line(response="\ud83d"),
    "version a text": line(version="1"),
    "version 0": line(version=0),
    "hint null": line(hint=None),
    "seconds a text": line(seconds="3"),
    "seconds below 0": line(seconds=-3),
    "confidence a list": line(confidence=["certain"]),
    "objective a number": line(objective=3),
    "no time": line(time="yesterday"),
    "time without zone": line(time="2026-01-15T10:00:00"),
    "id a number": line(id=1),
    "question missing": line(question=None),
}


@pytest.mark.parametrize("foreign", FOREIGN.values(), ids=FOREIGN)
def test_a_foreign_line_is_named_stepped_over_and_left(attempts, foreign):
    content = line(id="1") + foreign.rstrip(b"\n") + b"\n" + line(id="2")
    file = attempts / "a.jsonl"
    file.write_bytes(content)
    reading = store.read()
    assert [attempt.id for attempt in reading.attempts] == ["1", "2"]
    assert reading.problems == ("a.jsonl, line 2: not a whole attempt; it was stepped over and left as it is.",)
    assert file.read_bytes() == content
    file.write_bytes(line(id="1") + foreign)  # at the end of a file, where a kill leaves it
    assert [attempt.id for attempt in store.read().attempts] == ["1"]
    assert len(store.read().problems) == 1


def test_what_another_version_of_the_course_adds_or_leaves_out_is_no_fault(attempts):
    older = {name: value for name, value in GOOD.items() if name not in {"version", "score", "response"}}
    (attempts / "a.jsonl").write_bytes(json.dumps(older).encode() + b"\r\n\n" + line(id="2", mood="good").rstrip())
    reading = store.read()
    assert [(attempt.id, attempt.version, attempt.score) for attempt in reading.attempts] == [
        ("2", 1, 1.0),
        ("a-0001", 1, None),
    ]
    assert reading.problems == ()


@settings(max_examples=50)
@given(st.binary(max_size=300))
def test_no_bytes_make_reading_raise(content):
    folder = learner.folder() / "attempts"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "a.jsonl").write_bytes(line(id="1") + content + b"\n" + line(id="2"))
    reading = store.read()
    assert [attempt.id for attempt in reading.attempts] == ["1", "2"]
    assert bool(reading.problems) == bool(content.strip())


@given(
    st.dictionaries(
        st.sampled_from(sorted(GOOD)), st.none() | st.booleans() | st.floats() | st.text() | st.lists(st.text())
    )
)
def test_no_field_makes_reading_raise(changes):
    folder = learner.folder() / "attempts"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "a.jsonl").write_bytes(line(**changes) + line(id="last", time="2027-01-01T00:00:00+00:00"))
    reading = store.read()
    assert len(reading.attempts) + len(reading.problems) >= 1
    assert "last" in [attempt.id for attempt in reading.attempts]
    assert all(attempt.score is None or 0 <= attempt.score <= 1 for attempt in reading.attempts)


def test_the_same_attempt_in_two_files_counts_once_and_is_said(attempts):
    (attempts / "a.jsonl").write_bytes(line(id="1") + line(id="2"))
    (attempts / "b copy.jsonl").write_bytes(line(id="1") + line(id="2", score=0) + line(id="3"))
    reading = store.read()
    assert [(attempt.id, attempt.score) for attempt in reading.attempts] == [("1", 1), ("2", 1), ("3", 1)]
    assert reading.problems == (
        "b copy.jsonl: attempts that were already read stand here again (2); each counts once.",
    )


def test_the_mark_that_some_editors_begin_a_file_with_hides_no_answer(attempts):
    (attempts / "a.jsonl").write_bytes(b"\xef\xbb\xbf" + line(id="1") + line(id="2"))
    assert [attempt.id for attempt in store.read().attempts] == ["1", "2"]
    assert store.read().problems == ()


@pytest.mark.parametrize("end", [b"\r", b"\r\n", b"\n\r", b"\r\r\n"])
def test_whatever_an_editor_ends_lines_with_each_is_an_answer(attempts, end):
    whole = b"".join(line(id=f"{n:04}", response="x" * 400).rstrip() + end for n in range(1000))
    (attempts / "a.jsonl").write_bytes(whole)
    assert [attempt.id for attempt in store.read().attempts] == [f"{n:04}" for n in range(1000)]
    assert store.read().problems == ()


def test_a_clock_that_is_set_back_does_not_bring_an_older_answer_back(monkeypatch):
    for day in ("2030-03-01", "2026-01-15"):
        monkeypatch.setenv("COURSE_TODAY", day)
        store._session.cache_clear()
        quiz().answer("x-reflect", f"given on {day}")
    assert quiz().last_answers()["x-reflect"][0] == "given on 2026-01-15"
    assert [attempt.response for attempt in progress.attempts()] == ["given on 2030-03-01", "given on 2026-01-15"]
    learner.switch("hare")
    quiz().answer("x-reflect", "mine")
    assert progress.attempts()[-1].time.startswith("2026-01-15")  # the clock of others is not hers


def test_in_a_session_answers_are_in_the_order_in_which_they_were_given(attempts):
    """As an earlier version stored them where the clock was set back, and with more than 9,999 answers."""
    ids = [("s-0001", 2030), ("s-0002", 2026), ("s-9999", 2026), ("s-10000", 2026), ("t-0001", 2027)]
    lines = [line(id=id_, time=f"{year}-01-15T10:00:00+00:00") for id_, year in ids]
    (attempts / "a.jsonl").write_bytes(b"".join(lines[::-1]))
    assert [attempt.id for attempt in store.read().attempts] == ["t-0001", "s-0001", "s-0002", "s-9999", "s-10000"]


def test_attempts_are_in_order_of_time_whatever_the_zone(attempts):
    times = ["2026-01-15T09:30:00+00:00", "2026-01-15T10:00:00+01:00", "2026-01-15T01:00:00-09:00"]
    (attempts / "a.jsonl").write_bytes(b"".join(line(id=str(n), time=time) for n, time in enumerate(times)))
    assert [attempt.id for attempt in store.read().attempts] == ["1", "0", "2"]


def test_what_is_not_a_file_of_ours_is_left_alone(attempts):
    (attempts / "notes.txt").write_text("hello")
    (attempts / "folder.jsonl").mkdir()
    (attempts / "gone.jsonl").symlink_to(attempts / "nowhere")
    if hasattr(os, "mkfifo"):
        os.mkfifo(attempts / "pipe.jsonl")  # reading it would wait for ever
        (attempts / "zeros.jsonl").symlink_to("/dev/zero")  # and this would never end
    (attempts / "x.jsonl").write_bytes(line())
    reading = store.read()
    assert len(reading.attempts) == 1
    names = {problem.split()[0] for problem in reading.problems}
    assert names == {file.name for file in attempts.iterdir()} - {"notes.txt", "x.jsonl"}


@POSIX
def test_the_name_of_a_file_can_always_be_said(attempts):
    (Path(os.fsdecode(os.fsencode(attempts) + b"/\xff.jsonl"))).write_bytes(b"hello\n")
    [problem] = store.read().problems
    assert problem.encode().startswith(b"?.jsonl, line 1")


# --- and however big it is ---

MB = 1_000_000
BIG = {
    "a line of 100 MB": ([b"x" * MB] * 100 + [b"\n"], 1, 1),
    "a line of 100 MB that begins well": ([line()[:-20], *[b"x" * MB] * 100, b"\n"], 1, 1),
    "100 MB of notes": ([b"hello\n" * (MB // 6)] * 100, 22, 0),
    "100 MB of empty lines": ([b"\n" * MB] * 100, 1, 0),
    "100 MB of binary": ([bytes(range(256)) * (MB // 256)] * 100, 22, 0),
    "100 MB without an end": ([b"\0" * MB] * 100, 1, 0),
}


@pytest.mark.parametrize(("parts", "problems", "after"), BIG.values(), ids=BIG)
def test_100_mb_are_reported_and_stepped_over_in_little_memory(attempts, parts, problems, after):
    with (attempts / "big.jsonl").open("wb") as stream:
        stream.write(line(id="1"))
        for part in parts:
            stream.write(part)
        stream.write(line(id="2"))
    (attempts / "later.jsonl").write_bytes(line(id="3"))
    size = (attempts / "big.jsonl").stat().st_size
    tracemalloc.start()
    reading = store.read()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 3 * MB
    assert {attempt.id for attempt in reading.attempts} == {"1", "3"} | ({"2"} if after else set())
    assert len(reading.problems) == problems
    assert (attempts / "big.jsonl").stat().st_size == size
    (attempts / "big.jsonl").unlink()  # pytest keeps the folders of the last runs


def test_100_mb_of_whole_attempts_are_read_up_to_a_limit(attempts, monkeypatch):
    monkeypatch.setattr(store, "MOST", 1 * MB)
    with (attempts / "big.jsonl").open("wb") as stream:
        for number in range(20_000):
            stream.write(line(id=str(number)))
    reading = store.read()
    assert 2000 < len(reading.attempts) < 2600
    [problem] = reading.problems
    assert re.fullmatch(r"big\.jsonl is too big: what follows line \d+ was not read and left as it is\.", problem)


def test_an_attempt_as_long_as_can_be_is_read_and_a_longer_one_is_not(attempts):
    room = store.LONGEST_LINE - len(line(response=""))
    (attempts / "a.jsonl").write_bytes(
        line(response="x" * room) + line(id="a-0002", response="x" * (room + 1)) + line(id="3")
    )
    reading = store.read()
    assert [attempt.id for attempt in reading.attempts] == ["3", "a-0001"]
    assert len(reading.problems) == 1 and "line 2" in reading.problems[0]


# --- a disk that does not take what is written ---


def assert_said(problem, home):
    assert problem.startswith(f"Your work could not be saved in {home} (")
    assert problem.endswith("answer again.") and "\n" not in problem


@POSIX
def test_a_disk_that_is_full_in_the_middle_of_a_line_is_said_and_the_next_answer_is_whole(home, start):
    child = start("cut")
    out, err = child.communicate(timeout=60)
    assert err == ""
    problems = json.loads(out)
    assert [problem is None for problem in problems] == [True, False, False, True, True]
    assert_said(problems[1], home)
    assert_said(problems[2], home)
    reading = store.read()
    assert [attempt.response for attempt in reading.attempts] == ["first", "after 0", "after 1"]
    assert len(reading.problems) == 1 and "line 2: not a whole attempt" in reading.problems[0]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, a disk that is always full")
def test_a_full_disk_is_said_and_the_answer_can_be_given_again(home):
    asked = quiz()
    said = heard(asked.widget)
    asked.answer("x-choice", "In Sirte")
    [file] = (home / "me" / "attempts").iterdir()
    kept = file.rename(home / "kept")
    file.symlink_to("/dev/full")
    feedback = asked.answer("x-choice", "In Tripoli")
    assert_said(feedback.problem, home)
    assert "No space left on device" in feedback.problem
    assert feedback.score == 1  # the feedback is there, with the answer on screen
    assert said[-1]["answer"]["stored"] is False
    assert said[-1]["answer"]["response"] == "In Tripoli"
    file.unlink()
    kept.rename(file)
    assert asked.answer("x-choice", "In Tripoli").problem is None
    reading = store.read()
    assert [attempt.response for attempt in reading.attempts] == ["In Sirte", "In Tripoli"]
    assert reading.problems == ()


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="needs root, to mount a small disk")
def test_a_small_disk_that_fills_up_keeps_every_answer_it_said_it_has(home):
    home.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(home)], capture_output=True)
    if mounted.returncode:
        pytest.skip("this root may not mount")
    try:
        asked = quiz()
        ballast = home / "ballast"
        ballast.write_bytes(b"x" * 30_000)
        said = [asked.answer("x-reflect", f"a{number} {'x' * 900}").problem for number in range(60)]
        saved = [f"a{number}" for number, problem in enumerate(said) if problem is None]
        full = [problem for problem in said if problem]
        assert len(saved) > 5 and len(full) > 5
        for problem in full:
            assert_said(problem, home)
        assert marks(store.read()) == saved
        ballast.unlink()
        assert asked.answer("x-reflect", "back").problem is None
        assert marks(store.read()) == [*saved, "back"]
        assert len(store.read().problems) <= 1
    finally:
        subprocess.run(["umount", str(home)], check=True)


@pytest.mark.parametrize("where", [".", "me", "me/attempts"])
def test_a_file_in_place_of_a_folder_is_said(home, where):
    blocked = home / where
    blocked.parent.mkdir(parents=True, exist_ok=True)
    blocked.write_text("not a folder")
    asked = quiz()
    assert_said(asked.answer("x-choice", "In Tripoli").problem, home)
    assert store.read().attempts == ()
    assert blocked.read_text() == "not a folder"
    assert len(store.read().problems) == 1
    blocked.unlink()
    assert asked.answer("x-choice", "In Tripoli").problem is None
    assert len(progress.attempts()) == 1


@POSIX
def test_a_folder_without_write_access_is_said(home):
    (home / "me" / "attempts").mkdir(parents=True)
    (home / "me" / "attempts").chmod(0o500)
    try:
        problem = quiz().answer("x-choice", "In Tripoli").problem
        if os.geteuid() == 0:
            assert problem is None  # root may write anywhere
        else:
            assert_said(problem, home)
    finally:
        (home / "me" / "attempts").chmod(0o700)


@POSIX
def test_only_the_learner_can_read_the_answers(home):
    quiz().answer("x-reflect", "private")
    [file] = (home / "me" / "attempts").iterdir()
    assert file.stat().st_mode & 0o077 == 0
