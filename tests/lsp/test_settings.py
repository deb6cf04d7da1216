"""Templates and settings that change, are broken, or come from the editor."""

import pytest
from lsprotocol import types
from trees import link

from spec_ls.lsp import uris

from .samples import LACKS_USE_CASES, SPEC, TEMPLATE, UNTIDY

pytestmark = pytest.mark.asyncio(loop_scope="session")

# Asks for one section more than the template of the project.
LONGER = TEMPLATE + "\nHistory\n=======\n\nWhen did what change?\n"


def template(client):
    """The file of the project's template."""
    return client.folder / "specs" / "template.rst"


def codes(published):
    """The codes of what was published."""
    return sorted(str(diagnostic.code) for diagnostic in published.diagnostics)


def configure(client, settings):
    """Notify the server of changed settings."""
    client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings))


async def test_initialization_options_choose_a_template(start, tmp_path):
    """A template named in the options serves every file, also one outside of any layout."""
    (tmp_path / "other.rst").write_text(LONGER, encoding="utf-8")
    client = await start(options={"template": "./other.rst"})
    published = await client.open((client.folder / "notes.rst").as_uri(), SPEC)
    assert [diagnostic.message.split("\n")[0] for diagnostic in published.diagnostics] == [
        'still to write: "History"'
    ]


async def test_new_settings_count_at_once(start, spec):
    """Changed settings are applied to open documents, and taken back to the options by empty ones."""
    client = await start(options={"ignore": ["line-too-long"]})
    text = SPEC.replace("😀 Tune them.", "tune " * 30 + "it.")
    published = await client.open(uri := spec(client), text)
    assert codes(published) == []
    client.published.clear()
    configure(client, {"spec-ls": {"ignore": []}})
    assert codes(await client.checked(uri, 1)) == ["line-too-long"]
    client.published.clear()
    configure(client, {})
    assert codes(await client.checked(uri, 1)) == []


async def test_an_editor_can_tell_of_paths_and_gates(start):
    """An editor's settings take the keys of a project's file: what is a spec, its template, what its gate does."""
    client = await start(options={"paths": [{"path": "notes/*", "template": "specs/template.rst"}]})
    uri = (client.folder / "notes" / "a.rst").as_uri()
    published = await client.open(uri, "=====\nTitle\n=====\n\nText.\n")
    found = {diagnostic.code: diagnostic.severity for diagnostic in published.diagnostics}
    assert found["missing-section"] == types.DiagnosticSeverity.Error
    client.published.clear()
    configure(client, {"spec-ls": {"covered": False}})
    published = await client.checked(uri, 1)
    assert types.DiagnosticSeverity.Error not in {diagnostic.severity for diagnostic in published.diagnostics}
    client.published.clear()
    configure(client, {"spec-ls": {"paths": [{"path": "notes/*", "spec": False}]}})
    assert codes(await client.checked(uri, 1)) == []
    configure(client, {"spec-ls": {"paths": [{"path": "notes/*", "specs": False}]}})
    (message,) = await client.until(lambda: client.messages or None)
    assert message.message == 'spec-ls settings: "paths[1].specs": unknown key, did you mean "spec"?'


async def test_names_of_conf_py_count_as_soon_as_it_changes(start, spec):
    """A role that a changed conf.py defines is known at once where the client watches files, and then no more."""
    client = await start()
    published = await client.open(uri := spec(client), SPEC.replace("😀 Tune them.", "Tune :hub:`them`."))
    assert codes(published) == ["rst-syntax"]
    conf_py = client.folder / "doc" / "source" / "conf.py"
    conf_py.parent.mkdir(parents=True)
    for content, expected in (
        ("extlinks = {'hub': ()}\n", []),
        ("extlinks = {'tub': ()}  #\n", ["rst-syntax"]),
    ):
        conf_py.write_text(content, encoding="utf-8")
        client.published.clear()
        change = types.FileEvent(conf_py.as_uri(), types.FileChangeType.Changed)
        client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([change]))
        assert codes(await client.checked(uri, 1)) == expected


