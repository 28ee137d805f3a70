"""Where a mail client may connect, and whether it must log in."""
import json
import smtplib
import socket
import subprocess

import pytest

from mailstop_process import START_SECONDS


def has_ipv6():
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
        return True
    except OSError:
        return False


@pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")
def test_ipv6_listener(start, tmp_path):
    ready = tmp_path / "ready.json"
    server = start("--ephemeral", "--smtp", "[::1]:0", "--http", "[::1]:0", "--ready-file", ready)
    places = json.loads(ready.read_text())
    assert len(places["smtp"]) == 2 and places["smtp"][1].startswith("[::1]:")
    with smtplib.SMTP("::1", int(places["smtp"][1].rsplit(":", 1)[1]), timeout=START_SECONDS) as client:
        client.sendmail("app@shop.test", "a@b.test", "Subject: six\n\nhi\n")
    message = server.latest()
    assert (message["subject"], message["envelope"]["clientAddress"]) == ("six", "::1")
    done = subprocess.run(["curl", "-sS", "--noproxy", "*", places["http"][1] + "/v1/messages/latest"],
                          check=True, capture_output=True, timeout=START_SECONDS)
    assert json.loads(done.stdout) == message


def test_auth_required(start):
    server = start("--ephemeral", "--auth=required")
    with smtplib.SMTP(*server.smtp, timeout=START_SECONDS) as client:
        client.ehlo()
        code, text = client.docmd("MAIL FROM:<app@shop.test>")
        assert code == 530 and text.startswith(b"5.7.0")
        client.login("ci", "anything")
        client.sendmail("app@shop.test", "a@b.test", "Subject: hi\n\nhi\n")
    envelope = server.latest()["envelope"]
    assert (envelope["authUser"], envelope["authMechanism"]) == ("ci", "CRAM-MD5")


def test_auth_off(start):
    server = start("--ephemeral", "--auth", "off")
    with smtplib.SMTP(*server.smtp, timeout=START_SECONDS) as client:
        client.ehlo()
        assert not client.has_extn("auth") and client.has_extn("pipelining") and client.has_extn("smtputf8")
        assert client.docmd("AUTH PLAIN AGEAYg==")[0] in (502, 503, 504)
        client.sendmail("app@shop.test", "a@b.test", "Subject: hi\n\nhi\n")
    envelope = server.latest()["envelope"]
    assert (envelope["authUser"], envelope["authMechanism"]) == ("", "")
