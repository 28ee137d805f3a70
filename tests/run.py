"""./dev test: runs the suites named (all by default), keeps what they print below build/artifacts, ends with the sum.

A suite is a list of jobs; a job is one program whose output a reader turns into a Count. A program that dies, hangs or
reports nothing counts as one failure, and its output is shown.
"""
import argparse
import functools
import json
import os
import re
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
ARTIFACTS = TOP / "build" / "artifacts"
SANITIZERS = {"ASAN_OPTIONS": "detect_stack_use_after_return=1:strict_string_checks=1",
              "UBSAN_OPTIONS": "print_stacktrace=1"}


@dataclass
class Count:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other):
        return Count(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)


@dataclass
class Job:
    """One program of a suite; read(output, log path) -> Count, or None: the exit status is the one result."""
    name: str
    words: list
    read: object = None
    folder: Path = TOP
    environment: dict = field(default_factory=dict)
    seconds: int = 600


def read_gtest(output, _):
    return Count(len(re.findall(r"^\[       OK \] \S+ \(", output, re.MULTILINE)),
                 len(re.findall(r"^\[  FAILED  \] \S+.* \(\d+ ms\)$", output, re.MULTILINE)),
                 len(re.findall(r"^\[  SKIPPED \] \S+ \(", output, re.MULTILINE)))


def read_last_line(output, _):
    found = re.findall(r"^(\d+) passed, (\d+) failed", output, re.MULTILINE)
    return Count(*map(int, found[-1])) if found else Count()


def read_tap(output, _):
    def number(word):
        return sum(map(int, re.findall(rf"^# {word} (\d+)$", output, re.MULTILINE)))
    return Count(number("pass"), number("fail") + number("cancelled"), number("skipped") + number("todo"))


def read_junit(_, log):
    report = log.with_suffix(".xml")
    if not report.exists():
        return Count()
    total = Count()
    for suite in ElementTree.parse(report).getroot().iter("testsuite"):
        failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped = int(suite.get("skipped", 0))
        total += Count(int(suite.get("tests", 0)) - failed - skipped, failed, skipped)
    return total


def gtests(kind, wanted):
    """The jobs for the test programs CMake made in this kind whose names match."""
    found = subprocess.run(["ctest", "--test-dir", f"build/{kind}", "--show-only=json-v1"], cwd=TOP,
                           capture_output=True, text=True, check=True)
    environment = SANITIZERS if kind == "asan" else {}
    prefix = "asan-" if kind == "asan" else ""
    # A test that was not built has no command; its job fails in its place.
    return [Job(prefix + test["name"], test.get("command", [f"build/{kind}/tests/{test['name']}"]), read_gtest,
                environment=environment)
            for test in json.loads(found.stdout)["tests"] if re.fullmatch(wanted, test["name"])]


def pytests(name, program, environment, seconds=1200):
    report = ARTIFACTS / f"{name}.xml"
    words = [sys.executable, "-m", "pytest", "tests/e2e", "-q", "-p", "no:cacheprovider", f"--junitxml={report}",
             "-n", str(os.cpu_count())]
    return Job(name, words, read_junit, seconds=seconds,
               environment={"MAILSTOP_BIN": str(program), "MAILSTOP_ARTIFACTS": str(ARTIFACTS / name), **environment})


def vitests():
    words = ["npx", "--no-install", "vitest", "run", "--reporter=default", "--reporter=junit",
             f"--outputFile.junit={ARTIFACTS / 'web.xml'}"]
    return Job("web", words, read_junit, folder=TOP / "web", environment={"NO_COLOR": "1"})


def browser():
    tests = sorted(str(path) for path in (TOP / "tests/browser").glob("*.test.*js"))
    environment = {"MAILSTOP_BIN": str(TOP / "build/mailstop"), "MAILSTOP_ARTIFACTS": str(ARTIFACTS / "browser")}
    words = ["node", "--test", "--test-reporter=tap", *tests]
    return Job("browser", words, read_tap, seconds=1200, environment=environment)


