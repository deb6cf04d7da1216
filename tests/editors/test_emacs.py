"""What is Emacs' alone: the package as such, the commands, and what goes wrong there."""

from __future__ import annotations

import shutil

import pytest

from .emacs.editor import PACKAGE, available, batch, started
from .emacs.install import binary, lsp_mode
from .processes import home, program
from .scenario import CACHE, MIXED, checked

SOURCE = PACKAGE / "spec-ls.el"


@pytest.fixture(params=["28", "30"])
def version(request, need):
    """Each Emacs that is there."""
    need(available(request.param))
    return request.param


def test_the_package_compiles_and_is_documented(version, work):
    """Byte compiler and checkdoc have nothing to say."""
    copy = shutil.copy(SOURCE, work)
    form = f"""(progn (setq byte-compile-error-on-warn t)
      (unless (byte-compile-file "{copy}") (kill-emacs 1))
      (checkdoc-file "{copy}"))"""
    done = batch(version, home(work), "--eval", form)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_checks_can_fail(version, work):
    """What compiles with a warning, and what is documented badly, is seen."""
    bad = work / "bad.el"
    bad.write_text(';;; bad.el --- Bad -*- lexical-binding: t; -*-\n(defun bad () "finds it" (missing))\n')
    form = f"""(progn (setq byte-compile-error-on-warn t)
      (unless (byte-compile-file "{bad}") (princ "not compiled")) (checkdoc-file "{bad}"))"""
    done = batch(version, home(work), "--eval", form)
    assert "not compiled" in done.stdout
    assert "bad.el:2" in done.stderr


def test_the_package_can_be_installed(version, work):
    """``package-install-file`` takes the file, and the commands are there before it is loaded."""
    names = "spec-ls-ensure spec-ls-doctor spec-ls-open-template spec-ls-insert-missing-sections spec-ls-order-sections"
    install = f"""(progn (require 'package) (setq package-archives nil) (package-initialize)
      (package-install-file "{SOURCE}"))"""
    done = batch(version, home(work), "--eval", install)
    assert done.returncode == 0, done.stderr
    look = f"""(progn (require 'package) (package-initialize)
      (princ (mapcar (lambda (name) (autoloadp (symbol-function name))) '({names})))
      (princ (featurep 'spec-ls)))"""
    assert batch(version, home(work), "--eval", look).stdout == "(t t t t t)nil"


def test_the_commands(version, scenario, work):
    """Sections are put in order, the template is opened, and the doctor is asked."""
    mixed = scenario.second_spec.with_name("mixed.rst")
    mixed.write_text(MIXED, encoding="utf-8")
    there = tuple(checked(scenario.second, str(mixed.relative_to(scenario.second))))
    with started(version, work, [program(scenario, work / "bin")]) as editor:
        editor.open(mixed)
        assert sorted(editor.settled(there)) == sorted(map(list, there))
        editor.command("spec-ls-order-sections")
        ordered = "Motivation\n==========\n\nIt is out of tune.\n\nPlan\n====\n\n😀 Tune it.\n"
        editor.until(lambda: editor.text().endswith(ordered))
        assert editor.text().endswith(ordered)
        editor.press("C-x", "C-s")
        editor.until(lambda: not editor.ask("(buffer-modified-p)"))
        editor.command("spec-ls-order-sections")
        assert editor.until(lambda: "The sections are in order" in editor.messages())
        editor.command("spec-ls-doctor")
        report = '(with-current-buffer (get-buffer-create "*spec-ls doctor*") (buffer-string))'
        assert editor.until(lambda: "mixed.rst" in editor.ask(report)), editor.ask(report)
        editor.command("spec-ls-open-template")
        template = str(scenario.second / "specs" / "template.rst")
        editor.until(lambda: editor.file() == template)
        assert editor.file() == template


def test_no_program_is_told_once(version, scenario, work):
    """Without spec-ls there is one message however many specs are opened, and no server is asked for."""
    with started(version, work) as editor:
        for path in (scenario.template, scenario.spec, scenario.second_spec):
            editor.open(path)
        warnings = '(with-current-buffer (get-buffer-create "*Warnings*") (buffer-string))'
        assert "eglot" not in editor.messages().lower()
        assert editor.ask(warnings).count("Cannot run") == 1


def test_a_server_that_always_ends_is_left_alone(version, scenario, work):
    """A server that ends at once is not started time and again, and Emacs says so."""
    broken = program(scenario, work / "bin")
    count = work / "count"
    broken.write_text(f"#!/bin/sh\necho start >> '{count}'\nexit 3\n", encoding="utf-8")
    with started(version, work, [broken]) as editor:
        editor.open(scenario.spec)
        assert editor.until(lambda: "exited with status 3" in editor.messages()), editor.messages()
        editor.press("C-n", "C-n")
        editor.until(lambda: editor.ask("(line-number-at-pos)") == 3)
        assert count.read_text().count("start") == 1


def test_lsp_mode(version, scenario, work, need):
    """With lsp-mode in Eglot's place the findings are there, and the command inserts what is missing."""
    need(None if binary(CACHE).exists() else f"no lsp-mode in {CACHE}: python tests/editors/install.py")
    folders = " ".join(f'"{folder}"' for folder in lsp_mode(CACHE))
    init = f"""(setq load-path (append '({folders} "{PACKAGE}") load-path)
      lsp-auto-guess-root t lsp-session-file "{work}/session" lsp-server-install-dir "{work}/servers"
      lsp-diagnostics-provider :flymake lsp-enable-file-watchers nil lsp-enable-suggest-server-download nil)
    (load "lsp-mode-autoloads")
    (setq lsp-enable-snippet nil)
    (require 'spec-ls)
    (add-hook 'rst-mode-hook #'lsp-deferred)"""
    with started(version, work, [program(scenario, work / "bin")], init) as editor:
        editor.open(scenario.spec)
        count = len(scenario.step("open").findings)
        editor.until(lambda: editor.ask("(length (flymake-diagnostics))") == count)
        assert editor.ask("(length (flymake-diagnostics))") == count, editor.messages()
        editor.command("spec-ls-insert-missing-sections")
        assert editor.until(lambda: "Upgrade impact\n--------------\n\nNone\n" in editor.text())
