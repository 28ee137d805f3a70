"""expect, ls and show, run as a person or a script runs them, against a live server."""
import json
import re
import subprocess
import threading

import pytest

from command_runs import DONE, NOT_MET, USAGE, on_a_terminal
from mailstop_process import BINARY, run_to_end
from sample_mail import mail

HOSTILE = "hi \x1b]0;owned\x07 \x1b[31mred \u009b31m"


@pytest.fixture
def run(server, tmp_path):
    """run("ls", ...) -> the ended process, which asked the test's server"""

    def run_command(*arguments, environment=None):
        return run_to_end(tmp_path, *arguments, environment={"MAILSTOP_URL": server.http, **(environment or {})})

    return run_command


# --- expect ---

def test_expect_finds_what_is_there(server, run):
    message = server.send(mail("Welcome, Alice"))
    done = run("expect", "--to", "alice@example.test", "--subject", "welcome", "--within", "0s")
    assert (done.returncode, done.stderr) == (DONE, "")
    assert done.stdout.startswith(message) and done.stdout.endswith("  Welcome, Alice\n")
    assert "Shop <app@shop.test>" in done.stdout


def test_expect_waits_in_the_server(server, run):
    sender = threading.Timer(0.2, lambda: server.send(mail("Late")))
    sender.start()
    done = run("expect", "--subject", "Late", "--within", "30s", "--print", "subject")
    sender.join()
    assert (done.returncode, done.stdout) == (DONE, "Late\n")


def test_expect_explains_what_is_missing(server, run):
    server.send(mail("Willkommen"))
    done = run("expect", "--to=alice@example.test", "--subject=Welcome", "--within=10ms")
    assert (done.returncode, done.stdout) == (NOT_MET, "")
    assert 'subject: expected contains "Welcome", but it is "Willkommen"' in done.stderr


@pytest.mark.parametrize("wanted, printed", [
    ("link", "https://shop.test/confirm?x=1\n"), ("subject", "Hello\n"), ("text", None), ("raw", None), ("id", None)])
def test_expect_prints_one_value(server, run, wanted, printed):
    raw = mail("Hello", text="go to https://shop.test/confirm?x=1")
    message = server.send(raw)
    done = run("expect", "--print", wanted, "--within=0s")
    assert done.returncode == DONE, done.stderr
    expected = {"id": message + "\n", "raw": raw.decode().replace("\r\n", "\n")}.get(wanted, printed)
    assert "confirm" in done.stdout if expected is None else done.stdout == expected


def test_expect_gives_the_whole_answer_as_json(server, run):
    server.send(mail("One"))
    met = run("expect", "--subject=One", "--json", "--within=0s")
    assert (met.returncode, json.loads(met.stdout)["messages"][0]["subject"]) == (DONE, "One")
    failed = run("expect", "--subject=Two", "--json", "--within=0s")
    assert (failed.returncode, json.loads(failed.stdout)["passed"], failed.stderr) == (NOT_MET, False, "")


def test_expect_takes_a_match(server, run):
    server.send(mail("Order 4711"))
    wanted = '{"subject": {"matches": "^Order [0-9]+$"}}'
    assert run("expect", "--match", wanted, "--count=1", "--within=0s").returncode == DONE
    assert run("expect", "--match", wanted, "--inbox=elsewhere", "--within=0s").returncode == NOT_MET
    assert run("expect", "--match", "{", "--within=0s").returncode == USAGE
    refused = run("expect", "--match", '{"subjct": "x"}', "--within=0s")
    assert (refused.returncode, "subject" in refused.stderr) == (USAGE, True)


def test_expect_counts_and_looks_behind_a_sequence(server, run):
    server.send_many([mail("A"), mail("A")])
    after = str(server.json("/v1/messages")["sequence"])
    assert run("expect", "--subject=A", "--count=2", "--within=0s").stdout.count("\n") == 2
    assert run("expect", "--subject=A", "--after", after, "--within=0s").returncode == NOT_MET
    assert run("expect", "--subject=A", "--after", after, "--count=0", "--within=10ms").returncode == DONE


