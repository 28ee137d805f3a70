"""A disk that is full: nothing is acknowledged that was not kept, what is there can be read, and mail is taken again as soon as
there is room."""
import os
import subprocess
from pathlib import Path

import pytest

from mailstop_process import Server
from smtp_wire import queued_id

MOUNT = ["unshare", "-rm", "sh", "-c", 'mount -t tmpfs -o size=24m tmpfs "$0" && exec "$@"']
MOST_MAILS = 200


def can_mount(folder):
    try:
        return subprocess.run([*MOUNT, folder, "true"], capture_output=True, timeout=60).returncode == 0
    except FileNotFoundError:
        return False


@pytest.fixture
def small_disk(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    if not can_mount(disk):
        pytest.skip("a file system of its own cannot be mounted here")
    server = Server(tmp_path, "--database", disk / "mail.db", wrapper=[*MOUNT, disk])
    server.disk = Path(f"/proc/{server.process.pid}/root{disk}")
    yield server
    assert server.stop() == 0
    assert "Sanitizer" not in server.log and "runtime error" not in server.log


def incompressible(number):
    return f"Subject: {number}\r\n\r\n".encode() + os.urandom(100_000).hex().encode() + b"\r\n"


def send_until_refused(server):
    """-> {id: bytes} of what was acknowledged, and the refusal"""
    kept = {}
    for number in range(MOST_MAILS):
        raw = incompressible(number)
        with server.connect() as client:
            client.greet()
            client.say("MAIL FROM:<a@b.test>", 250)
            client.say("RCPT TO:<c@d.test>", 250)
            client.say("DATA", 354)
            client.write(raw + b".\r\n")
            code, text = client.read_reply()
        if code != 250:
            return kept, f"{code} {text}"
        kept[queued_id(text)] = raw
    raise AssertionError("the disk is larger than it should be")


def test_a_full_disk_is_said_and_survived(small_disk):
    server = small_disk
    filler = server.disk / "filler"
    filler.write_bytes(bytes(8_000_000))
    kept, refusal = send_until_refused(server)
    assert refusal.startswith("452 4.3.1 ") and kept
    assert {message["id"] for message in server.list_all()} == set(kept)
    for message_id, raw in kept.items():
        assert server.raw(message_id) == raw
    assert server.get("/livez").status == 200
    filler.unlink()
    again = server.send(incompressible("again"))
    assert server.latest()["id"] == again
    assert len(server.list_all()) == len(kept) + 1
