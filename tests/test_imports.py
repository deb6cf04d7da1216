"""The shape of the code: imports point upward only, each outside library has its one place, values are frozen."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

PACKAGE = Path(__file__).parent.parent / "spec_ls"

LAYERS = (
    "version",
    "profiles",
    "quoting",
    "latest",
    "text",
    "dates",
    "findings",
    "deadline",
    "field_rules",
    "config",
    "patterns",
    "line_patterns",
    "layer",
    "setting_values",
    "setting_reader",
    "header_schema",
    "section_schema",
    "setting_fields",
    "schema",
    "settings_json_schema",
    "setting_texts",
    "rst",
    "model",
    "doc8",
    "spec",
    "check",
    "suppressions",
    "edits",
    "checks",
    "features",
    "workspace",
    "report",
    "doctor",
    "adopt",
    "cli",
    "api",
    "testing",
    "lsp",
    "__main__",
)
"""The parts of spec_ls from the innermost out; a part may import itself and those above it in this list."""

LOADER = PACKAGE / "cli" / "server.py"
"""The one module that imports from a lower layer, lsp; it is itself imported only within a function."""

HOMES = {
    "docutils": "rst",
    "editorconfig": "workspace",
    "pathspec": "workspace",
    "pytest": "testing",
    "platformdirs": "workspace",
    "rich": "report",
    "regex": "line_patterns",
    "shtab": "cli",
    "watchfiles": "cli",
    **dict.fromkeys(("pygls", "lsprotocol", "cattrs", "websockets"), "lsp"),
}
"""The outside libraries, and the one part that imports each."""

FILE_MODULES = {"glob", "io", "shutil", "tempfile", "importlib.resources"}
FILE_CALLS = {
    *(
        "read_text",
        "read_bytes",
        "write_text",
        "write_bytes",
        "exists",
        "lexists",
        "is_file",
        "is_dir",
        "isfile",
    ),
    *("isdir", "islink", "is_symlink", "stat", "lstat", "iterdir", "rglob", "scandir", "listdir", "readlink"),
    *("samefile", "mkdir", "makedirs", "touch", "unlink", "chmod", "realpath", "expanduser"),
}
"""Functions and methods that read or change the file system and share their name with none of ours."""

ALLOWED_CALLS = {("cli/inputs.py", "isdir")}
"""A PATH on the command line is a folder or a file before workspace gets it."""


class Import(NamedTuple):
    """One imported module, and whether that happens only when a function runs, or for type checkers alone."""

    module: str
    lazy: bool


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def part_of(path: Path) -> str:
    """The layer that a module of spec_ls belongs to; empty for spec_ls itself."""
    first = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return "" if first == "__init__" else first


def imports(tree: ast.AST, package: str, lazy: bool = False) -> Iterator[Import]:
    """All imports in a tree, those in functions included."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, lazy) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: -node.level + 1 or None] if node.level else []
            base = ".".join([*above, *filter(None, [node.module])])
            yield from (Import(f"{base}.{alias.name}", lazy) for alias in node.names)
        else:
            function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            for_types = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
            yield from imports(node, package, lazy or function or for_types)


def imports_of(path: Path) -> list[Import]:
    return imports_in(path, path.read_text("utf-8"))


def imports_in(path: Path, source: str) -> list[Import]:
    """The imports of a module at ``path`` with this source."""
    package = ".".join(("spec_ls", *path.relative_to(PACKAGE).parts[:-1]))
    return list(imports(ast.parse(source), package))


def layer_faults(path: Path, found: list[Import]) -> list[str]:
    """The imports of a module that are below the module itself."""
    own, faults = part_of(path), []
    for module, lazy in found:
        package, _, rest = module.partition(".")
        other = rest.partition(".")[0]
        if package != "spec_ls" or other not in LAYERS or (path == LOADER and other == "lsp"):
            continue
        loads = f"{module}.".startswith("spec_ls.cli.server.") and not lazy
        if not own or LAYERS.index(other) > LAYERS.index(own) or loads:
            faults.append(f"{own or 'spec_ls'} imports {module}")
    return faults


def library_faults(path: Path, found: list[Import]) -> list[str]:
    """The imports of outside libraries that belong to another part."""
    own, faults = part_of(path), []
    for module, _ in found:
        library = module.partition(".")[0]
        if library == "spec_ls" or library in sys.stdlib_module_names:
            continue
        if HOMES.get(library) != own:
            faults.append(f"{own} imports {module}")
    return faults


def file_faults(path: Path, tree: ast.AST, found: list[Import]) -> list[str]:
    """The uses of the file system outside of workspace/."""
    if part_of(path) == "workspace":
        return []
    name = path.relative_to(PACKAGE).as_posix()
    faults = [
        module for module, _ in found if any(f"{module}.".startswith(f"{reader}.") for reader in FILE_MODULES)
    ]
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
            method = isinstance(node.func, ast.Attribute)
            called = node.func.attr if method else node.func.id
            reads = called in FILE_CALLS or (called == "open" and not method)
            if reads and (name, called) not in ALLOWED_CALLS:
                faults.append(f"{called} in line {node.lineno}")
    return faults


def dataclasses_of(tree: ast.AST) -> Iterator[ast.ClassDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and any(
            "dataclass" in ast.dump(decorator) for decorator in node.decorator_list
        ):
            yield node


def is_frozen(node: ast.ClassDef) -> bool:
    (decorator,) = node.decorator_list
    given = {keyword.arg for keyword in decorator.keywords} if isinstance(decorator, ast.Call) else set()
    return given >= {"frozen", "slots"}


def each_module(function):
    return pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())(
        function
    )


