"""How a test comes to trust a server that has made its certificate itself, and where it speaks TLS."""
import contextlib
import http.client
import ssl
import urllib.parse


def fetch_ca(server):
    """As a test suite would: the first request cannot be verified yet, all others are."""
    url = urllib.parse.urlsplit(server.http)
    if url.scheme == "http":
        answer = server.get("/v1/ca.pem")
        assert answer.status == 200, answer
        return answer.text
    unverified = ssl._create_unverified_context()
    with contextlib.closing(http.client.HTTPSConnection(url.hostname, url.port, context=unverified)) as connection:
        connection.request("GET", "/v1/ca.pem")
        response = connection.getresponse()
        assert response.status == 200
        assert response.headers["Content-Type"] == "application/x-pem-file"
        return response.read().decode()


def trust(ca_pem):
    return ssl.create_default_context(cadata=ca_pem)


def trust_of(server):
    return trust(fetch_ca(server))


def port_of(server, kind):
    words = dict(word.split("=", 1) for word in server.ready_line.split()[2:])
    host, port = words[kind].rsplit(":", 1)
    return (host, int(port))
