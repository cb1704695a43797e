"""Vote, discuss, vote: 35 phones at once, none lost or counted twice, and nothing said of vote 1 before its time."""

import http.client
import json
import re
import secrets
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode, urlsplit

import pytest

from course_class import vote
from course_utils.errors import CourseError
from course_utils.quiz import bank
from course_utils.quiz.kinds.choice import Choice, Choices

CLASS = 35
ONE = next(one for one in bank.every().values() if type(one) is Choice and any(o.misreading for o in one.options))
SEVERAL = next(one for one in bank.every().values() if type(one) is Choices)
NAMES = [option.name for option in ONE.options]


@pytest.fixture
def hold():
    """Return what holds a vote on this computer alone, and ends it after the test."""
    held = []

    def start(question=ONE.id, **more):
        held.append(vote.hold(question, 0, host="127.0.0.1", **more))
        return held[-1]

    yield start
    for one in held:
        one.end()


def ask(address, method="GET", body=None, **headers):
    """Return status and body of what a server answers on a connection of its own."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=60)
    try:
        connection.request(method, parts.path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def send(held, token, number, *names, other=()):
    values = {"session": held.ballot.session, "token": token, "vote": number, "options": names} | dict(other)
    return ask(f"{held.phones}vote", "POST", json.dumps(values), **{"Content-Type": "application/json"})


def press(held, button, **values):
    status, _ = ask(f"{held.slide}{button}", "POST", urlencode(values), **FORM)
    assert status == 303


FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def table(held):
    """Return the votes that the slide shows, option by option."""
    page = ask(held.slide)[1].decode()
    return [tuple(map(int, re.findall(r"</meter> (\d+)<", row))) for row in page.split("<tr>")[2:]]


def test_a_class_votes_at_once_and_none_is_lost_or_counted_twice(hold):
    held = hold()
    tokens = [secrets.token_hex(16) for _ in range(CLASS)]
    everyone = threading.Barrier(CLASS)

    def phone(place):
        """Vote in a hurry: one vote whose answer is lost on the way, then a double tap on a new connection."""
        everyone.wait(timeout=60)
        name = NAMES[place % 4] if number == 1 else NAMES[3]
        values = {"session": held.ballot.session, "token": tokens[place], "vote": number, "options": [name]}
        body = json.dumps(values)
        head = f"POST /vote HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
        with socket.create_connection(held.servers[1].server_address, timeout=60) as lost:
            lost.sendall(f"{head}\r\n\r\n{body}".encode())
        return [send(held, tokens[place], number, name)[0] for _ in range(2)]

    for number in (1, 2):
        with ThreadPoolExecutor(CLASS) as pool:
            assert list(pool.map(phone, range(CLASS))) == [[200, 200]] * CLASS
        assert f"{CLASS} phones" in ask(f"{held.slide}state")[1].decode()
        press(held, "go", leaving=held.ballot.phase)
        if number == 1:
            press(held, "go", leaving="talk")
    assert table(held) == [(9, 0), (9, 0), (9, 0), (8, 35)]


def test_nothing_that_anybody_can_open_depends_on_vote_1_before_both_are_closed(hold):
    """Two classes that chose differently see the same, letter by letter, on every address and in every answer."""
    tokens = [secrets.token_hex(16) for _ in range(5)]
    classes = [hold(), hold()]

    def seen(held):
        addresses = [held.phones, *(held.phones + one for one in ("state", "vote", "result", "phone.js", "vote.css"))]
        addresses += [held.slide, *(held.slide + one for one in ("state", "go", "hands", "result", "slide.js"))]
        found = [ask(address, method) for address in addresses for method in ("GET", "HEAD")]
        odd = {held.ballot.session: "SESSION", held.slide: "SLIDE", held.phones: "PHONES"}
        texts = [(status, body.decode()) for status, body in found]
        for one, name in odd.items():
            texts = [(status, text.replace(one, name)) for status, text in texts]
        return texts

    def both_see_the_same():
        first, second = map(seen, classes)
        assert first == second

    both_see_the_same()
    for held, name, hands in zip(classes, (NAMES[0], NAMES[3]), (["4", ""], ["", "4"]), strict=True):
        answers = [send(held, token, 1, name) for token in tokens]
        assert answers == [(200, b'{"counted": 1}')] * 5
        press(held, "hands", at="first", **{"hands-0": hands[0], "hands-1": hands[1]})
    for leaving in ("first", "talk"):
        both_see_the_same()
        for held in classes:
            with pytest.raises(CourseError, match="before vote 2 is closed"):
                held.ballot.rows()
            press(held, "go", leaving=leaving)
    both_see_the_same()
    for held in classes:
        press(held, "go", leaving="second")
    assert table(classes[0]) == [(9, 0), (0, 0), (0, 0), (0, 0)]
    assert table(classes[1]) == [(0, 0), (4, 0), (0, 0), (5, 0)]
    assert seen(classes[0])[:12] == seen(classes[1])[:12]  # phones are told nothing afterwards either


def test_a_changed_mind_counts_once_and_a_late_vote_not_at_all(hold):
    held, token = hold(), secrets.token_hex(16)
    for name in NAMES:
        assert send(held, token, 1, name)[0] == 200
    press(held, "go", leaving="first")
    press(held, "go", leaving="first")  # the second tap of a double one
    assert held.ballot.phase == "talk"
    assert send(held, token, 1, NAMES[0]) == (409, b'{"refused": "closed"}')
    press(held, "go", leaving="talk")
    assert send(held, token, 1, NAMES[0])[0] == 409
    assert send(held, token, 2, NAMES[1])[0] == 200
    press(held, "go", leaving="second")
    assert table(held) == [(0, 0), (0, 1), (0, 0), (1, 0)]


def test_hands_count_in_the_vote_that_they_were_counted_in_or_not_at_all(hold):
    held = hold()
    press(held, "hands", at="first", **{"hands-0": "3"})
    for leaving in ("first", "talk"):
        press(held, "go", leaving=leaving)
    press(held, "hands", at="first", **{"hands-0": "30"})  # from a second window that still shows vote 1
    press(held, "hands", at="second", **{"hands-1": "4"})
    press(held, "go", leaving="second")
    press(held, "hands", at="second", **{"hands-1": "40"})
    assert table(held) == [(3, 0), (0, 4), (0, 0), (0, 0)]


def test_the_misreading_that_moved_most_comes_first(hold):
    held = hold()
    right = next(option.name for option in ONE.options if option.right)
    wrong = next(option for option in ONE.options if option.misreading)
    for _ in range(3):
        token = secrets.token_hex(16)
        send(held, token, 1, wrong.name)
    for leaving in ("first", "talk"):
        press(held, "go", leaving=leaving)
    send(held, secrets.token_hex(16), 2, right)
    press(held, "go", leaving="second")
    [row] = held.ballot.misreadings()
    assert (row.votes, row.moved) == ((3, 0), -3)
    page = ask(held.slide)[1].decode()
    assert "3 in vote 1, 0 in vote 2." in page
    assert row.feedback in page


def test_where_several_may_hold_each_is_counted_and_a_question_without_options_is_said_to_have_none(hold):
    held = hold(SEVERAL.id)
    names = [option.name for option in SEVERAL.options]
    assert send(held, secrets.token_hex(16), 1, *names[:2])[0] == 200
    assert send(held, secrets.token_hex(16), 1, names[0])[0] == 200
    for leaving in ("first", "talk", "second"):
        press(held, "go", leaving=leaving)
    assert [row.votes for row in held.ballot.rows()] == [(2, 0), (1, 0), *[(0, 0)] * (len(names) - 2)]
    bare = next(one for one in bank.every().values() if not getattr(one, "options", ()))
    with pytest.raises(CourseError, match="no options to vote on"):
        hold(bare.id)
    with pytest.raises(CourseError, match="There is no question"):
        hold("99-zz99")


ELSEWHERE = [
    "/..",
    "/../pages.py",
    "/%2e%2e/pages.py",
    "/front/vote.css",
    "//etc/passwd",
    "/etc/passwd",
    "/vote-slide.html",
]


def test_phones_find_nothing_but_the_vote(hold):
    held = hold()
    netloc = urlsplit(held.phones).netloc
    for path in (*ELSEWHERE, "/slide.js", "/go", "/hands", "/templates/", "/%00", "/state/", "/vote.css/"):
        for method in ("GET", "POST", "HEAD"):
            assert ask(f"http://{netloc}{path}", method)[0] == 404, (method, path)


def test_the_slide_is_for_who_knows_its_address_on_this_computer(hold):
    held = hold()
    key = urlsplit(held.slide).path.strip("/")
    assert ask(held.slide)[0] == 200
    netloc = urlsplit(held.slide).netloc
    for path in ("/", f"/{key}", f"/{key[:-1]}/", f"/{key}/../", *ELSEWHERE):
        assert ask(f"http://{netloc}{path}")[0] == 404, path
    assert ask(held.slide, Host="elsewhere.example")[0] == 404  # a name that was turned to this computer
    assert held.servers[0].server_address[0] == "127.0.0.1"
    assert ask(f"{held.phones}{key}/")[0] == 404


JSON = {"Content-Type": "application/json"}


NO_VOTES = [
    (b"x" * 5000, JSON, 413),
    (b"", JSON | {"Content-Length": "99999999999999"}, 413),
    (b"", JSON | {"Content-Length": "-1"}, 400),
    (b"", JSON | {"Transfer-Encoding": "chunked"}, 400),
    (b"{", JSON, 400),
    (b"[" * 3999, JSON, 400),
    (b"[]", JSON, 400),
    (b"{}", {"Content-Type": "text/plain"}, 400),  # as a form of another page could send it
]


def test_what_is_no_vote_is_refused_and_nothing_is_printed(hold, capfd):
    held = hold()
    for body, headers, status in NO_VOTES:
        assert ask(f"{held.phones}vote", "POST", body, **headers)[0] == status, (body, headers)
    assert capfd.readouterr().err == ""
    assert ask(held.phones)[0] == 200


ODD = [{"token": "me"}, {"token": 1}, {"token": "A" * 32}, {"session": "before"}, {"vote": 2}, {"vote": "1"}]
ODD += [
    {"vote": [1]},
    {"options": ["nothing"]},
    {"options": []},
    {"options": 7},
    {"options": NAMES[:2]},
    {"options": [[]]},
]


def test_an_odd_vote_is_not_counted(hold):
    held = hold()
    for other in ODD:
        assert send(held, secrets.token_hex(16), 1, NAMES[0], other=other)[0] in (400, 409), other
    assert held.ballot.phones == 0


def test_so_many_browsers_are_counted_and_no_more(hold):
    held = hold()
    for place in range(vote.ballot.MOST):
        held.ballot.vote(f"{place:032x}", 1, [NAMES[0]])
    assert send(held, secrets.token_hex(16), 1, NAMES[0]) == (409, b'{"refused": "full"}')
    assert send(held, f"{0:032x}", 1, NAMES[1])[0] == 200


def test_without_phones_no_other_computer_is_answered(hold):
    held = hold(by_phone=False)
    assert (held.phones, len(held.servers)) == (None, 1)
    press(held, "hands", at="first", **{"hands-0": "12", "hands-3": "20", "hands-1": "-4"})
    assert "32 hands" in ask(held.slide)[1].decode()


def test_a_taken_port_is_said(hold):
    taken = hold().servers[1].server_port
    with pytest.raises(CourseError, match=f"Port {taken} is in use"):
        vote.hold(ONE.id, taken, host="127.0.0.1")
