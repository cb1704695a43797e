"""The file to hand in: whole, complete, without reflections unless asked for, and harmless when it comes back."""

import json
import os

import IPython.lib.pretty
import pytest
from samples import QUESTIONS, TOML, quiz, right

from course_utils import progress
from course_utils import quiz as quizzes
from course_utils.attempts import learner, loaded_quizzes, store
from course_utils.errors import CourseError
from course_utils.progress import submission


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """Return a function that goes to another machine, on which there is nothing yet."""

    def go():
        monkeypatch.setenv("COURSE_HOME", str(tmp_path / "elsewhere"))
        return tmp_path / "elsewhere"

    return go


def work():
    asked = quiz()
    for kind, question in QUESTIONS.items():
        asked.answer(f"x-{kind}", right(question), seconds=3)


def lines(file):
    return [json.loads(line) for line in file.read_bytes().splitlines()]


def test_everything_comes_back_on_another_machine(elsewhere):
    learner.switch("fig tree")
    work()
    before = progress.attempts()
    file = progress.export(reflections=True)
    elsewhere()
    assert progress.who() == "me"
    said = progress.restore(file)
    assert progress.who() == "fig tree"
    assert progress.attempts() == before
    assert f'{len(before)} answers of "fig tree" are back' in said.text
    assert store.read().problems == ()


def test_nothing_is_counted_twice(elsewhere, home):
    work()
    file = progress.export(reflections=True)
    assert "0 answers" in progress.restore(file).text
    assert len(progress.attempts()) == len(QUESTIONS)
    elsewhere()
    progress.restore(file)
    work()
    again = progress.export(reflections=True)
    progress.restore(file)
    progress.restore(again)
    assert len(progress.attempts()) == 2 * len(QUESTIONS)
    assert store.read().problems == ()


def test_an_attempt_that_was_changed_does_not_take_the_place_of_the_one_that_is_there():
    quiz().answer("x-choice", "In Sirte")
    file = progress.export()
    file.write_text(file.read_text("utf-8").replace('"score":0.0', '"score":1.0'), "utf-8")
    progress.restore(file)
    assert [one.score for one in progress.attempts()] == [0]


def test_reflections_stay_unless_asked_for_and_guesses_go_along():
    quiz().answer("x-reflect", "My uncle was there.")
    quiz().answer("x-predict", "Yes")
    without, with_them = progress.export().read_text("utf-8"), progress.export(reflections=True).read_text("utf-8")
    assert "My uncle" not in without
    assert "My uncle" in with_them
    assert '"x-predict"' in without
    assert lines(progress.export())[0]["reflections"] is False
    assert "My uncle" not in submission.contents("me").decode()


def test_the_file_lies_with_the_work_it_is_made_of_and_goes_with_it(home, tmp_path):
    learner.switch("fig tree")
    work()
    file = progress.export()
    assert file == home / "fig tree" / "hand-in-fig-tree.jsonl"
    assert progress.export() == file  # the next one takes its place
    assert [one.name for one in file.parent.iterdir() if one.is_file()] == [file.name]
    assert progress.export(path=tmp_path).name == file.name
    assert progress.export(path=tmp_path / "mine.jsonl").read_bytes()
    assert progress.export(path=str(tmp_path / "new" / "mine.jsonl")).exists()
    learner.forget("fig tree")
    assert not file.exists()


def test_a_notebook_says_where_the_file_is_what_is_in_it_and_that_everybody_starts_with_one_name(home, monkeypatch):
    def shown(file):
        return IPython.lib.pretty.pretty(file)

    work()
    said = shown(progress.export())
    assert said.startswith('The file for "me" is made, without your reflections: ')
    assert str(home / "me" / "hand-in-me.jsonl") in said and "pick a made-up name" in said
    monkeypatch.chdir(home.parent)
    learner.switch("fig tree")
    said = shown(progress.export(reflections=True))
    assert said.endswith("with your reflections: my_work/fig tree/hand-in-fig-tree.jsonl")


def test_it_says_whose_it_is_and_of_which_course(home):
    from course_utils import __version__

    learner.switch("ليلى")
    work()
    head = lines(progress.export())[0]
    assert (head["learner"], head["course"], head["form"]) == ("ليلى", __version__, submission.FORM)
    assert head["lines"] == len(QUESTIONS) - 1
    read = submission.read(progress.export())
    assert (read.learner, read.course, read.reflections) == ("ليلى", __version__, False)
    assert len(read.attempts) == len(QUESTIONS) - 1


