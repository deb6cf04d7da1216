"""Diagnostics of closed specs that the server keeps between two starts: as those of a check, whatever changes."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import pytest_asyncio
from lsprotocol import types

from spec_ls.layer import Layer
from spec_ls.lsp import uris
from spec_ls.lsp.client import Client as Capabilities
from spec_ls.lsp.io_thread import IOThread
from spec_ls.lsp.kept_diagnostics import KeptDiagnostics
from spec_ls.lsp.progress import Progress
from spec_ls.lsp.protocol import converter
from spec_ls.lsp.slices import Waiting
from spec_ls.lsp.template_resolver import TemplateResolver
from spec_ls.lsp.workspace_diagnostics import WorkspaceDiagnostics
from spec_ls.text import Text
from spec_ls.workspace import Workspace
from spec_ls.workspace.store import Store

from .conftest import project
from .driver import Client, capabilities
from .samples import EMPTY_TESTING, LACKS_USE_CASES, SPEC

pytestmark = pytest.mark.asyncio(loop_scope="session")

REPOSITORY = Path(__file__).resolve().parents[2]
CORPUS = Path(os.environ.get("SPEC_LS_CORPUS", REPOSITORY.parent / "shared" / "corpus"))
OFF = {"features": {"kept-diagnostics": False}}
LONG = LACKS_USE_CASES.replace("😀 Tune them.", "😀 Tune :role:`them`, " + "and " * 20)


class Editor:
    """An editor on a repository, which asks for the diagnostics of all of its specs."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.client = folder, Client()

    async def begin(self, options=None, encoding="utf-16"):
        """Start a server."""
        await self.client.begin(self.folder, capabilities(encoding, pulls=True), options)
        return self

    async def pull(self):
        """The reports of all files that may be specs, without those of others; by URI."""
        files = sorted(self.folder.rglob("*.rst"))
        known = [types.PreviousResultId(uris.from_path(path), "none") for path in files]
        report = await self.client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams(known))
        return {item.uri: (item.result_id, item.items) for item in report.items}

    def notice(self, path: Path) -> None:
        """Tell the server that a file has changed."""
        changes = [types.FileEvent(uris.from_path(path), types.FileChangeType.Changed)]
        self.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(changes))

    def configure(self, settings) -> None:
        """Send other settings."""
        self.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings))

    def type_template(self, old: str, new: str) -> None:
        """Open the template, and change it without saving it."""
        uri, text = uris.from_path(template := self.folder / "specs" / "template.rst"), template.read_text()
        self.client.text_document_did_open(
            types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, "restructuredtext", 1, text))
        )
        changes = [types.TextDocumentContentChangeWholeDocument(text.replace(old, new))]
        identifier = types.VersionedTextDocumentIdentifier(2, uri)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(identifier, changes))

    def close_template(self) -> None:
        """Close it; the file has what it had."""
        identifier = types.TextDocumentIdentifier(uris.from_path(self.folder / "specs" / "template.rst"))
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(identifier))


@pytest_asyncio.fixture(loop_scope="session")
async def editor():
    """Starts editors, and ends them."""
    made: list[Editor] = []

    async def begin(folder, options=None, encoding="utf-16"):
        made.append(Editor(folder))
        return await made[-1].begin(options, encoding)

    yield begin
    for one in made:
        assert await one.client.end() == 0


def rows(folder: Path, sql: str) -> list[tuple]:
    """What the store of a repository answers."""
    connection = sqlite3.connect(Store(folder).file)
    with connection:
        found = connection.execute(sql).fetchall()
    connection.close()
    return found


async def filled(editor, folder: Path) -> dict:
    """Pull until all results are kept: of files that have only just changed they are not."""
    settle(folder)
    begun, expected = await editor(folder), len(list(folder.rglob("*.rst")))
    for _ in range(20):
        found = await begun.pull()
        if rows(folder, "select count(*) from results") >= [(expected,)]:
            return found
    raise AssertionError("the results are never kept")


