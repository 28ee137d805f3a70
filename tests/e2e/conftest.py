"""Fixtures: servers that end with their test, and must have ended well."""
import os
import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest

pytest.register_assert_rewrite("mailstop_process", "smtp_wire", "event_streams", "openapi_document", "plain_http", "sasl_client", "tls_trust",
                              "command_runs")

from mailstop_process import BINARY, Server  # noqa: E402

KILLED = -9


def pytest_sessionstart():
    if not Path(BINARY).exists():
        pytest.exit(f"{BINARY} is missing: build it, or name another in MAILSTOP_BIN", returncode=2)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """Lets a fixture know at its end whether the test failed."""
    report = (yield).get_result()
    if report.failed:
        item.failed = True


class Starter:
    """start(*arguments) -> a running Server"""

    def __init__(self, folder):
        self.folder = folder
        self.started = []

    def __call__(self, *arguments, environment=None):
        folder = self.folder / f"server{len(self.started)}"
        folder.mkdir()
        server = Server(folder, *arguments, environment=environment)
        self.started.append(server)
        return server

    def finish(self, failed_test=None):
        ended = [(server, server.stop()) for server in self.started]
        for server, status in ended:
            if failed_test:
                keep_log(server, failed_test)
            assert status in (0, KILLED), f"ended with {status}:\n{server.log}"
            assert not re.search("runtime error:|ERROR: .*Sanitizer", server.log), server.log
            assert not re.findall(r"^\S+Z error .*", server.log, re.MULTILINE), server.log


def keep_log(server, test):
    print(f"--- log of {server.folder.name}\n{server.log[-4000:]}")
    if "MAILSTOP_ARTIFACTS" in os.environ:
        artifacts = Path(os.environ["MAILSTOP_ARTIFACTS"])
        artifacts.mkdir(parents=True, exist_ok=True)
        name = re.sub(r"[^\w.-]+", "_", test)[:100]
        shutil.copy(server.folder / "stderr.log", artifacts / f"{name}.{server.folder.name}.log")


@pytest.fixture
def start(tmp_path, request):
    """Starts servers with the arguments of the test's choice; all end with the test."""
    starter = Starter(tmp_path)
    yield starter
    starter.finish(request.node.name if getattr(request.node, "failed", False) else None)


@pytest.fixture
def server(start):
    return start("--ephemeral")


@pytest.fixture(scope="module")
def shared_server(tmp_path_factory):
    """One for a module of many small tests, each of which looks only at what it sent itself."""
    starter = Starter(tmp_path_factory.mktemp("shared"))
    yield starter("--ephemeral")
    starter.finish()


@pytest.fixture
def eventually():
    """eventually(condition): asks again and again until it holds, for what gives no sign when it happens."""

    def wait(condition, seconds=30):
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, f"did not happen within {seconds} s"
            time.sleep(0.01)

    return wait


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    """Two certificates with their keys, made by OpenSSL's own command."""
    folder = tmp_path_factory.mktemp("certificates")
    for name in ("one", "two"):
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
             "-subj", f"/CN={name}", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
             "-keyout", folder / f"{name}.key", "-out", folder / f"{name}.pem"],
            check=True, capture_output=True)  # fmt: skip
    subprocess.run(["openssl", "pkey", "-in", folder / "one.key", "-aes256", "-passout", "pass:x", "-out", folder / "locked.key"],
                   check=True, capture_output=True)  # fmt: skip
    return folder
