"""Where the settings in effect for a path come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spec_ls.schema import field_name
from spec_ls.workspace.located_layers import LayerMatch, LocatedLayer


@dataclass(frozen=True, slots=True)
class SettingOrigin:
    """The layer that sets a value, and the value's key there, such as ``paths[2].max-line-length``."""

    located: LocatedLayer
    key: str

    @property
    def line(self) -> int | None:
        """The 1-based line of the key in the layer's file; None without a file."""
        file = self.located.file
        return None if file is None else file.problem(self.key, "").line + 1


def template_of_rule(matches: Sequence[LayerMatch]) -> tuple[tuple[str, ...], SettingOrigin] | None:
    """The templates that a rule for the path names, as they are written, and the rule's key for them.

    None if there are none, or if a more binding layer names a template for all paths.
    """
    for match in reversed(matches):
        if match.rule is not None and match.rule.templates:
            return match.rule.templates, SettingOrigin(match.located, f"{match.rule_key}.template")
        if match.located.layer.template is not None:
            return None
    return None


def origin_of(key: str, matches: Sequence[LayerMatch], code: str | None = None) -> SettingOrigin | None:
    """The origin of a setting, of the layers from the least binding on; None if no layer sets it.

    With ``code`` the setting is a table by codes, and the origin that of its entry.
    """
    name = field_name(key)
    for match in reversed(matches):
        tables = [(match.located.layer.values, key)]
        if match.rule is not None:
            tables.insert(0, (match.rule.values, f"{match.rule_key}.{key}"))
        for values, full_key in tables:
            if name in values and (code is None or values[name].of(code) is not None):
                return SettingOrigin(match.located, full_key if code is None else f"{full_key}.{code}")
    return None