def settle(folder: Path) -> None:
    """Let all folders look as if they had not changed lately."""
    for path in (folder, *folder.parents[:2], *folder.rglob("*")):
        if path.is_dir():
            os.utime(path, (1_700_000_000, 1_700_000_000))


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A repository with a few specs."""
    (folder := tmp_path / "repository").mkdir()
    project(folder)
    specs = folder / "specs" / "2026.1"
    for name, text in {"long": LONG, "empty": EMPTY_TESTING, "good": SPEC, "lacks": LACKS_USE_CASES}.items():
        (specs / f"{name}.rst").write_text(text, "utf-8")
    shutil.copy(REPOSITORY / "tests/samples/volume-trim.rst", specs)
    return folder


async def test_kept_diagnostics_are_used(editor, tree):
    """The next start has them from the store, unless the feature is off."""
    found = await filled(editor, tree)
    rows(tree, "update results set value = replace(value, 'Use Cases', 'KEPT')")
    kept, fresh = await (await editor(tree)).pull(), await (await editor(tree, OFF)).pull()
    messages = [item.message for _, items in kept.values() for item in items]
    assert sum("KEPT" in message for message in messages) == 2
    assert fresh == found


async def test_nothing_is_kept_where_the_feature_is_off(editor, tree):
    """No store is made."""
    settle(tree)
    await (await editor(tree, OFF)).pull()
    assert not Store(tree).file.exists()


def replaced(name: str, old: str, new: str) -> Callable[[Path], Path]:
    """A change of a file."""

    def change(folder: Path) -> Path:
        path = folder / name
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
        return path

    return change


def written(name: str, text: str) -> Callable[[Path], Path]:
    """A new file, or another content."""

    def change(folder: Path) -> Path:
        (folder / name).write_text(text, "utf-8")
        return folder / name

    return change


CHANGES: dict[str, Callable[[Path], Path]] = {
    "the text of a spec": replaced("specs/2026.1/lacks.rst", "Alternatives", "Alternatifs "),
    "the template": replaced("specs/template.rst", "References", "Reverences"),
    "the project's name": written(".gitreview", "[gerrit]\nproject=openstack/cinder-specs.git\n"),
    "settings of doc8": written("tox.ini", "[doc8]\nmax-line-length = 65\n"),
    "settings": written("spec-ls.toml", "max-line-length = 60\n"),
    "a nearer settings file": written("specs/spec-ls.toml", 'ignore = ["missing-section"]\n'),
    "conf.py": written("conf.py", "def setup(app):\n    app.add_role('role', None)\n"),
    "a comment that names a template": replaced(
        "specs/2026.1/empty.rst",
        "====================\n𝄞",
        ".. spec-ls: template=good.rst\n\n" + "=" * 20 + "\n𝄞",
    ),
    "a profile": written("specs/spec-ls.toml", 'profile = "nova"\n'),
}


def real_specs(folder: Path) -> None:
    """Put 100 real specs of all releases beside those that are there."""
    found = sorted((CORPUS / "nova-specs").glob("specs/*/*/*.rst"))
    specs = [path for path in found if not path.is_symlink()]
    for path in specs[:: max(1, len(specs) // 100)][:100]:
        shutil.copyfile(path, folder / "specs" / "2026.1" / f"{path.parts[-3]}-{path.name}")


@pytest.mark.parametrize("is_real", [False, True], ids=["samples", "real specs"])
async def test_whatever_changes_is_seen(editor, tree, is_real):
    """Kept diagnostics are those of a check, byte for byte: in this start, in the next, after each change."""
    if is_real:
        if not CORPUS.is_dir():
            pytest.skip(f"no real specs at {CORPUS}; SPEC_LS_CORPUS names their folder")
        real_specs(tree)
    before = await filled(editor, tree)
    kept, fresh = await editor(tree), await editor(tree, OFF)
    assert await kept.pull() == before == await fresh.pull()
    for name, change in CHANGES.items():
        path = change(tree)
        for one in (kept, fresh):
            one.notice(path)
        after = await fresh.pull()
        assert after != before, name
        assert await kept.pull() == after, name
        settle(tree)
        before = after
        if not is_real:
            assert await (await editor(tree)).pull() == before, name
    assert await (await editor(tree)).pull() == before


async def test_what_the_editor_says_is_seen(editor, tree):
    """Its settings have results of their own, and a template that it has open counts as it is there."""
    before = await filled(editor, tree)
    kept, fresh = await editor(tree), await editor(tree, OFF)
    for one in (kept, fresh):
        one.type_template("Use Cases\n---------", "Use Of It\n---------")
    opened = await fresh.pull()
    assert await kept.pull() == opened
    assert {uri: opened[uri] for uri in opened} != {uri: before[uri] for uri in opened}
    for one in (kept, fresh):
        one.close_template()
    assert await kept.pull() == before == await fresh.pull()
    for one in (kept, fresh):
        one.configure(
            {"spec-ls": {"max-line-length": 60, "features": OFF["features"] if one is fresh else {}}}
        )
    configured = await fresh.pull()
    assert await kept.pull() == configured != before
    assert await (await editor(tree, {"max-line-length": 60})).pull() == configured
    assert await (await editor(tree)).pull() == before


async def test_a_saved_template_may_be_open(editor, tree):
    """An editor's text that its file has, too, is no reason to check anew."""
    await filled(editor, tree)
    rows(tree, "update results set value = replace(value, 'Use Cases', 'KEPT')")
    kept = await editor(tree)
    kept.type_template("", "")
    assert "KEPT" in str(await kept.pull())


