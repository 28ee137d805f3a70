"""list.1m, search.1m, get.html, start.1m: how soon a large store answers; disk.overhead: how much it takes.

The mails are made up from a seed and sent over SMTP, which takes minutes; so the store is kept below build/, and
`./dev bench library` makes it."""
import base64
import http.client
import json
import random
import shutil
import socket
import statistics
import sys
import tempfile
import time
import urllib.parse
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from load import split_address
from measurement import CannotMeasureError, Measurement, percentile
from programs import PROJECT, Mailstop
from start import ready_milliseconds

LIBRARIES = PROJECT / "build" / "bench-library"
MILLION = 1_000_000
GENERATION = "1"  # of the mails: another number, and the libraries are made anew
SENDERS = 4
PIPELINED = 20  # mails a packet
RARE, COMMON, INNER = "zebrafinch", "ordinary", "brafin"
RARE_MAILS = 10
REPETITIONS = 60
FAR = 40  # sequences from the far end


# --- mails ----------------------------------------------------------------------------------------------------------


class Mails:
    """The mail of a number is always the same, whoever asks for it and in whatever order."""

    def __init__(self, count):
        self.count = count
        seeded = random.Random(4711)
        syllables = [a + b for a in "bcdfghklmnprstvw" for b in "aeiou"]
        self.words = ["".join(seeded.choices(syllables, k=seeded.randint(1, 4))) for _ in range(4000)]
        self.weights = [1 / (rank + 5) for rank in range(len(self.words))]

    def make(self, number):
        seeded = random.Random(number)
        words = seeded.choices(self.words, self.weights, k=seeded.randint(40, 220))
        if number % (self.count // RARE_MAILS) == 7:
            words[3] = RARE
        if number % 2:
            words[7] = COMMON
        sender, recipient = f"{words[0]}@{words[1]}.example.test", f"user-{seeded.randrange(5000)}@example.test"
        subject = " ".join(words[8:8 + seeded.randint(3, 8)]).capitalize()
        lines = [" ".join(words[i:i + 12]) for i in range(0, len(words), 12)]
        return (sender, recipient,
                f"From: {words[0].capitalize()} <{sender}>\r\nTo: {recipient}\r\nSubject: {subject}\r\n"
                f"Message-ID: <{number}@bench.test>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + "\r\n".join(lines) + "\r\n")


def large_html_mail():
    """100 KB: text, HTML and a picture."""
    seeded = random.Random(1)
    paragraphs = "".join(f"<p>Paragraph {i}: {'many words about nothing ' * 8}</p>\r\n" for i in range(200))
    picture = base64.encodebytes(seeded.randbytes(35_000)).decode().replace("\n", "\r\n")
    return (f"From: shop@example.test\r\nTo: alice@example.test\r\nSubject: Large\r\nMIME-Version: 1.0\r\n"
            f"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><body>{paragraphs}"
            f"</body></html>\r\n--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n{picture}--b--\r\n").encode()


# --- making a library -----------------------------------------------------------------------------------------------


def read_replies(client, count):
    seen = 0
    while seen < count:
        data = client.recv(65536)
        if not data:
            raise AssertionError("the server has closed a connection")
        seen += data.count(b"\n")


def send_share(address, count, numbers):
    """RFC 2920: the commands of many mails at once."""
    mails = Mails(count)
    with socket.create_connection(split_address(address)) as client:
        read_replies(client, 1)
        client.sendall(b"HELO bench.test\r\n")
        read_replies(client, 1)
        for first in range(0, len(numbers), PIPELINED):
            share = numbers[first:first + PIPELINED]
            for number in share:
                sender, recipient, content = mails.make(number)
                client.sendall(f"MAIL FROM:<{sender}>\r\nRCPT TO:<{recipient}>\r\nDATA\r\n{content}.\r\n".encode())
            read_replies(client, 4 * len(share))


def ask(server, target):
    connection = http.client.HTTPConnection(*split_address(urllib.parse.urlsplit(server.http).netloc), timeout=60)
    connection.request("GET", target)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status != 200:
        raise AssertionError(f"{target}: {answer.status} {body[:300]!r}")
    return json.loads(body)


def until_indexed(server):
    last = ask(server, "/v1/messages?limit=1")["messages"][0]["sequence"]
    while ask(server, "/v1/info")["indexed"] < last:
        time.sleep(0.1)


def folder_of(count):
    return LIBRARIES / f"{GENERATION}-{count}"


def make_library(count):
    folder = folder_of(count)
    marker = folder / "complete"
    if marker.exists():
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    began = time.monotonic()
    with Mailstop("--max-database-size", "0", "--max-sessions", "100", folder=folder) as server:
        shares = [range(first, count, SENDERS) for first in range(SENDERS)]
        with ProcessPoolExecutor(SENDERS) as pool:
            list(pool.map(send_share, [server.smtp] * SENDERS, [count] * SENDERS, shares))
        stored = time.monotonic()
        with socket.create_connection(split_address(server.smtp)) as client:
            read_replies(client, 1)
            client.sendall(b"HELO bench.test\r\n")
            read_replies(client, 1)
            client.sendall(b"MAIL FROM:<shop@example.test>\r\nRCPT TO:<alice@example.test>\r\nDATA\r\n" + large_html_mail() + b".\r\n")
            read_replies(client, 4)
        until_indexed(server)
        if ask(server, "/v1/info")["messages"] != count + 1:
            raise AssertionError("not every mail was stored")
    size = (folder / "mail.db").stat().st_size
    print(f"  {count:,} mails: {stored - began:.0f} s to send them, {time.monotonic() - stored:.0f} s more to index them, {size / 1e6:,.0f} MB",
          file=sys.stderr)
    marker.write_text("")
    return folder


def library(count):
    if not (folder_of(count) / "complete").exists():
        raise CannotMeasureError("there is no library yet: `./dev bench library` makes it, in some minutes and gigabytes")
    return folder_of(count)


# --- measuring it ---------------------------------------------------------------------------------------------------


class Timed:
    def __init__(self, server):
        self.connection = http.client.HTTPConnection(*split_address(urllib.parse.urlsplit(server.http).netloc), timeout=60)

    def ask(self, target):
        began = time.perf_counter()
        self.connection.request("GET", target)
        answer = self.connection.getresponse()
        body = answer.read()
        took = (time.perf_counter() - began) * 1000
        if answer.status != 200:
            raise AssertionError(f"{target}: {answer.status} {body[:300]!r}")
        return took, body

    def milliseconds(self, target, check, repetitions=REPETITIONS):
        times = []
        for _ in range(repetitions):
            took, body = self.ask(target)
            check(json.loads(body) if body[:1] == b"{" else body)
            times.append(took)
        return times


def searches(count):
    """name -> (query, how many match)"""
    word = urllib.parse.quote
    mails = Mails(count)
    sender = mails.make(7)[0]
    return {"rare": (word(RARE), RARE_MAILS), "common": (word(COMMON), min(1000, count // 2)),
            "from": (word(f"from:{sender} {RARE}"), 1), "inner": (word(INNER), RARE_MAILS)}


def expect_matches(wanted):
    def check(page):
        if page["matched"] < wanted:
            raise AssertionError(f"{page['matched']} messages match, not {wanted}")
    return check


def expect_messages(page):
    if not page["messages"]:
        raise AssertionError("an empty page")


def list_times(timed):
    first = timed.milliseconds("/v1/messages", expect_messages, 200)
    far = timed.milliseconds(f"/v1/messages?cursor={FAR}", expect_messages, 200)
    return first, far


def search_times(timed, count):
    return {name: timed.milliseconds(f"/v1/messages?q={query}", expect_matches(wanted))
            for name, (query, wanted) in searches(count).items()}


def html_times(timed):
    newest = json.loads(timed.ask("/v1/messages?limit=1")[1])["messages"][0]["id"]
    times = []
    for _ in range(REPETITIONS):
        shown, _ = timed.ask(f"/v1/messages/{newest}")
        html, body = timed.ask(f"/v1/messages/{newest}/html")
        if b"Paragraph 199" not in body:
            raise AssertionError("not the mail that was meant")
        times.append(shown + html)
    return times


def measuring(measure):
    def run(quick):
        count = 2000 if quick else MILLION
        folder = make_library(count) if quick else library(count)
        with Mailstop("--max-database-size", "0", folder=folder) as server:
            return measure(Timed(server), count)
    return run


def measure_list(timed, _count):
    first, far = list_times(timed)
    return [Measurement("list.1m", percentile(first, 99), "ms", "<= 5"), Measurement("list.1m.far", percentile(far, 99), "ms", "<= 5")]


def measure_search(timed, count):
    return [Measurement(f"search.1m.{name}", percentile(times, 95), "ms", "<= 50") for name, times in search_times(timed, count).items()]


def measure_html(timed, _count):
    return [Measurement("get.html", percentile(html_times(timed), 99), "ms", "<= 5")]


def measure_start(quick):
    count = 2000 if quick else MILLION
    folder = make_library(count) if quick else library(count)
    times = [ready_milliseconds(folder) for _ in range(3 if quick else 15)]
    return [Measurement("start.1m", statistics.median(times), "ms", "<= 150")]


# --- disk -----------------------------------------------------------------------------------------------------------


def overhead(length, count):
    """Bytes of the database, index included, for each byte of mail."""
    mails = Mails(RARE_MAILS)
    raw_bytes = 0
    with tempfile.TemporaryDirectory(prefix="mailstop-bench-") as folder:
        with Mailstop(folder=folder) as server, socket.create_connection(split_address(server.smtp)) as client:
            read_replies(client, 1)
            client.sendall(b"HELO bench.test\r\n")
            read_replies(client, 1)
            for number in range(count):
                sender, recipient, content = mails.make(number)
                parts = [content]
                while sum(map(len, parts)) < length:
                    number += count
                    parts.append(mails.make(number)[2].partition("\r\n\r\n")[2])
                content = "".join(parts)
                raw_bytes += len(content)
                client.sendall(f"MAIL FROM:<{sender}>\r\nRCPT TO:<{recipient}>\r\nDATA\r\n{content}.\r\n".encode())
                read_replies(client, 4)
            until_indexed(server)
        return (Path(folder) / "mail.db").stat().st_size / raw_bytes


def disk_overhead(quick):
    share = 20 if quick else 1
    return [Measurement("disk.overhead.2k", overhead(2000, 10_000 // share), "x", "<= 2.0"),
            Measurement("disk.overhead.50k", overhead(50_000, 1000 // share), "x", "<= 1.2")]


def make_million(quick):
    make_library(2000 if quick else MILLION)
    return []


BENCHMARKS = {"list.1m": measuring(measure_list), "search.1m": measuring(measure_search), "get.html": measuring(measure_html),
              "start.1m": measure_start, "disk.overhead": disk_overhead}
ON_DEMAND = {"library": make_million}
