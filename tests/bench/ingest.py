"""ingest.*: how fast mail is taken, stored, parsed and listed, as a ratio to smtp-sink, which throws it away."""
import json
import statistics
import urllib.request

from measurement import Measurement
from programs import Mailstop, SmtpSink, smtp_source

ROUNDS = 3


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
    with urllib.request.urlopen(f"{server.http}/v1/messages?limit=1") as answer:
        page = json.load(answer)
    if page["total"] != count or page["messages"][0]["sender"] != "from@bench.test":
        raise AssertionError(f"{count} messages were acknowledged, but the list says {page}")


BENCHMARKS = {
    "ingest.s1": ingest("ingest.s1", ">= 0.6 x smtp-sink", 1, 5000, 2000),
    "ingest.s10": ingest("ingest.s10", ">= 0.7 x smtp-sink", 10, 20000, 2000),
    "ingest.s100": ingest("ingest.s100", ">= 1.0 x smtp-sink", 100, 20000, 2000),
    "ingest.20k": ingest("ingest.20k", ">= 0.7 x smtp-sink", 20, 5000, 20000),
}