async def test_settings_of_doc8_count_as_soon_as_they_change(start, spec):
    """A limit in doc8's file counts at once where the client watches files, and then no more."""
    client = await start()
    published = await client.open(uri := spec(client), SPEC.replace("😀 Tune them.", "tune " * 18 + "it."))
    assert codes(published) == ["line-too-long"]
    tox = client.folder / "tox.ini"
    for content, expected in (
        ("[doc8]\nmax-line-length = 100\n", []),
        ("[doc8]\nmax-line-length = 60\n", ["line-too-long"]),
        ("[doc8]\nignore = D001\n", []),
    ):
        tox.write_text(content, encoding="utf-8")
        client.published.clear()
        change = types.FileEvent(tox.as_uri(), types.FileChangeType.Changed)
        client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([change]))
        assert codes(await client.checked(uri, 1)) == expected


async def test_settings_that_are_not_sent_are_asked_for(start, spec):
    """A client that announces a change without settings is asked for them."""
    client = await start()
    await client.open(uri := spec(client), UNTIDY)
    client.set_configuration({"select": ["misordered-section"]}, section="spec-ls")
    client.published.clear()
    configure(client, None)
    assert codes(await client.checked(uri, 1)) == ["misordered-section"]


async def test_a_changed_template_is_seen_at_the_next_check(plain, spec):
    """Without a notification of the client, the last edit is checked against the template as it is then."""
    await plain.open(uri := spec(plain), SPEC)
    for text, old, new, expected in (
        (LONGER, "😀 Tune", "𝄞 Tune", ["missing-section"]),
        (TEMPLATE, "𝄞 Tune", "😀 Tune", []),
    ):
        template(plain).write_text(text, encoding="utf-8")
        await plain.replace(uri, old, new)
        await plain.until(lambda expected=expected: codes(plain.published[uri][-1]) == expected or None)
        assert plain.published[uri][-1].version == plain.versions[uri]


async def test_watched_files_are_asked_for_and_used(start, spec):
    """A client that can watch files is asked to; when a template changes, open specs are checked again."""
    client = await start()
    await client.open(uri := spec(client), SPEC)
    (registration,) = await client.until(lambda: client.registered or None)
    assert registration.method == types.WORKSPACE_DID_CHANGE_WATCHED_FILES
    patterns = [watcher["globPattern"] for watcher in registration.register_options["watchers"]]
    assert patterns == [
        "**/*.rst",
        "**/*.toml",
        "**/conf.py",
        "**/doc8.ini",
        "**/tox.ini",
        "**/pep8.ini",
        "**/setup.cfg",
        "**/.editorconfig",
    ]  # Emacs 30: no * in braces
    template(client).write_text(LONGER, encoding="utf-8")
    client.published.clear()
    event = types.FileEvent(template(client).as_uri(), types.FileChangeType.Changed)
    client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))
    assert codes(await client.checked(uri, 1)) == ["missing-section"]


async def test_saving_looks_at_the_files_again(plain, spec):
    """A saved document may be a template: the open specs are checked again."""
    await plain.open(uri := spec(plain), SPEC)
    plain.published.clear()
    saved = types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(template(plain).as_uri()))
    template(plain).write_text(LONGER, encoding="utf-8")
    plain.text_document_did_save(saved)
    assert codes(await plain.checked(uri, 1)) == ["missing-section"]
    plain.published.clear()
    template(plain).write_text(TEMPLATE, encoding="utf-8")
    plain.text_document_did_save(saved)
    assert codes(await plain.checked(uri, 1)) == []


