"""./dev lint: runs every check, prints what each found, and ends with `N passed, N failed`.

run.py [--changed | --tidy | --no-tidy]: clang-tidy on changed files (default), on all, on none.
"""
import re
import shutil
import subprocess
import sys
import time

import awaits
import homes
import layers
import sizes
import sources
import tidy
import traces


def command(*words, cwd="."):
    """A check that is another program: what it printed is the finding."""
    def run():
        done = subprocess.run(words, cwd=sources.TOP / cwd, capture_output=True, text=True)
        if done.returncode:
            yield (done.stdout + done.stderr).strip() or f"{words[0]} ended with {done.returncode}"
    return run


def formatted():
    tool = shutil.which("clang-format-14") or shutil.which("clang-format")
    paths = sources.files("server/*.hpp", "server/*.cpp", "tests/*.hpp", "tests/*.cpp")
    words = [tool, "--dry-run", "-Werror", *map(str, paths)]
    done = subprocess.run(words, cwd=sources.TOP, capture_output=True, text=True)
    wrong = sorted(set(re.findall(r"^(\S+?):\d+:\d+: error", done.stderr, re.MULTILINE)))
    yield from (f"{name}: not formatted; ./dev format" for name in wrong)
    if done.returncode and not wrong:
        yield done.stderr.strip()


def checks(tidy_mode):
    rows = [
        ("self-tests", command(sys.executable, "-m", "unittest", "discover", "-s", "tests/lint", "-p", "*_test.py")),
        ("runner", command(sys.executable, "-m", "unittest", "discover", "-s", "tests", "-p", "run_test.py")),
        ("shell", command("bash", "-n", "dev", ".ci/run")),
        ("layers", layers.check),
        ("homes", homes.check),
        ("awaits", awaits.check),
        ("traces", traces.check),
        ("clang-format", formatted),
        ("web", command("npm", "run", "--silent", "lint", cwd="web")),
    ]
    if tidy_mode != "--no-tidy":
        rows.append(("clang-tidy", lambda: tidy.check(everything=tidy_mode == "--tidy")))
    return rows


def main(tidy_mode):
    passed = failed = 0
    for name, check in checks(tidy_mode):
        start = time.monotonic()
        found = list(check())
        print(f"{'FAILED' if found else 'ok':7}{name:14}{time.monotonic() - start:6.1f} s", flush=True)
        for finding in found:
            print("    " + str(finding).replace("\n", "\n    "), flush=True)
        passed, failed = passed + (not found), failed + bool(found)
    for line in sizes.report():
        print(f"note: {line}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "--changed"))
