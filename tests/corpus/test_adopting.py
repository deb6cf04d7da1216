"""``init`` on real repositories, in its short form: a small one."""

from __future__ import annotations

from adopting import rows
from trees import CORPUS, needs_corpus


@needs_corpus
def test_real_repositories_keep_what_serves_them() -> None:
    """Known repositories need no settings; hook and job are written once, and all specs are served as before."""
    found = list(rows(CORPUS, ["diskimage-builder"]))
    assert [row.mistakes for row in found] == [()]
    assert all(row.before == row.after > 0 for row in found)
    assert {row.written for row in found} == {(".github/workflows/spec-ls.yml", ".pre-commit-config.yaml")}
