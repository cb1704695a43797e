"""The picture of the floors is that of the code, and each room says what it is for."""

from course_authors import architecture


def test_the_picture_is_up_to_date_and_each_room_says_what_it_is_for():
    drawn = architecture.picture()
    assert drawn in architecture.PAGE.read_text("utf-8"), "run: python -m course_utils architecture"
    assert "|  |" not in drawn
