"""What a map weighs and how soon its first marker stands: ours, plain Folium, Leaflet written by hand, ipyleaflet."""

import json
import os
import shutil
import statistics
import tempfile
from pathlib import Path

import folium
import js_lib_leaflet
from playwright.sync_api import sync_playwright

from course_utils import atlas, knowledge
from course_utils.atlas.choice import chosen
from course_utils.atlas.drawn import ground
from course_utils.atlas.map import Map
from course_utils.atlas.views import view_of

ROUNDS = 15
LEAFLET = Path(js_lib_leaflet.__file__).parent / "static" / "js_lib_leaflet"
# Says when the first marker that is a place stands on the page, at the frame in which it is drawn.
FIRST = """
const look = () => {
  const marker = document.querySelector(".leaflet-marker-icon:not(.country)");
  if (marker) window.firstMarker = performance.now();
  else requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""
# What plain Folium 0.20.0 pulls from other machines, in KB, uncompressed, without fonts and tiles: as measured.
PULLED = {
    "Leaflet (script)": 147,
    "Leaflet (style)": 15,
    "jQuery": 88,
    "Bootstrap (script)": 80,
    "Bootstrap (style)": 195,
    "Font Awesome (style)": 102,
}


def main() -> None:
    """Print the table."""
    places = list(knowledge.places().values())[:40]
    pages = {
        'The course, `atlas.show("libya")`, all layers': atlas.show("libya").get_root().render(),
        "The course, the same 40 places, no other layer": _ours(places),
        "Leaflet written by hand, script and style in the page": _by_hand(places),
    }
    plain = _plain(places)
    seconds = _first_markers(pages)
    by_hand = seconds["Leaflet written by hand, script and style in the page"]
    print("## A map\n")
    print("| Map of the same 40 places | page, KB | from the network, KB | first marker, ms | against by hand |")
    print("|---|---:|---:|---:|---:|")
    for name, page in pages.items():
        print(f"| {name} | {_kb(page)} | 0 | {seconds[name] * 1000:.0f} | {seconds[name] / by_hand:.2f} |")
    print(f"| Folium as it comes | {_kb(plain)} | {sum(PULLED.values())} and fonts, tiles | not measured | |")
    print("| ipyleaflet | not measured | | | |")
    print()
    parts = ", ".join(f"{name} {size}" for name, size in PULLED.items())
    print(
        "First marker: from the start of the page to the first frame with a marker in it, "
        f"median of {ROUNDS} rounds, the pages by turns, Chromium, no network. The names beside the course's markers "
        "are written in the frame after that. "
        f"Folium's share of the network was measured once and is not asked for again here: {parts}. "
        "Without it Folium draws nothing, so there is no time. "
        "ipyleaflet needs JupyterLab and a kernel for each map and was left out."
    )


def _ours(places: list) -> str:
    """Return the page of a map with these places and no other layer."""
    view = view_of("libya")
    inside = sorted(places, key=lambda place: (place.lon, place.id))
    known = type(view)(
        **{name: getattr(view, name) for name in ("id", "title", "description", "south", "west", "north", "east")},
        max_zoom=view.max_zoom,
        notes=view.notes,
        labels=view.labels,
        layers=("article", "places", "oil"),
        sentences=[],
        line=[],
        line_events=[],
    )
    type(known)._places, kept = lambda self: inside, type(known)._places
    try:
        return Map(chosen(known)).get_root().render()
    finally:
        type(known)._places = kept


def _plain(places: list) -> str:
    """Return the page that Folium makes of these places and the same land."""
    made = folium.Map([27, 17], zoom_start=5)
    folium.GeoJson(_land()).add_to(made)
    for place in places:
        folium.Marker([place.lat, place.lon], tooltip=place.name_en, popup=place.role).add_to(made)
    return made.get_root().render()


def _by_hand(places: list) -> str:
    """Return a page as one would write it with Leaflet alone."""
    style = (LEAFLET / "leaflet.css").read_text(encoding="utf-8")
    script = (LEAFLET / "leaflet.js").read_text(encoding="utf-8").split("//# sourceMapping")[0]
    marks = [[place.lat, place.lon, place.name_en, place.role] for place in places]
    data = (json.dumps(part, ensure_ascii=False).replace("<", "\\u003c") for part in (_land(), marks))
    land, points = data
    return f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>Libya</title>
<style>{style} html, body, #map {{ height: 100%; margin: 0 }}</style>
<div id="map"></div><script>{script}</script>
<script>
const map = L.map("map").setView([27, 17], 5);
L.geoJSON({land}).addTo(map);
for (const [lat, lon, name, role] of {points}) {{
  const icon = L.divIcon({{ html: "●" }});
  L.marker([lat, lon], {{ icon, alt: name }}).addTo(map).bindTooltip(name).bindPopup(role);
}}
</script>"""


def _land() -> dict:
    land = ground("basemap.geojson")
    return {"type": "FeatureCollection", "features": land["features"]}


def _first_markers(pages: dict[str, str]) -> dict[str, float]:
    """Return the median time to the first marker of each page, the pages taken by turns."""
    path = os.environ.get("COURSE_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
    taken: dict[str, list[float]] = {name: [] for name in pages}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        files = {name: Path(folder) / f"{number}.html" for number, name in enumerate(pages)}
        for name, page in pages.items():
            files[name].write_text(page, encoding="utf-8")
        for _ in range(ROUNDS + 1):
            for name, file in files.items():
                tab = browser.new_page(viewport={"width": 1000, "height": 600})
                tab.add_init_script(FIRST)
                tab.goto(file.as_uri())
                taken[name].append(tab.wait_for_function("window.firstMarker").json_value() / 1000)
                tab.close()
        browser.close()
    # The first round warms the browser up.
    return {name: statistics.median(times[1:]) for name, times in taken.items()}


def _kb(page: str) -> str:
    return f"{len(page.encode()) / 1000:.0f}"


if __name__ == "__main__":
    main()
