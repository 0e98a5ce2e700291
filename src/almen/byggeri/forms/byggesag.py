"""The building permit beside a case."""

from __future__ import annotations

from almen.byggeri.forms.projekt import danish_field
from almen.byggeri.models import Byggesag
from almen.byggeri.services.byggesag import BYGGESAGSFELTER
from almen.ui.forms import AlmenModelForm


class ByggesagForm(AlmenModelForm):
    """Number, days and source; an empty day is not known."""

    class Meta:
        model = Byggesag
        fields = BYGGESAGSFELTER
        formfield_callback = danish_field

    def _post_clean(self) -> None:
        """Nothing: the service validates and writes; the instance only gives the fields."""
