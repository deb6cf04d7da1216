"""Sphinx's roles and directives, and those of extensions that specs use, as stand-ins for docutils.

Specs are built with Sphinx, so these are known and never wrong by themselves.  A stand-in takes the
arguments and options of the real one; it reads content that is RST, and keeps all other content verbatim.
They are registered while spec-ls reads a text, and at no other time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from threading import RLock
from typing import TYPE_CHECKING, Any, NamedTuple

from spec_ls.profiles import conventions
from spec_ls.rst.codec_names import without_search

if TYPE_CHECKING:
    from docutils.parsers.rst import Directive


def _words(*lines: str) -> tuple[str, ...]:
    return tuple(" ".join(lines).split())


DOCUTILS_PROSE = _words(
    "admonition attention caution class compound container danger epigraph error figure footer header",
    "highlights hint important list-table note pull-quote role rubric sidebar table tip topic warning",
)
"""docutils' own directives whose content is RST."""

_PROSE = _words(
    "acks deprecated hlist ifconfig only seealso todo versionadded versionchanged versionremoved",
    "deprecated-removed dropdown details tabs tab tab-set tab-item card grid grid-item grid-item-card",
)
_VERBATIM = _words(
    "highlight highlightlang toctree literalinclude glossary index productionlist tabularcolumns",
    "currentmodule module moduleauthor sectionauthor codeauthor default-domain graph digraph graphviz",
    "inheritance-diagram autosummary todolist doctest testcode testoutput testsetup testcleanup math",
    # diagrams
    "seqdiag blockdiag nwdiag actdiag packetdiag rackdiag plantuml uml mermaid ditaa aafig wavedrom",
    conventions.DIRECTIVES,
)
_OBJECTS = _words(
    "function method classmethod staticmethod attribute data exception decorator decoratormethod property",
    "describe object option cmdoption envvar confval type member macro var struct union enum enumerator",
    "autoclass autofunction automodule automethod autoattribute autodata autoexception autodecorator",
    "autoproperty",
)
_CODE_OPTIONS = frozenset(
    _words("force linenos number-lines dedent lineno-start emphasize-lines caption class name")
)
_DOMAINS = frozenset(
    _words("py c cpp js rst std http rest math ada bp chpl coq cmake dylan erl go jinja lisp mat php rb sql")
)

ROLES = frozenset(
    _words(
        "ref doc term numref eq download any envvar token keyword option abbr command dfn file guilabel kbd",
        "mailheader makevar manpage menuselection mimetype newsgroup program regexp samp pep rfc cve cwe",
        "math code func class mod meth attr exc data const obj type member macro var cmdoption confval index",
        conventions.ROLES,
    )
)
"""Names of roles without a domain."""

_ROLE_FAMILY = re.compile(r"[\w.+-]+:[\w.+:-]+|[\w.+-]+-(?:docs?|specs?|api|bugs?|bp|guide|src|repo)")
"""Roles of domains, and links to another project's documentation, as ``project-doc``."""


class _Shape(NamedTuple):
    """A directive's arguments and options (``None``: any); ``prose`` is true if its content is RST."""

    required: int = 0
    optional: int = 1
    spaced: bool = True
    options: frozenset[str] | None = None
    prose: bool = False


_CODE = _Shape(spaced=False, options=_CODE_OPTIONS)
_SHAPES: dict[str, _Shape] = (
    dict.fromkeys(_PROSE, _Shape(prose=True))
    | dict.fromkeys(_VERBATIM, _Shape())
    | {
        "code-block": _CODE,
        "sourcecode": _CODE,
        "code": _CODE,
        "centered": _Shape(1, 0, prose=True),
        "seealso": _Shape(optional=0, prose=True),
        "todo": _Shape(optional=0, prose=True),
        "acks": _Shape(optional=0, prose=True),
        "hlist": _Shape(optional=0, prose=True),
        "versionadded": _Shape(1, 1, prose=True),
        "versionchanged": _Shape(1, 1, prose=True),
        "versionremoved": _Shape(1, 1, prose=True),
        "deprecated": _Shape(1, 1, prose=True),
    }
)
# Sphinx gives its Python domain's directives without a prefix too; ``class`` stays docutils' own.
_OBJECT = _Shape(prose=True)
_SHAPES |= dict.fromkeys(_OBJECTS, _OBJECT)
_RST_CLASSES = ("rst-class", "cssclass")
_CHANGED = frozenset({"include", "raw", "csv-table", *_RST_CLASSES})
PROSE_DIRECTIVES = (
    frozenset(DOCUTILS_PROSE)
    | {name for name, shape in _SHAPES.items() if shape.prose}
    | {"glossary", *_RST_CLASSES}
)
"""Directives of docutils and Sphinx whose content is RST; the content of all others counts as verbatim."""

_lock = RLock()


class _AnyOption(dict[str, Callable[[Any], Any]]):
    """Options of any name; a value is kept as it is written."""

    def __missing__(self, name: str) -> Callable[[Any], Any]:
        return _kept

    def __bool__(self) -> bool:
        return True


