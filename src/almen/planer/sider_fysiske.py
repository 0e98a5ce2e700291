"""The shared pages' knowledge of udviklings-, forandrings- and kvarterplaner: words, forms, and who opens and edits them."""

from __future__ import annotations

from almen.planer.forms_fysiske import ForandringsplanForm, KvarterplanForm, UdviklingsplanForm
from almen.planer.models import Planart
from almen.planer.planartsider import Planartside, register
from almen.planer.selectors.kvarterplan import projektposter
from almen.planer.services.fysisk_plan import edit_fysisk_plan, open_fysisk_plan


def register_sider() -> None:
    """Registers the kinds; called once when Django starts."""
    register(
        Planartside(
            Planart.UDVIKLINGSPLAN,
            "Ny udviklingsplan",
            "Lovens plan for et omdannelsesområde. Opgørelse, virkemidler, projekter og milepæle føres ind på planens side, når sagen er åbnet.",
            formular=UdviklingsplanForm,
            aabn=open_fysisk_plan,
            ret=edit_fysisk_plan,
            liste="planer:udviklingsplaner",
        )
    )
    register(
        Planartside(
            Planart.FORANDRINGSPLAN,
            "Ny forandringsplan",
            "Kommunens egen, forebyggende plan. Projekter og milepæle føres ind på planens side; hvert projekt kommer tilbage som sin egen sag.",
            formular=ForandringsplanForm,
            aabn=open_fysisk_plan,
            ret=edit_fysisk_plan,
            liste="planer:udviklingsplaner",
        )
    )
    register(
        Planartside(
            Planart.KVARTERPLAN,
            "Ny kvarterplan",
            "Områdefornyelse med fysiske, sociale og kulturelle projekter. Projekter, budget og evalueringer føres ind på planens side.",
            formular=KvarterplanForm,
            aabn=open_fysisk_plan,
            ret=edit_fysisk_plan,
            liste="planer:kvarterplaner",
            budgetposter=projektposter,
        )
    )
