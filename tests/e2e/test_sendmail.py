"""sendmail: what PHP, cron and git call, under each of its names."""
import re
import socket
import subprocess

import pytest

from mailstop_process import BINARY, clean_environment

EX_OK, EX_USAGE, EX_DATAERR, EX_UNAVAILABLE, EX_TEMPFAIL = 0, 64, 65, 69, 75
MAIL = "From: Shop <app@shop.test>\nTo: Alice <alice@example.test>\nSubject: Hi\n\nhello\n"


def run_sendmail(folder, arguments, text, program=(BINARY, "sendmail"), environment=None):
    return subprocess.run([*program, *arguments], input=text.encode(), capture_output=True, timeout=60, cwd=folder, check=False,
                          env={**clean_environment(folder), **(environment or {})})


@pytest.fixture
def run(server, tmp_path):
    """run(arguments..., text) -> the ended process, which sent to the test's server"""

    def run_here(*arguments, text=MAIL, program=(BINARY, "sendmail")):
        variables = {"MAILSTOP_SMTP_HOST": server.smtp[0], "MAILSTOP_SMTP_PORT": str(server.smtp[1])}
        return run_sendmail(tmp_path, arguments, text, program, variables)

    return run_here


def sent(server):
    message = server.latest()
    return message, server.raw(message["id"]).decode()


def recipients(server, message):
    conversation = server.json(f"/v1/messages/{message['id']}/session")
    lines = [line["text"] for line in conversation["transcript"]]
    return [found[1] for line in lines if (found := re.match(r"RCPT TO:<(.*?)>", line))]


def test_as_php_calls_it(server, run):
    done = run("-t", "-i", "-f", "bounce@shop.test", text=MAIL.replace("Subject", "Cc: bob@example.test\nBcc: eve@example.test\nSubject"))
    assert (done.returncode, done.stdout, done.stderr) == (EX_OK, b"", b"")
    message, raw = sent(server)
    assert message["envelope"]["sender"] == "bounce@shop.test"
    assert recipients(server, message) == ["alice@example.test", "bob@example.test", "eve@example.test"]
    assert "eve" not in raw
    head, body = raw.split("\r\n\r\n", 1)
    assert body == "hello\r\n"
    names = [line.split(":")[0] for line in head.split("\r\n")]
    assert names == ["From", "To", "Cc", "Subject", "Date", "Message-ID"]


def test_as_cron_calls_it(server, run):
    done = run("-FCronDaemon", "-i", "-odi", "-oem", "-oi", "-t", "-f", "root", text="To: root\nSubject: Cron\n\nout\n")
    assert done.returncode == EX_OK, done.stderr
    message, raw = sent(server)
    assert re.match(r"root@.+", message["envelope"]["sender"])
    assert re.search(r'^From: "CronDaemon" <root@.+>\r$', raw, re.MULTILINE)


def test_as_a_person_calls_it(server, run):
    done = run("alice@example.test", "bob@example.test,alice@example.test", text="just text\n.\nnot this\n")
    assert done.returncode == EX_OK, done.stderr
    message, raw = sent(server)
    assert recipients(server, message) == ["alice@example.test", "bob@example.test"]
    assert raw.endswith("\r\n\r\njust text\r\n")
    assert re.search(r"^Date: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}\r$", raw, re.MULTILINE)
    assert message["warnings"] == []
    assert run("-i", "alice@example.test", text="a\n.\nb\n").returncode == EX_OK
    assert sent(server)[1].endswith("\r\n\r\na\r\n.\r\nb\r\n")


def test_a_message_that_is_complete_is_not_changed(server, run):
    whole = "From: a@x.test\nDate: Sat, 21 Nov 2026 22:32:25 +0100\nMessage-Id: <1@x.test>\nSubject: x\n\n..\n.dot\n"
    assert run("-i", "alice@example.test", text=whole).returncode == EX_OK
    assert sent(server)[1] == whole.replace("\n", "\r\n")


@pytest.mark.parametrize("name", ["sendmail", "catchmail", "mhsendmail"])
def test_by_its_other_names(server, run, tmp_path, name):
    link = tmp_path / name
    link.symlink_to(BINARY)
    assert run("-t", text=MAIL, program=(str(link),)).returncode == EX_OK
    assert sent(server)[0]["subject"] == "Hi"
    host, port = server.smtp
    other = run_sendmail(tmp_path, ("--smtp-addr", f"{host}:{port}", "bob@example.test"), MAIL, (str(link),))
    assert other.returncode == EX_OK, other.stderr
    assert recipients(server, sent(server)[0]) == ["bob@example.test"]


@pytest.mark.parametrize("arguments, text, status, reason", [
    ((), MAIL, EX_USAGE, "no recipient is named"),
    (("-t",), "Subject: x\n\n", EX_USAGE, "the header names no recipient"),
    (("-z",), MAIL, EX_USAGE, "unknown option -z"),
    (("-bd",), MAIL, EX_USAGE, "-bd"),
    (("-f",), MAIL, EX_USAGE, "-f needs a value"),
    (("-f", "a>b", "alice@example.test"), MAIL, EX_USAGE, "is no address"),
    (("<>",), MAIL, EX_DATAERR, "is no address")])
def test_mistakes_are_named(run, arguments, text, status, reason):
    done = run(*arguments, text=text)
    assert (done.returncode, reason in done.stderr.decode()) == (status, True), done.stderr


def test_refusals_are_told_apart(start, tmp_path):
    server = start("--ephemeral", "--reject-recipients=^no@", "--reject-recipients=^later@:450 4.2.1 later")
    address = ("--smtp-addr", f"127.0.0.1:{server.smtp[1]}")
    assert run_sendmail(tmp_path, (*address, "no@example.test"), MAIL).returncode == EX_UNAVAILABLE
    assert run_sendmail(tmp_path, (*address, "later@example.test"), MAIL).returncode == EX_TEMPFAIL
    partly = run_sendmail(tmp_path, (*address, "no@example.test", "alice@example.test"), MAIL)
    assert (partly.returncode, b"<no@example.test> 550" in partly.stderr) == (EX_UNAVAILABLE, True)
    assert len(server.list_all()) == 1


def test_a_server_that_is_not_there_is_tried_later(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    for arguments in (("-t",), ("-bs",)):
        done = run_sendmail(tmp_path, (*arguments, "--smtp-addr", f"127.0.0.1:{port}"), MAIL)
        assert done.returncode == EX_TEMPFAIL and str(port).encode() in done.stderr


def test_it_speaks_smtp_on_its_streams(server, run):
    script = ("EHLO me\r\nMAIL FROM:<a@x.test>\r\nRCPT TO:<alice@example.test>\r\nDATA\r\nSubject: by hand\r\n\r\nx\r\n.\r\nQUIT\r\n")
    done = run("-bs", text=script)
    assert done.returncode == EX_OK
    replies = done.stdout.decode().splitlines()
    assert replies[0].startswith("220 ") and replies[-1].startswith("221 ")
    assert server.latest()["subject"] == "by hand"


def test_verbose_prints_the_reply(server, run):
    assert run("-v", "-t").stdout.startswith(b"250 2.0.0 ")
    assert len(server.list_all()) == 1
