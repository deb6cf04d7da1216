"""The files that the author works on: two repositories, each with a template and a spec."""

from __future__ import annotations

import subprocess
from pathlib import Path

import spec_ls

FOLDER = "Spécs ünd more"
SPEC_NAME = "specs/2026.1/approved/volume-trim.rst"
RENAMED_NAME = "specs/2026.1/approved/volume-trim-online.rst"
TEMPLATE_NAME = "specs/2026.1-template.rst"
SECOND_SPEC_NAME = "specs/2026.1/tuning.rst"

GITREVIEW = "[gerrit]\nhost=review.opendev.org\nport=29418\nproject=openstack/nova-specs.git\n"

# Astral and combining characters stand before what the findings are about: there editors' columns differ.
SPEC = """\
..
 This work is licensed under a Creative Commons Attribution 3.0 Unported
 License.

 http://creativecommons.org/licenses/by/3.0/legalcode

==============================================
𝄞 Give unused blocks of volume\u0301s back early 😀
==============================================

https://blueprints.launchpad.net/nova/+spec/volume-trim

A server that deletes files leaves the blocks of its volume allocated in the
storage backend until its own system trims them. With this change a user asks
nova to trim the volumes of a running server, and the space is free at once.

Problem description
===================

Thinly provisioned storage is sold several times over. That works for as long
as unused blocks come back, and they do not.

😀 In a cloud with 900 servers, 38 % of the space held re\u0301sidues 𝄞 that nobody reads.

Use Cases
---------

* 😀 An end user has deleted a large data set and wants to stop paying for it.

* 𝄞 An operator is short of space, e\u0301tape by e\u0301tape, and ``wins some back early.

Proposed change
===============

A new server action, ``trim-volumes``, asks the guest agent to trim all mounted
file systems. 😀 It records the re\u0301sult in the list of server actions.



Data model impact
-----------------



REST API impact
---------------

😀 The action takes no parameters 𝄞.  \t

Other end user impact
---------------------

None

Performance Impact
------------------

None

Other deployer impact
---------------------

None

Implementation
==============

Assignee(s)
-----------

Primary assignee:
  None

Work Items
----------

* Trim.

Dependencies
============

None

References
==========

None

History
=======

None
"""

TYPED_HEADING = "Alter"
TYPED_NONE = "No"
TYPED_LONG = (
    " The user 𝄞 sees there, volume by volume, whe\u0301ther it was trimmed 😀 and how much came back."
)
TEMPLATE_ADDITION = """\

Rollback plan
=============

How does an operator get back to the state before?
"""

SECOND_TEMPLATE = """\
==============
Name of a tune
==============

Motivation
==========

Why is it out of tune?

Plan
====

What will be tuned, and in which order?
"""
SECOND_SPEC = """\
========
𝄞 Tuning
========

Plan
====

😀 Tune it.
"""
MIXED = """\
========
𝄞 Tuning
========

Plan
====

😀 Tune it.

Motivation
==========

It is out of tune.
"""
"""A spec of the second repository, with its sections out of order."""


def write(folder: Path) -> Path:
    """Both repositories, in a new folder."""
    template = Path(spec_ls.__file__).parent / "profiles" / "nova.rst"
    files = {
        "nova-specs/.gitreview": GITREVIEW,
        f"nova-specs/{TEMPLATE_NAME}": template.read_text(encoding="utf-8"),
        f"nova-specs/{SPEC_NAME}": SPEC,
        "other specs/specs/template.rst": SECOND_TEMPLATE,
        f"other specs/{SECOND_SPEC_NAME}": SECOND_SPEC,
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    for name in ("nova-specs", "other specs"):
        subprocess.run(["git", "init", "--quiet", folder / name], check=True, capture_output=True)
    return folder
