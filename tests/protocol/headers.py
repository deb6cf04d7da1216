"""Headers before a message, in the spellings that RFC 9110 allows, and such that end the conversation."""

from __future__ import annotations

from random import Random

_TYPE = "application/vscode-jsonrpc; charset=utf-8"


def right(random: Random, length: int) -> bytes:
    """A header that says where a message of some length ends."""
    name = random.choice(["Content-Length", "content-length", "CONTENT-LENGTH", "cOnTeNt-LeNgTh"])
    before, behind = random.choice([" ", " ", "", "  ", "\t"]), random.choice(["", "", " ", "\t "])
    number = random.choice([f"{length}", f"{length}", f"{length:08}"])
    lines = [f"{name}:{before}{number}{behind}"]
    if random.random() < 0.3:
        lines.insert(
            random.randrange(2), random.choice([f"Content-Type: {_TYPE}", "X-A:", "x: :y", lines[0]])
        )
    return "".join(f"{line}\r\n" for line in [*lines, ""]).encode()


WRONG = (
    b"Content-Length: x\r\n\r\n",
    b"Content-Length: -1\r\n\r\n",
    b"Content-Length: +1\r\n\r\n",
    b"Content-Length: 1.0\r\n\r\n",
    b"Content-Length: 0x1\r\n\r\n",
    b"Content-Length: \r\n\r\n",
    b"Content-Length: 1 1\r\n\r\n{}",
    b"Content-Length: 1,1\r\n\r\n{}",
    b"Content-Length: \xd9\xa1\r\n\r\n{}",
    b"Content-Length: 99999999999999999999999\r\n\r\n",
    b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
    b"Content-Length : 2\r\n\r\n{}",
    b" Content-Length: 2\r\n\r\n{}",
    b"Content-Length 2\r\n\r\n{}",
    b"Content-Type: x\r\n\r\n{}",
    b"\r\n\r\n{}",
    b"{}\r\n\r\n",
    b"GET / HTTP/1.1\r\n\r\n",
    b"POST / HTTP/1.1\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\n",
    b"\xff\xfe\n",
    b"X: y\r\n" * 1_000,
    b"\x00\xff\r\n",
    b"X" * 100_000,
    b"X: " + b"y" * 100_000 + b"\r\n",
)
"""Headers after which nothing can be read any more: the server ends with status 1."""

CUT = (b"Content-Length: 10\r\n\r\n{", b"Content-Length: 10\r\n", b"Content-Le", b"Content-Length: 2\r\n\r\n")
"""The beginnings of messages that never come to their end."""
