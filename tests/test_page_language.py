"""The page around the lessons speaks the language of the course: JupyterLab's server tells it its words."""

import pseudo
from babel.messages.pofile import read_po

from course_utils.front import server


def test_the_page_is_told_each_message_that_it_says(monkeypatch, tmp_path):
    pseudo.speak(monkeypatch, tmp_path)
    words = server.told()["courseWords"]
    assert (words["code"], words["direction"]) == (pseudo.CODE, "rtl")
    with pseudo.POT.open("rb") as file:
        every = [one.id for one in read_po(file) if any(place.startswith("page/") for place, _ in one.locations)]
    assert len(every) > 20
    expected = {one if isinstance(one, str) else one[0]: pseudo.forms(one) for one in every}
    assert {message: words["messages"].get(message) for message in expected} == expected


def test_in_english_the_page_needs_no_words():
    assert server.told() == {}
