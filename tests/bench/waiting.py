"""wait.*: how soon a held expectation is answered, one at a time and a thousand at once."""
import asyncio
import select
import statistics
import time

from connections import SPARE_FILES, allow_files
from load import (SmtpClient, check_met, connect, content_of, envelope_of, expectation, http_address, missing_bytes,
                  split_address)
from measurement import Measurement, percentile
from programs import PATIENCE, Mailstop

PAUSE = 0.003  # between a request and the end of the mail that it waits for: by then it is held
SESSIONS = 20


# --- one at a time --------------------------------------------------------------------------------------------------


def receive(client, size):
    """What is there; never nothing."""
    data = client.recv(size)
    if not data:
        raise AssertionError("the server has closed a connection")
    return data


def say(client, text, replies):
    client.sendall(text)
    reply = b""
    while reply.count(b"\r\n") < replies or not reply.endswith(b"\r\n"):
        reply += receive(client, 4096)
    if any(line[:1] not in b"23" for line in reply.splitlines()):
        raise AssertionError(f"SMTP: {reply!r}")


def answered_after_250(smtp, http, number):
    """-> seconds from the 250 to the whole answer, as this program sees them; 0 when the answer is first."""
    acknowledged = answered = None
    reply, answer = b"", b""
    smtp.sendall(content_of(number))
    deadline = time.monotonic() + PATIENCE
    while acknowledged is None or answered is None:
        readable, _, _ = select.select([smtp, http], [], [], max(0.0, deadline - time.monotonic()))
        now = time.perf_counter()
        if not readable:
            raise TimeoutError(f"no answer to expectation {number}")
        if smtp in readable:
            reply += receive(smtp, 4096)
            acknowledged = now if reply.endswith(b"\r\n") else None
        if http in readable:
            answer += receive(http, 65536)
            answered = now if missing_bytes(answer) == 0 else None
    if not reply.startswith(b"250 "):
        raise AssertionError(f"SMTP: {reply!r}")
    check_met(answer, number)
    return max(0.0, answered - acknowledged)


def wait_latency(quick):
    times = []
    with Mailstop() as server, connect(split_address(server.smtp)) as smtp, connect(http_address(server)) as http:
        say(smtp, b"", 1)
        say(smtp, b"HELO bench.test\r\n", 1)
        for number in range(50 if quick else 1000):
            http.sendall(expectation(server, number))
            say(smtp, envelope_of(number), 3)
            time.sleep(PAUSE)
            times.append(answered_after_250(smtp, http, number) * 1000)
    return [Measurement("wait.latency", statistics.median(times), "ms", "<= 1"),
            Measurement("wait.latency.p99", percentile(times, 99), "ms", "<= 5")]


# --- a thousand at once ---------------------------------------------------------------------------------------------


class Expectation(asyncio.Protocol):
    """Sends its request when it is connected; .answered is done, with the time, when all of the answer has come."""

    def __init__(self, request, loop):
        self.request, self.loop = request, loop
        self.answered = loop.create_future()
        self.answer = bytearray()

    def connection_made(self, transport):
        transport.write(self.request)

    def data_received(self, data):
        self.answer += data
        if missing_bytes(self.answer) == 0 and not self.answered.done():
            self.answered.set_result(self.loop.time())

    def connection_lost(self, _):
        if not self.answered.done():
            self.answered.set_exception(AssertionError("the server closed an expectation"))


async def until_quiet(server):
    """Nothing tells from outside that a request is held; a server that has stopped working holds all it has."""
    deadline = time.monotonic() + PATIENCE
    used, since = None, 0
    while time.monotonic() < deadline:
        now = server.cpu_seconds()
        if now != used:
            used, since = now, time.monotonic()
        elif time.monotonic() - since > 0.3:
            return
        await asyncio.sleep(0.05)
    raise TimeoutError("the server does not come to rest")


async def send_share(address, numbers):
    client = await SmtpClient.open(address)
    last = max([(await client.send(number))[1] for number in numbers])
    client.close()
    return last


async def seconds_after_last_250(server, count):
    loop = asyncio.get_running_loop()
    held = []
    for number in range(count):
        client = Expectation(expectation(server, number), loop)
        transport, _ = await loop.create_connection(lambda client=client: client, sock=connect(http_address(server)))
        held.append((client, transport))
    await until_quiet(server)
    if any(client.answer for client, _ in held):
        raise AssertionError("an expectation was answered before there was mail")
    last_250 = max(await asyncio.gather(*[send_share(server.smtp, range(first, count, SESSIONS)) for first in range(SESSIONS)]))
    last_answer = max(await asyncio.wait_for(asyncio.gather(*[client.answered for client, _ in held]), PATIENCE))
    for number, (client, transport) in enumerate(held):
        check_met(client.answer, number)
        transport.close()
    return max(0.0, last_answer - last_250)


def wait_many(quick):
    count = 100 if quick else 1000
    allow_files(count + SPARE_FILES)
    with Mailstop() as server:
        return [Measurement("wait.many", asyncio.run(seconds_after_last_250(server, count)), "s", "<= 1")]


BENCHMARKS = {"wait.latency": wait_latency, "wait.many": wait_many}
