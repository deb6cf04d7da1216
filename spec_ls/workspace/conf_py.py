"""The names that a repository's ``conf.py``, Sphinx's configuration, defines for its documents.

The file is read as text with ``ast`` and never run.  What it computes is not known here, so names may be
missing.
"""

from __future__ import annotations

import ast
import os
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from spec_ls.config import Config
from spec_ls.rst.sphinx_names import NO_NAMES, Names, names_of_extensions, normal_name
from spec_ls.workspace import file_snapshots
from spec_ls.workspace.files import MAX_SETTINGS_SIZE, Unreadable, follow_links, note_unreadable, read_bytes
from spec_ls.workspace.raw_reads import FileStatus
from spec_ls.workspace.read_failures import collecting, reason

NAME = "conf.py"
_FOLDERS = ("doc/source", "docs/source", "doc", "docs")
"""Where a repository has its ``conf.py`` if there is none above the spec, in the order of preference."""

_OF_ROLES = frozenset({"add_role", "add_generic_role", "register_local_role", "register_canonical_role"})
_OF_DIRECTIVES = frozenset({"add_directive", "register_directive"})
_OF_BOTH = frozenset({"add_object_type", "add_crossref_type"})
_SUBSTITUTION = re.compile(r"^[ \t]*\.\.[ \t]+\|(?![ |])([^|\n]+)\|[ \t]", re.MULTILINE)
_ROLE = re.compile(r"^[ \t]*\.\.[ \t]+role::[ \t]+([\w.+:-]+)", re.MULTILINE)
_TARGET = re.compile(r"^[ \t]*\.\.[ \t]+_(?!_)(?:`([^`\n]+)`|([^`:\n][^:\n]*)):(?:[ \t]|$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ConfPy:
    """A ``conf.py`` and the names that it defines; ``problem`` is the reason why it is ignored."""

    path: Path
    names: Names = NO_NAMES
    problem: str | None = None


class ConfPyFiles:
    """Finds and reads ``conf.py``; a file that changed is read again.  Holds caches alone."""

    def __init__(self) -> None:
        self._loaded: dict[tuple[Path, Path], tuple[FileStatus, ConfPy]] = {}
        self._configs: dict[Path, tuple[Config, Names, Config]] = {}

    def nearest(self, folder: Path, top: Path) -> ConfPy | None:
        """The ``conf.py`` in effect in a folder below ``top``, that of the repository or workspace.

        It is the nearest in ``folder`` or above, else that in one of the usual folders for documentation.
        """
        for candidate in _candidates(folder, top):
            status = file_snapshots.status(candidate)
            if status is None or not status.is_file:
                continue
            known = self._loaded.get((candidate, top))
            if known is None or known[0] != status:
                with collecting() as failures:
                    known = (status, load(candidate, top))
                if not failures:
                    self._loaded[candidate, top] = known
            return known[1]
        return None

    def with_names(self, config: Config, folder: Path, top: Path) -> Config:
        """Settings with the names of the ``conf.py`` in effect in a folder: one object while both stay."""
        conf_py = file_snapshots.once_in_a_look(self.nearest, folder, top)
        if conf_py is None or conf_py.names == NO_NAMES:
            return config
        known = self._configs.get(folder)
        if known is None or known[0] is not config or known[1] != conf_py.names:
            known = self._configs[folder] = (config, conf_py.names, _merged(config, conf_py.names))
        return known[2]


def load(path: Path, top: Path) -> ConfPy:
    """Read a ``conf.py``.  Never raises: one that leads out of ``top`` or cannot be read has a problem."""
    try:
        target = os.path.realpath(follow_links(path), strict=True)
        if not Path(target).is_relative_to(os.path.realpath(top)):
            return ConfPy(path, problem=f'a link out of "{top}"')
        content = read_bytes(Path(target), MAX_SETTINGS_SIZE)
    except Unreadable as error:
        return ConfPy(path, problem=str(error))
    except OSError as error:
        note_unreadable(path, error, reason(error))
        return ConfPy(path, problem=reason(error))
    if len(content) >= MAX_SETTINGS_SIZE:
        return ConfPy(path, problem=f"{MAX_SETTINGS_SIZE // 1024**2} MB or larger")
    try:
        return ConfPy(path, names_in(content))
    except SyntaxError as error:
        where = f", line {error.lineno}" if error.lineno else ""
        return ConfPy(path, problem=f"no Python that can be parsed{where}: {error.msg}")
    except (ValueError, RecursionError, MemoryError) as error:
        return ConfPy(path, problem=f"no Python that can be parsed: {type(error).__name__}")


def names_in(source: bytes) -> Names:
    """The names that the source of a ``conf.py`` defines.

    Raises ``SyntaxError``, ``ValueError``, ``RecursionError`` or ``MemoryError`` for what cannot be parsed.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # such as that of an escape sequence that Python does not know
        tree = ast.parse(source)
    found = _Found()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            _read_call(found, node)
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                _read_assignment(found, target, node.value)
        elif isinstance(node, ast.AugAssign | ast.AnnAssign) and node.value is not None:
            _read_assignment(found, node.target, node.value)
    return found.names()


class _Found:
    """The names of a ``conf.py`` while it is read."""

    def __init__(self) -> None:
        self.roles: set[str] = set()
        self.directives: set[str] = set()
        self.extensions: set[str] = set()
        self.texts: list[str] = []

    def names(self) -> Names:
        """All names, those of the extensions and of ``rst_prolog`` and ``rst_epilog`` included."""
        roles, substitutions, targets = set(self.roles), set[str](), set[str]()
        for text in self.texts:
            roles.update(_ROLE.findall(text))
            substitutions.update(_SUBSTITUTION.findall(text))
            targets.update(quoted or plain for quoted, plain in _TARGET.findall(text))
        return Names(
            roles=_normal(roles),
            directives=_normal(self.directives),
            substitutions=_normal(substitutions),
            targets=_normal(targets),
        ).with_others(names_of_extensions(self.extensions))


def _read_assignment(found: _Found, target: ast.expr, value: ast.expr) -> None:
    """``extensions = ...``, ``extlinks = ...``, ``extlinks["x"] = ...``, ``rst_prolog = ...``."""
    if isinstance(target, ast.Name):
        _read_value(found, target.id, value)
    elif isinstance(target, ast.Subscript) and _is_named(target.value, "extlinks"):
        found.roles.update(_text(target.slice))


def _read_value(found: _Found, name: str, value: ast.expr) -> None:
    if name == "extensions":
        found.extensions.update(_texts(value))
    elif name == "extlinks":
        found.roles.update(_keys(value))
    elif name in ("rst_prolog", "rst_epilog"):
        found.texts += _texts(value)


def _read_call(found: _Found, call: ast.Call) -> None:
    """``app.add_role("x", ...)`` and the like, ``extlinks.update(...)``, ``extensions.append(...)``."""
    function = call.func
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        if function.value.id == "extlinks" and function.attr == "update":
            found.roles.update(keyword.arg for keyword in call.keywords if keyword.arg)
            for argument in call.args:
                found.roles.update(_keys(argument))
        elif function.value.id == "extensions" and function.attr in ("append", "extend", "insert"):
            for argument in call.args:
                found.extensions.update(_texts(argument))
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    named = [keyword.value for keyword in call.keywords if keyword.arg in ("name", "directivename")]
    first = list(_text(*call.args[:1], *named))
    if name in _OF_ROLES:
        found.roles.update(first)
    elif name in _OF_DIRECTIVES:
        found.directives.update(first)
    elif name in _OF_BOTH:
        roles = [keyword.value for keyword in call.keywords if keyword.arg == "rolename"]
        found.directives.update(first)
        found.roles.update(_text(*call.args[1:2], *roles))


def _keys(value: ast.expr) -> Iterator[str]:
    """The keys of the dicts in an expression, where they are texts."""
    for node in ast.walk(value):
        if isinstance(node, ast.Dict):
            yield from _text(*(key for key in node.keys if key is not None))
        elif isinstance(node, ast.Call) and _is_named(node.func, "dict"):
            yield from (keyword.arg for keyword in node.keywords if keyword.arg)


def _texts(value: ast.expr) -> list[str]:
    return list(_text(*ast.walk(value)))


def _text(*nodes: ast.AST) -> Iterator[str]:
    yield from (
        node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def _is_named(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _normal(names: set[str]) -> frozenset[str]:
    return frozenset(filter(None, map(normal_name, names)))


def _merged(config: Config, names: Names) -> Config:
    return replace(
        config,
        known_roles=config.known_roles | names.roles,
        known_directives=config.known_directives | names.directives,
        known_substitutions=config.known_substitutions | names.substitutions,
        known_options=config.known_options | names.options,
        known_targets=config.known_targets | names.targets,
    )


def _candidates(folder: Path, top: Path) -> Iterator[Path]:
    """The paths at which a ``conf.py`` may be, the first to be taken first."""
    if folder.is_relative_to(top):
        for above in (folder, *folder.parents):
            yield above / NAME
            if above == top:
                break
    else:
        yield folder / NAME
    for usual in _FOLDERS:
        yield top / usual / NAME
