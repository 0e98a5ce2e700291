"""Rights that lower floors ask for by name (`user.has_perm("system.adopt")`); what they mean stands in `adgang`."""

from __future__ import annotations

from typing import Any

import rules

from almen.sager.adgang import (
    may_administrate,
    may_adopt,
    may_edit_sag,
    may_open_sag,
    may_see_forberedelse,
    may_see_system,
)


@rules.predicate
def _opens(bruger: Any) -> bool:
    return may_open_sag(bruger)


@rules.predicate
def _edits(bruger: Any) -> bool:
    return may_edit_sag(bruger)


@rules.predicate
def _administrates(bruger: Any) -> bool:
    return may_administrate(bruger)


@rules.predicate
def _adopts(bruger: Any) -> bool:
    return may_adopt(bruger)


@rules.predicate
def _sees_forberedelse(bruger: Any) -> bool:
    return may_see_forberedelse(bruger)


@rules.predicate
def _sees_system(bruger: Any) -> bool:
    return may_see_system(bruger)


rules.add_perm("sager.open_sag", _opens)
rules.add_perm("sager.edit_sag", _edits)
rules.add_perm("system.administrate", _administrates)
rules.add_perm("system.adopt", _adopts)
rules.add_perm("grundlag.see_drafts", _sees_forberedelse)
rules.add_perm("system.see", _sees_system)
