"""Inboxes keep tests that run at the same time apart: by AUTH user or by header, without any set-up."""
import smtplib
import threading

from sample_mail import mail


def send_as(server, user, raw):
    with smtplib.SMTP(*server.smtp) as client:
        client.login(user, "any password")
        client.sendmail("app@shop.test", ["alice@example.test"], raw)


def subjects(server, inbox):
    return [message["subject"] for message in server.json(f"/v1/messages?inbox={inbox}")["messages"]]


def test_by_user_header_or_default(server):
    send_as(server, "checkout-7", mail("by user"))
    send_as(server, "checkout-7", b"X-Mailstop-Inbox: signup\r\n" + mail("by header"))
    server.send(mail("by nothing"))
    assert subjects(server, "checkout-7") == ["by user"]
    assert subjects(server, "signup") == ["by header"]
    assert subjects(server, "default") == ["by nothing"]


def test_parallel_tests_do_not_see_each_other(server):
    failures = []

    def run(name):
        send_as(server, name, mail(f"for {name}"))
        answer = server.request("POST", "/v1/expect", {"inbox": name, "within": "30s", "count": 1})
        found = [message["subject"] for message in answer.json().get("messages", [])]
        if found != [f"for {name}"]:
            failures.append((name, answer))

    tests = [threading.Thread(target=run, args=(f"test-{i}",)) for i in range(40)]
    for test in tests:
        test.start()
    for test in tests:
        test.join()
    assert not failures
