"""What a learner has done: counted, said in words and drawn; and the baseline, which stays silent until the end."""

import pytest
from samples import QUESTIONS, TOML, quiz, right, wrong

from course_utils import progress, traces
from course_utils import quiz as quizzes
from course_utils.attempts import learner, loaded_quizzes, store
from course_utils.progress import overview
from course_utils.quiz import Quiz, bank, parallel_forms
from course_utils.quiz.question import NOT_YET, RIGHT, STORED

CHOICE = """
[[questions]]
id = "{id}"
set = "{set}"
version = {version}
kind = "choice"
objective = "00-a"
text = "Which?"
options = [{{ text = "A", right = true, feedback = "Yes." }}, {{ text = "B", feedback = "No." }}]
"""


@pytest.fixture
def forms_of_four(tmp_path, monkeypatch):
    """A course of two lessons with a baseline and, when asked for, a post-test of four questions each."""
    folder = tmp_path / "questions"
    folder.mkdir()
    monkeypatch.setattr(bank, "FOLDER", folder)
    bank.lesson_questions.cache_clear()
    bank.of_set.cache_clear()

    def write(lesson, set_, version=1):
        text = "".join(CHOICE.format(id=f"{lesson[:2]}-{n}", set=set_, version=version) for n in range(4))
        (folder / f"{lesson}.toml").write_text(text, "utf-8")
        bank.lesson_questions.cache_clear()
        bank.of_set.cache_clear()

    write("00-start-here", "baseline")
    yield write
    bank.lesson_questions.cache_clear()
    bank.of_set.cache_clear()
    bank.earlier.cache_clear()


def answer(name, *responses, **more):
    asked = quizzes.show(name)
    return [asked.answer(one.id, given, **more) for one, given in zip(asked.questions, responses, strict=False)]


def test_a_learner_who_has_done_nothing():
    found = progress.summary()
    assert found.minutes == 0
    assert found.calibration == ()
    assert found.gain.share is None
    assert not any(part.answered or part.done for part in found.lessons)
    everything = [question for lesson in bank.lessons() for question in bank.lesson_questions(lesson)]
    assert sum(part.questions for part in found.lessons) == len(everything)
    assert "not started" in progress.show().text


def test_all_that_is_answered_is_counted_once_and_by_its_last_answer():
    asked = quizzes.show("02-where-it-happened/check")
    for question in asked.questions:
        for response in (*wrong(question), right(question)):
            asked.answer(question.id, response, seconds=30)
    recalled = Quiz("05-the-security-track/recall", asked.questions[:1])
    recalled.answer(asked.questions[0].id, right(asked.questions[0]), seconds=60)
    lessons = {part.id: part for part in progress.summary().lessons}
    there = lessons["02-where-it-happened"]
    assert (there.answered, there.graded, there.right) == (len(asked.questions),) * 3
    assert not there.done  # the guess and the reflection are still to come
    assert lessons["05-the-security-track"].minutes == 1
    [objective] = [part for part in progress.summary().objectives if part.id == "02-b"]  # tested by this lesson only
    assert objective.done
    assert objective.right == objective.graded == objective.questions > 0


def test_a_page_left_open_is_not_time_spent():
    answer("00-start-here/check", "x")
    asked = quizzes.show("00-start-here/check")
    asked.answer("00-c01", "What the new words give", seconds=86_400)
    asked.answer("00-c01", "What the new words give", seconds=30)
    asked.answer("00-c01", "What the new words give")
    assert progress.summary().minutes == (overview.LONGEST_S + 30) / 60
    assert "about 6 minutes" in progress.show().text


def test_guesses_and_reflections_are_answered_but_not_right():
    quizzes.show("02-where-it-happened/predict").answer("02-p01", "About 500 km")
    [there] = [part for part in progress.summary().lessons if part.id == "02-where-it-happened"]
    assert (there.answered, there.graded) == (1, 0)


