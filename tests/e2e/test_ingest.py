"""ingest and export: every format goes round with every byte, through the API, over SMTP and without a server."""
import io
import json
import mailbox
import socket
import subprocess
import threading
import zipfile

import pytest

from command_runs import DONE, NOT_MET, UNREACHABLE, USAGE, on_a_terminal
from mailstop_process import BINARY, PROJECT, clean_environment, run_to_end
from smtp_wire import as_stored

CORPUS = sorted((PROJECT / "tests" / "corpus").rglob("*.eml"))
FROM_LINE = b"From a@b.test Sat Nov 21 21:32:25 2026\n"
MAIL = b"From: a@b.test\r\nTo: c@d.test\r\nSubject: %s\r\n\r\nhello\r\n"


def with_line_end(raw):
    """What mbox keeps of it"""
    return raw if not raw or raw.endswith(b"\n") else raw + b"\n"


def as_sent(raw):
    """What a server gets over SMTP."""
    return as_stored(raw) if raw else raw


def mails_of(server, query="order=oldest"):
    with server.open_http() as connection:
        return [server.raw(summary["id"], connection) for summary in server.list_all(query)]


def run_with_input(folder, data, *arguments):
    return subprocess.run([BINARY, *map(str, arguments)], input=data, capture_output=True, timeout=60, cwd=folder, check=False,
                          env=clean_environment(folder))


@pytest.fixture
def run(server, tmp_path):
    """run(command, arguments...) -> the ended process, which asked the test's server"""
    return lambda *arguments: run_to_end(tmp_path, *arguments, environment={"MAILSTOP_URL": server.http})


@pytest.fixture
def corpus(server, run):
    """The server holds the corpus; -> its mails"""
    done = run("ingest", PROJECT / "tests" / "corpus", "--json")
    assert (done.returncode, done.stderr) == (DONE, ""), done
    summary = json.loads(done.stdout)
    expected = [path.read_bytes() for path in CORPUS]
    assert summary["stored"] == len(CORPUS) and summary["refusals"] == [] and summary["complete"]
    assert summary["bytes"] == sum(map(len, expected))
    assert sorted(mails_of(server)) == sorted(expected)
    return mails_of(server)


def read_mails(path):
    """What an exported file or folder holds, in the order of its names."""
    if path.is_dir():
        files = [file for file in path.rglob("*") if file.is_file()]
        return [file.read_bytes() for file in sorted(files, key=lambda file: file.name)]
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return [archive.read(name) for name in sorted(archive.namelist())]


@pytest.mark.parametrize("format", ["eml", "maildir", "zip"])
def test_the_corpus_goes_round(corpus, run, start, tmp_path, format):
    output = tmp_path / "out"
    done = run("export", "--format", format, "--output", output)
    assert done.returncode == DONE, done
    assert read_mails(output) == corpus
    if format == "zip":
        return
    other = start("--ephemeral")
    done = run("ingest", output, "--url", other.http)
    assert (done.returncode, done.stderr) == (DONE, "")
    assert sorted(mails_of(other)) == sorted(corpus)


def test_the_corpus_goes_round_as_mbox(corpus, server, run, start, tmp_path):
    done = run("export", "--output", "all.mbox")
    assert done.returncode == DONE and "in all.mbox" in done.stderr, done
    exported = (tmp_path / "all.mbox").read_bytes()
    assert server.get("/v1/export").body == exported
    assert len(mailbox.mbox(tmp_path / "all.mbox")) == len(corpus)
    other = start("--ephemeral")
    done = run_with_input(tmp_path, exported, "ingest", "-", "--url", other.http)
    assert (done.returncode, done.stderr) == (DONE, b"")
    assert sorted(mails_of(other)) == sorted(map(with_line_end, corpus))


