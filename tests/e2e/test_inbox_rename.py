"""PATCH /v1/inboxes/{inbox}: an inbox gets another name, and everyone who looks at it hears of that."""
import smtplib
import threading

import pytest

from event_streams import ServerSentEvents
from sample_mail import mail


def rename(server, old, new):
    return server.request("PATCH", f"/v1/inboxes/{old}", {"name": new})


def put_into(server, inbox, subject):
    return server.send(f"X-Mailstop-Inbox: {inbox}\r\n".encode() + mail(subject))


def subjects(server, inbox):
    return [message["subject"] for message in server.json(f"/v1/inboxes/{inbox}/messages")["messages"]]


def names(server):
    return [inbox["name"] for inbox in server.json("/v1/inboxes")["inboxes"]]


def log_in(server, user, password):
    with smtplib.SMTP(*server.smtp, timeout=60) as client:
        return client.login(user, password)


def test_messages_and_settings_go_with_it_over_a_restart(start):
    server = start("--database=mail.db")
    for number in range(3):
        put_into(server, "checkout-7", f"mail {number}")
    assert server.request("PUT", "/v1/inboxes/checkout-7", {"retention": {"maxMessages": 50}, "password": "secret"}).status == 200
    answer = rename(server, "checkout-7", "signup")
    assert answer.status == 200, answer
    assert (answer.json()["name"], answer.json()["total"], answer.json()["passwordSet"]) == ("signup", 3, True)
    server.terminate()
    assert server.wait() == 0
    server.start()
    assert names(server) == ["signup"]
    assert server.json("/v1/inboxes/signup")["retention"]["maxMessages"] == 50
    assert subjects(server, "signup") == ["mail 2", "mail 1", "mail 0"]
    with pytest.raises(smtplib.SMTPAuthenticationError):
        log_in(server, "signup", "wrong")
    log_in(server, "checkout-7", "any password")


def test_the_default_inbox_is_empty_afterwards_and_goes_on(server):
    server.send(mail("before"))
    assert rename(server, "default", "kept").status == 200
    server.send(mail("after"))
    assert (subjects(server, "kept"), subjects(server, "default")) == (["before"], ["after"])


def test_each_message_is_told_as_updated(server):
    ids = [put_into(server, "old", f"mail {number}") for number in range(3)]
    with ServerSentEvents(server, path="/v1/inboxes/new/events") as stream:
        hello = stream.next()
        rename(server, "old", "new")
        events = [stream.next() for _ in ids]
    assert [event["type"] for event in events] == ["message.updated"] * 3
    assert [event["message"]["id"] for event in events] == ids
    assert {event["message"]["inbox"] for event in events} == {"new"}
    first = events[0]["sequence"]
    assert first > hello["sequence"] and [event["sequence"] for event in events] == [first, first + 1, first + 2]


def test_who_waits_in_the_new_inbox_gets_the_message(server):
    put_into(server, "old", "Welcome")
    answers = []
    waiting = threading.Thread(target=lambda: answers.append(server.json("/v1/inboxes/new/expect?subject=Welcome&within=60s")))
    waiting.start()
    rename(server, "old", "new")
    waiting.join()
    assert answers[0]["passed"] and answers[0]["messages"][0]["inbox"] == "new"


def test_routing_rules_keep_the_old_name(server):
    routes = {"routes": [{"match": {"subject": "invoice"}, "inbox": "billing"}]}
    assert server.request("PUT", "/v1/routes", routes).status == 200
    server.send(mail("invoice 1"))
    rename(server, "billing", "archive")
    server.send(mail("invoice 2"))
    assert (subjects(server, "archive"), subjects(server, "billing")) == (["invoice 1"], ["invoice 2"])


def test_a_name_in_use_is_refused_and_nothing_moves(server):
    put_into(server, "one", "a")
    put_into(server, "two", "b")
    server.request("PUT", "/v1/inboxes/three", {})
    for taken in ("one", "two", "three"):
        answer = rename(server, "one", taken)
        assert answer.status == 409 and answer.error()["code"] == "conflict" and taken in answer.error()["message"], answer
    assert names(server) == ["one", "three", "two"]


@pytest.mark.parametrize("old,body,status", [
    ("never", {"name": "new"}, 404), ("one", {"name": "a b"}, 400), ("one", {"name": ""}, 400), ("one", {}, 400),
    ("one", {"nam": "new"}, 400), ("one", {"name": "x" * 129}, 400), ("a%20b", {"name": "new"}, 400),
])  # fmt: skip
def test_what_is_wrong_is_refused(server, old, body, status):
    put_into(server, "one", "a")
    answer = server.request("PATCH", f"/v1/inboxes/{old}", body)
    assert answer.status == status, answer
    assert names(server) == ["one"]


def test_thousands_of_messages_move_while_mail_arrives(server):
    server.send_many(b"X-Mailstop-Inbox: old\r\n" + mail(f"mail {number}") for number in range(2500))
    answers = []
    renaming = threading.Thread(target=lambda: answers.append(rename(server, "old", "new")))
    renaming.start()
    late = [put_into(server, "old", "late") for _ in range(5)]
    renaming.join()
    assert answers[0].status == 200
    assert server.json("/v1/inboxes/new")["total"] + server.json("/v1/inboxes/old")["total"] == 2505
    assert len(server.list_all("inbox=new")) >= 2500
    assert {summary["id"] for summary in server.list_all("inbox=old")} <= set(late)
