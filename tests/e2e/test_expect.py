"""Expectations over the wire: held in the server, freed when the client leaves, explained when they fail."""
import http.client
import json
import threading
from urllib.parse import quote

import pytest

from sample_mail import mail


def expect(server, match=None, **more):
    return server.request("POST", "/v1/expect", {"match": match or {}, **more})


def passed(answer):
    assert answer.status == 200, answer
    assert answer.json()["passed"] is True
    return answer.json()["messages"]


def failed(answer):
    assert answer.status == 417, answer
    assert answer.json()["passed"] is False
    return answer.json()


class Waiting(threading.Thread):
    """An expectation that waits while the test goes on."""

    def __init__(self, server, match, **more):
        super().__init__()
        self.call = lambda: expect(server, match, within="60s", **more)
        self.start()

    def run(self):
        self.answer = self.call()

    def result(self):
        self.join()
        return self.answer


def test_mail_that_is_there_is_found_at_once(server):
    server.send(mail("Welcome"))
    [message] = passed(expect(server, {"subject": "welcome"}, within="0s", count=1))
    assert message["subject"] == "Welcome"
    assert message["text"]


def test_the_wait_ends_when_the_mail_comes(server):
    waiting = Waiting(server, {"recipient": "alice@example.test", "subject": {"startsWith": "Welc"}})
    server.send(mail("Noise"))
    server.send(mail("Welcome"), recipients=["alice@example.test"])
    [message] = passed(waiting.result())
    assert message["subject"] == "Welcome"


def test_many_waits_at_once_do_not_disturb_each_other(server):
    users = [f"user{i}@example.test" for i in range(50)]
    waits = [Waiting(server, {"recipient": user}, count=1) for user in users]
    for user in users:
        server.send(mail(f"for {user}"), recipients=[user])
    for user, waiting in zip(users, waits):
        [message] = passed(waiting.result())
        assert message["subject"] == f"for {user}"


def test_the_negative_wait(server):
    passed(expect(server, {"subject": "Unwanted"}, within="100ms", count=0))
    waiting = Waiting(server, {"subject": "Unwanted"}, count=0)
    server.send(mail("Unwanted"))
    assert failed(waiting.result())["matched"] == 1


@pytest.mark.parametrize("match", [
    {"html": "<b>"}, {"text": {"equals": "Bye"}}, {"header": {"X-One": "no"}}, {"attachment": {"filename": "x"}},
    {"link": {"href": "x"}}, {"tls": True}, {"authUser": "bob"}, {"size": {"min": 10**9}}, {"not": {"subject": "One"}},
    {"receivedAt": {"before": "2000-01-01T00:00:00Z"}}, {"any": [{"subject": "Two"}, {"q": "has:attachment"}]},
    {"subject": {"contains": "one", "caseSensitive": True}}, {"clientAddress": "10.0.0.1"}, {"helo": "nobody"},
])
def test_every_condition_reaches_the_store_and_the_explanation(shared_server, match):
    shared_server.send(mail("One"))
    answer = failed(expect(shared_server, {"subject": "One", **match} if "subject" not in match else match, within="0s"))
    [name] = match
    mismatches = answer["nearest"][0]["mismatches"]
    assert [mismatch["field"].split(".")[0] for mismatch in mismatches] == [name]
    assert mismatches[0]["expected"] in answer["error"]["message"]


def test_a_session_that_failed_is_named(server):
    with server.connect() as client:
        client.greet()
        client.say("MAIL FROM:<a@b.test>", 250)
    while not server.json("/v1/sessions?live=false")["sessions"]:
        pass
    answer = failed(expect(server, {"subject": "Welcome"}, within="0s"))
    [session] = answer["failedSessions"]
    assert session["diagnosis"] in answer["error"]["message"]


def test_hints(server):
    server.send(mail("Welcome"), recipients=["alice@example.org"])
    sequence = server.json("/v1/info")["sequence"]
    after = failed(expect(server, {"subject": "Welcome"}, within="0s", after=sequence))
    assert after["hints"] == [f"1 message matched but arrived before `after` ({sequence})"]
    elsewhere = failed(expect(server, {"subject": "Welcome"}, within="0s", inbox="checkout-7"))
    assert "\"default\"" in elsewhere["hints"][0]
    misspelt = failed(expect(server, {"recipient": "alice@example.com"}, within="0s"))
    assert "alice@example.org" in misspelt["hints"][0]


def test_flat_form_prints_values(server):
    raw = mail("Welcome")
    message_id = server.send(raw)
    for name, expected in [("id", message_id.encode()), ("subject", b"Welcome"), ("raw", raw)]:
        answer = server.get(f"/v1/expect?within=0s&subject=welcome&print={name}")
        assert answer.status == 200, answer
        assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert answer.body == expected
    assert failed(server.get("/v1/messages/wait?within=0s&subject=nope"))["matched"] == 0


def test_the_code_is_found_printed_and_searched_for(server):
    message_id = server.send(mail("Sign in", text="Order 5550192\r\n\r\nYour code: 482 913"))
    answer = server.get("/v1/expect?within=0s&print=code")
    assert (answer.status, answer.body) == (200, b"482913")
    [code] = server.get(f"/v1/messages/{message_id}").json()["codes"]
    assert code["value"] == "482913" and code["confidence"] >= 0.5 and "482 913" in code["context"]
    assert passed(expect(server, {"code": "482913"}, within="0s"))
    for q in ["code:482913", "has:code", "code:/^[0-9]{6}$/"]:
        assert [message["id"] for message in server.get(f"/v1/messages?q={quote(q)}").json()["messages"]] == [message_id]
    server.send(mail("Welcome", text="Order 5550192"))
    problem = failed(server.get("/v1/expect?within=0s&print=code&subject=welcome"))["error"]["message"]
    assert "code: expected one with a confidence of at least 0.5, but it has none" in problem


def test_a_client_that_hangs_up_leaves_a_server_that_works(server):
    for _ in range(20):
        connection = http.client.HTTPConnection(*server.http_address)
        connection.request("POST", "/v1/expect", json.dumps({"within": "10m"}), {"Content-Type": "application/json"})
        connection.close()
    server.send(mail("Welcome"))
    passed(expect(server, {"subject": "Welcome"}, within="0s"))


def test_a_server_that_stops_ends_the_waits(server):
    with server.open_http() as connection:
        connection.request("GET", "/v1/expect?subject=never&within=60s")
        passed(expect(server, {"subject": "never"}, within="50ms", count=0))  # the other one waits by now
        assert server.stop() == 0
        assert connection.getresponse().status == 503
