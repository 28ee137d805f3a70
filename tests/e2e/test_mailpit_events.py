"""Mailpit's WebSocket: the frames that its page and its clients are told, in the order of what happened."""
import pytest
import websocket

from event_streams import WebSocketEvents
from sample_mail import mail


class MailpitEvents(WebSocketEvents):
    def __init__(self, server):
        super().__init__(server, path="/api/events")

    def next_but(self, *types):
        """The next frame of another type: numbers come when they come."""
        while True:
            frame = self.next()
            assert set(frame) == {"Type", "Data"}
            if frame["Type"] not in types:
                return frame

    def stats(self, total, unread):
        while True:
            frame = self.next()
            if frame["Type"] == "stats" and (frame["Data"]["Total"], frame["Data"]["Unread"]) == (total, unread):
                assert set(frame["Data"]) == {"Total", "Unread", "Version"}
                return


@pytest.fixture
def events(server):
    with MailpitEvents(server) as events:
        events.stats(0, 0)
        yield events


def test_numbers_come_on_connect_and_after_a_change(server, events):
    server.send(mail("one"))
    assert events.next_but("stats")["Type"] == "new"
    events.stats(1, 1)
    server.get("/api/v1/message/latest")
    events.stats(1, 0)


def test_new_mails_come_in_order_with_their_tags_before_them(server, events):
    ids = server.send_many([mail(str(number)) for number in range(20)])
    frames = [events.next_but("stats") for _ in ids]
    assert [frame["Type"] for frame in frames] == ["new"] * 20
    assert [frame["Data"]["ID"] for frame in frames] == ids
    assert frames[0]["Data"] == server.json("/api/v1/messages?start=19")["messages"][0]
    tagged = server.send(b"X-Tags: sale\r\n" + mail("tagged"))
    assert events.next_but("stats") == {"Type": "update", "Data": {"ID": tagged, "Tags": ["sale"]}}
    assert events.next_but("stats")["Data"]["ID"] == tagged


def test_changes_tell_what_has_changed_and_nothing_else(server, events):
    one = server.send(mail("one"))
    assert events.next_but("stats")["Type"] == "new"
    server.request("PUT", "/api/v1/messages", {"IDs": [one], "Read": True})
    assert events.next_but("stats") == {"Type": "update", "Data": {"ID": one, "Read": True}}
    server.request("PUT", "/api/v1/messages", {"IDs": [one], "Read": True})
    server.request("PUT", "/api/v1/tags", {"IDs": [one], "Tags": ["b", "A"]})
    assert events.next_but("stats") == {"Type": "update", "Data": {"ID": one, "Tags": ["A", "b"]}}


def test_deletions_are_told_one_by_one_and_an_empty_box_as_one(server, events):
    one, two, _ = server.send_many([mail("one"), mail("two"), mail("three")])
    for _ in range(3):
        events.next_but("stats")
    server.request("DELETE", "/api/v1/messages", {"IDs": [two]})
    assert events.next_but("stats") == {"Type": "delete", "Data": {"ID": two}}
    server.request("DELETE", "/api/v1/search?query=subject:one")
    assert events.next_but("stats") == {"Type": "delete", "Data": {"ID": one}}
    server.request("DELETE", "/api/v1/messages")
    assert events.next_but("stats") == {"Type": "truncate", "Data": None}
    events.stats(0, 0)


def test_a_session_that_goes_wrong_is_an_error(start):
    server = start("--ephemeral", "--reject-recipients", "gone@")
    with MailpitEvents(server) as events:
        with server.connect() as client:
            client.greet()
            client.say("MAIL FROM:<a@b.test>", 250)
            client.say("RCPT TO:<gone@b.test>", 550)
            client.say("QUIT", 221)
        frame = events.next_but("stats")
    assert frame["Type"] == "error" and set(frame["Data"]) == {"Level", "Type", "IP", "Message"}
    assert frame["Data"]["IP"] == "127.0.0.1" and frame["Data"]["Type"] == "smtpd"


def test_is_for_websockets_of_the_own_site(server):
    assert server.get("/api/events").status == 400
    url = server.http.replace("http://", "ws://", 1) + "/api/events"
    with pytest.raises(websocket.WebSocketBadStatusException, match="403"):
        websocket.create_connection(url, origin="http://evil.test", timeout=60)
