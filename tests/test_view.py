"""A view says the same to the eye and in text, and nothing that it shows becomes markup."""

from hypothesis import given
from hypothesis import strategies as st

from course_utils import display, knowledge

words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30).map(str.strip).filter(bool)


@given(st.lists(st.tuples(words, words), min_size=1, max_size=4))
def test_a_table_has_every_cell_in_its_text_and_no_cell_is_markup(rows):
    shown = display.table("Caption", ("First", "Second"), rows)
    flat = " ".join(shown.text.split())
    for first, second in rows:
        assert " ".join(first.split()) in flat and " ".join(second.split()) in flat
    assert shown.html.count("<td") == len(rows)


def test_what_looks_like_markup_is_text():
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}"
    html = display.table(hostile, (hostile, "b"), [(hostile, hostile)]).html
    assert "<script" not in html and "<img" not in html and "49" not in html


def test_sources_are_numbered_in_the_order_in_which_they_are_cited():
    first, second = (knowledge.source(id_) for id_ in ("geonames", "lsm-20220718"))
    citations = display.Citations()
    assert [citations.mark([first]), citations.mark([second, first]), citations.mark([])] == ["[1]", "[2, 1]", ""]
    assert citations.text().splitlines()[1].startswith("[2] Nadhouri and Haddad discuss military")
    assert citations.text().endswith(second.url)


def test_a_long_word_is_never_broken():
    address = "https://example.org/" + "a-b" * 60
    assert address in display.paragraph(f"see {address} there")
