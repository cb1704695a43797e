"""The four maps in a language that nobody speaks: no plain English, nothing on the wrong side or outside its box."""

import pytest
from playwright.sync_api import expect

from course_utils import knowledge
from course_utils.knowledge.loader import all_of
from tests import pseudo
from tests.browser.lab import comes_to
from tests.browser.test_pseudo_looks import TEXTS, allowed, plain

pytestmark = pytest.mark.browser

SHOWN = {
    "libya": ["events", "control", "places"],
    "tripoli": ["events", "control", "places"],
    "sirte": ["events", "control", "places"],
    "southern-border": ["routes", "unsure-routes", "borders", "places"],
    "southern-border, communities": ["communities", "events"],
}
DRAW = f"""
import json, sys, folium
from course_utils import atlas, errors
drawn = {{}}
for name, layers in {SHOWN!r}.items():
    map_ = atlas.show(name.split(",")[0], layers=layers)
    drawn[name] = [map_.get_root().render(), map_.text]
asked = [dict(layers=["event"]), dict(layers=3), dict(tiles="osm"), dict(layers=["communities", "routes"])]
said = []
for one in [*asked, dict(view="tripoli", layers=["routes"]), dict(since=2020, until=2019), dict(until="soon")]:
    try:
        atlas.show(**{{"view": "libya", **one}})
    except errors.CourseError as error:
        said.append(str(error))
json.dump([drawn, said], sys.stdout)
"""
KINDS = ("place.article", "place.other", "event", "change", "front-name", "border-name", "route-name", "people")
LAPTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
OUTSIDE = """() => [...document.querySelectorAll("body *")]
  .filter((one) => !one.closest(".folium-map, .cv-scroll, .for-listeners, svg, script, style"))
  .filter((one) => {
    const { left, right, width } = one.getBoundingClientRect();
    return width && (left < -1 || right > document.documentElement.clientWidth + 1);
  })
  .map((one) => `${one.tagName}.${one.getAttribute("class")}: ${one.textContent.slice(0, 60)}`)"""
INSIDE = """() => {
  const [card] = document.getElementsByClassName("leaflet-popup");
  if (!card) return true;
  const [one, map] = [card, document.querySelector(".folium-map")].map((box) => box.getBoundingClientRect());
  return one.left >= map.left - 1 && one.right <= map.right + 1 && one.top >= map.top - 1;
}"""


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """Each map in the language of the tests, as its page and its text, and what is said of what cannot be shown."""
    return pseudo.printed(DRAW, tmp_path_factory.mktemp("pseudo"))


@pytest.fixture(scope="module")
def english():
    """What stays English: names, also those of lands and seas, and the ids of the article's sentences."""
    lands = [name for view in all_of("view").values() for *_, name in view.labels]
    on_the_ground = all_of("landmark").values()
    points = [one.coord_source for one in (*knowledge.places().values(), *on_the_ground)]
    names = [*allowed(), *lands, "Leaflet", *points, *(one.name_en for one in on_the_ground)]
    return sorted({*names}, key=len, reverse=True), frozenset(knowledge.sentences())


@pytest.fixture
def opened(page, drawn, tmp_path):
    def show(name, size):
        page.set_viewport_size(size)
        file = tmp_path / "map.html"
        file.write_text(drawn[0][name][0], encoding="utf-8")
        page.goto(file.as_uri())
        page.locator(".written").wait_for(state="attached")
        page.evaluate("document.querySelectorAll('.panel, .legend').forEach((one) => (one.open = true))")
        return page

    return show


@pytest.mark.parametrize("name", SHOWN)
def test_a_map_has_no_plain_english_and_nothing_outside_its_box(opened, english, name):
    page = opened(name, PHONE)
    assert page.locator("html").get_attribute("lang") == pseudo.CODE
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    comes_to(page, lambda: page.evaluate(OUTSIDE), [])
    found = [*page.evaluate(TEXTS), page.title()]
    # On a phone the panel, which takes the map's room, is folded as it is at first.
    page.evaluate("document.querySelectorAll('.panel, .legend').forEach((one) => (one.open = false))")
    found += cards(page)
    page.set_viewport_size(LAPTOP)
    page.evaluate("document.querySelectorAll('.panel, .legend').forEach((one) => (one.open = true))")
    comes_to(page, lambda: page.evaluate(OUTSIDE), [])
    cards(page)
    assert {text: words for text in set(found) if (words := plain(text, *english))} == {}


def cards(page):
    """Open one card of each kind, check where it stands, and return all its texts."""
    found = []
    for kind in KINDS:
        marker = page.locator(f".{kind}.leaflet-marker-icon[role=button]").first
        if marker.count():
            marker.evaluate("marker => marker.click()")
            card = page.get_by_role("dialog")
            expect(card).to_have_count(1)  # the one before fades out
            page.wait_for_function(INSIDE)
            assert card.locator(".leaflet-popup-content").evaluate("one => getComputedStyle(one).textAlign") == "start"
            close, heading = card.locator(".leaflet-popup-close-button"), card.locator("h2")
            assert close.bounding_box()["x"] < heading.bounding_box()["x"]
            found += card.evaluate(TEXTS)
    return found


def test_the_west_stays_in_the_west_and_the_panel_changes_its_side(opened):
    page = opened("libya", LAPTOP)
    west, east = (
        page.locator(f".place[aria-label^='{name}']").bounding_box()["x"] for name in ("[Tripoli,", "[Benghazi,")
    )
    assert west < east
    assert page.locator("footer").bounding_box()["x"] < page.locator("main").bounding_box()["x"]


@pytest.mark.parametrize("name", SHOWN)
def test_the_text_of_a_map_has_no_plain_english(drawn, english, name):
    text = drawn[0][name][1].split(f"\n\n{pseudo.said('Sources')}\n")[0]
    assert len(text) < len(drawn[0][name][1])
    assert plain(" ".join(text.split()), *english) == []


def test_what_cannot_be_shown_is_said_without_plain_english(drawn, english):
    known = [*english[0], "layers", "since", "until", "tiles", "event", "soon", *knowledge.layers(), *all_of("view")]
    assert len(drawn[1]) == 7
    assert {said: words for said in drawn[1] if (words := plain(said, known, english[1]))} == {}
