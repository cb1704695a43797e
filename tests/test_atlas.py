"""The maps as Python gives them: the same each time, complete as text, and safe whatever the content says."""

import copy
import html
import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta

import folium
import pytest
from branca.element import MacroElement
from folium import plugins
from folium.template import Template
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from course_utils import atlas, knowledge, timeline
from course_utils.atlas import ground, labels
from course_utils.atlas.js_layer import in_script
from course_utils.atlas.map import Map
from course_utils.atlas.options import chosen
from course_utils.atlas.views import view_of
from course_utils.dates import spell
from course_utils.errors import CourseError, UnknownId
from course_utils.knowledge.geography import Layer
from course_utils.knowledge.loader import all_of
from tests.processes import printed_in_two_processes
from tests.unpacked import whole

VIEWS = ["libya", "tripoli", "sirte", "southern-border"]
HOSTILE = "</script><script>alert(1)</script>`${alert(1)}\\`<img src=x onerror=alert(1)>{{ 6 * 7 }}{% raw %}"


def test_the_views_are_the_four_of_the_lessons():
    assert list(all_of("view")) == VIEWS


@pytest.mark.parametrize("view", VIEWS)
def test_a_map_is_a_folium_map(view):
    assert isinstance(atlas.show(view), folium.Map)


def test_the_first_map_is_libya():
    assert atlas.show().text == atlas.show("libya").text


def test_a_map_is_the_same_bytes_in_any_process():
    program = (
        "import hashlib; from course_utils import atlas\n"
        f"for view in {VIEWS}:\n"
        "    for map_ in (atlas.show(view), atlas.show(view, layers=['events', 'control'], until='2020-06')):\n"
        "        for text in map_._repr_mimebundle_().values():\n"
        "            print(hashlib.sha256(text.encode()).hexdigest())"
    )
    assert len(printed_in_two_processes(program)) == 1


def test_showing_a_map_twice_gives_the_same_page():
    map_ = atlas.show("tripoli")
    assert map_.html == map_.html == atlas.show("tripoli").html


def test_importing_the_atlas_does_not_load_folium():
    program = "import sys, course_utils.atlas; sys.exit('folium' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize("view", VIEWS)
def test_a_layer_of_one_kind_hides_no_place_where_it_cannot_be_switched(view, monkeypatch):
    bases = Layer(id="airbases", shows="places", title="Airbases", kinds=("airbase",))
    layers = {**knowledge.layers(), bases.id: bases}
    monkeypatch.setattr(knowledge, "layers", lambda: layers)
    shown = view_of(view)
    places = {place for layer in shown.showing("article", "places") for place in shown.places_of(layer)}
    assert places == set(shown.all_places)


def test_every_place_of_the_article_is_on_the_map_of_libya():
    named = {place.id for sentence in knowledge.sentences().values() for place in sentence.places}
    assert {place.id for place in view_of("libya").article_places} == named


@pytest.mark.parametrize("view", VIEWS)
def test_the_text_has_every_place_with_its_kind_its_precision_and_its_sentences(view):
    shown = view_of(view)
    text = " ".join(atlas.show(view).text.split())
    assert shown.title in text and shown.description in text
    for place in (*shown.article_places, *shown.other_places):
        assert f"{place.name_en}, {place.name_ar}: {labels.kind(place)}. {labels.precision(place)}" in text
    for place in shown.article_places:
        assert f"Helps to read: {', '.join(sentence.id for sentence in place.sentences)}." in text
        assert place.role in text
    for border in shown.shown_borders if "borders" in shown.layers else ():
        assert f"{border.name}: {labels.length(border)}" in text
    for part in (*shown.notes, *(sentence.text for sentence in shown.shown_sentences)):
        assert part in text


@pytest.mark.parametrize("view", VIEWS)
def test_the_table_after_the_map_has_the_same_places_and_sources_as_links(view):
    after = atlas.show(view).html.split("</iframe>")[1]
    shown = view_of(view)
    for place in (*shown.article_places, *shown.other_places):
        assert place.name_en in after and place.name_ar in after
        for source in place.sources:
            assert not source.url or f'href="{source.url.replace("&", "&amp;")}"' in after


def test_lines_of_text_are_at_most_88_wide_unless_a_link_is_longer():
    for view in VIEWS:
        for line in atlas.show(view).text.splitlines():
            assert len(line) <= 88 or "http" in line


@pytest.mark.parametrize("view", VIEWS)
def test_a_map_names_no_file_on_another_machine(view):
    page = atlas.show(view).get_root().render()
    assert re.findall(r"""(?:<script[^>]*\ssrc|<link|<img|url\((?!#|"?data:)|@import)""", page) == []


