"""The table of gates: for each repository its paths, its template, what it asks for and how it reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from . import reference as r

Nested = r.Nested


def plain(*titles: str) -> Nested:
    """Sections without subsections."""
    return {title: {} for title in titles}


STANDARD: Nested = {
    r.PD: {"Use Cases": {}},
    r.PC: {"Alternatives": {"Cost": {}}, "Data model impact": {}, "Security impact": {}},
    r.IM: {"Assignee(s)": {}, "Feature Liaison": {}, "Work Items": {}},
    r.D: {},
    r.T: {},
    r.DI: {},
    r.R: {},
}
WITH_HISTORY: Nested = {**STANDARD, "History": {}}
QUEENS: Nested = {**WITH_HISTORY, r.PC: {**STANDARD[r.PC], "Upgrade impact": {}}}
ZAQAR: Nested = {r.PD: {}, r.PC: {"Alternatives": {}}, r.IM: {"Assignee(s)": {}, "Work Items": {}}, r.D: {}}

NINE = (
    "Alternatives", "Data model impact", "REST API impact", "Security impact", "Notifications impact",
    "Other end user impact", "Performance Impact", "Other deployer impact", "Developer impact",
)  # fmt: skip
CONGRESS = tuple("Performance impact" if title == "Performance Impact" else title for title in NINE)
TELEMETRY = (
    "Alternatives", "Data model impact", "REST API impact", "Security impact", "Pipeline impact",
    "Other end user impact", "Performance/Scalability Impacts", "Other deployer impact", "Developer impact",
)  # fmt: skip
PUPPET = (
    "Alternatives", "Data model impact", "Module API impact", "End user impact", "Performance Impact",
    "Deployer impact", "Developer impact",
)  # fmt: skip
MURANO = (
    "Alternatives", "Data model impact", "REST API impact", "Versioning impact", "Other end user impact",
    "Deployer impact", "Developer impact", "Murano-dashboard / Horizon impact",
)  # fmt: skip
VITRAGE = (*MURANO[:-1], "Horizon impact")
IMAGES = ("Sahara-image-elements impact", "Image Packing impact")
SAHARA = (
    "Alternatives", "Data model impact", "REST API impact", "Other end user impact", "Deployer impact",
    "Developer impact", IMAGES, "Sahara-dashboard / Horizon impact",
)  # fmt: skip
FUEL_7: Nested = {
    r.PD: {},
    r.PC: plain(
        "Alternatives", "Data model impact", "REST API impact", "Upgrade impact", "Security impact",
        "Notifications impact", "Other end user impact", "Performance Impact", "Other deployer impact",
        "Developer impact",
    ),
    r.IM: plain(*r.WORK),
    **plain(r.D, r.T, r.DI, r.R),
}  # fmt: skip
FUEL_8: Nested = {
    r.PD: {},
    "Proposed changes": {
        "Web UI": {},
        "Nailgun": {"Data model": {}, "REST API": {}},
        "Orchestration": {"RPC Protocol": {}},
        "Fuel Client": {},
        "Fuel Library": {},
    },
    **plain(
        "Alternatives", "Upgrade impact", "Security impact", "Notifications impact", "End user impact",
        "Performance impact", "Deployment impact", "Developer impact", "Infrastructure impact",
        "Documentation impact",
    ),
    r.IM: plain(*r.WORK, "Dependencies"),
    "Testing, QA": {"Acceptance criteria": {}},
    r.R: {},
}  # fmt: skip


def seven(
    change: Sequence[str | tuple[str, ...]], work: Sequence[str] = r.WORK, tops: Sequence[str] = r.SEVEN
) -> Nested:
    """The seven sections of most gates with a list of their own."""
    inner: Nested = {title if isinstance(title, str) else title[0]: {} for title in change}
    return {title: inner if title == r.PC else plain(*work) if title == r.IM else {} for title in tops}


@dataclass(frozen=True)
class Row:
    """A repository.

    ``opened`` is where its gate finds the spec, ``outside`` are places where it looks for none or not at
    all, ``refused`` where it wants none.  ``file`` are rules that read the file as it is, ``text`` those
    that read it in text mode; ``suffixes`` are those that a name may have, all if there are none.
    ``of_template`` is what the template has where that is more than the good spec.
    """

    project: str
    opened: str
    template: str | None
    wanted: Nested
    text: tuple[r.Gate, ...] = ()
    file: tuple[r.Gate, ...] = ()
    suffixes: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    head: str = ""
    name: str = ""
    of_template: Nested | None = None

    @property
    def id(self) -> str:
        """What a test of this row is called."""
        return f"{self.project}-{self.name}" if self.name else self.project


RST = (".rst",)
HISTORY = partial(r.t1, optional=("History",))
PLAIN = (r.t1, r.l0, r.spaces)
CODE = (HISTORY, r.l1, r.spaces)
XENA, TEMPLATE = "specs/xena/a-flag.rst", "specs/template.rst"
APPROVED, OF_XENA = "specs/xena/approved/a-flag.rst", "specs/xena-template.rst"


def _nova(liaison: str) -> r.Gate:
    return partial(r.t1, optional=("History",), optional_subsections=(liaison,))


def _own(
    project: str,
    change: Sequence[str | tuple[str, ...]],
    *,
    opened: str = XENA,
    lines: r.Gate = r.l0,
    work: Sequence[str] = r.WORK,
    tops: Sequence[str] = r.SEVEN,
    outside: tuple[str, ...] = (),
) -> Row:
    """A row of those that say L0, TS, EXT."""
    gate = partial(r.own_list, change=change, work=work, tops=tops)
    wanted = seven(change, work, tops)
    return Row(project, opened, TEMPLATE, wanted, (gate, lines, r.spaces), (), RST, outside)


def _counted(project: str, change: Sequence[str], count: int) -> Row:
    wanted = {**seven(change), **({"Story": {}} if count == 8 else {})}
    gate = partial(r.own_list, change=change, count=count, ordered=True, strict=True)
    return Row(project, XENA, TEMPLATE, wanted, (gate,), (), RST, ("specs/xena/inner/a-flag.rst",))


def _doc8(project: str, opened: str, template: str | None, lengths: bool = True, name: str = "") -> Row:
    gate = partial(r.doc8, with_lengths=lengths)
    return Row(project, opened, template, STANDARD, (), (gate,), name=name)


def _built(project: str, opened: str, template: str) -> Row:
    return Row(project, opened, template, STANDARD)


_IRONIC_HEAD = (
    "..\n This work is licensed under a Creative Commons Attribution 3.0 Unported\n License.\n\n"
    " http://creativecommons.org/licenses/by/3.0/legalcode\n\n"
)
_IRONIC = (r.licence, partial(r.ironic_link, name="a-flag"))

ROWS: tuple[Row, ...] = (
    Row("openstack/nova-specs", APPROVED, OF_XENA, WITH_HISTORY,
        (_nova("Feature Liaison"), r.l1, r.spaces, r.zero_width), (), RST,
        ("specs/abandoned/a-flag.rst", "specs/abandoned/a-flag.txt", "doc/source/a-flag.rst"),
        ("specs/xena/a-flag.rst", "specs/xena/proposed/a-flag.rst")),
    Row("openstack/nova-specs", "specs/queens/implemented/a-flag.rst", "specs/queens-template.rst", QUEENS,
        (_nova("Upgrade impact"), r.l1, r.spaces, r.zero_width), (), RST, name="queens"),
    Row("openstack/nova-specs", "specs/backlog/approved/a-flag.rst", "specs/backlog-template.rst", WITH_HISTORY,
        (_nova("Feature Liaison"), r.l1, r.spaces, r.zero_width), (), RST, name="backlog"),
    Row("openstack/neutron-specs", "specs/kilo/a-flag.rst", "specs/kilo-template.rst", STANDARD,
        (partial(r.t1, extra=(r.D, r.DI, r.IM, r.T)), r.spaces), (), RST,
        ("specs/juno/a-flag.rst", "specs/2024.1/a-flag.rst", "specs/archive/a-flag.rst", "specs/backlog/a-flag.rst",
         "specs/postmortem/a-flag.rst", "specs/stadium/a-flag.rst")),
    Row("openstack/neutron-specs", XENA, TEMPLATE, {r.PD: {}, r.PC: {"Alternatives": {}}, r.R: {}},
        (partial(r.t1, extra=(r.D, r.DI, r.IM, r.T)), r.spaces), (), RST, name="short"),
    Row("openstack/heat-specs", XENA, "specs/templates/xena-template.rst", STANDARD, PLAIN, (), RST,
        ("specs/xena/inner/a-flag.rst",)),
    Row("openstack/heat-specs", "specs/backlog/a-flag.rst", "specs/templates/backlog-template.rst", STANDARD, PLAIN,
        (), RST, name="backlog"),
    Row("openstack/ironic-specs", "specs/approved/a-flag.rst", TEMPLATE, STANDARD, (r.t1, *_IRONIC), (), (),
        ("specs/xena/a-flag.rst", "specs/18.2/a-flag.rst"), (), _IRONIC_HEAD),
    Row("openstack/ironic-specs", "specs/backlog/a-flag.rst", TEMPLATE, STANDARD, (r.backlog, *_IRONIC),
        head=_IRONIC_HEAD, name="backlog"),
    _counted("openstack/telemetry-specs", TELEMETRY, 8),
    _counted("openstack/ceilometer-specs", TELEMETRY, 8),
    _counted("openstack/puppet-openstack-specs", PUPPET, 7),
    Row("openstack/octavia", "specs/a-flag.rst", TEMPLATE, seven(NINE),
        (partial(r.own_list, change=NINE, strict=True),), (r.doc8,), (), ("specs/version1/inner/a-flag.rst",)),
    Row("openstack/octavia", "specs/version1/a-flag.rst", TEMPLATE, seven(NINE),
        (partial(r.own_list, change=NINE, strict=True),), (r.doc8,), name="inner"),
    _own("openstack/congress-specs", CONGRESS, lines=partial(r.l0, exempt=r.congress_exempt),
         work=("Assignee(s)", "Work items"), tops=[t if t != r.DI else "Documentation impact" for t in r.SEVEN]),
    _own("openstack/murano-specs", MURANO, opened=APPROVED, outside=(XENA,)),
    _own("openstack/sahara-specs", SAHARA, outside=("specs/xena/README.rst", "specs/xena/redirects")),
    _own("openstack/solum-specs", NINE, outside=("specs/xena/inner/a-flag.rst",)),
    _own("openstack/vitrage-specs", VITRAGE, opened=APPROVED, outside=(XENA,)),
    Row("openstack/docs-specs", XENA, TEMPLATE, STANDARD, PLAIN, (), RST),
    Row("openstack/tripleo-specs", XENA, TEMPLATE, STANDARD, outside=("specs/xena/a-flag.txt",)),
    Row("openstack/watcher-specs", APPROVED, OF_XENA, WITH_HISTORY,
        (HISTORY, partial(r.l1, exempt=r.watcher_exempt), r.spaces), (), RST, ("specs/abandoned/approved/a-flag.rst",)),
    Row("openstack/freezer-specs", APPROVED, OF_XENA, WITH_HISTORY, CODE, (), RST),
    Row("openstack/charm-specs", APPROVED, TEMPLATE, WITH_HISTORY, CODE, (), RST),
    Row("openstack/charm-specs", "specs/xena/backlog/a-flag.rst", TEMPLATE, WITH_HISTORY, CODE, (), RST, name="backlog"),
    Row("openstack/mistral-specs", "specs/xena/implemented/a-flag.rst", TEMPLATE, STANDARD, (r.t1, r.l1, r.spaces), (),
        RST, ("specs/xena/backlog/a-flag.rst", XENA)),
    Row("openstack/trove-specs", XENA, TEMPLATE, STANDARD, (r.t1, r.trove_lines, r.spaces), (), RST,
        ("specs/wallaby/a-flag.rst", "specs/wallaby/a-flag.txt")),
    Row("openstack/trove-specs", "specs/2024.1/a-flag.rst", TEMPLATE, STANDARD, (r.t1, r.trove_lines, r.spaces), (),
        RST, (XENA,), name="year"),
    Row("openstack/zaqar-specs", XENA, TEMPLATE, ZAQAR, (r.zaqar, partial(r.l0, exempt=r.zaqar_exempt), r.spaces), (),
        (), ("specs/api/v2/a-flag.rst", "specs/xena/index.rst")),
    Row("openstack/zaqar-specs", XENA, TEMPLATE, {"Driver description": {}, r.PC: {}, **{k: ZAQAR[k] for k in (r.IM, r.D)}},
        (r.zaqar, partial(r.l0, exempt=r.zaqar_exempt), r.spaces), name="driver", of_template=ZAQAR),
    Row("openstack/rally", "doc/specs/in-progress/a-flag.rst", "doc/specs/template.rst", STANDARD,
        (partial(r.t1, optional=(r.R,)), r.l0, r.spaces), (), RST,
        ("doc/specs/in-progress/README.rst", "doc/specs/a-flag.rst")),
    Row("openstack/osprofiler", "doc/specs/implemented/a-flag.rst", "doc/specs/template.rst", STANDARD, PLAIN, (), RST),
    Row("openstack/api-sig", "guidelines/a-flag.rst", "doc/source/template.rst", STANDARD, (), (r.doc8,),
        (".rst", ".json"), ("doc/source/a-flag.rst",)),
    Row("openstack/fuel-specs", "specs/7.0/a-flag.rst", None, FUEL_7, (partial(r.at_least, wanted=FUEL_7),),
        outside=("specs/policy/a-flag.rst",), name="7.0"),
    Row("openstack/fuel-specs", "specs/6.1/a-flag.rst", None, FUEL_7, (partial(r.at_least, wanted=FUEL_7),), name="6.1"),
    *(Row("openstack/fuel-specs", f"specs/{release}/a-flag.rst", None, FUEL_8, (partial(r.at_least, wanted=FUEL_8),),
          name=release) for release in ("8.0", "10.0")),
    _doc8("openstack/keystone-specs", "specs/keystone/xena/a-flag.rst", TEMPLATE),
    _doc8("openstack/cyborg-specs", APPROVED, OF_XENA),
    _doc8("openstack/cyborg-specs", "specs/2023.1/approved/a-flag.rst", "specs/2023.1-antelope-template.rst", name="long"),
    _doc8("openstack/ironic-inspector-specs", "specs/a-flag.rst", "template.rst"),
    _doc8("starlingx/specs", "specs/xena/approved/a-flag.rst", "specs/STX_Example_Spec.rst"),
    _doc8("openstack/zun", "specs/a-flag.rst", None),
    *(_doc8(f"openstack/{project}", XENA, TEMPLATE, lengths=False)
      for project in ("cinder-specs", "glance-specs", "manila-specs", "tacker-specs", "searchlight-specs")),
    *(_doc8("openstack/glance-specs", f"{folder}/a-flag.rst", f"{folder}/{file}", False, file)
      for folder in ("specs/xena/approved/glance",) for file in ("template.rst", "spec-lite-template.rst")),
    *(_built(f"openstack/{project}", XENA, TEMPLATE)
      for project in ("barbican-specs", "cloudkitty-specs", "designate-specs", "oslo-specs", "kolla", "kolla-ansible")),
    *(_built(f"openstack/{project}", APPROVED, OF_XENA) for project in ("masakari-specs", "monasca-specs")),
    _built("openstack/blazar", "doc/source/specs/xena/a-flag.rst", "doc/source/specs/xena/xena-template.rst"),
    *(_built(f"openstack/{project}", XENA, "template.rst") for project in ("openstack-specs", "swift-specs", "qa-specs")),
    _built("openstack/openstack-ansible-specs", XENA, "specs/templates/template.rst"),
    _built("openstack/placement", "doc/source/specs/xena/approved/a-flag.rst", "doc/source/specs/template.rst"),
    _built("openstack/diskimage-builder", "doc/source/specs/v1/approved/a-flag.rst",
           "doc/source/specs/v1/approved/v1-template.rst"),
)  # fmt: skip


def faults(row: Row, text: str, template: str) -> list[r.Fault]:
    """What the row's gate finds in a spec that it opens, by a name that it takes."""
    read = r.in_text_mode(text)
    found = [fault for gate in row.text for fault in gate(read, template)]
    return found + [fault for gate in row.file for fault in gate(text, template)]
