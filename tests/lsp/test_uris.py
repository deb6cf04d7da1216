"""Document URIs: equal ones, and the files that they name."""

import os
from pathlib import Path

import pytest

from spec_ls.lsp import uris


@pytest.mark.parametrize(
    ("first", "other"),
    [
        ("file:///C%3A/specs/a.rst", "file:///c:/specs/a.rst"),
        ("file:///C:/specs/a.rst", "file:///c%3a/specs/a.rst"),
        ("file:///home/me/a%20b.rst", "file:///home/me/a b.rst"),
        ("file:///home/%C3%A9.rst", "file:///home/é.rst"),
        ("file://localhost/home/a.rst", "file:///home/a.rst"),
        ("file://SERVER/share/a.rst", "file://server/share/a.rst"),
        ("FILE:///home/a.rst", "file:///home/a.rst"),
    ],
)
def test_spellings_of_one_document_have_one_key(first, other):
    """All encodings of a URI name the same document."""
    assert uris.key(first) == uris.key(other)


@pytest.mark.parametrize(
    ("first", "other"),
    [
        ("file:///home/a.rst", "file:///home/A.rst"),
        ("file:///home/a%2520b.rst", "file:///home/a%20b.rst"),
        ("untitled:Untitled-1", "untitled:Untitled-2"),
        ("git:/home/a.rst", "file:///home/a.rst"),
    ],
)
def test_different_documents_have_different_keys(first, other):
    """Only the spelling is evened out, never the name."""
    assert uris.key(first) != uris.key(other)


@pytest.mark.parametrize(
    "uri",
    [
        "untitled:Untitled-1",
        "git:/a.rst?%7B%7D",
        "http://host/a.rst",
        "",
        "file://",
        "file:///a%00b",
        "file:a.rst",
        "file:///" + "a" * 4_095,
        "file:///" + "a/" * 250 + "b.rst",
        "file://[x",
    ],
)
def test_what_is_no_file_has_no_path(uri):
    """A URI of another scheme, without a path, or with a name that no file can have is no file."""
    assert uris.to_path(uri) is None


def test_a_lone_surrogate_in_a_uri_is_survived():
    """JSON can carry text that is no Unicode; a URI of such text still has a key."""
    assert uris.key("file:///a\ud800") == uris.key("file:///a\ud800")
    uris.to_path("file:///a\ud800")


@pytest.mark.parametrize("name", ["a.rst", "a b%20.rst", "é漢𝄞.rst", "a#b?c.rst"])
def test_a_path_survives_its_uri(tmp_path, name):
    """A path turned into a URI and back is the same path, whatever its name holds."""
    path = tmp_path / name
    uri = uris.from_path(path)
    assert uri.isascii()
    assert uris.to_path(uri) == path


@pytest.mark.skipif(os.name != "nt", reason="drives and shares are Windows'")
@pytest.mark.parametrize(
    ("uri", "path"),
    [("file:///C%3A/a.rst", "c:/a.rst"), ("file://server/share/a.rst", "//server/share/a.rst")],
)
def test_drives_and_shares_are_paths_on_windows(uri, path):
    """A drive's URI has no leading slash as a path, and a host names a share."""
    assert uris.to_path(uri) == Path(path)
