"""The maps in a language that nobody speaks: each message is said in it, and all stands on the side where it begins."""

import pytest

pytestmark = pytest.mark.browser
