"""What the checks of sections say, in full: each part of each finding, with a gate, without one, and by habit alone."""

from __future__ import annotations

import pytest

from checks.marked import look
from checks.said import said
from checks.templates import NESTED, named
from spec_ls.config import Config, SectionRules

CODES = frozenset(
    {
        "broken-heading",
        "missing-section",
        "unknown-section",
        "misordered-section",
        "misnamed-section",
        "misplaced-section",
        "duplicate-section",
        "empty-section",
    }
)
CONFIGS = {
    "advice": Config(select=CODES, gate=frozenset()),
    "gate": Config(select=CODES, gate=CODES),
    "habit": Config(
        select=CODES,
        gate=frozenset(),
        sections=SectionRules(asked=frozenset({"Problem description", "Testing"})),
    ),
}


def findings(sections: str, config: Config) -> list[str]:
    """What is said of a spec; its sections are written as in ``text``, a finding each."""
    case = look(text(sections), named(NESTED), config=config)
    return [
        " | ".join((one.code, *said(case.spec, one))).replace("of builtin:example", "there")
        for one in case.findings
    ]


def text(sections: str) -> str:
    """A spec whose headings are the lines: those of subsections are indented, and ``-`` says that there is no text."""
    parts = ["====\nSpec\n====\n\n"]
    for line in sections.splitlines():
        title = line.strip("- ")
        parts += [title, "\n", ("-" if line.startswith(" ") else "=") * len(title), "\n\n"]
        parts += [] if line.endswith("-") else ["Words.\n\n"]
    return "".join(parts)