async def test_templates_are_known(editor, tree):
    """The template of kept specs counts as read: an edit of it is one of all that they are checked by."""
    await filled(editor, tree)
    pulling, template = Pulling(tree), tree / "specs" / "template.rst"
    text, other = Text.of(template.read_text("utf-8")), Text.of("Another\n=======\n")
    assert not pulling.resolver.show(template, other)
    pulling.resolver.show(template, None)
    await pulling.pull({}, lambda pauses: None)
    assert pulling.resolver.is_template(template)
    assert not pulling.resolver.show(template, text)
    assert pulling.resolver.show(template, other)
    assert not pulling.resolver.show(tree / "specs" / "2026.1" / "good.rst", other)
    pulling.io_thread.end()


async def test_each_client_has_its_own(editor, tree):
    """Columns are counted as the client does."""
    await filled(editor, tree)
    for encoding in ("utf-8", "utf-32"):
        expected = await (await editor(tree, OFF, encoding)).pull()
        assert await (await editor(tree, None, encoding)).pull() == expected
        assert await (await editor(tree, None, encoding)).pull() == expected


async def test_a_result_of_another_day(editor, tree):
    """Diagnostics that depend on the day are kept for that day alone."""
    (tree / "spec-ls.toml").write_text('[[header.fields]]\nname = "Created"\n', "utf-8")
    expected = await filled(editor, tree)
    assert rows(tree, "select count(day) from results") > [(0,)]
    rows(tree, "update results set value = '[[], false, null, []]', day = '2020-02-02' where day is not null")
    assert await (await editor(tree)).pull() == expected


def broken_file(folder: Path) -> None:
    """Something else is where the database was."""
    Store(folder).file.write_bytes(b"no database" * 100)


def of_another_program(folder: Path) -> None:
    """A database with other tables."""
    Store(folder).file.unlink()
    rows(folder, "create table results (something)")


