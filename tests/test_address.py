"""Addresses of sources: only a page on the web becomes a link, wherever a source is shown."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils import address, atlas, charts, compare, knowledge, people, sources, timeline
from course_utils.display import reference
from course_utils.quiz import bank
from course_utils.quiz.feedback import rests
from tests.unpacked import whole

HARMFUL = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "\x01javascript:alert(1)",
    " javascript:alert(1)", "javascript://example.org/%0aalert(1)", "data:text/html,<script>alert(1)</script>",
    "vbscript:x", "file:///etc/passwd", "blob:https://example.org/1", "//example.org", "https://user@example.org/",
    "https:\\\\example.org", "https://exa\u202emple.org",
]  # fmt: skip


def test_every_address_of_the_course_is_a_link():
    for source in knowledge.sources().values():
        assert source.link == source.url


@pytest.mark.parametrize("url", HARMFUL)
def test_what_is_no_page_on_the_web_is_no_link(url):
    source = replace(knowledge.source("newscentral-2022"), url=url)
    assert source.link is None
    assert url not in reference(source) and source.title in reference(source)


@given(st.text(max_size=40), st.sampled_from(["", "https://", "http://", "https://example.org/", "javascript:"]))
def test_any_text_is_an_address_or_named_in_one_sentence(text, start):
    said = address.fault(start + text)
    assert said is None or said.endswith(".")
    assert said or (start + text).lower().startswith(("http://", "https://"))


@pytest.mark.parametrize("url", HARMFUL)
def test_no_look_opens_it(url, monkeypatch):
    for source in knowledge.sources().values():
        monkeypatch.setitem(source.__dict__, "url", url)
    topic = next(iter(knowledge.topics()))
    for view in (
        timeline.show("ev49"),
        compare.show(topic),
        sources.show(),
        people.show("haftar"),
        charts.table("idps"),
    ):
        assert not re.search('href="(?!#|data:text/csv;)', view.html)  # within the look itself it may lead
    page = whole(atlas.show("tripoli").get_root().render())
    assert re.search(r'"url": ?\[null', page)  # the sources of a map lie in columns
    assert not re.search(r'"url": ?\[[^]]*"', page) and not re.search(r'"url": ?"', page)
    rested = [link for question in bank.question_set("01-the-article/check") for _, link in rests(question)]
    assert rested and set(rested) == {None}
