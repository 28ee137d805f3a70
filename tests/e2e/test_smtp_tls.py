"""Mail over TLS: STARTTLS and implicit TLS, and how a handshake that fails is explained."""
import smtplib
import ssl

import pytest

from mailstop_process import START_SECONDS
from smtp_wire import SmtpSocket
from tls_trust import port_of, trust_of

MAIL = b"Subject: under TLS\r\n\r\nhello\r\n"


def listed_sessions(server):
    return server.json("/v1/sessions")["sessions"]


def test_smtplib_with_starttls(start):
    server = start("--ephemeral", "--tls=auto")
    with smtplib.SMTP(*server.smtp, timeout=START_SECONDS) as client:
        client.starttls(context=trust_of(server))
        client.ehlo()
        assert not client.has_extn("starttls")
        client.sendmail("a@b.test", ["c@d.test"], MAIL)
    message = server.latest()
    tls = message["envelope"]["tls"]
    assert tls["version"] == "TLSv1.3"
    assert server.json(f"/v1/messages/{message['id']}/session")["tls"] == tls


def test_a_message_knows_what_the_client_asked_for_in_tls(start):
    server = start("--ephemeral", "--smtps", "127.0.0.1:0")
    context = trust_of(server)
    context.set_alpn_protocols(["smtp", "x-mail"])
    with SmtpSocket(port_of(server, "smtps")) as client:
        client.socket = context.wrap_socket(client.socket, server_hostname="localhost")
        client.lines = client.socket.makefile("rb")
        client.greet()
        client.send_mail(MAIL)
    tls = server.latest()["envelope"]["tls"]
    assert (tls["serverName"], tls["alpn"], tls["clientSubject"]) == ("localhost", "smtp,x-mail", "")


def test_info_tells_of_each_port_whether_it_has_tls_and_auth(start, tmp_path):
    ports = ["--smtps=127.0.0.1:0", "--submission=127.0.0.1:0", "--smtp=127.0.0.1:0,hide=STARTTLS+AUTH",
             f"--lmtp=unix:{tmp_path}/lmtp.sock,auth=off"]
    server = start("--ephemeral", "--tls=auto", *ports)
    settings = server.json("/v1/info")["settings"]
    told = [(one["kind"], one["tls"], one["auth"]) for one in settings["listeners"]]
    assert sorted(told) == [("http", "none", "off"), ("lmtp", "starttls", "off"), ("smtp", "none", "off"),
                            ("smtp", "starttls", "optional"), ("smtps", "implicit", "optional"),
                            ("submission", "starttls", "required")]
    for kind in ("smtp", "smtps", "submission", "lmtp", "http"):
        assert [one["address"] for one in settings["listeners"] if one["kind"] == kind] == settings[kind]


def test_smtplib_with_implicit_tls_needs_no_further_option(start):
    server = start("--ephemeral", "--smtps", "127.0.0.1:0")
    with smtplib.SMTP_SSL(*port_of(server, "smtps"), timeout=START_SECONDS, context=trust_of(server)) as client:
        client.sendmail("a@b.test", ["c@d.test"], MAIL)
    assert server.latest()["envelope"]["tls"]["cipher"]
    with server.connect() as plain:
        assert "STARTTLS" not in plain.greet(), "it was not asked for"


def test_bytes_pipelined_behind_starttls_are_dropped(start):
    server = start("--ephemeral", "--tls=auto")
    context = trust_of(server)
    client = SmtpSocket(server.smtp)
    client.greet()
    client.write(b"STARTTLS\r\nMAIL FROM:<injected@evil.test>\r\nRCPT TO:<victim@b.test>\r\n")
    client.expect(220)
    with context.wrap_socket(client.socket, server_hostname="localhost") as tls:
        lines = tls.makefile("rb")
        tls.sendall(b"RCPT TO:<victim@b.test>\r\n")
        assert lines.readline().startswith(b"503 "), "neither EHLO nor MAIL was said under TLS"
        tls.sendall(b"EHLO again\r\n")
        assert lines.readline().startswith(b"250-")


def diagnosis_of(server, eventually):
    eventually(lambda: listed_sessions(server))
    return listed_sessions(server)[0]["diagnosis"]


def test_a_client_that_does_not_trust_the_certificate_is_diagnosed(start, eventually):
    server = start("--ephemeral", "--tls=auto")
    with smtplib.SMTP(*server.smtp, timeout=START_SECONDS) as client, pytest.raises(ssl.SSLError):
        client.starttls(context=ssl.create_default_context())
    assert "does not trust the certificate" in diagnosis_of(server, eventually)


def test_a_plain_client_on_the_tls_port_is_diagnosed(start, eventually):
    server = start("--ephemeral", "--smtps", "127.0.0.1:0")
    with SmtpSocket(port_of(server, "smtps")) as client:
        client.write(b"EHLO client.test\r\n")
        assert client.is_closed()
    assert "plain SMTP on a port for implicit TLS" in diagnosis_of(server, eventually)


def test_a_client_certificate_is_demanded(start, certificates, eventually):
    server = start("--ephemeral", "--tls=auto", "--tls-client-ca", certificates / "one.pem")
    context = trust_of(server)
    with pytest.raises((ssl.SSLError, OSError, smtplib.SMTPServerDisconnected)):
        with smtplib.SMTP(*server.smtp, timeout=START_SECONDS) as client:
            client.starttls(context=context)
            client.ehlo()
    assert "demands a client certificate" in diagnosis_of(server, eventually)
    context.load_cert_chain(certificates / "one.pem", certificates / "one.key")
    with smtplib.SMTP(*server.smtp, timeout=START_SECONDS) as client:
        client.starttls(context=context)
        client.sendmail("a@b.test", ["c@d.test"], MAIL)
    session = server.json(f"/v1/messages/{server.latest()['id']}/session")
    assert session["tls"]["clientSubject"] == "CN=one"
