"""The programs that a benchmark starts: mailstop, and Postfix's smtp-sink (the reference) and smtp-source (the load)."""
import os
import select
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
BINARY = os.environ.get("MAILSTOP_BIN", str(PROJECT / "build" / "mailstop"))
POSTFIX = Path(os.environ.get("MAILSTOP_TOOLS", PROJECT / "build" / "tools")) / "postfix"
PATIENCE = 120  # seconds; a load that takes longer is broken


def postfix(name, *arguments):
    """The command line and environment of one of Postfix's programs, unpacked below build/tools."""
    libraries = f"{POSTFIX}/usr/lib/postfix"
    environment = {**os.environ, "LD_LIBRARY_PATH": libraries, "MAIL_CONFIG": str(POSTFIX / "etc" / "postfix")}
    return [str(POSTFIX / "usr" / "sbin" / name), *arguments], environment


class Process:
    def __init__(self, command, **options):
        self.child = subprocess.Popen(command, **options)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.child.terminate()
        self.child.wait(PATIENCE)


class Mailstop(Process):
    """A fresh server on a database of its own."""

    def __init__(self, *arguments, folder=None):
        self.folder = Path(folder or tempfile.mkdtemp(prefix="mailstop-bench-"))
        self.owns_folder = folder is None
        command = [BINARY, "--smtp", "127.0.0.1:0", "--http", "127.0.0.1:0", "--log-level", "warning",
                   "--database", str(self.folder / "mail.db"), *arguments]
        super().__init__(command, stdout=subprocess.PIPE)
        readable, _, _ = select.select([self.child.stdout], [], [], PATIENCE)
        words = dict(word.split("=", 1) for word in self.child.stdout.readline().decode().split()[2:]) if readable else {}
        self.smtp, self.http = words["smtp"], words["http"]

    def __exit__(self, *details):
        super().__exit__(*details)
        self.child.stdout.close()
        if self.owns_folder:
            shutil.rmtree(self.folder)

    def resident_bytes(self):
        return self._status("VmRSS")

    def peak_resident_bytes(self):
        return self._status("VmHWM")

    def cpu_seconds(self):
        with open(f"/proc/{self.child.pid}/stat", encoding="ascii") as stat:
            user, system = stat.read().rsplit(")", 1)[1].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def _status(self, name):
        with open(f"/proc/{self.child.pid}/status", encoding="ascii") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith(name))


class SmtpSink(Process):
    def __init__(self):
        with socket.socket() as probe:  # smtp-sink cannot choose a port itself
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.smtp = f"127.0.0.1:{port}"
        user = ["-u", "nobody"] if os.geteuid() == 0 else []
        command, environment = postfix("smtp-sink", *user, self.smtp, "4096")
        super().__init__(command, env=environment, stderr=subprocess.DEVNULL)
        wait_for_port(port)


def wait_for_port(port):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.01)
    raise TimeoutError(f"nothing listens on port {port}")


def smtp_source(address, *, sessions, messages, length):
    """Delivers and returns messages per second. -d keeps each session for its next message."""
    command, environment = postfix("smtp-source", "-d", "-s", str(sessions), "-m", str(messages), "-l", str(length),
                                   "-f", "from@bench.test", "-t", "to@bench.test", f"inet:{address}")
    began = time.perf_counter()
    subprocess.run(command, env=environment, check=True, timeout=PATIENCE, stderr=subprocess.PIPE)
    return messages / (time.perf_counter() - began)
