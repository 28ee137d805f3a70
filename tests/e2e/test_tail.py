"""tail and ready, and what every command says when there is no server to ask."""
import json
import os
import pty
import select
import socket

import pytest

from command_runs import DONE, NOT_MET, UNREACHABLE, USAGE, next_line, started
from mailstop_process import run_to_end
from sample_mail import mail


@pytest.fixture
def free_port():
    """Nobody else gets it, and only a server can listen on it."""
    with socket.socket() as holder:
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        holder.bind(("127.0.0.1", 0))
        yield holder.getsockname()[1]


def test_tail_prints_mail_as_it_comes(server, tmp_path):
    with started(tmp_path, "tail", "--url", server.http) as tail:
        assert next_line(tail.stderr) == f"mailstop: watching {server.http}\n"
        message = server.send(mail("Live"))
        line = next_line(tail.stdout)
        assert line.startswith(message) and line.endswith("  Live\n") and "\x1b" not in line


def test_tail_gives_every_event_as_json_and_only_what_is_asked_for(server, tmp_path):
    server.send_many([mail("Spam"), mail("Order 1")])
    with started(tmp_path, "tail", "--json", "--after=0", "--q=subject:order", "--url", server.http) as tail:
        assert json.loads(next_line(tail.stdout))["type"] == "hello"
        event = json.loads(next_line(tail.stdout))
        assert (event["type"], event["message"]["subject"]) == ("message.stored", "Order 1")


def test_tail_says_why_mail_did_not_come(start, tmp_path):
    server = start("--ephemeral", "--reject-recipients=^bob@")
    with started(tmp_path, "tail", "--url", server.http) as tail:
        next_line(tail.stderr)
        with server.connect() as client:
            client.greet()
            client.say("MAIL FROM:<a@x.test>", 250)
            client.say("RCPT TO:<bob@x.test>", 550)
        assert "bob@x.test" in next_line(tail.stdout)


def test_tail_goes_on_after_a_restart_of_the_server(start, tmp_path):
    server = start("--database", tmp_path / "mail.db")
    port = server.http_address[1]
    with started(tmp_path, "tail", "--url", server.http) as tail:
        next_line(tail.stderr)
        server.send(mail("Before"))
        assert "Before" in next_line(tail.stdout)
        server.stop()
        assert "the connection is gone" in next_line(tail.stderr)
        server.arguments += ["--http", f"127.0.0.1:{port}"]
        server.start()
        server.send(mail("After"))
        assert "After" in next_line(tail.stdout)


def test_tail_is_coloured_on_a_terminal_only(server, tmp_path):
    server.send(mail("Bright"))

    def first_line(environment):
        leader, follower = pty.openpty()
        with started(tmp_path, "tail", "--after=0", "--url", server.http, stdout=follower,
                     environment={"TERM": "xterm", **environment}):
            readable, _, _ = select.select([leader], [], [], 60)
            assert readable
            line = os.read(leader, 4096).decode()
        os.close(leader)
        os.close(follower)
        return line

    assert "\x1b[1mBright\x1b[0m" in first_line({})
    assert "\x1b" not in first_line({"NO_COLOR": "1"})


def test_ready_says_so(server, tmp_path):
    assert run_to_end(tmp_path, "ready", "--url", server.http).stdout == "ready\n"
    assert json.loads(run_to_end(tmp_path, "ready", "--json", "--url", server.http).stdout)["ready"] is True


def test_ready_waits_for_a_server_that_starts(start, tmp_path, free_port):
    with started(tmp_path, "ready", "--wait=60s", "--url", f"http://127.0.0.1:{free_port}") as ready:
        start("--ephemeral", "--http", f"127.0.0.1:{free_port}")
        output, _ = ready.communicate(timeout=60)
        assert (ready.returncode, output) == (DONE, "ready\n")


def test_without_a_server_every_command_says_what_to_do(tmp_path, free_port):
    url = f"http://127.0.0.1:{free_port}"
    for command in ("expect", "ls", "show", "tail"):
        done = run_to_end(tmp_path, command, "--url", url)
        assert (done.returncode, done.stdout) == (UNREACHABLE, ""), command
        assert done.stderr == f"mailstop: nothing listens at {url}: start `mailstop serve`, or say where it is " \
                              "with --url or MAILSTOP_URL\n"
    done = run_to_end(tmp_path, "ready", "--url", url)
    assert (done.returncode, done.stderr) == (NOT_MET, f"mailstop: not ready: nothing listens at {url}\n")


def test_over_https_the_ca_is_named(start, tmp_path):
    server = start("--database", tmp_path / "mail.db", "--http-tls")
    ca = str(tmp_path / "mail.db.ca.pem")
    assert run_to_end(tmp_path, "ls", "--url", server.http, "--ca", ca).returncode == DONE
    assert run_to_end(tmp_path, "ls", "--url", server.http, "--insecure").returncode == DONE
    distrusted = run_to_end(tmp_path, "ls", "--url", server.http)
    assert distrusted.returncode == UNREACHABLE and "name its CA with --ca" in distrusted.stderr
    plain = run_to_end(tmp_path, "ls", "--url", server.http.replace("https", "http"))
    assert plain.returncode == USAGE and "https://" in plain.stderr
