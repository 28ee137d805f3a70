"""Mailpit's thumbnails: JPEGs of 180x120 that other programs decode, of the pictures that came by SMTP."""
import base64
import shutil
import struct
import subprocess
import zlib

import pytest

RED, GREEN, BLUE, YELLOW, WHITE = (220, 20, 20), (20, 200, 40), (20, 40, 220), (240, 220, 20), (255, 255, 255)


def four_colours(width, height):
    """Red and green above blue and yellow: rows of bytes"""
    above = bytes(RED) * (width // 2) + bytes(GREEN) * (width - width // 2)
    below = bytes(BLUE) * (width // 2) + bytes(YELLOW) * (width - width // 2)
    return [above] * (height // 2) + [below] * (height - height // 2)


def png(width, height, rows):
    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def run_jpeg_tool(tool, *arguments, given):
    assert shutil.which(tool), f"{tool} is missing: libjpeg-turbo-progs, or ./dev test"
    return subprocess.run([tool, *arguments], input=given, capture_output=True, check=True, timeout=60).stdout


def jpeg(width, height, rows, *arguments):
    return run_jpeg_tool("cjpeg", "-quality", "90", *arguments, given=b"P6 %d %d 255\n" % (width, height) + b"".join(rows))


def mail_with(files):
    """[(content type, bytes)] -> a mail whose parts 1, 2, ... they are"""
    parts = "".join(f"--b\r\nContent-Type: {kind}\r\nContent-Disposition: attachment; filename=file{number}\r\n"
                    f"Content-Transfer-Encoding: base64\r\n\r\n{base64.encodebytes(content).decode()}\r\n"
                    for number, (kind, content) in enumerate(files))
    head = "From: a@b.test\r\nSubject: pictures\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    return (head + parts + "--b--\r\n").replace("\r\n", "\n").replace("\n", "\r\n").encode()


class Thumbnail:
    """What the JPEG of part `part` shows"""

    def __init__(self, server, message_id, part):
        answer = server.get(f"/api/v1/message/{message_id}/part/{part}/thumb")
        assert answer.status == 200 and answer.headers["Content-Type"] == "image/jpeg", answer
        magic, size, depth, self.pixels = run_jpeg_tool("djpeg", "-pnm", given=answer.body).split(b"\n", 3)
        assert (magic, size, depth) == (b"P6", b"180 120", b"255")
        assert len(self.pixels) == 180 * 120 * 3

    def is_like(self, x, y, colour):
        at = (y * 180 + x) * 3
        return all(abs(is_so - wanted) <= 16 for is_so, wanted in zip(self.pixels[at:at + 3], colour))

    def has_colours_in(self, left, top, right, bottom):
        x, y = (right - left) // 4, (bottom - top) // 4
        return (self.is_like(left + x, top + y, RED) and self.is_like(right - x, top + y, GREEN)
                and self.is_like(left + x, bottom - y, BLUE) and self.is_like(right - x, bottom - y, YELLOW))

    def is_blank(self):
        return all(self.is_like(x, y, WHITE) for x in range(0, 180, 10) for y in range(0, 120, 10))


@pytest.mark.parametrize("kind, make", [("image/png", png), ("image/jpeg", jpeg), ("image/jpeg", lambda *a: jpeg(*a, "-progressive"))])
def test_large_pictures_fill_it_and_small_ones_stand_in_its_middle(server, kind, make):
    files = [(kind, make(width, height, four_colours(width, height))) for width, height in ((1800, 1200), (120, 60), (720, 80))]
    message_id = server.send(mail_with(files))
    large, small, flat = (Thumbnail(server, message_id, part) for part in (1, 2, 3))
    assert large.has_colours_in(0, 0, 180, 120)
    assert small.has_colours_in(30, 30, 150, 90) and small.is_like(15, 60, WHITE) and small.is_like(90, 15, WHITE)
    assert flat.has_colours_in(0, 50, 180, 70) and flat.is_like(90, 30, WHITE)


def test_what_is_no_picture_is_blank(server):
    picture = png(300, 200, four_colours(300, 200))
    huge = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 60_000, 60_000) + picture[24:]
    files = [("text/plain", b"text"), ("application/octet-stream", picture), ("image/png", b"no picture"), ("image/png", picture[:-40]),
             ("image/png", huge), ("image/jpeg", jpeg(300, 200, four_colours(300, 200))[:-200]), ("image/svg+xml", b"<svg/>"), ("image/gif", b"GIF89a")]
    message_id = server.send(mail_with(files))
    for part in range(1, len(files) + 1):
        assert Thumbnail(server, message_id, part).is_blank(), files[part - 1][0]


def test_a_picture_whose_type_is_wrong_is_shown_all_the_same(server):
    message_id = server.send(mail_with([("image/gif", png(300, 200, four_colours(300, 200)))]))
    assert Thumbnail(server, "latest", 1).has_colours_in(0, 0, 180, 120)
    assert Thumbnail(server, message_id, 1).has_colours_in(0, 0, 180, 120)


def test_what_is_not_there_is_400(server):
    message_id = server.send(mail_with([("image/png", b"x")]))
    assert server.get(f"/api/v1/message/{message_id}/part/9/thumb").status == 400
    assert server.get("/api/v1/message/nobody/part/1/thumb").status == 400
