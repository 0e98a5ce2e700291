"""Every table of the room as it stands; what led here was replaced by this."""

from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import almen.organisationer.modeloprettelse
from almen.sager import append_only

TABLES = (
    "byggeri_grundkapitalpost",
    "byggeri_rammeflytning",
)


def _install(apps, schema_editor):
    append_only.install(schema_editor.connection, TABLES)


def _remove(apps, schema_editor):
    append_only.remove(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    replaces = [
        ("byggeri", "0001_initial"),
        ("byggeri", "0002_kun_nye_poster"),
        ("byggeri", "0003_skemafrister"),
        ("byggeri", "0004_serviceareal"),
        ("byggeri", "0005_rammeflytning"),
        ("byggeri", "0006_kun_nye_flytninger"),
        ("byggeri", "0007_renovering"),
        ("byggeri", "0008_lokalplan"),
        ("byggeri", "0009_koordinater"),
        ("byggeri", "0010_byggesag"),
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
                    name="Grundkapitalramme",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("aar", models.PositiveSmallIntegerField(verbose_name="år")),
                        (
                            "formaal",
                            models.CharField(
                                choices=[
                                    ("familie_ungdom", "Familie- og ungdomsboliger"),
                                    ("aeldre_pleje", "Ældre- og plejeboliger"),
                                ],
                                max_length=20,
                                verbose_name="formål",
                            ),
                        ),
                        (
                            "beloeb",
                            models.PositiveBigIntegerField(blank=True, null=True, verbose_name="ramme (kr.)"),
                        ),
                        (
                            "vedtaget_af",
                            models.CharField(blank=True, max_length=120, verbose_name="vedtaget af"),
                        ),
                        (
                            "vedtaget_dato",
                            models.DateField(blank=True, null=True, verbose_name="vedtaget den"),
                        ),
                        ("kilde", models.CharField(blank=True, max_length=500, verbose_name="kilde")),
                        (
                            "sikkerhed",
                            models.CharField(
                                choices=[
                                    ("sikker", "Sikker"),
                                    ("sandsynlig", "Sandsynlig"),
                                    ("usikker", "Usikker"),
                                ],
                                default="sikker",
                                max_length=12,
                                verbose_name="sikkerhed",
                            ),
                        ),
                        ("demo", models.BooleanField(default=False, verbose_name="syntetiske demodata")),
                        (
                            "reserveret",
                            models.BigIntegerField(
                                default=0, editable=False, verbose_name="reserveret (kr.)"
                            ),
                        ),
                        (
                            "tilsagn",
                            models.BigIntegerField(default=0, editable=False, verbose_name="tilsagn (kr.)"),
                        ),
                        (
                            "udbetalt",
                            models.BigIntegerField(default=0, editable=False, verbose_name="udbetalt (kr.)"),
                        ),
                        (
                            "tillaeg",
                            models.BigIntegerField(
                                default=0, editable=False, verbose_name="bevilget ud over rammen (kr.)"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "grundkapitalramme",
                        "verbose_name_plural": "grundkapitalrammer",
                        "ordering": ["-aar", "formaal"],
                        "constraints": [
                            models.UniqueConstraint(fields=("aar", "formaal"), name="ramme_unik"),
                            models.CheckConstraint(
                                condition=models.Q(("aar__gte", 1990), ("aar__lte", 2099)), name="ramme_aar"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reserveret__gte", 0), ("tillaeg__gte", 0)),
                                name="ramme_reserveret_ikke_negativ",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("udbetalt__gte", 0), ("tilsagn__gte", models.F("udbetalt"))
                                ),
                                name="ramme_udbetalt_inden_for_tilsagn",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("beloeb__isnull", True),
                                    (
                                        "beloeb__gte",
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("reserveret"), "+", models.F("tilsagn")
                                            ),
                                            "-",
                                            models.F("tillaeg"),
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="ramme_ikke_overskredet",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Projekt",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("navn", models.CharField(max_length=160, verbose_name="navn")),
                        ("adresse", models.CharField(blank=True, max_length=200, verbose_name="adresse")),
                        ("bydel", models.CharField(blank=True, max_length=80, verbose_name="bydel")),
                        (
                            "region",
                            models.CharField(
                                choices=[
                                    ("hovedstad", "Hovedstaden"),
                                    ("aarhus_gruppe", "Aarhusgruppen"),
                                    ("seks_byer", "De seks byer"),
                                    ("oevrig_provins", "Øvrig provins"),
                                    ("provins", "Provinsen"),
                                ],
                                max_length=20,
                                verbose_name="region for maksimumsbeløb",
                            ),
                        ),
                        (
                            "lbf_byggeafsnit",
                            models.CharField(
                                blank=True,
                                max_length=8,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^\\d{1,5}-[1-4]$",
                                        "Skriv afdelingsnummer, bindestreg og byggeafsnit 1-4, fx 0123-1.",
                                    )
                                ],
                                verbose_name="afdeling og byggeafsnit i BOSSINF-STB",
                            ),
                        ),
                        ("soegetekst", models.CharField(blank=True, max_length=300)),
                        ("kilde", models.CharField(blank=True, max_length=500, verbose_name="kilde")),
                        (
                            "forventet_tilsagn",
                            models.DateField(blank=True, null=True, verbose_name="forventet tilsagn"),
                        ),
                        (
                            "forventet_skema_b",
                            models.DateField(blank=True, null=True, verbose_name="forventet Skema B"),
                        ),
                        (
                            "forventet_ibrugtagning",
                            models.DateField(blank=True, null=True, verbose_name="forventet ibrugtagning"),
                        ),
                        ("skaeringsdag", models.DateField(blank=True, null=True, verbose_name="skæringsdag")),
                        (
                            "tilsagn_dato",
                            models.DateField(
                                blank=True, editable=False, null=True, verbose_name="tilsagn givet"
                            ),
                        ),
                        (
                            "skema_b_dato",
                            models.DateField(
                                blank=True, editable=False, null=True, verbose_name="Skema B godkendt"
                            ),
                        ),
                        (
                            "skema_c_dato",
                            models.DateField(
                                blank=True, editable=False, null=True, verbose_name="Skema C godkendt"
                            ),
                        ),
                        (
                            "reserve_pct",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=5,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="reserve til regulering (pct.)",
                            ),
                        ),
                        (
                            "grundkapital_maks",
                            models.PositiveBigIntegerField(
                                blank=True, null=True, verbose_name="grundkapital højst, inkl. reserve (kr.)"
                            ),
                        ),
                        (
                            "garanti_maks",
                            models.PositiveBigIntegerField(
                                blank=True, null=True, verbose_name="garanti højst (kr.)"
                            ),
                        ),
                        (
                            "ejendomsvaerdi",
                            models.PositiveBigIntegerField(
                                blank=True, null=True, verbose_name="långivers værdiansættelse (kr.)"
                            ),
                        ),
                        ("laangiver", models.CharField(blank=True, max_length=120, verbose_name="långiver")),
                        ("lokalplan", models.CharField(blank=True, max_length=120, verbose_name="lokalplan")),
                        (
                            "byggetilladelse_m2",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=9,
                                null=True,
                                verbose_name="bruttoareal i byggetilladelsen (m²)",
                            ),
                        ),
                        (
                            "jorddokument",
                            models.BooleanField(
                                blank=True, null=True, verbose_name="dokumentation for grunden foreligger"
                            ),
                        ),
                        (
                            "lokalplan_paabegyndt",
                            models.BooleanField(blank=True, null=True, verbose_name="lokalplan er påbegyndt"),
                        ),
                        (
                            "lokalplan_endelig",
                            models.BooleanField(blank=True, null=True, verbose_name="lokalplan er endelig"),
                        ),
                        (
                            "indberettet",
                            models.BooleanField(
                                blank=True, null=True, verbose_name="indberettet i statens system"
                            ),
                        ),
                        (
                            "husleje_oplyst",
                            models.BooleanField(
                                blank=True, null=True, verbose_name="huslejeniveau er oplyst"
                            ),
                        ),
                        (
                            "tegninger",
                            models.BooleanField(blank=True, null=True, verbose_name="tegninger foreligger"),
                        ),
                        (
                            "udbud_afholdt",
                            models.BooleanField(blank=True, null=True, verbose_name="udbud er afholdt"),
                        ),
                        (
                            "kvalitet_fastholdt",
                            models.BooleanField(
                                blank=True, null=True, verbose_name="kvalitetskrav fra Skema A er fastholdt"
                            ),
                        ),
                        (
                            "husleje_godkendt",
                            models.BooleanField(
                                blank=True, null=True, verbose_name="husleje er godkendt af bestyrelsen"
                            ),
                        ),
                        (
                            "byggetilladelse",
                            models.BooleanField(
                                blank=True, null=True, verbose_name="byggetilladelse foreligger"
                            ),
                        ),
                        (
                            "totaloekonomi",
                            models.BooleanField(
                                blank=True, null=True, verbose_name="totaløkonomisk vurdering foreligger"
                            ),
                        ),
                        (
                            "regnskab_revideret",
                            models.BooleanField(
                                blank=True, null=True, verbose_name="byggeregnskab er revideret"
                            ),
                        ),
                        (
                            "skoede_tinglyst",
                            models.BooleanField(blank=True, null=True, verbose_name="skøde er tinglyst"),
                        ),
                        (
                            "overskridelse_kommune",
                            models.BooleanField(
                                blank=True,
                                null=True,
                                verbose_name="kommunen har godkendt overskridelse af maksimumsbeløbet",
                            ),
                        ),
                        (
                            "overskridelse_lbf",
                            models.BooleanField(
                                blank=True,
                                null=True,
                                verbose_name="Landsbyggefonden har godkendt overskridelse af maksimumsbeløbet",
                            ),
                        ),
                        (
                            "afdeling",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="projekter",
                                to="organisationer.afdeling",
                                verbose_name="afdeling",
                            ),
                        ),
                        (
                            "sag",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="projekt",
                                to="sager.sag",
                            ),
                        ),
                        (
                            "frist_skema_b_forlaenget_til",
                            models.DateField(
                                blank=True,
                                null=True,
                                verbose_name="kommunen har forlænget fristen for Skema B til",
                            ),
                        ),
                        (
                            "frist_skema_c_forlaenget_til",
                            models.DateField(
                                blank=True,
                                null=True,
                                verbose_name="kommunen har forlænget fristen for Skema C til",
                            ),
                        ),
                        (
                            "sidste_bolig_faerdig",
                            models.DateField(blank=True, null=True, verbose_name="sidste bolig færdig"),
                        ),
                        (
                            "udearealer_faerdige",
                            models.DateField(blank=True, null=True, verbose_name="udearealer færdige"),
                        ),
                        (
                            "breddegrad",
                            models.DecimalField(
                                blank=True,
                                decimal_places=6,
                                max_digits=9,
                                null=True,
                                verbose_name="breddegrad",
                            ),
                        ),
                        (
                            "laengdegrad",
                            models.DecimalField(
                                blank=True,
                                decimal_places=6,
                                max_digits=9,
                                null=True,
                                verbose_name="længdegrad",
                            ),
                        ),
                        (
                            "dar_id",
                            models.CharField(
                                blank=True,
                                max_length=36,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\Z",
                                        "Skriv adressens id fra Danmarks Adresseregister: 36 tegn, fx 0a3f50a0-4660-32b8-e044-0003ba298018.",
                                    )
                                ],
                                verbose_name="DAR-id",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "projekt",
                        "verbose_name_plural": "projekter",
                        "ordering": ["-sag_id"],
                        "indexes": [],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("reserve_pct__isnull", True),
                                    models.Q(("reserve_pct__gte", 0), ("reserve_pct__lte", 100)),
                                    _connector="OR",
                                ),
                                name="projekt_reserve_0_100",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("lbf_byggeafsnit", ""), _negated=True),
                                fields=("afdeling", "lbf_byggeafsnit"),
                                name="projekt_byggeafsnit_unikt",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("breddegrad__isnull", True), ("laengdegrad__isnull", True)),
                                    models.Q(
                                        ("breddegrad__isnull", False),
                                        ("breddegrad__range", (-90, 90)),
                                        ("laengdegrad__isnull", False),
                                        ("laengdegrad__range", (-180, 180)),
                                    ),
                                    _connector="OR",
                                ),
                                name="projekt_koordinater_begge_eller_ingen",
                                violation_error_message="Skriv både breddegrad og længdegrad, eller lad begge stå tomme.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Projektdel",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("nummer", models.PositiveSmallIntegerField(verbose_name="nr.")),
                        (
                            "boligtype",
                            models.CharField(
                                choices=[
                                    ("familie", "Familieboliger"),
                                    ("ungdom", "Ungdomsboliger"),
                                    ("aeldre", "Ældreboliger"),
                                    ("pleje", "Plejeboliger"),
                                ],
                                max_length=20,
                                verbose_name="boligtype",
                            ),
                        ),
                        (
                            "bossinf_type",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[
                                    (10, "10 Familieboliger"),
                                    (30, "30 Ungdomsboliger"),
                                    (50, "50 Serviceareal"),
                                ],
                                null=True,
                                verbose_name="type i BOSSINF-STB",
                            ),
                        ),
                        (
                            "projekt",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="dele",
                                to="byggeri.projekt",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "projektdel",
                        "verbose_name_plural": "projektdele",
                        "ordering": ["projekt", "nummer"],
                        "indexes": [],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("projekt", "nummer"), name="projektdel_nummer_unikt"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Skema",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "bogstav",
                            models.CharField(
                                choices=[("A", "Skema A"), ("B", "Skema B"), ("C", "Skema C")],
                                max_length=1,
                                verbose_name="skema",
                            ),
                        ),
                        ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                        ("indsendt", models.DateField(blank=True, null=True, verbose_name="indsendt")),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                        ("kilde", models.CharField(blank=True, max_length=500, verbose_name="kilde")),
                        ("registreret", models.DateTimeField(auto_now_add=True, verbose_name="registreret")),
                        (
                            "laast_af_beslutning",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="låst af beslutning nr."
                            ),
                        ),
                        ("laast_dato", models.DateField(blank=True, null=True, verbose_name="låst den")),
                        (
                            "projekt",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="skemaer",
                                to="byggeri.projekt",
                            ),
                        ),
                        (
                            "registreret_af",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "skema",
                        "verbose_name_plural": "skemaer",
                        "ordering": ["projekt", "bogstav", "version"],
                        "indexes": [],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("projekt", "bogstav", "version"), name="skema_version_unik"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("laast_af_beslutning__isnull", False)),
                                fields=("projekt", "bogstav"),
                                name="skema_en_laast_version",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Skemadel",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "antal",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="antal boliger"),
                        ),
                        (
                            "bruttoareal_m2",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=9,
                                null=True,
                                verbose_name="bruttoareal (m²)",
                            ),
                        ),
                        (
                            "grundudgifter",
                            models.PositiveBigIntegerField(
                                blank=True, null=True, verbose_name="grundudgifter (kr.)"
                            ),
                        ),
                        (
                            "haandvaerkerudgifter",
                            models.PositiveBigIntegerField(
                                blank=True, null=True, verbose_name="håndværkerudgifter (kr.)"
                            ),
                        ),
                        (
                            "omkostninger",
                            models.PositiveBigIntegerField(
                                blank=True, null=True, verbose_name="omkostninger (kr.)"
                            ),
                        ),
                        (
                            "gebyrer",
                            models.PositiveBigIntegerField(
                                blank=True, null=True, verbose_name="gebyrer (kr.)"
                            ),
                        ),
                        ("tilskud", models.PositiveBigIntegerField(default=0, verbose_name="tilskud (kr.)")),
                        (
                            "anskaffelsessum",
                            models.PositiveBigIntegerField(
                                blank=True, null=True, verbose_name="anskaffelsessum (kr.)"
                            ),
                        ),
                        (
                            "offentliggjort_laan",
                            models.PositiveBigIntegerField(
                                blank=True, null=True, verbose_name="offentliggjort lån (kr.)"
                            ),
                        ),
                        (
                            "offentliggjort_grundkapital",
                            models.PositiveBigIntegerField(
                                blank=True, null=True, verbose_name="offentliggjort grundkapital (kr.)"
                            ),
                        ),
                        (
                            "projektdel",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="skemadele",
                                to="byggeri.projektdel",
                            ),
                        ),
                        (
                            "skema",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="dele",
                                to="byggeri.skema",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "skemadel",
                        "verbose_name_plural": "skemadele",
                        "ordering": ["skema", "projektdel"],
                        "indexes": [],
                        "constraints": [
                            models.UniqueConstraint(fields=("skema", "projektdel"), name="skemadel_unik"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("antal__isnull", True), ("antal__gte", 1), _connector="OR"
                                ),
                                name="skemadel_antal_mindst_1",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("bruttoareal_m2__isnull", True),
                                    ("bruttoareal_m2__gt", 0),
                                    _connector="OR",
                                ),
                                name="skemadel_areal_over_0",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("anskaffelsessum__isnull", True),
                                    ("anskaffelsessum__gte", 1),
                                    _connector="OR",
                                ),
                                name="skemadel_sum_mindst_1",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        models.Q(("grundudgifter__isnull", False)),
                                        models.Q(("haandvaerkerudgifter__isnull", False)),
                                        models.Q(("omkostninger__isnull", False)),
                                        models.Q(("gebyrer__isnull", False)),
                                    ),
                                    models.Q(
                                        models.Q(("grundudgifter__isnull", True)),
                                        models.Q(("haandvaerkerudgifter__isnull", True)),
                                        models.Q(("omkostninger__isnull", True)),
                                        models.Q(("gebyrer__isnull", True)),
                                    ),
                                    _connector="OR",
                                ),
                                name="skemadel_alle_fire_eller_ingen",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        models.Q(("grundudgifter__isnull", True)),
                                        models.Q(("haandvaerkerudgifter__isnull", True)),
                                        models.Q(("omkostninger__isnull", True)),
                                        models.Q(("gebyrer__isnull", True)),
                                    ),
                                    (
                                        "anskaffelsessum",
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    django.db.models.expressions.CombinedExpression(
                                                        models.F("grundudgifter"),
                                                        "+",
                                                        models.F("haandvaerkerudgifter"),
                                                    ),
                                                    "+",
                                                    models.F("omkostninger"),
                                                ),
                                                "+",
                                                models.F("gebyrer"),
                                            ),
                                            "-",
                                            models.F("tilskud"),
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="skemadel_summen_gaar_op",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Garanti",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "formaal",
                            models.CharField(
                                choices=[("boliger", "Boliger"), ("serviceareal", "Serviceareal")],
                                default="boliger",
                                max_length=20,
                                verbose_name="formål",
                            ),
                        ),
                        ("laangiver", models.CharField(blank=True, max_length=120, verbose_name="långiver")),
                        ("laanetype", models.CharField(blank=True, max_length=120, verbose_name="lånetype")),
                        (
                            "loebetid_aar",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="løbetid (år)"
                            ),
                        ),
                        (
                            "laan",
                            models.PositiveBigIntegerField(blank=True, null=True, verbose_name="lån (kr.)"),
                        ),
                        (
                            "ejendomsvaerdi",
                            models.PositiveBigIntegerField(
                                blank=True, null=True, verbose_name="långivers værdiansættelse (kr.)"
                            ),
                        ),
                        (
                            "brutto",
                            models.PositiveBigIntegerField(
                                blank=True, null=True, verbose_name="garanti brutto (kr.)"
                            ),
                        ),
                        (
                            "pct_af_laan",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=5,
                                null=True,
                                verbose_name="garanti i pct. af lånet",
                            ),
                        ),
                        (
                            "regaranti_pct",
                            models.DecimalField(
                                decimal_places=2, default=0, max_digits=5, verbose_name="regaranti (pct.)"
                            ),
                        ),
                        (
                            "regaranti",
                            models.PositiveBigIntegerField(default=0, verbose_name="regaranti (kr.)"),
                        ),
                        (
                            "netto",
                            models.PositiveBigIntegerField(
                                blank=True, null=True, verbose_name="garanti netto (kr.)"
                            ),
                        ),
                        (
                            "beslutning_nummer",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="beslutning nr."),
                        ),
                        (
                            "beslutning_dato",
                            models.DateField(blank=True, null=True, verbose_name="besluttet den"),
                        ),
                        ("kilde", models.CharField(blank=True, max_length=500, verbose_name="kilde")),
                        ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                        (
                            "sag",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="garantier",
                                to="sager.sag",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "garanti",
                        "verbose_name_plural": "garantier",
                        "ordering": ["sag", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("brutto__isnull", True),
                                    ("laan__isnull", True),
                                    ("laan__gte", models.F("brutto")),
                                    _connector="OR",
                                ),
                                name="garanti_hoejst_laanet",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("brutto__isnull", True), ("netto__isnull", True), ("regaranti", 0)
                                    ),
                                    (
                                        "netto",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("brutto"), "-", models.F("regaranti")
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="garanti_netto_gaar_op",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("regaranti_pct__gte", 0), ("regaranti_pct__lte", 100)),
                                name="garanti_regaranti_0_100",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Garantiramme",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "beloeb",
                            models.PositiveBigIntegerField(
                                blank=True, null=True, verbose_name="garanti højst (kr.)"
                            ),
                        ),
                        ("beslutning_nummer", models.PositiveIntegerField(verbose_name="beslutning nr.")),
                        ("dato", models.DateField(verbose_name="besluttet den")),
                        (
                            "ophaevet_af_beslutning",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="ophævet af beslutning nr."
                            ),
                        ),
                        (
                            "sag",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="garantirammer",
                                to="sager.sag",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "garantiramme",
                        "verbose_name_plural": "garantirammer",
                        "ordering": ["sag", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ophaevet_af_beslutning__isnull", True)),
                                fields=("sag",),
                                name="garantiramme_en_pr_sag",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Grundkapitalpost",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "art",
                            models.CharField(
                                choices=[
                                    ("reserveret", "Reserveret"),
                                    ("frigivet", "Reservation frigivet"),
                                    ("tilsagn", "Tilsagn givet"),
                                    ("tilbagekaldt", "Tilsagn nedsat eller tilbagekaldt"),
                                    ("udbetalt", "Udbetalt"),
                                    ("tilbagebetalt", "Udbetaling tilbageført"),
                                    ("tillaeg", "Bevilget ud over rammen"),
                                    ("tillaeg_bortfaldet", "Bevilling ud over rammen bortfaldet"),
                                ],
                                max_length=20,
                                verbose_name="art",
                            ),
                        ),
                        ("beloeb", models.PositiveBigIntegerField(verbose_name="beløb (kr.)")),
                        ("virkning", models.CharField(blank=True, max_length=40, verbose_name="virkning")),
                        (
                            "beslutning_nummer",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="beslutning nr."),
                        ),
                        ("dato", models.DateField(verbose_name="dato")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                        ("registreret", models.DateTimeField(auto_now_add=True, verbose_name="registreret")),
                        (
                            "modpost_til",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="modpost",
                                to="byggeri.grundkapitalpost",
                            ),
                        ),
                        (
                            "registreret_af",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "sag",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="grundkapitalposter",
                                to="sager.sag",
                            ),
                        ),
                        (
                            "ramme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="poster",
                                to="byggeri.grundkapitalramme",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "grundkapitalpost",
                        "verbose_name_plural": "grundkapitalposter",
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("beloeb__gte", 1)), name="post_beloeb_mindst_1"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Grundkoebslaan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "ansoegningsdato",
                            models.DateField(blank=True, null=True, verbose_name="ansøgt den"),
                        ),
                        (
                            "grundudgifter",
                            models.PositiveBigIntegerField(
                                blank=True, null=True, verbose_name="grundudgifter (kr.)"
                            ),
                        ),
                        (
                            "loft",
                            models.PositiveBigIntegerField(
                                blank=True, null=True, verbose_name="lånet kan højst være (kr.)"
                            ),
                        ),
                        ("kommune", models.PositiveBigIntegerField(verbose_name="kommunens andel (kr.)")),
                        ("fond", models.PositiveBigIntegerField(verbose_name="fondens andel (kr.)")),
                        (
                            "lbf_tilsagn_dato",
                            models.DateField(blank=True, null=True, verbose_name="Landsbyggefondens tilsagn"),
                        ),
                        (
                            "beslutning_nummer",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="beslutning nr."),
                        ),
                        (
                            "beslutning_dato",
                            models.DateField(blank=True, null=True, verbose_name="besluttet den"),
                        ),
                        ("kilde", models.CharField(blank=True, max_length=500, verbose_name="kilde")),
                        ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                        (
                            "sag",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="grundkoebslaan",
                                to="sager.sag",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "grundkøbslån",
                        "verbose_name_plural": "grundkøbslån",
                        "ordering": ["sag", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("loft__isnull", True),
                                    (
                                        "loft__gte",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("kommune"), "+", models.F("fond")
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="grundkoebslaan_inden_for_loft",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Servicearealtal",
                    fields=[
                        (
                            "skema",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="serviceareal",
                                serialize=False,
                                to="byggeri.skema",
                            ),
                        ),
                        (
                            "boliger",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="boliger, det betjener"
                            ),
                        ),
                        (
                            "areal_m2",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=9,
                                null=True,
                                verbose_name="areal (m²)",
                            ),
                        ),
                        (
                            "anskaffelsessum",
                            models.PositiveBigIntegerField(
                                blank=True, null=True, verbose_name="anskaffelsessum (kr.)"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "serviceareal",
                        "verbose_name_plural": "servicearealer",
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Rammeflytning",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("beloeb", models.PositiveBigIntegerField(verbose_name="beløb (kr.)")),
                        ("begrundelse", models.CharField(max_length=500, verbose_name="begrundelse")),
                        ("vedtaget_af", models.CharField(max_length=120, verbose_name="vedtaget af")),
                        ("vedtaget_dato", models.DateField(verbose_name="vedtaget den")),
                        ("kilde", models.CharField(max_length=500, verbose_name="kilde")),
                        ("registreret", models.DateTimeField(auto_now_add=True, verbose_name="registreret")),
                        (
                            "fra",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="flyttet_ud",
                                to="byggeri.grundkapitalramme",
                            ),
                        ),
                        (
                            "registreret_af",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "til",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="flyttet_ind",
                                to="byggeri.grundkapitalramme",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rammeflytning",
                        "verbose_name_plural": "rammeflytninger",
                        "ordering": ["-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("beloeb__gte", 1)), name="flytning_beloeb_mindst_1"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("fra", models.F("til")), _negated=True),
                                name="flytning_to_rammer",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Renovering",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("navn", models.CharField(max_length=160, verbose_name="navn")),
                        ("adresse", models.CharField(blank=True, max_length=200, verbose_name="adresse")),
                        (
                            "problemer",
                            models.JSONField(blank=True, default=list, verbose_name="problemtyper"),
                        ),
                        (
                            "boliger",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="boliger"),
                        ),
                        (
                            "bruttoareal_m2",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                verbose_name="bruttoareal (m²)",
                            ),
                        ),
                        (
                            "beboerafstemning_dato",
                            models.DateField(blank=True, null=True, verbose_name="beboerne har stemt den"),
                        ),
                        (
                            "beboere_godkendt",
                            models.BooleanField(blank=True, null=True, verbose_name="beboerne har godkendt"),
                        ),
                        (
                            "genhusning",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("ingen", "Ingen genhusning"),
                                    ("midlertidig", "Midlertidig genhusning"),
                                    ("permanent", "Permanent genhusning"),
                                ],
                                max_length=12,
                                verbose_name="genhusning",
                            ),
                        ),
                        (
                            "genhusning_boliger",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="boliger, der genhuses"
                            ),
                        ),
                        (
                            "lbf_tilsagn_dato",
                            models.DateField(blank=True, null=True, verbose_name="Landsbyggefondens tilsagn"),
                        ),
                        ("udbud_dato", models.DateField(blank=True, null=True, verbose_name="udbud")),
                        (
                            "garanti_soegt",
                            models.BooleanField(default=True, verbose_name="der søges garanti"),
                        ),
                        (
                            "garanti_maks",
                            models.PositiveBigIntegerField(
                                blank=True, null=True, verbose_name="garanti højst (kr.)"
                            ),
                        ),
                        ("kilde", models.CharField(blank=True, max_length=500, verbose_name="kilde")),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                        (
                            "afdelinger",
                            models.ManyToManyField(
                                blank=True,
                                related_name="renoveringer",
                                to="organisationer.afdeling",
                                verbose_name="afdelinger",
                            ),
                        ),
                        (
                            "sag",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="renovering",
                                to="sager.sag",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "renovering",
                        "verbose_name_plural": "renoveringer",
                        "ordering": ["-sag_id"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Renoveringsskema",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "bogstav",
                            models.CharField(
                                choices=[("A", "Skema A"), ("B", "Skema B"), ("C", "Skema C")],
                                max_length=1,
                                verbose_name="skema",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(verbose_name="version")),
                        ("indsendt", models.DateField(blank=True, null=True, verbose_name="indsendt")),
                        (
                            "stoettede_arbejder",
                            models.PositiveBigIntegerField(
                                blank=True, null=True, verbose_name="støttede arbejder (kr.)"
                            ),
                        ),
                        (
                            "ustoettede_arbejder",
                            models.PositiveBigIntegerField(
                                blank=True, null=True, verbose_name="ustøttede arbejder (kr.)"
                            ),
                        ),
                        (
                            "forbedringer",
                            models.PositiveBigIntegerField(
                                blank=True, null=True, verbose_name="forbedringer (kr.)"
                            ),
                        ),
                        (
                            "stoettet_laan",
                            models.PositiveBigIntegerField(
                                blank=True, null=True, verbose_name="støttet lån (kr.)"
                            ),
                        ),
                        (
                            "ustoettet_laan",
                            models.PositiveBigIntegerField(
                                blank=True, null=True, verbose_name="ustøttet lån (kr.)"
                            ),
                        ),
                        (
                            "tilskud",
                            models.PositiveBigIntegerField(
                                blank=True, null=True, verbose_name="tilskud og trækningsret (kr.)"
                            ),
                        ),
                        (
                            "egne_midler",
                            models.PositiveBigIntegerField(
                                blank=True, null=True, verbose_name="egne midler (kr.)"
                            ),
                        ),
                        (
                            "kapitaltilfoersel",
                            models.PositiveBigIntegerField(
                                blank=True, null=True, verbose_name="kapitaltilførsel (kr.)"
                            ),
                        ),
                        (
                            "loebetid_stoettet",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="støttet låns løbetid (år)"
                            ),
                        ),
                        (
                            "loebetid_ustoettet",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="ustøttet låns løbetid (år)"
                            ),
                        ),
                        (
                            "leje_foer_m2",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=8,
                                null=True,
                                verbose_name="husleje før (kr. pr. m² om året)",
                            ),
                        ),
                        (
                            "leje_efter_m2",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=8,
                                null=True,
                                verbose_name="husleje efter (kr. pr. m² om året)",
                            ),
                        ),
                        ("kilde", models.CharField(blank=True, max_length=500, verbose_name="kilde")),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                        (
                            "laast_af_beslutning",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="låst af beslutning nr."
                            ),
                        ),
                        ("laast_dato", models.DateField(blank=True, null=True, verbose_name="låst den")),
                        ("registreret", models.DateTimeField(auto_now_add=True, verbose_name="registreret")),
                        (
                            "registreret_af",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "renovering",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="skemaer",
                                to="byggeri.renovering",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "renoveringsskema",
                        "verbose_name_plural": "renoveringsskemaer",
                        "ordering": ["renovering", "bogstav", "version"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("renovering", "bogstav", "version"),
                                name="renoveringsskema_unik_version",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("laast_af_beslutning__isnull", False)),
                                fields=("renovering", "bogstav"),
                                name="renoveringsskema_et_laast",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Lokalplan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "nummer",
                            models.CharField(
                                max_length=20,
                                unique=True,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[0-9][0-9A-Za-z-]*\\Z",
                                        "Skriv planens nummer, fx 609 eller 609-1: tal, bogstaver og bindestreg.",
                                    )
                                ],
                                verbose_name="lokalplan nr.",
                            ),
                        ),
                        ("navn", models.CharField(max_length=160, verbose_name="navn")),
                        ("bydel", models.CharField(blank=True, max_length=80, verbose_name="bydel")),
                        ("vedtaget", models.DateField(blank=True, null=True, verbose_name="vedtaget")),
                        (
                            "andel_pct",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=5,
                                null=True,
                                verbose_name="krævet andel almene boliger (pct.)",
                            ),
                        ),
                        (
                            "boliger_m2",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                verbose_name="planens boliger i alt (m²)",
                            ),
                        ),
                        (
                            "krav_m2",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                verbose_name="krav (m²)",
                            ),
                        ),
                        (
                            "krav_beregnet",
                            models.BooleanField(default=False, verbose_name="kravet er beregnet af andelen"),
                        ),
                        ("kilde", models.CharField(blank=True, max_length=500, verbose_name="kilde")),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                        ("demo", models.BooleanField(default=False, verbose_name="syntetiske demodata")),
                        ("forslag", models.DateField(blank=True, null=True, verbose_name="forslag vedtaget")),
                        ("hoering_slut", models.DateField(blank=True, null=True, verbose_name="høring slut")),
                        (
                            "startredegoerelse",
                            models.DateField(blank=True, null=True, verbose_name="startredegørelse"),
                        ),
                    ],
                    options={
                        "verbose_name": "lokalplan",
                        "verbose_name_plural": "lokalplaner",
                        "ordering": ["nummer"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("andel_pct__isnull", True),
                                    models.Q(("andel_pct__gte", 0), ("andel_pct__lte", 100)),
                                    _connector="OR",
                                ),
                                name="lokalplan_andel_0_100",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Lokalplanprojekt",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "m2",
                            models.DecimalField(
                                decimal_places=2,
                                default=Decimal("0"),
                                max_digits=12,
                                verbose_name="areal, der tæller (m²)",
                            ),
                        ),
                        ("registreret", models.DateTimeField(auto_now_add=True)),
                        (
                            "lokalplan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="projekter",
                                to="byggeri.lokalplan",
                            ),
                        ),
                        (
                            "projekt",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lokalplaner",
                                to="byggeri.projekt",
                            ),
                        ),
                        (
                            "registreret_af",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "projekt i lokalplan",
                        "verbose_name_plural": "projekter i lokalplaner",
                        "ordering": ["lokalplan", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("lokalplan", "projekt"), name="lokalplanprojekt_unik"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("m2__gt", 0)), name="lokalplanprojekt_over_0"
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Byggesag",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "journalnummer",
                            models.CharField(blank=True, max_length=40, verbose_name="byggesagens nummer"),
                        ),
                        (
                            "ansoegt",
                            models.DateField(blank=True, null=True, verbose_name="byggetilladelse søgt"),
                        ),
                        (
                            "tilladelse",
                            models.DateField(blank=True, null=True, verbose_name="byggetilladelse givet"),
                        ),
                        (
                            "ibrugtaget",
                            models.DateField(
                                blank=True, null=True, verbose_name="færdigmeldt og taget i brug"
                            ),
                        ),
                        ("kilde", models.CharField(blank=True, max_length=500, verbose_name="kilde")),
                        (
                            "sag",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="byggesag",
                                to="sager.sag",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "byggesag",
                        "verbose_name_plural": "byggesager",
                        "ordering": ["sag"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("ansoegt__isnull", True),
                                        ("tilladelse__isnull", True),
                                        ("tilladelse__gte", models.F("ansoegt")),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("tilladelse__isnull", True),
                                        ("ibrugtaget__isnull", True),
                                        ("ibrugtaget__gte", models.F("tilladelse")),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("ansoegt__isnull", True),
                                        ("ibrugtaget__isnull", True),
                                        ("ibrugtaget__gte", models.F("ansoegt")),
                                        _connector="OR",
                                    ),
                                ),
                                name="byggesag_dage_i_orden",
                            )
                        ],
                        "indexes": [],
                    },
                ),
            ],
        ),
        migrations.RunPython(_install, _remove),
    ]
