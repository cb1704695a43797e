"""What every test run shares: a learner's folder of its own, a fixed day, and nbval looking at text only."""

import os
import shutil
import signal
import tempfile

import pytest

from course_authors.notebooks import TODAY

# Set here, before any kernel starts: kernels inherit the environment of the test run.
_HOME = tempfile.mkdtemp(prefix="course-test-")
os.environ["COURSE_HOME"] = _HOME
os.environ["COURSE_TODAY"] = TODAY
# A scheduler, or a shell that starts the tests in the background, has Ctrl+C ignored: so would all that tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)
# The files that take longest, the longest first: begun first, they let all processes end together.
LONGEST = (
    *("browser/test_site.py", "tests/test_start.py", "browser/test_page.py", "browser/test_atlas_page.py"),
    *("browser/test_lessons.py", "browser/test_site_storage.py", "browser/test_pages_answered.py"),
    *("tests/test_check.py", "browser/test_a_learners_words.py", "tests/test_rehearsal.py"),
    *("browser/test_site_editions.py", "browser/test_site_pages.py", "browser/test_pseudo_looks.py"),
    *("browser/test_question_kinds.py", "browser/test_pseudo_kinds.py", "browser/test_pseudo_maps.py"),
    *("browser/test_page_opened_once.py", "browser/test_charts.py", "browser/test_home.py", "browser/test_looks.py"),
)


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    # `pytest -n 2` (pytest-xdist): the tests of a file share a site, a JupyterLab or a hub, so they stay together.
    if getattr(config.option, "numprocesses", None) and config.option.dist in ("no", "load"):
        config.option.dist = "loadfile"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="also run the soaks, which take an hour")


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(_HOME, ignore_errors=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--long"):
        left_out = [item for item in items if item.get_closest_marker("long")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("long")]
    places = {name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get("/".join(item.path.parts[-2:]), len(places)))


def pytest_collectstart(collector: pytest.Collector) -> None:
    if hasattr(collector, "skip_compare"):  # a notebook: what is committed is its text
        collector.skip_compare += ("text/html", "application/vnd.vegalite.v5+json")
