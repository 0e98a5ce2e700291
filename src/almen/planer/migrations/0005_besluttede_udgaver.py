"""What plans and policies said when they were decided; the database refuses to change or delete an edition."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from almen.sager import append_only

TABLES = ("planer_planudgave",)


def _install(apps: Any, schema_editor: Any) -> None:
    append_only.install(schema_editor.connection, TABLES)


def _remove(apps: Any, schema_editor: Any) -> None:
    append_only.remove(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("planer", "0004_fysiske_planer"),
        ("sager", "0008_offentliggoerelse"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Planudgave",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("art", models.CharField(max_length=40, verbose_name="slags")),
                ("navn", models.CharField(max_length=200, verbose_name="navn")),
                ("indhold", models.JSONField(default=dict, verbose_name="indhold")),
                ("soegetekst", models.TextField(blank=True, verbose_name="søgetekst")),
                ("grund", models.CharField(blank=True, max_length=400, verbose_name="grund")),
                ("registreret", models.DateTimeField(auto_now_add=True, verbose_name="registreret")),
                (
                    "beslutning",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="planudgaver",
                        to="sager.beslutning",
                        verbose_name="beslutning",
                    ),
                ),
                (
                    "registreret_af",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="registreret af",
                    ),
                ),
                (
                    "sag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="planudgaver",
                        to="sager.sag",
                    ),
                ),
            ],
            options={
                "verbose_name": "besluttet udgave",
                "verbose_name_plural": "besluttede udgaver",
                "ordering": ["sag", "id"],
            },
        ),
        migrations.CreateModel(
            name="Gaeldendeudgave",
            fields=[
                (
                    "sag",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="gaeldendeudgave",
                        serialize=False,
                        to="sager.sag",
                    ),
                ),
                (
                    "udgave",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gaeldende",
                        to="planer.planudgave",
                    ),
                ),
            ],
            options={
                "verbose_name": "gældende udgave",
                "verbose_name_plural": "gældende udgaver",
                "ordering": ["-sag_id"],
            },
        ),
        migrations.RunPython(_install, _remove),
    ]
