"""What can be done with areas and their figures: one function a use case, and the only place that writes."""

from __future__ import annotations

from almen.omraader.services.graense import Graenseinput, register_graense, remove_graense
from almen.omraader.services.listeklasser import Listeinput, register_listeklasser, withdraw_listeklasser
from almen.omraader.services.noegletal import Noegletalinput, register_noegletal, withdraw_noegletal
from almen.omraader.services.omraade import Omraadeinput, create_omraade, edit_omraade
from almen.omraader.services.stand import refresh_lister, refresh_stande
from almen.omraader.services.tilknytning import (
    Udpegningsinput,
    designate_omraade,
    end_tilknytning,
    link_afdeling,
    remove_tilknytning,
)

__all__ = [
    "Graenseinput",
    "Listeinput",
    "Noegletalinput",
    "Omraadeinput",
    "Udpegningsinput",
    "create_omraade",
    "designate_omraade",
    "edit_omraade",
    "end_tilknytning",
    "link_afdeling",
    "refresh_lister",
    "refresh_stande",
    "register_graense",
    "register_listeklasser",
    "register_noegletal",
    "remove_graense",
    "remove_tilknytning",
    "withdraw_listeklasser",
    "withdraw_noegletal",
]
