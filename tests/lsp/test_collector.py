"""Where garbage is looked for, and what is loaded before the first document."""

import gc
import json
import subprocess
import sys

import pytest

from spec_ls.lsp import collector

LOADED = """
import gc, json, sys
import spec_ls.lsp.server
early = [name for name in ("docutils", "spec_ls.checks", "spec_ls.analysis") if name in sys.modules]
from spec_ls.lsp import beforehand
beforehand.load()
loaded = set(sys.modules)
from spec_ls.checks.run import check
from spec_ls.analysis import analyse
from spec_ls.model.template import read_template
from spec_ls.text import Text
check(analyse(Text.of(sys.stdin.read()), read_template("T\\n=\\n\\nA\\n-\\n", "")))
print(json.dumps([early, sorted(set(sys.modules) - loaded)]))
"""


@pytest.fixture
def own_rules():
    """The collector's rules, and Python's again behind the test."""
    before = gc.get_threshold()
    collector.begin()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


def test_cycles_are_found_between_messages(own_rules):
    """Enough garbage is collected at rest, and what is kept is frozen; a little waits."""
    gc.collect()
    collector.rest()
    assert gc.get_freeze_count() == 0
    kept = [[] for _ in range(6_000)]
    for _ in range(6_000):
        one = []
        one.append(one)
    del one
    collector.rest()
    assert gc.get_freeze_count() > len(kept)
    assert gc.get_count()[0] < 1_000


def test_the_answer_to_initialize_needs_no_core():
    """Neither checks nor docutils are loaded at the start; a document then finds nearly all of it loaded."""
    text = "T\n=\n\nA\n-\n\n``x`` *y z_\n\n+--+\n| a|\n+--+\n"
    done = subprocess.run(
        [sys.executable, "-c", LOADED], input=text, capture_output=True, text=True, check=True, timeout=60
    )
    early, late = json.loads(done.stdout)
    assert early == []
    assert [name for name in late if name.startswith("spec_ls") or name == "docutils"] == []
