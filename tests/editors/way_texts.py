"""The repositories in which an author begins a new document: made up, in the forms of two processes.

All sections of the templates are asked for by the profiles of these processes.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Process:
    """A repository of a process.

    ``document`` is the new file's name; its first text is ``empty``, which is one line end where the author
    begins at the top, as some editors have no other empty text.
    """

    folder: str
    template_name: str
    template: str
    document: str
    empty: str


PEP = Process(
    "a fork of peps",
    "peps/pep-0012/pep-NNNN.rst",
    """\
PEP: <REQUIRED: pep number>
Title: <REQUIRED: pep title>
Author: <REQUIRED: list of authors' names and optionally, email addrs>
Sponsor: <name of sponsor>
Discussions-To: Pending
Status: <REQUIRED: Draft | Active | Accepted | Deferred | Rejected | Final>
Type: <REQUIRED: Standards Track | Informational | Process>
Topic: <Governance | Packaging | Release | Typing>
Created: <date created on, in dd-mmm-yyyy format>
Post-History: Pending


Abstract
========

[A short description of what is proposed here, in two hundred words or in fewer.]


Motivation
==========

[The problem that is solved by this proposal, why the language as it is does not solve it, and whose it is.]


Specification
=============

[The syntax and the semantics of what is new.]


Open Issues
===========

[What is still discussed.]


Copyright
=========

This document is placed in the public domain or under the
CC0-1.0-Universal license, whichever is more permissive.
""",
    "peps/pep-0812.rst",
    "",
)

NEP = Process(
    "numpy copy",
    "doc/neps/nep-template.rst",
    """\
=================================
NEP X \N{EM DASH} Template and instructions
=================================

:Author: <list of authors' real names and optionally, email addresses>
:Status: <Draft | Active | Accepted | Deferred | Rejected | Withdrawn | Final | Superseded>
:Type: <Standards Track | Process>
:Created: <date created on, in yyyy-mm-dd format>
:Resolution: <url> (required for Accepted | Rejected | Withdrawn)


Abstract
--------

The abstract should say in a few sentences what the proposal will achieve.

Motivation and scope
--------------------

This section describes the problem, who has it, and which part of it the proposal solves.
It also says what is out of its scope.

References and footnotes
------------------------

.. [1] Each proposal must either be labelled as placed in the public domain (see
   this one as an example) or licensed under the `Open Publication License`_.

.. _Open Publication License: https://www.opencontent.org/openpub/


Copyright
---------

This document has been placed in the public domain. [1]_
""",
    "doc/neps/nep-0061-fast-lists.rst",
    "\n",
)

PROCESSES = {"pep": PEP, "nep": NEP}


def write_process(process: Process, parent: Path) -> Path:
    """The repository of a process with the new document, in a new folder below ``parent``."""
    folder = parent / process.folder
    files = {process.template_name: process.template, process.document: process.empty}
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    subprocess.run(["git", "init", "--quiet", folder], check=True, capture_output=True)
    return folder