def test_a_saved_page_says_how_its_letters_are_written_before_anything_else(tmp_path):
    atlas.show("southern-border").save(str(tmp_path / "map.html"))
    assert b'<meta charset="utf-8">' in (tmp_path / "map.html").read_bytes()[:1024]


def test_the_map_of_the_country_is_no_heavier_than_it_was_without_relief():
    frame = re.search(r"srcdoc='([^']*)'", atlas.show("libya").html)[1]
    assert len(html.unescape(frame).encode()) < 460_000


def test_the_land_is_where_the_ground_has_it():
    geometry = ground.countries()["libya"][0]["geometry"]
    ring = geometry["coordinates"][0]
    steps = ground.folded(geometry)[0]
    north, east = steps[0::2], steps[1::2]
    for number, (lon, lat) in enumerate(ring, start=1):
        assert [sum(north[:number]) / 1000, sum(east[:number]) / 1000] == pytest.approx([lat, lon], abs=0.0006)


def test_tiles_are_the_readers_choice_and_are_attributed():
    assert "tile.openstreetmap.org" not in atlas.show("tripoli").html
    page = atlas.show("tripoli", tiles=True).get_root().render()
    assert "tile.openstreetmap.org" in page and "OpenStreetMap" in page


def test_what_is_added_after_a_showing_is_there_at_the_next():
    map_ = atlas.show("tripoli")
    before = map_.html
    folium.Marker([32.9, 13.2], popup="Mine").add_to(map_)
    assert before != map_.html
    assert map_.html.count("Mine") == 1
    assert "Marker at 32.9, 13.2" in map_.text
    assert map_.html == map_.html


def test_a_copy_of_a_map_is_a_map_of_its_own():
    legend = MacroElement()
    legend._template = Template("{% macro html(this, kwargs) %}<p>MY LEGEND</p>{% endmacro %}")
    first = atlas.show("tripoli")
    first.get_root().add_child(legend)
    second = copy.deepcopy(first)
    assert second.html == first.html and "MY LEGEND" in second.html
    folium.Marker([32.9, 13.2], popup="Mine").add_to(second)
    assert "Mine" in second.html and "Mine" not in first.html
    assert copy.deepcopy(second).text == second.text != first.text


def test_a_page_and_the_frame_say_which_of_the_added_needs_the_internet():
    map_ = atlas.show("libya")
    assert "internet" not in map_.text
    folium.Marker([29, 17]).add_to(map_)
    assert "internet" not in map_.text
    folium.FeatureGroup().add_to(map_).add_child(plugins.HeatMap([[32.9, 13.2, 1]]))
    folium.TileLayer("OpenStreetMap").add_to(map_)
    said = "FeatureGroup and TileLayer need the internet: without it, they are missing or not whole."
    for shown in (map_.text, map_.html.split("</iframe>")[1], map_.get_root().render()):
        assert said in " ".join(shown.split())


def test_content_never_becomes_markup_or_script():
    place = knowledge.place("tripoli")
    links = {"sources": [source.id for source in place.sources]}
    hostile = replace(place, name_en=HOSTILE, name_ar=HOSTILE, role=HOSTILE, **links)
    tripoli = view_of("tripoli")
    linked = {name: [one.id for one in getattr(tripoli, name)] for name in ("coasts", "landmarks")}
    view = replace(tripoli, title=HOSTILE, description=HOSTILE, notes=(HOSTILE,), sentences=[], **linked)
    vars(view)["all_places"] = [hostile]
    map_ = Map(chosen(view))
    clean = atlas.show("tripoli")
    for made, plain in ((map_.html, clean.html), (map_.get_root().render(), clean.get_root().render())):
        assert made.count("<script") == plain.count("<script")
        assert made.count("</script") == plain.count("</script")
        assert "<img" not in made
        assert "{{ 6 * 7 }}" in made.replace("\\u007b", "{").replace("&#123;", "{")


def test_data_for_the_page_comes_back_as_it_was():
    text = in_script({"text": HOSTILE + "\u2028&"})
    assert json.loads(text) == {"text": HOSTILE + "\u2028&"}
    assert not set("<>&\u2028") & set(text)


def test_a_folium_number_is_never_found_in_a_source():
    for source in knowledge.sources().values():
        assert not re.search(r"_[0-9a-f]{32}", source.url or "")


def test_an_unknown_view_is_answered_with_the_nearest_one():
    with pytest.raises(UnknownId, match=r'no map "tripolis"\. Did you mean "tripoli"\?'):
        atlas.show("tripolis")
    with pytest.raises(UnknownId, match="Choose one of: libya, tripoli"):
        atlas.show(3)


def test_tiles_that_are_neither_true_nor_false_are_refused_in_a_sentence():
    with pytest.raises(CourseError, match="tiles is True or False, not 'osm'"):
        atlas.show("libya", tiles="osm")


