"""TLS of the real process: HTTPS, STARTTLS and implicit TLS, with certificates of its own and of files."""
import contextlib
import http.client
import json
import shutil
import smtplib
import socket
import ssl
import subprocess
import urllib.parse

import pytest
import websocket
from mailstop_process import START_SECONDS, run_to_end
from smtp_wire import SmtpSocket

MAIL = b"Subject: under TLS\r\n\r\nhello\r\n"


def fetch_ca(server):
    """As a test suite would: the first request cannot be verified yet, all others are."""
    url = urllib.parse.urlsplit(server.http)
    if url.scheme == "http":
        answer = server.get("/v1/ca.pem")
        assert answer.status == 200, answer
        return answer.text
    unverified = ssl._create_unverified_context()
    with contextlib.closing(http.client.HTTPSConnection(url.hostname, url.port, context=unverified)) as connection:
        connection.request("GET", "/v1/ca.pem")
        response = connection.getresponse()
        assert response.status == 200
        assert response.headers["Content-Type"] == "application/x-pem-file"
        return response.read().decode()


def trust(ca_pem):
    return ssl.create_default_context(cadata=ca_pem)


def trust_of(server):
    return trust(fetch_ca(server))


def ask(server, path, context, method="GET", body=None):
    url = urllib.parse.urlsplit(server.http)
    with contextlib.closing(
        http.client.HTTPSConnection(url.hostname, url.port, context=context, timeout=START_SECONDS)
    ) as connection:
        connection.request(method, path, body=body, headers={"Content-Type": "message/rfc822"} if body else {})
        response = connection.getresponse()
        return response.status, response.read()


def listed_sessions(server):
    return server.json("/v1/sessions")["sessions"]


def port_of(server, kind):
    words = dict(word.split("=", 1) for word in server.ready_line.split()[2:])
    host, port = words[kind].rsplit(":", 1)
    return (host, int(port))


# --- HTTPS


def test_https_with_the_ca_that_the_server_gives(start):
    server = start("--ephemeral", "--http-tls")
    assert server.http.startswith("https://127.0.0.1:")
    context = trust_of(server)
    status, body = ask(server, "/v1/messages", context, "POST", MAIL)
    assert status == 201, body
    status, body = ask(server, "/v1/messages", context)
    assert status == 200 and [m["subject"] for m in json.loads(body)["messages"]] == ["under TLS"]
    assert fetch_ca(server) == fetch_ca(server)


def test_links_to_messages_are_https_and_starttls_is_not_offered(start):
    server = start("--ephemeral", "--http-tls")
    with server.connect() as client:
        assert "STARTTLS" not in client.greet()
        client.begin_data()
        client.write(MAIL + b".\r\n")
        assert f" {server.http}/m/" in client.expect(250)


def test_curl_with_cacert(start, tmp_path):
    server = start("--ephemeral", "--http-tls")
    ca = tmp_path / "ca.pem"
    ca.write_text(fetch_ca(server))
    for host in ("127.0.0.1", "localhost"):
        url = server.http.replace("127.0.0.1", host) + "/livez"
        trusting = subprocess.run(["curl", "-sS", "--cacert", ca, url], capture_output=True, text=True, check=False)
        assert trusting.returncode == 0 and json.loads(trusting.stdout) == {"status": "ok"}, trusting.stderr
    doubting = subprocess.run(["curl", "-sS", server.http + "/livez"], capture_output=True, text=True, check=False)
    assert doubting.returncode == 60, "an untrusted certificate must be one for curl"


def test_only_the_versions_that_are_allowed(start):
    server = start("--ephemeral", "--http-tls", "--tls-min", "1.3")
    context = trust_of(server)
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    with pytest.raises(ssl.SSLError):
        ask(server, "/livez", context)


def test_plain_http_on_the_https_port_is_told_once(start):
    server = start("--ephemeral", "--http-tls")
    answer = server.get("/v1/info")
    assert answer.status == 400 and answer.error()["code"] == "https_required"
    assert f"{server.http}/v1/info" in answer.error()["message"]


def test_alpn_chooses_http_1_1(start):
    server = start("--ephemeral", "--http-tls")
    context = trust_of(server)
    context.set_alpn_protocols(["h2", "http/1.1"])
    with socket.create_connection(server.http_address) as raw, context.wrap_socket(raw, server_hostname="localhost") as tls:
        assert tls.selected_alpn_protocol() == "http/1.1"
        assert tls.version() == "TLSv1.3"


def test_websocket_over_tls(start):
    server = start("--ephemeral", "--http-tls")
    context = trust_of(server)
    url = server.http.replace("https://", "wss://") + "/v1/events"
    events = websocket.create_connection(url, timeout=START_SECONDS, suppress_origin=True, sslopt={"context": context})
    assert json.loads(events.recv())["type"] == "hello"
    for _ in range(20):
        server.send(MAIL)
    received = [json.loads(events.recv()) for _ in range(20)]
    assert all(event["message"]["subject"] == "under TLS" for event in received if event["type"] == "message.stored")
    server.terminate()
    while True:
        opcode, data = events.recv_data()
        if opcode == websocket.ABNF.OPCODE_CLOSE:
            break
    assert int.from_bytes(data[:2], "big") == 1001
    events.close(timeout=0)
    assert server.wait() == 0


def test_server_sent_events_over_tls(start):
    server = start("--ephemeral", "--http-tls")
    url = urllib.parse.urlsplit(server.http)
    connection = http.client.HTTPSConnection(url.hostname, url.port, context=trust_of(server), timeout=START_SECONDS)
    with contextlib.closing(connection):
        connection.request("GET", "/v1/events", headers={"Accept": "text/event-stream"})
        stream = connection.getresponse()
        server.send(MAIL)
        while not (line := stream.readline()).startswith(b"event: message.stored"):
            assert line


