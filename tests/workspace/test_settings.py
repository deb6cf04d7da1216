"""Settings files, and the templates that people ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from trees import SPEC, TEMPLATE, make

from spec_ls.config import Config
from spec_ls.layer import Layer
from spec_ls.text import Text
from spec_ls.workspace import FileProblem, NoTemplate, Workspace

REPOSITORY = {".git/HEAD": "", "specs/template.rst": TEMPLATE, "specs/a.rst": SPEC}


def problems_of(top: Path, path: str = "specs/a.rst") -> list[tuple[str | None, int, str | None, str]]:
    """The problems of a path, their files below ``top``."""
    found = Workspace(top).resolve(top / path).problems
    return [(p.path.relative_to(top).as_posix() if p.path else None, p.line, p.key, p.message) for p in found]


@pytest.mark.parametrize(
    ("files", "length"),
    [
        ({}, 79),
        ({"spec-ls.toml": "max-line-length = 60\n"}, 60),
        ({"pyproject.toml": "[tool.spec-ls]\nmax-line-length = 61\n"}, 61),
        ({"pyproject.toml": "[project]\n", "spec-ls.toml": "max-line-length = 60\n"}, 60),
        (
            {
                "pyproject.toml": "[tool.spec-ls]\nmax-line-length = 61\n",
                "spec-ls.toml": "max-line-length = 60\n",
            },
            60,
        ),
        ({"spec-ls.toml": "max-line-length = 60\n", "specs/spec-ls.toml": "max-line-length = 62\n"}, 62),
        ({"spec-ls.toml": "max-line-length = 60\n", "specs/pyproject.toml": "[tool.black]\n"}, 60),
        ({"specs/.git/HEAD": "", "spec-ls.toml": "max-line-length = 60\n"}, 79),
        ({".spec-ls.toml": "max-line-length = 60\n", "spec-ls.toml": "max-line-length = 61\n"}, 60),
        ({".spec-ls.toml": "", "spec-ls.toml": "max-line-length = 61\n"}, 79),
        ({".spec-ls.toml": "max-line-length = 60\n", "pyproject.toml": "[tool.spec-ls]\ncount = 3\n"}, 60),
        ({".spec-ls.toml": "max-line-length = 60\n", "specs/spec-ls.toml": "max-line-length = 61\n"}, 61),
        ({"spec-ls.toml": "\ufeffmax-line-length = 60\n"}, 60),
        ({"pyproject.toml": "\ufeff[tool.spec-ls]\nmax-line-length = 60\n"}, 60),
    ],
)
def test_the_nearest_settings_count(tmp_path: Path, files: dict[str, str], length: int) -> None:
    """The nearest file with settings for spec-ls is in effect, up to the repository's top folder."""
    make(tmp_path, REPOSITORY | files)
    resolution = Workspace(tmp_path).resolve(tmp_path / "specs/a.rst")
    assert resolution.config == Config(max_line_length=length)
    assert not resolution.problems


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("a = " + "[" * 100_000, "nested too deeply"),
        ("a = " + "9" * 5_000, "value has 5000 digits"),
        (".".join(["a"] * 100_000) + " = 1", "a key of too many parts"),
        ("#" * 16 * 1024**2, "larger than 1 MB"),
    ],
    ids=["nested", "number", "key", "size"],
)
def test_settings_that_break_the_parser_are_a_problem(tmp_path: Path, content: str, words: str) -> None:
    """Whatever the parser raises is a problem of the file, and over when the file is mended."""
    make(tmp_path, REPOSITORY | {"spec-ls.toml": content})
    workspace = Workspace(tmp_path)
    (problem,) = workspace.resolve(tmp_path / "specs/a.rst").problems
    assert problem.path == tmp_path / "spec-ls.toml"
    assert problem.message.endswith(words)  # without the advice for programmers that Python has behind it
    make(tmp_path, {"spec-ls.toml": "max-line-length = 60\n"})
    mended = workspace.resolve(tmp_path / "specs/a.rst")
    assert (mended.problems, mended.config) == ((), Config(max_line_length=60))