async def test_project_settings_are_read_and_said_with_their_line(start, spec):
    """Settings of the project count, and a wrong one is shown with file and line, once."""
    client = await start()
    path = client.folder / "pyproject.toml"
    path.write_text("[tool.spec-ls]\nignore = ['missing-section']\nselct = []\n", encoding="utf-8")
    published = await client.open(uri := spec(client), UNTIDY)
    assert "missing-section" not in codes(published)
    await client.replace(uri, "😀 Tune", "𝄞 Tune")
    (message,) = client.messages
    assert message.message.startswith(f'{path}:3: "selct": unknown key')


async def test_a_broken_template_is_said_once_and_again_when_it_broke_anew(start, spec):
    """File and line of what is wrong are shown once; checks of the text alone go on."""
    client = await start()
    template(client).write_text("text without any section\n", encoding="utf-8")
    text = LACKS_USE_CASES.replace("😀 Tune them.", "tune " * 30 + "it.")
    published = await client.open(uri := spec(client), text)
    assert codes(published) == ["line-too-long"]
    await client.replace(uri, "tune ", "𝄞 ")
    await client.open(spec(client), SPEC)
    (message,) = client.messages
    assert message.message.startswith(f"{template(client)}:1: ")
    template(client).write_text(TEMPLATE, encoding="utf-8")
    saved = types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(template(client).as_uri()))
    client.text_document_did_save(saved)
    await client.until(lambda: "missing-section" in codes(client.published[uri][-1]) or None)
    template(client).write_text("other text without any section\n", encoding="utf-8")
    client.text_document_did_save(saved)
    await client.until(lambda: len(client.messages) == 2 or None)


@pytest.mark.parametrize("name", ["../../../secret.rst", "{secret}", "link.rst", "text.rst"])
async def test_a_document_cannot_show_a_file_elsewhere(start, spec, tmp_path_factory, name):
    """A comment that names one is a finding, the project's template serves, and no answer has a word of the file."""
    client = await start()
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.rst"
    secret.write_text(TEMPLATE.replace("Use Cases", "Secret words"), encoding="utf-8")
    (client.folder.parent / "secret.rst").write_bytes(secret.read_bytes())
    folder = client.folder / "specs" / "2026.1"
    link(folder / "link.rst", str(secret))
    (folder / "text.rst").write_text("../../../secret.rst", encoding="utf-8")
    text = f".. spec-ls: template={name.format(secret=secret)}\n\n{LACKS_USE_CASES}"
    published = await client.open(uri := spec(client), text)
    assert {"template-outside", "missing-section"} <= set(codes(published))
    (found,) = [found for found in published.diagnostics if found.code == "template-outside"]
    assert (found.range.start.line, found.severity) == (0, types.DiagnosticSeverity.Warning)
    document = types.TextDocumentIdentifier(uri)
    hovers = [
        await client.text_document_hover_async(types.HoverParams(document, types.Position(line, 1)))
        for line in range(text.count("\n"))
    ]
    completion = await client.text_document_completion_async(
        types.CompletionParams(document, types.Position(text.count("\n"), 0))
    )
    assert "Secret" not in f"{hovers}{completion}{client.published}{client.messages}"
    assert client.messages == []
    await client.replace(uri, "template=", "tamplate=")
    await client.until(lambda: "template-outside" not in codes(client.published[uri][-1]) or None)


@pytest.mark.parametrize("name", [".spec-ls.toml", "spec-ls.toml", "pyproject.toml"])
async def test_changed_settings_and_what_they_extend_count_at_once(start, spec, name):
    """A settings file of each name, and the file that it extends, are used anew when the client says that they changed."""
    client = await start()
    header = "[tool.spec-ls]\n" if name == "pyproject.toml" else ""
    shared = client.folder / "config" / "shared.toml"
    shared.parent.mkdir()
    shared.write_text("max-line-length = 79\n", encoding="utf-8")
    (client.folder / name).write_text(f'{header}extend = "config/shared.toml"\n', encoding="utf-8")
    text = SPEC.replace("😀 Tune them.", "tune " * 18 + "it.")
    published = await client.open(uri := spec(client), text)
    assert [finding.severity for finding in published.diagnostics] == [types.DiagnosticSeverity.Error]
    for content, expected in (
        ('severity = {"line-too-long" = "hint"}\n', [types.DiagnosticSeverity.Hint]),
        ("max-line-length = 100\n", []),
    ):
        shared.write_text(content, encoding="utf-8")
        client.published.clear()
        change = types.FileEvent(shared.as_uri(), types.FileChangeType.Changed)
        client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([change]))
        found = await client.checked(uri, 1)
        assert [finding.severity for finding in found.diagnostics] == expected