def test_calibration_waits_for_five_answers_that_say_how_sure():
    asked = quiz()
    for n in range(4):
        asked.answer("x-choice", "In Tripoli" if n else "In Sirte", "certain")
    asked.answer("x-choice", "In Sirte")
    asked.answer("x-reflect", "A thought", "guessing")
    assert progress.summary().calibration == ()
    asked.answer("x-choice", "In Sirte", "guessing")
    assert progress.summary().calibration == (
        overview.Calibration("guess", 1, 0),
        overview.Calibration("certain", 4, 3),
    )
    assert "certain: of 4 times, 3 right" in progress.show().text
    assert "of 4 times, 3 right" in progress.show().html


def test_the_plain_text_is_the_same_for_everyone_and_print_gives_all_of_it():
    before = progress.show()
    answer("00-start-here/check", "What the new words give")
    after = progress.show()
    assert repr(before) == repr(after) == after._repr_mimebundle_()["text/plain"] == traces.PROGRESS
    assert str(before) != str(after) == after.text
    for part in progress.summary().lessons:
        assert part.title in after.text
        assert part.title in after.html


def test_what_stands_on_disk_cannot_become_markup(home):
    learner.switch("fig tree")
    quiz().answer("x-choice", "In Sirte")
    [file] = home.glob("fig tree/attempts/*.jsonl")
    file.with_name("<img onerror=x>.jsonl").write_bytes(b"torn\n")
    shown = progress.show()
    assert len(progress.summary().problems) == 1
    assert "<img" not in shown.html
    assert "&lt;img onerror=x&gt;" in shown.html
    assert "not a whole attempt" in shown.text


def test_the_baseline_is_silent_while_there_is_no_post_test(forms_of_four):
    for feedback in answer(parallel_forms.baseline(), "A", "B", "A", "A", confidence="certain"):
        assert (feedback.verdict, feedback.score) == (STORED, None)
    assert [attempt.score for attempt in progress.attempts()] == [1, 0, 1, 1]
    found = progress.summary()
    assert found.gain.share is found.gain.before is None
    [lesson] = [part for part in found.lessons if part.id == "00-start-here"]
    assert (lesson.answered, lesson.graded, lesson.right) == (4, 0, 0)
    [objective] = found.objectives
    assert objective.graded == 0
    answer(parallel_forms.baseline(), "A", confidence="certain")
    assert progress.summary().calibration == ()  # five answers, but how right they are is not said yet


def test_the_baseline_speaks_when_all_of_the_post_test_is_done(forms_of_four):
    asked = quizzes.show(parallel_forms.baseline())
    answer(parallel_forms.baseline(), "A", "B", "B", "B")
    forms_of_four("11-another-week", "post-test")
    assert [one.verdict for one in answer(parallel_forms.post_test(), "A", "A", "A")] == [RIGHT] * 3
    assert asked.silent
    assert asked.last_answers()["00-0"][1].verdict == STORED
    quizzes.show(parallel_forms.post_test()).answer("11-3", "B")
    assert not asked.silent
    assert quizzes.show(parallel_forms.baseline()).widget.state()["silent"] is False
    assert asked.last_answers()["00-1"][1].verdict == NOT_YET
    assert asked.answer("00-0", "A").verdict == RIGHT
    learner.switch("another")
    assert quizzes.show(parallel_forms.baseline()).silent


def test_only_the_baseline_of_the_course_is_silent():
    assert not Quiz("loaded/baseline", tuple(QUESTIONS.values())).silent
    assert quizzes.show(parallel_forms.baseline()).silent


@pytest.mark.parametrize(
    ("before", "after", "share", "words"),
    [
        ("ABBB", "AAAB", 2 / 3, "You gained 67%"),
        ("BBBB", "AAAA", 1, "You gained 100%"),
        ("AABB", "ABBB", -0.5, "no gain"),
        ("AAAB", "AAAB", 0, "You gained 0%"),
        ("AAAA", "AAAA", None, "not defined"),
    ],
)
def test_gain_is_from_first_attempts(forms_of_four, before, after, share, words):
    forms_of_four("11-another-week", "post-test")
    answer(parallel_forms.baseline(), *before)
    answer(parallel_forms.post_test(), *after)
    answer(parallel_forms.baseline(), *"AAAA")
    answer(parallel_forms.post_test(), *"BBBB")
    found = progress.summary().gain
    assert found.share == (None if share is None else pytest.approx(share))
    assert found.before == pytest.approx(before.count("A") / 4)
    assert words in found.said
    assert found.said.split(".")[0] in progress.show().text.replace("\n", " ")


