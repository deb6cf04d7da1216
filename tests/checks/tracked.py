"""A template with all that may stand before the first section, and specs that are right beside it."""

from __future__ import annotations

from checks.templates import named

LICENCE = """\
..
 This work is licensed under a Creative Commons Attribution 3.0 Unported
 License.

 http://creativecommons.org/licenses/by/3.0/legalcode

"""

TITLE = "==========\nDim lights\n==========\n\n"

LINK = "https://blueprints.launchpad.net/lamp/+spec/dim-lights\n\n"

SECTIONS = "Problem\n=======\n\nToo bright.\n\nChange\n======\n\nA knob.\n"

SPEC = LICENCE + TITLE + LINK + "Lights shine less.\n\n" + SECTIONS
"""A spec with nothing to find in it; its file is dim-lights.rst."""

TRACKED = named(
    LICENCE
    + """\
=====
Title
=====

https://blueprints.launchpad.net/lamp/+spec/example

One paragraph that says what it is about.

* Name the file after its blueprint:
  https://blueprints.launchpad.net/lamp/+spec/awesome-thing is awesome-thing.rst.

* If you would like to provide a diagram, ascii diagrams are required.

Problem
=======

What is wrong?

Change
======

What will be done?
"""
)
