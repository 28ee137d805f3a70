"""HTTP written by hand, and what every answer must carry."""
import socket


def exchange(server, *lines, body=b""):
    """-> the answer to a request written by hand, of an endless one its beginning, b"" when the server just hangs up"""
    with socket.create_connection(server.http_address, timeout=60) as connection:
        received = b""
        try:
            connection.sendall("".join(line + "\r\n" for line in lines).encode("utf-8") + b"Connection: close\r\n\r\n" + body)
            while chunk := connection.recv(65536):
                received += chunk
                if b"text/event-stream" in received:
                    break
        except (ConnectionResetError, BrokenPipeError):
            pass
        return received


def status_of(received):
    assert received.startswith(b"HTTP/1.1 "), received[:200]
    return int(received.split()[1])


def directives(answer):
    [policy] = answer.headers.get_all("Content-Security-Policy")
    return {words[0]: words[1:] for words in (directive.split() for directive in policy.split(";")) if words}


def check_safe_headers(answer):
    assert answer.headers.get_all("X-Content-Type-Options") == ["nosniff"]
    assert answer.headers.get_all("Referrer-Policy") == ["no-referrer"]
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    policy = directives(answer)
    assert "unsafe-inline" not in str(policy.get("script-src", policy["default-src"]))
    assert "*" not in policy["default-src"] and policy["base-uri"] == ["'none'"]
    return policy