# --- the CA and its files


def test_ca_is_404_without_one(start):
    answer = start("--ephemeral").get("/v1/ca.pem")
    assert answer.status == 404 and "--tls=auto" in answer.error()["message"]


def test_ca_outlives_the_server_and_is_what_the_command_prints(start, tmp_path):
    database = tmp_path / "kept" / "mail.db"
    printed = run_to_end(tmp_path, "ca", "--database", database)
    assert printed.returncode == 0 and printed.stdout.startswith("-----BEGIN CERTIFICATE-----"), printed.stderr
    server = start("--database", database, "--tls=auto", "--http-tls")
    assert fetch_ca(server) == printed.stdout
    server.stop()
    server.start()
    assert fetch_ca(server) == printed.stdout
    for name in ("ca.key", "tls.key"):
        assert (tmp_path / "kept" / f"mail.db.{name}").stat().st_mode & 0o777 == 0o600
    assert run_to_end(tmp_path, "ca", "--database", database).stdout == printed.stdout


def test_install_hint_names_the_file(tmp_path):
    hint = run_to_end(tmp_path, "ca", "--install-hint", "--database", "mail.db")
    assert hint.returncode == 0, hint.stderr
    assert str(tmp_path / "mail.db.ca.pem") in hint.stdout
    for word in ("NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "keytool", "update-ca-certificates", "Firefox"):
        assert word in hint.stdout
    assert (tmp_path / "mail.db.ca.pem").exists()


def test_ca_command_says_when_there_is_none(tmp_path):
    for arguments, word in ((["--ephemeral"], "/v1/ca.pem"), (["--tls-cert", "x.pem"], "your own")):
        failed = run_to_end(tmp_path, "ca", *arguments)
        assert failed.returncode == 1 and word in failed.stderr


def test_extra_names_are_in_the_certificate(start):
    server = start("--ephemeral", "--http-tls", "--tls-name", "mail.example.com", "--tls-name", "*.mail.test,192.0.2.7")
    context = trust_of(server)
    for name in ("mail.example.com", "a.mail.test", "192.0.2.7", "localhost", "127.0.0.1"):
        with socket.create_connection(server.http_address) as raw, context.wrap_socket(raw, server_hostname=name):
            pass
    with socket.create_connection(server.http_address) as raw, pytest.raises(ssl.SSLCertVerificationError):
        context.wrap_socket(raw, server_hostname="other.test")


# --- files


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    """Two certificates with their keys, made by OpenSSL's own command."""
    folder = tmp_path_factory.mktemp("certificates")
    for name in ("one", "two"):
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
             "-subj", f"/CN={name}", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
             "-keyout", folder / f"{name}.key", "-out", folder / f"{name}.pem"],
            check=True, capture_output=True)  # fmt: skip
    subprocess.run(["openssl", "pkey", "-in", folder / "one.key", "-aes256", "-passout", "pass:x", "-out", folder / "locked.key"],
                   check=True, capture_output=True)  # fmt: skip
    return folder


def test_a_given_certificate_is_served_and_taken_up_anew(start, certificates, tmp_path, eventually):
    cert, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    shutil.copy(certificates / "one.pem", cert)
    shutil.copy(certificates / "one.key", key)
    server = start("--ephemeral", "--http-tls", "--tls-cert", cert, "--tls-key", key)
    one, two = (trust((certificates / f"{name}.pem").read_text()) for name in ("one", "two"))
    assert ask(server, "/livez", one)[0] == 200
    assert ask(server, "/v1/ca.pem", one)[0] == 404
    shutil.copy(certificates / "two.pem", cert)
    shutil.copy(certificates / "two.key", key)

    def serves_the_new_one():
        try:
            return ask(server, "/livez", two)[0] == 200
        except ssl.SSLError:
            return False

    eventually(serves_the_new_one)


@pytest.mark.parametrize(
    "arguments, words",
    [
        (["--tls-cert", "{0}/none.pem"], ["cannot read", "none.pem"]),
        (["--tls-cert", "{0}/one.pem"], ["one.pem", "holds no private key"]),
        (["--tls-cert", "{0}/one.pem", "--tls-key", "{0}/two.key"], ["two.key", "does not belong", "one.pem"]),
        (["--tls-cert", "{0}/one.pem", "--tls-key", "{0}/locked.key"], ["locked.key", "encrypted", "openssl pkey"]),
        (["--tls-cert", "{0}/one.key", "--tls-key", "{0}/one.key"], ["one.key", "holds no certificate"]),
        (["--tls-key", "{0}/one.key"], ["--tls-cert"]),
        (["--tls=auto", "--tls-cert", "{0}/one.pem"], ["--tls=auto", "--tls-cert"]),
        (["--tls=auto", "--tls-client-ca", "{0}/none.pem"], ["cannot read", "none.pem"]),
    ],
)
def test_wrong_files_are_named_at_the_start(certificates, tmp_path, arguments, words):
    arguments = [argument.format(certificates) for argument in arguments]
    failed = run_to_end(tmp_path, "--ephemeral", "--smtp", "127.0.0.1:0", "--http", "127.0.0.1:0", *arguments)
    assert failed.returncode == 1, failed
    for word in words:
        assert word in failed.stderr, failed.stderr


# --- mail


def test_smtplib_with_starttls(start):
    server = start("--ephemeral", "--tls=auto")
    with smtplib.SMTP(*server.smtp, timeout=START_SECONDS) as client:
        client.starttls(context=trust_of(server))
        client.ehlo()
        assert not client.has_extn("starttls")
        client.sendmail("a@b.test", ["c@d.test"], MAIL)
    message = server.latest()
    assert message["envelope"]["tls"]["version"] == "TLSv1.3"


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