def test_the_corpus_goes_round_without_a_server(tmp_path, start):
    done = run_to_end(tmp_path, "ingest", PROJECT / "tests" / "corpus", "--database", "mail.db", "--inbox", "old", "--tag", "a,b")
    assert (done.returncode, done.stderr) == (DONE, "")
    assert (tmp_path / "mail.db").stat().st_mode & 0o777 == 0o600
    for format in ("eml", "maildir", "zip", "mbox"):
        done = run_to_end(tmp_path, "export", "--database", "mail.db", "--format", format, "--output", f"out.{format}")
        assert done.returncode == DONE and done.stderr == f"{len(CORPUS)} messages in out.{format}\n", done
    expected = [path.read_bytes() for path in CORPUS]
    for format in ("eml", "maildir", "zip"):
        assert sorted(read_mails(tmp_path / f"out.{format}")) == sorted(expected), format
    done = run_to_end(tmp_path, "ingest", "out.mbox", "--database", "again.db")
    assert done.returncode == DONE, done
    done = run_to_end(tmp_path, "export", "--database", "again.db", "--format", "eml", "--output", "again")
    assert sorted(read_mails(tmp_path / "again")) == sorted(map(with_line_end, expected))

    server = start("--database", tmp_path / "mail.db")
    listed = server.list_all()
    assert len(listed) == len(CORPUS)
    assert {(summary["inbox"], *summary["tags"]) for summary in listed} == {("old", "a,b")}
    busy = run_to_end(tmp_path, "ingest", CORPUS[0], "--database", "mail.db")
    assert busy.returncode == NOT_MET and "in use by another process" in busy.stderr and "Without --database" in busy.stderr


def test_over_smtp(server, run):
    address = f"{server.smtp[0]}:{server.smtp[1]}"
    done = run("ingest", PROJECT / "tests" / "corpus", "--smtp", address, "--from", "", "--to", "qa@example.test", "--json")
    assert (done.returncode, done.stderr) == (DONE, ""), done
    assert json.loads(done.stdout)["stored"] == len(CORPUS)
    assert sorted(mails_of(server)) == sorted(as_sent(path.read_bytes()) for path in CORPUS)
    assert {(summary["sender"], *summary["recipients"]) for summary in server.list_all()} == {("", "qa@example.test")}


def test_the_envelope_is_that_of_the_message(server, run, tmp_path):
    (tmp_path / "mail.eml").write_bytes(b"Return-Path: <bounce@b.test>\r\nBcc: x@d.test\r\n" + MAIL % b"one")
    for target in ((), ("--smtp", f"{server.smtp[0]}:{server.smtp[1]}")):
        done = run("ingest", "mail.eml", *target)
        assert done.returncode == DONE, done
        latest = server.latest()
        assert latest["sender"] == "bounce@b.test"
        assert sorted(latest["recipients"]) == ["c@d.test", "x@d.test"]
    (tmp_path / "nobody.eml").write_bytes(b"Subject: nobody\r\n\r\n")
    done = run("ingest", "nobody.eml", "--smtp", f"{server.smtp[0]}:{server.smtp[1]}")
    assert done.returncode == NOT_MET and "nobody.eml: it names no recipient" in done.stderr


def test_inbox_and_tags(server, run, tmp_path):
    (tmp_path / "mail").write_bytes(MAIL % b"one")
    done = run("ingest", "mail", "--inbox", "archive", "--tag", "old", "--tag", "ü")
    assert (done.returncode, done.stdout) == (DONE, "1 message taken, 53 bytes\n"), done
    assert (server.latest()["inbox"], server.latest()["tags"]) == ("archive", ["old", "ü"])
    bad = run("ingest", "mail", "--inbox", "a b")
    assert bad.returncode == NOT_MET and "must be an inbox name" in bad.stderr
    bad = run("ingest", "mail", "--inbox", "a b", "--database", "x.db")
    assert bad.returncode == USAGE and "must be an inbox name" in bad.stderr and not (tmp_path / "x.db").exists()