async def test_an_editor_gives_severities(start, spec):
    """Severities by code are taken from an editor as from a file."""
    client = await start(options={"severity": {"missing-section": "information"}})
    published = await client.open(spec(client), LACKS_USE_CASES)
    (found,) = [found for found in published.diagnostics if found.code == "missing-section"]
    assert found.severity == types.DiagnosticSeverity.Information


async def test_settings_that_name_a_file_elsewhere_are_said_once(start, spec):
    """The message has file, line and key; the project's template serves."""
    client = await start()
    (client.folder.parent / "secret.rst").write_text(TEMPLATE, encoding="utf-8")
    path = client.folder / "spec-ls.toml"
    path.write_text('\ntemplate = "../secret.rst"\n', encoding="utf-8")
    published = await client.open(uri := spec(client), LACKS_USE_CASES)
    assert "missing-section" in codes(published)
    await client.replace(uri, "😀 Tune", "𝄞 Tune")
    await client.open(spec(client), SPEC)
    (message,) = client.messages
    assert message.message.startswith(f'{path}:2: "template": "../secret.rst" is not read: ')


async def test_a_pattern_that_takes_too_long_freezes_nothing(start, spec):
    """The document that it slows down says so once, with the setting's place; others are answered as ever."""
    client = await start()
    path = client.folder / "spec-ls.toml"
    path.write_text('\nline-rule = "length"\nexempt-lines = "(a+)+$"\n', encoding="utf-8")
    text = SPEC + f"\n{'a' * 5_000}!\n" * 100
    published = await client.open(spec(client), text)
    (found,) = [found for found in published.diagnostics if found.code == "check-incomplete"]
    assert '"(a+)+$" in exempt-lines (spec-ls.toml:3) takes too long' in found.message
    assert codes(await client.open(spec(client), SPEC)) == []


async def test_a_template_that_nothing_names(start):
    """A new document gets the template of those around it, and no other file does; nothing is an error."""
    client, lacking = await start(), SPEC.replace("Testing\n=======", "Results\n=======")
    papers = client.folder / "papers"
    papers.mkdir()
    (papers / "template.rst").write_text(TEMPLATE, encoding="utf-8")
    for number in range(1, 7):
        (papers / f"{number}-x.rst").write_text(SPEC, encoding="utf-8")
    published = await client.open((papers / "7-x.rst").as_uri(), lacking)
    assert [(diagnostic.code, diagnostic.severity) for diagnostic in published.diagnostics] == [
        ("missing-section", types.DiagnosticSeverity.Information)
    ]
    (client.folder / "notes").mkdir()
    assert codes(await client.open((client.folder / "notes" / "7-x.rst").as_uri(), lacking)) == []
    assert codes(await client.open((papers / "template.rst").as_uri(), TEMPLATE)) == []


async def test_an_open_template_counts_as_it_is_in_the_buffer(start, spec):
    """Half-edited, too, whichever was opened first; when it is closed, the file counts again."""
    client = await start()
    uri = uris.from_path(template(client))
    await client.open(uri, TEMPLATE)
    published = await client.open(document := spec(client), SPEC)
    assert codes(published) == []
    client.published.clear()
    await client.replace(
        uri, "References\n==========\n", "History\n=======\n\nWhen?\n\nReferences\n==========\n"
    )
    assert codes(await client.checked(document, 1)) == ["missing-section"]
    client.published.clear()
    await client.close(uri)
    assert codes(await client.checked(document, 1)) == []
