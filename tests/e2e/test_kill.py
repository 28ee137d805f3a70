"""A killed process: every mail that was acknowledged with 250 is there after a restart, once, byte for byte."""
import os
import random
import sqlite3
import threading

ROUNDS = int(os.environ.get("MAILSTOP_KILL_ROUNDS", "20"))
SENDERS = 4


def hard_mail(subject, number):
    head = f"From: sender@b.test\r\nSubject: {subject}\r\n\r\n.{number}\r\n".encode()
    return head + b"\x00\xff\n" * (number % 300) + b"\r\n"


class Senders:
    """Threads that deliver until the server dies, and remember what was acknowledged."""

    def __init__(self, server, name):
        self.acknowledged = {}
        self.failures = []
        self._changed = threading.Condition()
        self._threads = [threading.Thread(target=self._work, args=(server, f"{name}-{number}")) for number in range(SENDERS)]
        for thread in self._threads:
            thread.start()

    def _work(self, server, name):
        try:
            with server.connect() as client:
                client.greet()
                for number in range(100_000):
                    raw = hard_mail(f"{name}-{number}", number)
                    message_id = client.send_mail(raw)
                    with self._changed:
                        self.acknowledged[message_id] = raw
                        self._changed.notify()
        except OSError:
            return
        except AssertionError as error:
            # The server died in the middle of a reply; anything else is a mistake of it.
            if "the connection ended in a reply" not in str(error):
                self.failures.append(error)

    def wait_for(self, count):
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.acknowledged) >= count, timeout=60), "the senders are stuck"

    def join(self):
        for thread in self._threads:
            thread.join()
        assert not self.failures


def test_acknowledged_mail_survives_kill(start, tmp_path):
    database = tmp_path / "mail.db"
    chance = random.Random(1)
    server = start("--database", database)
    acknowledged = {}
    for number in range(ROUNDS):
        senders = Senders(server, f"round{number}")
        senders.wait_for(chance.randrange(10, 150))
        server.kill()
        senders.join()
        acknowledged.update(senders.acknowledged)
        server.start()
        check(server, acknowledged, senders.acknowledged)
    assert server.stop() == 0
    connection = sqlite3.connect(database)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()


def check(server, acknowledged, fresh):
    listed = server.list_all()
    ids = [summary["id"] for summary in listed]
    assert len(ids) == len(set(ids))
    assert set(acknowledged) <= set(ids)
    subjects = [summary["subject"] for summary in listed]
    assert len(subjects) == len(set(subjects)), "a mail is there twice"
    with server.open_http() as connection:
        for message_id, raw in fresh.items():
            assert server.raw(message_id, connection) == raw
