"""Whatever is asked of the other tools' APIs, the server answers: no 500, no hang, and what calls itself JSON is JSON. The
requests are random, but the same in every run."""
import json
import random
import re

import pytest

from mailstop_process import PROJECT
from sample_mail import mail

PER_SEED = 300
EXPECTED_5XX = (501, 503)  # no relay; the store is busy
ROW = re.compile(r"^\| `([A-Z]+) (/[^`?]*)[^`]*` \| (?:works|differs) \|", re.MULTILINE)
TEMPLATES = sorted({path for _, path in ROW.findall((PROJECT / "docs" / "compatibility.md").read_text())})
METHODS = ["GET", "GET", "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]
WORDS = ["", "0", "1", "-1", "x", "latest", "null", "true", "99999999999999999999999", "1.json", "1.html", "nope.eml", "0.0", "%FF", "%00", "%2F", "..",
         "%E2%82%AC", "a@b.test", "x" * 3000, "*", "\"", "'", "<b>", "from", "containing", "websocket", "1e309", "2026-13-45", "[", "subject:("]
NAMES = ["start", "limit", "kind", "query", "skip", "sort", "search", "unread", "before", "tz", "dl", "embed", "follow", "EIO", "transport",
         "subject", "from.address", "headers.x", "...", "read", ""]
FIELDS = ["IDs", "ids", "Read", "Search", "Tags", "Name", "To", "From", "Email", "Host", "Port", "AcceptChance", "LinkSpeedMin", "Sender", "ErrorCode",
          "Probability", "Subject", "Text", "HTML", "Attachments", "Headers", "Bcc"]


def value(rng, depth=0):
    kind = rng.randrange(9 if depth < 3 else 6)
    if kind < 2:
        return rng.choice(WORDS)
    if kind < 6:
        return [None, True, rng.choice([0, -1, 1e300, 2**63, 0.5]), rng.choice(["", "a@b.test"])][kind - 2]
    if kind == 6:
        return [value(rng, depth + 1) for _ in range(rng.randrange(4))]
    return {rng.choice(FIELDS): value(rng, depth + 1) for _ in range(rng.randrange(4))}


def body(rng):
    kind = rng.randrange(6)
    if kind < 2:
        return b""
    if kind == 2:
        return rng.randbytes(rng.randrange(60))
    text = json.dumps({rng.choice(FIELDS): value(rng) for _ in range(rng.randrange(4))} if kind < 5 else value(rng)).encode()
    return text[: rng.randrange(len(text) + 1)] if rng.randrange(4) == 0 else text


def path(rng, ids):
    filled = re.sub(r"\{[^}]*\}", lambda _: rng.choice(ids + WORDS).replace(" ", "%20"), rng.choice(TEMPLATES))
    if rng.randrange(8) == 0:
        filled += rng.choice(["/", "/x", "//", "/%2e%2e/", ".json", "/1/2/3"])
    names = [f"{rng.choice(NAMES)}={rng.choice(WORDS).replace('#', '').replace(' ', '+')}" for _ in range(rng.choice([0, 0, 1, 2, 4]))]
    return filled + ("?" + "&".join(names) if names else "")


def check(asked, answer):
    assert answer.status < 500 or answer.status in EXPECTED_5XX, (asked, answer)
    if answer.body and "json" in answer.headers.get("Content-Type", ""):
        json.loads(answer.body)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("owner", ["mailpit", "mailhog"])
def test_every_request_is_answered(start, seed, owner):
    assert len(TEMPLATES) > 50
    server = start("--ephemeral", f"--compat-v1={owner}")
    rng = random.Random(f"{owner}{seed}")
    ids = []
    for number in range(PER_SEED):
        if number % 50 == 0:
            ids = server.send_many([mail("one"), mail("two"), b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n"])
        asked = (rng.choice(METHODS), path(rng, ids), body(rng), rng.choice([{}, {"Content-Type": "application/json"}, {"Accept": "*/*"}]))
        check(asked, server.request(*asked))
        server.request("DELETE", "/api/v2/jim")  # he would keep the next mail away
        server.request("PUT", "/api/v1/chaos", body=b"{}")
    assert server.get("/livez").status == 200