DAMAGE: dict[str, Callable[[Path], object]] = {
    "a broken file": broken_file,
    "a database of another program": of_another_program,
    "values that are no JSON": lambda folder: rows(folder, "update results set value = 'x'"),
    "values of another form": lambda folder: rows(folder, "update results set value = '[[1], 2]'"),
    "items of another form": lambda folder: rows(
        folder, "update results set value = '[[1], false, null, []]'"
    ),
    "numbers of reads that are cut": lambda folder: rows(folder, "update results set reads = x'0102'"),
    "reads of another form": lambda folder: rows(folder, "update reads set read = '[\"x\", [[]], 1]' || id"),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
async def test_a_broken_store_is_nothing(editor, tree, damage):
    """It changes no diagnostics, and a new one takes its place."""
    expected = await filled(editor, tree)
    damage(tree)
    assert await (await editor(tree)).pull() == expected
    assert await (await editor(tree)).pull() == expected
    assert rows(tree, "select count(*) from results") == [(len(expected),)]


async def test_no_store_can_be_written(editor, tree):
    """A folder is where the database would be: everything works without."""
    expected = await (await editor(tree, OFF)).pull()
    Store(tree).file.mkdir(parents=True)
    assert await (await editor(tree)).pull() == expected


async def test_two_servers_at_once(editor, tree):
    """Two servers that fill one store say what one says."""
    settle(tree)
    expected = await (await editor(tree, OFF)).pull()
    both = [await editor(tree), await editor(tree)]
    for _ in range(2):
        assert await asyncio.gather(*(one.pull() for one in both)) == [expected, expected]
    assert await (await editor(tree)).pull() == expected


class Pulling:
    """The parts of a server that check closed specs, in this process."""

    def __init__(self, folder: Path, is_on: bool = True) -> None:
        self.io_thread, client = IOThread(), Capabilities()
        self.resolver = TemplateResolver(Workspace(folder, (folder,)), self.io_thread, print, 1.0)
        self.resolver.settings = Layer()
        kept = KeptDiagnostics(self.resolver, self.io_thread, client, lambda: is_on)
        plain = converter().unstructure
        self.diagnostics = WorkspaceDiagnostics(self.resolver, client, lambda key: False, print, plain, kept)

    async def pull(self, previous: dict[str, str], change: Callable[[int], None]) -> tuple[dict, int]:
        """The reports, by URI, and how often the work paused; ``change`` is called at each pause."""
        sent, pauses = [], 0
        work = self.diagnostics.pull(previous, sent.extend, Progress(lambda *_: None, None, ""))
        while True:
            try:
                pause = next(work)
            except StopIteration as done:
                return {report["uri"]: report for report in [*sent, *done.value]}, pauses
            if isinstance(pause, Waiting):
                await pause.until()
            change(pauses)
            pauses += 1


async def test_files_and_the_store_are_left_to_their_thread(editor, tree):
    """The event loop's thread, in which keystrokes are handled, opens neither."""
    await filled(editor, tree)
    opened, watched = list[str](), [str(tree), str(Store(tree).file)]
    main = threading.get_ident()

    def note(event: str, arguments: tuple) -> None:
        """No hook can be taken off: this one has nothing to watch after the test."""
        if event in ("open", "os.scandir", "sqlite3.connect") and threading.get_ident() == main:
            opened.extend(event for path in watched if str(arguments[0]).startswith(path))

    sys.addaudithook(note)
    (tree / "specs" / "2026.1" / "good.rst").write_text(EMPTY_TESTING, "utf-8")
    noticed, opened[:] = list(opened), []
    pulling = Pulling(tree)
    reports, _ = await pulling.pull({}, lambda pauses: None)
    watched.clear()
    pulling.io_thread.end()
    assert reports
    assert noticed == ["open"]
    assert not opened


async def kept_but_one(folder: Path) -> None:
    """Keep the diagnostics of a few specs, and put a file before them that can never be kept."""
    folder.mkdir()
    specs = project(folder) / "specs" / "2026.1"
    (specs / "a.rst").write_bytes(b"\xff")
    for name in ("good", "lacks"):
        (specs / f"{name}.rst").write_text(LACKS_USE_CASES, "utf-8")
    settle(folder)
    for _ in range(1000):  # a file has only just changed
        pulling = Pulling(folder)
        await pulling.pull({}, lambda pauses: None)
        pulling.io_thread.end()
        if rows(folder, "select count(*) from results") == [(3,)]:
            return
    raise AssertionError("the results are never kept")


@pytest.mark.parametrize("is_on", [True, False], ids=["kept", "checked"])
async def test_a_change_at_any_moment_is_seen(tmp_path, is_on):
    """The next request gets it, however far the one before it was."""
    number, count = 0, 1
    while number < count:
        folder = tmp_path / str(number)
        await kept_but_one(folder)
        path, pulling = folder / "specs" / "2026.1" / "lacks.rst", Pulling(folder, is_on)

        def change(pauses: int, number=number, path=path, pulling=pulling) -> None:
            if pauses == number:
                path.write_text(SPEC, "utf-8")
                pulling.diagnostics.note_change([path])

        uri = uris.from_path(path)
        first, count = await pulling.pull({uri: "none"}, change)
        known = {name: report["resultId"] for name, report in first.items()}
        last, _ = await pulling.pull({**known, "file:///gone.rst": "none"}, lambda pauses: None)
        assert not last.get(uri, first[uri])["items"], f"at pause {number} of {count}"
        pulling.io_thread.end()
        number += 1
    assert count > 8
