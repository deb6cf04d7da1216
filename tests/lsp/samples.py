"""A template and specs of it, with characters before the places that tests look at."""

TEMPLATE = """\
=====================
Example: name of spec
=====================

Say in one paragraph what this is about.

Problem description
===================

What is wrong today, and for whom? ``<user>`` and ```` are fine here.

Use Cases
---------

Who does what, and what do they get?

Proposed change
===============

What will be different.

Alternatives
------------

Optional section. What else could be done?

Testing
=======

How will it be tested? Write None if nothing changes.

References
==========

* Links, if there are any.
"""

# Astral and combining characters stand before, in and behind everything that a range can be about.
SPEC = """\
====================
𝄞 Réplication e\u0301tape
====================

𝄞 A spec about 😀 replicas.

Problem description
===================

𝄞 Replicas go out of tune. 😀

Use Cases
---------

𝄞 An operator tunes all of them.

Proposed change
===============

😀 Tune them.

Alternatives
------------

None

Testing
=======

None

References
==========

None
"""

LACKS_USE_CASES = SPEC.replace("Use Cases\n---------\n\n𝄞 An operator tunes all of them.\n\n", "")
EMPTY_TESTING = SPEC.replace("=======\n\nNone\n\nReferences", "=======\n\nReferences")
# Lacks Use Cases, Testing and the optional Alternatives; References stands before Proposed change.
UNTIDY = """\
====================
𝄞 Réplication e\u0301tape
====================

Problem description
===================

𝄞 Replicas go out of tune. 😀

References
==========

None

Proposed change
===============

😀 Tune them.
"""
