"""Bodies that are no message, or hardly one: bytes that are damaged, and what readers of JSON differ about."""

from __future__ import annotations

import json
from random import Random

_RAW = [
    b"",
    b" ",
    b"null",
    b"[]",
    b"{}",
    b"[{}]",
    b'"x"',
    b"NaN",
    b"1" * 5_000,
    b"[1e999]",
    b"\xef\xbb\xbf{}",
    b"\xff\xfe{\x00}\x00",
    b"\x00\x00\x00{",
    b"{" * 300,
    b'{"a":' * 200_000,
    b'{"jsonrpc": "2.0", "id": 1, "id": 2, "method": "nobody/knows"}',
    b'{"jsonrpc": "2.0", "method": "x", "method": "nobody/knows", "id": "twice"}',
    b'{"jsonrpc": "2.0", "id": "\xc3", "method": "shutdown"}',
    b'{"jsonrpc": "2.0", "id": "\\ud800", "method": "nobody/knows"}',
    b'{"jsonrpc": "2.0", "id": "\xed\xa0\x80", "method": "nobody/knows"}',
    b'{"jsonrpc": "2.0", "id": 1e999, "method": "nobody/knows"}',
]
_PARAMS = [
    "[" * 100_000,
    "[" * 100_000 + "]" * 100_000,
    '{"a":' * 400 + "1" + "}" * 400,
    "9" * 4_000,
    "9" * 5_000,
    "-1e999",
    "Infinity",
    '"\\ud83d\\ude00"',
    '"' + "x" * 300_000 + '"',
]
_TWICE = ["", '"id": 5, ', '"jsonrpc": "1.0", ', '"method": "nobody/knows", ']
_ENCODINGS = ["utf-8"] * 4 + ["utf-8-sig", "utf-16", "utf-32-le", "latin-1"]


def body(random: Random, right: bytes) -> bytes:
    """Such a body; ``right`` is a message that may be damaged."""
    return random.choice([_listed, _extreme, _damaged, _damaged])(random, right)


def _listed(random: Random, right: bytes) -> bytes:
    return random.choice(_RAW)


def _extreme(random: Random, right: bytes) -> bytes:
    """A request with extreme parameters, or a key that it has twice, in one of JSON's encodings or another."""
    id_ = json.dumps(
        random.choice([random.getrandbits(48), f"\ud800{random.getrandbits(48)}", 10**30, "x" * 300])
    )
    method = random.choice(["textDocument/hover", "spec-ls/state", "textDocument/didOpen"])
    twice, params = random.choice(_TWICE), random.choice(_PARAMS)
    text = f'{{{twice}"jsonrpc": "2.0", "id": {id_}, "method": "{method}", "params": {params}}}'
    return text.encode(random.choice(_ENCODINGS), "replace")


def _damaged(random: Random, right: bytes) -> bytes:
    """A message with some of its bytes changed, inserted or taken away, perhaps its end."""
    data = bytearray(right)
    for _ in range(random.randint(1, 4)):
        place = random.randrange(len(data) + 1)
        pieces = [b"", b'"', b"{", b"}", b",", b"\0", b"\\", b"9", b"\xed\xa0\x80", random.randbytes(2)]
        data[place : place + random.choice([0, 1, 3, 20])] = random.choice(pieces)
    return bytes(data[: random.choice([None, None, None, len(data) // 2])])
