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
from spec_ls.workspace import Resolution, Workspace


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
    found, stdin = list[SpecInput](), None
    for source, _ in input_sources(options.paths or ["."], options.stdin_filename, workspace, console):
        stdin = source.stdin if source.is_stdin else stdin
        resolved = read_and_resolve(source, workspace, console, options.template)
        if resolved is not None and resolved[1].template is not None:
            resolution = _with_options(resolved[1], options)
            found.append(SpecInput(source, resolution, resolved[1].template))
    return SpecInputs(tuple(spec for spec in found if not workspace.is_chosen(spec.source.path)), stdin)


def _with_options(resolution: Resolution, options: Options) -> Resolution:
    """A resolution under the options: --select replaces that of settings, --ignore adds to theirs."""
    if not options.select and not options.ignore:
        return resolution
    config = resolution.config
    select = options.select or config.select
    ignore = (config.ignore - options.select) | options.ignore
    return replace(resolution, config=replace(config, select=select, ignore=ignore))
