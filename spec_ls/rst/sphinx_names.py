"""Names of roles, directives, substitutions and options that Sphinx and its extensions define: data.

docutils knows none of them.  Those that ``rst/sphinx.py`` has stand-ins for are read as Sphinx reads them;
the others only silence docutils' message about an unknown name, and a text is read as without them.

Sources: for the names that are always known, the registries of Sphinx 9.0.4 and of the extensions' releases
of November 2026, as they are after ``setup``.  Those that only ``conf.py`` makes known, autodoc's directives
and the substitutions were not read off a registry, and may lack names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

_NONE: frozenset[str] = frozenset()


class Names(NamedTuple):
    """Names that are known, each in lower case with single spaces.

    ``options`` are those of any directive; ``targets`` are hyperlink targets.
    """

    roles: frozenset[str] = _NONE
    directives: frozenset[str] = _NONE
    substitutions: frozenset[str] = _NONE
    options: frozenset[str] = _NONE
    targets: frozenset[str] = _NONE

    def with_others(self, others: Names) -> Names:
        """The names of both."""
        return Names(*(mine | theirs for mine, theirs in zip(self, others, strict=True)))


NO_NAMES = Names()

METADATA_FIELDS = frozenset({"orphan", "tocdepth", "nocomments", "nosearch"})
"""Fields at the top of a document that Sphinx takes for itself."""


def normal_name(name: str) -> str:
    """A name as names are compared: single spaces, lower case."""
    return " ".join(name.split()).lower()


def _words(*lines: str) -> tuple[str, ...]:
    return tuple(" ".join(lines).split())


def _names(roles: str = "", directives: str = "", options: str = "") -> Names:
    return Names(frozenset(_words(roles)), frozenset(_words(directives)), options=frozenset(_words(options)))


_COLOURS = _words("black danger dark info light muted primary secondary success warning white")
_BADGES = " ".join(
    f"bdg{kind} " + " ".join(f"bdg{kind}-{colour} bdg{kind}-{colour}-line" for colour in _COLOURS)
    for kind in ("", "-link", "-ref")
)

SPHINX = Names(
    roles=frozenset(
        _words(
            "abbr any attr autolink class command confval const cve cwe data deco dfn doc download envvar eq",
            "exc external file func guilabel index kbd keyword mailheader makevar manpage menuselection meth",
            "mimetype mod newsgroup numref obj option pep program ref regexp rfc samp term token type",
        )
    ),
    directives=frozenset(
        _words(
            "acks attribute autosummary centered class classmethod cmdoption code-block codeauthor confval",
            "cssclass currentmodule data decorator decoratormethod default-domain deprecated describe",
            "digraph doctest envvar exception function glossary graph graphviz highlight hlist ifconfig",
            "index inheritance-diagram literalinclude math method module moduleauthor object only option",
            "productionlist program property rst-class sectionauthor seealso sourcecode staticmethod",
            "tabularcolumns testcleanup testcode testoutput testsetup todo todolist toctree type",
            "version-added version-changed version-deprecated version-removed",
            "versionadded versionchanged versionremoved",
            # sphinx.ext.autodoc adds its own to the Python domain's
            "autoattribute autoclass autodata autodecorator autoexception autofunction automethod",
            "automodule autoproperty autotype",
        )
    ),
    substitutions=frozenset({"release", "version", "today", "translation progress"}),
    # those that Sphinx adds to docutils' own directives
    options=frozenset({"collapsible", "heading-level", "force"}),
)
"""Sphinx itself with the extensions that come with it."""

_COMMON: Mapping[str, Names] = {
    "sphinx_design": _names(
        _BADGES + " fa fa-brands fa-regular fa-solid fab far fas octicon material-outlined material-regular"
        " material-round material-sharp material-twotone",
        "accordion article-info aside button-link button-ref card card-carousel card-footer card-header div"
        " dropdown grid grid-item grid-item-card step steps tab-item tab-set tab-set-code",
    ),
    "sphinx_panels": _names(
        "badge link-badge opticon fa fab far fas", "panels div dropdown tabbed link-button"
    ),
    "sphinx_tabs": _names("", "code-tab group-tab tab tabs"),
    "sphinx_inline_tabs": _names("", "tab"),
    "sphinxcontrib.mermaid": _names("", "autoclasstree mermaid"),
    "sphinxcontrib.plantuml": _names("", "plantuml uml"),
    "sphinxcontrib.blockdiag": _names("", "blockdiag"),
    "sphinxcontrib.seqdiag": _names("", "seqdiag"),
    "sphinxcontrib.actdiag": _names("", "actdiag"),
    "sphinxcontrib.nwdiag": _names("", "nwdiag packetdiag rackdiag"),
}
"""Extensions whose names are known in each document, by module."""

_LISTED: Mapping[str, Names] = {
    "ablog": _names("", "post postlist update"),
    "breathe": _names(
        "",
        "doxygenindex autodoxygenindex doxygenfunction doxygenstruct doxygenclass doxygeninterface"
        " doxygenvariable doxygendefine doxygenconcept doxygenenum doxygenenumvalue doxygentypedef"
        " doxygenunion doxygennamespace doxygengroup doxygenfile autodoxygenfile doxygenpage",
    ),
    "cliff.sphinxext": _names("", "autoprogram-cliff"),
    "matplotlib.sphinxext": _names("mpltype rc", "plot mathmpl"),
    "nbsphinx": _names("", "nbinput nboutput nbgallery nblinkgallery"),
    "os_api_ref": _names("", "rest_method rest_parameters rest_expand_all rest_status_code"),
    "oslo_config.sphinxext": _names("", "show-options"),
    "oslo_policy.sphinxext": _names("", "show-policy"),
    "reno.sphinxext": _names("", "release-notes"),
    "sphinx_argparse": _names("", "argparse"),
    "sphinxarg": _names("", "argparse"),
    "sphinx_click": _names("", "click"),
    "sphinx_gallery": _names("", "minigallery"),
    "sphinx_issues": _names("issue pr commit user cve cwe pypi"),
    "sphinx_needs": _names(
        "need need_count need_func need_incoming need_outgoing need_part np ndf",
        "need req spec impl test feature task needtable needlist needflow needgantt needsequence needpie"
        " needbar needextend needextract needfilter needimport needreport needservice needarch needuml",
    ),
    "sphinx_toolbox": _names("asset bold-title pull source wikipedia", "collapse prompt rest-example"),
    "sphinx_togglebutton": _names("", "toggle"),
    "sphinxcontrib.asciinema": _names("", "asciinema"),
    "sphinxcontrib.bibtex": _names("cite footcite", "bibliography footbibliography"),
    "sphinxcontrib.contentui": _names("", "content-tabs tab-container"),
    "sphinxcontrib.images": _names("", "thumbnail"),
    "sphinxcontrib.programoutput": _names("", "program-output command-output"),
    "sphinxcontrib.spelling": _names("spelling:word", "spelling"),
    "sphinxcontrib.video": _names("", "video"),
    "sphinxcontrib.youtube": _names("", "youtube vimeo peertube"),
    "stevedore.sphinxext": _names("", "list-plugins"),
    "wsmeext.sphinxext": _names("", "root service autotype autoattribute"),
}
"""Extensions whose names are known where a ``conf.py`` lists them, by module."""


def _all_of(names: Iterable[Names]) -> Names:
    together = Names()
    for some in names:
        together = together.with_others(some)
    return together


ALWAYS_KNOWN = _all_of((SPHINX, *_COMMON.values()))
"""The names that no document gets a message about."""


def names_of_extensions(modules: Iterable[str]) -> Names:
    """The names that extensions define, by their modules as ``conf.py`` lists them (``sphinx_tabs.tabs``)."""
    return _all_of(
        names
        for module in modules
        for listed, names in _LISTED.items()
        if module == listed or module.startswith(f"{listed}.") or listed.startswith(f"{module}.")
    )
