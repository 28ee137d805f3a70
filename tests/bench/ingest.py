"""ingest.*: how fast mail is taken, stored, parsed and listed, as a ratio to smtp-sink, which throws it away; what waiting
for the disk costs; how soon all of it is in the search index."""
import asyncio
import base64
import json
import random
import re
import statistics
import time
import urllib.request

from load import SmtpClient
from measurement import Measurement
from programs import PATIENCE, Mailstop, SmtpSink, smtp_source

ROUNDS = 3
S100 = {"sessions": 100, "messages": 20000, "length": 2000}
MIME_SESSIONS, MIME_MAILS, MIME_KINDS = 20, 5000, 200


def ingest(name, target, sessions, messages, length):
    def measure(quick):
        count = messages // 20 if quick else messages
        load = {"sessions": sessions, "messages": count, "length": length}
        ours, theirs = [], []
        for _ in range(1 if quick else ROUNDS):  # by turns, so that a slow moment of the machine hits both
            with SmtpSink() as sink:
                theirs.append(smtp_source(sink.smtp, **load))
            with Mailstop() as server:
                ours.append(smtp_source(server.smtp, **load))
                check_listed(server, count)
        value, reference = statistics.median(ours), statistics.median(theirs)
        return [Measurement(name, value, "msg/s", target, reference, value / reference)]

    return measure


def check_listed(server, count):
    """-> the sequence of the newest message"""
    with urllib.request.urlopen(f"{server.http}/v1/messages?limit=1") as answer:
        page = json.load(answer)
    if page["total"] != count or page["messages"][0]["sender"] != "from@bench.test":
        raise AssertionError(f"{count} messages were acknowledged, but the list says {page}")
    return page["messages"][0]["sequence"]


def full(quick):
    """By turns with the default, under the same load."""
    load = {**S100, "messages": S100["messages"] // 20 if quick else S100["messages"]}
    rates = {"full": [], "normal": []}
    for _ in range(1 if quick else ROUNDS):
        for durability, measured in rates.items():
            with Mailstop(f"--durability={durability}") as server:
                measured.append(smtp_source(server.smtp, **load))
                check_listed(server, load["messages"])
    value, reference = statistics.median(rates["full"]), statistics.median(rates["normal"])
    return [Measurement("ingest.full", value, "msg/s", ">= 0.7 x ingest.s100", reference, value / reference)]


def indexed_sequence(server):
    with urllib.request.urlopen(f"{server.http}/metrics") as answer:
        [value] = re.findall(r"^mailstop_indexed_sequence (\d+)$", answer.read().decode(), re.MULTILINE)
    return int(value)


def searchable(quick):
    load = {**S100, "messages": S100["messages"] // 20 if quick else S100["messages"]}
    with Mailstop() as server:
        began = time.perf_counter()
        rate = smtp_source(server.smtp, **load)
        newest = check_listed(server, load["messages"])
        while indexed_sequence(server) < newest:
            if time.perf_counter() > began + PATIENCE:
                raise TimeoutError(f"the index has come to {indexed_sequence(server)} of {newest}")
            time.sleep(0.02)
        took = time.perf_counter() - began
    ingest_took = load["messages"] / rate
    return [Measurement("ingest.searchable", took, "s", "<= 2.5 x the ingest", ingest_took, took / ingest_took)]


def mime_mail(number):
    """Text, HTML and an attachment, 10 to 100 KB in all."""
    seeded = random.Random(number)
    words = [f"{word}{seeded.randrange(900)}" for word in "order parcel invoice thank welcome account".split()]
    text = "\r\n".join(" ".join(seeded.choices(words, k=10)) for _ in range(seeded.randint(10, 60)))
    html = "".join(f"<p>{' '.join(seeded.choices(words, k=40))}</p>\r\n" for _ in range(seeded.randint(10, 60)))
    file = base64.encodebytes(seeded.randbytes(seeded.randint(2_000, 48_000))).decode().replace("\n", "\r\n")
    return (f"From: shop@bench.test\r\nTo: alice@bench.test\r\nSubject: Your order {number}\r\nMIME-Version: 1.0\r\n"
            f"Content-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n"
            f"--a\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n--a\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
            f"<html><body>{html}</body></html>\r\n--a--\r\n--m\r\nContent-Type: application/pdf; name=invoice.pdf\r\n"
            f"Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=invoice.pdf\r\n\r\n{file}"
            f"--m--\r\n.\r\n").encode()


async def deliver(address, mails, numbers):
    client = await SmtpClient.open(address)
    for number in numbers:
        await client.begin(number)
        await client.finish(mails[number % len(mails)])
    client.close()


async def deliver_all(address, mails, count):
    await asyncio.gather(*(deliver(address, mails, range(first, count, MIME_SESSIONS)) for first in range(MIME_SESSIONS)))


def mime(quick):
    mails = [mime_mail(number) for number in range(MIME_KINDS)]
    count = MIME_MAILS // 20 if quick else MIME_MAILS
    size = sum(len(mails[number % len(mails)]) for number in range(count))
    with Mailstop() as server:
        began = time.perf_counter()
        asyncio.run(deliver_all(server.smtp, mails, count))
        took = time.perf_counter() - began
        with urllib.request.urlopen(f"{server.http}/v1/messages?limit=1") as answer:
            page = json.load(answer)
    if page["total"] != count or page["messages"][0]["attachmentCount"] != 1:
        raise AssertionError(f"{count} mails with an attachment were acknowledged, but the list says {page}")
    return [Measurement("ingest.mime", size / took / 1e6, "MB/s", ">= 0 (reported)"),
            Measurement("ingest.mime.rate", count / took, "msg/s", ">= 0 (reported)")]


BENCHMARKS = {
    "ingest.s1": ingest("ingest.s1", ">= 0.6 x smtp-sink", 1, 5000, 2000),
    "ingest.s10": ingest("ingest.s10", ">= 0.7 x smtp-sink", 10, 20000, 2000),
    "ingest.s100": ingest("ingest.s100", ">= 1.0 x smtp-sink", **S100),
    "ingest.full": full,
    "ingest.searchable": searchable,
    "ingest.mime": mime,
    "ingest.20k": ingest("ingest.20k", ">= 0.7 x smtp-sink", 20, 5000, 20000),
}
