"""What can be done with a case: one function a use case, and the only place that writes."""

from almen.sager.services.annullering import annul_sag, reopen_sag
from almen.sager.services.beslutning import (
    AndenKomFoerst,
    BeslutningAfvist,
    describe_latest,
    record_beslutning,
    run_kontroller,
    send_back_where_demanded,
)
from almen.sager.services.dokument import (
    FilAfvist,
    Upload,
    add_dokument,
    add_dokumentversion,
    attach_upload,
    edit_dokument,
    log_download,
    storage_path,
    store_upload,
)
from almen.sager.services.frist import add_frist, meet_frist
from almen.sager.services.journal import (
    add_note,
    locked_journal,
    register_proof,
    system_journal,
    verify_journal,
)
from almen.sager.services.offentlighed import (
    KanIkkeOffentliggoeres,
    publish_begrundelse,
    publish_dokument,
    publish_sag,
    withdraw,
)
from almen.sager.services.overblik import compute_deltagere, compute_overblik, rebuild_overblik
from almen.sager.services.papir import preview_papir, write_papir
from almen.sager.services.rykker import send_rykkere
from almen.sager.services.sag import assign_sag, edit_sag, move_to_version, opened_sag, refresh_overblik
from almen.sager.services.transaktion import whole_act

__all__ = [
    "AndenKomFoerst",
    "BeslutningAfvist",
    "FilAfvist",
    "KanIkkeOffentliggoeres",
    "Upload",
    "add_dokument",
    "add_dokumentversion",
    "add_frist",
    "add_note",
    "annul_sag",
    "assign_sag",
    "attach_upload",
    "compute_deltagere",
    "compute_overblik",
    "describe_latest",
    "edit_dokument",
    "edit_sag",
    "locked_journal",
    "log_download",
    "meet_frist",
    "move_to_version",
    "opened_sag",
    "preview_papir",
    "publish_begrundelse",
    "publish_dokument",
    "publish_sag",
    "rebuild_overblik",
    "record_beslutning",
    "refresh_overblik",
    "register_proof",
    "reopen_sag",
    "run_kontroller",
    "send_back_where_demanded",
    "send_rykkere",
    "storage_path",
    "store_upload",
    "system_journal",
    "verify_journal",
    "whole_act",
    "withdraw",
    "write_papir",
]
