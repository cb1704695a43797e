"""The question files: those of the course are whole, and one with a mistake says which question and which field."""

import copy
import re
import tomllib
from dataclasses import FrozenInstanceError, replace

import pseudo
import pytest
from samples import QUESTIONS, TOML, TWO_STEPS, right

from course_utils import knowledge, quiz, schema
from course_utils.attempts import store
from course_utils.errors import ContentError, UnknownId
from course_utils.quiz import bank, kinds, option


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a folder of question files that stands in for the course's own."""
    monkeypatch.setattr(bank, "FOLDER", tmp_path)
    bank.lesson_questions.cache_clear()
    bank.of_set.cache_clear()
    yield tmp_path
    bank.lesson_questions.cache_clear()
    bank.of_set.cache_clear()


def entry(kind):
    return next(one for one in tomllib.loads(TOML)["questions"] if one["kind"] == kind)


def test_the_questions_of_the_course_are_whole_and_their_sources_are_there():
    questions = [question for lesson in bank.lessons() for question in bank.lesson_questions(lesson)]
    assert len({question.id for question in questions}) == len(questions)
    assert {source for question in questions for source in question.sources} <= set(knowledge.sources())


def test_every_objective_is_one_of_a_lesson():
    known = {objective.id for lesson in knowledge.lessons().values() for objective in lesson.objectives}
    asked = {question.objective for lesson in bank.lessons() for question in bank.lesson_questions(lesson)}
    assert asked - {None} <= known


def test_neither_the_place_nor_the_length_of_an_option_gives_the_answer_away():
    questions = [question for lesson in bank.lessons() for question in bank.lesson_questions(lesson)]
    choices = [question.options for question in questions if question.kind == "choice"]
    at = [next(place for place, option in enumerate(options) if option.right) for options in choices]
    longest = [options for options in choices if max(options, key=lambda option: len(option.text)).right]
    assert all(at.count(place) <= 0.4 * len(choices) for place in set(at)), [
        at.count(place) for place in sorted(set(at))
    ]
    assert len(longest) <= 0.4 * len(choices), f"the right option is the longest in {len(longest)} of {len(choices)}"


def test_the_samples_are_read_from_a_file_too(folder):
    (folder / "00-x.toml").write_text(TOML, "utf-8")
    assert bank.lesson_questions("00-x") == tuple(QUESTIONS.values())
    assert [question.kind for question in bank.question_set("00-x/predict")] == ["predict"]


def test_a_quiz_waits_for_no_other_question_of_its_lesson(folder):
    (folder / "00-x.toml").write_text(TOML.replace('place = "sirte"', 'place = "atlantis"'), "utf-8")
    assert bank.question_set("00-x/predict") == (QUESTIONS["predict"],)
    with pytest.raises(ContentError, match="atlantis"):
        bank.lesson_questions("00-x")


@pytest.mark.parametrize("one", [*QUESTIONS.values(), *TWO_STEPS.values()], ids=lambda one: one.id)
def test_a_question_is_a_value_that_never_changes(one):
    for same in (copy.copy(one), copy.deepcopy(one), replace(one)):
        assert same == one and hash(same) == hash(one) and repr(same) == repr(one)
    other = replace(one, version=one.version + 1)
    assert other != one and len({one, other}) == 2
    with pytest.raises(FrozenInstanceError):
        one.text = "Anything else"


