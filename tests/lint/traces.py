"""Nothing of one machine in the project: no path of a person's folder or of this checkout, no package host in a lock file."""
import os
import re

import sources

_PERSONAL = re.compile(r"(?<![\w.])/(?:home|Users)/[a-z][\w.-]*/")
_RESOLVED = re.compile(r'"resolved":\s*"(?:https?|git)[^"]*"')
_BINARY = {".png", ".jpg", ".ico", ".woff2", ".gz", ".zip", ".db"}


def local_paths():
    """This checkout and this home, unless so short that they would match anything."""
    return [path + "/" for path in (str(sources.TOP), os.path.expanduser("~")) if path.count("/") >= 2]


def findings(name, text, local):
    for number, line in enumerate(text.splitlines(), 1):
        if _PERSONAL.search(line) or any(path in line for path in local):
            yield f"{name}:{number}: a path of one machine"
        if _RESOLVED.search(line):
            yield f"{name}:{number}: a package host; npm config set omit-lockfile-registry-resolved true"


def check():
    local = local_paths()
    for path in sources.files():
        # Corpora are mails of the world: what they name is theirs.
        if path.suffix not in _BINARY and path.parts[:2] != ("tests", "corpus"):
            yield from findings(path, sources.read(path), local)
