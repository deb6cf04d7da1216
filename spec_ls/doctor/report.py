"""All that was found out, and what of it is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from spec_ls.doctor import words
from spec_ls.doctor.installation import Dependency, Installation, installation
from spec_ls.doctor.place import Place, place
from spec_ls.doctor.selftest import SelfTest, self_test


@dataclass(frozen=True, slots=True)
class Report:
    """``place`` is None where looking at the path failed by a fault of the program, ``failure`` says how."""

    path: Path
    installation: Installation
    place: Place | None
    failure: str | None
    self_test: SelfTest

    @property
    def setup_problems(self) -> tuple[str, ...]:
        """What is wrong with the program as it is installed."""
        packages = [f"{one.name}: {one.problem}" for one in self.broken]
        failed = [f"self-test: {step.name}: {step.message}" for step in self.self_test.steps if not step.ok]
        return (*packages, *failed, *([self.failure] if self.failure else []))

    @property
    def path_problems(self) -> tuple[str, ...]:
        """What is wrong with the path, or in the settings and the template that serve it."""
        if self.place is None:
            return ()
        found = [words.of_problem(one, str) for one in self.place.problems]
        if self.place.unreadable:
            found.insert(0, f"{self.place.path}: {self.place.unreadable}")
        return tuple(found)

    @property
    def broken(self) -> tuple[Dependency, ...]:
        """The packages with which something is wrong."""
        return tuple(one for one in self.installation.dependencies if one.problem)


def examine(path: Path) -> Report:
    """Look at everything; what is wrong is part of the report, and nothing is raised."""
    here, failure = None, None
    try:
        here = place(path)
    except Exception as error:  # a package that is missing: the rest is still to be seen
        failure = f"{path}: {type(error).__name__}: {' '.join(str(error).split())}"
    return Report(path, installation(), here, failure, self_test())
