"""exec: a server for as long as one command runs; its variables, signals, exit status, assertions and reports."""
import html
import json
import os
import signal
import stat
import sys
import xml.etree.ElementTree as ElementTree

import pytest

from command_runs import NOT_MET, USAGE, next_line, started
from mailstop_process import run_to_end
from sample_mail import mail

SEND = f"""
import os, smtplib
with smtplib.SMTP(os.environ["SMTP_HOST"], int(os.environ["SMTP_PORT"])) as client:
    client.sendmail("app@shop.test", ["alice@example.test"], {mail("Welcome <b>Alice</b>", text="code 482913")!r})
"""
VARIABLES = ("MAILSTOP_URL", "MAILSTOP_SMTP_HOST", "MAILSTOP_SMTP_PORT", "SMTP_HOST", "SMTP_PORT", "MAIL_HOST", "MAIL_PORT",
             "MAILER_DSN", "SMTP_URL")


@pytest.fixture
def run(tmp_path):
    """run(options..., code=python) -> the ended process"""

    def run_exec(*options, code=SEND, environment=None):
        return run_to_end(tmp_path, "exec", *options, "--", sys.executable, "-c", code, environment=environment)

    return run_exec


# --- what the command gets ---

def test_it_is_told_where_the_server_is(run):
    names = (*VARIABLES, "APP_DSN", "SMTP_USER")
    code = f"import os, json; print(json.dumps({{name: os.environ.get(name) for name in {names!r}}}))"
    done = run("--env", "APP_DSN=smtp://u:p@{smtp_host}:{smtp_port}?inbox={url}", "--env", "MAIL_HOST=other", code=code,
               environment={"SMTP_PORT": "25", "SMTP_USER": "kept"})
    assert (done.returncode, done.stderr) == (0, "")
    seen = json.loads(done.stdout)
    port = seen["SMTP_PORT"]
    assert int(port) not in (0, 25)
    assert seen["MAILSTOP_URL"].startswith("http://127.0.0.1:")
    assert seen == {
        "MAILSTOP_URL": seen["MAILSTOP_URL"], "MAILSTOP_SMTP_HOST": "127.0.0.1", "MAILSTOP_SMTP_PORT": port,
        "SMTP_HOST": "127.0.0.1", "SMTP_PORT": port, "MAIL_HOST": "other", "MAIL_PORT": port,
        "MAILER_DSN": f"smtp://127.0.0.1:{port}", "SMTP_URL": f"smtp://127.0.0.1:{port}",
        "APP_DSN": f"smtp://u:p@127.0.0.1:{port}?inbox={seen['MAILSTOP_URL']}", "SMTP_USER": "kept"}


def test_mail_that_it_sends_is_there_for_it(run):
    code = SEND + """
import json, urllib.request
with urllib.request.urlopen(os.environ["MAILSTOP_URL"] + "/v1/expect?to=alice@example.test&print=code") as answer:
    print(answer.read().decode())
"""
    done = run(code=code)
    assert (done.returncode, done.stdout, done.stderr) == (0, "482913\n", "")


def test_its_streams_are_ours(tmp_path):
    done = run_to_end(tmp_path, "exec", "--", "sh", "-c", 'echo out; echo err >&2; printf "%s|" "$@"', "sh", "a b", "--", "--help")
    assert (done.returncode, done.stdout, done.stderr) == (0, "out\na b|--|--help|", "err\n")


def test_it_inherits_no_descriptor_of_the_server(run):
    done = run(code="import os; print([name for name in os.listdir('/proc/self/fd') if int(name) > 3])")
    assert done.stdout == "[]\n"


def test_other_servers_and_their_settings_are_left_alone(server, run, tmp_path):
    host, port = server.smtp
    (tmp_path / "mailstop.toml").write_text(f'smtp = ["{host}:{port}"]\ndatabase = "mail.db"\nhostname = "mx.example.test"\n')
    done = run(code=SEND + "print(smtplib.SMTP(os.environ['SMTP_HOST'], int(os.environ['SMTP_PORT'])).ehlo()[1].split()[0].decode())",
               environment={"MAILSTOP_HTTP": server.http.removeprefix("http://")})
    assert (done.returncode, done.stdout) == (0, "mx.example.test\n"), done.stderr
    assert server.list_all() == []
    assert not (tmp_path / "mail.db").exists()


def test_options_of_the_server_are_taken(run):
    code = SEND.replace('["alice@example.test"]', '["blocked@example.test"]')
    done = run("--reject-recipients=^blocked@", code=code)
    assert done.returncode == 1 and "SMTPRecipientsRefused" in done.stderr


# --- how it ends ---

@pytest.mark.parametrize("command, status", [("exit 0", 0), ("exit 7", 7), ("kill -TERM $$", 143), ("kill -KILL $$", 137)])
def test_its_exit_status_is_ours(tmp_path, command, status):
    done = run_to_end(tmp_path, "exec", "--", "sh", "-c", command)
    assert (done.returncode, done.stdout, done.stderr) == (status, "", "")


