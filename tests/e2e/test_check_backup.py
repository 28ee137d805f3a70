"""check and backup: beside a running server, under load, and with a database that is damaged."""
import json
import os
import signal
import sqlite3
import subprocess
import threading

import pytest

from command_runs import DONE, NOT_MET, USAGE, on_a_terminal
from mailstop_process import BINARY, clean_environment, run_to_end

MAIL = b"From: a@b.test\r\nTo: c@d.test\r\nSubject: %s\r\n\r\n" + b"hello\r\n" * 200


@pytest.fixture
def database(start, tmp_path):
    """A database with ten messages that no server has open."""
    server = start("--database", tmp_path / "mail.db")
    server.send_many([MAIL % b"one"] * 10)
    server.stop()
    return tmp_path / "mail.db"


def check(folder, database, *options):
    done = run_to_end(folder, "check", "--database", database, "--json", *options)
    return done.returncode, json.loads(done.stdout) if done.stdout else done.stderr


def change(database, sql):
    connection = sqlite3.connect(database)
    connection.execute(sql)
    connection.commit()
    connection.close()


def test_check_of_a_live_server(start, tmp_path):
    server = start("--database", tmp_path / "mail.db")
    ids = server.send_many([MAIL % b"one"] * 10)
    status, report = check(tmp_path, tmp_path / "mail.db")
    assert status == DONE and report["sound"] and report["messages"] == 10 and report["findings"] == []
    assert report["bytes"] == 10 * len(MAIL % b"one")
    server.send_many([MAIL % b"two"] * 10)
    assert server.request("DELETE", f"/v1/messages/{ids[0]}").status == 204
    assert check(tmp_path, tmp_path / "mail.db")[1]["messages"] == 19


def test_check_takes_the_servers_own_database(start, tmp_path):
    server = start(environment={"XDG_DATA_HOME": str(tmp_path / "data")})
    server.send(MAIL % b"one")
    done = run_to_end(tmp_path, "check")
    assert done.returncode == DONE and "data/mailstop/mail.db: 1 message, 1.4 KiB, format " in done.stdout, done
    assert "nothing is wrong" in done.stdout
    (tmp_path / "mailstop.toml").write_text('database = "other.db"\n')
    done = run_to_end(tmp_path, "check")
    assert done.returncode == USAGE and 'There is no database "other.db"' in done.stderr


def test_check_names_the_damaged_message(database, tmp_path):
    connection = sqlite3.connect(database)
    [(message_id,)] = connection.execute("SELECT m.id FROM message m ORDER BY sequence LIMIT 1 OFFSET 4")
    connection.execute("UPDATE message_raw SET bytes = substr(bytes, 1, 40) WHERE sequence = "
                       "(SELECT sequence FROM message WHERE id = ?)", (message_id,))  # fmt: skip
    connection.commit()
    connection.close()
    status, report = check(tmp_path, database)
    assert status == NOT_MET and not report["sound"]
    [finding] = report["findings"]
    assert (finding["code"], finding["messageId"]) == ("bad_raw", message_id)
    done = run_to_end(tmp_path, "check", "--database", database)
    assert done.returncode == NOT_MET
    assert f"message {message_id}: The bytes of the message are damaged" in done.stdout and "restore a backup" in done.stdout
    assert "1 thing is wrong" in done.stdout


def test_check_finds_wrong_totals(database, tmp_path):
    change(database, "UPDATE inbox SET total = 11 WHERE name = 'default'")
    status, report = check(tmp_path, database)
    assert status == NOT_MET
    [finding] = report["findings"]
    assert finding["code"] == "wrong_totals" and "says that it holds 11 messages" in finding["text"]


