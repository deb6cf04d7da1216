"""The specs among a command's inputs, each with the template and the settings that serve it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spec_ls.cli.arguments import Options
from spec_ls.cli.console import Console
from spec_ls.cli.inputs import InputSource, input_sources, read_and_resolve
from spec_ls.model.document import parse
from spec_ls.model.template import Template
from spec_ls.spec import Spec, compare
from spec_ls.text import Text
from spec_ls.workspace import Resolution, Workspace, one_look


@dataclass(frozen=True, slots=True)
class SpecInput:
    """An input that a template serves."""

    source: InputSource
    resolution: Resolution
    template: Template

    def spec(self) -> Spec:
        """The spec as it is now.  Raises ``Unreadable``."""
        resolution = self.resolution
        text = Text.of("") if resolution.by_name else self.source.read()
        return compare(
            parse(text), self.template, resolution.config, self.source.path, None, resolution.headers
        )


@dataclass(frozen=True, slots=True)
class SpecInputs:
    """The inputs that are specs, and the text of standard input, spec or not, if that is an input."""

    specs: tuple[SpecInput, ...]
    stdin: str | None = None


def spec_inputs(options: Options, workspace: Workspace, console: Console) -> SpecInputs:
    """The specs among the inputs.  All are resolved first: any may name another as its template."""
    with one_look():
        return _spec_inputs(options, workspace, console)


def _spec_inputs(options: Options, workspace: Workspace, console: Console) -> SpecInputs:
    found, stdin = list[SpecInput](), None
    for source, _ in input_sources(options.paths or ["."], options.stdin_filename, workspace, console):
        stdin = source.stdin if source.is_stdin else stdin
        try:
            spec = spec_input(source, options, workspace, console)
        except Exception as error:  # what is wrong with one input stops no other
            console.failed(source.name, error)
            continue
        if spec is not None:
            found.append(spec)
    return SpecInputs(tuple(spec for spec in found if not workspace.chosen.has(spec.source.path)), stdin)


def spec_input(
    source: InputSource, options: Options, workspace: Workspace, console: Console
) -> SpecInput | None:
    """An input as a spec; None if it is none, or, after a message, if it cannot be read."""
    resolved = read_and_resolve(source, workspace, console, options.template)
    if resolved is None or resolved[1].template is None:
        return None
    resolution = with_codes(resolved[1], options.select, options.ignore)
    return SpecInput(source, resolution, resolved[1].template)


def with_codes(resolution: Resolution, select: frozenset[str], ignore: frozenset[str]) -> Resolution:
    """A resolution with other codes: ``select`` replaces those of settings, ``ignore`` adds to theirs."""
    if not select and not ignore:
        return resolution
    config = resolution.config
    codes = replace(config, select=select or config.select, ignore=(config.ignore - select) | ignore)
    return replace(resolution, config=codes)
