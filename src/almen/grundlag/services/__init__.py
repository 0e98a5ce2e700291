"""What can be done with what has been adopted."""

from almen.grundlag.services.versioner import (
    Forskel,
    GrundlagFejl,
    adopt_kladde,
    adopt_profile_versions,
    delete_kladde,
    describe_forskel,
    end_without_successor,
    read_profile_versions,
    save_kladde,
)

__all__ = [
    "Forskel",
    "GrundlagFejl",
    "adopt_kladde",
    "adopt_profile_versions",
    "delete_kladde",
    "describe_forskel",
    "end_without_successor",
    "read_profile_versions",
    "save_kladde",
]