def test_an_unknown_layer_is_answered_with_the_nearest_one():
    with pytest.raises(UnknownId, match=r'no layer "event"\. Did you mean "events"\?'):
        atlas.show("libya", layers=["event"])
    with pytest.raises(
        CourseError, match=r'"tripoli" has no layer "routes"\. It has: article, places, events, control'
    ):
        atlas.show("tripoli", layers=["routes"])
    with pytest.raises(CourseError, match="layers is a list of names"):
        atlas.show("libya", layers=3)


def test_routes_and_communities_are_never_asked_for_together():
    for routes in ("routes", "unsure-routes"):
        with pytest.raises(CourseError, match="never shown together"):
            atlas.show("libya", layers=["communities", routes])
    for view in map(view_of, VIEWS):
        assert not {"communities", "routes", "unsure-routes"} & set(view.layers)


@pytest.mark.parametrize("view", VIEWS)
def test_routes_and_desert_points_are_seen_at_country_scale_only(view):
    shown = view_of(view)
    if view != "tripoli":
        assert shown.max_zoom <= 8
    assert shown.max_zoom <= 8 or not shown.routes


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({"until": "2020-06-05"}, ("ev-1911-italy", "ev33")),
        ({"since": 2011, "until": 2011}, ("ev01", "ev10")),
        ({"since": "2022-07-18", "until": "2022-07"}, ("ev49", "ev-tripoli-july-2022")),
        ({"since": 2026}, ("ev-hnec-2026", "ev-rome-2026")),
        ({"since": "2022-07-19", "until": "2022-07-19"}, ("ev49", "ev49")),
        ({"since": "2025-05-14", "until": "2025-05-14"}, ("ev59", "ev59")),
        ({"since": "2019-03", "until": "2019-03"}, ("ev24", "ev24")),
    ],
)
def test_a_period_shows_what_happened_in_it(asked, shown):
    map_ = atlas.show("libya", **asked)
    assert (map_.shown.events[0].id, map_.shown.events[-1].id) == shown
    assert "events" in map_.shown.on
    text = " ".join(map_.text.split())
    for event in knowledge.events().values():
        assert (event.title in text) is (event in map_.shown.events)


@given(
    st.tuples(st.sampled_from(VIEWS), st.dates(date(2010, 6, 1), date(2027, 1, 1)), st.integers(0, 400)),
)
def test_the_map_shows_the_same_events_of_a_time_as_the_timeline(asked):
    view, day, days = asked
    since, until = day.isoformat(), (day + timedelta(days)).isoformat()
    told = timeline.show(since=since, until=until).text
    of_view = {event.id for event in view_of(view).events}
    shown = {event.id for event in atlas.show(view, layers=["events"], since=since, until=until).shown.events}
    assert shown == set(re.findall(r"Record: (ev[\w-]+)", told)) & of_view


def test_a_period_without_events_says_that_none_is_recorded():
    assert "None is recorded for this period." in atlas.show("libya", since=1970, until=1970).text
    assert "Not recorded for this period." in atlas.show("sirte", since=2012, until=2014, layers="control").text
    assert "Not recorded for the places of this map." in atlas.show("tripoli", layers="control").text


def test_dates_that_are_none_or_the_wrong_way_round_are_answered_in_a_sentence():
    with pytest.raises(CourseError, match=r'until: "soon" is not a date\. Write a year such as 2022'):
        atlas.show("libya", until="soon")
    with pytest.raises(CourseError, match="Swap since and until"):
        atlas.show("libya", since=2020, until=2019)


def test_control_is_only_what_an_event_says_with_its_date_and_source():
    shown = view_of("libya")
    assert len(shown.changes) == sum(len(event.control) for event in knowledge.events().values())
    text = " ".join(atlas.show("libya", layers=["control"]).text.split())
    assert "April 2019: Sabha taken by Libyan National Army (Libyan Arab Armed Forces), from whom is not" in text
    assert "nothing is carried forward" in text
    assert "5 June 2020: Tarhuna taken by Government of National Accord, from Libyan National Army" in text
    before = " ".join(atlas.show("libya", layers=["control"], until="2020-06-04").text.split())
    [line] = shown.sketches
    assert "Tarhuna taken" not in before and line.title not in before
    assert line.title in text and "schematic" in line.title


def test_the_line_joins_places_that_the_base_puts_on_it():
    [line] = view_of("sirte").sketches
    for place in line.places:
        assert "line" in place.role or "pulled back to it in June 2020" in place.role


def test_roads_are_called_sketches_and_go_through_places_alone():
    view, text = view_of("libya"), " ".join(atlas.show("libya").text.split())
    after = " ".join(atlas.show("libya").html.split("</iframe>")[1].split())
    assert view.roads and "Where the road runs between them is not shown." in text
    for road in view.roads:
        named = ", ".join(place.name_en for place in road.places)
        assert "sketch" in road.title and "sketch" in road.label
        assert f"{road.title}, drawn between {named}." in text
        assert f"<td>{escape(named)}</td>" in after
    assert "drawn between" not in atlas.show("libya", layers=["places"]).text


