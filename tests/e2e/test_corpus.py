"""Every mail of the corpus goes in by SMTP and comes out byte for byte; every view of it answers, in valid UTF-8 where it is
text."""
import hashlib
import io
import json
import zipfile

import pytest

from mailstop_process import FIXTURES, PROJECT
from smtp_wire import as_stored

CORPUS = PROJECT / "tests" / "corpus"


def mails_below(folder, *endings):
    return sorted(path for path in folder.rglob("*") if path.suffix in endings)


def corpus_mails():
    return [pytest.param(path, id=str(path.relative_to(CORPUS))) for path in mails_below(CORPUS, ".eml")]


def fixture_mails():
    if not FIXTURES.is_dir():
        return [pytest.param(None, marks=pytest.mark.skip("the shared fixtures are not here"), id="fixtures")]
    return [pytest.param(path, id=str(path.relative_to(FIXTURES))) for path in mails_below(FIXTURES, ".eml", ".raw")]


def check_text(answer, content_type):
    assert answer.status == 200, answer
    assert answer.headers["Content-Type"].replace(" ", "") == f"{content_type};charset=utf-8"
    return answer.body.decode("utf-8")


def check_unicode(value):
    """JSON may hold half of a surrogate pair as an escape; that would be no text."""
    json.dumps(value, ensure_ascii=False).encode("utf-8")
    return value


def leaves_of(node):
    if not node["parts"]:
        yield node
    for part in node["parts"]:
        yield from leaves_of(part)


class Views:
    def __init__(self, server, message_id):
        self.server, self.path = server, f"/v1/messages/{message_id}"

    def get(self, view, connection):
        return self.server.get(self.path + view, connection)

    def check(self, raw, connection):
        message = check_unicode(self.get("", connection).json())
        assert message["size"] == len(raw)
        assert check_text(self.get("/text", connection), "text/plain") == message["text"]
        assert bool(check_text(self.get("/html", connection), "text/html")) == bool(message["html"])
        for header in check_unicode(self.get("/headers", connection).json()):
            assert set(header) == {"name", "value", "raw"}
        download = self.get("/raw?download=true", connection)
        assert download.body == raw and download.headers["Content-Disposition"].startswith("attachment")
        self.check_parts(message, connection)
        self.check_archive(message, connection)
        return message

    def check_parts(self, message, connection):
        leaves = list(leaves_of(check_unicode(self.get("/parts", connection).json())))
        for node in leaves:
            answer = self.get(f"/parts/{node['partId']}", connection)
            assert answer.status == 200, (node, answer)
            assert len(answer.body) == node["size"]
            is_file = node["role"] in ("attachment", "inline")
            assert node["sha256"] == (hashlib.sha256(answer.body).hexdigest() if is_file else "")
            saved = self.get(f"/parts/{node['partId']}?download=true", connection)
            assert saved.body == answer.body and saved.headers["Content-Disposition"].startswith("attachment")
        files = {node["partId"] for node in leaves if node["role"] in ("attachment", "inline")}
        assert {attachment["partId"] for attachment in message["attachments"]} >= files

    def check_archive(self, message, connection):
        answer = self.get("/attachments.zip", connection)
        assert answer.status == 200 and answer.headers["Content-Type"] == "application/zip"
        archive = zipfile.ZipFile(io.BytesIO(answer.body))
        assert archive.testzip() is None
        sizes = sorted(entry.file_size for entry in archive.infolist())
        assert sizes == sorted(attachment["size"] for attachment in message["attachments"])
        assert len(set(archive.namelist())) == len(archive.namelist())


def check_mail(server, path):
    raw = path.read_bytes()
    message_id = server.send(raw)
    with server.open_http() as connection:
        assert server.raw(message_id, connection) == as_stored(raw)
        return Views(server, message_id).check(as_stored(raw), connection)


def test_there_is_a_corpus():
    assert len(corpus_mails()) >= 20


@pytest.mark.parametrize("path", corpus_mails())
def test_corpus(shared_server, path):
    check_mail(shared_server, path)


@pytest.mark.parametrize("path", fixture_mails())
def test_fixture(shared_server, path):
    check_mail(shared_server, path)


def test_all_are_found_in_one_list(server):
    paths = [parameter.values[0] for parameter in corpus_mails() + fixture_mails() if parameter.values[0]]
    ids = server.send_many(path.read_bytes() for path in paths)
    listed = check_unicode(server.list_all())
    assert [summary["id"] for summary in listed] == ids
    assert [summary["size"] for summary in listed] == [len(as_stored(path.read_bytes())) for path in paths]
