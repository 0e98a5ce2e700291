"""Room for the kinds of renovation. SQLite makes a table anew when a column changes, so its triggers are put back."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

from almen.sager import append_only

TABLES = ("ansoegninger_indsendelse",)


def _install(apps: Any, schema_editor: Any) -> None:
    append_only.install(schema_editor.connection, TABLES)


def _remove(apps: Any, schema_editor: Any) -> None:
    append_only.remove(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("ansoegninger", "0002_kun_nye"),
    ]
    operations = [
        migrations.RunPython(_remove, _install),
        migrations.AlterField(
            model_name="fil",
            name="art",
            field=models.CharField(
                choices=[
                    ("grund", "Grunden (skøde, købsaftale)"),
                    ("lokalplan", "Lokalplan"),
                    ("tegninger", "Tegninger"),
                    ("budget", "Budget og husleje"),
                    ("udbud", "Udbud og licitation"),
                    ("byggetilladelse", "Byggetilladelse"),
                    ("totaloekonomi", "Totaløkonomisk vurdering"),
                    ("regnskab", "Byggeregnskab og revision"),
                    ("beboere", "Beboernes afstemning"),
                    ("tilstand", "Bygningens tilstand og helhedsplan"),
                    ("andet", "Andet"),
                ],
                default="andet",
                max_length=20,
                verbose_name="viser",
            ),
        ),
        migrations.AlterField(
            model_name="indsendelse",
            name="art",
            field=models.CharField(
                choices=[
                    ("skema_a", "Ansøgning om Skema A"),
                    ("skema_b", "Ansøgning om Skema B"),
                    ("skema_c", "Ansøgning om Skema C"),
                    ("renovering", "Ansøgning om renovering"),
                    ("praekvalifikation", "Ansøgning om prækvalifikation"),
                    ("renovering_skema_a", "Ansøgning om Skema A for renovering"),
                    ("renovering_skema_b", "Ansøgning om Skema B for renovering"),
                    ("renovering_skema_c", "Ansøgning om Skema C for renovering"),
                    ("svar", "Svar på anmodning"),
                ],
                max_length=20,
                verbose_name="art",
            ),
        ),
        migrations.AlterField(
            model_name="kladde",
            name="art",
            field=models.CharField(
                choices=[
                    ("skema_a", "Ansøgning om Skema A"),
                    ("skema_b", "Ansøgning om Skema B"),
                    ("skema_c", "Ansøgning om Skema C"),
                    ("renovering", "Ansøgning om renovering"),
                    ("praekvalifikation", "Ansøgning om prækvalifikation"),
                    ("renovering_skema_a", "Ansøgning om Skema A for renovering"),
                    ("renovering_skema_b", "Ansøgning om Skema B for renovering"),
                    ("renovering_skema_c", "Ansøgning om Skema C for renovering"),
                    ("svar", "Svar på anmodning"),
                ],
                max_length=20,
                verbose_name="art",
            ),
        ),
        migrations.RunPython(_install, _remove),
    ]
