"""Templates adjusted to the specs around a spec."""

from __future__ import annotations

from pathlib import Path

import pytest
from trees import SPEC, TEMPLATE, make, run

from spec_ls.model.slot import Demand
from spec_ls.text import Text
from spec_ls.workspace import Workspace, hints_of

REVIEW = "[gerrit]\nproject=openstack/{}.git\n"
LACKING = SPEC.replace("Alternatives\n------------\n\nWait.\n\n", "")
ROOT = {".git/HEAD": "", "specs/template.rst": TEMPLATE}


def specs(folder: str, count: int, content: str = LACKING) -> dict[str, str]:
    """Specs in a folder."""
    return {f"{folder}/s{number}.rst": content for number in range(count)}


def demand(top: Path, path: str = "specs/zed/s0.rst") -> Demand:
    """Who asks for the alternatives in a spec."""
    template = Workspace(top).resolve(top / path).template
    assert template is not None
    slot = template.slot_at(("Proposed change", "Alternatives"))
    assert slot is not None
    return slot.demand


def test_most_specs_lack_a_section(tmp_path: Path) -> None:
    """Nothing is said of it."""
    top = make(tmp_path, ROOT | specs("specs/zed", 10))
    assert demand(top) is Demand.SILENCE
    assert run("check", "--format", "json", cwd=top).json == []


def test_an_old_release(tmp_path: Path) -> None:
    """In an older release its own specs count: a newer template may ask for more."""
    top = make(tmp_path, ROOT | specs("specs/kilo", 10) | specs("specs/zed", 10, SPEC))
    assert demand(top, "specs/kilo/s0.rst") is Demand.SILENCE
    assert demand(top) is Demand.GATE


def test_some_specs_lack_a_section(tmp_path: Path) -> None:
    """A section that one spec in five lacks is missing all the same, for information."""
    lacking = LACKING.partition("References\n")[0]
    files = specs("specs/zed", 3, lacking) | {f"specs/zed/t{number}.rst": SPEC for number in range(9)}
    top = make(tmp_path, ROOT | files)
    assert demand(top) is Demand.HABIT
    done = run("check", "specs/zed/s0.rst", cwd=top)
    assert 'information missing-section section "References" is missing' in done.out
    assert "Alternatives" not in done.out, "the text of the change says what others have subsections for"


@pytest.mark.parametrize(("lacking", "there"), [(9, 0), (3, 13)])
def test_too_little_evidence(tmp_path: Path, lacking: int, there: int) -> None:
    """Few specs are no evidence, nor are fewer than one in five."""
    files = specs("specs/zed", lacking)
    files |= {f"specs/zed/t{number}.rst": SPEC for number in range(there)}
    assert demand(make(tmp_path, ROOT | files)) is Demand.GATE


def test_other_folders_of_the_same_template(tmp_path: Path) -> None:
    """Where a folder has few specs, those of the nearest releases count."""
    files = specs("specs/zed", 2) | specs("specs/yoga", 8) | specs("specs/kilo", 30, SPEC)
    assert demand(make(tmp_path, ROOT | files)) is Demand.SILENCE


def test_links_and_other_pages_are_no_specs(tmp_path: Path) -> None:
    """A spec counts once, and what another template serves does not count."""
    files = specs("specs/zed", 5) | specs("specs/yoga", 5, "../zed/s0.rst") | {"specs/zed/index.rst": SPEC}
    files |= specs("specs/kilo", 9, f".. spec-ls: template=nova\n\n{SPEC}")
    assert demand(make(tmp_path, ROOT | files)) is Demand.GATE


def test_a_gate_that_asks_for_it(tmp_path: Path) -> None:
    """There is no evidence against a known gate, nor against settings that list sections."""
    files = {".gitreview": REVIEW.format("heat-specs"), "specs/templates/zed-template.rst": TEMPLATE}
    assert demand(make(tmp_path / "gate", files | specs("specs/zed", 10))) is Demand.GATE
    files = ROOT | {
        "spec-ls.toml": 'sections = [{title = "Proposed change", subsections = ["Alternatives"]}]\n'
    }
    assert demand(make(tmp_path / "list", files | specs("specs/zed", 10))) is Demand.GATE


def test_a_gate_that_does_not_open_the_file(tmp_path: Path) -> None:
    """In files outside of the gate evidence counts."""
    files = {".gitreview": REVIEW.format("oslo-specs"), "specs/template.rst": TEMPLATE}
    assert demand(make(tmp_path, files | specs("specs/zed", 10))) is Demand.SILENCE


def test_the_template_stays_while_no_file_changes(tmp_path: Path) -> None:
    """Keystrokes get the same template; a spec that is written meanwhile is seen."""
    top = make(tmp_path, ROOT | specs("specs/zed", 10))
    workspace, path, hints = Workspace(top), top / "specs/zed/s0.rst", hints_of(Text.of(LACKING))
    first = workspace.resolve_again(path, hints)
    assert workspace.resolve_again(path, hints) is first
    assert workspace.resolve_again(top / "specs/zed/s1.rst", hints).template is first.template
    make(top, specs("specs/zed", 9, SPEC))
    changed = workspace.resolve_again(path, hints).template
    assert changed is not None
    assert changed is not first.template
    slot = changed.slot_at(("Proposed change", "Alternatives"))
    assert slot is not None
    assert slot.demand is Demand.GATE
