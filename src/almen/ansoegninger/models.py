"""What boligorganisationer send in: drafts that may change, submissions that may not, and what became of them.

`Indsendelse` and `Behandling` are insert-only; the database itself refuses UPDATE and DELETE (migration 0002).
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

MAX_TEKST, MAX_OVERSKRIFT = 5000, 140


class Art(models.TextChoices):
    """What is sent in."""

    SKEMA_A = "skema_a", "Ansøgning om Skema A"
    SKEMA_B = "skema_b", "Ansøgning om Skema B"
    SKEMA_C = "skema_c", "Ansøgning om Skema C"
    RENOVERING = "renovering", "Ansøgning om renovering"
    PRAEKVALIFIKATION = "praekvalifikation", "Ansøgning om prækvalifikation"
    RENOVERING_A = "renovering_skema_a", "Ansøgning om Skema A for renovering"
    RENOVERING_B = "renovering_skema_b", "Ansøgning om Skema B for renovering"
    RENOVERING_C = "renovering_skema_c", "Ansøgning om Skema C for renovering"
    SVAR = "svar", "Svar på anmodning"


class Bilagsart(models.TextChoices):
    """What a file documents; the points are those of the checklists at Skema A, B and C, and of renovations."""

    GRUND = "grund", "Grunden (skøde, købsaftale)"
    LOKALPLAN = "lokalplan", "Lokalplan"
    TEGNINGER = "tegninger", "Tegninger"
    BUDGET = "budget", "Budget og husleje"
    UDBUD = "udbud", "Udbud og licitation"
    BYGGETILLADELSE = "byggetilladelse", "Byggetilladelse"
    TOTALOEKONOMI = "totaloekonomi", "Totaløkonomisk vurdering"
    REGNSKAB = "regnskab", "Byggeregnskab og revision"
    BEBOERE = "beboere", "Beboernes afstemning"
    TILSTAND = "tilstand", "Bygningens tilstand og helhedsplan"
    ANDET = "andet", "Andet"


class Kanal(models.TextChoices):
    """By which door it came."""

    PORTAL = "portal", "Portalen"
    API = "api", "API"


class Anmodning(models.Model):
    """The municipality's request for something from the boligorganisation of a case; open until `lukket`.

    `beslutning_nummer`: the case's decision that made it (effect `anmod_boligorganisation`); None where an officer wrote it.
    """

    sag = models.ForeignKey("sager.Sag", on_delete=models.PROTECT, related_name="anmodninger")
    tekst = models.TextField("hvad der anmodes om")
    frist = models.DateField("svar senest", null=True, blank=True)
    oprettet = models.DateTimeField("sendt", auto_now_add=True)
    oprettet_af = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    lukket = models.DateTimeField("lukket", null=True, blank=True)
    beslutning_nummer = models.PositiveIntegerField(null=True, editable=False)

    class Meta:
        verbose_name = "anmodning"
        verbose_name_plural = "anmodninger"
        ordering = ["-id"]
        indexes = [models.Index(fields=["sag"], name="anmodning_aabne", condition=Q(lukket__isnull=True))]
        constraints = [
            models.UniqueConstraint(
                fields=["sag", "beslutning_nummer"],
                condition=Q(beslutning_nummer__isnull=False),
                name="anmodning_en_pr_beslutning",
            )
        ]

    def __str__(self) -> str:
        return self.tekst[:80]

    def get_absolute_url(self) -> str:
        return reverse("ansoegninger:anmodning", args=[self.pk])

    @property
    def overskrift(self) -> str:
        """Its first line, as lists show it; what follows may be a list of parts."""
        first = next(iter(self.tekst.strip().splitlines()), "").rstrip(" :")
        return first if len(first) <= MAX_OVERSKRIFT else f"{first[: MAX_OVERSKRIFT - 1]}…"


class Anmodningsrykkergrund(models.TextChoices):
    """Why a boligorganisation was reminded."""

    SNART = "snart", "Fristen nærmer sig"
    OVERSKREDET = "overskredet", "Fristen er overskredet"
    MANUEL = "manuel", "Sendt af en sagsbehandler"


class Anmodningsrykker(models.Model):
    """One reminder of one request: by itself once for each reason, by hand at most once a day.

    `mail_sendt` is None while no mail has left; `bruger` is who sent it by hand.
    """

    anmodning = models.ForeignKey(Anmodning, on_delete=models.CASCADE, related_name="rykkere")
    grund = models.CharField("grund", max_length=12, choices=Anmodningsrykkergrund.choices)
    dato = models.DateField("rykket den")
    mail_sendt = models.DateTimeField("e-mail sendt", null=True, blank=True)
    bruger = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "rykker for anmodning"
        verbose_name_plural = "rykkere for anmodninger"
        ordering = ["-dato", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["anmodning", "grund"],
                condition=~Q(grund="manuel"),
                name="anmodningsrykker_en_pr_grund",
            ),
            models.UniqueConstraint(
                fields=["anmodning", "dato"], condition=Q(grund="manuel"), name="anmodningsrykker_en_om_dagen"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_grund_display()} {self.dato}"


class Kladde(models.Model):
    """An application being written. `data` holds what was typed, step by step, right or wrong: nothing is lost.

    `version` counts the savings, so that two colleagues do not overwrite each other unknowingly. It is deleted when sent.
    """

    noegle = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    art = models.CharField("art", max_length=20, choices=Art.choices)
    boligorganisation = models.ForeignKey(
        "organisationer.Boligorganisation",
        on_delete=models.PROTECT,
        related_name="kladder",
        verbose_name="boligorganisation",
    )
    sag = models.ForeignKey(
        "sager.Sag", on_delete=models.PROTECT, null=True, blank=True, related_name="kladder"
    )
    anmodning = models.ForeignKey(
        Anmodning, on_delete=models.PROTECT, null=True, blank=True, related_name="kladder"
    )
    erstatter = models.ForeignKey(
        "Indsendelse", on_delete=models.PROTECT, null=True, blank=True, related_name="kladder"
    )
    data = models.JSONField("det indtastede", default=dict)
    version = models.PositiveIntegerField(default=0)
    oprettet = models.DateTimeField("oprettet", auto_now_add=True)
    oprettet_af = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    aendret = models.DateTimeField("senest gemt", auto_now=True)
    aendret_af = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "kladde"
        verbose_name_plural = "kladder"
        ordering = ["-aendret"]
        constraints = [
            models.UniqueConstraint(
                fields=["sag", "art"],
                condition=Q(sag__isnull=False, anmodning__isnull=True),
                name="kladde_en_pr_sag",
            ),
            models.UniqueConstraint(
                fields=["anmodning"], condition=Q(anmodning__isnull=False), name="kladde_et_svar"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_art_display()} ({self.boligorganisation})"

    def get_absolute_url(self) -> str:
        return reverse("portal:kladde", args=[self.noegle])


class Fil(models.Model):
    """A file that a boligorganisation has uploaded and not yet sent; the content lies under its SHA-256."""

    noegle = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    boligorganisation = models.ForeignKey(
        "organisationer.Boligorganisation", on_delete=models.PROTECT, related_name="+"
    )
    kladde = models.ForeignKey(Kladde, on_delete=models.CASCADE, null=True, blank=True, related_name="filer")
    titel = models.CharField("titel", max_length=200)
    art = models.CharField("viser", max_length=20, choices=Bilagsart.choices, default=Bilagsart.ANDET)
    filnavn = models.CharField("filnavn", max_length=200)
    mimetype = models.CharField(max_length=120)
    stoerrelse = models.PositiveBigIntegerField("størrelse (byte)")
    sha256 = models.CharField(max_length=64)
    oprettet = models.DateTimeField(auto_now_add=True)
    oprettet_af = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "fil"
        verbose_name_plural = "filer"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.titel


class Indsendelse(models.Model):
    """What a boligorganisation sent, with the checks as they stood. Insert-only.

    `data` is what was read of it; `indtastet` what was typed (portal only), for mending a returned one. `filer` name
    the files with their hashes; `sha256` is over all of it. `sag` is the case it belongs to, None for a new one.
    """

    art = models.CharField("art", max_length=20, choices=Art.choices)
    kanal = models.CharField("kanal", max_length=10, choices=Kanal.choices)
    boligorganisation = models.ForeignKey(
        "organisationer.Boligorganisation",
        on_delete=models.PROTECT,
        related_name="indsendelser",
        verbose_name="boligorganisation",
    )
    sag = models.ForeignKey(
        "sager.Sag", on_delete=models.PROTECT, null=True, blank=True, related_name="indsendelser"
    )
    anmodning = models.ForeignKey(
        Anmodning, on_delete=models.PROTECT, null=True, blank=True, related_name="indsendelser"
    )
    erstatter = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="erstattet_af"
    )
    titel = models.CharField("titel", max_length=200)
    data = models.JSONField("indhold", default=dict)
    indtastet = models.JSONField("det indtastede", default=dict)
    filer = models.JSONField("filer", default=list)
    kontroller = models.JSONField("kontroller, som de stod", default=list)
    sha256 = models.CharField("kontrolsum", max_length=64)
    indsendt = models.DateTimeField("indsendt")
    indsendt_af = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="indsendt af"
    )

    class Meta:
        verbose_name = "indsendelse"
        verbose_name_plural = "indsendelser"
        ordering = ["-id"]
        indexes = [models.Index(fields=["boligorganisation", "id"], name="indsendelse_organisation")]

    def __str__(self) -> str:
        return f"{self.nummer} {self.titel}"

    def get_absolute_url(self) -> str:
        return reverse("ansoegninger:indsendelse", args=[self.pk])

    @property
    def nummer(self) -> str:
        """What people call it, e.g. I-2026-00012."""
        return f"I-{self.indsendt.year}-{self.pk:05d}"

    @property
    def dag(self) -> dt.date:
        """The day on which it was sent; what it leads to in the case is of that day."""
        return timezone.localdate(self.indsendt)

    @property
    def som_kilde(self) -> str:
        """How decisions and figures name it as their source."""
        return f"Indsendelse {self.nummer} fra {self.boligorganisation}"

    @property
    def afgjort(self) -> Behandling | None:
        """What became of it; None while it waits."""
        found: Any = getattr(self, "behandling", None)
        return found


class Udfald(models.TextChoices):
    """What became of a submission."""

    MODTAGET = "modtaget", "Modtaget i sagen"
    RETURNERET = "returneret", "Sendt retur"
    TRUKKET = "trukket", "Trukket tilbage"


class Behandling(models.Model):
    """What became of a submission: taken into the case, sent back with reasons, or withdrawn. Insert-only."""

    indsendelse = models.OneToOneField(Indsendelse, on_delete=models.PROTECT, related_name="behandling")
    udfald = models.CharField("udfald", max_length=10, choices=Udfald.choices)
    begrundelse = models.TextField("begrundelse", blank=True)
    sag = models.ForeignKey("sager.Sag", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    tidspunkt = models.DateTimeField("tidspunkt", auto_now_add=True)
    bruger = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "behandling"
        verbose_name_plural = "behandlinger"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.indsendelse_id}: {self.get_udfald_display()}"
