"""The browser of the tests is the one that Playwright sets up, with less to draw."""

import contextlib

import psutil
import pytest

pytestmark = pytest.mark.browser


def test_what_playwright_switches_off_stays_off(browser):
    lists = []
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):  # one that has just ended
            given = [one.partition("=")[2] for one in process.cmdline() if one.startswith("--disable-features=")]
            lists += [given] if len(given) > 1 else []  # the browser itself: what it starts has the last list alone
    assert lists
    for playwrights, *_, ours in lists:
        assert set(playwrights.split(",")) <= set(ours.split(","))
