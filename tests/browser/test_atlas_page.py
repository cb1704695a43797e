"""The maps in a real browser: whole without a network, usable without a mouse, safe with hostile text."""

import json
import re
from base64 import b64encode
from contextlib import suppress
from datetime import date

import folium
import pytest
from axe_playwright_python.sync_playwright import Axe
from branca.element import Element, MacroElement
from folium import plugins
from folium.template import Template
from playwright.sync_api import TimeoutError, expect

from course_utils import atlas, front
from course_utils.atlas import layers as layers_
from course_utils.atlas.options import chosen
from course_utils.atlas.page import FRONT as FOLDER
from course_utils.atlas.views import view_of
from course_utils.dates import spell
from course_utils.knowledge.loader import all_of
from course_utils.period import Period
from course_utils.quiz.kinds.text_and_place import distance_km
from course_utils.quiz.widget import FRONT
from tests.browser import wcag

pytestmark = pytest.mark.browser

VIEWS = ["libya", "tripoli", "sirte", "southern-border"]
LAPTOP = {"width": 1280, "height": 800}
# WCAG 2.5.8 leaves out targets whose place is essential, and names pins on a map.
RULES = {**wcag.RULES, "rules": {"target-size": {"enabled": False}}}
PHONE = {"width": 360, "height": 740}
HOSTILE = [
    "<img src=x onerror='document.title=\"broken\"'>",
    "</script><script>document.title='broken'</script>",
    "${document.title='broken'}",
    "`+(document.title='broken')+`",
    "{{ 6 * 7 }}{% raw %}{# gone #}",
    "' \" \\ <b>",
]


MAP = "Object.values(window).find(one => one instanceof L.Map)"
STILL = f"({MAP}.getSize().x === {MAP}.getContainer().clientWidth && !{MAP}._panAnim?._inProgress)"


def drawn(where):
    """Wait until two pictures are drawn: whoever watches a size has been told of it before the second."""
    where.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())))")


@pytest.fixture
def page(same_page):
    """The page of the test before: a map keeps nothing."""
    return same_page


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
        frame.locator(".written").wait_for(state="attached")
        drawn(frame.locator(".written"))
        return frame

    return show


@pytest.fixture
def alone(page, tmp_path):
    """Open the page of a map by itself, as `map.save("map.html")` writes it."""

    def open_(map_):
        file = tmp_path / "map.html"
        map_.save(file)
        page.goto(file.as_uri())
        page.locator(".written").wait_for(state="attached")
        drawn(page)
        return page

    return open_


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_place_is_on_the_map_and_no_written_name_is_missing_covers_another_or_is_cut_off(shown, view, size):
    map_ = atlas.show(view)
    frame = shown(map_, size)
    places = [*map_.view.article_places, *map_.view.other_places]
    expect(frame.locator(".place")).to_have_count(len(places))
    shows = "one => one.checkVisibility({ visibilityProperty: true }) && one.offsetWidth"
    assert frame.locator(".place.article .label").evaluate_all(f"all => all.every({shows})")
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


# Of each name the contrast of its letters with the picture on which they stand, where all but a tenth of it is better.
LEAST = """async ([written, blank]) => {
  const pixels = async (picture) => {
    const image = new Image();
    image.src = `data:image/png;base64,${picture}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
    canvas.drawImage(image, 0, 0);
    return (x, y, w, h) => canvas.getImageData(x, y, w, h).data;
  };
  const [ink, ground] = await Promise.all([written, blank].map(pixels));
  const linear = (part) => (part <= 10 ? part / 3294 : ((part / 255 + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const seen = [...document.querySelectorAll(".label")].filter(
    (label) => getComputedStyle(label).visibility === "visible" && label.offsetWidth,
  );
  return seen.map((label) => {
    const { x, y, width, height } = label.getBoundingClientRect();
    const [left, top] = [Math.max(0, x), Math.max(0, y)].map(Math.round);
    const box = [left, top, Math.round(width), Math.round(height)];
    const [over, under] = [ink(...box), ground(...box)];
    const text = light(label.dataset.colour.match(/[0-9.]+/g).map(Number));
    const found = [];
    for (let at = 0; at < over.length; at += 4) {
      const [letter, behind] = [over, under].map((all) => light(all.slice(at, at + 3)));
      if (behind - letter > 0.3 * (behind - text)) found.push((behind + 0.05) / (text + 0.05));
    }
    found.sort((one, other) => one - other);
    return [label.textContent, found[Math.floor(found.length / 10)]];
  });
}"""


@pytest.mark.parametrize("view", ["libya", "sirte", "southern-border"])
def test_names_can_be_read_on_every_ground(alone, view):
    page = alone(atlas.show(view))
    grounds = page.locator("[name=ground]")
    assert [one.get_attribute("value") for one in grounds.all()] == ["relief", "satellite", "plain"]
    for ground in grounds.all():
        ground.check()
        assert page.locator("img.picture").count() == {"relief": 2, "satellite": 1, "plain": 0}[ground.input_value()]
        drawn(page)
        written = b64encode(page.screenshot()).decode()
        page.locator(".label").evaluate_all(
            "all => all.forEach(one => (one.dataset.colour = getComputedStyle(one).color))"
        )
        style = page.add_style_tag(content=".label, .label * { color: transparent !important; }")
        blank = b64encode(page.screenshot()).decode()
        least = page.evaluate(LEAST, [written, blank])
        style.evaluate("style => style.remove()")
        assert len(least) > 8
        assert [(name, round(contrast, 1)) for name, contrast in least if contrast < 4.5] == []