# (what is wrong, the kind it is wrong in, what stands in the file, what stands there instead, the field it should name)
MISTAKES = [
    ("field misspelt", "choice", "options = [", "option = [", "option"),
    ("field missing", "number", "answer = 1050\n", "", "answer"),
    ("id missing", "choice", 'id = "x-choice"\n', "", "id"),
    ("id empty", "choice", 'id = "x-choice"', 'id = " "', "id"),
    ("id a number", "choice", 'id = "x-choice"', "id = 7", "id"),
    ("set missing", "choice", 'set = "check"\n', "", "set"),
    ("text a number", "choice", 'text = "Where did they meet?"', "text = 5", "text"),
    ("version a text", "choice", 'set = "check"', 'version = "2"\nset = "check"', "version"),
    ("version true", "choice", 'set = "check"', 'version = true\nset = "check"', "version"),
    ("sources not a list", "choice", 'set = "check"', 'sources = "geonames"\nset = "check"', "sources"),
    ("no such sentence", "choice", 'set = "check"', 'sentences = ["s13"]\nset = "check"', "sentences"),
    ("hint a list", "choice", 'set = "check"', 'hint = ["a"]\nset = "check"', "hint"),
    ("no right option", "choice", "right = true, ", "", "options"),
    ("right a text", "choice", "right = true", 'right = "yes"', "options"),
    ("option without feedback", "choice", ', feedback = "They had met there before."', "", "options"),
    ("option misspelt", "choice", 'text = "In Sirte"', 'txt = "In Sirte"', "options"),
    ("option a list", "choice", 'text = "In Sirte"', 'text = ["In Sirte"]', "options"),
    ("earlier wording not a list", "choice", '["Tripoli"]', '"Tripoli"', "options"),
    ("earlier wording of another", "choice", '["Tripoli"]', '["In Sirte"]', "options"),
    ("two options the same", "choice", '"In Sirte"', '"In Tripoli"', "options"),
    ("options a text", "predict", '["Yes", "No"]', '"Yes"', "options"),
    ("options of numbers", "predict", '["Yes", "No"]', "[1, 2]", "options"),
    ("no option right", "choices", "right = true, ", "", "options"),
    ("item a number", "order", '"2014"', "2014", "items"),
    ("class unknown", "classify", '"judgement"', '"opinion"', "items"),
    ("class missing", "classify", ', class = "fact"', "", "items"),
    ("partner a list", "match", '"the envoy"', '["the envoy"]', "pairs"),
    ("others a text", "match", '["nobody"]', '"nobody"', "others"),
    ("answer a text", "number", "1050", '"1050"', "answer"),
    ("answer not finite", "number", "1050", "nan", "answer"),
    ("answer immense", "number", "1050", "1" * 400, "answer"),
    ("tolerance below 0", "number", "tolerance = 50", "tolerance = -1", "tolerance"),
    ("tolerance infinite", "number", "tolerance = 50", "tolerance = inf", "tolerance"),
    ("misreading a text", "number", "value = 650", 'value = "650"', "misreadings"),
    ("misreading right", "number", "value = 650", "value = 1051", "misreadings"),
    ("date without quotation marks", "date", '"2022-07-19"', "2022-07-19", "answer"),
    ("date that does not exist", "date", '"2022-07-19"', '"2022-02-30"', "answer"),
    ("accepts unknown", "date", '"month"', '"week"', "accepts"),
    ("misreading no date", "date", '"2021-12"', '"December"', "misreadings"),
    ("misreading a year as number", "date", '"2021-12"', "2021", "misreadings"),
    ("nobody of that name", "text", "actor/haftar", "actor/nobody", "names"),
    ("no such kind of name", "text", "actor/haftar", "haftar", "names"),
    ("no answer", "text", 'names = "actor/haftar"\nanswers = ["the field marshal"]\n', "", "answers"),
    ("answer without letters", "text", "the field marshal", "…", "answers"),
    ("misreading accepted", "text", '"Haddad"', '"Hifter"', "misreadings"),
    ("no such place", "place", "sirte", "atlantis", "place"),
    ("no distance", "place", 'place = "sirte"', 'place = "sirte"\nwithin_km = 0', "within_km"),
    ("no sentence of that id", "highlight", '"s03"', '"s33"', "sentence"),
    ("words not in the sentence", "highlight", '"putschist"', '"rebel"', "marks"),
    ("nothing takes a side", "highlight", '"A verdict."', '"A verdict.", loaded = false', "marks"),
    ("model missing", "reflect", 'model = "Sentence s05."\n', "", "model"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "there", "instead", "field"), [m[1:] for m in MISTAKES], ids=[m[0] for m in MISTAKES])
def test_a_mistake_names_the_question_and_the_field(folder, kind, there, instead, field):
    [table] = [part for part in TOML.split("[[questions]]") if f'kind = "{kind}"' in part]
    assert there in table
    (folder / "00-x.toml").write_text(f"[[questions]]{table.replace(there, instead)}", "utf-8")
    with pytest.raises(ContentError) as raised:
        bank.lesson_questions("00-x")
    said = str(raised.value)
    assert f'"{field}"' in said
    assert f'"x-{kind}"' in said or field == "id"
    assert "\n" not in said and said.endswith(".")
    assert raised.value.__suppress_context__ or raised.value.__context__ is None


