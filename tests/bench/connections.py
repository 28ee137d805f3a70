"""conns.idle: what connections cost that say nothing, and what they cost those that send."""
import resource
import socket
import statistics

from measurement import CannotMeasureError, Measurement
from programs import PATIENCE, Mailstop, smtp_source

ROUNDS = 3
SPARE_FILES = 200  # of the server or of this program, besides the connections


def allow_files(count):
    """Raises the limit of this process, which the server inherits."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < count:
        raise CannotMeasureError(f"a process may open {hard} files, {count} are needed: raise the limit (ulimit -Hn)")
    if soft != resource.RLIM_INFINITY and soft < count:
        resource.setrlimit(resource.RLIMIT_NOFILE, (count, hard))


class IdleConnections:
    """So many that have said EHLO and now say nothing."""

    def __init__(self, address, count):
        host, port = address.rsplit(":", 1)
        self.sockets = []
        try:
            for _ in range(count):
                client = socket.create_connection((host, int(port)), timeout=PATIENCE)
                self.sockets.append(client)
                read_reply(client, b"220 ")
                client.sendall(b"EHLO bench.test\r\n")
                read_reply(client, b"250 ")
        except BaseException:
            self.close()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        for client in self.sockets:
            client.close()


def read_reply(client, last_line):
    reply = b""
    while not reply.endswith(b"\r\n") or not reply.splitlines()[-1].startswith(last_line):
        more = client.recv(4096)
        if not more or reply.startswith(b"421"):
            raise AssertionError(f"an idle connection was not kept: {reply + more!r}")
        reply += more


def conns_idle(quick):
    count, messages = (200, 1000) if quick else (5000, 20_000)
    load = {"sessions": 10, "messages": messages, "length": 2000}
    allow_files(count + SPARE_FILES)
    resident, beside, alone = [], [], []
    for _ in range(1 if quick else ROUNDS):
        with Mailstop("--max-connections", str(count + 100), "--idle-timeout", "30m") as server:
            with IdleConnections(server.smtp, count):
                resident.append(server.resident_bytes() / 1e6)
                beside.append(smtp_source(server.smtp, **load))
        with Mailstop() as server:
            alone.append(smtp_source(server.smtp, **load))
    value, reference = statistics.median(beside), statistics.median(alone)
    return [Measurement("conns.idle", statistics.median(resident), "MB", "<= 150"),
            Measurement("conns.idle.s10", value, "msg/s", ">= 0.9 x without them", reference, value / reference)]


BENCHMARKS = {"conns.idle": conns_idle}