@pytest.mark.parametrize("name", list(all_of("tour")))
def test_a_tour_is_walked_with_the_keyboard_there_and_back(alone, page, name):
    page.emulate_media(reduced_motion="reduce")  # else each step would have to be waited for
    page.set_viewport_size({"width": 390, "height": 800})
    alone(atlas.tour(name))
    steps = all_of("tour")[name].steps
    told, seen = page.locator(".told"), []
    page.get_by_role("button", name="Next").focus()
    for number, step in enumerate(steps, start=1):
        expect(told).to_contain_text(step.says)
        expect(page.locator(".place-in-tour")).to_have_text(f"Step {number} of {len(steps)}")
        box = page.locator(".folium-map").bounding_box()
        now = page.locator(".bead.now-told")
        assert now.count() == len(step.places)
        for bead in now.all():
            at = bead.bounding_box()
            assert box["x"] <= at["x"] and at["x"] + at["width"] <= box["x"] + box["width"]
            assert box["y"] <= at["y"] and at["y"] + at["height"] <= box["y"] + box["height"]
        assert page.evaluate(f"{MAP}.getZoom()") <= 8
        seen.append(page.evaluate(f"{MAP}.getCenter().lng"))
        page.keyboard.press("ArrowRight")
    assert len(set(seen)) > len(steps) / 2
    expect(page.get_by_role("button", name="Next")).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("ArrowLeft")
    expect(told).to_contain_text(steps[-2].says)
    page.get_by_role("button", name="Back").press("Enter")
    expect(told).to_contain_text(steps[-3].says)
    page.get_by_text("What this rests on").click()
    result = Axe().run(page, options=RULES)
    assert result.violations_count == 0, result.generate_report()


@pytest.mark.parametrize("view", VIEWS)
def test_no_accessibility_rule_is_broken(alone, view):
    page = alone(atlas.show(view))
    page.locator(".place.article").first.press("Enter")
    expect(page.locator(".leaflet-popup")).to_have_css("opacity", "1")  # it fades in
    page.wait_for_function(STILL)
    result = Axe().run(page, options=RULES)
    assert result.violations_count == 0, result.generate_report()


def test_no_accessibility_rule_is_broken_round_the_map(shown, page):
    shown(atlas.show("southern-border"))
    page.locator(".atlas-table > summary").click()
    result = Axe().run(page, options=RULES)
    assert result.violations_count == 0, result.generate_report()


SIGNS = "[...document.querySelectorAll('.leaflet-marker-icon[role=button]')]"
# By arrow keys alone, from the one sign that Tab comes to: each sign that was come to is asked for its four ways on.
WALK = f"""() => {{
  const signs = {SIGNS};
  const found = new Set(signs.filter(one => one.tabIndex === 0));
  for (const from of found)
    for (const key of ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]) {{
      from.focus({{preventScroll: true}});
      from.dispatchEvent(new KeyboardEvent("keydown", {{key, bubbles: true}}));
      found.add(document.activeElement);
    }}
  return [signs.length, found.size, signs.filter(one => one.tabIndex === 0).length];
}}"""


@pytest.mark.parametrize("view", VIEWS)
def test_the_signs_of_a_map_are_one_tab_stop_and_arrow_keys_come_to_each(alone, view):
    page = alone(atlas.show(view, layers=["events", "control"]))
    signs, reached, stops = page.evaluate(WALK)
    assert reached == signs > 3 and stops == 1
    one = f"""() => {{
      const stops = {SIGNS}.filter(one => one.tabIndex === 0).length;
      return stops + ({MAP}.getContainer().tabIndex === 0) === 1 && stops === Math.min(1, {SIGNS}.length);
    }}"""
    for box in page.get_by_role("checkbox").all():
        box.click()
        page.wait_for_function(one)


def test_a_card_says_how_far_it_is_to_other_places_and_which_way(alone):
    page = alone(atlas.show("libya"))
    page.get_by_role("button", name="Sirte, ").focus()
    page.keyboard.press("Enter")
    said = page.get_by_role("dialog", name="Sirte").inner_text()
    assert "Misrata 190 km north-west, Tarhuna 310 km west-north-west, Benghazi 340 km east-north-east" in said


def test_a_link_leads_past_the_map_to_its_table(shown, page):
    shown(atlas.show("sirte"))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Past the map, to the same as a table")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("The same map as a table")).to_be_focused()


def test_a_map_is_used_without_a_mouse(alone):
    page = alone(atlas.show("tripoli"))
    page.keyboard.press("Tab")
    name = page.evaluate("document.activeElement.getAttribute('aria-label') ?? ''")
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


