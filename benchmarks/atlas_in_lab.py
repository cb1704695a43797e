"""A map as an output in JupyterLab: ours, ipyleaflet's, and a page written by hand; its bytes and its first marker."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from playwright.sync_api import Error, Frame, Page, WebSocket, sync_playwright

from benchmarks.atlas import by_hand, forty, land
from tests.browser.conftest import ARGUMENTS
from tests.browser.lab import PATIENCE, Lab

ROUNDS = 7
IPYLEAFLET = ["ipyleaflet==0.20.0", "jupyter-leaflet==0.20.0", "traittypes==0.2.3"]
OURS = 'The course, `atlas.show("libya")`'
THEIRS = "ipyleaflet, 40 markers"
HAND = "Leaflet by hand, in a frame, 40 markers"
SANDBOXED = "The same in a sandboxed frame, as the course's is"
FRAME = (
    "from html import escape\nfrom IPython.display import HTML\n"
    "page = escape(open('by_hand.html').read())\n"
    'HTML(f\'<iframe %s title="Map" style="width:100%%;height:600px" srcdoc="{page}"></iframe>\')'
)
# What makes a map, with its imports; each notebook shows two, one a cell, and only the first has to import.
CELLS = {
    OURS: "from course_utils import atlas\natlas.show('libya')",
    THEIRS: (
        "import json, ipyleaflet\n"
        "given = json.load(open('given.json'))\n"
        "made = ipyleaflet.Map(center=(27, 17), zoom=5, layers=[])\n"
        "made.add(ipyleaflet.GeoJSON(data=given['land']))\n"
        "for lat, lon, name in given['places']:\n"
        "    made.add(ipyleaflet.Marker(location=(lat, lon), title=name, alt=name, draggable=False))\n"
        "made"
    ),
    HAND: FRAME % "",
    SANDBOXED: FRAME % 'sandbox="allow-scripts"',
}


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _install_ipyleaflet(folder / "packages")
        (folder / "by_hand.html").write_text(by_hand(), "utf-8")
        places = [[place.lat, place.lon, place.name_en] for place in forty()]
        (folder / "given.json").write_text(json.dumps({"land": land(), "places": places}), "utf-8")
        for number, source in enumerate(CELLS.values()):
            made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for _ in range(2)])
            nbformat.write(made, folder / f"map-{number}.ipynb")
        lab = Lab(folder)
        try:
            found = _measured(lab)
        finally:
            lab.stop()
    medians = {
        name: [statistics.median(column) for column in zip(*rounds, strict=True)] for name, rounds in found.items()
    }
    print("## A map in JupyterLab\n")
    print("| | over the wire, KB | first map, ms | against by hand | second map, ms | against by hand |")
    print("|---|---:|---:|---:|---:|---:|")
    for name, (first, second, size) in medians.items():
        print(f"| {name} | {size / 1000:.0f} | {first * 1000:.0f} | {first / medians[HAND][0]:.2f} ", end="")
        print(f"| {second * 1000:.0f} | {second / medians[HAND][1]:.2f} |")
    print(
        "\nFrom the start of a cell to the first marker of its map. The first map imports what it needs and is drawn "
        "in a freshly opened notebook; the second comes from the same cell again, below it. "
        f"Median of {ROUNDS} rounds, by turns. Over the wire: what the browser receives for the first map, "
        "its front end included where that is loaded for the map. `python -m benchmarks atlas_in_lab`"
    )


def _install_ipyleaflet(folder: Path) -> None:
    """Put ipyleaflet where this JupyterLab and its kernels find it, and nobody else does."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(folder)]
    subprocess.run([*command, *IPYLEAFLET], check=True)
    os.environ["JUPYTER_PATH"] = str(folder / "share" / "jupyter")
    os.environ["PYTHONPATH"] = str(folder)


def _measured(lab: Lab) -> dict[str, list[tuple[float, float, float]]]:
    found: dict[str, list[tuple[float, float, float]]] = {name: [] for name in CELLS}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("COURSE_BROWSER"), args=ARGUMENTS)
        for turn in range(ROUNDS + 1):
            for number, name in enumerate(CELLS):
                page = browser.new_page(viewport={"width": 1280, "height": 900})
                taken = _once(lab, page, number)
                page.close()
                lab.end_kernels()
                if turn:  # the first turn warms the browser up
                    found[name].append(taken)
        browser.close()
    return found


def _once(lab: Lab, page: Page, number: int) -> tuple[float, float, float]:
    """Return the seconds to the first marker of the first map and of the second, and the bytes for the first."""
    received = Received(page)
    lab.open(page, f"map-{number}")
    page.locator(".jp-CodeCell").first.click()
    received.bytes = 0
    first = _run_until_maps(page, 1)
    page.wait_for_timeout(1000)
    size = received.bytes + received.front
    assert lab.wait_for(page, "idle")
    return first, _run_until_maps(page, 2), size


def _run_until_maps(page: Page, number: int) -> float:
    start = time.perf_counter()
    page.keyboard.press("Shift+Enter")
    while sum(map(_maps_with_markers, page.frames)) < number:
        assert time.perf_counter() - start < PATIENCE / 1000, "no marker"
        page.wait_for_timeout(5)
    return time.perf_counter() - start


def _maps_with_markers(frame: Frame) -> int:
    try:
        return frame.evaluate(
            "document.querySelectorAll('.leaflet-container:has(.leaflet-marker-icon:not(.country))').length"
        )
    except Error:  # a frame that is being replaced
        return 0


class Received:
    """What a page receives: `front` counts ipyleaflet's front end, `bytes` all messages since it was set to 0."""

    def __init__(self, page: Page):
        self.bytes = self.front = 0
        page.on("response", self._answer)
        page.on("websocket", self._socket)

    def _answer(self, answer) -> None:
        if "jupyter-leaflet" in answer.url and answer.status == 200:
            self.front += len(answer.body())

    def _socket(self, socket: WebSocket) -> None:
        def add(data: str | bytes) -> None:
            self.bytes += len(data if isinstance(data, bytes) else data.encode())

        socket.on("framereceived", add)


if __name__ == "__main__":
    main()
