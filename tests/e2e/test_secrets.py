"""What logs a client in is kept nowhere and told nobody: by each mechanism, whether it succeeds, fails, is cancelled or is
not understood."""
import base64

import pytest

from event_streams import WebSocketEvents
from sasl_client import MECHANISMS, Login

MAIL = b"From: app@shop.test\r\nTo: a@b.test\r\nSubject: hello\r\n\r\nhello\r\n"
USER = "checkout-7"
PASSWORD = "correct-horse-battery-staple"
WRONG = "tr0ub4dor-and-three"

PATHS = ("/", "/sessions", "/setup", "/v1/sessions", "/v1/sessions/latest", "/v1/messages", "/v1/messages/latest",
         "/v1/messages/latest/session", "/v1/info")


class Watch:
    """All that a server tells and keeps, from its start to a killed process (so that the log of the database is there)."""

    def __init__(self, server, database):
        self.server, self.database = server, database
        self.events = WebSocketEvents(server)
        assert self.events.next()["type"] == "hello"
        self.seen = {}

    def look(self, sessions):
        told = []
        while sum(event["type"] == "session.ended" for event in told) < sessions:
            told.append(self.events.next())
        self.events.close()
        self.seen["events"] = str(told).encode()
        for path in PATHS:
            answer = self.server.get(path)
            assert answer.status in (200, 404), answer
            self.seen[path] = answer.body
        for session in self.server.json("/v1/sessions")["sessions"]:
            self.seen[session["id"]] = self.server.get(f"/v1/sessions/{session['id']}").body
        failed = self.server.request("POST", "/v1/expect", {"match": {"subject": "never"}, "within": "0s"})
        assert failed.status == 417, failed
        self.seen["expectation"] = failed.body
        self.server.kill()
        self.seen["log"] = self.server.log.encode()
        files = list(self.database.parent.glob("mail.db*"))
        assert any(file.name.endswith("-wal") for file in files), files
        self.seen.update({file.name: file.read_bytes() for file in files})

    def find(self, secrets):
        """The places in which one of these is, in any of the forms that a program might give it."""
        forms = {form for secret in secrets for form in forms_of(secret)}
        return sorted({(place, form) for place, content in self.seen.items() for form in forms if form in content})


def forms_of(secret):
    """As it is, in hexadecimal, and in base64 at each of the three offsets that it may have in something larger."""
    raw = secret.encode()
    yield raw
    yield raw.hex().encode()
    for offset in range(3):
        whole = base64.b64encode(bytes(offset) + raw)
        yield whole[4 if offset else 0 : len(whole) - 4]


@pytest.fixture(params=["any credentials", "a list of users"])
def watch(request, start, tmp_path):
    options = ["--database", tmp_path / "db" / "mail.db", "--log-level=debug", "--auth-failure-delay=0ms",
               "--max-failed-logins=50"]
    if request.param == "a list of users":
        (tmp_path / "users").write_text(f"{USER}:{PASSWORD}\n")
        options += ["--auth-file", tmp_path / "users"]
    watch = Watch(start(*options), tmp_path / "db" / "mail.db")
    watch.has_list = request.param == "a list of users"
    yield watch
    watch.events.close()


def offered(client):
    hello = next(line for line in client.greet().splitlines() if line.startswith("AUTH "))
    return [name for name in hello.split()[1:] if name in MECHANISMS]


def responses(login):
    """What proves who the client is: each response but the bare name of the user, and the proof in it."""
    decoded = [base64.b64decode(said) for said in login.said]
    whole = [said for said, text in zip(login.said, decoded) if len(said) > 8 and text != USER.encode()]
    proofs = [text.partition(b",p=")[2] for text in decoded]
    if login.mechanism == "CRAM-MD5":
        proofs += [text.split()[-1] for text in decoded]
    return whole + [proof.decode() for proof in proofs if proof]


def log_in_and_send(watch, mechanism):
    with watch.server.connect() as client:
        client.greet()
        login = Login(client, mechanism, USER, PASSWORD)
        assert login.run() == 235, mechanism
        client.send_mail(MAIL)
        client.say("QUIT", 221)
        assert client.is_closed()
    return responses(login)


def fail(watch, mechanism):
    with watch.server.connect() as client:
        client.greet()
        login = Login(client, mechanism, USER, WRONG)
        assert login.run() == (535 if watch.has_list else 235), mechanism
        client.say("QUIT", 221)
        assert client.is_closed()
    return responses(login)


def cancel(watch, mechanism):
    """Before each response in turn; the client then says it all the same, as a command."""
    secrets = []
    with watch.server.connect() as client:
        client.greet()
        for place in range(3):
            login = Login(client, mechanism, USER, PASSWORD)
            code = login.run(cancel_at=place)
            secrets += responses(login)
            if code == 235:
                break
            assert code in (501, 535), (mechanism, place, code)
            for line in (PASSWORD, *login.said):
                client.write(line.encode() + b"\r\n")
                client.read_reply()
        client.say("QUIT", 221)
        assert client.is_closed()
    return secrets


def misunderstand(watch, mechanism):
    """A mechanism that nobody offers, a response that is no base64, too many words, the secret in place of the mechanism."""
    encoded = base64.b64encode(f"\0{USER}\0{PASSWORD}".encode()).decode()
    with watch.server.connect() as client:
        client.greet()
        for line in (f"AUTH DIGEST-MD5 {encoded}", f"AUTH {mechanism} {PASSWORD}!", f"AUTH {mechanism} {encoded} {PASSWORD}",
                     f"AUTH {PASSWORD}", f"AUTH {encoded}", f"auth {mechanism.lower()} {encoded}?", f"AUTHENTICATE {mechanism} {encoded}"):
            client.write(line.encode() + b"\r\n")
            code, _ = client.read_reply()
            if code == 334:
                client.say("*", 501)
        client.write(PASSWORD.encode() + b"\r\n" + encoded.encode() + b"\r\n")
        client.read_reply(), client.read_reply()
    return [encoded]


@pytest.mark.parametrize("act", [log_in_and_send, fail, cancel, misunderstand])
def test_no_secret_is_kept_or_told(watch, act):
    with watch.server.connect() as client:
        mechanisms = offered(client)
        assert set(mechanisms) == {name for name in MECHANISMS if watch.has_list or not name.startswith("SCRAM")}
        client.say("QUIT", 221)
        assert client.is_closed()
    secrets = [PASSWORD, WRONG]
    for mechanism in mechanisms:
        secrets += act(watch, mechanism)
    watch.look(sessions=len(mechanisms) + 1)
    assert watch.find(secrets) == []
    found = {place for place, _ in watch.find(["client.test"])}
    assert found & {"mail.db", "mail.db-wal"}, "the search finds what is there"
    transcripts = b"".join(watch.seen.values())
    assert b"<secret, " in transcripts and all(f"AUTH {name}".encode() in transcripts for name in mechanisms)


@pytest.mark.parametrize("name", MECHANISMS)
def test_the_client_side_is_right(start, tmp_path, name):
    """Else a mechanism that fails early would hide nothing and pass above."""
    (tmp_path / "users").write_text(f"{USER}:{PASSWORD}\n")
    server = start("--ephemeral", "--auth-file", tmp_path / "users", "--auth-failure-delay=0ms")
    for secret, code in ((WRONG, 535), (PASSWORD, 235)):
        with server.connect() as client:
            client.greet()
            login = Login(client, name, USER, secret)
            assert login.run() == code
            assert responses(login)
