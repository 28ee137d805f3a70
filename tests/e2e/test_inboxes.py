"""Inboxes keep tests that run at the same time apart: by AUTH user or by header, without any set-up. Rules and settings say
more: which mail goes where, how much is kept, and what is refused."""
import json
import smtplib
import threading

import jsonschema
import pytest

from event_streams import ServerSentEvents
from mailstop_process import PROJECT, run_to_end
from sample_mail import mail


def send_as(server, user, raw, password="any password"):
    with smtplib.SMTP(*server.smtp, timeout=60) as client:
        client.login(user, password)
        client.sendmail("app@shop.test", ["alice@example.test"], raw)


def subjects(server, inbox):
    return [message["subject"] for message in server.json(f"/v1/inboxes/{inbox}/messages")["messages"]]


def names(server):
    return [inbox["name"] for inbox in server.json("/v1/inboxes")["inboxes"]]


def put(server, path, body):
    answer = server.request("PUT", path, body)
    assert answer.status == 200, answer
    return answer.json()


def addressed(subject, recipient):
    return f"From: app@shop.test\r\nTo: {recipient}\r\nSubject: {subject}\r\n\r\nbody\r\n".encode()


# --- which inbox


def test_by_user_header_or_default(server):
    send_as(server, "checkout-7", mail("by user"))
    send_as(server, "checkout-7", b"X-Mailstop-Inbox: signup\r\n" + mail("by header"))
    server.send(mail("by nothing"))
    assert names(server) == ["checkout-7", "default", "signup"]
    assert subjects(server, "checkout-7") == ["by user"]
    assert subjects(server, "signup") == ["by header"]
    assert subjects(server, "default") == ["by nothing"]


@pytest.mark.parametrize("keys,inbox", [
    ("auth,header", "checkout-7"), ("recipient-tag", "run-3"), ("recipient", "alice+run-3@example.test"), ("helo", "app.test"),
    ("client-address", "127.0.0.1"),
])  # fmt: skip
def test_by_other_keys(start, keys, inbox):
    server = start("--ephemeral", f"--inbox-from={keys}")
    with smtplib.SMTP(*server.smtp, local_hostname="app.test") as client:
        client.login("checkout-7", "any password")
        client.sendmail("app@shop.test", ["Alice+run-3@example.test"], b"X-Mailstop-Inbox: header\r\n" + mail("x"))
    assert names(server) == [inbox]


def test_deleting_one_leaves_the_others(server):
    send_as(server, "one", mail("x"))
    send_as(server, "two", mail("y"))
    assert server.request("DELETE", "/v1/inboxes/one").json() == {"deleted": 1}
    assert names(server) == ["two"]
    assert server.json("/v1/inboxes/one")["total"] == 0


def test_200_parallel_tests_do_not_see_each_other(server):
    failures = []

    def run(name):
        send_as(server, name, mail(f"for {name}"))
        answer = server.request("POST", "/v1/expect", {"inbox": name, "within": "60s", "count": 1})
        found = [message["subject"] for message in answer.json().get("messages", [])]
        if found != [f"for {name}"] or subjects(server, name) != found:
            failures.append((name, answer))

    tests = [threading.Thread(target=run, args=(f"test-{i}",)) for i in range(200)]
    for test in tests:
        test.start()
    for test in tests:
        test.join()
    assert not failures
    assert len(names(server)) == 200


# --- what was said of an inbox


def test_one_that_takes_no_mail_says_so(start):
    server = start("--ephemeral")
    put(server, "/v1/inboxes/shut", {"accept": False})
    with pytest.raises(smtplib.SMTPDataError) as refused:
        send_as(server, "shut", mail("x"))
    assert refused.value.smtp_code == 550
    assert refused.value.smtp_error.decode() == ('5.7.1 The message was refused: the inbox "shut" takes no mail: its setting accept is '
                                                 "false")  # fmt: skip
    answer = server.request("POST", "/v1/inboxes/shut/messages", addressed("x", "a@b.test"), {"Content-Type": "message/rfc822"})
    assert answer.status == 409 and answer.error()["code"] == "refused"
    server.send(mail("elsewhere"))
    assert names(server) == ["default", "shut"]
    put(server, "/v1/inboxes/shut", {})
    send_as(server, "shut", mail("now"))
    assert subjects(server, "shut") == ["now"]


def test_the_refusal_is_explained_in_its_session(server, eventually):
    put(server, "/v1/inboxes/shut", {"accept": False})
    with pytest.raises(smtplib.SMTPDataError):
        send_as(server, "shut", mail("x"))
    eventually(server.has_no_session)
    [session] = server.json("/v1/sessions?outcome=rejected&inbox=shut")["sessions"]
    assert "takes no mail" in session["diagnosis"]


def test_a_password_is_asked_for_and_never_shown(server):
    assert put(server, "/v1/inboxes/locked", {"password": "open sesame"})["passwordSet"] is True
    with pytest.raises(smtplib.SMTPAuthenticationError):
        send_as(server, "locked", mail("x"), "wrong")
    send_as(server, "locked", mail("y"), "open sesame")
    send_as(server, "free", mail("z"), "whatever")
    assert subjects(server, "locked") == ["y"]
    assert "sesame" not in server.get("/v1/inboxes").text + server.get("/v1/sessions").text + server.log


