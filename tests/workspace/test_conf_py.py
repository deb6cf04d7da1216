"""The names that a repository's ``conf.py`` defines, through the command, and the files that are ignored."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from trees import SPEC, TEMPLATE, make, run

from spec_ls.workspace.conf_py import load, names_in

BODY = SPEC.replace("It is slow.", "{}")
CONF = """\
extensions = ["sphinx_needs", "sphinx.ext.extlinks"] + ["sphinx_click.ext"]
extlinks = {"ticket": ("https://example.org/%s", "%s"), **others}
extlinks["patch"] = ("https://example.org/p/%s", None)
extlinks.update({"mail": ()}, thread=())
rst_prolog = ".. role:: strike\\n"
rst_prolog += '''
.. |Project| replace:: The %s
''' % project
rst_epilog = f'''
.. _the wiki: https://example.org/{path}
.. _`Two: words`: https://example.org/two
'''
def setup(app):
    app.add_role("hub", hub)
    app.add_directive(name="matrix", cls=Matrix)
    app.add_object_type("knob", "knobref")
"""
TEXT = (
    ":ticket:`1` :patch:`2` :mail:`3` :thread:`4` :strike:`s` :hub:`h` :knobref:`k` :need:`n` |Project| |project|"
    "\n`the wiki`_ `Two: words`_\n\n.. matrix::\n\n.. knob:: a\n\n.. click:: a\n\n.. task:: b"
)


def messages(top: Path) -> list[str]:
    """The messages of docutils about the spec of a repository, as the command reports them."""
    done = run("check", "--format", "json", "--select", "rst-syntax", str(top / "specs"), cwd=top)
    return [finding["message"] for finding in json.loads(done.out)]


def repository(top: Path, text: str, files: dict[str, str]) -> Path:
    """A repository with one spec."""
    return make(
        top,
        {".git/HEAD": "", "specs/template.rst": TEMPLATE, "specs/a/b.rst": BODY.format(text), **files},
    )


@pytest.mark.parametrize(
    "place",
    [
        "specs/a/conf.py",
        "conf.py",
        "doc/source/conf.py",
        "docs/source/conf.py",
        "doc/conf.py",
        "docs/conf.py",
    ],
)
def test_names_of_conf_py_are_known(tmp_path: Path, place: str) -> None:
    """No finding says that a name is unknown that the ``conf.py`` of the repository defines."""
    top = repository(tmp_path, TEXT, {})
    assert len(messages(top)) == 16
    make(top, {place: CONF})
    assert messages(top) == []


def test_the_nearest_conf_py_counts(tmp_path: Path) -> None:
    """One above the spec goes before those of documentation folders, and a nearer one before it."""
    files = {"docs/conf.py": 'extlinks = {"one": ()}', "conf.py": 'extlinks = {"two": ()}'}
    top = repository(tmp_path, ":one:`1` :two:`2` :three:`3`", files)
    unknown = 'unknown interpreted text role "{}"'
    assert messages(top) == [unknown.format("one"), unknown.format("three")]
    make(top, {"specs/conf.py": 'extlinks = {"three": ()}'})
    assert messages(top) == [unknown.format("one"), unknown.format("two")]


def test_settings_name_what_is_known(tmp_path: Path) -> None:
    """Settings say which roles, directives, substitutions and options are known."""
    text = ":hub:`h` |rel|\n\n.. matrix:: a\n\n.. note::\n   :shade: x\n\n   N."
    top = repository(tmp_path, text, {})
    assert len(messages(top)) == 4
    settings = (
        'known-roles = [":Hub:"]\nknown-directives = ["matrix"]\nknown-substitutions = ["|rel|"]\n'
        'known-options = ["shade"]\n'
    )
    make(top, {"spec-ls.toml": settings})
    assert messages(top) == []


BROKEN = {
    "no syntax": b"extensions = [\n",
    "null bytes": b"x = 1\0\n",
    "too deep": b"x = " + b"-" * 200_000 + b"1\n",
    "too many brackets": b"x = " + b"(" * 90_000 + b")" * 90_000 + b"\n",
    "a long sum": b"x = 1" + b"+1" * 100_000 + b"\n",
    "a megabyte": b"#" * 1024 * 1024,
    "more": b"#" * 3 * 1024 * 1024,
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_read_is_ignored(tmp_path: Path, name: str) -> None:
    """A ``conf.py`` that is too large or cannot be parsed is ignored, and only ``doctor`` says so."""
    top = repository(tmp_path, ":hub:`h`", {})
    (top / "conf.py").write_bytes(BROKEN[name])
    done = run("check", "--select", "rst-syntax", str(top / "specs"), cwd=top)
    assert (done.status, done.err.count("conf.py")) == (0, 0)
    assert 'unknown interpreted text role "hub"' in done.out
    conf_py = load(top / "conf.py", top)
    assert conf_py.problem is not None or name == "a long sum"


def test_doctor_names_the_file_and_its_problem(tmp_path: Path) -> None:
    """The doctor says what a ``conf.py`` defines, or why it is ignored."""
    top = repository(tmp_path / "top", "P.", {"conf.py": 'extlinks = {"hub": ()}'})
    spec = str(top / "specs" / "a" / "b.rst")
    assert f"{top / 'conf.py'}: defines 1 name" in run("doctor", spec, cwd=top).out
    make(tmp_path, {"outside.py": 'extlinks = {"hub": ()}'})
    (top / "conf.py").unlink()
    (top / "conf.py").symlink_to("../outside.py")
    done = run("doctor", spec, cwd=top)
    assert f'{top / "conf.py"}: ignored: a link out of "{top}"' in done.out
    found = json.loads(run("doctor", "--json", spec, cwd=top).out)
    assert found["conf_py"]["problem"] == f'a link out of "{top}"'
    assert found["ok"]


def test_encodings_and_escapes_of_python() -> None:
    """A byte order mark, a coding line and unknown escapes are read as Python reads them, without warnings."""
    source = '# -*- coding: latin-1 -*-\nproject = "\xe9\\d"\nextlinks = {"hub": ()}\n'
    assert names_in(source.encode("latin-1")).roles == {"hub"}
    assert names_in(b'\xef\xbb\xbfextlinks = {"hub": ()}\n').roles == {"hub"}


def test_unknown_names_are_left_by_a_batch(tmp_path: Path) -> None:
    """Names near known ones are as they were after all fixes of a batch, and stay findings without a fix."""
    text = ":octicon:`x` :fab:`y` :commnd:`z`\n\n.. task:: a\n\n.. code-blok:: py\n\n   b"
    top = repository(tmp_path, text, {})
    spec = top / "specs" / "a" / "b.rst"
    run("check", "--fix", "--unsafe-fixes", str(spec), cwd=top)
    assert text in spec.read_text()
    found = run("check", "--format", "json", "--unsafe-fixes", "--select", "rst-syntax", str(spec), cwd=top)
    assert [(finding["line"], finding["fix"]) for finding in found.json] == [
        (8, None),
        (10, None),
        (12, None),
    ]
