"""Mail clients as applications use them; after each mail, what the REST API shows must be what was said and sent."""
import email.message
import email.policy
import io
import json
import smtplib
import subprocess
from email.generator import BytesGenerator
from pathlib import Path

import pytest

from mailstop_process import START_SECONDS
from smtp_wire import as_stored, queued_id

HERE = Path(__file__).resolve().parent
PDF = b"%PDF-1.4\n" + bytes(range(256)) * 8


def check_latest(server, sender, recipients, hidden=(), auth=("", ""), raw=None):
    message = server.latest()
    assert (message["sender"], message["recipients"]) == (sender, list(recipients))
    envelope = message["envelope"]
    assert envelope["sender"] == sender
    assert [it["address"] for it in envelope["recipients"]] == list(recipients)
    assert (envelope["authUser"], envelope["authMechanism"]) == auth
    assert envelope["clientAddress"] in ("127.0.0.1", "::1") and envelope["clientPort"] > 0
    assert envelope["tls"] is None
    assert message["hiddenRecipients"] == list(hidden)
    stored = server.raw(message["id"])
    assert message["size"] == len(stored)
    if raw is not None:
        assert stored == raw
    return message


# --- Python's smtplib


@pytest.fixture
def client(server):
    with smtplib.SMTP(*server.smtp, local_hostname="client.test", timeout=START_SECONDS) as opened:
        yield opened


def test_smtplib_sends_text(server, client):
    client.sendmail("app@shop.test", ["alice@example.test", "bob@example.test"],
                    "From: app@shop.test\nTo: alice@example.test\nSubject: Hello\n\nHi Alice\n.dot\n..dots\n")
    message = check_latest(server, "app@shop.test", ["alice@example.test", "bob@example.test"], ["bob@example.test"],
                           raw=b"From: app@shop.test\r\nTo: alice@example.test\r\nSubject: Hello\r\n\r\n"
                               b"Hi Alice\r\n.dot\r\n..dots\r\n")
    assert message["envelope"]["helo"] == "client.test"
    assert message["subject"] == "Hello"
    assert message["from"] == {"name": "", "address": "app@shop.test"}
    assert message["to"] == [{"name": "", "address": "alice@example.test"}]
    assert "Hi Alice" in message["text"] and message["html"] == ""


def test_smtplib_sends_eight_bit_bytes(server, client):
    raw = "From: app@shop.test\r\nTo: a@b.test\r\nSubject: Grüße\r\nContent-Type: text/plain; charset=utf-8\r\n" \
          "Content-Transfer-Encoding: 8bit\r\n\r\nJürgen grüßt 東京 🎉\r\n".encode()
    client.sendmail("app@shop.test", "a@b.test", raw, mail_options=["BODY=8BITMIME"])
    message = check_latest(server, "app@shop.test", ["a@b.test"], raw=raw)
    assert message["subject"] == "Grüße"
    assert "Jürgen grüßt 東京 🎉" in message["text"]
    assert message["envelope"]["body"] == "8BITMIME"


def test_smtplib_bytes_with_bare_lf_stay_as_they_are(server, client):
    raw = b"From: app@shop.test\nTo: a@b.test\nSubject: Unix lines\n\nfirst\nsecond\n"
    client.sendmail("app@shop.test", "a@b.test", raw)
    message = check_latest(server, "app@shop.test", ["a@b.test"], raw=as_stored(raw))
    assert message["subject"] == "Unix lines"
    assert "bare_lf" in [warning["code"] for warning in message["warnings"]]


def test_smtplib_send_message_with_attachment_and_bcc(server, client):
    mail = email.message.EmailMessage()
    mail["From"] = "Shop <app@shop.test>"
    mail["To"] = "Alice <alice@example.test>"
    mail["Cc"] = "carol@example.test"
    mail["Bcc"] = "boss@shop.test"
    mail["Subject"] = "Your order, Jürgen"
    mail.set_content("See https://shop.test/orders/17\n")
    mail.add_alternative("<p>See <a href='https://shop.test/orders/17'>your order</a></p>", subtype="html")
    mail.add_attachment(PDF, maintype="application", subtype="pdf", filename="Rechnung März.pdf")
    for number, container in enumerate(part for part in mail.walk() if part.is_multipart()):
        container.set_boundary(f"boundary-{number}")  # otherwise random each time the mail is written
    client.send_message(mail)
    del mail["Bcc"]
    expected = io.BytesIO()
    BytesGenerator(expected, policy=mail.policy).flatten(mail, linesep="\r\n")
    message = check_latest(server, "app@shop.test", ["alice@example.test", "boss@shop.test", "carol@example.test"],
                           ["boss@shop.test"], raw=as_stored(expected.getvalue()))
    assert message["subject"] == "Your order, Jürgen"
    assert message["cc"] == [{"name": "", "address": "carol@example.test"}] and message["bcc"] == []
    assert "https://shop.test/orders/17" in [link["href"] for link in message["links"]]
    [attachment] = message["attachments"]
    assert (attachment["filename"], attachment["contentType"]) == ("Rechnung März.pdf", "application/pdf")
    assert server.get(f"/v1/messages/{message['id']}/parts/{attachment['partId']}").body == PDF


