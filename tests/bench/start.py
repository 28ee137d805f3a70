"""start.*, memory.*: what a server costs before it has done anything, and after it has."""
import shutil
import statistics
import tempfile
import time
import urllib.request

from measurement import CannotMeasureError, Measurement
from programs import Mailstop, smtp_source

ROUNDS = 15


def ready_milliseconds(folder):
    """From exec to /readyz answering 200."""
    began = time.perf_counter()
    with Mailstop(folder=folder) as server:
        with urllib.request.urlopen(f"{server.http}/readyz") as answer:
            elapsed = time.perf_counter() - began
            if answer.status != 200:
                raise AssertionError(f"/readyz answered {answer.status}")
    return elapsed * 1000


def start_empty(quick):
    with tempfile.TemporaryDirectory(prefix="mailstop-bench-") as parent:
        times = [ready_milliseconds(f"{parent}/{turn}") for turn in range(3 if quick else ROUNDS)]
    return [Measurement("start.empty", statistics.median(times), "ms", "<= 30")]


def memory_idle(_quick):
    with Mailstop() as server:
        with urllib.request.urlopen(f"{server.http}/readyz"):
            pass
        return [Measurement("memory.idle", server.resident_bytes() / 1e6, "MB", "<= 15")]


def memory_100k(quick):
    with Mailstop() as server:
        smtp_source(server.smtp, sessions=100, messages=5000 if quick else 100_000, length=2000)
        return [Measurement("memory.100k", server.resident_bytes() / 1e6, "MB", "<= 100")]


def memory_large(quick):
    """Messages are as large as each other, so most of them are under way at once; what counts is the peak."""
    sessions, length = (4, 5_000_000) if quick else (50, 25_000_000)
    needed = 3 * sessions * length  # spooled, in the log of the database, in the database
    free = shutil.disk_usage(tempfile.gettempdir()).free
    if free < needed:
        raise CannotMeasureError(f"{tempfile.gettempdir()} has {free / 1e9:.1f} GB free, {needed / 1e9:.1f} may be needed")
    with Mailstop() as server:
        smtp_source(server.smtp, sessions=sessions, messages=sessions, length=length)
        return [Measurement("memory.large", server.peak_resident_bytes() / 1e6, "MB", "<= 250")]


BENCHMARKS = {"start.empty": start_empty, "memory.idle": memory_idle, "memory.100k": memory_100k,
              "memory.large": memory_large}