def test_a_post_test_that_was_answered_where_it_stood_before_counts(forms_of_four):
    forms_of_four("11-another-week", "post-test")
    answer(parallel_forms.baseline(), *"ABBB")
    for question, given in zip(quizzes.show(parallel_forms.post_test()).questions, "AAAB", strict=True):
        stored = {"question": question.id, "version": 1, "kind": "choice", "response": given, "objective": None}
        result = question.grade(given)
        store.write(quiz="10-capstone/post-test", **stored, verdict=result.verdict, score=result.score)
    assert progress.summary().gain.share == pytest.approx(2 / 3)
    assert not quizzes.show(parallel_forms.baseline()).silent
    shown = quizzes.show(parallel_forms.post_test()).last_answers()
    assert [verdict.verdict for _, verdict in shown.values()] == [RIGHT, RIGHT, RIGHT, NOT_YET]


def test_claims_are_silent_until_they_are_rated_again():
    first, again = (quizzes.show(f"{lesson}/claims") for lesson in ("01-the-article", "11-another-week"))
    assert first.questions[0].claims == again.questions[0].claims
    assert sum(one.true for one in first.questions[0].claims) == len(first.questions[0].claims) / 2
    told = first.answer("01-d01", right(first.questions[0]))
    assert (told.verdict, told.parts) == (STORED, ())
    told = again.answer("11-d01", right(again.questions[0]))
    assert [why for _, why in told.parts] == [one.feedback for one in again.questions[0].claims]
    assert first.last_answers()["01-d01"][1].parts == told.parts


def test_half_a_form_gives_no_gain(forms_of_four):
    forms_of_four("11-another-week", "post-test")
    answer(parallel_forms.baseline(), *"ABB")
    answer(parallel_forms.post_test(), *"AAAA")
    assert progress.summary().gain.share is None


def test_an_answer_to_a_loaded_file_with_the_same_ids_does_not_count_for_the_course(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text(TOML.replace("x-choice", "00-c01"), "utf-8")
    quizzes.load(file).answer("00-c01", "In Tripoli", seconds=120)
    found = progress.summary()
    assert not any(part.answered for part in found.lessons)
    assert found.lessons[-1].title == overview.OTHER
    assert found.minutes == 2


def test_on_binder_a_reminder_says_how_to_keep_it(monkeypatch):
    assert progress.keep_reminder() is None
    assert progress.learners().reminder == ""
    monkeypatch.setenv("BINDER_SERVICE_HOST", "x")
    said = loaded_quizzes.keep_reminder()
    assert "progress.export(" in said
    assert progress.learners().reminder == said
    assert "forgets everything" in progress.show().text
    assert "forgets everything" in progress.show().html


def test_every_call_can_be_made_twice():  # a module of the same name would take the place of the function
    for _ in range(2):
        for made in ("learners", "show", "summary", "hand_in", "export"):
            getattr(progress, made)()


def test_another_learner_can_be_asked_for():
    answer("00-start-here/check", "What the new words give")
    learner.switch("fig")
    assert progress.summary("me").lessons[0].answered == 1
    assert progress.summary().lessons[0].answered == 0
    assert store.read("fig").attempts == ()


def test_a_baseline_whose_questions_have_changed_is_not_compared(forms_of_four):
    forms_of_four("11-another-week", "post-test")
    answer(parallel_forms.baseline(), *"ABBB")
    answer(parallel_forms.post_test(), *"AAAB")
    assert progress.summary().gain.share is not None
    store._session.cache_clear()
    learner.switch("early")
    answer(parallel_forms.baseline(), *"ABBB")
    forms_of_four("00-start-here", "baseline", version=2)
    answer(parallel_forms.post_test(), *"AAAB")
    found = progress.summary().gain
    assert found == parallel_forms.Gain(parallel_forms.NOT_COMPARED)
    assert found.said in progress.show().html
    forms_of_four("11-another-week", "post-test", version=2)
    assert progress.summary("me").gain.share == pytest.approx(2 / 3)  # both as they were asked before