def test_smtplib_internationalized_addresses(server, client):
    mail = email.message.EmailMessage(policy=email.policy.SMTPUTF8)
    mail["From"] = "jürgen@bücher.test"
    mail["To"] = "用户@例子.test"
    mail["Subject"] = "SMTPUTF8"
    mail.set_content("Hallo\n")
    client.send_message(mail)
    message = check_latest(server, "jürgen@bücher.test", ["用户@例子.test"])
    assert message["envelope"]["smtputf8"] is True
    assert message["from"]["address"] == "jürgen@bücher.test"
    assert message["to"] == [{"name": "", "address": "用户@例子.test"}]


@pytest.mark.parametrize("mechanism", ["PLAIN", "LOGIN"])
def test_smtplib_auth(server, client, mechanism):
    client.ehlo()
    client.user, client.password = "checkout-7", "any password"
    authenticate = {"PLAIN": client.auth_plain, "LOGIN": client.auth_login}[mechanism]
    code, _ = client.auth(mechanism, authenticate, initial_response_ok=mechanism == "PLAIN")
    assert code == 235
    client.sendmail("app@shop.test", "a@b.test", "Subject: authenticated\n\nhi\n")
    check_latest(server, "app@shop.test", ["a@b.test"], ["a@b.test"], ("checkout-7", mechanism))


def test_smtplib_after_helo_only(server):
    with smtplib.SMTP(*server.smtp, timeout=START_SECONDS) as client:
        assert client.helo("old.client.test")[0] == 250
        assert client.docmd("MAIL FROM:<>")[0] == 250
        assert client.docmd("RCPT TO:<postmaster>")[0] == 250
        assert client.data(b"Subject: bounce\r\n\r\nno such user\r\n")[0] == 250
    message = check_latest(server, "", ["postmaster"], ["postmaster"])
    assert message["envelope"]["helo"] == "old.client.test"
    assert message["from"] is None


# --- swaks and curl


def run(*words, given=None, folder=None):
    done = subprocess.run([str(word) for word in words], input=given, capture_output=True, timeout=START_SECONDS, cwd=folder,
                          check=False)
    assert done.returncode == 0, f"{words[0]} ended with {done.returncode}\n{done.stdout.decode()}\n{done.stderr.decode()}"
    return done.stdout.decode()


def swaks(server, *options):
    host, port = server.smtp
    return run("swaks", "--server", host, "--port", port, "--helo", "swaks.test", "--from", "app@shop.test", "--to",
               "a@b.test,c@d.test", *options)


def test_swaks_with_an_attachment(server, tmp_path):
    (tmp_path / "invoice.pdf").write_bytes(PDF)
    swaks(server, "--h-Subject", "Invoice", "--body", "please pay", "--attach-type", "application/pdf", "--attach-name",
          "invoice.pdf", "--attach", f"@{tmp_path / 'invoice.pdf'}")
    message = check_latest(server, "app@shop.test", ["a@b.test", "c@d.test"])
    assert message["subject"] == "Invoice" and "please pay" in message["text"]
    assert message["envelope"]["helo"] == "swaks.test"
    [attachment] = message["attachments"]
    assert (attachment["filename"], attachment["size"]) == ("invoice.pdf", len(PDF))
    assert server.get(f"/v1/messages/latest/parts/{attachment['partId']}").body == PDF


def test_swaks_data_arrives_as_it_is(server, tmp_path):
    (tmp_path / "mail.eml").write_bytes(b"From: app@shop.test\nTo: a@b.test\nSubject: as is\n\n.\n.dot\nend\n")
    swaks(server, "--data", f"@{tmp_path / 'mail.eml'}")
    stored = server.raw("latest")
    # swaks adds line ends of its own at the end
    assert stored.rstrip(b"\r\n") == b"From: app@shop.test\r\nTo: a@b.test\r\nSubject: as is\r\n\r\n.\r\n.dot\r\nend"


