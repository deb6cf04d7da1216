"""When garbage is collected, and which modules are imported before the first document."""

import gc
import json
import mmap
import platform
import subprocess
import sys
import weakref
from pathlib import Path

import pytest

from spec_ls.lsp import gc_policy

LOADED = """
import gc, json, sys
import spec_ls.lsp.transport
early = sorted(name for name in sys.modules if name == "docutils" or name.startswith("spec_ls."))
from spec_ls.lsp.warmup import warm_up
warm_up()
loaded = set(sys.modules)
from spec_ls.checks.run import check
from spec_ls.spec import compare
from spec_ls.model.document import parse
from spec_ls.model.template import read_template
from spec_ls.text import Text
check(compare(parse(Text.of(sys.stdin.read())), read_template("T\\n=\\n\\nA\\n-\\n", "")))
print(json.dumps([early, sorted(set(sys.modules) - loaded)]))
"""


def resident_pages():
    """The pages of this process that are in memory (Linux)."""
    return int(Path("/proc/self/statm").read_text().split()[1])


class Cycle:
    """May refer to itself."""

    itself = None


@pytest.fixture
def own_rules():
    """The server's rules during a test, and Python's again after it."""
    before = gc.get_threshold()
    gc.unfreeze()  # a server that ran in this process may have left some
    gc_policy.begin()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


def test_cycles_are_found_between_messages(own_rules):
    """Enough garbage is collected between messages, and objects that survive are frozen; a little waits."""
    gc.collect()
    gc_policy.collect_between_messages()
    assert gc.get_freeze_count() == 0
    kept = [[] for _ in range(6_000)]
    for _ in range(6_000):
        cycle = []
        cycle.append(cycle)
    del cycle
    gc_policy.collect_between_messages()
    assert gc.get_freeze_count() > len(kept)
    assert gc.get_count()[0] < 1_000


@pytest.mark.skipif(sys.implementation.name != "cpython", reason="only CPython keeps memory for tuples")
def test_memory_that_python_keeps_for_tuples_is_given_back(own_rules):
    """A collection between messages leaves no memory of the tuples of a long message behind."""
    gc.collect()
    survivors = [[] for _ in range(6_000)]
    blocks = sys.getallocatedblocks()
    tuples = [(number,) * 19 for number in range(1_500)]
    del tuples
    assert sys.getallocatedblocks() - blocks > 1_000
    gc_policy.collect_between_messages()
    assert gc.get_freeze_count() > len(survivors)
    assert sys.getallocatedblocks() - blocks < 200


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries are not asked")
def test_free_memory_between_blocks_in_use_goes_back_to_the_system(own_rules):
    """After a collection between messages nothing resides where many long blocks were freed."""
    gc.collect()
    survivors = [[] for _ in range(6_000)]
    blocks = [bytes([1]) * 8_000 for _ in range(4_000)]
    kept = blocks[::10]
    before = resident_pages()
    del blocks
    gc_policy.collect_between_messages()
    assert gc.get_freeze_count() > len(survivors)
    assert (before - resident_pages()) * mmap.PAGESIZE > 20e6, len(kept)


def test_frozen_garbage_is_collected_at_last(own_rules, monkeypatch):
    """A cycle that was frozen while it was in use, and became garbage later, is freed after many collections."""
    monkeypatch.setattr(gc_policy, "_COLLECT_ALL", 10)  # of 200
    cycle = Cycle()
    cycle.itself = cycle
    gone = weakref.ref(cycle)
    gc.collect()
    gc.freeze()
    del cycle
    survivors = []
    for _ in range(10):
        survivors.clear()  # now, as it counts against what is made next
        survivors += [[] for _ in range(6_000)]
        gc_policy.collect_between_messages()
        assert gc.get_freeze_count() > len(survivors)
    assert gone() is None


def test_the_answer_to_initialize_needs_no_core():
    """At the start nothing is imported but the server and its handlers; a document then finds nearly all of it."""
    text = "T\n=\n\nA\n-\n\n``x`` *y z_\n\n+--+\n| a|\n+--+\n"
    done = subprocess.run(
        [sys.executable, "-c", LOADED], input=text, capture_output=True, text=True, check=True, timeout=60
    )
    early, late = json.loads(done.stdout)
    light = ("spec_ls.lsp", "spec_ls.features", "spec_ls.quoting")
    assert [name for name in early if not name.startswith(light)] == []
    assert "spec_ls.lsp.session" not in early
    assert [name for name in late if name.startswith("spec_ls") or name == "docutils"] == []