def test_every_mistake_is_said_in_the_language_of_the_course(monkeypatch, tmp_path):
    pseudo.speak(monkeypatch, tmp_path)
    tables = (*kinds.KINDS.values(), option.Option, option.Named)
    names = {name for cls in tables for name in schema.declared(cls)} | {"fact", "quotation", "judgement", "partner"}
    said = {}
    for name, kind, there, instead, _ in MISTAKES:
        [table] = [part for part in TOML.split("[[questions]]") if f'kind = "{kind}"' in part]
        [wrong] = tomllib.loads(f"[[questions]]{table.replace(there, instead)}")["questions"]
        with pytest.raises(ContentError) as raised:
            bank.question(wrong, "00-x.toml")
        said[name] = re.sub(r'"[^"]*"|00-x\.toml', " ", str(raised.value))  # what the file itself says
    assert {name: words for name, text in said.items() if (words := {*pseudo.PLAIN.findall(text)} - names)} == {}


@pytest.mark.parametrize("wrong", ["multiple-choice", "", 3, ["choice"], None, {"a": 1}])
def test_an_unknown_kind_is_named_with_the_kinds_there_are(wrong):
    with pytest.raises(
        ContentError,
        match=r'00-x\.toml, "x-choice": the kind .* is not known.* reflect, search, sketch, text, weigh\.$',
    ):
        bank.question(entry("choice") | {"kind": wrong}, "00-x.toml")


@pytest.mark.parametrize("items", [[1, 2], "abc", 5, [], {"text": "a"}, [[]], [None]])
@pytest.mark.parametrize(
    ("kind", "field"),
    [("classify", "items"), ("order", "items"), ("choice", "options"), ("match", "pairs"), ("highlight", "marks")],
)
def test_entries_of_any_form_are_refused_in_words(kind, field, items):
    with pytest.raises(ContentError, match=f'"x-{kind}", field "{field}"'):
        bank.question(entry(kind) | {field: items}, "00-x.toml")


@pytest.mark.parametrize(
    "file", ["[questions]\na = 1", "questions = 3", 'questions = ["a"]', "[[question]]\na = 1", ""]
)
def test_a_file_of_another_form_says_how_to_begin_a_record(folder, file):
    (folder / "00-x.toml").write_text(file, "utf-8")
    with pytest.raises(ContentError, match=re.escape("00-x.toml has no list of [[questions]].")):
        bank.lesson_questions("00-x")


@pytest.mark.parametrize("file", [b"[[questions]\n", b'\n\nid = "', b"\xff\xfe"])
def test_a_file_that_is_no_toml_is_named(folder, file):
    (folder / "00-x.toml").write_bytes(file)
    with pytest.raises(ContentError, match=r"00-x\.toml is not in the form it should have"):
        bank.lesson_questions("00-x")


def test_two_questions_of_one_id_are_refused(folder):
    (folder / "00-x.toml").write_text(TOML + TOML, "utf-8")
    with pytest.raises(ContentError, match='"x-choice" is used twice'):
        bank.lesson_questions("00-x")


@pytest.mark.parametrize("lesson", ["03-nothing", "", "../content", "02-where-it-happened.toml", "x" * 300, "a\0b"])
def test_an_unknown_lesson_says_which_there_are(lesson):
    with pytest.raises(UnknownId, match="There is no lesson with questions"):
        bank.lesson_questions(lesson)


def test_an_unknown_quiz_says_the_nearest():
    with pytest.raises(UnknownId, match='Did you mean "02-where-it-happened/check"'):
        bank.question_set("02-where-it-happened/chek")


OTHER_KIND = [one for lesson in bank.lessons() for one in bank.earlier(lesson).values()
              if one.kind != bank.every()[one.id].kind]  # fmt: skip


@pytest.mark.parametrize("before", OTHER_KIND, ids=lambda one: f"{one.id} {one.version}")
def test_a_right_answer_to_another_kind_still_counts_and_is_not_put_into_the_control_of_today(before):
    [name] = [
        f"{lesson}/{before.set}" for lesson in bank.lessons() if (before.id, before.version) in bank.earlier(lesson)
    ]
    result = before.grade(response := before.by_id(right(before)))
    fields = {"quiz": name, "question": before.id, "version": before.version, "kind": before.kind}
    store.write(**fields, response=response, verdict=result.verdict, score=result.score)
    shown, feedback = quiz.show(name).last_answers()[before.id]
    assert (shown, feedback.verdict, feedback.score) == (None, "right", 1)
    assert not feedback.key  # the question of today is still to be answered


def test_a_question_as_it_was_asked_before_belongs_to_one_that_is_asked_now():
    for lesson in bank.lessons():
        now = {question.id: question for question in bank.lesson_questions(lesson)}
        for (id_, version), before in bank.earlier(lesson).items():
            assert version < now[id_].version
            assert before.graded == now[id_].graded
            assert before.set == now[id_].set