@pytest.mark.parametrize(
    ("content", "file"),
    [
        ("max-line-length = 0x" + "f" * 20_000, "spec-ls.toml"),
        ("[tool.doc8]\nmax-line-length = 0x" + "f" * 20_000, "pyproject.toml"),
    ],
)
def test_a_number_that_cannot_be_written_is_a_problem(tmp_path: Path, content: str, file: str) -> None:
    """Python writes no number of more than 4,300 digits, but reads one in another notation."""
    make(tmp_path, REPOSITORY | {file: content})
    resolution = Workspace(tmp_path).resolve(tmp_path / "specs/a.rst")
    assert resolution.config.max_line_length == Config().max_line_length
    assert all("at most 2147483647" in problem.message for problem in resolution.problems)
    assert bool(resolution.problems) == (file == "spec-ls.toml")


def test_a_folder_with_a_name_that_none_can_have(tmp_path: Path) -> None:
    """An editor may work in a folder that cannot be: no profile is looked for under its name."""
    resolution = Workspace(tmp_path / ("a" * 300)).resolve(tmp_path / ("a" * 300) / "specs" / "a.rst")
    assert (resolution.template, resolution.problems) == (None, ())


@pytest.mark.parametrize(
    ("tables", "lines"),
    [
        ("x = 1\n[[paths]]\n\n[[paths]]\ny = 1\n", [0, 1, 4, 3]),
        ("paths = [{}, {y = 1}]\n", [0, 0, 0]),
        ("[[paths]]\n[paths.severity]\nz = 1\n", [2, 0]),
    ],
)
def test_a_problem_has_the_line_of_its_key(tmp_path: Path, tables: str, lines: list[int]) -> None:
    """Also in one of several tables."""
    make(tmp_path, REPOSITORY | {"spec-ls.toml": tables})
    problems = Workspace(tmp_path).resolve(tmp_path / "specs/a.rst").problems
    assert [problem.line for problem in problems] == lines


@pytest.mark.parametrize(
    ("name", "content", "line", "key", "words"),
    [
        (
            "spec-ls.toml",
            "# ours\nmax-line-lenght = 60\n",
            1,
            "max-line-lenght",
            'did you mean "max-line-length"?',
        ),
        ("spec-ls.toml", 'max-line-length = "60"\n', 0, "max-line-length", "expected a whole number"),
        (
            "spec-ls.toml",
            '\nignore = [\n  "missing-sektion",\n]\n',
            1,
            "ignore",
            'did you mean "missing-section"?',
        ),
        ("spec-ls.toml", "a = 1\nb = = 2\n", 1, None, "broken TOML: invalid value"),
        ("spec-ls.toml", "a = 1\nb = ", 1, None, "broken TOML: "),
        ("spec-ls.toml", b"a = 1\n# \xff\n", 1, None, "not UTF-8 at byte 8"),
        ("pyproject.toml", "[tool.spec-ls\n", 0, None, "broken TOML: "),
        ("pyproject.toml", "[tool]\nspec-ls = 3\n", 1, "spec-ls", "expected a table"),
        (
            "pyproject.toml",
            "[a]\nselect = 1\n[tool.spec-ls]\nselect = 1\n",
            3,
            "select",
            "expected a list of codes",
        ),
        (
            "spec-ls.toml",
            'template = "novaa"\n',
            0,
            "template",
            'no built-in template "novaa", did you mean "nova"?',
        ),
        (
            "spec-ls.toml",
            '\ntemplate = "no/such.rst"\n',
            1,
            "template",
            'no such template file: "no/such.rst"',
        ),
    ],
)
def test_broken_settings_are_reported(
    tmp_path: Path, name: str, content: str, line: int, key: str | None, words: str
) -> None:
    """A wrong setting is reported with its file, line and key; its default is in effect."""
    make(tmp_path, REPOSITORY | {name: content})
    resolution = Workspace(tmp_path).resolve(tmp_path / "specs/a.rst")
    ((path, found_line, found_key, message),) = problems_of(tmp_path)
    assert (path, found_line, found_key) == (name, line, key)
    assert words in message
    assert resolution.template is not None
    assert resolution.template.origin == tmp_path / "specs/template.rst"


