"""Every test is a learner with nothing done yet, on a fixed day; what Hypothesis tries is the same every time."""

import pytest
from hypothesis import HealthCheck, settings

from course_utils.attempts import learner, store

collect_ignore = ["tiny_course"]  # another course: test_tiny_course.py runs it as one

settings.register_profile(
    "course",
    derandomize=True,
    database=None,
    deadline=None,  # a busy machine is no fault
    # The fixture below gives a folder for each test, not for each example: the tests here do not mind.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
settings.load_profile("course")


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """Return the learner's folder, which is not there yet."""
    folder = tmp_path / "my_work"
    monkeypatch.setenv("COURSE_HOME", str(folder))
    monkeypatch.setenv("COURSE_TODAY", "2026-01-15")
    store._session.cache_clear()  # as a kernel that has just started
    learner._home.cache_clear()
    return folder
