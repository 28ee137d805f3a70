"""Start, stop, start again: readiness, signals, what stays on disk, and what a person is told when it cannot start."""
import contextlib
import json
import os
import re
import shutil
import signal
import sqlite3
import stat
import urllib.parse
from pathlib import Path

import pytest

from event_streams import ServerSentEvents
from mailstop_process import run_to_end
from smtp_wire import on_the_wire, queued_id

MAIL = b"From: a@b.test\r\nTo: c@d.test\r\nSubject: kept\r\n\r\nhello\r\n"


def refused(done, *words, status=1):
    """The command ended with this status, and its one message holds these words."""
    assert done.returncode == status, done
    assert done.stdout == ""
    assert done.stderr.startswith("mailstop: ")
    for word in words:
        assert word in done.stderr, done.stderr
    return done.stderr


# --- ready


def test_ready_line_has_the_real_ports(server):
    assert re.fullmatch(r"mailstop ready smtp=127\.0\.0\.1:\d+ http=http://127\.0\.0\.1:\d+", server.ready_line)
    assert ":0 " not in server.ready_line + " "
    assert server.json("/readyz") == {"status": "ok"}


def test_ready_file(start, tmp_path):
    ready = tmp_path / "ready.json"
    ready.write_text("of an earlier run")
    server = start("--ephemeral", "--ready-file", ready, "--smtp", "127.0.0.1:0", "--http", "127.0.0.1:0")
    places = json.loads(ready.read_text())
    assert set(places) == {"smtp", "http"} and len(places["smtp"]) == len(places["http"]) == 2
    assert places["smtp"][0] == "%s:%d" % server.smtp and places["http"][0] == server.http
    assert len({urllib.parse.urlsplit(url).port for url in places["http"]}) == 2
    assert server.json("/v1/info")["settings"]["smtp"] == places["smtp"]
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["ready.json"]


def test_settings_from_the_environment(start):
    variables = {"MAILSTOP_EPHEMERAL": "true", "MAILSTOP_MAX_MESSAGE_SIZE": "12k", "MAILSTOP_HOSTNAME": "mx.test"}
    server = start(environment=variables)
    settings = server.json("/v1/info")["settings"]
    assert (settings["ephemeral"], settings["maxMessageSize"]) == (True, 12 * 1024)
    with server.connect() as client:
        assert "mx.test" in client.expect(220)


# --- stop


def test_sigterm_tells_idle_sessions_and_ends_with_0(server):
    with server.connect() as client, ServerSentEvents(server) as stream:
        client.greet()
        stream.next()
        server.terminate()
        client.expect(421)
        assert client.is_closed() and set(stream.types_to_the_end()) <= {"session.ended"}
    assert server.wait() == 0


def test_sigint_ends_with_0(server):
    server.process.send_signal(signal.SIGINT)
    assert server.wait() == 0


def test_sigterm_lets_data_in_progress_finish(start, tmp_path):
    server = start("--database", tmp_path / "mail.db")
    with server.connect() as idle, server.connect() as busy:
        idle.greet()
        busy.greet()
        busy.begin_data()
        busy.write(MAIL[:20])
        server.terminate()
        idle.expect(421)  # the server is stopping
        busy.write(on_the_wire(MAIL)[20:])
        message_id = queued_id(busy.expect(250))
        busy.expect(421)
        assert busy.is_closed()
    assert server.wait() == 0
    server.start()
    assert server.raw(message_id) == MAIL


def test_sigterm_does_not_wait_for_ever(start, tmp_path):
    server = start("--database", tmp_path / "mail.db")
    with server.connect() as client:
        client.greet()
        client.begin_data()
        client.write(MAIL)
        server.terminate()
        assert server.wait() == 0
    server.start()
    assert server.json("/v1/messages")["total"] == 0


# --- the database


def test_mail_and_sequence_persist(start, tmp_path):
    server = start("--database", tmp_path / "mail.db")
    ids = server.send_many([MAIL, MAIL + b"2\r\n", MAIL + b"3\r\n"])
    server.request("PATCH", f"/v1/messages/{ids[1]}", {"read": True, "tags": ["t"]})
    server.request("DELETE", f"/v1/messages/{ids[2]}")
    before, sequence = server.list_all(), server.json("/v1/info")["sequence"]
    assert server.stop() == 0
    server.start()
    assert server.list_all() == before and [summary["id"] for summary in before] == ids[:2]
    assert server.json("/v1/info")["sequence"] == sequence
    newest = server.send(MAIL)
    assert newest > max(ids), "ids sort by arrival"
    assert server.latest()["sequence"] > sequence


def test_default_database_is_private(start):
    server = start()
    server.send(MAIL)
    folder = server.folder / "data" / "mailstop"
    assert server.json("/v1/info")["settings"]["database"] == str(folder / "mail.db")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert modes.pop("mail.db") == 0o600
    assert set(modes.values()) <= {0o600}, modes
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def files_below(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def files_open(pid):
    """Paths on a disk behind the open descriptors; one that closes while they are listed is none."""
    paths = set()
    for descriptor in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):
            paths.add(os.readlink(descriptor))
    return {path for path in paths if path.startswith("/") and not path.startswith(("/dev/", "/proc/"))}