def test_the_order_of_template_requests(tmp_path: Path) -> None:
    """The command line overrides a comment, a comment the settings, settings the layout."""
    names = ("by-command", "by-comment", "by-settings", "by-editor")
    make(tmp_path, REPOSITORY | {f"{name}.rst": TEMPLATE for name in names})
    path, workspace = tmp_path / "specs/a.rst", Workspace(tmp_path)
    editor = Layer({"template": "./by-editor.rst"})
    comment = Text.of(f"..  spec-ls: template=../by-comment.rst\n\n{SPEC}")

    def chosen(text: Text, template: str | None, settings: Layer = Layer()) -> str:
        found = workspace.resolve(path, text, template, settings).template
        assert found is not None
        assert isinstance(found.origin, Path)
        return found.origin.stem

    assert chosen(Text.of(SPEC), None) == "template"
    assert chosen(Text.of(SPEC), None, editor) == "by-editor"
    make(tmp_path, {"spec-ls.toml": 'template = "by-settings.rst"\n'})
    assert chosen(Text.of(SPEC), None, editor) == "by-settings"
    assert chosen(comment, None, editor) == "by-comment"
    assert chosen(comment, "by-command.rst", editor) == "by-command"


def test_a_file_is_relative_to_where_it_is_named(tmp_path: Path) -> None:
    """Settings name a template from their own folder, a comment from its spec's."""
    make(tmp_path, REPOSITORY | {
        "a/settings/t.rst": TEMPLATE,
        "a/spec-ls.toml": 'template = "settings/t.rst"\n',
        "a/b/c/x.rst": SPEC,
        "a/b/c/t.rst": TEMPLATE,
        "a/b/c/y.rst": f".. spec-ls: template=t.rst\n{SPEC}",
    })  # fmt: skip
    workspace = Workspace(tmp_path)
    by_settings = workspace.resolve(tmp_path / "a/b/c/x.rst").template
    by_comment = workspace.resolve(tmp_path / "a/b/c/y.rst").template
    assert by_settings is not None
    assert by_settings.origin == tmp_path / "a/settings/t.rst"
    assert by_comment is not None
    assert by_comment.origin == tmp_path / "a/b/c/t.rst"


@pytest.mark.parametrize("name", ["rally", "nova-blueprint", "diskimage-builder", "nova"])
def test_built_in_templates(tmp_path: Path, name: str) -> None:
    """Each built-in template is known by its name, and has sections."""
    template = Workspace(tmp_path).template(name)
    assert template.origin == f"builtin:{name}"
    assert template.slots
    assert not template.problems


def test_a_name_is_no_file(tmp_path: Path) -> None:
    """A name without a slash or a suffix is a built-in template even where a file has the name."""
    make(tmp_path, {"rally": TEMPLATE, "mine": TEMPLATE})
    assert Workspace(tmp_path).template("rally").origin == "builtin:rally"
    assert Workspace(tmp_path).template("./rally").origin == tmp_path / "rally"
    with pytest.raises(NoTemplate, match='no built-in template "mine"'):
        Workspace(tmp_path).template("mine")


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        (".. spec-ls: template=rally\n", True),
        ("\n..  spec-ls:  template=rally  \n", True),
        ("A\r\n\r\n.. spec-ls: template=rally\r\n", True),
        ("A title\n=======\n.. spec-ls: template=rally\n", True),
        (".. A comment,\n   in two lines\n.. spec-ls: template=rally\n", True),
        ("Some text\n.. spec-ls: template=rally\n", False),
        ("::\n\n  .. spec-ls: template=rally\n", False),
        (".. spec-ls: template=\n", False),
        (".. spec-ls: disable=missing-section\n", False),
        ("The comment is ``.. spec-ls: template=rally``.\n", False),
    ],
)
def test_which_comment_chooses(tmp_path: Path, text: str, chosen: bool) -> None:
    """A comment of its own chooses a template anywhere in the text; the same words in prose do not."""
    template = Workspace(tmp_path).resolve(tmp_path / "a.rst", Text.of(text)).template
    assert (template is not None) == chosen


