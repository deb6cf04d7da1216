"""How grave it is that a section is missing, and which finding says so where it stands there otherwise."""

from __future__ import annotations

from spec_ls.findings import Severity
from spec_ls.model.body import says_something
from spec_ls.model.document import Status
from spec_ls.model.outline import Match, Missing, Outline
from spec_ls.model.slot import Demand
from spec_ls.model.template import GATED_LEVELS
from spec_ls.model.title_similarity import may_answer, names_among_others
from spec_ls.rst.sections import Section, walk
from spec_ls.spec import Spec

MISSING = "missing-section"
UNKNOWN = "unknown-section"


def severity_of_missing(missing: Missing, spec: Spec) -> Severity:
    """An error where the gate says so; a gate of its own does not know that an author stopped before it."""
    slot, known = missing.slot, spec.config.sections.known
    gated = slot.demand is Demand.GATE or (has_too_few(spec.outline) and slot.level == 1 and slot.required)
    if gated and spec.config.is_error(MISSING) and (known or not missing.behind_stop):
        return Severity.ERROR
    is_asked_for = slot.demand <= Demand.TEMPLATE and (gated or slot.level <= GATED_LEVELS)
    advice = missing.behind_stop or not is_asked_for
    return Severity.INFORMATION if advice else Severity.WARNING


def has_too_few(outline: Outline) -> bool:
    """True if the gate counts the top sections, and finds too few of them."""
    count = outline.template.rules.count
    return count is not None and outline.top_titles < count


def says_missing(missing: Missing, spec: Spec) -> bool:
    """True if the section is reported as missing.

    Where the gate does not ask, a section that stands there otherwise is not, for misnamed-section or
    misplaced-section says what is wrong; nor is a subsection of one that says None.  Where other specs do
    without it, too, nor is one that may stand there under a name of the author's, nor a subsection if the
    section above has text and none of its subsections.
    """
    if severity_of_missing(missing, spec) is Severity.ERROR:
        return True
    if spec.is_closed:
        return False
    if missing.stand_in is not None or _says_none(missing.parent, spec):
        return False
    if missing.slot.demand is not Demand.HABIT:
        return True
    return not _is_answered_in_text(missing, spec) and not _is_answered_by_another(missing, spec.outline)


def _is_answered_by_another(missing: Missing, outline: Outline) -> bool:
    """True if a section that fills no slot may be the missing one, by its title.

    One beside it may have another name; one elsewhere names it among others ("Discussion and alternatives").
    """
    beside = outline.sections if missing.parent is None else missing.parent.children
    elsewhere = walk(outline.sections)
    return any(
        outline.slot_of(section) is None
        and any(answers(section.title, title) for title in missing.slot.titles)
        for answers, sections in ((may_answer, beside), (names_among_others, elsewhere))
        for section in sections
    )


def _is_answered_in_text(missing: Missing, spec: Spec) -> bool:
    """True if the section above a missing one has a text of its own, and none of its subsections."""
    parent, outline = missing.parent, spec.outline
    if parent is None or any(map(outline.section_of, outline.template.siblings(missing.slot))):
        return False
    return any(map(says_something, spec.blocks.items[slice(*spec.document.body(parent))]))


def _says_none(section: Section | None, spec: Spec) -> bool:
    return section is not None and spec.document.status(section, spec.config.stubs) is Status.STUB


def unknown_sections(spec: Spec) -> list[Section]:
    """The sections that the gate does not know; top ones only if there are too many, where it counts them."""
    outline = spec.outline
    if not spec.config.is_gated(UNKNOWN):
        return []
    if outline.template.rules.count is None or has_too_many(outline):
        return list(outline.unknown)
    return [section for section in outline.unknown if len(outline.path_of(section)) > 1]


def has_too_many(outline: Outline) -> bool:
    """True if the gate counts the top sections, and finds too many of them."""
    count = outline.template.rules.count
    return count is not None and outline.top_titles > count


def message_of_count(spec: Spec) -> str:
    """The message where the gate counts the top sections and finds too few or too many of them."""
    wanted = "the gate wants" if spec.config.covered else "specs of this project have"
    return f"there are {spec.outline.top_titles} sections, {wanted} {spec.outline.template.rules.count}"


def is_reported_as_unknown(match: Match, spec: Spec) -> bool:
    """True if a section that fills no slot is reported as one that the gate does not know."""
    if not spec.config.is_enabled(UNKNOWN):
        return False
    return any(section.number == match.section.number for section in unknown_sections(spec))


def is_reported_as_missing(match: Match, spec: Spec) -> bool:
    """True if a section that fills no slot is reported as the missing one that it was meant for."""
    if not spec.config.is_enabled(MISSING):
        return False
    return any(
        missing.stand_in is not None
        and missing.stand_in.number == match.section.number
        and says_missing(missing, spec)
        for missing in spec.outline.missing
    )
