"""Jim, MailHog's chaos monkey: /api/v2/jim, and what he does to real SMTP sessions."""
import base64
import smtplib
import time

import pytest

from sample_mail import mail

ALL_CALM = {"DisconnectChance": 0, "AcceptChance": 1, "LinkSpeedAffect": 0, "LinkSpeedMin": 1024, "LinkSpeedMax": 10240,
            "RejectSenderChance": 0, "RejectRecipientChance": 0, "RejectAuthChance": 0}


def invite(server, **changes):
    assert server.request("POST", "/api/v2/jim", body={**ALL_CALM, **changes}).status == 201


def test_jim_comes_and_goes(server):
    for method in ("GET", "PUT", "DELETE"):
        assert server.request(method, "/api/v2/jim").status == 404
    assert server.request("POST", "/api/v2/jim").status == 201
    jim = server.json("/api/v2/jim")
    assert jim == {"DisconnectChance": 0.005, "AcceptChance": 0.99, "LinkSpeedAffect": 0.1, "LinkSpeedMin": 1024, "LinkSpeedMax": 10240,
                   "RejectSenderChance": 0.05, "RejectRecipientChance": 0.05, "RejectAuthChance": 0.05}
    assert list(jim) == list(ALL_CALM)
    assert server.request("POST", "/api/v2/jim").status == 400
    for body in (b"", b"{", b"[]", b'{"AcceptChance": "1"}'):
        assert server.request("PUT", "/api/v2/jim", body=body).status == 400
    assert server.request("PUT", "/api/v2/jim", body={"acceptchance": 1, "unknown": []}).status == 200
    assert server.json("/api/v2/jim") == {**ALL_CALM, "LinkSpeedMin": 0, "LinkSpeedMax": 0}
    server.send(mail("still works"))
    assert server.request("DELETE", "/api/v2/jim").status == 200
    assert server.get("/api/v2/jim").status == 404
    assert server.request("POST", "/api/v2/jim", body=b"no json").status == 201  # as he was last
    assert server.json("/api/v2/jim")["AcceptChance"] == 1


@pytest.mark.parametrize(("chance", "step", "code", "text"), [
    ("RejectSenderChance", 0, 550, "Invalid sender a@b.test"), ("RejectRecipientChance", 1, 550, "Invalid recipient c@d.test"),
    ("RejectAuthChance", 2, 500, "Unrecognised command")])
def test_jim_refuses(server, eventually, chance, step, code, text):
    invite(server, **{chance: 1})
    with server.connect() as client:
        client.greet()
        login = base64.b64encode(b"\0user\0pass").decode()
        if step == 2:
            assert client.say(f"AUTH PLAIN {login}", code) == text
        else:
            assert client.say("MAIL FROM:<a@b.test>", code if step == 0 else 250).endswith(text if step == 0 else "")
            if step == 1:
                assert client.say("RCPT TO:<c@d.test>", code) == text
        client.say("QUIT", 221)
    eventually(server.has_no_session)
    [session] = server.json("/v1/sessions")["sessions"]
    assert session["outcome"] == "rejected" and "by chance" in session["diagnosis"]


def test_jim_accepts_nobody(server, eventually):
    invite(server, AcceptChance=0)
    with server.connect() as client:
        assert client.is_closed()
    eventually(server.has_no_session)
    assert "closed the connection at once, by chance" in server.json("/v1/sessions/latest")["diagnosis"]
    assert server.request("DELETE", "/api/v2/jim").status == 200
    server.send(mail("after"))


def test_jim_disconnects(server, eventually):
    invite(server, DisconnectChance=1)
    with server.connect() as client:
        client.expect(220)
        client.write(b"EHLO x\r\n")
        assert client.is_closed()
    eventually(server.has_no_session)
    latest = server.json("/v1/sessions/latest")
    assert latest["outcome"] == "refused" and "cut the connection by chance" in latest["diagnosis"]


def test_jim_slows_the_line(server):
    invite(server, LinkSpeedAffect=1, LinkSpeedMin=2000, LinkSpeedMax=2000)
    begin = time.monotonic()
    server.send(mail("slow", text="x" * 1500))
    assert time.monotonic() - begin > 0.7
    assert server.latest()["subject"] == "slow"


def test_jim_from_the_start(start):
    for server in (start("--ephemeral", "--jim"), start("--ephemeral", environment={"MH_INVITE_JIM": "1"})):
        assert server.json("/api/v2/jim")["AcceptChance"] == 0.99


def test_smtplib_sees_the_refusals(server):
    invite(server, RejectRecipientChance=1)
    with smtplib.SMTP(*server.smtp) as client, pytest.raises(smtplib.SMTPRecipientsRefused) as refusal:
        client.sendmail("a@b.test", ["c@d.test"], mail("x"))
    assert refusal.value.recipients == {"c@d.test": (550, b"Invalid recipient c@d.test")}
