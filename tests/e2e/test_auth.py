"""AUTH: any credentials without a list of users, and the right ones with one."""
import base64
import hashlib
import smtplib
import time

import pytest

from mailstop_process import run_to_end

MAIL = b"From: a@b.test\r\nSubject: auth\r\n\r\nhello\r\n"
PASSWORD = "secret"

# Made with htpasswd, openssl passwd and sha1sum.
HASHES = {
    "bcrypt": "$2y$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW",
    "sha512": "$6$rounds=1000$saltstring$2BkAo106CG84raQcWpAlhyy6TSSkAsL1nfvBCoezLYyerUzY2l8axTvq6NynEt7SQAx3/cdop9ds0po8uaeHq0",
    "sha256": "$5$rounds=1000$saltstring$AH5PD0i.riCRu4BNDy9v7OPV7u3dfLBApcXI6khquVA",
    "apr1": "$apr1$abcdefgh$h9FWgUz3n9YxylKLlR5SQ/",
    "sha": "{SHA}" + base64.b64encode(hashlib.sha1(b"secret").digest()).decode(),
    "ssha": "{SSHA}" + base64.b64encode(hashlib.sha1(b"secretsalt").digest() + b"salt").decode(),
    "marked": "{PLAIN}secret",
    "plain": "secret",
}


def plain(user, password):
    return "AUTH PLAIN " + base64.b64encode(f"\0{user}\0{password}".encode()).decode()


@pytest.fixture
def start_with(start, tmp_path):
    """start_with(users, ...) -> a server that knows these {user: password or hash}"""

    def start_server(users, *arguments):
        file = tmp_path / "users"
        file.write_text("# users\n\n" + "".join(f"{user}:{password}\n" for user, password in users.items()))
        return start("--ephemeral", "--auth-file", file, "--auth-failure-delay=0ms", *arguments)

    return start_server


def log_in(server, user, password):
    """The code that the server answers PLAIN with."""
    with server.connect() as client:
        client.greet()
        client.write(plain(user, password).encode() + b"\r\n")
        return client.read_reply()[0]


def test_any_credentials_are_good_without_a_list(server):
    assert server.json("/v1/info")["settings"]["userList"] is False
    with server.connect() as client:
        hello = client.greet()
        assert "SCRAM" not in hello and "CRAM-MD5" in hello
    for name in ("PLAIN", "LOGIN", "CRAM_MD5"):
        with smtplib.SMTP(*server.smtp) as client:
            client.ehlo()
            client.user, client.password = name, "whatever"
            code, _ = client.auth(name.replace("_", "-"), getattr(client, f"auth_{name.lower()}"))
            assert code == 235
            client.sendmail("a@b.test", ["c@d.test"], MAIL)
        assert server.latest()["envelope"]["authUser"] == name


def test_every_kind_of_hash(start_with):
    server = start_with(HASHES)
    assert server.json("/v1/info")["settings"]["userList"] is True
    for user in HASHES:
        assert log_in(server, user, PASSWORD) == 235, user
        assert log_in(server, user, "wrong") == 535, user
    assert log_in(server, "nobody", PASSWORD) == 535


def test_mechanisms_fit_what_is_known(start_with):
    with start_with({"alice": HASHES["bcrypt"]}).connect() as client:
        assert "AUTH PLAIN LOGIN XOAUTH2 OAUTHBEARER" in client.greet().splitlines()
    with start_with({"alice": PASSWORD}).connect() as client:
        hello = client.greet()
        assert "SCRAM-SHA-256" in hello and "CRAM-MD5" in hello and "ANONYMOUS" not in hello
    with start_with({"alice": PASSWORD}, "--auth-mechanisms=login,SCRAM-SHA-256").connect() as client:
        assert "AUTH LOGIN SCRAM-SHA-256" in client.greet().splitlines()
        client.say("AUTH PLAIN AGEAYg==", 504)


@pytest.mark.parametrize("mechanism", ["PLAIN", "LOGIN", "CRAM-MD5"])
def test_a_client_library_logs_in(start_with, mechanism):
    server = start_with({"alice": PASSWORD}, "--auth=required", f"--auth-mechanisms={mechanism}")
    with smtplib.SMTP(*server.smtp) as client:
        with pytest.raises(smtplib.SMTPSenderRefused):
            client.sendmail("a@b.test", ["c@d.test"], MAIL)
        with pytest.raises(smtplib.SMTPAuthenticationError):
            client.login("alice", "wrong")
        client.login("alice", PASSWORD)
        client.sendmail("a@b.test", ["c@d.test"], MAIL)
    envelope = server.latest()["envelope"]
    assert (envelope["authUser"], envelope["authMechanism"]) == ("alice", mechanism)


def test_failures_end_the_session_and_are_explained(start_with, eventually):
    server = start_with({"alice": PASSWORD}, "--max-failed-logins=2")
    with server.connect() as client:
        client.greet()
        client.say(plain("alice", "hunter2"), 535)
        client.say(plain("alice", "hunter2"), 421)
        assert client.is_closed()
    eventually(lambda: server.json("/v1/sessions?outcome=rejected")["sessions"])
    session = server.json("/v1/sessions?limit=1")["sessions"][0]
    assert "The user name or the password was wrong" in session["diagnosis"]
    whole = server.get(f"/v1/sessions/{session['id']}").text
    assert "hunter2" not in whole and plain("alice", "hunter2").split()[-1] not in whole
    assert "hunter2" not in server.log


def test_the_file_is_read_anew_when_it_changes(start_with, tmp_path):
    server = start_with({"alice": "first"})
    assert log_in(server, "alice", "first") == 235
    (tmp_path / "users").write_text("alice:second one\n")
    assert log_in(server, "alice", "first") == 535
    assert log_in(server, "alice", "second one") == 235
    (tmp_path / "users").write_text("this is no list of users\n")
    assert log_in(server, "alice", "second one") == 235
    assert "line 1: a line is USER:PASSWORD" in server.log


def test_a_failure_is_answered_late(start_with):
    server = start_with({"alice": PASSWORD}, "--auth-failure-delay=200ms")
    with server.connect() as client:
        client.greet()
        began = time.monotonic()
        client.say(plain("alice", "wrong"), 535)
        assert time.monotonic() - began >= 0.2


@pytest.mark.parametrize("content, words", [
    ("alice:secret\nnonsense\n", "line 2: a line is USER:PASSWORD"),
    ("alice:$2y$04$cut\n", "line 1: this hash cannot be read"),
    (None, "cannot be read: does it exist"),
])
def test_a_bad_file_is_explained_at_the_start(tmp_path, content, words):
    file = tmp_path / "users"
    if content is not None:
        file.write_text(content)
    done = run_to_end(tmp_path, "--ephemeral", "--smtp=127.0.0.1:0", "--http=127.0.0.1:0", "--auth-file", file)
    assert done.returncode == 1 and words in done.stderr, done


def test_mechanisms_that_the_file_cannot_serve(tmp_path):
    file = tmp_path / "users"
    file.write_text(f"alice:{HASHES['bcrypt']}\n")
    done = run_to_end(tmp_path, "--ephemeral", "--auth-file", file, "--auth-mechanisms=SCRAM-SHA-256")
    assert done.returncode == 1 and "none of --auth-mechanisms can be served" in done.stderr, done