def test_what_cannot_be_run(tmp_path):
    done = run_to_end(tmp_path, "exec", "--", "no-such-program")
    assert (done.returncode, done.stderr) == (127, "mailstop: no-such-program: No such file or directory\n")
    script = tmp_path / "script"
    script.write_text("#!/bin/sh\n")
    assert run_to_end(tmp_path, "exec", "--", "./script").returncode == 126
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    assert run_to_end(tmp_path, "exec", "--", "./script").returncode == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signals_are_passed_on(tmp_path, number):
    code = f"import signal, sys; signal.signal({int(number)}, lambda *_: sys.exit(42)); print('up', flush=True); signal.pause()"
    with started(tmp_path, "exec", "--", sys.executable, "-c", code) as process:
        assert next_line(process.stdout) == "up\n"
        os.kill(process.pid, number)
        assert process.wait(60) == 42


def test_a_signal_ends_a_command_that_does_not_catch_it(tmp_path):
    with started(tmp_path, "exec", "--", sys.executable, "-c", "print('up', flush=True); import time; time.sleep(600)") as process:
        assert next_line(process.stdout) == "up\n"
        process.terminate()
        assert process.wait(60) == 128 + signal.SIGTERM


@pytest.mark.parametrize("arguments, reason", [
    (["exec"], "say the command behind --"),
    (["exec", "true"], "stands behind --"),
    (["exec", "--env", "X={port}", "--", "true"], "unknown placeholder {port}"),
    (["exec", "--expect", "tto=alice", "--", "sh", "-c", "touch ran"], "tto"),
    (["exec", "--expect", "count=many", "--", "sh", "-c", "touch ran"], "count"),
    (["exec", "--expect", "to", "--", "sh", "-c", "touch ran"], "is no NAME=VALUE")])
def test_a_mistake_is_found_before_the_command_runs(tmp_path, arguments, reason):
    done = run_to_end(tmp_path, *arguments)
    assert (done.returncode, reason in done.stderr) == (USAGE, True), done.stderr
    assert not (tmp_path / "ran").exists()


# --- assertions and reports ---

def test_expectations_that_hold(run):
    done = run("--expect", "to=alice@example.test&subject=welcome&count=1", "--expect", "to=bob@example.test&count=0")
    assert (done.returncode, done.stderr) == (0, "")


def test_an_expectation_that_does_not_hold_fails_it(run):
    done = run("--expect", "to=alice@example.test&subject=Goodbye now")
    assert done.returncode == NOT_MET
    assert '--expect "to=alice@example.test&subject=Goodbye now":\n' in done.stderr
    assert 'subject: expected contains "Goodbye now", but it is "Welcome <b>Alice</b>"' in done.stderr


def test_the_status_of_a_failed_command_stays(run):
    done = run("--expect", "to=nobody@example.test", code="raise SystemExit(5)")
    assert done.returncode == 5 and "none matched" in done.stderr


def test_an_expectation_may_wait(run):
    later = f"""
import os, subprocess, sys
subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()\\n" + {SEND!r}], stdin=(pipe := os.pipe())[0],
                 stderr=subprocess.DEVNULL)  # the server may stop before its QUIT
"""
    done = run("--expect", "to=alice@example.test&within=30s", code=later)
    assert (done.returncode, done.stderr) == (0, "")


def test_artifacts_are_kept(run, tmp_path):
    code = SEND + """
client = smtplib.SMTP(os.environ["SMTP_HOST"], int(os.environ["SMTP_PORT"]))
client.ehlo()
client.mail("app@shop.test")
print(client.rcpt("blocked@example.test")[0])
client.close()
"""
    done = run("--artifacts", "out/mail", "--reject-recipients", "^blocked@", "--expect", "count=2", code=code)
    assert (done.returncode, done.stdout) == (NOT_MET, "550\n")
    kept = sorted((tmp_path / "out" / "mail").iterdir())
    [message] = [path for path in kept if path.suffix == ".eml"]
    [session] = [path for path in kept if path.suffix == ".json"]
    assert message.read_bytes() == mail("Welcome <b>Alice</b>", text="code 482913")
    assert json.loads(session.read_text())["outcome"] == "rejected"
    report = (tmp_path / "out" / "mail" / "report.html").read_text(encoding="utf-8")
    assert {path.name for path in kept} == {message.name, session.name, "report.html"}
    assert "Welcome &lt;b&gt;Alice&lt;/b&gt;" in report and "<b>Alice" not in report and "<script" not in report
    assert f'href="{message.name}"' in report and f'href="{session.name}"' in report
    assert "expected exactly 2 messages" in report
    assert json.loads(session.read_text())["diagnosis"] in html.unescape(report)


def test_a_folder_that_cannot_be_made_is_said_at_once(run, tmp_path):
    (tmp_path / "file").touch()
    done = run("--artifacts", "file/out", code="print('ran')")
    assert (done.returncode, done.stdout) == (NOT_MET, "") and "file/out" in done.stderr


def test_a_junit_report_is_written(run, tmp_path):
    run("--junit", "junit.xml", "--expect", "to=alice@example.test&count=1", "--expect", "subject=<Goodbye>")
    suite = ElementTree.parse(tmp_path / "junit.xml").getroot().find("testsuite")
    assert (suite.get("tests"), suite.get("failures")) == ("3", "1")
    cases = suite.findall("testcase")
    assert [case.find("failure") is None for case in cases] == [True, True, False]
    assert cases[2].get("name") == "expect subject=<Goodbye>"
    assert "Welcome <b>Alice</b>" in cases[2].find("failure").text
