"""Each feature in each editor that has it, and the table that says so."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from .features import differences, feature_steps, lay_out_features
from .scenario import lay_out
from .table import ROWS, table
from .test_scenario import EDITORS

README = Path(__file__).parents[2] / "editors" / "README.md"


@pytest.mark.parametrize("editor", EDITORS)
def test_features(editor, tmp_path, work, need):
    """What an editor shows of each feature is what the core says, and its text changes as the core has it."""
    name, options = EDITORS[editor]
    need(import_module(f"{__package__}.{name}.driver").available(**options))
    scenario, features = (
        lay_out_features(tmp_path / "files"),
        import_module(f"{__package__}.{name}.features"),
    )
    done = [step for step in scenario.steps if step.name not in features.lacks(**options)]
    seen = features.run(scenario, work, **options)
    assert seen.keys() == {step.name for step in done}
    wrong = [line for step in done for line in differences(step, seen[step.name])]
    assert not wrong, f"{editor}:\n" + "\n".join(wrong)


def test_the_steps_have_something_to_show():
    """Each step that changes the guide changes it, and each other one has words to show."""
    texts = [step.text for step in feature_steps() if step.text]
    assert len(set(texts)) == len(texts)
    assert all(step.words or step.text for step in feature_steps())


def test_the_table_is_what_the_drivers_do(tmp_path):
    """The README's table has a row for each step, and says of each editor what its driver does."""
    steps = {step.name for step in (*lay_out(tmp_path).steps, *feature_steps())}
    rows = {name for row in ROWS for name in row.steps}
    assert rows <= steps
    assert {step.name for step in feature_steps()} <= rows
    assert table() in README.read_text(encoding="utf-8"), f"python -m tests.editors.table prints:\n{table()}"
