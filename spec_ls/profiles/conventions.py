"""Names and addresses that many projects share, known in each repository: data, like the profiles here."""

from __future__ import annotations

BLUEPRINT_LINK = r"https?://[\w.-]+/[\w.+-]+/\+spec/(?P<name>[\w.+-]*\w)"
"""The address of a blueprint; its last part is the blueprint's name."""

WORK_LINK = r"""
    https?://
    (?: (?: blueprints | bugs | bugzilla | issues | jira | review | storyboard ) \.[\w.-]+/
      | [\w.-]+ / [^\s>]{0,200}?
        (?: \b (?: issues? | pull | merge_requests | bugs? | show_bug ) \b
          | \+ (?: spec | bug ) /
          | / \+ / \d
          | \b (?: us | task | epic | story ) / \d
        )
    )
"""
"""The address of a blueprint, bug, story or review, by the form that trackers give theirs (verbose)."""

DIRECTIVES = (
    "list-filters support_matrix support-matrix feature_matrix feature_classification release-notes "
    "rest_expand_all rest_method rest_parameters rest_status_code show-options show-policy "
    "program program-output command-output automodule-diagram autoprogram-cliff "
    "sql youtube video asciinema jsonschema openapi"
)
"""Directives that projects write themselves, whose content counts as verbatim."""

ROLES = (
    "bp blueprint bug lp lpbug lp-bug launchpad review change story oscli commit issue pr pull gerrit "
    "spec ghissue ghpull wiki git git_file config user"
)
"""Roles of links that projects define for themselves."""

SAMPLE_TEMPLATE = "nova"
"""The built-in template with which ``doctor`` tries a server."""