CENTRE = f"(({{lat, lng}}) => `${{lat.toFixed(1)}} ${{lng.toFixed(1)}} ${{{MAP}.getZoom()}}`)({MAP}.getCenter())"
# As fast as keys can follow each other: nothing that the page does later has been done yet.
OPEN_AND_CLOSE = """wait => (async () => {
  const press = (key, type) => document.activeElement.dispatchEvent(new KeyboardEvent(type, {key, bubbles: true}));
  for (const marker of document.querySelectorAll(".leaflet-marker-icon[role=button]")) {
    marker.focus();
    marker.click();
    document.querySelectorAll(".leaflet-popup summary").forEach(summary => summary.click());
    await wait();
    press("Escape", "keydown");
    await wait();
  }
})()"""


@pytest.mark.parametrize("view", VIEWS)
def test_cards_opened_and_closed_at_once_leave_the_map_as_it_was(alone, view):
    page = alone(atlas.show(view, layers=["events", "control"]))
    before = page.evaluate(CENTRE)
    for wait in ("() => null", "() => Promise.resolve()", "() => new Promise(requestAnimationFrame)"):
        page.evaluate(f"({OPEN_AND_CLOSE.replace('wait => ', '', 1)})".replace("await wait()", f"await ({wait})()"))
    expect(page.locator(".leaflet-popup")).to_have_count(0)
    page.wait_for_function(f"{CENTRE} === '{before}'")


@pytest.mark.parametrize("view", VIEWS)
def test_a_card_that_moved_the_map_gives_its_view_back_when_it_is_closed(alone, view):
    page = alone(atlas.show(view))
    before = page.evaluate(CENTRE)
    moved = 0
    for name in [place.name_en for place in atlas.show(view).view.article_places][:3]:
        marker = page.get_by_role("button", name=re.compile(f"^{re.escape(name)},")).first
        marker.focus()
        page.keyboard.press("Enter")
        page.get_by_role("dialog").wait_for()
        page.wait_for_function(f"!{MAP}._panAnim?._inProgress")
        moved += page.evaluate(CENTRE) != before
        page.keyboard.press("Escape")
        page.wait_for_function(f"{CENTRE} === '{before}'")
    assert moved


def test_a_view_that_the_reader_chose_while_a_card_was_open_stays(alone):
    page = alone(atlas.show("libya"))
    before = page.evaluate(CENTRE)
    page.get_by_role("button", name=re.compile("^Tripoli,")).press("Enter")
    page.get_by_role("dialog").wait_for()
    page.wait_for_function(f"!{MAP}._panAnim?._inProgress")
    page.locator(".leaflet-control-zoom-in").evaluate("button => button.click()")
    page.wait_for_function(f"{MAP}.getZoom() > {before.split()[2]} && !{MAP}._animatingZoom")
    chosen_ = page.evaluate(CENTRE)
    page.locator(".leaflet-popup").press("Escape")
    expect(page.locator(".leaflet-popup")).to_have_count(0)
    page.evaluate("() => new Promise(done => setTimeout(() => requestAnimationFrame(done)))")
    assert page.evaluate(CENTRE) == chosen_


@pytest.mark.parametrize("view", VIEWS)
def test_on_a_phone_a_card_is_a_sheet_below_that_closes(alone, page, view):
    page.set_viewport_size(PHONE)
    alone(atlas.show(view, layers=["events"]))
    height = PHONE["height"]
    signs = page.locator(".folium-map.written .leaflet-marker-icon[role=button]")
    assert signs.count() > 3
    for number in range(0, signs.count(), 4):
        signs.nth(number).press("Enter")
        card = page.get_by_role("dialog")
        expect(card).to_be_focused()
        measure = "(one) => one.getBoundingClientRect()"
        place, map_ = card.evaluate(measure), page.locator(".folium-map").evaluate(measure)
        assert place["height"] <= height / 3 + 1
        assert place["bottom"] == height
        assert place["top"] >= map_["top"] + map_["height"] / 2
        page.wait_for_function(STILL)
        assert signs.nth(number).evaluate(measure)["top"] < place["top"]
        page.get_by_role("button", name="Close popup").press("Enter")
        expect(card).to_have_count(0)
        expect(signs.nth(number)).to_be_focused()


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


AREA = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "id": "a",
            "properties": {},
            "geometry": {"type": "Polygon", "coordinates": [[[11, 30], [14, 30], [14, 32], [11, 32], [11, 30]]]},
        }
    ],
}


def without_network(page):
    """Forget what a plugin asked for and what failed: here the map is looked at where no network is."""
    asked = list(page.outside)
    page.outside.clear()
    page.faults.clear()
    return asked


@pytest.mark.parametrize(
    ("needy", "name"),
    [
        (lambda: folium.Choropleth(AREA, data={"a": 1}, key_on="feature.id"), "Choropleth"),
        (lambda: plugins.HeatMap([[32.9, 13.2, 1]]), "HeatMap"),
        (lambda: plugins.Fullscreen(), "Fullscreen"),
        (lambda: plugins.MiniMap(), "MiniMap"),
        (lambda: plugins.TimestampedGeoJson(AREA), "TimestampedGeoJson"),
    ],
)
def test_what_needs_the_network_is_named_and_takes_nothing_with_it(alone, needy, name):
    map_ = atlas.show("libya")
    folium.Marker([30, 16], tooltip="Before").add_to(map_)
    needy().add_to(map_)
    folium.Marker([29, 17], tooltip="After").add_to(map_)
    folium.GeoJson(AREA, style_function=lambda feature: {"className": "mine"}).add_to(map_)
    page = alone(map_)
    for marker in ("Before", "After"):
        assert page.get_by_role("button", name=marker, exact=True).count() == 1
    assert page.locator("path.mine").count() == 1
    said = f"{name} needs the internet: without it, it is missing or not whole."
    assert page.locator(".needs").inner_text() == said
    assert said in " ".join(map_.text.split())
    assert without_network(page)


