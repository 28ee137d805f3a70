"""Ports of every kind: where mail comes in, and how each port behaves."""
import json
import smtplib
import socket
import ssl
import stat
import struct
import time

import pytest

from mailstop_process import run_to_end
from smtp_wire import SmtpSocket, on_the_wire

MAIL = b"From: a@b.test\r\nSubject: port\r\n\r\nhello\r\n"


def places(server):
    """The ready line as {kind: address}."""
    return dict(word.split("=", 1) for word in server.ready_line.split()[2:])


def address(text):
    host, port = text.rsplit(":", 1)
    return (host.strip("[]"), int(port))


def last_session(server):
    return server.json("/v1/sessions?limit=1")["sessions"][0]


# --- kinds


def test_every_kind_of_port_is_named(start, tmp_path):
    ready = tmp_path / "ready.json"
    server = start("--ephemeral", "--ready-file", ready, "--smtp", "127.0.0.1:0", "--lmtp", "127.0.0.1:0", "--lmtp=unix:l.sock",
                   "--submission", "127.0.0.1:0")
    named = places(server)
    assert list(named) == ["smtp", "submission", "lmtp", "http"]
    written = json.loads(ready.read_text())
    assert {kind: len(found) for kind, found in written.items()} == {"smtp": 2, "submission": 1, "lmtp": 2, "http": 1}
    assert written["lmtp"][1] == "unix:l.sock"
    settings = server.json("/v1/info")["settings"]
    assert {kind: settings[kind] for kind in written} == written
    assert settings["smtps"] == []
    for kind in ("smtp", "submission", "lmtp"):
        with SmtpSocket(address(named[kind])) as client:
            assert ("LMTP" in client.expect(220)) == (kind == "lmtp")
        assert last_session(server)["protocol"] == kind


def test_smtps_speaks_tls_from_the_first_byte(start):
    server = start("--ephemeral", "--smtps", "127.0.0.1:0")
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with smtplib.SMTP_SSL(*address(places(server)["smtps"]), context=context) as client:
        client.sendmail("a@b.test", ["c@d.test"], MAIL)
    session = last_session(server)
    assert session["protocol"] == "smtps" and session["tls"]["version"] == "TLSv1.3"
    assert server.latest()["envelope"]["tls"]["cipher"] == session["tls"]["cipher"]


def test_a_plain_client_on_an_smtps_port_is_told_in_its_session(start, eventually):
    server = start("--ephemeral", "--smtps", "127.0.0.1:0")
    with SmtpSocket(address(places(server)["smtps"])) as client:
        client.write(b"EHLO client.test\r\n")
        while client.lines.read(1):
            pass
    eventually(lambda: server.json("/v1/sessions")["sessions"])
    session = last_session(server)
    assert session["outcome"] == "refused"
    assert "plain SMTP on a port for implicit TLS" in session["diagnosis"]


def test_lmtp_answers_once_for_each_recipient(start):
    server = start("--ephemeral", "--lmtp", "127.0.0.1:0")
    host, port = address(places(server)["lmtp"])
    with smtplib.LMTP(host, port) as client:  # which reads one reply only
        assert client.sendmail("a@b.test", ["c@d.test"], MAIL) == {}
    with SmtpSocket((host, port)) as client:
        client.expect(220)
        client.say("LHLO client.test", 250)
        client.begin_data("a@b.test", ["c@d.test", "e@d.test"])
        client.write(on_the_wire(MAIL))
        assert "<c@d.test>" in client.expect(250)
        assert "<e@d.test>" in client.expect(250)
    assert len(server.latest()["envelope"]["recipients"]) == 2


def test_submission_wants_a_login_unless_told_otherwise(start):
    server = start("--ephemeral", "--submission", "127.0.0.1:0")
    with SmtpSocket(address(places(server)["submission"])) as client:
        client.greet()
        assert "Authentication required" in client.say("MAIL FROM:<a@b.test>", 530)
        client.say("AUTH PLAIN AGEAYg==", 235)
        client.say("MAIL FROM:<a@b.test>", 250)
    for arguments in (["--auth=optional", "--submission=127.0.0.1:0"], ["--submission=127.0.0.1:0,auth=optional"]):
        server = start("--ephemeral", *arguments)
        with SmtpSocket(address(places(server)["submission"])) as client:
            client.greet()
            client.say("MAIL FROM:<a@b.test>", 250)


