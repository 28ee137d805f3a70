"""clang-tidy on chosen files, with g++'s compile commands made palatable: clang cannot read g++'s precompiled headers."""
import json
import os
import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor

import sources

_GNU_ONLY = {"-fpch-preprocess", "-Winvalid-pch"}
_PRECOMPILED = {"mailstop_asio_pch": "server/base/asio_pch.hpp", "mailstop_test_pch": "tests/support/test_pch.hpp"}


def changed_files():
    """C++ files that differ from where this branch left the main one, committed or not."""
    def git(*arguments):
        return subprocess.run(["git", *arguments], cwd=sources.TOP, capture_output=True, text=True).stdout.split()

    base = next((found[0] for name in ("origin/HEAD", "origin/main", "main")
                 if (found := git("merge-base", "HEAD", name))), "HEAD")
    return set(git("diff", "--name-only", base)) | set(git("ls-files", "-o", "--exclude-standard"))


def units(names, known):
    """The translation units behind these names: a source itself, for a header the source of the same stem."""
    wanted = {re.sub(r"\.[ch]pp$", "", name) for name in names if name.endswith((".cpp", ".hpp"))}
    return sorted(unit for unit in known if re.sub(r"\.cpp$", "", unit) in wanted)


def without_precompiled(words):
    """The command without flags of g++ alone, and with the precompiled header's source in the place of g++'s own file."""
    def replaced(word):
        found = re.search(r"/(\w+_pch)\.dir/cmake_pch\.hxx$", word)
        return str(sources.TOP / _PRECOMPILED[found.group(1)]) if found else word

    return [replaced(word) for word in words if word not in _GNU_ONLY]


def write_commands(source, folder):
    """Copies compile_commands.json; returns the project's own sources it names."""
    known = {}
    for entry in json.loads(source.read_text()):
        name = os.path.relpath(entry["file"], sources.TOP)
        if name.startswith(("server/", "tests/")) and name.endswith(".cpp"):
            words = without_precompiled(entry["command"].split())
            known[name] = entry | {"command": " ".join(words)}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "compile_commands.json").write_text(json.dumps(list(known.values())))
    return set(known)


def check(everything):
    names = None if everything else changed_files()
    if names is not None and not any(name.endswith((".cpp", ".hpp")) for name in names):
        return
    if subprocess.run(["./dev", "prepare-tidy"], cwd=sources.TOP).returncode:
        yield "./dev prepare-tidy failed"
        return
    folder = sources.TOP / "build" / "tidy"
    known = write_commands(sources.TOP / "build" / "release-by-file" / "compile_commands.json", folder)
    chosen = sorted(known) if names is None else units(names, known)
    tool = shutil.which("clang-tidy-14") or shutil.which("clang-tidy")

    def run(name):
        words = [tool, "--quiet", "-p", str(folder), name]
        done = subprocess.run(words, cwd=sources.TOP, capture_output=True, text=True)
        return [] if done.returncode == 0 else [f"{name}: clang-tidy\n{done.stdout.strip() or done.stderr.strip()}"]

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for found in pool.map(run, chosen):
            yield from found
