"""/v1/events over a WebSocket and as Server-Sent Events: live, filtered, replayed, and nothing lost."""
import http.client
import json
import threading

import jsonschema
import pytest

from event_streams import ServerSentEvents, WebSocketEvents, take
from mailstop_process import PROJECT


def http_connection(server):
    connection = http.client.HTTPConnection(*server.http_address, timeout=60)
    connection.connect()
    return connection


def mail(subject, sender="app@shop.test"):
    return f"From: {sender}\r\nTo: a@b.test\r\nSubject: {subject}\r\n\r\nhello\r\n".encode()


@pytest.fixture(params=[WebSocketEvents, ServerSentEvents], ids=["websocket", "sse"])
def open_stream(request, server):
    """open_stream(query) -> a stream behind its hello; SMTP sessions are left out unless asked for"""
    schema = json.loads((PROJECT / "schema" / "events.schema.json").read_text())
    validator = jsonschema.Draft202012Validator(schema)
    opened = []

    def connect(query="", with_sessions=False, **options):
        stream = request.param(server, query, **options)
        opened.append(stream)
        unchecked = stream.next

        def checked():
            while True:
                event = unchecked()
                validator.validate(event)
                if with_sessions or event["type"] != "session.ended":
                    return event

        stream.next = checked
        stream.hello = stream.next()
        assert stream.hello["type"] == "hello"
        return stream

    yield connect
    for stream in opened:
        stream.close()


def test_hello_tells_the_sequence_and_the_version(server, open_stream, eventually):
    server.send(mail("before"))
    eventually(server.has_no_session)
    hello = open_stream().hello
    info = server.json("/v1/info")
    assert (hello["sequence"], hello["version"]) == (info["sequence"], info["version"])
    assert hello["sequence"] == server.json("/v1/messages")["sequence"]


def test_stored_updated_deleted_and_cleared(server, open_stream, eventually):
    stream = open_stream()
    message_id = server.send(mail("live"))
    eventually(server.has_no_session)
    stored = stream.next()
    assert stored["type"] == "message.stored"
    assert stored["message"] == server.json("/v1/messages")["messages"][0]
    assert stored["message"]["id"] == message_id and stored["message"]["subject"] == "live"

    assert server.request("PATCH", f"/v1/messages/{message_id}", {"read": True, "addTags": ["seen"]}).status == 200
    updated = stream.next()
    assert updated["type"] == "message.updated"
    assert (updated["message"]["id"], updated["message"]["read"], updated["message"]["tags"]) == (message_id, True, ["seen"])

    assert server.request("DELETE", f"/v1/messages/{message_id}").status == 204
    deleted = stream.next()
    assert (deleted["type"], deleted["ids"]) == ("message.deleted", [message_id])
    sequences = [stream.hello["sequence"], stored["sequence"], updated["sequence"], deleted["sequence"]]
    assert sequences == sorted(set(sequences))
    assert server.json("/v1/info")["sequence"] == deleted["sequence"]


def test_reading_with_mark_read_is_an_update(server, open_stream):
    message_id = server.send(mail("unread"))
    stream = open_stream()
    server.json(f"/v1/messages/{message_id}")
    server.json(f"/v1/messages/{message_id}?markRead=true")
    event = stream.next()
    assert (event["type"], event["message"]["read"]) == ("message.updated", True)


def test_deleting_everything_is_told(server, open_stream):
    ids = server.send_many([mail(f"m{number}") for number in range(5)])
    stream = open_stream()
    assert server.request("DELETE", "/v1/messages?all=true").json() == {"deleted": 5}
    told = set()
    while told != set(ids):
        event = stream.next()
        if event["type"] == "inbox.cleared":
            assert event["inbox"] == "default"
            break
        assert event["type"] == "message.deleted"
        told |= set(event["ids"])


def test_deleting_by_search_tells_which(server, open_stream):
    ids = server.send_many([mail("keep"), mail("drop 1"), mail("drop 2")])
    stream = open_stream()
    assert server.request("DELETE", "/v1/messages?q=drop").json() == {"deleted": 2}
    told = []
    while len(told) < 2:
        event = stream.next()
        assert event["type"] == "message.deleted"
        told += event["ids"]
    assert sorted(told) == sorted(ids[1:])


def test_filter_is_applied_by_the_server(server, open_stream):
    stream = open_stream("?q=subject:wanted&inbox=default")
    server.send_many([mail("other"), mail("wanted 1"), mail("other"), mail("wanted 2")])
    subjects = [event["message"]["subject"] for event in take(stream, 2)]
    assert subjects == ["wanted 1", "wanted 2"]


def test_other_inbox_hears_nothing(server, open_stream):
    stream = open_stream("?inbox=elsewhere")
    message_id = server.send(mail("moves"))
    server.request("PATCH", f"/v1/messages/{message_id}", {"inbox": "elsewhere"})
    event = stream.next()
    assert event["type"] in ("message.stored", "message.updated")
    assert (event["message"]["id"], event["message"]["inbox"]) == (message_id, "elsewhere")


