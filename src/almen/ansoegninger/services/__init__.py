"""What can be done with applications, submissions and requests; the only place that writes them."""

from almen.ansoegninger.services.anmodninger import close_anmodning, create_anmodning
from almen.ansoegninger.services.behandling import receive, send_back, withdraw
from almen.ansoegninger.services.indsend import send_in, send_kladde
from almen.ansoegninger.services.kladder import (
    AndenHarGemt,
    add_fil,
    delete_kladde,
    remove_fil,
    save_trin,
    start_ansoegning,
    start_rettelse,
    start_svar,
    upload_fil,
)
from almen.ansoegninger.services.rykker import remind_now, send_anmodningsrykkere

__all__ = [
    "AndenHarGemt",
    "add_fil",
    "close_anmodning",
    "create_anmodning",
    "delete_kladde",
    "receive",
    "remind_now",
    "remove_fil",
    "save_trin",
    "send_anmodningsrykkere",
    "send_back",
    "send_in",
    "send_kladde",
    "start_ansoegning",
    "start_rettelse",
    "start_svar",
    "upload_fil",
    "withdraw",
]
