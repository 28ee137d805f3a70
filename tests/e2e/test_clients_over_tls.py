"""The clients that people use, with TLS that they verify against /v1/ca.pem and AUTH by each mechanism they know: against a
server with every extension, and against one that hides all but what they cannot do without."""
import json
import smtplib
import ssl
import subprocess
from pathlib import Path

import pytest

from mailstop_process import START_SECONDS

HERE = Path(__file__).resolve().parent
SENDER, RECIPIENT = "app@shop.test", "alice@example.test"
RAW = b"From: app@shop.test\r\nTo: alice@example.test\r\nSubject: over TLS\r\n\r\n.dot\r\nend\r\n"
HIDDEN = "--smtp-hide=PIPELINING,SIZE,8BITMIME,SMTPUTF8,ENHANCEDSTATUSCODES,CHUNKING,BINARYMIME,DSN,DELIVERBY,MT-PRIORITY,LIMITS"
EXTENSIONS = pytest.mark.parametrize("offer", [(), (HIDDEN,)], ids=["all", "none"])
PLAIN_MECHANISMS = ["PLAIN", "LOGIN", "CRAM-MD5"]


@pytest.fixture
def secure_server(start, tmp_path):
    """secure_server(*arguments) -> a server with STARTTLS and an smtps port; .ca is the file to trust, .smtps (host, port)"""

    def begin(*arguments):
        server = start("--ephemeral", "--tls=auto", "--smtps", "127.0.0.1:0", *arguments)
        server.ca = tmp_path / "ca.pem"
        server.ca.write_bytes(server.get("/v1/ca.pem").body)
        words = dict(word.split("=", 1) for word in server.ready_line.split()[2:])
        host, port = words["smtps"].rsplit(":", 1)
        server.smtps = (host, int(port))
        return server

    return begin


def run(*words, given=b"", **options):
    done = subprocess.run([str(word) for word in words], input=given, capture_output=True, timeout=START_SECONDS, check=False,
                          **options)
    assert done.returncode == 0, f"{words[0]} ended with {done.returncode}\n{done.stdout.decode()}\n{done.stderr.decode()}"
    return done.stdout.decode()


def check(server, mechanism="", raw=RAW):
    message = server.latest()
    envelope = message["envelope"]
    assert (envelope["sender"], message["recipients"]) == (SENDER, [RECIPIENT])
    assert envelope["tls"]["version"] in ("TLSv1.2", "TLSv1.3")
    assert (envelope["authUser"], envelope["authMechanism"]) == (("user@tenant.test", mechanism) if mechanism else ("", ""))
    assert server.raw("latest") == raw
    session = server.json("/v1/messages/latest/session")
    assert session["messages"] == [message["id"]]
    assert "s3cret" not in json.dumps(session)


@EXTENSIONS
@pytest.mark.parametrize("mechanism", PLAIN_MECHANISMS)
def test_smtplib(secure_server, offer, mechanism):
    server = secure_server(*offer)
    trust = ssl.create_default_context(cafile=server.ca)
    with smtplib.SMTP(*server.smtp, timeout=START_SECONDS) as client:
        client.starttls(context=trust)
        client.ehlo()
        client.user, client.password = "user@tenant.test", "s3cret"
        client.auth(mechanism, getattr(client, "auth_" + mechanism.lower().replace("-", "_")))
        client.sendmail(SENDER, [RECIPIENT], RAW)
    check(server, mechanism)


def test_smtplib_over_smtps(secure_server):
    server = secure_server()
    with smtplib.SMTP_SSL(*server.smtps, context=ssl.create_default_context(cafile=server.ca), timeout=START_SECONDS) as client:
        client.sendmail(SENDER, [RECIPIENT], RAW)
    check(server)


def swaks(server, address, folder, *options):
    (folder / "mail.eml").write_bytes(RAW.rstrip(b"\r\n"))
    run("swaks", "--server", address[0], "--port", address[1], "--from", SENDER, "--to", RECIPIENT, "--data",
        f"@{folder / 'mail.eml'}", "--tls-ca-path", server.ca, "--tls-verify", *options)


@EXTENSIONS
@pytest.mark.parametrize("mechanism", [*PLAIN_MECHANISMS])
def test_swaks(secure_server, tmp_path, offer, mechanism):
    server = secure_server(*offer)
    swaks(server, server.smtp, tmp_path, "-tls", "--auth", mechanism, "--auth-user", "user@tenant.test", "--auth-password", "s3cret")
    check(server, mechanism, raw=server.raw("latest"))
    assert server.raw("latest").startswith(RAW.rstrip(b"\r\n"))


