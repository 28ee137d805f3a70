"""FUTURERELEASE (RFC 4865): a message is stored at once, and seen when its time comes."""
import datetime

from event_streams import WebSocketEvents

MAIL = b"From: app@shop.test\r\nTo: a@b.test\r\nSubject: later\r\n\r\nhello\r\n"


def held(server):
    return server.json("/v1/messages?held=true")["messages"]


def test_is_not_offered_unless_asked_for(server):
    with server.connect() as client:
        client.expect(220)
        assert "FUTURERELEASE" not in client.say("EHLO client.test", 250)


def test_waits_for_its_time(start):
    server = start("--ephemeral", "--future-release", "1h")
    with WebSocketEvents(server) as stream:
        hello = stream.next()
        with server.connect() as client:
            assert "FUTURERELEASE" in client.greet()
            message_id = client.send_mail(MAIL, mail_options=" HOLDFOR=2")
            page = server.json("/v1/messages")
            if page["messages"] == []:  # else this machine took two seconds
                assert (page["total"], page["sequence"]) == (0, hello["sequence"])
                [waiting] = held(server)
                assert waiting["id"] == message_id and waiting["heldUntil"] > waiting["receivedAt"]
                assert server.get("/v1/messages/latest").status == 404
            stored = stream.next()
        assert stored["type"] == "message.stored" and stored["message"]["id"] == message_id
        assert stored["sequence"] > hello["sequence"]
    message = server.latest()
    assert message["id"] == message_id and "heldUntil" not in message
    received, release = (datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
                         for text in (message["receivedAt"], message["envelope"]["releaseAt"]))
    assert release - received == datetime.timedelta(seconds=2)
    assert held(server) == []


def test_can_be_read_and_deleted_meanwhile(start):
    server = start("--ephemeral", "--future-release", "1h")
    message_id = server.send(MAIL, mail_options=" HOLDFOR=3600")
    message = server.json(f"/v1/messages/{message_id}")
    assert message["subject"] == "later" and message["heldUntil"] == message["envelope"]["releaseAt"]
    assert server.raw(message_id) == MAIL
    assert server.json(f"/v1/messages/{message_id}/session")["messages"] == [message_id]
    answer = server.request("PATCH", f"/v1/messages/{message_id}", {"read": True})
    assert answer.status == 409 and "held until" in answer.error()["message"]
    assert server.request("DELETE", "/v1/messages?all=true").json() == {"deleted": 0}
    assert server.request("DELETE", f"/v1/messages/{message_id}").status == 204
    assert held(server) == []


def test_survives_a_restart(start, tmp_path, eventually):
    server = start("--database", tmp_path / "mail.db", "--future-release", "1h")
    soon = server.send(MAIL, mail_options=" HOLDFOR=2")
    until = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=30)).strftime("%Y-%m-%dT%H:%M:%SZ")
    late = server.send(MAIL, mail_options=f" HOLDUNTIL={until}")
    server.kill()
    server.start()
    eventually(lambda: server.json("/v1/messages")["total"] == 1)
    assert server.latest()["id"] == soon
    assert [(message["id"], message["heldUntil"]) for message in held(server)] == [(late, until.replace("Z", ".000Z"))]