def test_limits_are_kept_by_deleting_the_oldest(server, eventually):
    put(server, "/v1/inboxes/small", {"retention": {"maxMessages": 3}})
    for number in range(10):
        send_as(server, "small", mail(f"number {number}"))
    eventually(lambda: server.json("/v1/inboxes/small")["total"] == 3)
    assert subjects(server, "small") == ["number 9", "number 8", "number 7"]
    eventually(lambda: "of the oldest messages were deleted to keep the limits" in server.log)
    send_as(server, "young", mail("x"))
    put(server, "/v1/inboxes/young", {"retention": {"maxAge": "1ms"}})
    eventually(lambda: server.json("/v1/inboxes/young")["total"] == 0)


def test_limits_of_the_whole_store(start, eventually):
    server = start("--ephemeral", "--max-messages=5")
    server.send_many([mail(f"number {number}") for number in range(20)])
    eventually(lambda: server.json("/v1/info")["messages"] == 5)
    assert [message["subject"] for message in server.list_all()] == [f"number {number}" for number in range(15, 20)]
    aged = start("--ephemeral", "--max-age=1s")
    aged.send(mail("x"))
    eventually(lambda: aged.json("/v1/info")["messages"] == 0)


def test_an_inbox_tells_of_what_happens_in_it_alone(server):
    schema = json.loads((PROJECT / "schema" / "events.schema.json").read_text(encoding="utf-8"))
    put(server, "/v1/inboxes/small", {"retention": {"maxMessages": 1}})
    with ServerSentEvents(server, path="/v1/inboxes/small/events") as stream:
        assert stream.next()["type"] == "hello"
        for user in ("small", "other", "small"):
            server.request("POST", f"/v1/inboxes/{user}/messages", mail("x"), {"Content-Type": "message/rfc822"})
        events = [stream.next() for _ in range(4)]
        for event in events:
            jsonschema.validate(event, schema)
        assert [event["type"] for event in events] == ["message.stored", "message.stored", "message.deleted", "store.trimmed"]
        assert {event.get("inbox", "small") for event in events} == {"small"}
        assert events[3]["deleted"] == 1


# --- routing rules


def test_rules_of_flags(start):
    server = start("--ephemeral", "--route", "inbox=billing; match=to:*@billing.test", "--route", "tag=load; discard; match=subject:load")
    for subject, recipient in [("one", "ann@billing.test"), ("two", "ann@billing.test.example"), ("load", "ann@billing.test")]:
        server.send(addressed(subject, recipient))
    assert subjects(server, "billing") == ["one"]
    assert subjects(server, "default") == ["two"]
    assert server.json("/v1/info")["discarded"] == 1
    assert server.json("/v1/sessions?limit=1")["sessions"][0]["diagnosis"] == "1 message was accepted and not kept, as --discard-domains or a routing rule says"
    [first, second] = server.json("/v1/routes")["routes"]
    assert first == {"source": "flag", "match": {"q": "to:*@billing.test"}, "inbox": "billing", "tags": [], "discard": False}
    assert (second["source"], second["tags"], second["discard"]) == ("flag", ["load"], True)


def test_sessions_of_an_inbox_and_messages_of_a_session(server):
    one = server.send(b"X-Mailstop-Inbox: one\r\nSubject: first\r\n\r\n")
    server.send(b"X-Mailstop-Inbox: two\r\nSubject: second\r\n\r\n")
    while not server.has_no_session():
        pass
    [session] = server.json("/v1/inboxes/one/sessions")["sessions"]
    assert session["messages"] == [one]
    assert [message["id"] for message in server.json(f"/v1/messages?q=session:{session['id']}")["messages"]] == [one]
    assert server.json("/v1/inboxes/one/sessions?outcome=rejected")["sessions"] == []


def test_tags_come_by_header_and_by_rule(start):
    server = start("--ephemeral", "--tag", "bills=subject:bill*", "--route", "inbox=billing; match=subject:bill*")
    server.send(b"X-Tags: urgent, bills\r\nSubject: bill 1\r\n\r\n")
    server.send(b"Subject: other\r\nX-Tags: urgent\r\n\r\n")
    [bill] = server.json("/v1/messages?q=subject:bill")["messages"]
    assert (bill["inbox"], bill["tags"]) == ("billing", ["urgent", "bills"])
    assert server.json("/v1/tags") == {"tags": [{"name": "bills", "total": 1, "unread": 1}, {"name": "urgent", "total": 2, "unread": 2}]}
    assert server.json("/v1/inboxes/default/tags") == server.json("/v1/tags?inbox=default") == {"tags": [{"name": "urgent", "total": 1, "unread": 1}]}


def test_rules_and_settings_survive_a_restart(start):
    server = start("--database", "mail.db", "--route", "inbox=flag; match=subject:flag")
    wanted = [{"match": {"to": "*@billing.test"}, "inbox": "billing", "tags": ["bill"]}]
    before = put(server, "/v1/routes", {"routes": wanted})
    settings = put(server, "/v1/inboxes/billing", {"retention": {"maxMessages": 100, "maxAge": "7d"}})
    assert server.stop() == 0
    server.start()
    assert server.json("/v1/routes") == before
    assert [route["source"] for route in before["routes"]] == ["flag", "api"]
    assert server.json("/v1/inboxes/billing") == settings
    server.send(addressed("after", "ann@billing.test"))
    [message] = server.json("/v1/inboxes/billing/messages")["messages"]
    assert message["tags"] == ["bill"]


def test_a_rule_that_cannot_be_read_is_refused_at_the_start(tmp_path):
    done = run_to_end(tmp_path, "serve", "--ephemeral", "--route", "inbox=a; match=fro:x")
    assert done.returncode != 0
    assert 'did you mean "from"?' in done.stderr
