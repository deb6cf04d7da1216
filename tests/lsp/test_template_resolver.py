"""Templates that an editor has open: when others have to be looked at because of them."""

import pytest

from spec_ls.lsp.io_thread import IOThread
from spec_ls.lsp.template_resolver import TemplateResolver
from spec_ls.text import Text
from spec_ls.workspace import Workspace

from .conftest import project
from .samples import SPEC, TEMPLATE

pytestmark = pytest.mark.asyncio(loop_scope="session")

READ, EDITED = Text.of(TEMPLATE), Text.of(TEMPLATE + "\nHistory\n=======\n\nWhen did what change?\n")


async def test_only_another_text_counts(tmp_path):
    """Who opens a template to read it, as from a heading of a spec, and closes it, has changed nothing."""
    template, spec = project(tmp_path) / "specs" / "template.rst", tmp_path / "specs" / "2026.1" / "a.rst"
    spec.write_text(SPEC, encoding="utf-8")
    thread = IOThread()
    try:
        resolver = TemplateResolver(Workspace(tmp_path), thread, print, 1.0)
        assert not resolver.show(spec, EDITED)
        assert not resolver.show(template, READ)  # nobody has read it yet
        assert not resolver.show(template, None)
        assert await resolver.read(spec)
        assert resolver.is_template(template)
        assert not resolver.show(template, READ)
        assert not resolver.show(template, None)
        assert resolver.show(template, EDITED)
        assert resolver.show(template, None)
        assert resolver.show(template, EDITED)
        assert await resolver.read(spec)
        template.write_text(str(EDITED), encoding="utf-8")
        resolver.note_saved(template)
        assert not resolver.show(template, None)
    finally:
        thread.end()