def test_swaks_over_smtps_pipelining(secure_server, tmp_path):
    server = secure_server()
    swaks(server, server.smtps, tmp_path, "--tls-on-connect", "--pipeline")
    check(server, raw=server.raw("latest"))


def curl(server, scheme, address, *options):
    run("curl", "-sS", "--noproxy", "*", f"{scheme}://{address[0]}:{address[1]}/curl.test", "--mail-from", SENDER, "--mail-rcpt",
        RECIPIENT, "--cacert", server.ca, "-T", "-", *options, given=RAW)


@EXTENSIONS
@pytest.mark.parametrize("mechanism", PLAIN_MECHANISMS)
def test_curl(secure_server, offer, mechanism):
    server = secure_server(*offer)
    curl(server, "smtp", server.smtp, "--ssl-reqd", "--user", "user@tenant.test:s3cret", "--login-options", f"AUTH={mechanism}")
    check(server, mechanism)


@pytest.mark.parametrize("mechanism", ["XOAUTH2", "OAUTHBEARER"])
def test_curl_with_a_token_over_smtps(secure_server, mechanism):
    server = secure_server("--auth-mechanisms", mechanism)  # curl has its own preference
    curl(server, "smtps", server.smtps, "--user", "user@tenant.test:", "--oauth2-bearer", "s3cret-token", "--login-options",
         f"AUTH={mechanism}")
    check(server, mechanism)


@EXTENSIONS
@pytest.mark.parametrize("mechanism", [*PLAIN_MECHANISMS, "XOAUTH2"])
def test_nodemailer(secure_server, offer, mechanism):
    server = secure_server(*offer)
    credentials = {"user": "user@tenant.test", "pass": "s3cret"}
    if mechanism == "XOAUTH2":
        credentials = {"type": "OAuth2", "user": "user@tenant.test", "accessToken": "s3cret"}
    transport = {"host": server.smtp[0], "port": server.smtp[1], "requireTLS": True, "tls": {"ca": [server.ca.read_text()]},
                 "authMethod": mechanism, "auth": credentials}
    mail = {"envelope": {"from": SENDER, "to": [RECIPIENT]}, "raw": RAW.decode()}
    run("node", HERE / "send_with_nodemailer.mjs", given=json.dumps({"transport": transport, "mail": mail}).encode())
    check(server, mechanism)


def msmtp(server, address, *options):
    run("msmtp", "--file=/dev/null", f"--host={address[0]}", f"--port={address[1]}", "--tls=on", f"--tls-trust-file={server.ca}",
        f"--from={SENDER}", "--set-date-header=off", "--set-msgid-header=off", *options, RECIPIENT, given=RAW.replace(b"\r\n", b"\n"))


@EXTENSIONS
@pytest.mark.parametrize("mechanism", [*PLAIN_MECHANISMS, "XOAUTH2", "OAUTHBEARER"])
def test_msmtp(secure_server, offer, mechanism):
    server = secure_server(*offer)
    msmtp(server, server.smtp, f"--auth={mechanism.lower()}", "--user=user@tenant.test", "--passwordeval=echo s3cret")
    check(server, mechanism)


def test_msmtp_scram(secure_server, tmp_path):
    (tmp_path / "users").write_text("user@tenant.test:{PLAIN}s3cret\n")
    server = secure_server("--auth-file", tmp_path / "users")
    for mechanism in ("SCRAM-SHA-1", "SCRAM-SHA-256"):
        msmtp(server, server.smtp, f"--auth={mechanism.lower()}", "--user=user@tenant.test", "--passwordeval=echo s3cret")
        check(server, mechanism)


def test_msmtp_over_smtps_with_delivery_notifications(secure_server):
    server = secure_server()
    msmtp(server, server.smtps, "--tls-starttls=off", "--dsn-notify=failure,delay", "--dsn-return=headers")
    check(server)
    envelope = server.latest()["envelope"]
    assert envelope["returnContent"] == "HDRS"
    assert [sorted(it["notify"]) if isinstance(it["notify"], list) else it["notify"] for it in envelope["recipients"]] in (
        [["DELAY", "FAILURE"]], ["FAILURE,DELAY"])