def test_check_survives_a_damaged_file(database, tmp_path):
    size = database.stat().st_size
    with open(database, "r+b") as file:
        for page in range(3, size // 8192):
            file.seek(page * 8192 + 100)
            file.write(b"\xa5" * 4000)
    status, report = check(tmp_path, database)
    assert status in (NOT_MET, USAGE), report
    assert status == USAGE or report["findings"]


def test_check_says_why_it_cannot_read(tmp_path):
    (tmp_path / "text").write_text("x" * 1000)
    (tmp_path / "empty").touch()
    change(tmp_path / "foreign.db", "CREATE TABLE t (x)")
    for name, reason in {"missing.db": "There is no database", "text": "is not a database", "empty": "is empty",
                         "foreign.db": "is a database of another application", ".": "is not a file"}.items():  # fmt: skip
        status, text = check(tmp_path, name)
        assert status == USAGE and reason in text, text
    assert not (tmp_path / "missing.db").exists()
    done = run_to_end(tmp_path, "check", "--ephemeral")
    assert done.returncode == USAGE and "no database on disk" in done.stderr


def test_backup_is_a_database_that_a_server_takes(start, database, tmp_path):
    done = run_to_end(tmp_path, "backup", "copy.db", "--database", database)
    assert done.returncode == DONE and done.stdout.startswith("copy.db: 10 messages, "), done
    assert [name for name in os.listdir(tmp_path) if name.startswith("copy.db")] == ["copy.db"]
    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600
    assert check(tmp_path, "copy.db") == (DONE, {**check(tmp_path, database)[1], "database": "copy.db"})
    server = start("--database", tmp_path / "copy.db")
    assert len(server.list_all()) == 10


def test_backup_under_load(start, tmp_path):
    server = start("--database", tmp_path / "mail.db")
    server.send_many([MAIL % b"before"] * 500)
    ended, sent = threading.Event(), []

    def send():
        while not ended.is_set():
            sent.extend(server.send_many([MAIL % b"meanwhile"] * 20))

    senders = [threading.Thread(target=send) for _ in range(3)]
    for sender in senders:
        sender.start()
    try:
        for number in range(5):
            done = run_to_end(tmp_path, "backup", f"copy{number}.db", "--database", "mail.db", "--json")
            assert done.returncode == DONE, done
            assert json.loads(done.stdout)["messages"] >= 500
    finally:
        ended.set()
        for sender in senders:
            sender.join()
    assert len(server.list_all()) == 500 + len(sent)
    for number in range(5):
        status, report = check(tmp_path, f"copy{number}.db")
        assert status == DONE and report["sound"], report


def test_backup_overwrites_nothing(start, database, tmp_path):
    (tmp_path / "mine").write_text("mine")
    done = run_to_end(tmp_path, "backup", "mine", "--database", database)
    assert done.returncode == NOT_MET and "is there already" in done.stderr
    assert (tmp_path / "mine").read_text() == "mine"
    assert run_to_end(tmp_path, "backup", "mine", "--database", database, "--force").returncode == DONE
    done = run_to_end(tmp_path, "backup", database, "--database", database, "--force")
    assert done.returncode == NOT_MET and "is the database itself" in done.stderr
    start("--database", tmp_path / "other.db")
    done = run_to_end(tmp_path, "backup", "other.db", "--database", database, "--force")
    assert done.returncode == NOT_MET and "is a database in use" in done.stderr
    assert not list(tmp_path.glob("*.part"))


def test_backup_says_why_it_cannot(database, tmp_path):
    for target, reason in {"no/folder/copy.db": "No such file or directory", ".": "is not a file"}.items():
        done = run_to_end(tmp_path, "backup", target, "--database", database)
        assert done.returncode == NOT_MET and reason in done.stderr, done
    done = run_to_end(tmp_path, "backup", "--database", database)
    assert done.returncode == USAGE and "say the file" in done.stderr
    done = run_to_end(tmp_path, "backup", "copy.db", "--database", "missing.db")
    assert done.returncode == NOT_MET and "There is no database" in done.stderr


def test_backup_where_the_disk_is_full(database, tmp_path):
    """A limit of the file size is what a test can set: enough for the shared memory beside the database, not for a copy.
    SIGXFSZ is ignored so that it is an error."""
    import resource

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))

    done = subprocess.run([BINARY, "backup", "copy.db", "--database", str(database)], capture_output=True, text=True, timeout=60,
                          cwd=tmp_path, env=clean_environment(tmp_path), preexec_fn=limit, check=False)  # fmt: skip
    assert done.returncode == NOT_MET and done.stderr.startswith('mailstop: The backup "copy.db" was not made.'), done
    assert not list(tmp_path.glob("copy.db*"))


def test_progress_is_for_terminals(database, tmp_path):
    status, text = on_a_terminal(tmp_path, "check", "--database", str(database))
    assert status == DONE and "checking the structure" in text and "nothing is wrong" in text
    status, text = on_a_terminal(tmp_path, "backup", "copy.db", "--database", str(database))
    assert status == DONE and " of " in text and "copy.db: 10 messages" in text
