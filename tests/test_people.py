"""Who is who: the cards, what ties the actors on a date, how that is drawn, and what changed between two dates."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils import dates, knowledge, people
from course_utils.errors import CourseError, UnknownId
from course_utils.people import camps, drawing, edge_routing, layout, relations
from course_utils.period import Period

ARTICLE = {actor for sentence in knowledge.sentences().values() for actor in sentence.actors}
ON = "2022-07-19"


def cards(view):
    """Return the ids of the actors on the page."""
    return re.findall(r'class="pp-card" data-record="([^"]+)"', view.html)


def nodes(view):
    """Return the ids of the boxes of a network."""
    return re.findall(r'class="pn-node [^"]*" data-record="([^"]+)"', view.html)


def flat(view):
    return " ".join(view.text.split())


def made(**fields):
    """Return a relation that is not in the content."""
    return replace_relation(knowledge.relation("rel01"), **fields)


def replace_relation(relation, **fields):
    ends = {"from_": relation.from_.id, "to": relation.to.id, "sources": [one.id for one in relation.sources]}
    return replace(relation, **{**ends, **fields})


def holds(relation, when, monkeypatch):
    monkeypatch.setattr(knowledge, "relations", lambda: {relation.id: relation})
    found = relations.on(Period.parse(when))
    return found[0].certain if found else None


def test_all_actors_have_a_card_with_both_names_role_and_sources():
    view = people.show()
    assert sorted(cards(view)) == sorted(knowledge.actors())
    text = flat(view)
    for actor in knowledge.actors().values():
        assert f"{actor.name_en} ({actor.name_ar})" in text
        assert f'<span lang="ar" dir="rtl">{actor.name_ar}</span>' in view.html
        for said in (actor.role, actor.after, actor.description, actor.say, actor.avoid, *actor.variants):
            assert said is None or said in text


def test_cards_are_grouped_by_kind_with_a_word_for_every_kind_and_camp():
    actors = knowledge.actors().values()
    assert {actor.kind for actor in actors} == set(camps.kinds())
    assert {actor.camp for actor in actors} == set(camps.camps())
    kinds = [knowledge.actor(id_).kind for id_ in cards(people.show())]
    assert list(dict.fromkeys(kinds)) == list(camps.kinds())


def test_cards_of_a_sentence_are_its_actors():
    assert set(cards(people.show(sentence="s03"))) == {actor.id for actor in knowledge.sentence("s03").actors}


def test_an_actor_asked_for_twice_has_one_card():
    assert cards(people.show("haftar", "Hifter", sentence="s03")).count("haftar") == 1


def test_few_cards_are_open_and_many_are_closed():
    assert people.show("haftar").html.count(" open>") == 1
    assert " open>" not in people.show().html


def test_an_unknown_actor_is_told_with_the_nearest():
    with pytest.raises(UnknownId, match='Did you mean "haddad"'):
        people.show("hadda")


@pytest.mark.parametrize(
    ("since", "until", "when", "certain"),
    [
        ("2020-01-10", "2020-01-20", "2020-01-09", None),
        ("2020-01-10", "2020-01-20", "2020-01-10", True),
        ("2020-01-10", "2020-01-20", "2020-01-20", True),
        ("2020-01-10", "2020-01-20", "2020-01-21", None),
        ("2020-01-10", None, "2030", True),
        ("2020-01", None, "2019-12-31", None),
        ("2020-01", None, "2020-01-01", False),
        ("2020-01", None, "2020-01-31", True),
        ("2020-01", None, "2020-02-01", True),
        ("2020", "2022", "2020-06-01", False),
        ("2020", "2022", "2021-06-01", True),
        ("2020", "2022", "2022-06-01", False),
        ("2020", "2022", "2023-01-01", None),
        ("2020-05-01", "2020-06-01", "2020", False),
        ("2020-05-01", "2020-06-01", "2020-05", True),
        (None, "2020", "2019", False),
        ("2020", "2020-05", "2020-06-01", None),  # what ended in May cannot have begun after it
    ],
)
def test_a_tie_holds_from_its_first_to_its_last_day_and_is_uncertain_where_those_are(
    since, until, when, certain, monkeypatch
):
    assert holds(made(since=since, until=until), when, monkeypatch) is certain


def test_a_network_shows_the_actors_of_the_article_and_what_ties_them():
    view = people.network(on=ON)
    shown = [knowledge.actor(id_) for id_ in nodes(view)]
    assert 15 <= len(shown) <= 30
    found = relations.on(Period.parse(ON))
    tied = {actor for tie in found for actor in (tie.relation.from_, tie.relation.to)}
    assert tied & ARTICLE <= set(shown)
    for actor in set(shown) - ARTICLE:
        assert any({tie.relation.from_, tie.relation.to} & ARTICLE and actor in _ends(tie) for tie in found)
    for actor in ARTICLE - tied:
        assert actor.name_en in view.text.split("No tie recorded on this date:")[1]


def _ends(tie):
    return (tie.relation.from_, tie.relation.to)


@pytest.mark.parametrize("when", ["2011-05", "2016-09", ON, "2025-12-31"])
def test_everything_has_each_tie_of_the_date_in_drawing_list_and_text(when):
    view = people.network(on=when, everything=True, sealed=False)
    found = relations.on(Period.parse(when))
    text = flat(view)
    assert view.html.count('class="pn-reach"') == len(found)
    assert set(nodes(view)) == {actor.id for tie in found for actor in _ends(tie)}
    for tie in found:
        assert tie.words(tie.relation.from_) in text
        assert tie.words(tie.relation.to, when=False) in text
        for id_ in nodes(view):
            if id_ == tie.relation.from_.id:
                label = re.search(rf'data-record="{id_}"[^>]*aria-label="([^"]+)"', view.html)[1]
                assert tie.words(tie.relation.from_, when=False) in label


def test_a_tie_that_a_lesson_seals_is_kept_out_and_counted():
    for shut, opened in (
        (people.network(on=ON), people.network(on=ON, sealed=False)),
        (people.changes("2021-12-01", "2021-12-31"), people.changes("2021-12-01", "2021-12-31", sealed=False)),
    ):
        assert "Mohammed al-Haddad" not in flat(shut) or "negotiates with Abdulrazek al-Nadhouri" not in flat(shut)
        assert "1 entry is sealed until lesson 08" in flat(shut)
        assert "sealed until lesson 08" in " ".join(shut.html.split())
        assert "negotiates with Abdulrazek al-Nadhouri" in flat(opened)
        assert "sealed" not in flat(opened)


def test_an_open_end_is_never_told_as_if_it_still_held():
    text = flat(people.network(on=ON))
    checked = dates.spell(knowledge.course().reaches)
    assert f"commands Libyan National Army, since 2 March 2015, no end known, last checked {checked}" in text
    assert "commands Libyan National Army, since 24 August 2014, until 18 August 2025" in text
    assert not re.search(r"\b(currently|today|now)\b", text.split("Sources [1]")[0])


def test_an_appointment_has_a_day_and_no_end():
    assert "was appointed by House of Representatives on 24 August 2014 [" in flat(people.network(on=ON))


def test_an_uncertain_tie_is_marked_in_drawing_and_text():
    view = people.network(on=ON, around="hsc")
    assert "mediates for High Council of State, since December 2021, until July 2022" in flat(view)
    assert "(not certain on this date)" in view.text
    assert 'class="pn-edge pn-doubt' in view.html


def test_an_alleged_tie_is_dotted_and_said_to_be_alleged():
    view = people.network(on="2025-07-01", around="rsf")
    assert "alleged: backs Rapid Support Forces" in flat(view)
    assert 'class="pn-edge alleged e-lna e-rsf"' in view.html
    assert "ALLEGED" not in view.text
    assert "alleged: one side says so" in view.html


def test_a_leader_of_an_institution_leads_and_a_commander_commands():
    text = flat(people.network(on=ON))
    assert "leads Government of National Unity" in text
    assert "commands Libyan National Army" in text


def test_kinds_camp_and_around_narrow_the_network():
    only = people.network(on=ON, kinds=["rival_of", "backs"])
    assert set(re.findall(r'class="pn-edge (\w+) e-', only.html)) == {"rival_of", "backs", "alleged"}  # some are denied
    west = people.network(on=ON, camp="west")
    for one, other in re.findall(r'class="pn-edge \w+ e-([\w-]+) e-([\w-]+)', west.html):
        assert "west" in (knowledge.actor(one).camp, knowledge.actor(other).camp)
    around = people.network(on=ON, around="haddad", sealed=False)
    assert set(nodes(around)) == {"haddad", "nadhouri", "army-west", "gna"}


def test_a_kind_of_tie_is_known_by_its_words():
    assert people.network(on=ON, kinds="is a rival of").html == people.network(on=ON, kinds="rival-of").html


def test_a_date_with_no_tie_gives_one_sentence():
    assert "the course has no such tie" in flat(people.network(on="1990"))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"on": "yesterday"}, 'on: "yesterday" is not a date'),
        ({"on": ON, "camp": "wst"}, 'no camp "wst". Did you mean "west"'),
        ({"on": ON, "kinds": ["owns"]}, 'no kind of tie "owns"'),
        ({"on": ON, "kinds": 5}, 'no kind of tie "5"'),
        ({"on": ON, "around": "haftarr"}, 'Did you mean "haftar"'),
    ],
)
def test_what_is_not_known_is_said_in_one_sentence(asked, said):
    with pytest.raises(CourseError, match=re.escape(said)):
        people.network(**asked)


@pytest.mark.parametrize("when", ["2011-05", "2015", ON, "2025-12-31"])
def test_no_box_covers_another_and_all_stand_on_the_drawing(when):
    found = relations.on(Period.parse(when))
    actors = list(dict.fromkeys(actor for tie in found for actor in _ends(tie)))
    drawn = drawing.draw(actors, found, actors)
    width, height = drawn["box"]
    boxes = [(box["x"], box["y"]) for box in drawn["boxes"]]
    for n, (x, y) in enumerate(boxes):
        assert 0 <= x <= drawn["width"] - width and 0 <= y <= drawn["height"] - height
        for x2, y2 in boxes[n + 1 :]:
            assert abs(x - x2) >= width or abs(y - y2) >= height
    for box in drawn["boxes"]:
        assert len(box["lines"]) <= 3
    columns = {box["id"]: box["x"] for box in drawn["boxes"]}
    for actor in actors:
        zone = camps.camp(actor).zone
        if zone in layout.COLUMNS:
            assert columns[actor.id] == layout.COLUMNS[zone] - width // 2


def places(view):
    """Return where the box of each actor of a network stands."""
    found = re.findall(r'data-record="([^"]+)" tabindex.*?<rect x="(\d+)" y="(\d+)"', view.html, re.DOTALL)
    return {id_: (int(x), int(y)) for id_, x, y in found}


@pytest.mark.parametrize(
    "asked", [{}, {"everything": True}, {"around": "haftar"}, {"camp": "west"}, {"kinds": "backs"}]
)
def test_an_actor_stands_at_the_same_place_whatever_the_date(asked):
    stood = {}
    for when in ("2011-05", "2014", "2019-06", "2021-06-01", ON, "2025-12-31"):
        for actor, place in places(people.network(on=when, **asked)).items():
            assert stood.setdefault(actor, place) == place, (actor, when)
    assert len(set(stood.values())) == len(stood) > 3


def test_the_west_stands_left_and_the_east_right():
    for when in ("2021-06-01", ON):
        stood = places(people.network(on=when, everything=True))
        left = [x for id_, (x, _) in stood.items() if knowledge.actor(id_).camp == "west"]
        right = [x for id_, (x, _) in stood.items() if knowledge.actor(id_).camp == "east"]
        assert max(left) + layout.BOX < min(right)


def test_an_actor_without_a_place_of_its_own_gets_a_free_one():
    actors = [moved("haftar", slot=2), moved("lna", slot=2), moved("gns", slot=None), moved("hor", slot=1)]
    assert layout.slots_of(actors) == {"haftar": 2, "hor": 1, "lna": 3, "gns": 4}


def moved(id_, *, slot):
    actor = knowledge.actor(id_)
    return replace(actor, slot=slot, sources=[one.id for one in actor.sources])


@pytest.mark.parametrize("when", ["2021-06-01", ON])
def test_the_default_drawing_is_no_hairball(when):
    of_article = [tie for tie in relations.ever() if set(_ends(tie)) & ARTICLE]
    points, _, _ = layout.place(dict.fromkeys(actor for tie in of_article for actor in _ends(tie)))
    pairs = [
        (a.id, b.id) for tie in relations.on(Period.parse(when)) if set(_ends(tie)) & ARTICLE for a, b in [_ends(tie)]
    ]
    straight = [
        edge_routing.across(points[a], points[b], 0, points)
        for a, b in dict.fromkeys(pairs)
        if not layout.same_column((points[a], points[b]))
    ]
    crossings = sum(
        _cross((one[0], one[-1]), (other[0], other[-1]))
        for n, one in enumerate(straight)
        for other in straight[n + 1 :]
    )
    assert len(straight) > 8
    assert crossings <= 12


def _cross(one, other):
    (a, b), (c, d) = one, other
    if a in (c, d) or b in (c, d):
        return False
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a, b, c):
    turn = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return (turn > 0) - (turn < 0)


def test_no_mark_of_doubt_lies_on_a_box():
    found = relations.on(Period.parse(ON))
    actors = list(dict.fromkeys(actor for tie in found for actor in _ends(tie)))
    drawn = drawing.draw(actors, found, actors)
    width, height = drawn["box"]
    marks = [edge["uncertain"] for edge in drawn["edges"] if edge["uncertain"]]
    assert marks
    for mark in marks:
        assert not any(
            box["x"] < mark["x"] < box["x"] + width and box["y"] < mark["y"] < box["y"] + height
            for box in drawn["boxes"]
        )


def test_the_same_call_gives_the_same_bytes():
    one, other = people.network(on=ON, everything=True), people.network(on=ON, everything="all")
    assert (one.text, one.html) == (other.text, other.html)


def test_changes_tell_what_began_and_what_ended_in_order():
    view = people.changes(ON, "2025-12-31")
    text = flat(view)
    assert "18 August 2025: ended: Abdulrazek al-Nadhouri commands Libyan National Army" in text
    assert "24 December 2025: began: Salah al-Din al-Namroush commands Western Libyan forces" in text
    assert "April 2023: began: alleged: Libyan National Army backs Rapid Support Forces" in text
    assert "Fathi Bashagha leads Government of National Stability" in text
    assert text.index("16 May 2023: ended") < text.index("18 August 2025: ended")
    assert "Perhaps outside these dates: only “July 2022” is recorded." in text
    assert "2 March 2015: " not in text


def test_changes_include_both_days_asked_for():
    assert "began" in people.changes("2025-12-24", "2025-12-24").text
    assert "ended" in people.changes("2025-12-23", "2025-12-23").text
    assert flat(people.changes("2025-12-25", "2025-12-26")).endswith("no tie that began or ended then.")


def test_changes_refuse_dates_in_the_wrong_order():
    with pytest.raises(CourseError, match="Give the earlier date first"):
        people.changes("2025", "2022")


@given(st.dates(date(2010, 1, 1), date(2027, 1, 1)), st.integers(0, 900))
def test_what_holds_on_a_later_day_held_before_or_is_told_as_a_change(first, length):
    last = first + timedelta(days=length)
    before = {tie.relation.id for tie in relations.on(Period.parse(first.isoformat()))}
    after = {tie.relation.id for tie in relations.on(Period.parse(last.isoformat()))}
    text = flat(people.changes(first.isoformat(), last.isoformat(), sealed=False))
    for id_ in before ^ after:
        relation = knowledge.relation(id_)
        start, end = relations.short(relation.from_), relations.short(relation.to)
        assert f"{start} {relations.verb(relation, relation.from_)} {end}" in text


def test_plain_text_keeps_to_the_width_but_for_its_sources():
    for view in (people.show(), people.network(on=ON, everything=True), people.changes(2012, 2026)):
        assert max(len(line) for line in view.text.split("\nSources\n")[0].splitlines()) <= 88


ANYTHING = st.one_of(
    st.text(max_size=10),
    st.integers(-10, 12000),
    st.dates().map(date.isoformat),
    st.sampled_from(["haftar", "lna", "west", "backs", ON, "2015", "2014/2016", None]),
)


@given(ANYTHING, ANYTHING, ANYTHING, ANYTHING, st.booleans())
def test_whatever_is_asked_gives_a_view_or_one_sentence(on, camp, kinds, around, everything):
    for call in (
        lambda: people.network(on=on, camp=camp, kinds=kinds, around=around, everything=everything),
        lambda: people.changes(on, camp),
        lambda: people.show(around),
    ):
        try:
            view = call()
        except CourseError as error:
            assert str(error)
        else:
            assert view.text and view.html