# --- Unix sockets


def test_a_unix_socket_takes_mail_and_goes_with_the_server(start):
    server = start("--ephemeral", "--smtp", "unix:mail.sock")
    file = server.folder / "mail.sock"
    assert stat.S_IMODE(file.stat().st_mode) == 0o660
    with SmtpSocket(file) as client:
        client.greet()
        message = client.send_mail(MAIL)
    envelope = server.json(f"/v1/messages/{message}")["envelope"]
    assert (envelope["clientAddress"], envelope["clientPort"]) == ("unix", 0)
    assert server.stop() == 0
    assert not file.exists()


def test_a_socket_left_behind_is_replaced_and_one_in_use_is_not(start):
    server = start("--ephemeral", "--lmtp", "unix:mail.sock")
    file = server.folder / "mail.sock"
    done = run_to_end(server.folder, "--ephemeral", "--http=127.0.0.1:0", "--lmtp=unix:mail.sock")
    assert done.returncode == 1
    assert "cannot listen on unix:mail.sock: another program listens there" in done.stderr
    server.kill()
    assert file.exists()
    server.start()
    with SmtpSocket(file) as client:
        assert "LMTP" in client.expect(220)


# --- hidden extensions


def test_a_port_hides_what_its_options_say(start):
    server = start("--ephemeral", "--smtp-hide=DSN", "--lmtp=127.0.0.1:0,hide=CHUNKING+PIPELINING,auth=off")
    with server.connect() as client:
        hello = client.greet()
        assert "CHUNKING" in hello and "PIPELINING" in hello and "DSN" not in hello and "AUTH " in hello
        client.say("MAIL FROM:<a@b.test> RET=HDRS", 555)
    with SmtpSocket(address(places(server)["lmtp"])) as client:
        client.expect(220)
        hello = client.say("LHLO client.test", 250)
        assert not any(word in hello for word in ("CHUNKING", "PIPELINING", "DSN", "AUTH"))
        client.say("BDAT 0 LAST", 502)


# --- proxies


def v2(command, source, port):
    rest = socket.inet_aton(source) + socket.inet_aton("198.51.100.1") + struct.pack(">HH", port, 25)
    return b"\r\n\r\n\0\r\nQUIT\n" + bytes([command, 0x11]) + struct.pack(">H", len(rest)) + rest


@pytest.mark.parametrize("header", [b"PROXY TCP4 192.0.2.7 198.51.100.1 4711 25\r\n", v2(0x21, "192.0.2.7", 4711)])
def test_the_client_behind_a_proxy(start, header):
    server = start("--ephemeral", "--trusted-proxies=127.0.0.0/8", "--submission=127.0.0.1:0,proxy,auth=off")
    with SmtpSocket(address(places(server)["submission"])) as client:
        client.write(header + b"EHLO client.test\r\n")  # one packet
        client.expect(220)
        assert "XCLIENT" not in client.expect(250)
        message = client.send_mail(MAIL)
        client.say("QUIT", 221)
    envelope = server.json(f"/v1/messages/{message}")["envelope"]
    assert (envelope["clientAddress"], envelope["clientPort"]) == ("192.0.2.7", 4711)
    session = server.json(f"/v1/messages/{message}/session")
    assert (session["clientAddress"], session["clientPort"]) == ("192.0.2.7", 4711)


def test_a_proxy_that_speaks_for_itself(start):
    server = start("--ephemeral", "--trusted-proxies=127.0.0.1", "--submission=127.0.0.1:0,proxy,auth=off")
    with SmtpSocket(address(places(server)["submission"])) as client:
        client.write(v2(0x20, "192.0.2.7", 4711))
        client.greet()
    assert last_session(server)["clientAddress"] == "127.0.0.1"


def test_a_proxy_without_its_header_is_refused(start, eventually):
    server = start("--ephemeral", "--trusted-proxies=127.0.0.1", "--submission=127.0.0.1:0,proxy")
    with SmtpSocket(address(places(server)["submission"])) as client:
        client.write(b"EHLO client.test\r\n")
        assert client.is_closed()
    eventually(lambda: server.json("/v1/sessions?outcome=refused")["sessions"])
    assert "did not say who its client is" in last_session(server)["diagnosis"]


