"""What the extension says of spec-ls is what spec-ls says of itself; its package has what it needs, and no more."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from lsprotocol import types

from spec_ls import VERSION
from spec_ls.features.action_kinds import ActionKind
from spec_ls.features.token_types import MODIFIERS, TYPES
from spec_ls.lsp.client import Client
from spec_ls.lsp.handlers import HANDLERS
from spec_ls.lsp.handlers.execute_command import COMMANDS
from spec_ls.lsp.switches import FEATURES, OF_NO_REQUEST, switches_for
from spec_ls.schema import KEYS

from ..scenario import CACHE
from .editor import available
from .install import parts

ROOT = Path(__file__).parents[3]
EXTENSION = ROOT / "editors" / "vscode"
OURS = {"python", "server", "command", "trace.server", "statusBar", "hideDoubles"}
PACKAGE = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))
SOURCES = {path.name: path.read_text(encoding="utf-8") for path in (EXTENSION / "src").iterdir()}


def test_settings_are_those_of_the_server():
    """Each key of the server is a setting, each setting is a key or about the extension, and all are described."""
    groups = PACKAGE["contributes"]["configuration"]
    settings = {key: value for group in groups for key, value in group["properties"].items()}
    switches = {f"{FEATURES}.{feature}" for feature in _features()}
    assert {key.removeprefix("spec-ls.") for key in settings} == KEYS | OURS | switches
    off = {key.rpartition(".")[2] for key, one in settings.items() if FEATURES in key and not one["default"]}
    assert off == {name for name, on in switches_for(Client(crowded_by_lenses=True)).items() if not on}
    assert all(one.get("description") or one.get("markdownDescription") for one in settings.values())


def _features():
    """All features that settings can switch."""
    handlers = {handler.feature for handler in HANDLERS} | {command.feature for command in COMMANDS}
    return handlers - {""} | OF_NO_REQUEST


def test_what_is_left_to_esbonio():
    """The features that are switched off beside esbonio are features of the server."""
    listed = re.search(r"DOUBLED_FEATURES = \[(.*?)\]", SOURCES["esbonio.ts"])
    assert listed
    left = set(re.findall(r"[\w-]+", listed[1]))
    assert left
    assert left < _features()


def test_colours_of_own_tokens():
    """Types and modifiers of semantic tokens that are not LSP's have a description and a colour."""
    contributed = PACKAGE["contributes"]
    own = set(TYPES) - {type_.value for type_ in types.SemanticTokenTypes}
    assert {one["id"] for one in contributed["semanticTokenTypes"]} == own
    assert set(contributed["semanticTokenScopes"][0]["scopes"]) == own
    standard = {modifier.value for modifier in types.SemanticTokenModifiers}
    assert {one["id"] for one in contributed["semanticTokenModifiers"]} == set(MODIFIERS) - standard


def test_what_a_workspace_without_trust_may_not_set():
    """These are the settings that say what is run."""
    limited = PACKAGE["capabilities"]["untrustedWorkspaces"]
    launch = re.search(r"LAUNCH = \[(.*?)\]", SOURCES["settings.ts"])
    assert launch
    assert set(limited["restrictedConfigurations"]) == {
        f"spec-ls.{key}" for key in re.findall(r"\w+", launch[1])
    }
    assert limited["supported"] == "limited"


def test_commands_and_kinds():
    """Every command is there that is offered, and the kinds of actions are the server's."""
    commands = {one["command"].removeprefix("spec-ls.") for one in PACKAGE["contributes"]["commands"]}
    offered = {name for name in commands if not name.startswith("apply.")}
    bound = {one["command"] for one in PACKAGE["contributes"]["keybindings"]}
    assert {f"spec-ls.{name}" for name in commands - offered} == bound <= {one.name for one in COMMANDS}
    table = SOURCES["commands.ts"].split("> = {")[1].split("};")[0]
    assert set(re.findall(r"^ {4}(\w+)[:,]", table, re.MULTILINE)) == offered
    kinds = set(re.findall(r"= '(source\.\w+)'", SOURCES["sourceActions.ts"]))
    assert kinds == {ActionKind.INSERT_MISSING.value, ActionKind.ORDER.value}
    assert PACKAGE["activationEvents"] == ["onLanguage:restructuredtext"]


def test_versions():
    """The extension has the version of spec-ls, and needs the Python that spec-ls needs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert PACKAGE["version"] == VERSION
    oldest = re.search(r"OLDEST.*= \[(\d+), (\d+)\]", SOURCES["probe.ts"])
    assert oldest
    assert project["requires-python"] == f">={oldest[1]}.{oldest[2]}"


@pytest.fixture
def vsix(need):
    need(available())
    return parts(CACHE).vsix


def test_the_package(vsix, tmp_path):
    """It holds Python's sources alone, no tests and nothing compiled, and runs out of a folder of its own."""
    with zipfile.ZipFile(vsix) as package:
        names = package.namelist()
        package.extractall(tmp_path)
    assert not [
        name for name in names if re.search(r"\.(pyc|so|pyd|dll|map|ts)$|/tests?/|node_modules", name)
    ]
    assert {"extension/dist/extension.js", "extension/bundled/__main__.py", "extension/icon.png"} <= set(
        names
    )
    assert vsix.stat().st_size < 3_000_000
    command = [sys.executable, "-I", str(tmp_path / "extension" / "bundled"), "--version"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert PACKAGE["version"] in done.stdout
