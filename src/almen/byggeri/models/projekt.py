"""A building project: its facts, its parts, and the versions of its figures at Skema A, B and C."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from almen.organisationer.models import Boligtype

MAX_BYGGEAFSNIT = 4  # BOSSINF-STB takes at most four stages per afdeling
BYGGEAFSNIT = RegexValidator(
    r"^\d{1,5}-[1-4]$", "Skriv afdelingsnummer, bindestreg og byggeafsnit 1-4, fx 0123-1."
)

DAR_ID = RegexValidator(
    r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z",
    "Skriv adressens id fra Danmarks Adresseregister: 36 tegn, fx 0a3f50a0-4660-32b8-e044-0003ba298018.",
)


class Bogstav(models.TextChoices):
    """The three reports to the state's system: approval of the building, of its start, of its accounts."""

    A = "A", "Skema A"
    B = "B", "Skema B"
    C = "C", "Skema C"


class BossinfType(models.IntegerChoices):
    """BOSSINF-STB's type codes as far as they are published."""

    FAMILIE = 10, "10 Familieboliger"
    UNGDOM = 30, "30 Ungdomsboliger"
    SERVICEAREAL = 50, "50 Serviceareal"


class Region(models.TextChoices):
    """The regions of the maksimumsbeløb tables (the parameters say which region falls back on which)."""

    HOVEDSTAD = "hovedstad", "Hovedstaden"
    AARHUS_GRUPPE = "aarhus_gruppe", "Aarhusgruppen"
    SEKS_BYER = "seks_byer", "De seks byer"
    OEVRIG_PROVINS = "oevrig_provins", "Øvrig provins"
    PROVINS = "provins", "Provinsen"


def _fact(navn: str) -> models.BooleanField[Any, Any]:
    """A fact of the checklists: yes, no, or not known."""
    return models.BooleanField(navn, null=True, blank=True)