def test_the_area_of_a_choropleth_is_drawn_without_the_network(alone):
    map_ = atlas.show("libya")
    folium.Choropleth(AREA, data={"a": 1}, key_on="feature.id", fill_color="YlGn").add_to(map_)
    page = alone(map_)
    assert page.locator("path.leaflet-interactive:not(.road)").count() == 1
    assert without_network(page)


@pytest.mark.parametrize("cluster", [plugins.FastMarkerCluster, plugins.MarkerCluster])
def test_markers_of_a_cluster_stand_each_by_itself_without_the_network(alone, cluster):
    map_ = atlas.show("libya")
    cluster([[32.9, 13.2], [32.8, 13.1], [27, 14]]).add_to(map_)
    page = alone(map_)
    assert page.locator(".pin").count() == 3
    assert page.faults == [] or all("ERR_" in fault for fault in page.faults)
    assert without_network(page)


def test_a_layer_that_fails_by_itself_is_named_and_the_next_is_drawn(alone):
    map_ = atlas.show("libya")
    broken = MacroElement()
    broken._template = Template("{% macro script(this, kwargs) %}throw new Error('mine'){% endmacro %}")
    broken.add_to(map_)
    folium.Marker([29, 17], tooltip="After").add_to(map_)
    page = alone(map_)
    assert page.get_by_role("button", name="After").count() == 1
    assert "MacroElement could not be drawn" in page.locator(".fault").inner_text()
    assert without_network(page) == []


def test_the_scripts_of_a_map_leave_nothing_on_the_page_but_their_own_name(alone, page, tmp_path):
    (tmp_path / "empty.html").write_text("<!doctype html><title>Empty</title>", "utf-8")
    page.goto((tmp_path / "empty.html").as_uri())
    before = set(page.evaluate("Object.getOwnPropertyNames(window)"))
    alone(atlas.show("libya"))
    names = set(page.evaluate("Object.getOwnPropertyNames(window)")) - before
    # Leaflet, what Folium needs of jQuery, and for each layer the variable that Folium gives it.
    assert {name for name in names if not re.search("_[0-9]+$", name)} <= {"L", "leaflet", "$"}
    scripts = "\n".join(script.read_text("utf-8") for script in sorted(FOLDER.glob("*.js")))
    declared = set(re.findall(r"^(?:async )?(?:function|const|let|class) (\w+)", scripts, re.MULTILINE))
    assert {"words", "box", "overlap"} <= declared
    known = page.evaluate("names => names.filter(name => (0, eval)(`typeof ${name}`) !== 'undefined')", list(declared))
    assert known == ["atlas"]


def test_what_folium_puts_on_a_page_is_on_the_page_of_a_map(alone):
    map_ = atlas.show("libya")
    legend = MacroElement()
    legend._template = Template(
        "{% macro html(this, kwargs) %}"
        '<p style="position: fixed; bottom: 90px; left: 60px; z-index: 9999">MY LEGEND</p>{% endmacro %}'
    )
    root = map_.get_root()
    root.add_child(legend)
    root.html.add_child(Element("<h2>MY TITLE</h2>"))
    root.header.add_child(Element("<style>.leaflet-container { outline: 3px solid rgb(1, 2, 3) }</style>"))
    root.script.add_child(Element("window.mine = 42;"))
    listener = MacroElement()
    listener._template = Template(
        "{% macro script(this, kwargs) %}{{ this._parent.get_name() }}.on('click', () => (window.clicked = 1));"
        "{% endmacro %}"
    )
    map_.add_child(listener)
    page = alone(map_)
    title, legend_, area = (
        page.locator(found).bounding_box() for found in ("h2:has-text('MY TITLE')", "p:has-text('MY LEGEND')", "main")
    )
    shape = page.locator(".folium-map").bounding_box()
    assert title["y"] >= area["y"] and title["y"] + title["height"] <= shape["y"] + 1
    assert legend_["height"] > 0 and page.get_by_text("MY LEGEND").is_visible()
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.leaflet-container')).outlineColor") == "rgb(1, 2, 3)"
    )
    page.locator(".folium-map").click(position={"x": 300, "y": 300})
    assert page.evaluate("[window.mine, window.clicked]") == [42, 1]
    assert "MY TITLE" in map_.text


def test_a_saved_map_has_the_table_that_it_announces(alone):
    page = alone(atlas.show("sirte"))
    assert "follows it as a table" in page.locator(".for-listeners").inner_text()
    summary = page.get_by_text("The same map as a table")
    expect(summary).to_be_in_viewport()
    assert not page.get_by_text("Places that help to read the article, from west").is_visible()
    summary.click()
    assert page.get_by_text("Places that help to read the article, from west").is_visible()
    assert page.locator(".folium-map").bounding_box()["height"] > 300
    assert Axe().run(page, options=RULES).violations_count == 0


