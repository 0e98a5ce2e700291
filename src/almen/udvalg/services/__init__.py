"""What can be done with bodies, meetings, agendas and outcomes; the only place that writes them."""

from almen.udvalg.services.dagsorden import (
    add_punkt,
    edit_punkt,
    move_punkt,
    put_on_agenda,
    remove_punkt,
    set_bilag,
)
from almen.udvalg.services.medlemmer import add_medlem, edit_medlem
from almen.udvalg.services.moeder import (
    cancel_moede,
    create_moede,
    edit_moede,
    finish_moede,
    reopen_moede,
    save_andre_sager,
    send_dagsorden,
)
from almen.udvalg.services.udfald import Forslag, Udfaldsdata, record_udfald

__all__ = [
    "Forslag",
    "Udfaldsdata",
    "add_medlem",
    "add_punkt",
    "cancel_moede",
    "create_moede",
    "edit_medlem",
    "edit_moede",
    "edit_punkt",
    "finish_moede",
    "move_punkt",
    "put_on_agenda",
    "record_udfald",
    "remove_punkt",
    "reopen_moede",
    "save_andre_sager",
    "send_dagsorden",
    "set_bilag",
]