SUITES = {
    "lint": lambda: [Job("lint", [sys.executable, "tests/lint/run.py", "--no-tidy"], read_last_line)],
    "unit": lambda: gtests("release", r"unit_.*"),
    "transcripts": lambda: gtests("release", r"transcripts"),
    "contract": lambda: gtests("release", r"contract"),
    "web": lambda: [vitests()],
    "e2e": lambda: [pytests("e2e", TOP / "build/mailstop", {})],
    "browser": lambda: [browser()],
    "asan": lambda: gtests("asan", r"unit_.*|transcripts|contract")
    + [pytests("asan-e2e", TOP / "build/asan/server/mailstop", SANITIZERS, seconds=1800)],
    "bench": lambda: [Job("bench", [sys.executable, "tests/bench/run.py", "--quick"])],
}


def finish(job, log):
    """Runs the job into its log -> exit status, or what was done to it."""
    environment = {**os.environ, **job.environment, "PYTHONDONTWRITEBYTECODE": "1"}
    with open(log, "w", encoding="utf-8") as out:
        process = subprocess.Popen(job.words, cwd=job.folder, env=environment, stdin=subprocess.DEVNULL, stdout=out,
                                   stderr=subprocess.STDOUT, start_new_session=True)
        try:
            return process.wait(job.seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return f"SIGKILL: it was stopped after {job.seconds} s"


def execute(job):
    """-> (Count, the output when something is wrong with it)"""
    log = ARTIFACTS / f"{job.name}.log"
    log.with_suffix(".xml").unlink(missing_ok=True)
    (ARTIFACTS / job.name).mkdir(parents=True, exist_ok=True)
    try:
        status = finish(job, log)
    except OSError as error:
        return Count(failed=1), f"it could not start: {error}"
    output = log.read_text(encoding="utf-8", errors="replace")
    if job.read is None:
        count = Count(passed=int(status == 0), failed=int(status != 0))
        return count, output if count.failed else ""
    count = job.read(output, log)
    if status != 0 and count.failed == 0:
        count += Count(0, 1)
        output += f"\n{job.name} ended with {status}"
    elif count == Count():
        count = Count(0, 1)
        output += f"\n{job.name} reported no test"
    return count, output if count.failed else ""


def excerpt(name, output):
    """The end of what a failed job printed; of gtest's lines only those about failures."""
    passed = re.compile(r"^\[ +(RUN|OK|-+) +\].*\n?", re.MULTILINE)
    lines = passed.sub("", output).splitlines()
    of = f", last 150 of {len(lines)} lines" if len(lines) > 150 else ""
    return "\n".join([f"---- {name} (build/artifacts/{name}.log{of})", *lines[-150:], "----"])


def results_of(name):
    """[(job name, Count, output)]; a suite that cannot start, or is empty, is one failure."""
    try:
        jobs = SUITES[name]()
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            results = [(job.name, *result) for job, result in zip(jobs, pool.map(execute, jobs))]
    except (subprocess.CalledProcessError, ValueError) as error:
        return [(name, Count(0, 1), f"it could not start: {error}")]
    return results or [(name, Count(0, 1), "there is no test program")]


def run_suite(name, out=functools.partial(print, flush=True)):
    start = time.monotonic()
    results = results_of(name)
    total = sum((count for _, count, _ in results), Count())
    for job_name, _, output in results:
        if output:
            out(excerpt(job_name, output))
    skipped = f", {total.skipped} skipped" if total.skipped else ""
    out(f"{name:12} {total.passed:5} passed, {total.failed} failed{skipped}  ({time.monotonic() - start:.1f} s)")
    return total


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--built", choices=["true", "false"], default="true")
    parser.add_argument("suites", nargs="*")
    arguments = parser.parse_args()
    ARTIFACTS.mkdir(parents=True, exist_ok=True)
    total = Count(failed=int(arguments.built == "false"))
    if total.failed:
        print("build            0 passed, 1 failed (see above); what follows ran what was built before", flush=True)
    for name in arguments.suites or SUITES:
        total += run_suite(name)
    print(f"{total.passed} passed, {total.failed} failed", flush=True)
    return 1 if total.failed else 0


if __name__ == "__main__":
    sys.exit(main())
