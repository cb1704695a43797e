"""What the page of a map weighs and how soon its first marker stands: ours, plain Folium, Leaflet written by hand."""

import json
import os
import shutil
import statistics
import tempfile
from dataclasses import fields
from pathlib import Path

import folium
import js_lib_leaflet
from playwright.sync_api import sync_playwright

from course_utils import atlas, knowledge
from course_utils.atlas.ground import ground
from course_utils.atlas.map import Map
from course_utils.atlas.options import chosen
from course_utils.atlas.views import MapView, view_of

ROUNDS = 15
BY_HAND = "Leaflet written by hand, script and style in the page"
KEPT = {"id", "title", "description", "south", "west", "north", "east", "max_zoom", "notes", "labels"}
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
    pages = {
        'The course, `atlas.show("libya")`, all layers': framed(atlas.show("libya")),
        "The course, the same 40 places, no other layer": ours(),
        BY_HAND: by_hand(),
    }
    seconds = first_markers(pages)
    print("## A map\n")
    print("| Map of the same 40 places | page, KB | from the network, KB | first marker, ms | against by hand |")
    print("|---|---:|---:|---:|---:|")
    for name, page in pages.items():
        print(f"| {name} | {_kb(page)} | 0 | {seconds[name] * 1000:.0f} | {seconds[name] / seconds[BY_HAND]:.2f} |")
    print(f"| Folium as it comes | {_kb(plain())} | {sum(PULLED.values())} and fonts, tiles | not measured | |")
    print()
    parts = ", ".join(f"{name} {size}" for name, size in PULLED.items())
    print(
        "First marker: from the start of the page to the first frame with a marker in it, "
        f"median of {ROUNDS} rounds, the pages by turns, Chromium, no network. The names beside the course's markers "
        "are written in the frame after that. "
        f"Folium's share of the network was measured once and is not asked for again here: {parts}. "
        "Without it Folium draws nothing, so there is no time."
    )


class Few(MapView):
    """The view of Libya with other places in it than its own."""

    @property
    def all_places(self) -> list:
        """The places of the comparison, from west to east."""
        return sorted(forty(), key=lambda place: (place.lon, place.id))


def forty() -> list:
    """Return the places that every map of the comparison shows."""
    return list(knowledge.places().values())[:40]


def ours() -> str:
    """Return the page of our map with these places and no other layer."""
    libya = view_of("libya")
    kept = {field.name: getattr(libya, field.name) for field in fields(libya) if field.name in KEPT}
    few = Few(**kept, layers=("article", "places", "oil"), sentences=[], sketches=[], pictures=["relief", "satellite"])
    return framed(Map(chosen(few)))


def framed(map_: Map) -> str:
    """Return the page of a map as it stands in the frame of a notebook: its table comes after the frame."""
    return map_.get_root().filled().written()


def plain() -> str:
    """Return the page that Folium makes of these places and the same land."""
    made = folium.Map([27, 17], zoom_start=5)
    folium.GeoJson(land()).add_to(made)
    for place in forty():
        folium.Marker([place.lat, place.lon], tooltip=place.name_en, popup=place.role).add_to(made)
    return made.get_root().render()


def by_hand() -> str:
    """Return a page as one would write it with Leaflet alone."""
    style = (LEAFLET / "leaflet.css").read_text(encoding="utf-8")
    script = (LEAFLET / "leaflet.js").read_text(encoding="utf-8").split("//# sourceMapping")[0]
    marks = [[place.lat, place.lon, place.name_en, place.role] for place in forty()]
    shapes, points = (json.dumps(part, ensure_ascii=False).replace("<", "\\u003c") for part in (land(), marks))
    return f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>Libya</title>
<style>{style} html, body, #map {{ height: 100%; margin: 0 }}</style>
<div id="map"></div><script>{script}</script>
<script>
const map = L.map("map").setView([27, 17], 5);
L.geoJSON({shapes}).addTo(map);
for (const [lat, lon, name, role] of {points}) {{
  const icon = L.divIcon({{ html: "●" }});
  L.marker([lat, lon], {{ icon, alt: name }}).addTo(map).bindTooltip(name).bindPopup(role);
}}
</script>"""


def land() -> dict:
    """Return the shapes of sea and land as GeoJSON."""
    land = ground("basemap.geojson")
    return {"type": "FeatureCollection", "features": land["features"]}


def first_markers(pages: dict[str, str]) -> dict[str, float]:
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
