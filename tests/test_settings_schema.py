"""The JSON schema of settings beside the reader of settings, with the library ``jsonschema`` as the judge."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from trees import REPOSITORY

from spec_ls.checks import CODES
from spec_ls.schema import KEYS, RECOGNISED_BY, parse
from spec_ls.setting_fields import EXTEND, TABLES
from spec_ls.settings_json_schema import settings_json_schema

SHIPPED = REPOSITORY / "spec_ls" / "spec-ls.schema.json"
PROFILES = sorted((REPOSITORY / "spec_ls" / "profiles").glob("*.toml"))
VALIDATOR = Draft7Validator(settings_json_schema(CODES))
PAGES = (
    "spec_ls/docs/settings.md",
    "spec_ls/docs/profiles.md",
    "editors/README.md",
    "editors/vscode/README.md",
)


def test_the_shipped_schema_is_the_generated_one() -> None:
    """The file in the package is that of this table of keys; it is a schema itself."""
    shipped = json.loads(SHIPPED.read_text("utf-8"))
    assert shipped == settings_json_schema(CODES), (
        "write it anew: python -m spec_ls config schema > spec_ls/spec-ls.schema.json"
    )
    Draft7Validator.check_schema(shipped)


def test_each_key_is_described() -> None:
    """The schema has the keys that are read, in each table, and each has a sentence about it."""
    schema = VALIDATOR.schema
    assert set(schema["properties"]) == KEYS | {RECOGNISED_BY, EXTEND}
    tables = {name: schema["definitions"][name]["properties"] for name in TABLES}
    assert {name: set(table) for name, table in tables.items()} == {k: set(t) for k, t in TABLES.items()}
    for table in (schema["properties"], *tables.values()):
        for key, form in table.items():
            assert re.fullmatch(r"[A-Z][^\n]*\.", form["description"]), key


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_profiles_are_valid(path: Path) -> None:
    """The schema accepts each profile."""
    VALIDATOR.validate(tomllib.loads(path.read_text("utf-8")))


def _examples() -> Iterator[dict[str, Any]]:
    """The settings in pages of the repository: tables of pyproject.toml, or files of their own."""
    for page in PAGES:
        text = (REPOSITORY / page).read_text("utf-8")
        for example in re.findall(r"^```toml\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
            found = tomllib.loads(example)
            found = found.get("tool", {}).get("spec-ls", found)
            if found.keys() & KEYS:
                yield found


@pytest.mark.parametrize("settings", list(_examples()))
def test_examples_are_valid(settings: dict[str, Any]) -> None:
    """The schema accepts the examples of the pages, and so does the reader."""
    VALIDATOR.validate(settings)
    assert parse(settings, CODES, in_file=True)[1] == ()


def test_settings_of_this_repository_are_valid() -> None:
    """The schema accepts settings of samples and of the repository itself, if there are any."""
    for path in [*(REPOSITORY / "tests" / "samples").rglob("*.toml"), REPOSITORY / "pyproject.toml"]:
        settings = tomllib.loads(path.read_text("utf-8"))
        VALIDATOR.validate(settings.get("tool", {}).get("spec-ls", {}))


RIGHT = (
    'extend = "other.toml"',
    'severity = { "rst-syntax" = "hint" }',
    "severity = {}",
    'stubs = "None yet"',
    "optional = true",
    'optional = "History"',
    "extra = false",
    'extra = ["Annex"]',
    'extensions = ".txt"',
    'sections = ["A", ["B", "C"], { title = "D", subsections = ["E"], exactly = true, with = "A" }]',
    'link = { any-of = ["x"], before = "y" }',
    'role-links = [{ role = "pep", any-of = "x" }]',
    'header = { kind = "bullets", fields = [{ name = "A", only-with = [{ value = "x", field = "B", any-of = ["y"] }] }] }',
    '[[paths]]\npath = "a/*"\ntemplate = ["a", "b"]\nspec = false\nseverity = { "rst-syntax" = "error" }',
)

WRONG = (
    "unknown = 1",
    "max-line-lenght = 79",
    'max-line-length = "79"',
    "max-line-length = 0",
    "max-line-length = true",
    "max-line-length = 7.5",
    "extend = 3",
    'extend = ""',
    'ignore = "rst-syntax"',
    'ignore = ["rst-sintax"]',
    "select = [1]",
    'severity = "error"',
    'severity = { "rst-sintax" = "error" }',
    'severity = { "rst-syntax" = "fatal" }',
    'severity = { "rst-syntax" = 1 }',
    "covered = 1",
    'line-rule = "none"',
    'white-space = "tabs"',
    'format-prose = "some"',
    "optional = false",
    "optional = 3",
    'extensions = ["rst"]',
    'sections = "A"',
    "sections = [1]",
    'sections = [{ titel = "A" }]',
    "sections = [{ exactly = true }]",
    'link = ["x"]',
    'link = { any = ["x"] }',
    'role-links = [{ role = "pep" }]',
    'header = { kind = "box" }',
    "header = { fields = [{ many = true }] }",
    'header = { fields = [{ name = "A", required = "yes" }] }',
    'header = { fields = [{ name = "A", dated-link = { date = "yyyy-mm-dd" } }] }',
    'paths = "a"',
    "paths = [1]",
    'paths = [{ template = "a" }]',
    'paths = [{ path = "a", profile = "rally" }]',
    'paths = [{ path = "a", extend = "b.toml" }]',
    'paths = [{ path = "a", spec = "no" }]',
)


@pytest.mark.parametrize("text", RIGHT)
def test_right_settings(text: str) -> None:
    """Schema and reader accept them."""
    settings = tomllib.loads(text)
    assert parse(settings, CODES, in_file=True)[1] == ()
    VALIDATOR.validate(settings)


@pytest.mark.parametrize("text", WRONG)
def test_wrong_settings(text: str) -> None:
    """Schema and reader reject them."""
    settings = tomllib.loads(text)
    assert parse(settings, CODES, in_file=True)[1] != ()
    assert not VALIDATOR.is_valid(settings)


def test_the_extension_of_vs_code_names_the_schema() -> None:
    """The file that the extension names for both names of settings files is the one that the package brings."""
    package = json.loads((REPOSITORY / "editors" / "vscode" / "package.json").read_text("utf-8"))
    (rule,) = package["contributes"]["tomlValidation"]
    assert rule["fileMatch"] == ["spec-ls.toml", ".spec-ls.toml"]
    bundled = rule["url"].removeprefix("./bundled/")
    assert (REPOSITORY / bundled) == SHIPPED
