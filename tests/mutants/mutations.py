"""Mutants of modules: one small change to one function, as compiled code that can take the function's place.

The changes are those of mutmut's operators, and two more: a result that is ``None``, a statement that is left out.
"""

from __future__ import annotations

import difflib
import gc
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType

import libcst
from mutmut.mutation.mutators import mutation_operators

_NEVER_CALLS = ("len", "isinstance")
"""Calls whose arguments mutmut leaves alone, too: each change of them raises."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A change to the function ``name`` (as ``__qualname__`` says it) of the module at ``path``."""

    path: Path
    name: str
    number: int
    _module: libcst.Module = field(repr=False, compare=False)
    _change: tuple[libcst.CSTNode, libcst.CSTNode] = field(repr=False, compare=False)

    @property
    def text(self) -> str:
        """The changed module."""
        return self._module.deep_replace(*self._change).code  # type: ignore[no-any-return, attr-defined]

    @property
    def label(self) -> str:
        """The mutant's name, the same in each run on the same code."""
        _, _, within = self.path.with_suffix("").as_posix().rpartition("/spec_ls/")
        return f"{within}:{self.name}:{self.number}"

    def diff(self) -> str:
        """The changed lines."""
        before = self._module.code.splitlines()
        lines = list(difflib.unified_diff(before, self.text.splitlines(), lineterm="", n=0))[2:]
        return "\n".join(lines)


def mutants(path: Path) -> Iterator[Mutant]:
    """All mutants of a module's functions and methods, from top to bottom."""
    module = libcst.parse_module(path.read_text("utf-8"))
    for name, function in _functions(module):
        for number, change in enumerate(_changes(function)):
            yield Mutant(path, name, number, module, change)


def put_in(mutant: Mutant) -> None:
    """Let all objects of the mutant's function run the changed code, in this process."""
    codes = codes_of(compile(mutant.text, str(mutant.path), "exec", dont_inherit=True))
    for function in functions_of(mutant.path):
        if function.__code__.co_qualname == mutant.name:
            function.__code__ = codes[key_of(function.__code__)]


@cache  # looked for once, before the processes are forked
def functions_of(path: Path) -> list[FunctionType]:
    """The functions and methods of a module as they are loaded, decorated or not, without those inside others."""
    return [
        found
        for found in gc.get_objects()
        if isinstance(found, FunctionType)
        and found.__code__.co_filename == str(path)
        and "<locals>" not in found.__code__.co_qualname
    ]


def key_of(code: CodeType) -> tuple[str, int]:
    """What finds a function's code again in another compilation of its module."""
    return code.co_qualname, code.co_firstlineno


def codes_of(code: CodeType) -> dict[tuple[str, int], CodeType]:
    """All code inside, by ``key_of``."""
    inner = [constant for constant in code.co_consts if isinstance(constant, CodeType)]
    found = {key_of(constant): constant for constant in inner}
    for constant in inner:
        found |= codes_of(constant)
    return found


def _functions(
    holder: libcst.Module | libcst.ClassDef, within: str = ""
) -> Iterator[tuple[str, libcst.FunctionDef]]:
    body = holder.body if isinstance(holder, libcst.Module) else holder.body.body
    for statement in body:
        if isinstance(statement, libcst.FunctionDef):
            yield within + statement.name.value, statement
        elif isinstance(statement, libcst.ClassDef):
            yield from _functions(statement, f"{within}{statement.name.value}.")


def _changes(function: libcst.FunctionDef) -> Iterator[tuple[libcst.CSTNode, libcst.CSTNode]]:
    for node in _nodes(function.body):
        for kind, operator in mutation_operators:
            if isinstance(node, kind):
                yield from ((node, changed) for changed in operator(node))
        if isinstance(node, libcst.Return) and node.value and not _is_name(node.value, "None"):
            yield node, node.with_changes(value=libcst.Name("None"))
        if isinstance(node, libcst.Expr) and not isinstance(node.value, libcst.BaseString):
            yield node, libcst.Pass()


def _nodes(node: libcst.CSTNode) -> Iterator[libcst.CSTNode]:
    if isinstance(node, (libcst.Annotation, libcst.Decorator, libcst.Parameters)):
        return
    if isinstance(node, libcst.Call) and any(_is_name(node.func, name) for name in _NEVER_CALLS):
        return
    yield node
    for child in node.children:
        yield from _nodes(child)


def _is_name(node: libcst.CSTNode, name: str) -> bool:
    return isinstance(node, libcst.Name) and node.value == name