def test_a_comment_that_names_no_template_is_reported(tmp_path: Path) -> None:
    """A comment that names no template is reported with its line, and the layout's template serves."""
    make(tmp_path, REPOSITORY | {"specs/a.rst": f"{SPEC}\n.. spec-ls: template=raly\n"})
    line = SPEC.count("\n") + 1
    message = 'no built-in template "raly", did you mean "rally"?'
    assert problems_of(tmp_path) == [("specs/a.rst", line, None, message)]


def test_a_file_used_as_template_is_no_spec(tmp_path: Path) -> None:
    """A file that settings or another spec's comment name as template is no spec, nor is a link to it."""
    make(tmp_path, REPOSITORY | {
        "specs/b.rst": f".. spec-ls: template=mine.rst\n\n{SPEC}",
        "specs/mine.rst": TEMPLATE,
        "specs/link.rst": "mine.rst",
    })  # fmt: skip
    workspace = Workspace(tmp_path)
    assert workspace.resolve(tmp_path / "specs/mine.rst").template is not None
    assert workspace.resolve(tmp_path / "specs/b.rst").template is not None
    assert workspace.resolve(tmp_path / "specs/mine.rst").template is None
    assert workspace.resolve(tmp_path / "specs/link.rst").template is None
    assert workspace.resolve(tmp_path / "specs/b.rst", Text.of(SPEC)).template is not None
    assert workspace.resolve(tmp_path / "specs/mine.rst").template is not None
    make(tmp_path, {"spec-ls.toml": 'template = "specs/mine.rst"\n'})
    assert workspace.resolve(tmp_path / "specs/mine.rst").template is None


def test_a_text_without_a_file(tmp_path: Path) -> None:
    """A text without a file is a spec only if the command line, a comment or settings name its template."""
    workspace = Workspace(make(tmp_path, REPOSITORY))
    assert workspace.resolve(None, Text.of(SPEC)).template is None
    assert workspace.resolve(None, Text.of(f".. spec-ls: template=rally\n{SPEC}")).template is not None
    assert workspace.resolve(None, Text.of(SPEC), settings=Layer({"template": "rally"})).template is not None
    assert workspace.resolve(None, Text.of(SPEC), "specs/template.rst").template is not None


def test_a_changed_template_is_seen(tmp_path: Path) -> None:
    """A changed template is read again; an unchanged one is the same object."""
    make(tmp_path, REPOSITORY)
    workspace, template = Workspace(tmp_path), tmp_path / "specs/template.rst"
    first = workspace.resolve(tmp_path / "specs/a.rst").template
    assert workspace.resolve(tmp_path / "specs/a.rst").template is first
    template.write_text(TEMPLATE.replace("References", "Remarks"))
    os.utime(template, ns=(1, 1))
    second = workspace.resolve(tmp_path / "specs/a.rst").template
    assert second is not None
    assert [slot.title for slot in second.slots] == ["Problem description", "Proposed change", "Remarks"]
    template.unlink()
    assert workspace.resolve(tmp_path / "specs/a.rst").template is None


def test_changed_settings_are_seen(tmp_path: Path) -> None:
    """Changed, new and removed settings are seen the next time."""
    make(tmp_path, REPOSITORY)
    workspace, settings = Workspace(tmp_path), tmp_path / "specs/spec-ls.toml"

    def length() -> int:
        return workspace.resolve(tmp_path / "specs/a.rst").config.max_line_length

    assert length() == 79
    settings.write_text("max-line-length = 60\n")
    assert length() == 60
    settings.write_text("max-line-length = 61\n")
    os.utime(settings, ns=(1, 1))
    assert length() == 61
    settings.unlink()
    assert length() == 79


def test_an_unreadable_template_is_reported(tmp_path: Path) -> None:
    """An unreadable template is reported, and asks for nothing."""
    make(tmp_path, REPOSITORY | {"specs/template.rst": b"T\xff\n=\n"})
    resolution = Workspace(tmp_path).resolve(tmp_path / "specs/a.rst")
    problem = FileProblem(tmp_path / "specs/template.rst", 0, None, "not UTF-8 at byte 1")
    assert resolution.problems == (problem,)
    assert resolution.template is not None
    assert resolution.template.slots == ()