def test_text_of_a_learner_reaches_the_popup_whole_and_the_course_page_not_at_all(shown, page):
    map_ = atlas.show("tripoli")
    for number, text in enumerate(HOSTILE):
        popup = folium.Popup(text, parse_html=True)
        folium.Marker([32.95, 13 + number / 50], popup=popup, tooltip=f"Mine {number}").add_to(map_)
    frame = shown(map_)
    for number, text in enumerate(HOSTILE):
        frame.get_by_role("button", name=f"Mine {number}").press("Enter")
        told = frame.locator(".leaflet-popup-content")
        expect(told).to_have_count(1)  # the one before fades out
        assert told.inner_text().strip() == text
        assert page.title() == "Output"
        assert frame.locator("h1").evaluate("() => document.title") == "Map: Tripoli, where the two generals met"


def test_a_learners_markup_cannot_leave_the_frame(shown, page):
    map_ = atlas.show("tripoli")
    steal = "<img src='data:,' onerror='parent.document.title=\"broken\"'>"
    for number, text in enumerate(HOSTILE):
        folium.Marker([32.95, 13 + number / 50], popup=text + steal, tooltip=text + "Mine").add_to(map_)
    frame = shown(map_)
    expect(frame.locator(".pin")).to_have_count(len(HOSTILE))
    for number in range(len(HOSTILE)):
        frame.locator(".pin").nth(number).press("Enter")
        expect(frame.locator(".leaflet-popup-content")).to_have_count(1)  # the one before fades out
        assert page.title() == "Output"
    # The browser refuses what the markup tried, and says so.
    page.faults.clear()
    page.outside.clear()


def test_what_was_opened_stays_open_when_the_map_changes_its_size(alone):
    page = alone(atlas.show("libya"))
    marker = page.get_by_role("button", name=re.compile("^Sirte,"))
    marker.press("Enter")
    page.set_viewport_size({"width": 620, "height": 420})
    drawn(page)
    page.wait_for_function(STILL)
    popup = page.get_by_role("dialog").bounding_box()
    map_ = page.locator(".folium-map").bounding_box()
    assert popup["y"] >= map_["y"] and popup["y"] + popup["height"] <= map_["y"] + map_["height"]