def test_the_header_of_a_stranger_is_no_command(start):
    server = start("--ephemeral", "--trusted-proxies=10.0.0.0/8", "--submission=127.0.0.1:0,proxy")
    with SmtpSocket(address(places(server)["submission"])) as client:
        client.expect(220)
        client.say("PROXY TCP4 192.0.2.7 198.51.100.1 4711 25", 500)
        client.say("XCLIENT ADDR=192.0.2.7", 502)


def test_xclient_from_a_trusted_peer(start):
    server = start("--ephemeral", "--trusted-proxies=127.0.0.1")
    with server.connect() as client:
        assert "XCLIENT" in client.greet()
        client.say("XCLIENT ADDR=IPV6:2001:db8::7 PORT=4711 HELO=behind.test LOGIN=alice", 220)
        client.say("EHLO behind.test", 250)
        message = client.send_mail(MAIL)
    envelope = server.json(f"/v1/messages/{message}")["envelope"]
    assert (envelope["clientAddress"], envelope["clientPort"], envelope["authUser"]) == ("2001:db8::7", 4711, "alice")


# --- limits


def test_connections_per_address(start, eventually):
    server = start("--ephemeral", "--max-connections-per-address=2", "--smtp=unix:mail.sock")
    clients = [server.connect() for _ in range(2)]
    for client in clients:
        client.expect(220)
    with server.connect() as third:
        assert "too many connections" in third.expect(421)
        assert third.is_closed()
    with SmtpSocket(server.folder / "mail.sock") as other:
        other.expect(220)
    for client in clients:
        client.close()
    eventually(lambda: len(server.json("/v1/sessions?outcome=refused")["sessions"]) == 1)
    refused = server.json("/v1/sessions?outcome=refused")["sessions"][0]
    assert "--max-connections-per-address" in refused["diagnosis"]


def test_a_slow_server(start):
    server = start("--ephemeral", "--delay=50ms", "--greeting=ESMTP slow", "--hostname=mx.test")
    began = time.monotonic()
    with server.connect() as client:
        assert client.expect(220) == "mx.test ESMTP slow"
        client.say("EHLO client.test", 250)
        client.say("NOOP", 250)
    assert time.monotonic() - began >= 0.15


def test_limits_of_a_session(start):
    server = start("--ephemeral", "--max-errors=2", "--max-messages-per-session=1", "--max-text-line=1k",
                   "--max-command-line=600", "--expn", "--future-release=1h")
    with server.connect() as client:
        hello = client.greet()
        assert "MAILMAX=1" in hello and "FUTURERELEASE 3600" in hello
        client.say("EXPN list", 252)
        client.say("NOOP " + "x" * 550, 250)
        client.begin_data()
        client.write(on_the_wire(b"Subject: x\r\n\r\n" + b"x" * 2000 + b"\r\n"))
        client.expect(554)
        client.send_mail(MAIL)
        client.say("MAIL FROM:<a@b.test>", 452)
        client.say("NONSENSE", 500)
        assert "Too many errors" in client.say("NONSENSE", 421)


@pytest.mark.parametrize("arguments, words", [
    (["--smtp=127.0.0.1:0,proxies"], "no option of a port"),
    (["--smtp=unix:"], "is not a path for a socket"),
    (["--smtp=127.0.0.1:0,hide=CHUNK"], "CHUNK"),
    (["--trusted-proxies=300.0.0.1"], "is no address"),
    (["--http=unix:web.sock"], "only mail can come in"),
])
def test_mistakes_are_explained(tmp_path, arguments, words):
    done = run_to_end(tmp_path, *arguments)
    assert done.returncode == 2 and words in done.stderr, done


def test_switches_that_would_let_nobody_send(tmp_path):
    for switch in ("--require-tls", "--tls-before-auth"):
        done = run_to_end(tmp_path, "--ephemeral", "--smtp=127.0.0.1:0", "--http=127.0.0.1:0", switch)
        assert done.returncode == 1 and f"{switch} needs TLS" in done.stderr, done
