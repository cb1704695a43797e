"""The maps in a real browser: whole without a network, usable without a mouse, safe with hostile text."""

import folium
import pytest
from axe_playwright_python.sync_playwright import Axe

from course_utils import atlas

pytestmark = pytest.mark.browser

VIEWS = ["libya", "tripoli", "sirte", "southern-border"]
LAPTOP = {"width": 1280, "height": 800}
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    # WCAG 2.5.8 leaves out targets whose place is essential, and names pins on a map.
    "rules": {"target-size": {"enabled": False}},
}
PHONE = {"width": 360, "height": 740}
HOSTILE = [
    "<img src=x onerror='document.title=\"broken\"'>",
    "</script><script>document.title='broken'</script>",
    "${document.title='broken'}",
    "`+(document.title='broken')+`",
    "{{ 6 * 7 }}{% raw %}{# gone #}",
    "' \" \\ <b>",
]


@pytest.fixture
def shown(page, tmp_path):
    """Put what a notebook would show on a page of its own, and return the frame of the map."""

    def show(map_, size=LAPTOP):
        page.set_viewport_size(size)
        file = tmp_path / "output.html"
        head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Output</title>'
        file.write_text(f'{head}<meta name="viewport" content="width=device-width">{map_.html}', encoding="utf-8")
        page.goto(file.as_uri())
        frame = page.frame_locator("iframe")
        frame.locator(".leaflet-marker-icon").first.wait_for(state="attached")
        page.wait_for_timeout(100)
        return frame

    return show


@pytest.fixture
def alone(page, tmp_path):
    """Open the page of a map by itself, as `map.save("map.html")` writes it."""

    def open_(map_):
        file = tmp_path / "map.html"
        map_.save(file)
        page.goto(file.as_uri())
        page.locator(".leaflet-marker-icon").first.wait_for(state="attached")
        page.wait_for_timeout(100)
        return page

    return open_


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_place_is_on_the_map_and_its_name_is_written_where_the_article_names_it(shown, view, size):
    map_ = atlas.show(view)
    frame = shown(map_, size)
    places = [*map_.view.article_places, *map_.view.other_places]
    assert frame.locator(".place").count() == len(places)
    for label in frame.locator(".place.article .label").all():
        assert label.is_visible()


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
@pytest.mark.parametrize("view", VIEWS)
def test_no_written_name_covers_another_or_is_cut_off(shown, view, size):
    frame = shown(atlas.show(view), size)
    boxes = frame.locator(".label").evaluate_all(
        """labels => labels.filter(label => getComputedStyle(label).visibility === "visible").map(label => {
             const { left, top, right, bottom } = label.getBoundingClientRect();
             return [label.textContent, left, top, right, bottom];
           })"""
    )
    area = frame.locator(".folium-map").evaluate(
        "map => { const b = map.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom] }"
    )
    for name, left, top, right, bottom in boxes:
        assert left >= area[0] - 1 and top >= area[1] - 1, name
        assert right <= area[2] + 1 and bottom <= area[3] + 1, name
    pairs = [(one[0], other[0]) for one in boxes for other in boxes if one < other and _overlap(one, other)]
    assert pairs == []


def _overlap(one, other):
    _, left, top, right, bottom = one
    _, left_, top_, right_, bottom_ = other
    return min(right, right_) - max(left, left_) > 2 and min(bottom, bottom_) - max(top, top_) > 2


@pytest.mark.parametrize("view", VIEWS)
def test_no_accessibility_rule_is_broken(alone, view):
    page = alone(atlas.show(view))
    page.locator(".place.article").first.press("Enter")
    page.locator(".leaflet-popup").wait_for()
    page.wait_for_timeout(500)  # the popup fades in
    result = Axe().run(page, options=RULES)
    assert result.violations_count == 0, result.generate_report()


def test_no_accessibility_rule_is_broken_round_the_map(shown, page):
    shown(atlas.show("southern-border"))
    page.locator(".atlas-table > summary").click()
    result = Axe().run(page, options=RULES)
    assert result.violations_count == 0, result.generate_report()