def test_a_map_that_is_given_its_room_late_shows_its_whole_view(page, tmp_path):
    file = tmp_path / "output.html"
    head = (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Output</title><style>.early iframe {display: none}'
    )
    file.write_text(f'{head}</style><body class="early">{atlas.show("libya").html}', encoding="utf-8")
    page.goto(file.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator(".leaflet-container").wait_for(state="attached")
    page.evaluate("document.body.className = ''")
    frame.locator(".written").wait_for(state="attached")
    for place in ("Tripoli", "Kufra"):
        mark = frame.locator(".leaflet-marker-icon[aria-label^='" + place + "']").first
        expect(mark).to_be_in_viewport()


def test_a_reader_scrolls_past_the_map_and_the_wheel_zooms_it_after_a_click(shown, page):
    frame = shown(atlas.show("libya"))
    page.evaluate("document.body.style.height = '3000px'")
    scale = frame.locator(".leaflet-control-scale-line")
    before = scale.inner_text()
    frame.locator(".folium-map").hover(position={"x": 300, "y": 300})
    turn_the_wheel(page, 100, lambda: page.wait_for_function("scrollY > 0", timeout=1000))
    assert scale.inner_text() == before
    frame.locator(".folium-map").click(position={"x": 300, "y": 330})
    turn_the_wheel(page, -100, lambda: expect(scale).not_to_have_text(before, timeout=1000))


def turn_the_wheel(page, by, see):
    """Turn it notch by notch, as a finger does: a browser scrolls by what it last drew, so one notch may miss."""
    for _ in range(20):
        page.mouse.wheel(0, by)
        with suppress(AssertionError, TimeoutError):
            see()
            return
    pytest.fail("Twenty notches of the wheel had no effect.")


def test_one_finger_scrolls_past_the_map(browser, tmp_path):
    file = tmp_path / "output.html"
    head = '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    file.write_text(f'{head}<body style="height: 3000px">{atlas.show("libya").html}', encoding="utf-8")
    with browser.new_context(has_touch=True, is_mobile=True, viewport=PHONE) as context:
        page = context.new_page()
        page.goto(file.as_uri())
        frame = page.frame_locator("iframe")
        frame.locator(".written").wait_for(state="attached")
        expect(frame.get_by_text("Two fingers move and zoom the map.")).to_be_visible()
        touch = context.new_cdp_session(page)
        for step in range(11):
            point = {"x": 180, "y": 300 - 20 * step}
            kind = "touchMove" if step else "touchStart"
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
            drawn(page)
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        page.wait_for_function("scrollY > 100")


def test_layers_are_switched_with_the_keyboard_alone(alone):
    page = alone(atlas.show("southern-border"))
    box = page.get_by_role("checkbox", name="Routes, approximate")
    box.focus()
    page.keyboard.press("Space")
    assert page.locator("path.route.leaflet-interactive").count() == 3
    assert page.get_by_text("They are not the paths of anyone").is_visible()
    page.locator(".route-name").first.press("Enter")
    popup = page.get_by_role("dialog").inner_text()
    assert "Approximate" in popup and "tens of kilometres" in popup
    box.press("Space")
    assert page.locator("path.route.leaflet-interactive").count() == 0


def test_every_layer_of_every_map_can_be_switched_off_and_on(alone):
    for view in VIEWS:
        page = alone(atlas.show(view))
        for box in page.get_by_role("checkbox").all():
            before = box.is_checked()
            box.set_checked(not before)
            box.set_checked(before)
        page.evaluate("""() => { for (const box of document.querySelectorAll("[data-layer]:checked")) box.click() }""")
        assert page.locator(".place").count() == 0


def test_routes_and_communities_switch_each_other_off_and_the_map_says_so(alone):
    page = alone(atlas.show("southern-border"))
    routes = page.get_by_role("checkbox", name="Routes, approximate")
    unsure = page.get_by_role("checkbox", name="Routes with little evidence")
    people = page.get_by_role("checkbox", name="Communities")
    routes.check()
    unsure.check()
    people.check()
    assert not routes.is_checked() and not unsure.is_checked()
    assert page.locator("path.route.leaflet-interactive").count() == 0
    assert page.locator(".people.leaflet-marker-icon").count() == 6
    assert page.locator(".said").inner_text() == (
        "Routes, approximate and Routes with little evidence switched off: never shown together with "
        "Communities, names only."
    )
    routes.check()
    assert not people.is_checked()
    assert page.locator(".people.leaflet-marker-icon").count() == 0


def test_time_is_walked_event_by_event_with_the_keyboard(alone):
    page = alone(atlas.show("libya", layers=["events", "control"], until="2020-06-04"))
    now = page.locator(".now")
    assert "Tarhuna" not in now.inner_text()
    assert page.locator(".front-line").count() == 0
    page.get_by_role("button", name="Next event").focus()
    page.keyboard.press("Enter")
    assert now.get_attribute("role") == "status"
    assert "5 June 2020: LNA left western Libya" in now.inner_text()
    assert "Tarhuna, Sirte, Al Jufra airbase" in now.inner_text()
    assert page.locator(".badge.latest").count() == 3
    assert page.locator(".front-line").count() == 1
    changed = page.locator(".changed").inner_text()
    assert changed == "Since 4 June 2020: 1 event more, Tarhuna taken."
    page.get_by_role("button", name="Previous event").press("Enter")
    assert page.locator(".front-line").count() == 0
    assert page.locator(".changed").inner_text() == "Compared with 5 June 2020: 2 events fewer."


def test_time_plays_until_it_is_paused_moved_or_over(alone):
    page = alone(atlas.show("libya", layers=["events"], since="2022-07", until="2022-12"))
    upto = page.get_by_role("slider", name="Up to")
    begun = sorted({event.period.start.last for event in view_of("libya").events})
    later = [day for day in begun if day > date(2022, 12, 31)]
    play = page.locator(".play")
    play.press("Enter")
    expect(play).to_have_text("Pause")
    expect(upto).to_have_attribute("aria-valuetext", spell(later[1].isoformat()))
    play.press("Enter")
    expect(play).to_have_text("Play")
    assert page.locator(".now").get_attribute("aria-live") is None
    upto.press("End")
    upto.press("ArrowLeft")
    play.press("Enter")
    expect(upto).to_have_attribute("aria-valuetext", spell(later[-1].isoformat()))
    expect(play).to_have_text("Play")  # it is over
    play.press("Enter")
    page.get_by_role("button", name="Previous event").press("Enter")
    expect(play).to_have_text("Play")
    play.press("Enter")
    page.get_by_role("button", name="Tripoli, ").press("Enter")
    page.get_by_role("dialog", name="Tripoli").wait_for()
    expect(play).to_have_text("Play")  # nothing closes what is being read


@pytest.mark.parametrize(
    ("day", "place", "said"),
    [
        ("2022-07-18", "Tripoli", "18 July 2022"),
        ("2022-07-19", "Tripoli", "19 July 2022"),
        ("2019-03-01", "Sabha", "1 March 2019"),
        ("2025-05-14", "Tripoli", "14 May 2025"),
    ],
)
def test_an_event_that_lasted_is_on_the_map_on_each_of_its_days(alone, day, place, said):
    map_ = atlas.show("libya", layers=["events"], since=day, until=day)
    page = alone(map_)
    assert page.get_by_role("button", name=f"{place}: 1 event").locator(".badge").inner_text() == "1"
    now = page.locator(".now").inner_text()
    assert map_.shown.events[0].title in now and f"Shown: {len(map_.shown.events)} of" in now
    for name in ("From", "Up to"):
        assert page.get_by_role("slider", name=name).get_attribute("aria-valuetext") == said


def test_the_page_shows_the_events_of_python_wherever_time_begins_and_ends(alone):
    page = alone(atlas.show("libya", layers=["events"]))
    events = view_of("libya").events
    for since, until in (("2019-02", "2020-06-05"), ("2011", "2014-07"), ("2022-07-19", "2026"), ("2013", "2013")):
        # What the two sliders do, with the days that Python gives to a map asked for in this way.
        asked = layers_.known(chosen(view_of("libya"), since=since, until=until))["time"]
        titles = "[...atlas.story.keys()].filter(atlas.within).map(number => atlas.story[number].title)"
        shown = page.evaluate(f"time => {{ atlas.time = time; return {titles} }}", asked)
        time = Period.parse(f"{since}/{until}")
        assert shown == [event.title for event in events if event.period.overlaps(time)]


def test_both_ends_of_time_are_moved_with_arrow_keys(alone):
    page = alone(atlas.show("libya", layers=["events"]))
    upto = page.get_by_role("slider", name="Up to")
    since = page.get_by_role("slider", name="From")
    upto.press("Home")
    assert "No event is recorded" in page.locator(".now").inner_text()
    assert page.locator(".event").count() == 0
    upto.press("ArrowRight")
    assert upto.get_attribute("aria-valuetext") == "31 October 1911"  # no more is known than the month
    assert page.locator(".event").count() == 2  # Tripoli and Cyrenaica
    upto.press("End")
    since.press("End")
    since.press("ArrowLeft")
    assert since.get_attribute("aria-valuetext") == "29 April 2026"
    # The last one, and two of which no more than April is known. What a lesson seals is not among all.
    assert f"Shown: 3 of {len(view_of('libya').events)} events." in page.locator(".now").inner_text()


def test_time_moves_in_days_by_hand_to_events_by_arrows_and_by_months_with_page_keys(alone):
    page = alone(atlas.show("libya", layers=["events"], until="2022-07-19"))
    upto = page.get_by_role("slider", name="Up to")
    where = [upto.get_attribute("aria-valuetext")]
    for key in ("ArrowRight", "PageUp", "PageDown", "ArrowLeft"):
        upto.press(key)
        where.append(upto.get_attribute("aria-valuetext"))
    assert where == ["19 July 2022", "21 July 2022", "21 August 2022", "21 July 2022", "18 July 2022"]
    upto.fill(str(int(upto.input_value()) + 4))
    assert upto.get_attribute("aria-valuetext") == "22 July 2022"
    assert page.locator(".changed").inner_text() == "Since 18 July 2022: 1 event more."
    upto.fill(str(int(upto.input_value()) + 10))  # a day on which nothing began
    assert page.locator(".changed").inner_text() == "Since 22 July 2022: no other event."
    strokes = page.locator(".ticks").get_attribute("d").count("M")
    assert strokes == len({event.period.start.last for event in view_of("libya").events})


def test_events_without_a_place_are_listed_beside_the_map_for_the_time_that_is_chosen(alone):
    page = alone(atlas.show("libya", since="2020-01", until="2020-12"))
    shown, here = atlas.show("libya", since="2020-01", until="2020-12").shown, set(view_of("libya").all_places)
    titles = [event.title for event in shown.events if here.isdisjoint(event.places)]
    listed = page.locator(".elsewhere")
    assert titles and f"{len(titles)} events without a place" in listed.inner_text()
    listed.locator("> summary").press("Enter")
    entries = listed.locator("details > summary").all_inner_texts()
    assert [entry.partition("2020 ")[2].removesuffix(" (content note)") for entry in entries] == titles
    listed.locator("details > summary").first.press("Enter")
    assert listed.locator("details[open] a").first.is_visible()
    page.get_by_role("checkbox", name="Events").uncheck()
    assert not listed.is_visible()


def test_an_event_is_opened_and_unfolded_with_the_keyboard(alone):
    page = alone(atlas.show("libya", layers=["events"]))
    page.get_by_role("button", name=re.compile("^Misrata: [0-9]+ events$")).press("Enter")
    popup = page.get_by_role("dialog")
    for summary in popup.locator("summary").all():
        summary.press("Enter")
    expect(popup.locator("details[open] a").first).to_be_visible()
    drawn(page)
    page.wait_for_function(STILL)
    assert popup.bounding_box()["y"] >= page.locator("main").bounding_box()["y"] - 1


@pytest.mark.parametrize(
    ("view", "layers"),
    [
        ("libya", ["events", "control", "places"]),
        ("sirte", ["events", "control"]),
        ("southern-border", ["routes", "unsure-routes", "borders"]),
        ("southern-border", ["communities", "places"]),
    ],
)
def test_layers_break_no_accessibility_rule(alone, view, layers):
    page = alone(atlas.show(view, layers=layers))
    page.locator(".panel").evaluate("panel => (panel.open = true)")
    for size in (LAPTOP, PHONE):
        page.set_viewport_size(size)
        drawn(page)
        page.wait_for_function(STILL)
        result = Axe().run(page, options=RULES)
        assert result.violations_count == 0, f"{size}: {result.generate_report()}"


CHEAT_SHEET = [
    "<SCRIPT SRC=https://cdn.jsdelivr.net/gh/Moksh45/host-xss.rocks/index.js></SCRIPT>",
    "<a onmouseover=\"document.title='broken'\">xxs link</a>",
    '<IMG """><SCRIPT>document.title=\'broken\'</SCRIPT>"\\>',
    '<img src=x onerror="&#0000106&#0000097&#0000118&#0000097">',
    "<<SCRIPT>document.title='broken';//\\<</SCRIPT>",
    "\\\";document.title='broken';//",
    "</TITLE><SCRIPT>document.title='broken';</SCRIPT>",
    "<svg/onload=document.title='broken'>",
    "<details open ontoggle=document.title='broken'>",
    "${document.title='broken'}`{{7*7}}\u2028",
]


def test_hostile_content_is_text_in_every_layer(alone, monkeypatch):
    text = " ".join(CHEAT_SHEET)
    for kind, names in {
        "event": ("title", "summary"),
        "place": ("name_en", "name_ar", "role"),
        "actor": ("name_en", "name_ar", "description", "say"),
        "route": ("title", "carries", "note"),
        "border": ("name", "note"),
        "source": ("title", "publisher"),
    }.items():
        for record in all_of(kind).values():
            for name in names:
                monkeypatch.setitem(record.__dict__, name, text)
    for layers in (["events", "control", "borders", "routes", "unsure-routes", "places"], ["communities"]):
        page = alone(atlas.show("southern-border", layers=layers))
        for marker in page.locator(".leaflet-marker-icon[role=button]").all()[:40]:
            marker.evaluate("marker => marker.click()")
            drawn(page)
        # Nothing happens, which nobody can watch: a picture that fails, or a script, has this long to do harm.
        page.wait_for_timeout(200)
        assert page.title() == "Map: The southern border"
        assert page.locator(".leaflet-popup :is(script, img, svg, [onerror], [onload], [ontoggle])").count() == 0


def test_a_printed_map_says_its_period_and_hides_what_cannot_be_pressed(alone):
    page = alone(atlas.show("libya", layers=["events"], until="2020-06"))
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator(".now").is_visible() and page.locator(".date", has_text="June 2020").is_visible()
    assert not page.get_by_role("button", name="Next event").is_visible()
    assert not page.locator("label[for=layer-communities]").is_visible()


def test_a_printed_map_is_whole_on_every_paper_and_as_before_afterwards(alone):
    page = alone(atlas.show("libya"))
    seen = "Object.values(window).find(one => one instanceof L.Map).getBounds().toBBoxString()"
    before = page.evaluate(seen)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.set_viewport_size({"width": 680, "height": 560})  # as wide as A4 between its margins
    drawn(page)
    page.wait_for_function(STILL)
    box = page.locator(".folium-map").bounding_box()
    assert box["x"] + box["width"] <= 640
    for name in ("Tripoli", "Kufra", "Ghat"):  # in the north, far in the east, far in the west
        place = page.get_by_role("button", name=name).first.bounding_box()
        assert box["x"] <= place["x"] and place["x"] + place["width"] <= box["x"] + box["width"], name
    page.set_viewport_size({"width": 1280, "height": 800})
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.wait_for_function(f"{seen} === '{before}'")


def test_a_map_keeps_its_whole_view_when_it_becomes_much_wider(alone):
    page = alone(atlas.show("libya"))
    seen = "Object.values(window).find(one => one instanceof L.Map).getBounds().toBBoxString()"
    before = page.evaluate(seen)
    page.set_viewport_size({"width": 380, "height": 800})
    page.wait_for_function(f"{seen} !== '{before}'")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.wait_for_function(f"{seen} === '{before}'")


@pytest.fixture
def blank(page, tmp_path):
    """Put the blank map of a question on a page."""
    script = front.joined(FRONT / "map.js")
    call = f"window.asked = pointMap({{map: {json.dumps(atlas.outline())}}}, null)"
    file = tmp_path / "point.html"
    file.write_text(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Point</title>'
        f"<style>{front.CSS}</style><main class='course-quiz'></main>"
        f"<script type='module'>{script};{call};document.querySelector('main').append(asked.node)</script>",
        encoding="utf-8",
    )
    page.goto(file.as_uri())
    return page


def test_a_place_is_pointed_at_with_the_mouse(blank):
    assert blank.evaluate("asked.read()") is None
    (south, west), (north, east) = atlas.outline()["bounds"]
    box = blank.locator("svg").bounding_box()
    x = box["x"] + (16.5887 - west) / (east - west) * box["width"]
    y = box["y"] + (north - 31.2089) / (north - south) * box["height"]
    blank.mouse.click(x, y)
    lat, lon = blank.evaluate("asked.read()")
    assert distance_km(lat, lon, 31.2089, 16.5887) < 5


def test_a_place_is_pointed_at_with_the_arrow_keys_and_spoken(blank):
    blank.keyboard.press("Tab")
    for key in ("ArrowUp", "ArrowUp", "ArrowLeft", "Shift+ArrowDown"):
        blank.keyboard.press(key)
    lat, lon = blank.evaluate("asked.read()")
    assert (lat, lon) == (27.65, 16.75)
    assert blank.get_by_role("status").inner_text().startswith("Your point: 27.6 degrees north")
    assert Axe().run(blank, options=RULES).violations_count == 0


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
