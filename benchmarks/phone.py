"""Bytes and seconds until the first question of a page to read can be answered, on a phone's line of 1 Mbit/s.

python -m benchmarks phone      builds the site first where it is not current
python -m benchmarks.phone [FOLDER OF A SITE THAT IS BUILT]
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from deploy.lite.paths import ROOT
from deploy.lite.serve import server

LINE = {"offline": False, "latency": 100, "downloadThroughput": 125_000, "uploadThroughput": 125_000}  # bytes a second
PHONE = {"width": 360, "height": 740}
READY = ".course-quiz fieldset"  # a question that is drawn can be answered
GOAL_MB, GOAL_S = 1, 10


def first_question(browser, address):
    """Return the bytes that came and the seconds that went by until a question was there, and how many maps came."""
    with browser.new_context(viewport=PHONE, has_touch=True, service_workers="block") as context:
        page = context.new_page()
        line = context.new_cdp_session(page)
        came = []
        line.on("Network.dataReceived", lambda part: came.append(part["encodedDataLength"] or part["dataLength"]))
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", LINE)
        maps = []
        page.on("request", lambda asked: maps.append(asked.url) if "/map-" in asked.url else None)
        start = time.perf_counter()
        page.goto(address, wait_until="commit")
        page.wait_for_selector(READY, timeout=120_000)
        return sum(came), time.perf_counter() - start, len(maps)


def main():
    site = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "site"
    if len(sys.argv) < 2:
        subprocess.run([sys.executable, "start.py", "site"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    where = os.environ.get("COURSE_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
    address = f"http://127.0.0.1:{server(site).server_port}"
    print("## A page to read, on a phone\n")
    print(
        "A line of 1 Mbit/s with 100 ms to and fro, as Chromium emulates it; nothing kept from before, files as",
        end=" ",
    )
    print("they lie there (a host that packs them sends a fifth). Maps come when they are near. ", end="")
    print("`python -m benchmarks phone`\n")
    print(f"| until the first question can be answered | MB (goal: {GOAL_MB}) | s (goal: {GOAL_S}) |\n|---|---:|---:|")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=where, args=["--no-sandbox"])
        for page in sorted(site.glob("[0-9]*-*.html")):
            size, seconds, maps = first_question(browser, f"{address}/{page.name}")
            with_map = " (a map is near: it began to come)" if maps else ""
            print(f"| {page.stem}{with_map} | {size / 1e6:.2f} | {seconds:.1f} |")
        browser.close()


if __name__ == "__main__":
    main()
