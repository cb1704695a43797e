"""What a learner finds wrong with a question or a record: kept, handed in, in the report of a class, and no answer."""

import shutil

import comm
import pytest
from hand_ins import attempt, hand_in
from samples import heard, right

import course_class as classroom
from course_utils import knowledge, progress, quiz, review, sources
from course_utils.attempts import faults, page_lines
from course_utils.errors import UnknownId

SET, ID = "01-the-article/check", "01-c03"
LINE = "Two of them say so. <b>=1+1</b>"


def test_a_line_is_kept_and_is_no_answer():
    asked = quiz.show(SET)
    said = heard(asked.widget)
    before = review.due("02-where-it-happened")
    asked.widget._handle_custom_msg({"type": "fault", "question": ID, "text": f"  {LINE} "}, [])
    assert said == [{"type": "fault", "question": ID, "said": faults.kept_said()}]
    [line] = progress.attempts()
    assert (line.question, line.kind, line.response, line.score) == (f"{ID}/fault", "fault", LINE, None)
    assert asked.last_answers() == {} and review.due("02-where-it-happened") == before
    asked.answer(ID, right(asked.question(ID)))
    asked.say_fault(ID, "And once more.")
    assert asked.last_answers()[ID][1].verdict == "right"


def test_a_line_on_a_record_is_kept_and_is_no_answer():
    before = progress.summary()
    assert sources.say_fault("ev49", f"  {LINE} ") == faults.kept_said()
    [line] = progress.attempts()
    assert (line.question, line.kind, line.response, line.score) == ("record/ev49/fault", "fault", LINE, None)
    assert progress.summary() == before


@pytest.mark.parametrize("kind", ["event", "actor", "place", "document", "voice_set", "relation", "claim", "figure"])
def test_every_kind_of_record_takes_a_line(kind):
    id_ = next(iter(getattr(knowledge, f"{kind}s")()))
    assert sources.say_fault(id_, LINE) == faults.kept_said()
    assert progress.attempts()[-1].question == f"record/{id_}/fault"


def test_a_record_that_does_not_exist_is_named():
    with pytest.raises(UnknownId, match="ev4999"):
        sources.say_fault("ev4999", LINE)
    assert progress.attempts() == ()


@pytest.fixture
def channel():
    """Return what opens the channel of the page around a lesson with a message, and gives what closes it."""
    closed: list[dict] = []

    class Channel(comm.base_comm.BaseComm):
        def publish_msg(self, msg_type, data=None, metadata=None, buffers=None, **keys):
            closed.append({"type": msg_type, **(data or {})})

    def send(**data):
        manager = comm.base_comm.CommManager()
        manager.targets = comm.get_comm_manager().targets
        content = {"comm_id": "a", "target_name": page_lines.CHANNEL, "data": data}
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(comm, "create_comm", Channel)
            patch.setattr(comm, "get_comm_manager", lambda: manager)
            manager.comm_open(None, "", {"content": content})
        return closed.pop()

    page_lines.listen()
    return send


def test_the_page_around_a_lesson_is_told_what_became_of_a_line(channel):
    assert channel(record="ev49", text=LINE) == {"type": "comm_close", "said": faults.kept_said()}
    assert channel(record="ev49", text=" ") == {"type": "comm_close", "said": faults.missing_said()}
    for other in ("ev4999", None, ["ev49"]):
        assert "record" in channel(record=other, text=LINE)["said"]
    assert [one.question for one in progress.attempts()] == ["record/ev49/fault"]


@pytest.mark.parametrize("text", ["", "   ", None, 7, ["a"]])
def test_nothing_written_is_not_kept(text):
    assert "what is wrong" in quiz.show(SET).say_fault(ID, text)
    assert "what is wrong" in sources.say_fault("ev49", text)
    assert progress.attempts() == ()


def test_the_report_of_a_class_has_each_line_once_and_nobodys_name(tmp_path):
    (folder := tmp_path / "handed-in").mkdir()
    for number in range(2):
        progress.learner.switch(f"Learner {number}")
        asked = quiz.show(SET)
        asked.answer(ID, right(asked.question(ID)))
        asked.say_fault(ID, LINE)
        sources.say_fault("ev49", LINE)
        shutil.copy(progress.export(), folder)
    made = classroom.report(folder)
    assert made.faults == [(ID, LINE), ("record/ev49", LINE)] and made.problems == []
    assert [(one.question.id, one.n, one.difficulty) for one in made.items] == [(ID, 2, 1)]
    listed = made.html.partition('id="faults"')[2].partition("<h2")[0]
    assert "&lt;b&gt;" in listed and "Learner" not in listed.partition("<ul>")[2]
    assert f"<li>Record ev49 ({knowledge.event('ev49').title}): <bdi>" in listed


def test_a_line_on_a_record_of_another_edition_is_named_and_breaks_nothing(tmp_path):
    line = attempt(ID, right(quiz.show(SET).question(ID)))
    wrong = {"quiz": "records", "kind": "fault", "response": LINE, "verdict": "stored", "score": None}
    lines = [line | wrong | {"id": f"{line['id']}{n}", "question": f"record/{id_}/fault"} for n, id_ in enumerate("<b")]
    hand_in(tmp_path / "hand-in-me.jsonl", "me", [line, *lines])
    made = classroom.report(tmp_path)
    assert made.problems == [] and made.learners == 1
    listed = made.html.partition('id="faults"')[2].partition("<h2")[0]
    assert "Record &lt; (this edition does not have it): <bdi>" in listed