@pytest.mark.parametrize("mechanism", ["PLAIN", "LOGIN"])
def test_swaks_auth(server, mechanism):
    swaks(server, "--auth", mechanism, "--auth-user", "user@tenant.test", "--auth-password", "s3cret", "--h-Subject", "hi")
    check_latest(server, "app@shop.test", ["a@b.test", "c@d.test"], auth=("user@tenant.test", mechanism))


def test_swaks_pipelines(server):
    swaks(server, "--pipeline", "--h-Subject", "in few packets")
    assert check_latest(server, "app@shop.test", ["a@b.test", "c@d.test"])["subject"] == "in few packets"


def curl(server, data, *options):
    host, port = server.smtp
    run("curl", "-sS", "--noproxy", "*", f"smtp://{host}:{port}/curl.test", "--mail-from", "app@shop.test", "--mail-rcpt",
        "a@b.test", "-T", "-", *options, given=data)


def test_curl_upload_with_bare_lf(server):
    raw = b"From: app@shop.test\nTo: a@b.test\nSubject: curl\n\nfirst\n second\r\n"
    curl(server, raw)
    message = check_latest(server, "app@shop.test", ["a@b.test"], raw=raw)
    assert message["subject"] == "curl" and message["envelope"]["helo"] == "curl.test"
    assert "bare_lf" in [warning["code"] for warning in message["warnings"]]


def test_curl_upload_with_dots_and_two_recipients(server):
    raw = b"From: app@shop.test\r\nTo: a@b.test\r\nSubject: dots\r\n\r\n.\r\n..\r\n.a\r\nend\r\n"
    curl(server, raw, "--mail-rcpt", "hidden@b.test")
    check_latest(server, "app@shop.test", ["a@b.test", "hidden@b.test"], ["hidden@b.test"], raw=raw)


@pytest.mark.parametrize("mechanism", ["PLAIN", "LOGIN"])
def test_curl_auth(server, mechanism):
    raw = b"To: a@b.test\r\nSubject: curl\r\n\r\nhi\r\n"
    curl(server, raw, "--user", "curl user:pass", "--login-options", f"AUTH={mechanism}")
    check_latest(server, "app@shop.test", ["a@b.test"], auth=("curl user", mechanism), raw=raw)


# --- nodemailer


@pytest.fixture
def nodemailer(server):
    assert (HERE / "node_modules" / "nodemailer").is_dir(), "nodemailer is missing: run `npm ci` in tests/e2e, or ./dev test"

    def send(mail, **transport):
        host, port = server.smtp
        given = {"transport": {"host": host, "port": port, "name": "node.test", **transport}, "mail": mail}
        return json.loads(run("node", HERE / "send_with_nodemailer.mjs", given=json.dumps(given).encode()))

    return send


def test_nodemailer(server, nodemailer):
    report = nodemailer({
        "from": "Shop <app@shop.test>", "to": "Zoë <zoe@example.test>", "bcc": "boss@shop.test", "subject": "Grüße 🎉",
        "text": "Your code is 482913", "html": "<p>Your code is <b>482913</b></p>",
        "attachments": [{"filename": "räksmörgås.txt", "content": "shrimp"}]})
    assert report["accepted"] == ["zoe@example.test", "boss@shop.test"] and report["rejected"] == []
    message = check_latest(server, "app@shop.test", ["zoe@example.test", "boss@shop.test"], ["boss@shop.test"])
    assert message["id"] == queued_id(report["response"].removeprefix("250 "))
    assert message["subject"] == "Grüße 🎉" and message["to"] == [{"name": "Zoë", "address": "zoe@example.test"}]
    assert message["text"].strip() == "Your code is 482913" and "<b>482913</b>" in message["html"]
    [attachment] = message["attachments"]
    assert attachment["filename"] == "räksmörgås.txt"
    assert server.get(f"/v1/messages/latest/parts/{attachment['partId']}").body == b"shrimp"


@pytest.mark.parametrize("mechanism", ["PLAIN", "LOGIN"])
def test_nodemailer_auth(server, nodemailer, mechanism):
    raw = "From: app@shop.test\r\nTo: a@b.test\r\nSubject: raw\r\n\r\n.hi\r\n"
    nodemailer({"envelope": {"from": "app@shop.test", "to": ["a@b.test"]}, "raw": raw}, authMethod=mechanism,
               auth={"user": "node", "pass": "any"})
    check_latest(server, "app@shop.test", ["a@b.test"], auth=("node", mechanism), raw=raw.encode())


def test_nodemailer_internationalized_address(server, nodemailer):
    nodemailer({"from": "app@shop.test", "to": "pelé@example.test", "subject": "SMTPUTF8", "text": "olá"})
    message = check_latest(server, "app@shop.test", ["pelé@example.test"])
    assert message["envelope"]["smtputf8"] is True
