"""image-not-ascii: an image or a figure where the template asks for diagrams in ASCII."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.check import Check
from spec_ls.findings import Finding, Severity
from spec_ls.model.images import has_images, image_ranges
from spec_ls.model.leftovers import section_around
from spec_ls.spec import Spec
from spec_ls.text import Range

_MESSAGE = "the template asks for diagrams in ASCII, this is an image"


def _find(spec: Spec) -> Iterator[Finding[None]]:
    """One finding at the first image: an author who has read it knows of the others."""
    if not spec.template.ascii_diagrams:
        return
    blocks = spec.blocks
    images = [
        (index, image) for index in blocks.where(has_images) for image in image_ranges(blocks.items[index])
    ]
    if not images:
        return
    (index, (start, end)), others = images[0], len(images) - 1
    message = _MESSAGE
    if others:
        message += f", as {'is another' if others == 1 else f'are {others} others'}"
    range_ = Range(start, end).behind(blocks.start(index))
    section = section_around(blocks, spec.outline, index) or None
    yield Finding(CHECK.code, Severity.INFORMATION, message, range_, section, subject=None)


CHECK = Check(
    code="image-not-ascii",
    summary="an image is used where the template asks for diagrams in ASCII",
    severity="information",
    why=(
        "A spec is reviewed as plain text. A diagram in ASCII is seen where it stands and takes comments on"
        " each of its lines; an image file does neither. Where a drawing will not do, keep the image and"
        " describe it in words."
    ),
    wrong="The parts:\n\n.. image:: parts.png\n",
    right="The parts, as an ASCII diagram::\n\n  client --> API --> scheduler\n",
    find=_find,
)
