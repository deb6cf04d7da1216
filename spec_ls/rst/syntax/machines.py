"""docutils' state machines, with states made when they are needed.

docutils makes all fifteen states, with a dozen transitions each, for every list that it reads, and needs two
or three of them.  This module imports docutils, so it is imported only where docutils is asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docutils.parsers.rst import states

_OF_A_RUN = frozenset({"document", "inliner", "memo", "node", "parent", "parent_state_machine", "reporter"})
"""Attributes of machines and states that lead to the document."""


class _States(dict[str, Any]):
    """A machine's states by name, each made when somebody asks for it."""

    def __init__(self, machine: states.RSTStateMachine, classes: Iterable[type[Any]]) -> None:
        super().__init__()
        self._machine = machine
        self._classes = {one.__name__: _OURS.get(one, one) for one in classes}

    def __missing__(self, name: str) -> Any:
        state = self[name] = self._classes[name](self._machine, self._machine.debug)
        if getattr(self._machine, "memo", None) is not None:  # it runs already
            state.runtime_init()
        return state


class Machine(states.RSTStateMachine):
    """docutils' outermost state machine."""

    def __init__(self) -> None:
        super().__init__(state_classes=states.state_classes, initial_state="Body")

    def add_states(self, state_classes: Iterable[type[Any]]) -> None:
        """Make the states later."""
        self.states = _States(self, state_classes)

    def forget(self) -> None:
        """Keep nothing of what was read: each run sets anew what is taken away here."""
        for machine in (self, *(nested for one in _OURS.values() for nested in one.nested_sm_cache)):
            for holder in (machine, *machine.states.values()):
                for name in _OF_A_RUN.intersection(vars(holder)):
                    setattr(holder, name, None)


class _Nested(states.NestedStateMachine):
    """docutils' state machine for what stands inside something else."""

    def add_states(self, state_classes: Iterable[type[Any]]) -> None:
        self.states = _States(self, state_classes)


_OURS: dict[type[Any], type[Any]] = {
    one: type(one.__name__, (one,), {"nested_sm": _Nested, "nested_sm_cache": []})
    for one in states.state_classes
}
