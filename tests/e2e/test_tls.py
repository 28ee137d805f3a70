"""TLS of the real process on the web side, and the certificates that it makes or is given. Mail: test_smtp_tls.py."""
import contextlib
import http.client
import json
import shutil
import socket
import ssl
import subprocess
import urllib.parse

import pytest
import websocket

from mailstop_process import START_SECONDS, run_to_end
from tls_trust import fetch_ca, trust, trust_of

MAIL = b"Subject: under TLS\r\n\r\nhello\r\n"


def ask(server, path, context, method="GET", body=None):
    url = urllib.parse.urlsplit(server.http)
    with contextlib.closing(
        http.client.HTTPSConnection(url.hostname, url.port, context=context, timeout=START_SECONDS)
    ) as connection:
        connection.request(method, path, body=body, headers={"Content-Type": "message/rfc822"} if body else {})
        response = connection.getresponse()
        return response.status, response.read()


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


def test_info_says_which_ports_have_tls(start):
    server = start("--ephemeral", "--http-tls")
    status, body = ask(server, "/v1/info", trust_of(server))
    listeners = json.loads(body)["settings"]["listeners"]
    assert listeners[-1] == {"kind": "http", "address": server.http, "tls": "implicit", "auth": "off"}
    assert [one["tls"] for one in listeners[:-1]] == ["none"], "STARTTLS was not asked for"


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
