"""Every table of the room as it stands; what led here was replaced by this."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import almen.organisationer.modeloprettelse
from almen.sager import append_only

TABLES = (
    "omraader_noegletal",
    "omraader_listeudpegning",
)


def _install(apps, schema_editor):
    append_only.install(schema_editor.connection, TABLES)


def _remove(apps, schema_editor):
    append_only.remove(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    replaces = [
        ("omraader", "0001_initial"),
        ("omraader", "0002_kun_nye"),
        ("omraader", "0003_fremskrivninger"),
        ("omraader", "0004_hentet_fra_fil"),
    ]

    initial = True

    dependencies = [
        ("organisationer", "0001_samlet"),
        ("sager", "0001_samlet"),
    ]

    operations = [
        almen.organisationer.modeloprettelse.CreateModels(
            modeller=[
                migrations.CreateModel(
                    name="Omraade",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("navn", models.CharField(max_length=160, verbose_name="navn")),
                        ("kommune", models.CharField(max_length=80, verbose_name="kommune")),
                        ("region", models.CharField(blank=True, max_length=40, verbose_name="region")),
                        ("bydel", models.CharField(blank=True, max_length=80, verbose_name="bydel")),
                        ("beskrivelse", models.TextField(blank=True, verbose_name="beskrivelse")),
                        ("kilde", models.CharField(blank=True, max_length=400, verbose_name="kilde")),
                        ("demo", models.BooleanField(default=False, verbose_name="demodata")),
                        ("oprettet", models.DateTimeField(auto_now_add=True, verbose_name="oprettet")),
                        (
                            "oprettet_af",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="oprettet af",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "område",
                        "verbose_name_plural": "områder",
                        "ordering": ["kommune", "navn"],
                        "indexes": [],
                        "constraints": [
                            models.UniqueConstraint(fields=("kommune", "navn"), name="omraade_navn_unikt")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Noegletal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kilde", models.CharField(max_length=400, verbose_name="kilde")),
                        (
                            "kilde_adresse",
                            models.URLField(blank=True, max_length=400, verbose_name="kildens adresse"),
                        ),
                        (
                            "sikkerhed",
                            models.CharField(
                                choices=[
                                    ("sikker", "Sikker"),
                                    ("sandsynlig", "Sandsynlig"),
                                    ("usikker", "Usikker"),
                                ],
                                max_length=12,
                                verbose_name="sikkerhed",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=400, verbose_name="note")),
                        ("demo", models.BooleanField(default=False, verbose_name="demodata")),
                        ("registreret", models.DateTimeField(auto_now_add=True, verbose_name="registreret")),
                        ("tilbagekaldt", models.BooleanField(default=False, verbose_name="tilbagekaldt")),
                        ("begrundelse", models.CharField(blank=True, max_length=300, verbose_name="hvorfor")),
                        ("region", models.CharField(blank=True, max_length=40, verbose_name="region")),
                        ("liste", models.DateField(verbose_name="listens dag")),
                        ("indikator", models.CharField(max_length=60, verbose_name="indikator")),
                        (
                            "vaerdi",
                            models.DecimalField(
                                decimal_places=4, max_digits=14, null=True, verbose_name="værdi"
                            ),
                        ),
                        (
                            "decimaler",
                            models.PositiveSmallIntegerField(default=0, verbose_name="trykte decimaler"),
                        ),
                        (
                            "erstatter",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="erstattet_af",
                                to="omraader.noegletal",
                                verbose_name="erstatter",
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
                            "omraade",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="noegletal",
                                to="omraader.omraade",
                                verbose_name="område",
                            ),
                        ),
                        (
                            "hentet",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisationer.import",
                                verbose_name="hentet fra fil",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "nøgletal",
                        "verbose_name_plural": "nøgletal",
                        "ordering": ["-liste", "id"],
                        "indexes": [models.Index(fields=["liste", "indikator"], name="noegletal_liste")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("erstatter__isnull", True), ("omraade__isnull", False)),
                                fields=("omraade", "liste", "indikator"),
                                name="noegletal_foerste_omraade",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("erstatter__isnull", True), ("omraade__isnull", True)),
                                fields=("region", "liste", "indikator"),
                                name="noegletal_foerste_reference",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("omraade__isnull", True), ("region", ""), _connector="OR"
                                ),
                                name="noegletal_omraade_eller_region",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("vaerdi__isnull", True), ("vaerdi__gte", 0), _connector="OR"
                                ),
                                name="noegletal_ikke_negativt",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("erstatter__isnull", True),
                                    models.Q(("begrundelse", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="noegletal_begrundet",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Listeudpegning",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kilde", models.CharField(max_length=400, verbose_name="kilde")),
                        (
                            "kilde_adresse",
                            models.URLField(blank=True, max_length=400, verbose_name="kildens adresse"),
                        ),
                        (
                            "sikkerhed",
                            models.CharField(
                                choices=[
                                    ("sikker", "Sikker"),
                                    ("sandsynlig", "Sandsynlig"),
                                    ("usikker", "Usikker"),
                                ],
                                max_length=12,
                                verbose_name="sikkerhed",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=400, verbose_name="note")),
                        ("demo", models.BooleanField(default=False, verbose_name="demodata")),
                        ("registreret", models.DateTimeField(auto_now_add=True, verbose_name="registreret")),
                        ("tilbagekaldt", models.BooleanField(default=False, verbose_name="tilbagekaldt")),
                        ("begrundelse", models.CharField(blank=True, max_length=300, verbose_name="hvorfor")),
                        ("liste", models.DateField(verbose_name="listens dag")),
                        ("klasser", models.JSONField(default=list, verbose_name="klasser")),
                        (
                            "erstatter",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="erstattet_af",
                                to="omraader.listeudpegning",
                                verbose_name="erstatter",
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
                            "omraade",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="listeudpegninger",
                                to="omraader.omraade",
                            ),
                        ),
                        (
                            "hentet",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisationer.import",
                                verbose_name="hentet fra fil",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "udpegning på statens lister",
                        "verbose_name_plural": "udpegninger på statens lister",
                        "ordering": ["-liste", "id"],
                        "indexes": [],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("erstatter__isnull", True)),
                                fields=("omraade", "liste"),
                                name="listeudpegning_foerste",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("erstatter__isnull", True),
                                    models.Q(("begrundelse", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="listeudpegning_begrundet",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Kommuneudpegning",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "grundlag",
                            models.CharField(
                                help_text="Fx Politik for udsatte byområder 2025–2035.",
                                max_length=200,
                                verbose_name="udpeget efter",
                            ),
                        ),
                        ("fra", models.DateField(blank=True, null=True, verbose_name="fra")),
                        ("til", models.DateField(blank=True, null=True, verbose_name="til")),
                        ("begrundelse", models.TextField(blank=True, verbose_name="hvorfor")),
                        ("kilde", models.CharField(max_length=400, verbose_name="kilde")),
                        (
                            "kilde_adresse",
                            models.URLField(blank=True, max_length=400, verbose_name="kildens adresse"),
                        ),
                        (
                            "sikkerhed",
                            models.CharField(
                                choices=[
                                    ("sikker", "Sikker"),
                                    ("sandsynlig", "Sandsynlig"),
                                    ("usikker", "Usikker"),
                                ],
                                max_length=12,
                                verbose_name="sikkerhed",
                            ),
                        ),
                        ("demo", models.BooleanField(default=False, verbose_name="demodata")),
                        ("registreret", models.DateTimeField(auto_now_add=True, verbose_name="registreret")),
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
                            "omraade",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="kommuneudpegninger",
                                to="omraader.omraade",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "kommunens udpegning",
                        "verbose_name_plural": "kommunens udpegninger",
                        "ordering": [
                            "omraade",
                            models.OrderBy(models.F("fra"), descending=True, nulls_last=True),
                        ],
                        "indexes": [],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("til__isnull", True)),
                                fields=("omraade", "grundlag"),
                                name="kommuneudpegning_aaben",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("fra__isnull", True),
                                    ("til__isnull", True),
                                    ("til__gte", models.F("fra")),
                                    _connector="OR",
                                ),
                                name="kommuneudpegning_periode",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Fremskrivning",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("indikator", models.CharField(max_length=60, verbose_name="indikator")),
                        ("liste", models.DateField(verbose_name="listens dag")),
                        (
                            "middel",
                            models.DecimalField(decimal_places=4, max_digits=14, verbose_name="ventet værdi"),
                        ),
                        (
                            "nedre",
                            models.DecimalField(decimal_places=4, max_digits=14, verbose_name="nedre grænse"),
                        ),
                        (
                            "oevre",
                            models.DecimalField(decimal_places=4, max_digits=14, verbose_name="øvre grænse"),
                        ),
                        ("metode", models.CharField(max_length=60, verbose_name="metode")),
                        ("sidste_liste", models.DateField(verbose_name="bygger på lister til og med")),
                        ("antal_lister", models.PositiveSmallIntegerField(verbose_name="antal lister bag")),
                        ("beregnet", models.DateTimeField(auto_now=True, verbose_name="beregnet")),
                        (
                            "omraade",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="fremskrivninger",
                                to="omraader.omraade",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "fremskrivning",
                        "verbose_name_plural": "fremskrivninger",
                        "ordering": ["omraade", "indikator", "liste"],
                        "indexes": [],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("omraade", "indikator", "liste"), name="fremskrivning_unik"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Omraadeafdeling",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("fra", models.DateField(blank=True, null=True, verbose_name="fra")),
                        ("til", models.DateField(blank=True, null=True, verbose_name="til")),
                        ("kilde", models.CharField(blank=True, max_length=400, verbose_name="kilde")),
                        ("demo", models.BooleanField(default=False, verbose_name="demodata")),
                        (
                            "afdeling",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="omraadeafdelinger",
                                to="organisationer.afdeling",
                            ),
                        ),
                        (
                            "omraade",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="omraadeafdelinger",
                                to="omraader.omraade",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "afdeling i et område",
                        "verbose_name_plural": "afdelinger i områder",
                        "ordering": ["omraade", "afdeling"],
                        "indexes": [],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("til__isnull", True)),
                                fields=("omraade", "afdeling"),
                                name="omraadeafdeling_aaben",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("fra__isnull", True),
                                    ("til__isnull", True),
                                    ("til__gte", models.F("fra")),
                                    _connector="OR",
                                ),
                                name="omraadeafdeling_periode",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Omraadegraense",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("gyldig_fra", models.DateField(blank=True, null=True, verbose_name="gælder fra")),
                        ("gyldig_til", models.DateField(blank=True, null=True, verbose_name="gælder til")),
                        ("geometri", models.JSONField(verbose_name="omrids (MultiPolygon, WGS 84)")),
                        (
                            "koordinatsystem",
                            models.CharField(max_length=20, verbose_name="filens koordinatsystem"),
                        ),
                        ("kilde", models.CharField(max_length=400, verbose_name="kilde")),
                        (
                            "kilde_adresse",
                            models.URLField(blank=True, max_length=400, verbose_name="kildens adresse"),
                        ),
                        (
                            "sikkerhed",
                            models.CharField(
                                choices=[
                                    ("sikker", "Sikker"),
                                    ("sandsynlig", "Sandsynlig"),
                                    ("usikker", "Usikker"),
                                ],
                                max_length=12,
                                verbose_name="sikkerhed",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=400, verbose_name="note")),
                        ("demo", models.BooleanField(default=False, verbose_name="demodata")),
                        ("registreret", models.DateTimeField(auto_now_add=True, verbose_name="registreret")),
                        (
                            "omraade",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="graenser",
                                to="omraader.omraade",
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
                    ],
                    options={
                        "verbose_name": "områdegrænse",
                        "verbose_name_plural": "områdegrænser",
                        "ordering": [
                            "omraade",
                            models.OrderBy(models.F("gyldig_fra"), descending=True, nulls_last=True),
                            "-id",
                        ],
                        "indexes": [],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("gyldig_fra__isnull", True),
                                    ("gyldig_til__isnull", True),
                                    ("gyldig_til__gte", models.F("gyldig_fra")),
                                    _connector="OR",
                                ),
                                name="omraadegraense_periode",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Omraadestand",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("liste", models.DateField(verbose_name="listens dag")),
                        (
                            "seneste",
                            models.BooleanField(default=False, verbose_name="områdets seneste liste"),
                        ),
                        ("tal", models.JSONField(default=dict, verbose_name="tal")),
                        ("klasser", models.JSONField(default=list, verbose_name="beregnede klasser")),
                        (
                            "uafgjorte",
                            models.JSONField(default=list, verbose_name="klasser, der ikke kan afgøres"),
                        ),
                        (
                            "offentliggjort",
                            models.JSONField(default=None, null=True, verbose_name="offentliggjorte klasser"),
                        ),
                        ("hovedklasse", models.CharField(blank=True, max_length=40, verbose_name="klasse")),
                        (
                            "beregnet_hovedklasse",
                            models.CharField(blank=True, max_length=40, verbose_name="beregnet klasse"),
                        ),
                        (
                            "uenig",
                            models.BooleanField(default=False, verbose_name="beregning og liste er uenige"),
                        ),
                        (
                            "aar_i_traek",
                            models.PositiveSmallIntegerField(
                                null=True, verbose_name="lister i træk som parallelsamfund"
                            ),
                        ),
                        (
                            "naermest",
                            models.DecimalField(
                                decimal_places=2,
                                max_digits=9,
                                null=True,
                                verbose_name="nærmeste ændring (pct. af grænsen)",
                            ),
                        ),
                        (
                            "naermeste_kriterium",
                            models.CharField(blank=True, max_length=60, verbose_name="nærmeste kriterium"),
                        ),
                        ("regler", models.CharField(max_length=64, verbose_name="reglernes aftryk")),
                        ("demo", models.BooleanField(default=False, verbose_name="demodata")),
                        (
                            "omraade",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="stande",
                                to="omraader.omraade",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "områdets stilling på en liste",
                        "verbose_name_plural": "områdernes stilling på lister",
                        "ordering": ["-liste", "omraade"],
                        "indexes": [
                            models.Index(fields=["seneste", "hovedklasse"], name="omraadestand_seneste"),
                            models.Index(fields=["liste", "hovedklasse"], name="omraadestand_liste"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("omraade", "liste"), name="omraadestand_unik")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Udlejningsjustering",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("anledning", models.JSONField(default=dict, verbose_name="anledningen i tal")),
                        ("begrundelse", models.TextField(blank=True, verbose_name="hvorfor")),
                        (
                            "forslag",
                            models.TextField(blank=True, verbose_name="forslag til kriterier og andele"),
                        ),
                        (
                            "afdelinger",
                            models.ManyToManyField(
                                blank=True,
                                related_name="udlejningsjusteringer",
                                to="organisationer.afdeling",
                                verbose_name="afdelinger",
                            ),
                        ),
                        (
                            "omraade",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="udlejningsjusteringer",
                                to="omraader.omraade",
                                verbose_name="område",
                            ),
                        ),
                        (
                            "sag",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="udlejningsjustering",
                                to="sager.sag",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "forslag om ændret fleksibel udlejning",
                        "verbose_name_plural": "forslag om ændret fleksibel udlejning",
                        "ordering": ["-sag_id"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Tilbageproevning",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("beregnet", models.DateTimeField(auto_now_add=True, verbose_name="beregnet")),
                        ("resultat", models.JSONField(default=dict, verbose_name="resultat")),
                    ],
                    options={
                        "verbose_name": "tilbageprøvning",
                        "verbose_name_plural": "tilbageprøvninger",
                        "ordering": ["-id"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Klassefremskrivning",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("liste", models.DateField(verbose_name="listens dag")),
                        ("nu", models.CharField(blank=True, max_length=40, verbose_name="klasse nu")),
                        ("ventet", models.CharField(blank=True, max_length=40, verbose_name="ventet klasse")),
                        (
                            "skifte",
                            models.CharField(
                                choices=[
                                    ("ind", "Kommer på en liste"),
                                    ("ud", "Går ud af listerne"),
                                    ("tungere", "Får en tungere klasse"),
                                    ("lettere", "Får en lettere klasse"),
                                    ("samme", "Samme klasse"),
                                ],
                                max_length=10,
                                verbose_name="skifte",
                            ),
                        ),
                        (
                            "chance",
                            models.DecimalField(
                                decimal_places=1, max_digits=5, verbose_name="chance for skifte (pct.)"
                            ),
                        ),
                        ("andele", models.JSONField(default=dict, verbose_name="andele efter klasse (pct.)")),
                        (
                            "uafgjort",
                            models.DecimalField(
                                decimal_places=1, max_digits=5, verbose_name="kan ikke afgøres (pct.)"
                            ),
                        ),
                        ("sidste_liste", models.DateField(verbose_name="bygger på lister til og med")),
                        ("beregnet", models.DateTimeField(auto_now=True, verbose_name="beregnet")),
                        (
                            "omraade",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="klassefremskrivninger",
                                to="omraader.omraade",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "klassefremskrivning",
                        "verbose_name_plural": "klassefremskrivninger",
                        "ordering": ["liste", "-chance", "omraade"],
                        "indexes": [
                            models.Index(fields=["liste", "skifte"], name="klassefremskrivning_liste")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("omraade", "liste"), name="klassefremskrivning_unik"
                            )
                        ],
                    },
                ),
            ],
        ),
        migrations.RunPython(_install, _remove),
    ]
