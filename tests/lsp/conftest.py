"""A server for each encoding, which all tests share; each test opens documents of its own."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
import pytest_asyncio
from hypothesis import settings

from spec_ls.lsp import uris

from .driver import Client, capabilities
from .samples import TEMPLATE

settings.register_profile("long", max_examples=2_500, deadline=None)  # as in tests/rst

ENCODINGS = ["utf-8", "utf-16", "utf-32"]
_numbers = itertools.count(1)


def project(folder: Path) -> Path:
    """A repository with one template for all of its specs."""
    (folder / ".gitreview").touch()
    (folder / "specs" / "2026.1").mkdir(parents=True)
    (folder / "specs" / "template.rst").write_text(TEMPLATE, encoding="utf-8")
    return folder


@pytest_asyncio.fixture(scope="session", loop_scope="session", params=ENCODINGS)
async def client(request, tmp_path_factory):
    """An editor with all capabilities on a server, in each encoding."""
    made = Client()
    made.folder = project(tmp_path_factory.mktemp("project"))
    await made.begin(made.folder, capabilities(request.param))
    yield made
    assert await made.end() == 0


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def plain(tmp_path_factory):
    """An editor that can do as little as possible."""
    made = Client()
    made.folder = project(tmp_path_factory.mktemp("project"))
    await made.begin(made.folder, capabilities(None, everything=False))
    yield made
    assert await made.end() == 0


@pytest_asyncio.fixture(loop_scope="session")
async def start(tmp_path):
    """Starts editors with a project and settings of their own, and ends them."""
    made: list[Client] = []
    project(tmp_path)

    async def begin(options=None, name=None, **what):
        client = Client()
        made.append(client)
        client.folder = tmp_path
        await client.begin(tmp_path, capabilities(**what), options, name=name)
        return client

    yield begin
    for client in made:
        assert await client.end() == 0


@pytest.fixture
def spec(request):
    """The URI of a spec that no other test uses; the file itself does not exist."""

    def uri(client: Client) -> str:
        return uris.from_path(client.folder / "specs" / "2026.1" / f"spec-{next(_numbers)}.rst")

    return uri