def test_ephemeral_leaves_nothing_on_disk(server):
    server.send_many([MAIL, b"Subject: large\r\n\r\n" + os.urandom(3 << 20)])
    server.json("/v1/messages?q=kept")
    assert files_below(server.folder) == {"stderr.log"}
    assert {path for path in files_open(server.process.pid) if not path.endswith("stderr.log")} == set()
    assert server.stop() == 0
    assert files_below(server.folder) == {"stderr.log"}


def serve_to_end(folder, *arguments):
    return run_to_end(folder, "serve", "--smtp", "127.0.0.1:0", "--http", "127.0.0.1:0", *arguments)


def test_second_process_on_the_same_database_is_refused(start, tmp_path):
    server = start("--database", tmp_path / "mail.db")
    refused(serve_to_end(tmp_path, "--database", tmp_path / "mail.db"), "mail.db", "in use by another process")
    server.send(MAIL)
    assert server.latest()["subject"] == "kept"


def test_database_of_a_newer_version_is_refused_and_unchanged(start, tmp_path):
    database = tmp_path / "mail.db"
    server = start("--database", database)
    server.send(MAIL)
    assert server.stop() == 0
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA user_version = 9999")
    connection.close()
    before = database.read_bytes()
    refused(serve_to_end(tmp_path, "--database", database), "mail.db", "newer version", "9999")
    assert database.read_bytes() == before


def test_file_that_is_no_database_is_refused_and_unchanged(tmp_path):
    for content in (b"Dear diary\n", b"short", b"SQLite format 3\0" + b"\xff" * 4096, b"x" * 100_000):
        (tmp_path / "notes.txt").write_bytes(content)
        refused(serve_to_end(tmp_path, "--database", tmp_path / "notes.txt"), "notes.txt")
        assert (tmp_path / "notes.txt").read_bytes() == content


def test_database_of_another_application_is_refused_and_unchanged(tmp_path):
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE contacts (name)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    refused(serve_to_end(tmp_path, "--database", path), "other.db", "another application")
    assert path.read_bytes() == before


def test_cut_off_database_is_refused_in_words(start, tmp_path):
    database = tmp_path / "mail.db"
    server = start("--database", database)
    server.send_many(MAIL + os.urandom(5000) for _ in range(20))
    assert server.stop() == 0
    shutil.copy(database, tmp_path / "cut.db")
    os.truncate(tmp_path / "cut.db", database.stat().st_size // 2)
    refused(serve_to_end(tmp_path, "--database", tmp_path / "cut.db"), "cut.db")


def test_database_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    refused(serve_to_end(tmp_path, "--database", tmp_path / "file" / "mail.db"), "mail.db")
    refused(serve_to_end(tmp_path, "--database", tmp_path), str(tmp_path))


# --- what a person is told


def test_port_in_use(server, tmp_path):
    host, port = server.smtp
    done = run_to_end(tmp_path, "--ephemeral", "--smtp", f"{host}:{port}", "--http", "127.0.0.1:0")
    refused(done, f"{host}:{port}", "another program listens there")
    host, port = server.http_address
    done = run_to_end(tmp_path, "--ephemeral", "--smtp", "127.0.0.1:0", "--http", f"{host}:{port}")
    refused(done, f"{host}:{port}", "another program listens there")


def test_unknown_flag_is_told_with_a_suggestion(tmp_path):
    refused(run_to_end(tmp_path, "serve", "--smpt", "127.0.0.1:0"), "--smpt", "did you mean --smtp?", status=2)
    refused(run_to_end(tmp_path, "--epehemeral"), "did you mean --ephemeral?", status=2)
    refused(run_to_end(tmp_path, "serv"), "serv", status=2)


@pytest.mark.parametrize("flag,value", [
    ("--smtp", "nonsense"), ("--smtp", "127.0.0.1:99999"), ("--http", "127.0.0.1"), ("--max-message-size", "big"),
    ("--max-connections", "-1"), ("--idle-timeout", "5"), ("--auth", "maybe"), ("--log-level", "loud"),
    ("--public-url", "x y")])
def test_bad_value_is_told_with_its_flag(tmp_path, flag, value):
    # Where a flag is bad, nothing may start: no port was asked for that is free.
    refused(run_to_end(tmp_path, "serve", "--ephemeral", flag, value), flag, status=2)


def test_bad_value_in_the_environment_is_told_with_its_variable(tmp_path):
    done = run_to_end(tmp_path, "serve", "--ephemeral", environment={"MAILSTOP_IDLE_TIMEOUT": "soon"})
    refused(done, "MAILSTOP_IDLE_TIMEOUT", status=2)


def test_help_and_version(tmp_path):
    for arguments in (("--help",), ("serve", "--help")):
        done = run_to_end(tmp_path, *arguments)
        assert done.returncode == 0 and done.stderr == ""
        for word in ("--smtp", "--database", "--ephemeral", "MAILSTOP_SMTP"):
            assert word in done.stdout
    done = run_to_end(tmp_path, "--version")
    assert done.returncode == 0 and re.fullmatch(r"mailstop \d+\.\d+\.\d+\S*\n", done.stdout)
