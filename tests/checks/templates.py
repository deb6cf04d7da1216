"""The templates that the tests of checks and fixes compare specs with."""

from __future__ import annotations

from spec_ls.model.template import Template, read_template

NESTED = """\
=============
Example title
=============

What is it all about?

Problem description
===================

What is wrong?

Use Cases
---------

For whom is it wrong?

Proposed change
===============

What will be done?

At this point you can stop and ask whether others like it. Then say:
Posting to get preliminary feedback on the scope of this spec.

Alternatives
------------

This is an optional section. What else could be done?

Security impact
---------------

What can go wrong?

Implementation
==============

Assignee(s)
-----------

Who will do it?

Work Items
----------

What will they do?

Dependencies
============

- Libraries.

Testing
=======

How will it be tested?

References
==========

Optional section. Links.
"""
"""Two levels; Alternatives and References are optional, Implementation has no text of its own."""

FLAT = """\
Title
=====

Problem
-------

What is wrong?

Change
------

What will be done?

Testing
-------

How will it be tested?
"""
"""One level, with underlines alone."""

DEEP = """\
=====
Title
=====

Problem
=======

What is wrong?

Change
======

What will be done?

Interfaces
----------

What does it look like?

Command line
~~~~~~~~~~~~

Options.

REST
~~~~

Resources.

Storage
-------

Where is it kept?

Testing
=======

How will it be tested?
"""
"""Three levels; no gate reads the third."""

FRAMED = """\
::

  Copyright <holder>
  Licensed under the Apache License, Version 2.0.

*Delete this paragraph.* Fill in what is below.

=====================
 The title goes here
=====================

Introduction.

Problem
=======

What is wrong?

Change
======

What will be done?

Alternatives
------------

What else?

Testing
=======

How will it be tested?
"""
"""Text stands before the title, so docutils promotes none."""

START = """\
====
Spec
====

Problem description
===================

Slow.

Use Cases
---------

All.

Proposed change
===============

Faster.

"""
"""A spec for the nested template, up to where its author may stop."""


def named(text: str) -> Template:
    """The template of one of the texts above, with an origin to find in findings."""
    return read_template(text, "builtin:example")
