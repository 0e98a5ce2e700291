"""What can be done with what has been adopted, and with the municipality's own figures."""

from almen.grundlag.services.kladder import (
    correct_version,
    delete_kladde,
    save_grundlag_kladde,
    save_kladde,
    write_grundlag_kladde,
)
from almen.grundlag.services.lokale import (
    Importeret,
    add_lokal,
    add_lokale,
    csv_columns,
    faults_by_field,
    import_lokale_csv,
    tilbagekald_lokal,
)
from almen.grundlag.services.profilversioner import (
    Forskel,
    adopt_profile_versions,
    describe_forskel,
    predecessor_of,
    read_profile_versions,
)
from almen.grundlag.services.rettigheder import GrundlagFejl, IkkeTilladt, require_administrate, require_adopt
from almen.grundlag.services.sagsvedtagelse import adopt_by_sag, withdraw_by_sag
from almen.grundlag.services.vedtagelse import (
    adopt_kladde,
    close_periods,
    end_without_successor,
    first_case_day,
)

__all__ = [
    "Forskel",
    "GrundlagFejl",
    "IkkeTilladt",
    "Importeret",
    "add_lokal",
    "add_lokale",
    "adopt_by_sag",
    "adopt_kladde",
    "adopt_profile_versions",
    "close_periods",
    "correct_version",
    "csv_columns",
    "delete_kladde",
    "describe_forskel",
    "end_without_successor",
    "faults_by_field",
    "first_case_day",
    "import_lokale_csv",
    "predecessor_of",
    "read_profile_versions",
    "require_administrate",
    "require_adopt",
    "save_grundlag_kladde",
    "save_kladde",
    "tilbagekald_lokal",
    "withdraw_by_sag",
    "write_grundlag_kladde",
]