@each_module
def test_every_module_has_a_place_in_the_order(path):
    """A module belongs to a layer that is named here, or is spec_ls itself."""
    assert part_of(path) in {"", *LAYERS}


@each_module
def test_imports_point_upward(path):
    """No module imports a lower layer, except for the command, which loads the server."""
    assert layer_faults(path, imports_of(path)) == []


@each_module
def test_an_outside_library_has_one_home(path):
    """Only rst/ imports docutils, only lsp/ the protocol's libraries, and nothing else is imported at all."""
    assert library_faults(path, imports_of(path)) == []


@each_module
def test_only_workspace_reads_the_file_system(path):
    """No other part opens, lists or examines files."""
    tree = ast.parse(path.read_text("utf-8"))
    assert file_faults(path, tree, imports_of(path)) == []


@each_module
def test_data_never_changes(path):
    """Every dataclass is frozen and has slots, except for the one that collects a command's results."""
    loose = {node.name for node in dataclasses_of(ast.parse(path.read_text("utf-8"))) if not is_frozen(node)}
    assert loose == ({"Fixing"} if path == PACKAGE / "cli" / "fixing.py" else set())


def test_the_map_is_in_the_order_of_imports():
    """spec_ls/README.md's map has each module once, behind all that it imports."""
    page = (PACKAGE / "README.md").read_text("utf-8").partition("\n## The map\n")[2].partition("\n## ")[0]
    listed = re.findall(r"`([\w/]+\.py)`", page)
    there = {
        name
        for path in modules()
        if (name := path.relative_to(PACKAGE).as_posix()).split("/")[-1] != "__init__.py"
    }
    assert sorted(listed) == sorted(there)
    faults = []
    for number, name in enumerate(listed):
        for module, lazy in imports_of(PACKAGE / name):
            package, _, rest = module.partition(".")
            behind = [rest.replace(".", "/") + ".py", rest.rpartition(".")[0].replace(".", "/") + ".py"]
            if package == "spec_ls" and not lazy:
                faults += [f"{name} imports {other}" for other in behind if other in listed[number + 1 :]]
    assert faults == []


def test_text_needs_the_standard_library_alone():
    """The innermost module imports nothing of ours."""
    assert not [module for module, _ in imports_of(PACKAGE / "text.py") if module.startswith("spec_ls")]


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("model/outline.py", "from spec_ls.checks import run"),
        ("model/outline.py", "from ..checks import run"),
        ("model/outline.py", "def late():\n    import spec_ls.spec"),
        ("cli/check.py", "from spec_ls.lsp.server import serve"),
        ("cli/__init__.py", "from spec_ls.cli.server import server"),
        ("text.py", "from spec_ls import findings"),
        ("__init__.py", "from spec_ls.text import Text"),
    ],
)
def test_an_import_downward_is_seen(module, source):
    """Whole, relative and late imports of a lower layer all count."""
    assert layer_faults(PACKAGE / module, imports_in(PACKAGE / module, source))


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("features/hover.py", "from docutils import nodes"),
        ("rst/scan.py", "import pygls"),
        ("text.py", "import attrs"),
    ],
)
def test_a_library_away_from_home_is_seen(module, source):
    """A library that another part owns, or that nobody declared, counts."""
    assert library_faults(PACKAGE / module, imports_in(PACKAGE / module, source))


@pytest.mark.parametrize(
    "source",
    [
        "open('x')",
        "path.read_text()",
        "os.scandir('.')",
        "import shutil",
        "from importlib.resources import files",
    ],
)
def test_reading_the_file_system_is_seen(source):
    """Builtins, methods of paths and modules that open files all count."""
    path = PACKAGE / "checks" / "run.py"
    assert file_faults(path, ast.parse(source), imports_in(path, source))


PROJECTS = re.compile(
    r"\b(?:openstack|launchpad|storyboard|opendev|gerrit|nova|heat|keystone|ironic|glance|starlingx|airship"
    r"|cpython|numpy|scikit|scipy|matplotlib(?!\.sphinxext)|networkx|astropy|plasmapy|gammapy|mapserver|django|haskell|ghc|check-peps)\b",
    re.IGNORECASE,
)
HOST = re.compile(r"\b[\w-]+\.(?:org|com|net|io|dev)\b")
ALLOWED_HOSTS = frozenset(
    {"example.org", "example.com", "creativecommons.org", "json-schema.org", "schemastore.org"}
)
"""Hosts of examples, of the licences which templates ask for, and of schemas that files name."""
HOSTS_OF_FORMATS = frozenset({"github.com", "gitlab.com", "oasis-open.org"})
"""Hosts of the descriptions of formats, each named where the format is written."""


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_project_is_named_outside_of_profiles(path: Path) -> None:
    """Names of projects, their hosts and addresses are data in profiles/ and stand nowhere else."""
    if part_of(path) == "profiles":
        return
    text = path.read_text("utf-8")
    assert PROJECTS.findall(text) == []
    is_format = path.is_relative_to(PACKAGE / "report" / "formats")
    assert set(HOST.findall(text)) <= ALLOWED_HOSTS | (HOSTS_OF_FORMATS if is_format else frozenset())
