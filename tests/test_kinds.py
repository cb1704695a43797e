"""Each kind of question: what is right, what is partly right, and that nothing a learner sends can break it."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import QUESTIONS, quiz, right, wrong

from course_utils import knowledge, progress
from course_utils.errors import CourseError
from course_utils.quiz import bank, formats
from course_utils.quiz.feedback import given_up, told
from course_utils.quiz.kinds import KINDS
from course_utils.quiz.kinds.number_and_date import date_in, number_in
from course_utils.quiz.question import NOT_ATTEMPTED, NOT_YET, PARTLY, RIGHT, STORED, UNCHECKED
from deploy.lite import grading

GRADED = [kind for kind, question in QUESTIONS.items() if question.graded]
VERDICTS = {RIGHT, PARTLY, NOT_YET, NOT_ATTEMPTED, UNCHECKED, STORED}

# Every word that means something to some question, among them what is in the answers.
WORDS = sorted(
    {"2022", "July", "1050", "-1", "Haftar", "حفتر", "Sirte", "In Tripoli", "A", "B", "They met.", "fact", "s04", "nan"}
    | {row["id"] for question in QUESTIONS.values() for row in question.face().get("rows", [])}
)
TEXTS = st.one_of(
    st.sampled_from(WORDS),
    st.text(st.characters(exclude_categories=()), max_size=30),  # control characters and halves of characters too
    st.sampled_from(["x" * 100_000, "1" * 5000, "١" * 99, "9" * 99, "\x00", "\ud800", "\u202e", "0" * 4 + "-00-00"]),
)
ATOMS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.integers(-3, 40), st.just(10**4000), st.floats(allow_nan=True), TEXTS
)
RESPONSES = st.recursive(
    ATOMS, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(TEXTS, inner, max_size=4), max_leaves=12
)


def nested(depth, kind):
    value = "In Tripoli"
    for _ in range(depth):
        value = [value] if kind is list else {"s04": value}
    return value


class Odd:
    def __eq__(self, other):
        raise TypeError

    __hash__ = None


def test_there_is_a_sample_of_each_kind():
    assert set(QUESTIONS) == set(KINDS)


def is_fair(result):
    """Return whether a result is one that a learner can be shown."""
    ungraded = {NOT_ATTEMPTED, UNCHECKED, STORED}
    return (
        result.verdict in VERDICTS
        and bool(result.text)
        and (result.score is None) == (result.verdict in ungraded)
        and (result.score is None or 0 <= result.score <= 1)
        and (result.score == 1) == (result.verdict == RIGHT)
    )


@pytest.mark.parametrize("kind", QUESTIONS)
@given(response=RESPONSES)
def test_no_response_breaks_a_question(kind, response):
    assert is_fair(QUESTIONS[kind].grade(response))


@pytest.mark.parametrize("kind", QUESTIONS)
@pytest.mark.parametrize(
    "response",
    [
        nested(100_000, list), nested(100_000, dict), [nested(100_000, list)], Odd(), [Odd()], {"s04": Odd()}, {1, 2},
        b"bytes", [math.nan, math.inf], [10**400, 10**400], [{}, {}], range(3), object(), {"s04": "x" * 10**6},
    ],
    ids=lambda response: type(response).__name__,
)  # fmt: skip
def test_no_object_from_code_breaks_a_question(kind, response):
    assert is_fair(QUESTIONS[kind].grade(response))


@pytest.mark.parametrize("kind", QUESTIONS)
@given(data=st.data())
def test_no_well_formed_response_breaks_a_question(kind, data):
    question = QUESTIONS[kind]
    face = question.face()
    ids = {part: st.sampled_from([one["id"] for one in face[part]])
           for part in ("rows", "choices", "options", "items") if face.get(part)}  # fmt: skip
    if "rows" in face:
        response = data.draw(st.dictionaries(ids["rows"], ids["choices"]))
    elif "words" in face:
        response = data.draw(st.lists(st.integers(0, len(face["words"]) - 1)))
    elif face.get("options") or face.get("items"):
        chosen = ids["options" if "options" in ids else "items"]
        response = data.draw(chosen if kind in {"choice", "predict"} else st.lists(chosen))
    else:
        points = st.tuples(st.floats(-90, 90), st.floats(-180, 180)).map(list)
        response = data.draw(points if kind == "place" else TEXTS)
    result = question.grade(response)
    assert is_fair(result)
    if result.score == 1 and kind in {"choices", "highlight"}:
        assert set(right(question)) <= set(response)


@pytest.mark.parametrize("kind", QUESTIONS)
@pytest.mark.parametrize("nothing", [None, "", [], {}, (), set(), "  \n", {"s04": "", "They met.": None}], ids=repr)
def test_what_is_untouched_is_never_called_wrong(kind, nothing):
    result = QUESTIONS[kind].grade(nothing)
    assert (result.verdict, result.score) == (NOT_ATTEMPTED, None)


@pytest.mark.parametrize("kind", GRADED)
def test_first_a_wrong_answer_then_the_right_one(kind):
    question = QUESTIONS[kind]
    for response in wrong(question):
        assert question.grade(response).score < 1, response
    assert question.grade(right(question)).score == 1
    assert question.grade(right(question)).verdict == RIGHT


@pytest.mark.parametrize("kind", [kind for kind, one in QUESTIONS.items() if not one.graded])
def test_what_is_not_graded_is_stored(kind):
    assert QUESTIONS[kind].grade(right(QUESTIONS[kind])).verdict == STORED
    assert QUESTIONS[kind].grade(right(QUESTIONS[kind])).score is None


@pytest.mark.parametrize("kind", QUESTIONS)
def test_the_plain_text_and_the_front_end_never_get_the_answer(kind):
    question = QUESTIONS[kind]
    shown = repr(question.face()) + "\n".join(question.lines())
    said = [part for _, part in question.grade(right(question)).parts] + [question.grade(right(question)).text]
    assert not [words for words in said if words in shown]
    if kind == "order":
        assert [item["text"] for item in question.face()["items"]] != right(question)
    assert "right" not in shown and "partner" not in shown


# --- every question that the course ships ---


@pytest.mark.parametrize("lesson", bank.lessons())
def test_every_question_of_the_course_takes_a_wrong_answer_and_then_its_right_one(lesson):
    for question in bank.lesson_questions(lesson):
        if not question.graded:
            assert question.grade(right(question)).verdict == STORED, question.id
            continue
        mistakes = [question.grade(response) for response in wrong(question)]
        assert mistakes, question.id
        for result in mistakes:
            assert result.verdict in {NOT_YET, PARTLY} and result.score < 1, (question.id, result)
            assert result.text.strip() or result.parts, question.id
        result = question.grade(right(question))
        assert (result.verdict, result.score) == (RIGHT, 1), (question.id, result)
        assert result.text.strip(), question.id


@pytest.mark.parametrize("lesson", bank.lessons())
def test_every_misreading_and_every_option_of_the_course_has_its_own_feedback(lesson):
    for question in bank.lesson_questions(lesson):
        entries = [entry for name in ("options", "items", "pairs", "marks") for entry in getattr(question, name, ())]
        said = [entry.feedback for entry in entries if question.kind != "predict"]
        assert all(words.strip() for words in said), question.id
        if question.kind in {"choice", "choices"}:
            assert len(set(said)) == len(said), question.id
        first = question.first if question.grounds else question
        for misread in getattr(first, "misreadings", ()):
            assert first.grade(misread.value).text == misread.feedback, (question.id, misread)


@pytest.mark.parametrize("lesson", bank.lessons())
def test_a_quiz_of_the_course_stores_what_it_grades(lesson):
    questions = bank.lesson_questions(lesson)
    for name in dict.fromkeys(question.set for question in questions):
        asked = quiz(f"{lesson}/{name}", kinds=())
        asked.questions = bank.question_set(f"{lesson}/{name}")
        for question in asked.questions:
            assert asked.answer(question.id, right(question)).problem is None
    assert [attempt.question for attempt in progress.attempts()] == [
        question.id
        for name in dict.fromkeys(q.set for q in questions)
        for question in questions
        if question.set == name
    ]


# --- kind by kind ---


def test_an_earlier_wording_of_an_option_still_counts():
    assert QUESTIONS["choice"].grade("Tripoli").score == 1
    assert QUESTIONS["choice"].grade("Trip").verdict == UNCHECKED


@pytest.mark.parametrize(
    ("chosen", "score"),
    [
        (["A", "C"], 1),
        (["C", "A", "A"], 1),
        ("A", 0.5),
        (["A"], 0.5),
        (["A", "B"], 0),
        (["A", "B", "C"], 0.5),
        (["B"], 0),
    ],
)
def test_choices_count_what_is_right_less_what_is_not(chosen, score):
    assert QUESTIONS["choices"].grade(chosen).score == score


@pytest.mark.parametrize("chosen", [["D"], ["A", "D"], {"A": 1}, 3])
def test_an_option_that_does_not_exist_is_not_checked(chosen):
    assert QUESTIONS["choices"].grade(chosen).verdict == UNCHECKED


@pytest.mark.parametrize(
    ("order", "score"),
    [(["2011", "2014", "2020"], 1), (["2014", "2011", "2020"], 1 / 3), (["2020", "2014", "2011"], 0)],
)
def test_order_counts_what_stands_the_right_way_round(order, score):
    assert QUESTIONS["order"].grade(order).score == pytest.approx(score)


@pytest.mark.parametrize(
    "order", [["2011"], ["2011", "2011", "2014"], ["2011", "2014", "2020", "2020"], {"2011": 1, "2014": 2, "2020": 3}]
)
def test_an_order_must_have_every_item_once(order):
    assert QUESTIONS["order"].grade(order).verdict == UNCHECKED


def test_pairs_and_classes_give_a_share_and_speak_only_of_what_is_right():
    result = QUESTIONS["match"].grade({"s04": "the generals", "s07": "nobody"})
    assert (result.verdict, result.score) == (PARTLY, 0.5)
    assert result.parts == (("s04 – the generals", "A joint statement."),)
    assert QUESTIONS["classify"].grade({"They met.": "fact"}).score == 0.5


@pytest.mark.parametrize("response", [{"s99": "nobody"}, {"s04": ["the generals"]}, {"s04": math.nan}, ["s04"], "s04"])
def test_rows_that_do_not_exist_are_not_checked(response):
    assert QUESTIONS["match"].grade(response).verdict == UNCHECKED


def test_a_search_says_what_the_results_that_stayed_shut_would_have_given():
    found = {"First meeting in Sirte": "an earlier meeting", "Military leaders meet": "none"}
    result = QUESTIONS["search"].grade(found)
    assert (result.verdict, result.score) == (RIGHT, 1)
    assert result.parts[-1] == ("Not opened: Talks in Cairo", "Others, four years before.")


def test_a_search_that_opened_nothing_of_use_is_not_right_however_well_it_sorts():
    result = QUESTIONS["search"].grade({"Military leaders meet": "none"})
    assert (result.verdict, result.score) == (PARTLY, 0.5)
    assert "settles" in result.text


def test_of_a_search_no_more_is_opened_than_may_be_and_what_is_open_can_still_be_unsorted():
    question = QUESTIONS["search"]
    assert question.grade(dict.fromkeys((row.text for row in question.rows()), "none")).verdict == UNCHECKED
    assert question.grade({"Talks in Cairo": "an earlier meeting", "Military leaders meet": None}).score == 0.5


def test_highlight_takes_back_half_a_word_for_each_word_beside():
    question = QUESTIONS["highlight"]
    [found] = right(question)
    beside = [number for number in range(len(question.words())) if number != found]
    assert question.grade([found]).score == 1
    assert question.grade([found, beside[0]]).score == 0.5
    assert question.grade([found, *beside]).score == 0
    assert [what for what, _ in question.grade([found]).parts] == ["putschist"]


@pytest.mark.parametrize("response", ["1", {"1": 1}, [1.0], [True], ["1"], [-1], [10**9]])
def test_highlight_takes_only_numbers_of_words(response):
    assert QUESTIONS["highlight"].grade(response).verdict == UNCHECKED


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("12", 12), ("3.5", 3.5), ("3,5", 3.5), ("about 1,050 km", 1050), ("1 050", 1050), ("1\u202f050 km", 1050),
        ("-4", -4), ("−4", -4), ("١٠٥٠", 1050), ("١٬٠٥٠", 1050), ("٣٫٥", 3.5), ("۱۲", 12), ("1,000,000", 1e6),
        ("1,234.5", 1234.5), ("1,0500", 1.05), ("1234,5", 1234.5),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(written, number):
    assert number_in(written) == number


@pytest.mark.parametrize("written", ["", "many", "2022 100", "5 or 6", "1e5", "1.000.000", "1" * 101])
def test_what_is_not_one_number(written):
    with pytest.raises(ValueError, match="not one number"):
        number_in(written)


@pytest.mark.parametrize("response", [1050, 1050.0, "1,050", "1100", 1000, "1050 km"])
def test_a_number_is_right_within_its_tolerance(response):
    assert QUESTIONS["number"].grade(response).score == 1


@pytest.mark.parametrize("response", [math.nan, math.inf, True, [1050], {"1050": 1}, 10**400])
def test_what_is_no_number_is_not_checked(response):
    assert QUESTIONS["number"].grade(response).verdict == UNCHECKED


def test_a_tiny_or_an_immense_number_is_taken_as_it_is():
    assert QUESTIONS["number"].grade(1e-7).verdict == NOT_YET
    assert QUESTIONS["number"].grade(1e200).verdict == NOT_YET
    assert QUESTIONS["number"].grade(650).text == "Those are miles."


def test_the_edge_of_a_tolerance_belongs_to_it():
    question = bank.question(ENTRY | {"answer": 0.3, "tolerance": 0.1}, "x.toml")
    assert question.grade("0.4").score == question.grade("0.2").score == 1
    assert question.grade("0.41").score == 0


ENTRY = {
    "id": "n", "set": "check", "kind": "number", "text": "?", "unit": "km", "feedback": "Yes.", "otherwise": "No.",
}  # fmt: skip


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("July 2022", "2022-07"), ("19 July 2022", "2022-07-19"), ("July 19, 2022", "2022-07-19"), ("2022", "2022"),
        ("the 19th of July 2022", "2022-07-19"), ("2022-07-19", "2022-07-19"), ("JUL 2022", "2022-07"),
        ("Sept. 2022", "2022-09"), ("١٩ July ٢٠٢٢", "2022-07-19"), ("May 2022", "2022-05"), ("in 2022, maybe", "2022"),
        ("1st decided in 2022 May", "2022-05-01"),
    ],
)  # fmt: skip
def test_dates_as_people_write_them(written, iso):
    assert date_in(written) == iso


@pytest.mark.parametrize(
    "written",
    [
        "",
        "July",
        "19/07/2022",
        "31 June 2022",
        "2022-13",
        "2022-02-30",
        "0 July 2022",
        "19 2022",
        "July 0000",
        "2022" * 20,
    ],
)
def test_what_is_not_one_date(written):
    with pytest.raises(ValueError, match=r".+"):
        date_in(written)


@pytest.mark.parametrize(
    ("response", "verdict"),
    [
        ("July 2022", RIGHT), ("19 July 2022", RIGHT), ("2022-07", RIGHT), ("2022", NOT_YET), (2022, NOT_YET),
        ("18 July 2022", NOT_YET), ("August 2022", NOT_YET), ([2022], UNCHECKED), (2022.0, UNCHECKED),
        (True, UNCHECKED),
    ],
)  # fmt: skip
def test_a_date_is_right_if_it_overlaps_and_is_precise_enough(response, verdict):
    assert QUESTIONS["date"].grade(response).verdict == verdict


def test_a_date_that_is_only_too_vague_is_not_called_wrong():
    assert "not wrong" in QUESTIONS["date"].grade("2022").text
    assert QUESTIONS["date"].grade("December 2021").text == "That was in Sirte."


def test_a_range_of_months_asks_for_a_month_at_most():
    asked = ENTRY | {"kind": "date", "answer": "2019-04/2020-06"}
    question = bank.question({name: value for name, value in asked.items() if name != "unit"}, "x.toml")
    assert question.grade("May 2019").score == 1
    assert question.grade("2019").score == 0


@pytest.mark.parametrize(
    "written",
    [
        "Haftar", "Hifter", "HAFTAR", " haftar ", "Ḥaftar", "Khalifa Haftar", "Haf\u00adtar", "The Field Marshal",
        "حفتر",        "خليفة حفتر", "خَلِيفَة حَفْتَر", "خليفه حفتر", "خلیفة حفتر", "حـفـتـر",
        "\u200fحفتر\u200f", "حف\u200fتر",
        "ﺧﻠﻴﻔﺔ ﺣﻔﺘﺮ",
    ],
)  # fmt: skip
def test_a_name_is_right_in_every_spelling_of_the_record(written):
    assert QUESTIONS["text"].grade(written).score == 1


def test_a_known_misreading_gets_its_own_feedback():
    assert QUESTIONS["text"].grade("haddad").text == "He is the other chief."


SPELLINGS = [
    (place.id, written)
    for place in knowledge.places().values()
    for written in (place.name_en, place.name_ar, *place.variants)
]


@given(spelling=st.sampled_from(SPELLINGS), change=st.sampled_from(["upper", "lower", "title", "marks", "vowels"]))
def test_a_place_is_right_in_every_spelling_of_the_record(spelling, change):
    id_, written = spelling
    changed = {
        "marks": f"\u200e{written}\u200f",
        "vowels": "".join(f"{c}\u064e" if c.isalpha() else c for c in written),
    }
    written = changed[change] if change in changed else getattr(written, change)()
    asked = ENTRY | {"kind": "place", "place": id_}
    question = bank.question({name: value for name, value in asked.items() if name != "unit"}, "x.toml")
    assert question.grade(written).score == 1


def test_a_point_earns_less_the_further_it_is():
    question, sirte = QUESTIONS["place"], knowledge.place("sirte")
    scores = [question.grade([sirte.lat, sirte.lon - away]).score for away in (0, 0.3, 1, 2, 9)]
    assert scores[0] == scores[1] == 1
    assert 1 > scores[2] > scores[3] > scores[4] == 0


@pytest.mark.parametrize("point", [[91, 0], [0, 181], [32], [1, 2, 3], ["31", "16"], [True, True], {31: 16, 16: 31}])
def test_what_is_no_point_is_not_checked(point):
    assert QUESTIONS["place"].grade(point).verdict == UNCHECKED


def test_another_place_says_how_far_it_is():
    assert "km away" in QUESTIONS["place"].grade("طرابلس").text


@pytest.mark.parametrize("text", ["Maybe", "x" * 20_001, 3, ["Yes"]])
def test_a_guess_is_one_of_the_options(text):
    assert QUESTIONS["predict"].grade(text).verdict == UNCHECKED


@given(guess=st.fixed_dictionaries(dict.fromkeys(("2011", "2012"), st.integers(0, 20).map(lambda n: n * 100))))
def test_a_drawn_line_is_stored_as_it_was_drawn_and_the_numbers_come_only_then(guess):
    shown = quiz(kinds=("sketch",))
    question = QUESTIONS["sketch"]
    before = repr(shown.widget.questions) + repr(shown)
    feedback = shown.answer(question.id, guess)
    again, later = quiz(kinds=("sketch",)).last_answers()[question.id]
    assert (again, later) == (guess, feedback)
    numbers = [row.number for row in question.guessed().values()]
    assert [row["number"] for row in feedback.drawn["rows"]] == ["1,748.5", *numbers]
    assert not [number for number in numbers if number in before]
    off = {day: abs(guess[day] - row.value) for day, row in question.guessed().items()}
    furthest = max(off, key=off.get)
    assert (f"furthest off for {furthest}" in feedback.text) == (off[furthest] > question.step)
    assert (feedback.verdict, feedback.score, feedback.key) == (STORED, None, ())


@pytest.mark.parametrize("odd", [{"2011": 50}, {"2011": -100}, {"2011": 2100}, {"2011": True}, {"2011": "100"},
                                 {"2011": math.nan}, {"2013": 100}])  # fmt: skip
def test_a_drawn_line_has_a_number_of_the_scale_for_each_date_and_no_other(odd):
    assert QUESTIONS["sketch"].grade({"2011": 100, "2012": 100} | odd).verdict == UNCHECKED
    assert QUESTIONS["sketch"].grade({"2011": 100}).verdict == UNCHECKED


@pytest.mark.parametrize(
    "field, value",
    [("figure", "no-such"), ("dates", ["2010"]), ("dates", ["2011", "2010"]), ("dates", ["2010", "2011-01"]),
     ("most", 1700), ("step", 300), ("step", 0), ("step", 1)],
)  # fmt: skip
def test_a_line_that_cannot_be_drawn_is_named_with_its_field(field, value):
    entry = formats.table(QUESTIONS["sketch"]) | {field: value}
    with pytest.raises(CourseError, match=f'"x-sketch".*"{field}"'):
        bank.question(entry, "x.toml")


def test_more_options_than_ten_are_all_in_the_plain_text():
    options = [{"text": f"option {n}", "right": n == 3, "feedback": f"said {n}"} for n in range(26)]
    question = bank.question({"id": "o", "set": "s", "kind": "choice", "text": "?", "options": options}, "x.toml")
    assert len(question.lines()) == 26


def test_what_is_invented_says_so_in_its_text():
    said = "Sort this, written for this test, partly untrue on purpose."
    entry = {"id": "x", "set": "check", "kind": "classify", "text": said, "invented": True}
    entry["items"] = [{"text": "They met.", "belongs_to": "fact", "feedback": "."}]
    assert bank.question(entry, "a file").invented
    with pytest.raises(CourseError, match='field "text": it must say: written for this test, partly untrue on purpose'):
        bank.question(entry | {"text": "Sort this."}, "a file")


def test_what_is_rated_is_stored_whole_and_never_graded():
    asked = QUESTIONS["rate"]
    stored = asked.grade({"They met.": "rather-true", "They had met before in Paris.": "surely-false"})
    assert (stored.verdict, stored.score) == (STORED, None)
    assert [why for _, why in stored.parts] == ["The record says so.", "No record says so."]
    assert asked.grade({"They met.": "rather-true"}).verdict == UNCHECKED


@pytest.mark.parametrize("lesson", bank.lessons())
def test_the_answer_and_why_has_every_explanation_of_a_question(lesson):
    for question in bank.lesson_questions(lesson):
        if not question.graded:
            continue
        parts = ("options", "items", "pairs", "marks", "results", "misreadings", "grounds")
        said = [entry.feedback for name in parts for entry in getattr(question, name, ())]
        said += [question.feedback] if hasattr(question, "feedback") else []
        shown = told(question, given_up(), shown=True)
        assert {*said} <= {why for _, why, _ in shown.key}, question.id
        assert grading.question(question)["key"] == shown.key  # and on a page
