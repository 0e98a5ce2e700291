"""What is registered of the area in the world of the access table."""

from __future__ import annotations

from almen.omraader.models import Listeudpegning, Noegletal, Omraade, Omraadegraense
from almen.omraader.services import Udpegningsinput, designate_omraade, link_afdeling
from almen.organisationer.models import Afdeling, Boligorganisation, Bruger


def omraade_names(officer: Bruger, omraade: Omraade, organisation: Boligorganisation) -> dict[str, int]:
    """Keys of one of each thing that is registered of an area."""
    afdeling = Afdeling.objects.create(boligorganisation=organisation, nummer="88", navn="Områdegården")
    policy = Udpegningsinput("Politik for udsatte byområder 2025–2035", None, None, "Prøvekilde", "sikker")
    return {
        "noegletal": Noegletal.objects.filter(omraade=omraade).latest("pk").pk,
        "listeudpegning": Listeudpegning.objects.get(omraade=omraade).pk,
        "graense": Omraadegraense.objects.get(omraade=omraade).pk,
        "omraadeafdeling": link_afdeling(bruger=officer, omraade=omraade, afdeling=afdeling).pk,
        "kommuneudpegning": designate_omraade(bruger=officer, omraade=omraade, udpegning=policy).pk,
    }
