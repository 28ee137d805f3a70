"""send: composes a mail and gives it to a server, with or without TLS and AUTH."""
import json
import socket
import threading

import pytest

from command_runs import DONE, NOT_MET, UNREACHABLE, USAGE
from mailstop_process import run_to_end


@pytest.fixture
def run(server, tmp_path):
    """run(options...) -> the ended process, which sent to the test's server"""

    def run_send(*options, to=("--to", "Alice <alice@example.test>"), **environment):
        variables = {"MAILSTOP_SMTP_HOST": server.smtp[0], "MAILSTOP_SMTP_PORT": str(server.smtp[1]), **environment}
        return run_to_end(tmp_path, "send", *to, *options, environment=variables)

    return run_send


def test_it_sends_what_was_said(server, run, tmp_path):
    (tmp_path / "page.html").write_text("<p>Größe</p>")
    (tmp_path / "data.csv").write_text("a,b\n")
    done = run("--from", "Shop <app@shop.test>", "--cc", "c@example.test", "--bcc", "d@example.test,e@example.test",
               "--subject", "Grüße", "--text", "Hallo\n.\nEnde", "--html", "@page.html", "--attach", "data.csv",
               "--header", "X-Order: 4711")
    assert (done.returncode, done.stderr) == (DONE, "")
    message = server.latest()
    assert done.stdout.startswith("250 2.0.0 ") and message["id"] in done.stdout
    assert message["from"]["address"] == "app@shop.test"
    assert message["envelope"]["sender"] == "app@shop.test"
    assert message["subject"] == "Grüße"
    assert message["text"].replace("\r\n", "\n").rstrip() == "Hallo\n.\nEnde"
    assert "Größe" in message["html"]
    assert [attachment["filename"] for attachment in message["attachments"]] == ["data.csv"]
    assert sorted(message["hiddenRecipients"]) == ["d@example.test", "e@example.test"]
    assert b"X-Order: 4711\r\n" in server.raw(message["id"])


def test_it_sends_many_over_one_connection(server, run):
    done = run("--count", "3", "--subject", "Again", "--json")
    replies = [json.loads(line) for line in done.stdout.splitlines()]
    assert [reply["accepted"] for reply in replies] == [True] * 3 and replies[0]["code"] == 250
    raws = [server.raw(message["id"]) for message in server.list_all()]
    assert len({line for raw in raws for line in raw.split(b"\r\n") if line.lower().startswith(b"message-id:")}) == 3
    assert len(server.json("/v1/sessions")["sessions"]) == 1


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
def test_it_sends_a_file_as_it_is(server, run, tmp_path, line_end):
    raw = line_end.join([b"Subject: raw", b"", b".first dot", b"caf\xe9", b""])
    (tmp_path / "mail.eml").write_bytes(raw)
    assert run("--raw", "mail.eml", "--sender", "").returncode == DONE
    message = server.latest()
    assert server.raw(message["id"]) == raw.replace(line_end, b"\r\n")
    assert message["envelope"]["sender"] == ""
    assert [recipient["address"] for recipient in message["envelope"]["recipients"]] == ["alice@example.test"]


def test_a_refused_recipient_is_named(start, tmp_path):
    server = start("--ephemeral", "--reject-recipients=^blocked@")
    to = ("send", "--smtp", f"127.0.0.1:{server.smtp[1]}", "--to", "blocked@example.test")
    done = run_to_end(tmp_path, *to)
    assert (done.returncode, done.stdout) == (NOT_MET, "")
    assert done.stderr.startswith("mailstop: <blocked@example.test> 550 ")
    partly = run_to_end(tmp_path, *to, "--cc", "alice@example.test", "--json")
    answer = json.loads(partly.stdout)
    assert (partly.returncode, answer["accepted"]) == (NOT_MET, True)
    assert [refused["recipient"] for refused in answer["refused"]] == ["blocked@example.test"]


@pytest.mark.parametrize("mode", ["starttls", "implicit"])
def test_it_speaks_tls(start, tmp_path, mode):
    server = start("--ephemeral", "--tls=auto", "--smtps", "127.0.0.1:0")
    port = server.ready_line.split("smtps=")[1].split()[0] if mode == "implicit" else f"127.0.0.1:{server.smtp[1]}"
    (tmp_path / "ca.pem").write_text(server.get("/v1/ca.pem").text)
    to = ("send", "--to", "alice@example.test", "--smtp", port, f"--tls={mode}")
    distrusted = run_to_end(tmp_path, *to)
    assert distrusted.returncode == UNREACHABLE and "not trusted" in distrusted.stderr
    for trust in (("--ca", "ca.pem"), ("--insecure",)):
        done = run_to_end(tmp_path, *to, *trust)
        assert done.returncode == DONE, done.stderr
    assert server.json("/v1/messages/latest")["envelope"]["tls"] is not None
    assert len(server.list_all()) == 2


def test_it_logs_in(start, tmp_path):
    server = start("--ephemeral", "--auth=required")
    to = ("send", "--to", "alice@example.test", "--smtp", f"127.0.0.1:{server.smtp[1]}")
    assert run_to_end(tmp_path, *to).returncode == NOT_MET
    assert run_to_end(tmp_path, *to, "--user", "shop", "--password", "secret").returncode == DONE
    assert server.latest()["envelope"]["authUser"] == "shop"


@pytest.mark.parametrize("options, reason", [
    ((), "say to whom"),
    (("--to", "nobody"), 'has no "@"'),
    (("--to", "a@x.test", "--text", "@missing"), "missing"),
    (("--to", "a@x.test", "--raw", "missing"), "missing"),
    (("--to", "a@x.test", "--raw", "x", "--subject", "x"), "--raw is a whole message"),
    (("--to", "a@x.test", "--header", "nonsense"), "write a header as"),
    (("--to", "a@x.test", "--subject", "a\r\nBcc: b@x.test"), "line break"),
    (("--to", "a@x.test", "--count", "0"), "at least 1"),
    (("--to", "a@x.test", "--smtp", "x:y"), "--smtp"),
    (("--to", "a@x.test", "--tls=starttls", "--ca", "missing"), "missing")])
def test_mistakes_are_named(run, options, reason):
    done = run(*options, to=())
    assert (done.returncode, reason in done.stderr) == (USAGE, True), done.stderr


def test_nothing_listens(run, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    done = run_to_end(tmp_path, "send", "--to", "a@x.test", "--smtp", f"127.0.0.1:{port}")
    assert done.returncode == UNREACHABLE and "nothing listens at 127.0.0.1:" in done.stderr


def test_a_server_that_is_none(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        def answer():
            connection, _ = listener.accept()
            with connection:
                connection.sendall(b"HTTP/1.1 400 \x1b[31mBad Request\r\n\r\n")
                connection.recv(100)

        thread = threading.Thread(target=answer)
        thread.start()
        done = run_to_end(tmp_path, "send", "--to", "a@x.test", "--smtp", f"127.0.0.1:{listener.getsockname()[1]}")
        thread.join()
    assert done.returncode == UNREACHABLE
    assert "is not SMTP" in done.stderr and "\x1b" not in done.stderr
