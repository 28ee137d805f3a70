"""events.fanout: a thousand WebSockets that are all told of each mail.

200,000 events a second are more than a client in Python can look at one by one, and a slow client would be all that is
measured. So each twentieth is read the moment something comes, and its times count; the others are emptied by turns, every
tenth of a second, which is far from what the server calls too slow. A server that is not able to do this acknowledges mails
later than they are due: then the rate says so, and the delays count from when a mail was really sent."""
import asyncio
import bisect
import json
import sys
import time

from connections import SPARE_FILES, allow_files
from load import SmtpClient, frames_end, open_events
from measurement import Measurement, percentile
from programs import PATIENCE, Mailstop

RATE = 200  # messages a second
SECONDS = 10  # of sending, whether or not the rate is kept
SMTP_SESSIONS = 8
MEASURED = 20  # each so-many-th client
EMPTIED_EVERY = 0.1  # seconds
TURNS = 20  # in which the clients that are not measured are emptied within that time
LAGGED = b'"type":"lagged"'
TEXT_FRAME = 0x81  # the others are pings


class Stream:
    """What one client has received."""

    def __init__(self, client):
        client.setblocking(False)
        self.client = client
        self.length = 0
        self.is_lagged = False

    def read(self, buffer):
        try:
            count = self.client.recv_into(buffer)
        except BlockingIOError:
            return None
        data = bytes(buffer[:count])
        self.length += count
        self.is_lagged = count == 0 or LAGGED in data  # nothing else makes the server close
        return data


class MeasuredStream(Stream):
    """Keeps its bytes, and when how many of them were there."""

    def __init__(self, client):
        super().__init__(client)
        self.content = bytearray()
        self.lengths, self.times = [], []

    def read_now(self, buffer, loop):
        data = self.read(buffer)
        if self.is_lagged:
            loop.remove_reader(self.client)
        if not data:
            return
        self.lengths.append(self.length)
        self.times.append(loop.time())
        self.content += data

    def arrivals(self):
        """-> [(number of the mail, when its event was there)]"""
        found, begin = [], 0
        for end in frames_end(self.content):
            frame = self.content[begin:end]
            if frame[0] == TEXT_FRAME:
                event = json.loads(frame[{126: 4, 127: 10}.get(frame[1], 2):])  # a length may look like a brace
                if event["type"] == "message.stored":
                    number = int(event["message"]["subject"].split()[1])
                    found.append((number, self.times[bisect.bisect_left(self.lengths, end)]))
            begin = end
        return found


async def empty_by_turns(streams, buffer):
    turn = 0
    while True:
        for stream in streams[turn % TURNS::TURNS]:
            if not stream.is_lagged:
                stream.read(buffer)
        turn += 1
        await asyncio.sleep(EMPTIED_EVERY / TURNS)


async def send_at_rate(clients, seconds):
    """-> when the content of each mail was sent, by its number"""
    loop = asyncio.get_running_loop()
    began = loop.time()
    sent = {}

    async def share(first):
        for number in range(first, int(RATE * seconds), len(clients)):
            await asyncio.sleep(max(0.0, began + number / RATE - loop.time()))
            if loop.time() > began + seconds:
                return
            sent[number], _ = await clients[first].send(number)

    await asyncio.gather(*[share(first) for first in range(len(clients))])
    return sent, len(sent) / max(seconds, loop.time() - began)


async def until_all_came(measured, others, count):
    """The sessions stay open until then, so that nothing but mails makes events."""
    deadline = time.monotonic() + PATIENCE
    while not all(stream.is_lagged or len(frames_end(stream.content)) >= count for stream in measured):
        if time.monotonic() > deadline:
            raise TimeoutError("events that were due did not come")
        await asyncio.sleep(EMPTIED_EVERY)
    least = min((stream.length for stream in measured if not stream.is_lagged), default=0)
    while not all(stream.is_lagged or stream.length >= least for stream in others):
        if time.monotonic() > deadline:
            raise TimeoutError("clients that are not measured have had less than the others")
        await asyncio.sleep(EMPTIED_EVERY)


async def fan_out(server, count, seconds):
    loop = asyncio.get_running_loop()
    sockets = [open_events(server) for _ in range(count)]
    measured = [MeasuredStream(client) for client in sockets[::MEASURED]]
    others = [Stream(client) for index, client in enumerate(sockets) if index % MEASURED]
    buffer = memoryview(bytearray(1 << 18))
    for stream in measured:
        loop.add_reader(stream.client, stream.read_now, buffer, loop)
    emptying = asyncio.create_task(empty_by_turns(others, buffer))
    senders = [await SmtpClient.open(server.smtp) for _ in range(SMTP_SESSIONS)]
    began, ours, theirs = time.monotonic(), time.process_time(), server.cpu_seconds()
    sent, rate = await send_at_rate(senders, seconds)
    await until_all_came(measured, others, len(sent))
    took, ours, theirs = time.monotonic() - began, time.process_time() - ours, server.cpu_seconds() - theirs
    print(f"  this client used {ours / took:.0%} of a core, the server {theirs / took:.0%}", file=sys.stderr)
    emptying.cancel()
    for client in (*sockets, *senders):
        client.close()
    lagged = sum(stream.is_lagged for stream in (*measured, *others))
    return sent, rate, measured, lagged


def events_fanout(quick):
    clients, seconds = (100, 1) if quick else (1000, SECONDS)
    allow_files(clients + SPARE_FILES)
    with Mailstop() as server:
        sent, rate, measured, lagged = asyncio.run(fan_out(server, clients, seconds))
    delays = [(when - sent[number]) * 1000 for stream in measured for number, when in stream.arrivals()]
    return [Measurement("events.fanout", percentile(delays, 99) if delays else float("inf"), "ms", "<= 50"),
            Measurement("events.fanout.rate", rate, "msg/s", f">= {0.95 * RATE:.0f}"),
            Measurement("events.fanout.lagged", lagged, "clients", "<= 0")]


BENCHMARKS = {"events.fanout": events_fanout}