def test_rules_of_the_store_hold_without_a_server(start, tmp_path):
    server = start("--database", tmp_path / "mail.db")
    rules = {"routes": [{"match": {"subject": "bill"}, "inbox": "billing"}, {"match": {"subject": "spam"}, "discard": True}]}
    assert server.request("PUT", "/v1/routes", rules).status == 200
    server.stop()
    (tmp_path / "old.mbox").write_bytes(b"".join(FROM_LINE + MAIL % subject + b"\n" for subject in (b"bill", b"spam", b"other")))
    done = run_to_end(tmp_path, "ingest", "old.mbox", "--database", "mail.db", "--json")
    summary = json.loads(done.stdout)
    assert (summary["stored"], summary["discarded"], done.returncode) == (2, 1, DONE)
    server.start()
    assert [(summary["inbox"], summary["subject"]) for summary in server.list_all()] == [("billing", "bill"), ("default", "other")]


def test_what_is_bad_is_named_and_the_rest_goes_on(start, tmp_path):
    server = start("--ephemeral", "--max-message-size", "1k")
    (tmp_path / "old.mbox").write_bytes(FROM_LINE + MAIL % b"one" + b"\n" + FROM_LINE + MAIL % (b"x" * 2000) + b"\n" + FROM_LINE + MAIL % b"three")
    (tmp_path / "empty").touch()
    (tmp_path / "folder").mkdir()
    done = run_to_end(tmp_path, "ingest", "missing.eml", "empty", "folder", "old.mbox", "--url", server.http, "--json")
    assert done.returncode == NOT_MET
    summary = json.loads(done.stdout)
    assert summary["stored"] == 2 and summary["refused"] == 4 and summary["complete"]
    reasons = {refusal["name"]: refusal["reason"] for refusal in summary["refusals"]}
    assert reasons["missing.eml"] == "No such file or directory"
    assert reasons["empty"] == "there is nothing in it"
    assert "holds no mail" in reasons["folder"]
    assert "more than the limit of 1024" in reasons["old.mbox, message 2"]
    for name, reason in reasons.items():
        assert f"mailstop: {name}: {reason}\n" in done.stderr


def test_mistakes(tmp_path, server, run):
    for arguments, text in {
        (): "say which files",
        ("x", "--smtp", "127.0.0.1:1", "--database", "y"): "choose one of --smtp and --database",
        ("x", "--smtp", "127.0.0.1:1", "--inbox", "a"): "do not go over SMTP",
        ("x", "--to", ""): "the text is empty",
    }.items():
        done = run("ingest", *arguments)
        assert done.returncode == USAGE and text in done.stderr, done
    for arguments, text in {
        ("--format", "eml"): "say which with --output",
        ("--format", "pst"): "none of eml, mbox, maildir, zip",
        ("--q", "("): "column",
        ("--q", "(", "--format", "eml", "--output", "x"): "column",
        ("--q", "(", "--database", "mail.db"): "column",
    }.items():
        (tmp_path / "mail.eml").write_bytes(MAIL % b"one")
        run_to_end(tmp_path, "ingest", "mail.eml", "--database", "mail.db")
        done = run("export", *arguments)
        assert done.returncode == USAGE and text in done.stderr, done
    assert not list(tmp_path.glob("*.part"))


def test_a_server_that_is_not_there(tmp_path):
    (tmp_path / "mail.eml").write_bytes(MAIL % b"one")
    for arguments in (("ingest", "mail.eml", "--url", "http://127.0.0.1:1"), ("export", "--output", "x", "--url", "http://127.0.0.1:1"),
                      ("export", "--format", "eml", "--output", "y", "--url", "http://127.0.0.1:1"),
                      ("ingest", "mail.eml", "--smtp", "127.0.0.1:1")):  # fmt: skip
        done = run_to_end(tmp_path, *arguments)
        assert done.returncode == UNREACHABLE and done.stderr.count("nothing listens at") == 1, done
    assert not list(tmp_path.glob("x*"))


def test_a_database_that_is_none(tmp_path):
    (tmp_path / "text").write_text("no database" * 100)
    done = run_to_end(tmp_path, "export", "--database", "missing.db", "--output", "x")
    assert done.returncode == NOT_MET and "There is no database" in done.stderr and not (tmp_path / "missing.db").exists()
    for command in (("export", "--output", "x"), ("ingest", CORPUS[0])):
        done = run_to_end(tmp_path, *command, "--database", "text")
        assert done.returncode == NOT_MET and "is not a database" in done.stderr