class Projekt(models.Model):
    """What is to be built and what is known about it; one for each case of new building.

    `tilsagn_dato`, `skema_b_dato` and `skema_c_dato` are written by the decisions that give the tilsagn and
    approve the Skemaer, and taken away if those decisions fall; they are never typed in. `grundkapital_maks`
    and `garanti_maks` are the frames applied for or published (with reserve), not the computed split.
    """

    sag = models.OneToOneField("sager.Sag", on_delete=models.CASCADE, related_name="projekt")
    navn = models.CharField("navn", max_length=160)
    adresse = models.CharField("adresse", max_length=200, blank=True)
    bydel = models.CharField("bydel", max_length=80, blank=True)
    breddegrad = models.DecimalField("breddegrad", max_digits=9, decimal_places=6, null=True, blank=True)
    laengdegrad = models.DecimalField("længdegrad", max_digits=9, decimal_places=6, null=True, blank=True)
    dar_id = models.CharField("DAR-id", max_length=36, blank=True, validators=[DAR_ID])
    region = models.CharField("region for maksimumsbeløb", max_length=20, choices=Region.choices)
    afdeling = models.ForeignKey(
        "organisationer.Afdeling",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="projekter",
        verbose_name="afdeling",
    )
    lbf_byggeafsnit = models.CharField(
        "afdeling og byggeafsnit i BOSSINF-STB", max_length=8, blank=True, validators=[BYGGEAFSNIT]
    )
    soegetekst = models.CharField(max_length=300, blank=True)
    kilde = models.CharField("kilde", max_length=500, blank=True)

    forventet_tilsagn = models.DateField("forventet tilsagn", null=True, blank=True)
    forventet_skema_b = models.DateField("forventet Skema B", null=True, blank=True)
    forventet_ibrugtagning = models.DateField("forventet ibrugtagning", null=True, blank=True)
    skaeringsdag = models.DateField("skæringsdag", null=True, blank=True)
    sidste_bolig_faerdig = models.DateField("sidste bolig færdig", null=True, blank=True)
    udearealer_faerdige = models.DateField("udearealer færdige", null=True, blank=True)
    frist_skema_b_forlaenget_til = models.DateField(
        "kommunen har forlænget fristen for Skema B til", null=True, blank=True
    )
    frist_skema_c_forlaenget_til = models.DateField(
        "kommunen har forlænget fristen for Skema C til", null=True, blank=True
    )
    tilsagn_dato = models.DateField("tilsagn givet", null=True, blank=True, editable=False)
    skema_b_dato = models.DateField("Skema B godkendt", null=True, blank=True, editable=False)
    skema_c_dato = models.DateField("Skema C godkendt", null=True, blank=True, editable=False)

    reserve_pct = models.DecimalField(
        "reserve til regulering (pct.)",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    grundkapital_maks = models.PositiveBigIntegerField(
        "grundkapital højst, inkl. reserve (kr.)", null=True, blank=True
    )
    garanti_maks = models.PositiveBigIntegerField("garanti højst (kr.)", null=True, blank=True)
    ejendomsvaerdi = models.PositiveBigIntegerField("långivers værdiansættelse (kr.)", null=True, blank=True)
    laangiver = models.CharField("långiver", max_length=120, blank=True)
    lokalplan = models.CharField("lokalplan", max_length=120, blank=True)
    byggetilladelse_m2 = models.DecimalField(
        "bruttoareal i byggetilladelsen (m²)", max_digits=9, decimal_places=2, null=True, blank=True
    )

    jorddokument = _fact("dokumentation for grunden foreligger")
    lokalplan_paabegyndt = _fact("lokalplan er påbegyndt")
    lokalplan_endelig = _fact("lokalplan er endelig")
    indberettet = _fact("indberettet i statens system")
    husleje_oplyst = _fact("huslejeniveau er oplyst")
    tegninger = _fact("tegninger foreligger")
    udbud_afholdt = _fact("udbud er afholdt")
    kvalitet_fastholdt = _fact("kvalitetskrav fra Skema A er fastholdt")
    husleje_godkendt = _fact("husleje er godkendt af bestyrelsen")
    byggetilladelse = _fact("byggetilladelse foreligger")
    totaloekonomi = _fact("totaløkonomisk vurdering foreligger")
    regnskab_revideret = _fact("byggeregnskab er revideret")
    skoede_tinglyst = _fact("skøde er tinglyst")
    overskridelse_kommune = _fact("kommunen har godkendt overskridelse af maksimumsbeløbet")
    overskridelse_lbf = _fact("Landsbyggefonden har godkendt overskridelse af maksimumsbeløbet")

    class Meta:
        verbose_name = "projekt"
        verbose_name_plural = "projekter"
        ordering = ["-sag_id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reserve_pct__isnull=True) | Q(reserve_pct__gte=0, reserve_pct__lte=100),
                name="projekt_reserve_0_100",
            ),
            models.CheckConstraint(
                condition=Q(breddegrad__isnull=True, laengdegrad__isnull=True)
                | Q(
                    breddegrad__isnull=False,
                    laengdegrad__isnull=False,
                    breddegrad__range=(-90, 90),
                    laengdegrad__range=(-180, 180),
                ),
                name="projekt_koordinater_begge_eller_ingen",
                violation_error_message="Skriv både breddegrad og længdegrad, eller lad begge stå tomme.",
            ),
            models.UniqueConstraint(
                fields=["afdeling", "lbf_byggeafsnit"],
                condition=~Q(lbf_byggeafsnit=""),
                name="projekt_byggeafsnit_unikt",
            ),
        ]

    def __str__(self) -> str:
        return self.navn

    def get_absolute_url(self) -> str:
        return reverse("byggeri:projekt", args=[self.sag.nummer])

    @classmethod
    def title_of(cls, felt: str) -> str:
        """What a field is called in Danish."""
        return str(getattr(cls._meta.get_field(felt), "verbose_name", felt))


class Projektdel(models.Model):
    """One kind of dwelling in the project. A part keeps its number and type through all Skemaer."""

    projekt = models.ForeignKey(Projekt, on_delete=models.CASCADE, related_name="dele")
    nummer = models.PositiveSmallIntegerField("nr.")
    boligtype = models.CharField("boligtype", max_length=20, choices=Boligtype.choices)
    bossinf_type = models.PositiveSmallIntegerField(
        "type i BOSSINF-STB", choices=BossinfType.choices, null=True, blank=True
    )

    class Meta:
        verbose_name = "projektdel"
        verbose_name_plural = "projektdele"
        ordering = ["projekt", "nummer"]
        constraints = [models.UniqueConstraint(fields=["projekt", "nummer"], name="projektdel_nummer_unikt")]

    def __str__(self) -> str:
        return f"{self.nummer}. {self.get_boligtype_display()}"


class Skema(models.Model):
    """One version of the project's figures. Figures are never changed: a correction is a new version.

    `laast_af_beslutning` is the number of the decision that fixed this version, `laast_dato` that decision's
    day.
    """

    projekt = models.ForeignKey(Projekt, on_delete=models.CASCADE, related_name="skemaer")
    bogstav = models.CharField("skema", max_length=1, choices=Bogstav.choices)
    version = models.PositiveSmallIntegerField("version")
    indsendt = models.DateField("indsendt", null=True, blank=True)
    note = models.TextField("note", blank=True)
    kilde = models.CharField("kilde", max_length=500, blank=True)
    registreret = models.DateTimeField("registreret", auto_now_add=True)
    registreret_af = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    laast_af_beslutning = models.PositiveIntegerField("låst af beslutning nr.", null=True, blank=True)
    laast_dato = models.DateField("låst den", null=True, blank=True)

    class Meta:
        verbose_name = "skema"
        verbose_name_plural = "skemaer"
        ordering = ["projekt", "bogstav", "version"]
        constraints = [
            models.UniqueConstraint(fields=["projekt", "bogstav", "version"], name="skema_version_unik"),
            models.UniqueConstraint(
                fields=["projekt", "bogstav"],
                condition=Q(laast_af_beslutning__isnull=False),
                name="skema_en_laast_version",
            ),
        ]

    def __str__(self) -> str:
        return f"Skema {self.bogstav}, version {self.version}"


