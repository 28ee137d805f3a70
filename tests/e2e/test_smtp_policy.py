"""Rules by which the server refuses or drops mail on purpose."""
import smtplib

import pytest

from mailstop_process import run_to_end
from smtp_wire import on_the_wire, queued_id

MAIL = b"From: a@b.test\r\nSubject: rules\r\n\r\nhello\r\n"


def try_recipients(server, *addresses):
    """The code of the reply to each."""
    codes = []
    with server.connect() as client:
        client.greet()
        client.say("MAIL FROM:<a@b.test>", 250)
        for address in addresses:
            client.write(f"RCPT TO:<{address}>\r\n".encode())
            codes.append(client.read_reply())
    return codes


def test_only_some_recipients_are_accepted(start):
    server = start("--ephemeral", "--accept-recipients", "@shop\\.test$", "--accept-recipients", "^postmaster@")
    replies = try_recipients(server, "a@shop.test", "A@SHOP.TEST", "postmaster@x.test", "a@other.test")
    assert [code for code, _ in replies] == [250, 250, 250, 550]
    assert replies[-1][1].startswith("5.1.1 ")


def test_some_recipients_are_refused_with_a_reply_of_choice(start):
    server = start("--ephemeral", "--reject-recipients", "^full@:452 4.2.2 Mailbox full: try later",
                   "--reject-recipients", "^gone@")
    replies = try_recipients(server, "full@b.test", "gone@b.test", "a@b.test")
    assert replies[0] == (452, "4.2.2 Mailbox full: try later")
    assert replies[1][0] == 550 and "rule" in replies[1][1]
    assert replies[2][0] == 250


def test_a_client_library_sees_the_refusal(start):
    server = start("--ephemeral", "--reject-recipients", "^gone@:550 5.1.1 User unknown")
    with smtplib.SMTP(*server.smtp) as client:
        refused = client.sendmail("a@b.test", ["gone@b.test", "here@b.test"], MAIL)
    assert refused == {"gone@b.test": (550, b"5.1.1 User unknown")}
    assert server.latest()["recipients"] == ["here@b.test"]


def test_senders_are_refused(start):
    server = start("--ephemeral", "--reject-senders", "^$:550 5.7.1 No bounces here", "--reject-senders", "@spam\\.test$")
    with server.connect() as client:
        client.greet()
        assert client.say("MAIL FROM:<>", 550) == "5.7.1 No bounces here"
        client.say("MAIL FROM:<a@spam.test>", 550)
        client.say("MAIL FROM:<a@b.test>", 250)
        client.say("QUIT", 221)
    with smtplib.SMTP(*server.smtp) as client, pytest.raises(smtplib.SMTPSenderRefused):
        client.sendmail("a@spam.test", ["c@d.test"], MAIL)
    session = server.json("/v1/sessions?outcome=rejected&limit=1")["sessions"][0]
    assert "The server's rules refuse" in session["diagnosis"]


def test_rules_from_the_environment_are_parted_by_lines(start):
    server = start("--ephemeral", environment={"MAILSTOP_REJECT_RECIPIENTS": "^a{2,3}@\n^b@:451 4.7.1 Later, please"})
    assert [code for code, _ in try_recipients(server, "aa@x.test", "a@x.test", "b@x.test")] == [550, 250, 451]


def test_discarded_mail_is_acknowledged_and_not_kept(start, eventually):
    server = start("--ephemeral", "--discard-domains", "load.test,more.test")
    with server.connect() as client:
        client.greet()
        client.begin_data("a@b.test", ["x@LOAD.test", "y@more.test"])
        client.write(on_the_wire(MAIL))
        text = client.expect(250)
        assert len(queued_id(text)) == 16 and "http" not in text
        kept = client.send_mail(MAIL, "a@b.test", ["x@load.test", "y@keep.test"])
        client.say("QUIT", 221)
    assert [message["id"] for message in server.list_all()] == [kept]
    with server.connect() as client:
        client.greet()
        client.send_mail(MAIL, "a@b.test", ["x@load.test"])
        client.say("QUIT", 221)
    eventually(lambda: len(server.json("/v1/sessions?live=false")["sessions"]) == 2)
    session = server.json("/v1/sessions?limit=1")["sessions"][0]
    assert session["outcome"] == "delivered"
    assert "not kept, as --discard-domains or a routing rule says" in session["diagnosis"]
    assert server.json("/v1/info")["discarded"] == 2


@pytest.mark.parametrize("flag", ["--accept-recipients", "--reject-recipients", "--reject-senders"])
def test_a_bad_expression_is_explained_at_the_start(tmp_path, flag):
    done = run_to_end(tmp_path, flag, "ab**")
    assert done.returncode == 2
    assert f'{flag}: "ab**" is no regular expression' in done.stderr and "in column 3" in done.stderr


def test_a_bad_reply_is_explained_at_the_start(tmp_path):
    done = run_to_end(tmp_path, "--reject-senders", "^a@:250 2.0.0 Fine")
    assert done.returncode == 2 and "is no SMTP reply" in done.stderr
