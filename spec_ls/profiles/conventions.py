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

REDIRECTS = "redirects"
"""The name of files whose lines lead from the old places of pages to the new ones."""

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

ROLE_ADDRESSES = {
    "pep": "https://peps.python.org/pep-{0:0>4}/",
    "pep-reference": "https://peps.python.org/pep-{0:0>4}/",
    "rfc": "https://datatracker.ietf.org/doc/html/rfc{0}",
    "rfc-reference": "https://datatracker.ietf.org/doc/html/rfc{0}",
    "cve": "https://www.cve.org/CVERecord?id=CVE-{0}",
}
"""The addresses that roles of docutils and Sphinx lead to, by the number in their text."""

WORD_ADDRESSES = (
    (r"\bPEP[ -]?(\d{1,4})\b", "https://peps.python.org/pep-{0:0>4}/", ""),
    (r"\bRFC[ -]?(\d{1,5})\b", "https://datatracker.ietf.org/doc/html/rfc{0}", ""),
    (r"\bCVE-(\d{4}-\d{4,7})\b", "https://www.cve.org/CVERecord?id=CVE-{0}", ""),
    (r"\b(?:LP|Bug|Launchpad)[: ]*#?(\d{5,8})\b", "https://bugs.launchpad.net/bugs/{0}", "launchpad.net"),
    (r"\bStory[: ]*#?(\d{7})\b", "https://storyboard.openstack.org/#!/story/{0}", "storyboard.openstack.org"),
    (r"\b(?:Review|Change)[: ]*#?(\d{5,7})\b", "https://review.opendev.org/c/{0}", "review.opendev.org"),
    (r"\b(I[0-9a-f]{40})\b", "https://review.opendev.org/q/{0}", "review.opendev.org"),
)
"""Words with a number that lead somewhere: a pattern, in any case of letters, the address with the number in
it, and the host that a document or its template has to mention, as many projects number bugs and changes.
"""