def test_nothing_is_overwritten(corpus, run, tmp_path):
    (tmp_path / "mine").write_text("mine")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "mine").write_text("mine")
    for format, output in (("mbox", "mine"), ("zip", "mine"), ("eml", "folder"), ("maildir", "folder"), ("eml", "mine"), ("mbox", "folder")):
        done = run("export", "--format", format, "--output", output)
        assert done.returncode == NOT_MET and done.stderr.startswith("mailstop: "), done
    assert (tmp_path / "mine").read_text() == (tmp_path / "folder" / "mine").read_text() == "mine"
    assert run("export", "--format", "zip", "--output", "mine", "--force").returncode == DONE
    assert read_mails(tmp_path / "mine") == corpus
    assert run("export", "--format", "eml", "--output", "folder", "--force").returncode == DONE
    assert len(list((tmp_path / "folder").iterdir())) == len(corpus) + 1


def test_export_writes_to_a_pipe_but_not_to_a_terminal(server, tmp_path):
    server.request("POST", "/v1/messages", MAIL % b"one", {"Content-Type": "message/rfc822"})
    piped = run_with_input(tmp_path, b"", "export", "--url", server.http, "--format", "zip")
    with zipfile.ZipFile(io.BytesIO(piped.stdout)) as archive:
        assert [archive.read(name) for name in archive.namelist()] == [MAIL % b"one"]
    status, text = on_a_terminal(tmp_path, "export", "--url", server.http)
    assert status == USAGE and "--output" in text
    status, text = on_a_terminal(tmp_path, "export", "--url", server.http, "--output", "-")
    assert status == DONE and "Subject: one" in text


def test_progress_is_for_terminals(server, tmp_path):
    (tmp_path / "old.mbox").write_bytes(b"".join(FROM_LINE + MAIL % b"many" + b"\n" for _ in range(300)))
    status, text = on_a_terminal(tmp_path, "ingest", "old.mbox", "--url", server.http)
    assert status == DONE and "/s" in text and "300 messages taken" in text
    assert run_to_end(tmp_path, "ingest", "old.mbox", "--url", server.http).stderr == ""


def test_export_while_mail_arrives_and_goes(server, tmp_path):
    server.send_many([MAIL % b"first"] * 700)
    before = [summary["id"] for summary in server.list_all()]
    ended = threading.Event()

    def disturb():
        with server.open_http() as connection:
            while not ended.is_set():
                server.request("POST", "/v1/messages", MAIL % b"later", {"Content-Type": "message/rfc822"}, connection)
                server.request("DELETE", f"/v1/messages/{before.pop()}", connection=connection)

    disturber = threading.Thread(target=disturb)
    disturber.start()
    try:
        with zipfile.ZipFile(io.BytesIO(server.get("/v1/export?format=zip").body)) as archive:
            names = archive.namelist()
            assert names == sorted(names)
            assert {archive.read(name) for name in names} <= {MAIL % b"first", MAIL % b"later"}
            exported = {name.split("-")[1].removesuffix(".eml") for name in names}
        done = run_to_end(tmp_path, "export", "--url", server.http, "--format", "maildir", "--output", "box")
        assert done.returncode == DONE, done
    finally:
        ended.set()
        disturber.join()
    assert exported.issuperset(before), "what was there all the time was left out"
    assert len(read_mails(tmp_path / "box")) >= len(before)


def test_an_export_that_breaks_off_leaves_no_file(server, tmp_path):
    listener = socket.create_server(("127.0.0.1", 0))

    def answer():
        client, _ = listener.accept()
        client.recv(65536)
        client.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/mbox\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nFrom \r\n")
        client.close()

    thread = threading.Thread(target=answer)
    thread.start()
    done = run_to_end(tmp_path, "export", "--url", f"http://127.0.0.1:{listener.getsockname()[1]}", "--output", "x.mbox")
    thread.join()
    listener.close()
    assert done.returncode == UNREACHABLE and "broke off" in done.stderr, done
    assert not list(tmp_path.glob("x.mbox*"))