class Servicearealtal(models.Model):
    """The service area of one version of the figures (type 50 in BOSSINF-STB), kept apart from the dwellings' sum.

    `boliger` are the dwellings it serves. Whole kroner and m²; what is not known stays empty.
    """

    skema = models.OneToOneField(
        Skema, on_delete=models.CASCADE, primary_key=True, related_name="serviceareal"
    )
    boliger = models.PositiveIntegerField("boliger, det betjener", null=True, blank=True)
    areal_m2 = models.DecimalField("areal (m²)", max_digits=9, decimal_places=2, null=True, blank=True)
    anskaffelsessum = models.PositiveBigIntegerField("anskaffelsessum (kr.)", null=True, blank=True)

    class Meta:
        verbose_name = "serviceareal"
        verbose_name_plural = "servicearealer"

    def __str__(self) -> str:
        return f"Serviceareal i {self.skema}"


_PARTS_OF_SUM = ("grundudgifter", "haandvaerkerudgifter", "omkostninger", "gebyrer")
_ALL_GIVEN = Q(*(Q(**{f"{navn}__isnull": False}) for navn in _PARTS_OF_SUM))
_NONE_GIVEN = Q(*(Q(**{f"{navn}__isnull": True}) for navn in _PARTS_OF_SUM))


class Skemadel(models.Model):
    """A part's figures in one version: whole kroner and m². What a source does not print stays empty.

    The sum is the four blocks of BOSSINF-STB less tilskud where they are given; the database holds them to
    it. `offentliggjort_*` are figures that a source prints, kept beside what the program computes.
    """

    skema = models.ForeignKey(Skema, on_delete=models.CASCADE, related_name="dele")
    projektdel = models.ForeignKey(Projektdel, on_delete=models.CASCADE, related_name="skemadele")
    antal = models.PositiveIntegerField("antal boliger", null=True, blank=True)
    bruttoareal_m2 = models.DecimalField(
        "bruttoareal (m²)", max_digits=9, decimal_places=2, null=True, blank=True
    )
    grundudgifter = models.PositiveBigIntegerField("grundudgifter (kr.)", null=True, blank=True)
    haandvaerkerudgifter = models.PositiveBigIntegerField("håndværkerudgifter (kr.)", null=True, blank=True)
    omkostninger = models.PositiveBigIntegerField("omkostninger (kr.)", null=True, blank=True)
    gebyrer = models.PositiveBigIntegerField("gebyrer (kr.)", null=True, blank=True)
    tilskud = models.PositiveBigIntegerField("tilskud (kr.)", default=0)
    anskaffelsessum = models.PositiveBigIntegerField("anskaffelsessum (kr.)", null=True, blank=True)
    offentliggjort_laan = models.PositiveBigIntegerField("offentliggjort lån (kr.)", null=True, blank=True)
    offentliggjort_grundkapital = models.PositiveBigIntegerField(
        "offentliggjort grundkapital (kr.)", null=True, blank=True
    )

    class Meta:
        verbose_name = "skemadel"
        verbose_name_plural = "skemadele"
        ordering = ["skema", "projektdel"]
        constraints = [
            models.UniqueConstraint(fields=["skema", "projektdel"], name="skemadel_unik"),
            models.CheckConstraint(
                condition=Q(antal__isnull=True) | Q(antal__gte=1), name="skemadel_antal_mindst_1"
            ),
            models.CheckConstraint(
                condition=Q(bruttoareal_m2__isnull=True) | Q(bruttoareal_m2__gt=0),
                name="skemadel_areal_over_0",
            ),
            models.CheckConstraint(
                condition=Q(anskaffelsessum__isnull=True) | Q(anskaffelsessum__gte=1),
                name="skemadel_sum_mindst_1",
            ),
            models.CheckConstraint(condition=_ALL_GIVEN | _NONE_GIVEN, name="skemadel_alle_fire_eller_ingen"),
            models.CheckConstraint(
                condition=_NONE_GIVEN
                | Q(
                    anskaffelsessum=F("grundudgifter")
                    + F("haandvaerkerudgifter")
                    + F("omkostninger")
                    + F("gebyrer")
                    - F("tilskud")
                ),
                name="skemadel_summen_gaar_op",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.skema}: {self.projektdel}"