def test_an_empty_condition_does_not_pass(server, run):
    server.send(mail("Anything"))
    for flag in ("--to", "--subject", "--inbox", "--q"):
        assert run("expect", flag, "", "--within=0s").returncode == USAGE, flag


# --- ls, show ---

def test_ls_lists_the_newest_first(server, run):
    first, second = server.send(mail("First")), server.send(mail("Grüße 日本", to="Bob <bob@x.test>"))
    lines = run("ls").stdout.splitlines()
    assert [line.split()[0] for line in lines] == [second, first]
    assert lines[0].endswith("  Grüße 日本") and "Bob <bob@x.test>" in lines[0]
    assert run("ls", "--limit=1").stdout.count("\n") == 1
    assert run("ls", "--q", "-subject:First").stdout.startswith(second)
    assert run("ls", "--inbox=empty").stdout == ""
    assert json.loads(run("ls", "--json").stdout)["total"] == 2
    mistake = run("ls", "--q", "fro:x")
    assert (mistake.returncode, "did you mean" in mistake.stderr) == (USAGE, True)


def test_show_is_readable(server, run):
    message = server.send(mail("Hello", text="line one\r\nhttps://shop.test/a"), recipients=("alice@example.test", "bcc@x.test"))
    for name in ((), ("latest",), (message,)):
        shown = run("show", *name)
        assert shown.returncode == DONE, shown.stderr
    assert re.search(r"^Id +" + message, shown.stdout)
    assert re.search(r"^Envelope +<sender@example.test> to <alice@example.test>, <bcc@x.test>$", shown.stdout, re.M)
    assert re.search(r"^Hidden +bcc@x.test$", shown.stdout, re.M)
    assert re.search(r"^Links +https://shop.test/a$", shown.stdout, re.M)
    assert shown.stdout.rstrip("\n").endswith("\n\nline one\nhttps://shop.test/a")


def test_show_gives_each_view(server, run, tmp_path):
    raw = mail("Hello", text="with \x1b[31m colour")
    message = server.send(raw)
    written = subprocess.run([BINARY, "show", "--raw", "--url", server.http], capture_output=True, cwd=tmp_path, check=True)
    assert written.stdout == raw
    assert run("show", "--headers").stdout.splitlines()[2] == "Subject: Hello"
    assert "S: 250 2.0.0 " in run("show", "--session").stdout and "# " in run("show", "--session").stdout
    assert json.loads(run("show", "--json").stdout)["id"] == message
    assert json.loads(run("show", "--headers", "--json").stdout)[2]["value"] == "Hello"
    assert "transcript" in json.loads(run("show", "--session", "--json").stdout)
    assert run("show", "--text").stdout.rstrip() == "with \x1b[31m colour"


def test_show_says_what_is_not_there(run):
    for arguments in (("show",), ("show", "01kam2x7f0m7"), ("show", "latest", "--inbox=none")):
        done = run(*arguments)
        assert (done.returncode, done.stdout) == (NOT_MET, ""), arguments
        assert done.stderr.startswith("mailstop: "), arguments


def test_nothing_of_a_mail_steers_the_terminal(server, tmp_path):
    server.send(mail(f"=?utf-8?q?{''.join(f'={byte:02X}' for byte in HOSTILE.encode())}?=", text=HOSTILE,
                     sender=f'"{HOSTILE}" <app@shop.test>'))
    for arguments in (("ls",), ("ls", "--json"), ("show",), ("show", "--raw"), ("show", "--text"), ("show", "--headers"),
                      ("show", "--json"), ("expect", "--print=text"), ("expect", "--within=0s"),
                      ("expect", "--subject=other", "--within=0s"), ("expect", "--print=raw")):
        status, written = on_a_terminal(tmp_path, *arguments, "--url", server.http)
        assert status in (DONE, NOT_MET), (arguments, written)
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", written), (arguments, written)
        assert "owned" in written, arguments


def test_a_table_fits_the_terminal(server, tmp_path):
    server.send(mail("long " * 100, to="A rather long name <someone-with-a-long-address@example.test>"))
    _, written = on_a_terminal(tmp_path, "ls", "--url", server.http)
    [line] = written.splitlines()
    assert len(line) == 100 and line.endswith("…")
