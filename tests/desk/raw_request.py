"""A request as a program writes it on a socket: under any Host name, which a browser would not let a page choose."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from urllib.parse import urlsplit

UPGRADE = (
    "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
)
NO_KERNEL = "api/kernels/00000000-0000-0000-0000-000000000000/channels"


def status(address: str, path: str, host: str) -> int:
    """The status of what is asked at a server's address, with its token, under a Host name."""
    with _asked(address, path, host) as answer:
        return int(answer.readline().split()[1])


def answer(address: str, path: str) -> bytes:
    """All that is answered, under the server's own name; no part of the path is tidied first."""
    with _asked(address, path, urlsplit(address).netloc) as said:
        return said.read()


@contextmanager
def _asked(address: str, path: str, host: str) -> Iterator[IO[bytes]]:
    server = urlsplit(address)
    more = UPGRADE if path.endswith("channels") else "Connection: close\r\n"
    request = f"GET /{path}?{server.query} HTTP/1.1\r\nHost: {host}\r\n{more}\r\n"
    with socket.create_connection((server.hostname, server.port), timeout=30) as asked:
        asked.sendall(request.encode())
        yield asked.makefile("rb")


def hosts(address: str) -> tuple[list[str], list[str]]:
    """The Host names by which a server of this machine is known, and others by which its address may be reached.

    A page of another machine can have its own name lead to 127.0.0.1, and would then be of one origin with the server.
    """
    port = urlsplit(address).port
    other = ["evil.example", f"evil.example:{port}", f"127.0.0.1.evil.example:{port}", f"localhost.evil.example:{port}"]
    return [f"127.0.0.1:{port}", f"localhost:{port}"], other
