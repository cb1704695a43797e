"""Two spellings of one pseudonym are one learner, whatever the file system thinks of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils import pseudonym


@pytest.mark.parametrize(
    ("one", "other"),
    [("Amal", "amal"), ("me", "Me"), ("Straße", "STRASSE"), ("ﬁne", "fine"), ("Müge", "Mu\u0308ge"), ("A  b", "a b")],
)
def test_these_are_one_name(one: str, other: str) -> None:
    assert pseudonym.same(one, other)


@pytest.mark.parametrize(("one", "other"), [("Amal", "Amal 1"), ("أمل", "امل"), ("Muge", "Müge")])
def test_these_are_two_names(one: str, other: str) -> None:
    assert not pseudonym.same(one, other)


@given(st.text())
def test_a_key_is_its_own_key(name: str) -> None:
    assert pseudonym.key(pseudonym.key(name)) == pseudonym.key(name)
