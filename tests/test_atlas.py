"""The maps as Python gives them: the same each time, complete as text, and safe whatever the content says."""

import json
import re
import subprocess
import sys
from dataclasses import replace

import folium
import pytest

from course_utils import atlas, knowledge
from course_utils.atlas import layers, words
from course_utils.atlas.views import view_of
from course_utils.errors import CourseError, UnknownId
from course_utils.knowledge.shelf import all_of

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
        "    bundle = atlas.show(view)._repr_mimebundle_()\n"
        "    print(*(hashlib.sha256(text.encode()).hexdigest() for text in bundle.values()))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_showing_a_map_twice_gives_the_same_page():
    map_ = atlas.show("tripoli")
    assert map_.html == map_.html == atlas.show("tripoli").html


def test_importing_the_atlas_does_not_load_folium():
    program = "import sys, course_utils.atlas; sys.exit('folium' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True)


def test_every_place_of_the_article_is_on_the_map_of_libya():
    named = {place.id for sentence in knowledge.sentences().values() for place in sentence.places}
    assert {place.id for place in view_of("libya").article_places} == named


@pytest.mark.parametrize("view", VIEWS)
def test_the_text_has_every_place_with_its_kind_its_precision_and_its_sentences(view):
    shown = view_of(view)
    text = " ".join(atlas.show(view).text.split())
    assert shown.title in text and shown.description in text
    for place in (*shown.article_places, *shown.other_places):
        assert f"{place.name_en}, {place.name_ar}: {words.kind(place)}. {words.precision(place)}" in text
    for place in shown.article_places:
        assert f"In the article: {', '.join(sentence.id for sentence in place.sentences)}." in text
        assert place.role in text
    for border in shown.shown_borders:
        assert f"{border.name}: {words.length(border)}" in text
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


def test_content_never_becomes_markup_or_script(monkeypatch):
    place = knowledge.place("tripoli")
    links = {"sources": [source.id for source in place.sources]}
    hostile = replace(place, name_en=HOSTILE, name_ar=HOSTILE, role=HOSTILE, **links)
    view = replace(view_of("tripoli"), title=HOSTILE, description=HOSTILE, notes=(HOSTILE,), sentences=[])
    monkeypatch.setattr(type(view), "_places", lambda self: [hostile])
    map_ = atlas.show("tripoli").__class__(view)
    clean = atlas.show("tripoli")
    for made, plain in ((map_.html, clean.html), (map_.get_root().render(), clean.get_root().render())):
        assert made.count("<script") == plain.count("<script")
        assert made.count("</script") == plain.count("</script")
        assert "<img" not in made
        assert "{{ 6 * 7 }}" in made.replace("\\u007b", "{").replace("&#123;", "{")


def test_data_for_the_page_comes_back_as_it_was():
    text = layers.in_script({"text": HOSTILE + "\u2028&"})
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