def test_a_map_is_used_without_a_mouse(alone):
    page = alone(atlas.show("tripoli"))
    for _ in range(20):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.getAttribute('aria-label') ?? ''")
        if name.startswith("Tripoli,"):
            break
    assert name.startswith("Tripoli, capital. Town centre")
    for key in ("Enter", " "):
        page.keyboard.press(key)
        popup = page.get_by_role("dialog", name="Tripoli")
        popup.wait_for()
        text = popup.inner_text()
        assert "طرابلس" in text
        assert "s01 “Senior military leaders" in text
        assert page.evaluate("document.activeElement.getAttribute('role')") == "dialog"
        page.keyboard.press("Escape")
        popup.wait_for(state="detached")
        assert page.evaluate("document.activeElement.getAttribute('aria-label')") == name


def test_a_popup_gives_its_sources_as_links_that_open_beside_the_course(shown):
    frame = shown(atlas.show("sirte"))
    frame.get_by_role("button", name="Sirte,").click()
    link = frame.locator(".sources a").first
    assert link.get_attribute("href").startswith("https://")
    assert link.get_attribute("target") == "_blank"
    assert "noopener" in link.get_attribute("rel")


def test_southern_borders_say_their_length(shown):
    frame = shown(atlas.show("southern-border"))
    frame.get_by_text("Chad: 1,050 km").first.click()
    assert "1,050 km" in frame.get_by_role("dialog").inner_text()


def test_an_approximate_point_says_so_where_one_may_come_near(shown):
    for view in ("tripoli", "sirte"):
        frame = shown(atlas.show(view))
        labels = frame.locator(".place.approximate.point .label i")
        assert labels.count() > 0
        assert all(label.is_visible() for label in labels.all())


def test_what_a_learner_adds_with_folium_is_drawn(shown):
    map_ = atlas.show("tripoli")
    folium.Marker([32.9, 13.1], popup="My <b>first</b> marker", tooltip="Here").add_to(map_)
    folium.Marker([32.85, 13.2], icon=folium.Icon(color="green", icon="flag")).add_to(map_)
    folium.CircleMarker([32.86, 13.1], radius=8).add_to(map_)
    folium.PolyLine([[32.9, 13.1], [32.85, 13.2]]).add_to(map_)
    folium.GeoJson({"type": "Point", "coordinates": [13.3, 32.85]}).add_to(map_)
    folium.LayerControl().add_to(map_)
    frame = shown(map_)
    assert frame.locator(".pin").count() == 3
    frame.get_by_role("button", name="Here").click()
    assert frame.locator(".leaflet-popup b").inner_text() == "first"


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_a_learner_reaches_the_popup_whole_and_the_course_page_not_at_all(shown, page, text):
    map_ = atlas.show("tripoli")
    folium.Marker([32.95, 13.1], popup=folium.Popup(text, parse_html=True), tooltip="Mine").add_to(map_)
    frame = shown(map_)
    frame.get_by_role("button", name="Mine").click()
    assert frame.locator(".leaflet-popup-content").inner_text().strip() == text
    assert page.title() == "Output"
    assert frame.locator("h1").evaluate("() => document.title") == "Map: Tripoli, where the two generals met"


@pytest.mark.parametrize("text", HOSTILE)
def test_a_learners_markup_cannot_leave_the_frame(shown, page, text):
    map_ = atlas.show("tripoli")
    steal = "<img src='data:,' onerror='parent.document.title=\"broken\"'>"
    folium.Marker([32.95, 13.1], popup=text + steal, tooltip=text + "Mine").add_to(map_)
    frame = shown(map_)
    frame.locator(".pin").click()
    frame.locator(".leaflet-popup-content").wait_for()
    assert page.title() == "Output"
    # The browser refuses what the markup tried, and says so.
    page.faults.clear()
    page.outside.clear()


def test_nothing_moves_for_readers_who_asked_for_stillness(browser, tmp_path):
    page = browser.new_page(reduced_motion="reduce")
    file = tmp_path / "map.html"
    atlas.show("tripoli").save(file)
    page.goto(file.as_uri())
    assert page.evaluate("[L.Map.prototype.options.zoomAnimation, L.Map.prototype.options.fadeAnimation]") == [
        False,
        False,
    ]
    page.close()
