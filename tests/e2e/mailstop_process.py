"""The real process on ports of the system's choice, and what tests ask of it. Nothing here sleeps to wait for the server:
the ready line says when it listens."""
import contextlib
import http.client
import json
import os
import select
import subprocess
import urllib.parse
from pathlib import Path

from smtp_wire import SmtpSocket

PROJECT = Path(__file__).resolve().parents[2]
FIXTURES = PROJECT.parent / "shared" / "fixtures"
BINARY = os.environ.get("MAILSTOP_BIN", str(PROJECT / "build" / "mailstop"))
START_SECONDS = END_SECONDS = 60  # a sanitizer build on a busy machine; a healthy one needs milliseconds


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def __repr__(self):
        return f"<{self.status} {dict(self.headers)} {self.body[:500]!r}>"

    @property
    def text(self):
        return self.body.decode("utf-8")

    def json(self):
        return json.loads(self.body)

    def error(self):
        """The error object; fails when this is not the envelope that every answer of 400 and above carries."""
        assert self.status >= 400, self
        assert self.headers["Content-Type"].startswith("application/json"), self
        envelope = self.json()
        assert set(envelope) == {"error"} and set(envelope["error"]) == {"code", "message", "details"}, self
        return envelope["error"]


class Server:
    """A running mailstop: .http is its base URL, .smtp the (host, port) of its first SMTP listener."""

    def __init__(self, folder, *arguments, environment=None, wrapper=()):
        self.folder = Path(folder)
        self.wrapper = wrapper  # a command that ends in exec "$@"
        self.arguments = list(arguments)
        self.environment = environment
        self.process = None
        self.start()

    def start(self):
        """Also starts again what has ended, with the same arguments."""
        command = [*self.wrapper, BINARY, "serve", "--smtp", "127.0.0.1:0", "--http", "127.0.0.1:0", *map(str, self.arguments)]
        environment = {**clean_environment(self.folder), **(self.environment or {})}
        with open(self.folder / "stderr.log", "ab") as log:
            self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, env=environment, cwd=self.folder)
        self.ready_line = self._read_ready_line()
        words = dict(word.split("=", 1) for word in self.ready_line.split()[2:])
        host, port = words["smtp"].rsplit(":", 1)
        self.smtp = (host.strip("[]"), int(port))
        self.http = words["http"]

    def _read_ready_line(self):
        readable, _, _ = select.select([self.process.stdout], [], [], START_SECONDS)
        line = self.process.stdout.readline().decode() if readable else ""
        if not line.startswith("mailstop ready "):
            self.kill()
            raise AssertionError(f"no ready line but {line!r}; log:\n{self.log}")
        return line.strip()

    @property
    def log(self):
        return (self.folder / "stderr.log").read_text(errors="replace")

    @property
    def is_running(self):
        return self.process.poll() is None

    def terminate(self):
        self.process.terminate()

    def wait(self):
        """-> the exit status; a process that does not end is killed, and that is its status"""
        try:
            self.process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            return f"did not end within {END_SECONDS} s"
        finally:
            self.process.stdout.close()
        return self.process.returncode

    def stop(self):
        if self.is_running:
            self.terminate()
        return self.wait()

    def kill(self):
        self.process.kill()
        self.wait()

    def connect(self, **options):
        """A raw SMTP connection, nothing read or said yet."""
        return SmtpSocket(self.smtp, **options)

    def send(self, raw, sender="sender@example.test", recipients=("rcpt@example.test",), mail_options=""):
        """Sends the bytes as they are (no line-end fixing) and returns the id that the final reply names."""
        with self.connect() as client:
            client.greet()
            return client.send_mail(raw, sender, recipients, mail_options)

    def send_many(self, mails):
        """All in one session; returns their ids."""
        with self.connect() as client:
            client.greet()
            return [client.send_mail(raw) for raw in mails]

    @property
    def http_address(self):
        url = urllib.parse.urlsplit(self.http)
        return (url.hostname, url.port)

    def open_http(self):
        """A keep-alive connection for many requests."""
        return contextlib.closing(http.client.HTTPConnection(*self.http_address, timeout=START_SECONDS))

    def request(self, method, path, body=None, headers=None, connection=None):
        if isinstance(body, (dict, list)):
            body = json.dumps(body).encode()
            headers = {"Content-Type": "application/json", **(headers or {})}
        if connection is None:
            with self.open_http() as opened:
                return self.request(method, path, body, headers, opened)
        connection.request(method, path, body=body, headers=headers or {})
        response = connection.getresponse()
        if response.headers.get("Content-Type", "").startswith("text/event-stream"):
            connection.close()  # endless: what counts here is that it was opened
            return Answer(response.status, response.headers, b"")
        return Answer(response.status, response.headers, response.read())

    def get(self, path, connection=None, **headers):
        return self.request("GET", path, headers=headers, connection=connection)

    def json(self, path, connection=None):
        answer = self.get(path, connection)
        assert answer.status == 200, (path, answer)
        return answer.json()

    def raw(self, message_id, connection=None):
        answer = self.get(f"/v1/messages/{message_id}/raw", connection)
        assert answer.status == 200, (message_id, answer)
        return answer.body

    def has_no_session(self):
        """Every SMTP session has ended, and all has been told of it."""
        return self.json("/v1/sessions?live=true")["sessions"] == []

    def latest(self):
        return self.json("/v1/messages/latest")

    def list_all(self, query="order=oldest"):
        """Every summary, page by page."""
        found, cursor = [], ""
        with self.open_http() as connection:
            while True:
                page = self.json(f"/v1/messages?limit=1000&{query}{cursor}", connection)
                found += page["messages"]
                if page["nextCursor"] is None:
                    return found
                cursor = "&cursor=" + urllib.parse.quote(page["nextCursor"], safe="")


def clean_environment(folder):
    """Without the settings of whoever runs the tests; what a server writes by default stays below the test's folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MAILSTOP_", "XDG_"))}
    return {**kept, "HOME": str(folder), "XDG_DATA_HOME": str(Path(folder) / "data"), "TMPDIR": str(folder)}


def run_to_end(folder, *arguments, environment=None):
    """For a command that is expected to end by itself, such as one that cannot start."""
    return subprocess.run([BINARY, *map(str, arguments)], capture_output=True, text=True, timeout=START_SECONDS, cwd=folder,
                          env={**clean_environment(folder), **(environment or {})}, check=False)