def test_questions_that_the_course_does_not_ship_go_along_and_come_back(elsewhere, tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text(TOML, "utf-8")
    unanswered = tmp_path / "other.toml"
    unanswered.write_text(TOML, "utf-8")
    quizzes.load(unanswered)
    mine = quizzes.load(file)
    quizzes.load(file)
    mine.answer("x-choice", "In Tripoli")
    quizzes.show("00-start-here/check").answer("00-c01", "What the new words give")
    for _ in range(2):
        sent = progress.export()
        found = [(quiz_, quizzes.formats.question(table, "sent")) for quiz_, table in submission.read(sent).questions]
        assert sorted(found, key=lambda one: one[1].id) == [
            ("loaded/mine", question) for question in sorted(QUESTIONS.values(), key=lambda one: one.id)
        ]
        elsewhere()
        progress.restore(sent)


def test_a_changed_loaded_file_is_kept_in_both_versions(tmp_path):
    file = tmp_path / "mine.toml"
    for text in ("Where did they meet?", "Where was it?"):
        file.write_text(TOML.replace("Where did they meet?", text), "utf-8")
        quizzes.load(file).answer("x-choice", "In Tripoli")
    texts = [table["text"] for _, table in submission.read(progress.export()).questions if table["id"] == "x-choice"]
    assert sorted(texts) == ["Where did they meet?", "Where was it?"]


def good(**head):
    attempt = {"id": "a", "time": "2026-01-15T10:00:00+00:00", "quiz": "q", "question": "x", "version": 1,
               "kind": "choice", "response": "A", "verdict": "right", "score": 1.0}  # fmt: skip
    first = {"form": submission.FORM, "learner": "fig", "course": "1", "made": "", "lines": 1, "reflections": False}
    return [first | head, attempt]


def text(*values):
    return "\n".join(one if isinstance(one, str) else json.dumps(one) for one in values) + "\n"


HEAD, ATTEMPT = good()
HOSTILE = {
    "empty": "",
    "not JSON": "hello\n",
    "a list": "[]\n",
    "another form": text(good(form="other")[0], ATTEMPT),
    "no form": text({"learner": "fig", "lines": 1}, ATTEMPT),
    "a line missing": text(HEAD),
    "a line too many": text(HEAD, ATTEMPT, ATTEMPT),
    "torn": text(HEAD, ATTEMPT)[:-30],
    "score 7": text(HEAD, ATTEMPT | {"score": 7}),
    "no zone": text(HEAD, ATTEMPT | {"time": "2026-01-15T10:00:00"}),
    "nan": text(HEAD, json.dumps(ATTEMPT).replace("1.0", "NaN")),
    "half a character": text(HEAD, json.dumps(ATTEMPT).replace('"A"', '"\\ud800"')),
    "half a character in a question": text(good(lines=2)[0], ATTEMPT, '{"quiz":"loaded/x","question":{"a":"\\ud800"}}'),
    "a question of the course": text(good(lines=2)[0], ATTEMPT, '{"quiz":"00/check","question":{}}'),
    "a question that is none": text(good(lines=2)[0], ATTEMPT, '{"quiz":"loaded/x","question":[]}'),
    "a name that climbs": text(good(learner="../../etc")[0], ATTEMPT),
    "an absolute name": text(good(learner="/tmp/x")[0], ATTEMPT),
    "a name of a device": text(good(learner="CON")[0], ATTEMPT),
    "a name that is none": text(good(learner=7)[0], ATTEMPT),
    "nested": text(HEAD, "[" * 100_000 + "]" * 100_000),
    "nested response": text(HEAD, json.dumps(ATTEMPT).replace('"A"', "[" * 50_000 + "]" * 50_000)),
    "one long line": text(HEAD, ATTEMPT | {"response": "x" * store.LONGEST_LINE}),
    "too many": text(good(lines=60_000)[0], *[ATTEMPT | {"id": str(n)} for n in range(60_000)]),
    "bytes": "\x00\x01",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_or_broken_file_is_refused_in_one_sentence_and_nothing_is_written(what, tmp_path, home):
    file = tmp_path / "<b>work.jsonl"
    file.write_bytes(HOSTILE[what].encode("utf-8", "surrogatepass"))
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(CourseError) as error:
        progress.restore(file)
    assert "work.jsonl" in str(error.value)
    assert "\n" not in str(error.value)
    assert len(str(error.value)) < 300
    assert sorted(tmp_path.rglob("*")) == before
    assert progress.who() == "me"


def test_a_good_one_beside_them_is_taken(tmp_path):
    file = tmp_path / "work.jsonl"
    file.write_bytes(text(*good()).replace("\n", "\r\n").encode())  # as mail may change it
    progress.restore(file)
    assert [one.id for one in progress.attempts("fig")] == ["a"]


@pytest.mark.parametrize("cut", range(1, 12))
def test_a_file_cut_anywhere_is_refused(cut, tmp_path):
    work()
    data = progress.export().read_bytes()
    file = tmp_path / "cut.jsonl"
    file.write_bytes(data[: len(data) * cut // 12])
    with pytest.raises(CourseError, match="not a whole file"):
        progress.restore(file)


def test_an_oversized_file_is_not_read(tmp_path):
    file = tmp_path / "big.jsonl"
    with file.open("wb") as stream:
        stream.truncate(100_000_000)
    with pytest.raises(CourseError, match="too big"):
        progress.restore(file)


@pytest.mark.parametrize("path", ["nothing.jsonl", ".", "", "a\0b"])
def test_what_is_no_file_is_said(path, tmp_path):
    with pytest.raises(CourseError, match=r"There is no file|could not be read"):
        progress.restore(tmp_path / path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.jsonl")
    with pytest.raises(CourseError, match="There is no file"):
        progress.restore(tmp_path / "pipe.jsonl")


def test_a_full_disk_is_said_and_what_was_there_stays(home, monkeypatch):
    work()
    file = progress.export()
    before, names = file.read_bytes(), sorted(home.rglob("*"))

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(submission.os, "fsync", full)
    with pytest.raises(CourseError, match="No space left"):
        progress.export(reflections=True)
    assert file.read_bytes() == before
    assert sorted(home.rglob("*")) == names


def test_the_button_does_what_the_call_does(home):
    quiz().answer("x-reflect", "My uncle was there.")
    quiz().answer("x-choice", "In Tripoli")
    shown = progress.hand_in()
    sent = []
    shown.send = sent.append
    for reflections in (False, True, "yes"):
        shown._hear(shown, {"type": "make", "reflections": reflections}, [])
    assert ["My uncle" in message["text"] for message in sent] == [False, True, False]
    assert sent[0]["name"] == "hand-in-me.jsonl"
    assert str(home) in sent[0]["said"]
    assert repr(shown) == shown._repr_mimebundle_()["text/plain"]
    (home / "me" / "hand-in-me.jsonl").unlink()
    (home / "me" / "hand-in-me.jsonl").mkdir()
    shown._hear(shown, {"type": "make"}, [])
    assert "could not be written" in sent[-1]["said"]


def test_what_is_kept_of_loaded_files_is_read_with_care(home):
    folder = home / "me" / "loaded"
    folder.mkdir(parents=True)
    for n, data in enumerate([b"", b"[]", b'{"quiz": 1, "questions": []}', b'{"quiz": "loaded/x", "questions": [1]}',
                              b"[" * 100_000, b'{"quiz": "loaded/x", "questions": {}}']):  # fmt: skip
        (folder / f"{n}.json").write_bytes(data)
    (folder / "dir.json").mkdir()
    assert loaded_quizzes.kept() == []


def test_only_the_learner_can_read_what_is_handed_in_and_what_came_back(elsewhere, tmp_path):
    work()
    made = [progress.export(reflections=True), progress.export(path=tmp_path / "taken.jsonl")]
    progress.restore(made[0])
    made += (elsewhere() / "me" / "attempts").glob("restored-*.jsonl")
    progress.restore(made[0])
    made += (elsewhere() / "me" / "attempts").glob("restored-*.jsonl")
    assert len(made) == 3
    if os.name != "nt":
        assert [file.stat().st_mode & 0o077 for file in made] == [0, 0, 0]


def test_work_is_not_added_to_what_somebody_else_has_here(tmp_path):
    learner.switch("Amal")
    quiz().answer("x-reflect", "hers")
    file = progress.export(reflections=True, path=tmp_path / "hers.jsonl")
    quiz().answer("x-reflect", "and more")
    file.write_text(file.read_text("utf-8").replace('"hers"', '"not hers"').replace('-0001"', '-7777"'), "utf-8")
    learner.switch("hare")
    with pytest.raises(
        CourseError, match=r'holds work of "Amal", .* and "hare" is learning now\. Run progress\.restore'
    ):
        progress.restore(file)
    assert (progress.who(), len(progress.attempts("Amal")), len(progress.attempts("hare"))) == ("hare", 2, 0)
    said = progress.restore(file, name="tortoise")  # kept apart
    assert '1 answers of "Amal" are back. They are kept for "tortoise"' in said.text.replace("\n", " ")
    assert (progress.who(), len(progress.attempts()), len(progress.attempts("Amal"))) == ("tortoise", 1, 2)
    progress.restore(file, name="amal")  # asked for by name, which is Amal's
    assert (progress.who(), len(progress.attempts())) == ("Amal", 3)
    assert "0 answers" in progress.restore(file).text  # it is Amal who is learning now