def test_replay_after_a_sequence(server, open_stream):
    server.send(mail("first"))
    sequence = server.json("/v1/messages")["sequence"]
    second, third = server.send_many([mail("second"), mail("third")])
    stream = open_stream(f"?after={sequence}")
    assert [event["message"]["id"] for event in take(stream, 2)] == [second, third]
    live = server.send(mail("fourth"))
    assert stream.next()["message"]["id"] == live


def test_replay_after_last_event_id(server, open_stream):
    stream = open_stream()
    ids = server.send_many([mail(f"m{number}") for number in range(4)])
    events = take(stream, 2)
    stream.close()
    header = {"Last-Event-ID": str(events[-1]["sequence"])}
    again = open_stream("?after=0", header=header)
    assert [event["message"]["id"] for event in take(again, 2)] == ids[2:]


def test_bad_queries_are_refused(server):
    for query in ("?after=x", "?after=-1", "?q=(", "?inbox=a%20b", "?sinc=3"):
        answer = server.get("/v1/events" + query)
        assert answer.status == 400 and answer.error()["message"]
    assert server.get("/v1/events", **{"Last-Event-ID": "x"}).status == 400


def test_nothing_is_lost_between_a_list_and_the_events_after_it(server, open_stream):
    senders, mails_each = 4, 40

    def work(number):
        server.send_many(mail(f"mail {number} {i}") for i in range(mails_each))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(senders)]
    for thread in threads:
        thread.start()
    # Each observer comes at another moment of the run.
    for observed in (1, 40, 80):
        while (page := server.json("/v1/messages?limit=1000&order=oldest"))["total"] < observed:
            pass
        seen = [summary["id"] for summary in page["messages"]]
        stream = open_stream(f"?after={page['sequence']}")
        events = take(stream, senders * mails_each - len(seen))
        assert {event["type"] for event in events} <= {"message.stored"}
        sequences = [event["sequence"] for event in events]
        assert sequences == sorted(set(sequences)) and all(number > page["sequence"] for number in sequences)
        seen += [event["message"]["id"] for event in events]
        assert len(set(seen)) == senders * mails_each
    for thread in threads:
        thread.join()
    assert {summary["id"] for summary in server.list_all()} == set(seen)


def test_a_stream_may_begin_at_a_mail_just_acknowledged(server):
    """Was: `lagged`, as if the client knew of another store, when the event of that mail was not published yet."""
    sequence = server.json("/v1/info")["sequence"]
    with server.connect() as client:
        client.greet()
        for _ in range(150):
            connected = http_connection(server)
            client.send_mail(mail("before"))
            sequence += 1
            with ServerSentEvents(server, f"?after={sequence}", connection=connected) as stream:
                assert stream.next()["sequence"] == sequence
                live = client.send_mail(mail("live"))
                event = stream.next()
                assert event["type"] == "message.stored" and event["message"]["id"] == live, event
                sequence = event["sequence"]


def test_each_session_is_told(server, open_stream):
    everything, elsewhere = open_stream(with_sessions=True), open_stream("?inbox=elsewhere", with_sessions=True)
    message_id = server.send(mail("live"))
    stored, ended = take(everything, 2)
    assert (stored["type"], ended["type"]) == ("message.stored", "session.ended")
    assert ended["sequence"] > stored["sequence"] and ended["session"]["sequence"] == ended["sequence"]
    assert (ended["session"]["outcome"], ended["session"]["messages"]) == ("delivered", [message_id])
    assert ended["session"] == server.json("/v1/sessions")["sessions"][0]
    with server.connect() as client:
        client.greet()
        client.say("MAIL FROM:<a b>", 501)
        client.say("QUIT", 221)
    refused = everything.next()
    assert (refused["type"], refused["session"]["outcome"]) == ("session.ended", "rejected")
    assert refused["session"]["diagnosis"]
    again = open_stream(f"?after={stored['sequence']}", with_sessions=True)
    assert take(again, 2) == [ended, refused]
    server.request("PATCH", f"/v1/messages/{message_id}", {"inbox": "elsewhere"})
    assert elsewhere.next()["type"] == "message.updated"


def test_many_watchers_see_the_same(server):
    with ServerSentEvents(server) as sse:
        watchers = [WebSocketEvents(server) for _ in range(20)]
        try:
            for stream in [sse, *watchers]:
                assert stream.next()["type"] == "hello"
            ids = server.send_many([mail(f"m{number}") for number in range(20)])
            for stream in [sse, *watchers]:
                assert [event["message"]["id"] for event in take(stream, 20)] == ids
        finally:
            for stream in watchers:
                stream.close()


def test_server_that_stops_says_going_away(server):
    with WebSocketEvents(server) as stream, ServerSentEvents(server) as sse:
        stream.next()
        sse.next()
        server.terminate()
        assert stream.close_code() == 1001
        assert sse.is_closed()
    assert server.wait() == 0
