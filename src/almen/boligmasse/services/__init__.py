"""What can be done with figures on the housing stock: register or replace one, withdraw one, import many."""

from __future__ import annotations

from almen.boligmasse.services.registrering import (
    Talinput,
    check_tal,
    register_boligtal,
    register_first,
    withdraw_boligtal,
)

__all__ = ["Talinput", "check_tal", "register_boligtal", "register_first", "withdraw_boligtal"]