CASES = [
    (
        """\
1. Problem description
  use cases
Proposed change
  Alternatives
  Security impact
Implementation
  Assignee(s)
  Work Items
Dependencies
2. Testing
reference
""",
        {
            "advice": [
                'misnamed-section | warning, 5:1-5:23, in 1. Problem description, line 7 there | section "1. Problem description" is called "Problem description" in the template | SAFE: Rename "1. Problem description" to "Problem description"',
                'misnamed-section | warning, 50:1-50:11, in 2. Testing, line 53 there | section "2. Testing" is called "Testing" in the template | SAFE: Rename "2. Testing" to "Testing"',
                'misnamed-section | warning, 55:1-55:10, in reference, line 58 there | section "reference" is called "References" in the template | UNSAFE: Rename "reference" to "References"',
            ],
            "gate": [
                'missing-section | error, 5:1-5:23, in Problem description, line 7 there | section "Problem description" is missing, it is called "1. Problem description" here | SAFE: Rename "1. Problem description" to "Problem description"',
                'unknown-section | error, 5:1-5:23, in 1. Problem description, follows from missing-section in line 5 | the gate knows no section "1. Problem description", "Problem description" is missing',
                'missing-section | error, 50:1-50:11, in Testing, line 53 there | section "Testing" is missing, it is called "2. Testing" here | SAFE: Rename "2. Testing" to "Testing"',
                'unknown-section | error, 50:1-50:11, in 2. Testing, follows from missing-section in line 50 | the gate knows no section "2. Testing", "Testing" is missing',
                'unknown-section | error, 55:1-55:10, in reference | the gate knows no section "reference", "References" is missing | UNSAFE: Rename "reference" to "References"',
            ],
            "habit": [
                'misnamed-section | information, 55:1-55:10, in reference, line 58 there | section "reference" is called "References" in the template | BY_HAND: Rename "reference" to "References"',
            ],
        },
    ),
    (
        """\
Problem description
  Use Cases
Proposed change
  Alternative
  Use Cases
Implementation
  Assignee(s)
  Work Items
Dependancies
Testing
References
""",
        {
            "advice": [
                'missing-section | warning, 15:1-15:16, in Proposed change > Security impact, line 30 there | section "Security impact" is missing in "Proposed change" | UNSAFE: Insert "Security impact"',
                'misnamed-section | warning, 20:1-20:12, in Proposed change > Alternative, line 25 there | section "Alternative" is called "Alternatives" in the template | UNSAFE: Rename "Alternative" to "Alternatives"',
                'misnamed-section | warning, 45:1-45:13, in Dependancies, line 48 there | section "Dependancies" is called "Dependencies" in the template | UNSAFE: Rename "Dependancies" to "Dependencies"',
            ],
            "gate": [
                'missing-section | error, 15:1-15:16, in Proposed change > Security impact, line 30 there | section "Security impact" is missing in "Proposed change" | UNSAFE: Insert "Security impact"',
                'misnamed-section | warning, 20:1-20:12, in Proposed change > Alternative, line 25 there | section "Alternative" is called "Alternatives" in the template | UNSAFE: Rename "Alternative" to "Alternatives"',
                'missing-section | error, 45:1-45:13, in Dependencies, line 48 there | section "Dependencies" is missing, it is called "Dependancies" here | UNSAFE: Rename "Dependancies" to "Dependencies"',
                'unknown-section | error, 45:1-45:13, in Dependancies, follows from missing-section in line 45 | the gate knows no section "Dependancies", "Dependencies" is missing',
            ],
            "habit": [
                'missing-section | warning, 15:1-15:16, in Proposed change > Security impact, line 30 there | section "Security impact" is missing in "Proposed change" | UNSAFE: Insert "Security impact"',
                'misnamed-section | information, 20:1-20:12, in Proposed change > Alternative, line 25 there | section "Alternative" is called "Alternatives" in the template | BY_HAND: Rename "Alternative" to "Alternatives"',
                'misnamed-section | information, 45:1-45:13, in Dependancies, line 48 there | section "Dependancies" is called "Dependencies" in the template | BY_HAND: Rename "Dependancies" to "Dependencies"',
            ],
        },
    ),
    (
        """\
Problem description
  Use Cases
Proposed change
Implementation
  Assignee(s)
Testing
References
Open questions
  Who
""",
        {
            "advice": [
                'missing-section | warning, 2:1-2:5, in Dependencies, line 48 there | section "Dependencies" is missing | UNSAFE: Insert "Dependencies"',
                'missing-section | information, 15:1-15:16, in Proposed change > Alternatives, line 25 there | optional section "Alternatives" is missing in "Proposed change" | BY_HAND: Insert "Alternatives"',
                'missing-section | warning, 15:1-15:16, in Proposed change > Security impact, line 30 there | section "Security impact" is missing in "Proposed change" | UNSAFE: Insert "Security impact"',
                'missing-section | warning, 20:1-20:15, in Implementation > Work Items, line 43 there | section "Work Items" is missing in "Implementation" | UNSAFE: Insert "Work Items"',
            ],
            "gate": [
                'missing-section | error, 2:1-2:5, in Dependencies, line 48 there | section "Dependencies" is missing | UNSAFE: Insert "Dependencies"',
                'missing-section | information, 15:1-15:16, in Proposed change > Alternatives, line 25 there | optional section "Alternatives" is missing in "Proposed change" | BY_HAND: Insert "Alternatives"',
                'missing-section | error, 15:1-15:16, in Proposed change > Security impact, line 30 there | section "Security impact" is missing in "Proposed change" | UNSAFE: Insert "Security impact"',
                'missing-section | error, 20:1-20:15, in Implementation > Work Items, line 43 there | section "Work Items" is missing in "Implementation" | UNSAFE: Insert "Work Items"',
                'unknown-section | error, 40:1-40:15, in Open questions | the gate knows no section "Open questions"',
            ],
        },
    ),
    (
        """\
Proposed change
  Alternatives
  Use Cases
  Security impact
Implementation -
Problem description
Testing -
Dependencies -
References -
""",
        {
            "advice": [
                'misplaced-section | warning, 15:1-15:10, in Proposed change > Use Cases, line 12 there | section "Use Cases" belongs in "Problem description" | UNSAFE: Move "Use Cases" to its place',
                'missing-section | warning, 25:1-25:15, in Implementation > Assignee(s), line 38 there | section "Assignee(s)" is missing in "Implementation" | UNSAFE: Insert "Assignee(s)"',
                'missing-section | warning, 25:1-25:15, in Implementation > Work Items, line 43 there | section "Work Items" is missing in "Implementation" | UNSAFE: Insert "Work Items"',
                'empty-section | warning, 25:1-25:15, in Implementation, line 35 there | section "Implementation" has neither text nor subsections | UNSAFE: Write "None"',
                'misordered-section | warning, 28:1-28:20, in Problem description, line 7 there | "Problem description" should come before "Proposed change" | UNSAFE: Move "Problem description" to its place',
                'empty-section | warning, 33:1-33:8, in Testing, line 53 there | section "Testing" has neither text nor subsections, nor has the next one | UNSAFE: Write "None" in 2 sections',
                'misordered-section | warning, 36:1-36:13, in Dependencies, line 48 there | "Dependencies" should come before "Testing" | UNSAFE: Move "Dependencies" to its place',
                'empty-section | warning, 36:1-36:13, in Dependencies, line 48 there, follows from empty-section in line 33 | section "Dependencies" has neither text nor subsections',
                'empty-section | warning, 39:1-39:11, in References, line 58 there | section "References" has neither text nor subsections | UNSAFE: Write "None"',
            ],
            "gate": [
                'missing-section | error, 15:1-15:10, in Problem description > Use Cases, line 12 there | section "Use Cases" is missing in "Problem description", it stands elsewhere | UNSAFE: Move "Use Cases" to its place',
                'missing-section | error, 25:1-25:15, in Implementation > Assignee(s), line 38 there | section "Assignee(s)" is missing in "Implementation" | UNSAFE: Insert "Assignee(s)"',
                'missing-section | error, 25:1-25:15, in Implementation > Work Items, line 43 there | section "Work Items" is missing in "Implementation" | UNSAFE: Insert "Work Items"',
                'empty-section | warning, 25:1-25:15, in Implementation, line 35 there | section "Implementation" has neither text nor subsections | UNSAFE: Write "None"',
                'misordered-section | warning, 28:1-28:20, in Problem description, line 7 there | "Problem description" should come before "Proposed change" | UNSAFE: Move "Problem description" to its place',
                'empty-section | warning, 33:1-33:8, in Testing, line 53 there | section "Testing" has neither text nor subsections, nor has the next one | UNSAFE: Write "None" in 2 sections',
                'misordered-section | warning, 36:1-36:13, in Dependencies, line 48 there | "Dependencies" should come before "Testing" | UNSAFE: Move "Dependencies" to its place',
                'empty-section | warning, 36:1-36:13, in Dependencies, line 48 there, follows from empty-section in line 33 | section "Dependencies" has neither text nor subsections',
                'empty-section | warning, 39:1-39:11, in References, line 58 there | section "References" has neither text nor subsections | UNSAFE: Write "None"',
            ],
            "habit": [
                'misplaced-section | information, 15:1-15:10, in Proposed change > Use Cases, line 12 there | section "Use Cases" belongs in "Problem description" | BY_HAND: Move "Use Cases" to its place',
                'missing-section | warning, 25:1-25:15, in Implementation > Assignee(s), line 38 there | section "Assignee(s)" is missing in "Implementation" | UNSAFE: Insert "Assignee(s)"',
                'missing-section | warning, 25:1-25:15, in Implementation > Work Items, line 43 there | section "Work Items" is missing in "Implementation" | UNSAFE: Insert "Work Items"',
                'empty-section | warning, 25:1-25:15, in Implementation, line 35 there | section "Implementation" has neither text nor subsections | UNSAFE: Write "None"',
                'misordered-section | information, 28:1-28:20, in Problem description, line 7 there | "Problem description" should come before "Proposed change" | BY_HAND: Move "Problem description" to its place',
                'empty-section | warning, 33:1-33:8, in Testing, line 53 there | section "Testing" has neither text nor subsections, nor has the next one | UNSAFE: Write "None" in 2 sections',
                'misordered-section | information, 36:1-36:13, in Dependencies, line 48 there | "Dependencies" should come before "Testing" | BY_HAND: Move "Dependencies" to its place',
                'empty-section | warning, 36:1-36:13, in Dependencies, line 48 there, follows from empty-section in line 33 | section "Dependencies" has neither text nor subsections',
                'empty-section | warning, 39:1-39:11, in References, line 58 there | section "References" has neither text nor subsections | UNSAFE: Write "None"',
            ],
        },
    ),
    (
        """\
Problem description
  Use Cases
Proposed change
  Alternatives
  Security impact
Implementation
Assignee(s)
Work Items
Dependencies
Testing
References
""",
        {
            "advice": [
                'misplaced-section | warning, 35:1-35:12, in Assignee(s), line 38 there | section "Assignee(s)" belongs in "Implementation", as does the next one | UNSAFE: Bring "Assignee(s)" and the next one to their places',
                'misplaced-section | warning, 40:1-40:11, in Work Items, line 43 there, follows from misplaced-section in line 35 | section "Work Items" belongs in "Implementation"',
            ],
            "gate": [
                'missing-section | error, 35:1-35:12, in Implementation > Assignee(s), line 38 there | section "Assignee(s)" is missing in "Implementation", it stands elsewhere | UNSAFE: Bring "Assignee(s)" and the next one to their places',
                'unknown-section | error, 35:1-35:12, in Assignee(s), follows from missing-section in line 35 | the gate knows no section "Assignee(s)"',
                'missing-section | error, 40:1-40:11, in Implementation > Work Items, line 43 there, follows from missing-section in line 35 | section "Work Items" is missing in "Implementation", it stands elsewhere',
                'unknown-section | error, 40:1-40:11, in Work Items, follows from missing-section in line 40 | the gate knows no section "Work Items"',
            ],
            "habit": [
                'misplaced-section | information, 35:1-35:12, in Assignee(s), line 38 there | section "Assignee(s)" belongs in "Implementation", as does the next one | BY_HAND: Bring "Assignee(s)" and the next one to their places',
                'misplaced-section | information, 40:1-40:11, in Work Items, line 43 there, follows from misplaced-section in line 35 | section "Work Items" belongs in "Implementation"',
            ],
        },
    ),
    (
        """\
Problem description
  Use Cases
Proposed change
Alternatives
Security impact
Implementation
Assignee(s)
Work Items
Dependencies
Testing
References
""",
        {
            "advice": [
                'misplaced-section | warning, 20:1-20:13, in Alternatives, line 25 there | section "Alternatives" belongs in "Proposed change", as does the next one | UNSAFE: Bring "Alternatives" and the next one to their places',
                'misplaced-section | warning, 25:1-25:16, in Security impact, line 30 there, follows from misplaced-section in line 20 | section "Security impact" belongs in "Proposed change"',
                'misplaced-section | warning, 35:1-35:12, in Assignee(s), line 38 there | section "Assignee(s)" belongs in "Implementation", as does the next one | UNSAFE: Bring "Assignee(s)" and the next one to their places',
                'misplaced-section | warning, 40:1-40:11, in Work Items, line 43 there, follows from misplaced-section in line 35 | section "Work Items" belongs in "Implementation"',
            ],
            "gate": [
                'unknown-section | error, 20:1-20:13, in Alternatives | the gate knows no section "Alternatives"',
                'misplaced-section | warning, 20:1-20:13, in Alternatives, line 25 there | section "Alternatives" belongs in "Proposed change" | UNSAFE: Make "Alternatives" a section of level 2',
                'missing-section | error, 25:1-25:16, in Proposed change > Security impact, line 30 there | section "Security impact" is missing in "Proposed change", it stands elsewhere | UNSAFE: Move "Security impact" to its place',
                'unknown-section | error, 25:1-25:16, in Security impact, follows from missing-section in line 25 | the gate knows no section "Security impact"',
                'missing-section | error, 35:1-35:12, in Implementation > Assignee(s), line 38 there | section "Assignee(s)" is missing in "Implementation", it stands elsewhere | UNSAFE: Bring "Assignee(s)" and the next one to their places',
                'unknown-section | error, 35:1-35:12, in Assignee(s), follows from missing-section in line 35 | the gate knows no section "Assignee(s)"',
                'missing-section | error, 40:1-40:11, in Implementation > Work Items, line 43 there, follows from missing-section in line 35 | section "Work Items" is missing in "Implementation", it stands elsewhere',
                'unknown-section | error, 40:1-40:11, in Work Items, follows from missing-section in line 40 | the gate knows no section "Work Items"',
            ],
            "habit": [
                'misplaced-section | information, 20:1-20:13, in Alternatives, line 25 there | section "Alternatives" belongs in "Proposed change", as does the next one | BY_HAND: Bring "Alternatives" and the next one to their places',
                'misplaced-section | information, 25:1-25:16, in Security impact, line 30 there, follows from misplaced-section in line 20 | section "Security impact" belongs in "Proposed change"',
                'misplaced-section | information, 35:1-35:12, in Assignee(s), line 38 there | section "Assignee(s)" belongs in "Implementation", as does the next one | BY_HAND: Bring "Assignee(s)" and the next one to their places',
                'misplaced-section | information, 40:1-40:11, in Work Items, line 43 there, follows from misplaced-section in line 35 | section "Work Items" belongs in "Implementation"',
            ],
        },
    ),
    (
        """\
Problem description
Proposed change
  use cases
  Alternatives
  Security impact
Implementation
  Assignee(s)
  Work Items
  testing
Dependencies
References
""",
        {
            "advice": [
                'misplaced-section | warning, 15:1-15:10, in Proposed change > use cases, line 12 there | section "use cases" belongs in "Problem description" | UNSAFE: Move "use cases" to its place and rename it to "Use Cases"',
                'misplaced-section | warning, 45:1-45:8, in Implementation > testing, line 53 there | section "testing" belongs at the top level | UNSAFE: Make "testing" a section of level 1 and rename it to "Testing"',
            ],
            "gate": [
                'missing-section | error, 15:1-15:10, in Problem description > Use Cases, line 12 there | section "Use Cases" is missing in "Problem description", it is called "use cases" here | UNSAFE: Move "use cases" to its place and rename it to "Use Cases"',
                'missing-section | error, 45:1-45:8, in Testing, line 53 there | section "Testing" is missing, it is called "testing" here | UNSAFE: Make "testing" a section of level 1 and rename it to "Testing"',
            ],
            "habit": [
                'misplaced-section | information, 15:1-15:10, in Proposed change > use cases, line 12 there | section "use cases" belongs in "Problem description" | BY_HAND: Move "use cases" to its place and rename it to "Use Cases"',
                'misplaced-section | information, 45:1-45:8, in Implementation > testing, line 53 there | section "testing" belongs at the top level | BY_HAND: Make "testing" a section of level 1 and rename it to "Testing"',
            ],
        },
    ),
    (
        """\
Problem description
  Use Cases
Testing
Proposed change
  Alternatives
  Security impact
Implementation
  Assignee(s)
  Work Items
Dependencies
Testing
References
""",
        {
            "advice": [
                'duplicate-section | warning, 15:1-15:8, in Testing, line 53 there | section "Testing" is here more than once, only the one on line 55 counts | UNSAFE: Delete the second "Testing"',
            ],
            "habit": [
                'duplicate-section | information, 15:1-15:8, in Testing, line 53 there | section "Testing" is here more than once, only the one on line 55 counts | BY_HAND: Delete the second "Testing"',
            ],
        },
    ),
    (
        """\
Problem description
  Use Cases
Proposed change
  Alternatives
  Security impact
Implementation
  Assignee(s) -
  Work Items -
  Notes -
  More -
  Written
  Last -
Dependencies
Testing
References
""",
        {
            "advice": [
                'empty-section | warning, 35:1-35:12, in Implementation > Assignee(s), line 38 there | section "Assignee(s)" has neither text nor subsections | UNSAFE: Write the template\'s guidance, to be replaced',
                'empty-section | warning, 38:1-38:11, in Implementation > Work Items, line 43 there | section "Work Items" has neither text nor subsections | UNSAFE: Write the template\'s guidance, to be replaced',
                'empty-section | warning, 41:1-41:6, in Implementation > Notes | section "Notes" has neither text nor subsections, nor has the next one | UNSAFE: Write "None" in 2 sections',
                'empty-section | warning, 44:1-44:5, in Implementation > More, follows from empty-section in line 41 | section "More" has neither text nor subsections',
                'empty-section | warning, 52:1-52:5, in Implementation > Last | section "Last" has neither text nor subsections | UNSAFE: Write "None"',
            ],
        },
    ),
]
"""The sections of a spec, and what is said of them by the name of the configuration; as advice, where it is not named."""


@pytest.mark.parametrize(("sections", "wanted"), CASES)
def test_what_is_said_of_sections(sections: str, wanted: dict[str, list[str]]) -> None:
    """Where a finding stands, how grave it is, what it follows from, and what its fixes do."""
    for name, config in CONFIGS.items():
        assert findings(sections, config) == wanted.get(name, wanted["advice"])