class _Directives(dict[str, Any]):
    """docutils' cache of directives by name, with Sphinx's in it; a domain's need not be listed."""

    def __contains__(self, name: object) -> bool:
        return dict.__contains__(self, name) or name in _CHANGED or _in_domain(str(name))

    def __missing__(self, name: str) -> Any:
        if name not in _CHANGED:
            return _stand_in(_OBJECT)
        found = self[name] = _changed(name)
        return found


class RoleTable(dict[str, Any]):
    """docutils' table of roles by name: what a text puts there.

    The roles of ``above``, which are defined above the text, and Sphinx's are found, too.
    """

    def __init__(self, above: dict[str, Any]) -> None:
        super().__init__()
        self.above = above

    def __contains__(self, name: object) -> bool:
        known = dict.__contains__(self, name) or name in self.above or name in ROLES
        return known or bool(_ROLE_FAMILY.fullmatch(str(name)))

    def __missing__(self, name: str) -> Any:
        return self.above.get(name, _literal)

    def __delitem__(self, name: str) -> None:
        """Take back the default role (``.. default-role::`` without a name), which may be set above."""
        self[name] = _builtin(name)


@contextmanager
def registered(custom: dict[str, Any] | None = None) -> Iterator[RoleTable]:
    """docutils with Sphinx's roles and directives, and the roles of ``custom``, which a text defined above.

    Yields docutils' table of roles; what a text defines meanwhile is put there.  docutils' tables are module
    variables, so they are exchanged here and put back, and only one thread at a time can be inside.
    """
    from docutils.parsers.rst import directives, roles

    with _lock:
        of_directives, of_roles = vars(directives), vars(roles)
        before = of_directives["_directives"], of_roles["_roles"]
        roles.set_implicit_options(_literal)
        table = RoleTable(custom or {})
        of_directives["_directives"], of_roles["_roles"] = _base_directives(), table
        try:
            yield table
        finally:
            of_directives["_directives"], of_roles["_roles"] = before


def known_directives() -> frozenset[str]:
    """The names of all directives, but for those of Sphinx's domains."""
    from docutils.parsers.rst.languages import en

    return frozenset({*PROSE_DIRECTIVES, *_SHAPES, *en.directives})


def known_roles() -> frozenset[str]:
    """The names of all roles, but for those of Sphinx's domains."""
    from docutils.parsers.rst.languages import en

    return frozenset({*ROLES, *en.roles})


def custom_roles(table: RoleTable) -> dict[str, Any]:
    """The roles that a text itself has put into a table of ``registered``."""
    return {name: role for name, role in table.items() if name in table.above or role is not _builtin(name)}


def _builtin(name: str) -> Any:
    """docutils' own role of a name, which it puts into its table when the role is first used."""
    from docutils.parsers.rst import roles
    from docutils.parsers.rst.languages import en

    canonical = en.roles.get(name, name) or roles.DEFAULT_INTERPRETED_ROLE
    return vars(roles)["_role_registry"].get(canonical)


@cache
def _base_directives() -> _Directives:
    return _Directives({name: _stand_in(shape) for name, shape in _SHAPES.items()})


def _changed(name: str) -> type[Directive]:
    """A directive of docutils under another name, or with another option, loaded when a text has it."""
    if name == "csv-table":
        from docutils.parsers.rst.directives.tables import CSVTable

        return without_search(CSVTable)
    from docutils.parsers.rst.directives.misc import Class, Include, Raw  # loads a client for URLs

    return Class if name in _RST_CLASSES else without_search(Raw if name == "raw" else Include)


def _in_domain(name: str) -> bool:
    return name.partition(":")[0] in _DOMAINS and ":" in name


def _kept(value: Any) -> Any:
    return value


def _literal(
    name: str, rawtext: str, text: str, lineno: int, inliner: Any, options: Any = None, content: Any = None
) -> tuple[list[Any], list[Any]]:
    """A role that makes a literal of its text, about which there are no messages."""
    from docutils import nodes

    return [nodes.literal(rawtext, text)], []


@cache
def _stand_in(shape: _Shape) -> type[Directive]:
    from docutils import nodes
    from docutils.parsers.rst import Directive

    class StandIn(Directive):
        required_arguments = shape.required
        optional_arguments = shape.optional
        final_argument_whitespace = shape.spaced
        has_content = True
        option_spec = _AnyOption() if shape.options is None else dict.fromkeys(shape.options, _kept)

        def run(self) -> list[nodes.Node]:
            if not shape.prose:
                return [nodes.literal_block("", "\n".join(self.content))]
            node = nodes.container()
            if self.name.lower() == "only":  # which may hold sections, with a hierarchy of their own
                styles, self.state.memo.title_styles = self.state.memo.title_styles, []
                self.state.nested_parse(self.content, self.content_offset, node, match_titles=True)
                self.state.memo.title_styles = styles
            else:
                self.state.nested_parse(self.content, self.content_offset, node)
            return [node]

    return StandIn