def test_the_map_of_a_city_counts_and_names_the_points_that_no_list_has():
    view = view_of("tripoli")
    approximate = [one for one in (*view.all_places, *view.landmarks) if one.approximate]
    [note] = [note for note in view.notes if "no list has them" in note]
    assert note.startswith("Five ") and len(approximate) == 5
    for one in approximate:
        assert one.name_en.removesuffix(" naval base (Tripoli)").casefold() in note.casefold()


def test_the_table_has_every_event_route_and_community():
    after = atlas.show("libya", sealed=False).html.split("</iframe>")[1]
    for event in knowledge.events().values():
        assert after.count(f"<b>{escape(event.title)}</b>") == 1
    for route in knowledge.routes().values():
        assert f"{route.title}</th>" in after
    assert view_of("libya").caveat in after
    for community in ("Tebu", "Tuareg", "Awlad Suleiman", "Zuwaya"):
        assert f"{community} <span" in after


def test_communities_stand_only_where_the_base_names_them():
    for view in ("libya", "southern-border"):
        for place, actors in view_of(view).community_places:
            for actor in actors:
                said = f"{actor.description} {actor.role}"
                assert labels.short_name(place) in said


def test_low_confidence_is_a_layer_of_its_own():
    text = atlas.show("libya", layers="routes").text
    assert "Confidence: low" not in text and "Confidence: medium" in text
    assert "Confidence: low" in atlas.show("libya", layers=["unsure-routes"]).text


def test_the_blank_map_is_light_and_bounds_every_place_in_libya():
    blank = atlas.outline()
    (south, west), (north, east) = blank["bounds"]
    assert len(json.dumps(blank)) < 12_000
    for place in knowledge.places().values():
        assert place.country != "LY" or (south < place.lat < north and west < place.lon < east)
    corners = [float(n) for shape in blank["shapes"] for n in re.findall(r"[\d.]+", shape["path"])]
    assert min(corners) >= 0 and max(corners) <= max(blank["width"], blank["height"])
    assert [shape["home"] for shape in blank["shapes"]].count(True) == 1


@pytest.mark.parametrize("view", ["libya", "sirte"])
def test_what_a_lesson_seals_is_on_no_map_until_it_is_opened(view):
    title = knowledge.event("ev43").title
    shut, opened = atlas.show(view, layers=["events"]), atlas.show(view, layers=["events"], sealed=False)
    assert title not in " ".join(shut.text.split())
    assert title not in whole(shut.get_root().render())
    assert "sealed until lesson 08" in " ".join(shut.text.split())
    assert title in " ".join(opened.text.split())
    assert whole(opened.get_root().render()).count(title) == 2  # in the table, and packed for the cards


@pytest.mark.parametrize("name", list(all_of("tour")))
def test_a_tour_tells_all_its_steps_as_text_with_date_and_sources(name):
    tour, map_ = all_of("tour")[name], atlas.tour(name)
    text, after = " ".join(map_.text.split()), " ".join(map_.html.split("</iframe>")[1].split())
    for number, step in enumerate(tour.steps, start=1):
        when = f"{spell(step.date)}. " if step.date else ""
        assert f" {number}. {when}{step.says} [" in text
        assert escape(step.says) in after
        assert step.records
        assert len(re.findall(r"[.?!](?: |$)", step.says)) <= 2
        for source in (source for id_ in step.records for source in knowledge.find(id_).sources):
            assert source.title.rstrip(".") in map_.text and (source.link or "") in map_.text


@pytest.mark.parametrize("name", list(all_of("tour")))
def test_no_tour_holds_what_a_lesson_seals(name):
    page = whole(atlas.tour(name).html)
    for id_ in (id_ for one in knowledge.sealed().values() for id_ in one.records):
        record = knowledge.find(id_)
        title = getattr(record, "title", None)
        assert title is None or (escape(title) not in page and title not in page)


def test_an_unknown_tour_is_answered_with_the_nearest_one():
    with pytest.raises(UnknownId, match="why-sirte"):
        atlas.tour("why-sirt")


def test_the_coast_of_a_city_is_its_own_and_says_whose_it_is():
    coast = ground.near_coast(all_of("coast")["land-tripoli"])
    mole = [point for line in coast["shore"] for point in line if 13.17 < point[0] < 13.2 and 32.9 < point[1] < 32.92]
    assert len(mole) > 5  # the mole of the harbour, which the map of the whole world is without
    for view in ("tripoli", "sirte"):
        shown = " ".join(atlas.show(view).text.split())
        assert "GSHHG 2.3.7" in shown and "cut and simplified" in shown and "LGPL" in shown
