"""What indstillinger say of new building, renovations and guarantees: amounts from the record, each with its source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from almen.byggeri.brevdele import (
    financing_section,
    guarantee_section,
    project_section,
    project_url,
    ramme_source,
    register_source,
    share_of_loan,
    skema_source,
    standing_frame,
)
from almen.byggeri.models import Garanti, Garantiramme, Genhusning, Renoveringsskema
from almen.byggeri.selectors.beregning import compute_skema, grundkapital_to_bind
from almen.byggeri.selectors.projektdata import projektdata_of
from almen.byggeri.selectors.renovering import (
    Renoveringsdata,
    amounts_table,
    femtedel_of,
    lejestigning_of,
    renovering_of,
)
from almen.byggeri.selectors.sagsside import boliger_text, oekonomi
from almen.organisationer.selectors import aktoer_navn, current_profil
from almen.papirer import Afsnit, Kilde, Tekst
from almen.regler.dansk import format_dato, format_kroner, format_procent, format_tal, join_med, to_decimal
from almen.sager.breve import decision_source, legal_basis, parameter_source, to_fill
from almen.sager.indstilling import Indstillingsindhold, tabel_of_oekonomi
from almen.sager.models import Sag
from almen.sager.selectors import load_forloeb
from almen.sager.selectors.forloeb import deciding_step, steps_after
from almen.sagsgang.definition import Trin
from almen.sagsgang.udfald import Handling

FRAME, CONCRETE = "registrer_garantiramme", "registrer_garanti"
COUNCIL = "borgerrepraesentationen"
RESERVE = "grundkapital_reserve"


def nybyggeri(sag: Sag, trin: Trin, dato: dt.date) -> Indstillingsindhold:
    """New building: what is built, for what, and who is empowered to go on within it."""
    data = projektdata_of(sag)
    projekt, skema = data.projekt, data.current
    place = ", ".join(item for item in (projekt.adresse, projekt.bydel) if item) or projekt.navn
    kilde = (skema_source(skema),)
    built = f"{boliger_text(skema)}, {place}"
    applied = Tekst(
        f"{sag.boligorganisation or to_fill('ansøger')} søger om støtte til at opføre {built}.", kilde
    )
    tables = tabel_of_oekonomi(sag, oekonomi(sag))
    project, financing = project_section(data, skema), financing_section(data, skema, dato)
    return Indstillingsindhold(
        punkter={
            "projekt": (
                Tekst(f"at projektet med {built}, gennemføres, som det er beskrevet nedenfor", kilde),
            ),
            "tilsagn": (Tekst(f"at der gives tilsagn om støtte til opførelse af {built}", kilde),),
            "grundkapital": (_grundkapital(sag, dato),),
            "grundkoebslaan": (_land_loan(sag),),
            "anskaffelsessum": (_sum(sag),),
        },
        ekstra=tuple(_empowerment(sag, trin, dato)),
        problemstilling=Afsnit("", (applied,), tabeller=project.tabeller),
        oekonomi=Afsnit("", financing.tekst, tabeller=(*financing.tabeller, *tables)),
    )


def renovering(sag: Sag, trin: Trin, dato: dt.date) -> Indstillingsindhold:
    """A renovation: what is wrong, what is done, what the tenants said, and what the rent becomes."""
    data = renovering_of(sag)
    kilde = (_renovation_source(data),)
    r = data.renovering
    where = r.adresse or r.navn
    problems = join_med([item[:1].lower() + item[1:] for item in r.problemnavne]) or to_fill("problemerne")
    size = f" Renoveringen omfatter {format_tal(r.boliger)} boliger." if r.boliger else ""
    tables = tabel_of_oekonomi(sag, amounts_table(data))
    missing = () if tables else (Tekst(to_fill("renoveringens økonomi, som ikke er registreret")),)
    return Indstillingsindhold(
        punkter={
            "helhedsplan": (
                Tekst(f"at helhedsplanen for {where} gennemføres, som den er beskrevet nedenfor", kilde),
            ),
            "kapitaltilfoersel": (_capital(data),),
            "bemyndigelse": tuple(_renovation_empowerment(sag, trin, dato)),
        },
        problemstilling=Afsnit(
            "",
            (
                Tekst(
                    f"{sag.boligorganisation or to_fill('ansøger')} har søgt om en helhedsplan for {where}. Den skal løse {problems}.{size}",
                    kilde,
                ),
            ),
        ),
        loesning=Afsnit("", tuple(_works(data, "helhedsplan" in trin.genstand))),
        oekonomi=Afsnit("", missing, tabeller=tables),
    )


def garanti(sag: Sag, trin: Trin, dato: dt.date) -> Indstillingsindhold:
    """The guarantee, in a case of any kind: the concrete one where the step gives it, else the most that it may come to."""
    rows = [item for item in sag.garantier.all() if item.beslutning_nummer is None]  # type: ignore[attr-defined]
    deciding = deciding_step(load_forloeb(sag), trin) or trin
    if CONCRETE in deciding.virkninger:
        points = tuple(point for item in rows for point in _concrete(item))
        points = points or (
            Tekst(
                f"at kommunen stiller garanti for {to_fill('garantiens beløb; garantien er ikke registreret')}"
            ),
        )
    else:
        points = (_most(sag),)
    tables = [
        replace(tabel, titel=f"Garanti: {item.get_formaal_display().lower()}")
        for item in rows
        for tabel in guarantee_section(item, 0, {}).tabeller
    ]
    frame = standing_frame(sag)
    texts = (_frame(sag, frame),) if frame is not None else ()
    return Indstillingsindhold(
        punkter={"garanti": points},
        oekonomi=Afsnit("", texts, tabeller=tuple(tables)),
    )


def _concrete(item: Garanti) -> Iterator[Tekst]:
    kilde = (register_source(item),)
    amount = format_kroner(item.brutto) if item.brutto is not None else to_fill("garantiens beløb")
    loan = f" for et lån på {format_kroner(item.laan)}" if item.laan is not None else ""
    lender = f" hos {item.laangiver}" if item.laangiver else ""
    share = share_of_loan(item)
    share = f", svarende til {share} af lånet" if share else ""
    yield Tekst(f"at kommunen stiller garanti på {amount}{loan}{lender}{share}", kilde)
    if item.regaranti_pct and item.netto is not None:
        yield Tekst(
            f"at Landsbyggefonden regaranterer {format_procent(to_decimal(item.regaranti_pct))} af garantien "
            f"({format_kroner(item.regaranti)}), så kommunens nettogaranti er {format_kroner(item.netto)}",
            kilde,
        )


def _most(sag: Sag) -> Tekst:
    """The most that the case's guarantees may come to, as applied for; a frame that stands goes before."""
    frame = standing_frame(sag)
    if frame is not None and frame.beloeb is not None:
        return Tekst(
            f"at kommunens garanti højst kan være {format_kroner(frame.beloeb)}", (ramme_source(frame),)
        )
    asked = None
    if sag.sagstype == "nybyggeri":
        asked = projektdata_of(sag).projekt.garanti_maks
    elif sag.sagstype == "renovering":
        asked = renovering_of(sag).renovering.garanti_maks
    if asked is None:
        return Tekst(f"at kommunens garanti højst kan være {to_fill('garantiens højeste beløb')}")
    return Tekst(
        f"at kommunens garanti højst kan være {format_kroner(asked)}",
        (Kilde(f"Sag {sag.nummer}: garanti højst", "ansøgt eller offentliggjort", project_url(sag)),),
    )


def _frame(sag: Sag, frame: Garantiramme) -> Tekst:
    decision = sag.beslutninger.filter(nummer=frame.beslutning_nummer).select_related("sag").first()
    who = decision.aktoer_navn if decision else "Kommunen"
    amount = format_kroner(frame.beloeb) if frame.beloeb is not None else f"{to_fill('rammens beløb')}"
    kilder = (ramme_source(frame), *([decision_source(decision)] if decision else []))
    return Tekst(
        f"{who} har den {format_dato(frame.dato)} fastsat, at sagens garantier højst kan være {amount}",
        kilder,
    )


def _grundkapital(sag: Sag, dato: dt.date) -> Tekst:
    """The most grundkapital with its reserve, as applied for; else as the rules give it, with the reserve to be settled."""
    data = projektdata_of(sag)
    projekt = data.projekt
    record = Kilde(f"Sag {sag.nummer}: grundkapital højst, inkl. reserve", projekt.kilde, project_url(sag))
    reserve = (
        f", inklusive en reserve til regulering på {format_procent(to_decimal(projekt.reserve_pct))}"
        if projekt.reserve_pct
        else ""
    )
    if projekt.grundkapital_maks is not None:
        return Tekst(
            f"at kommunen yder grundkapital på højst {format_kroner(projekt.grundkapital_maks)}{reserve}",
            (record,),
        )
    bound = grundkapital_to_bind(data, dato)
    if bound is None:
        return Tekst(
            f"at kommunen yder grundkapital på højst {to_fill('grundkapitalen, som ikke kan beregnes endnu')}"
        )
    computed = compute_skema(data, data.current, dato).finansiering
    kilder = tuple(parameter_source(item) for item in computed.kilder) if computed else (record,)
    if not reserve and (practice := current_profil().praksis_on(RESERVE, dato)) is not None:
        usual = join_med([format_tal(Decimal(item)) for item in practice.vaerdier], "eller")
        reserve = f" {to_fill(f'reserve til regulering; kommunens praksis er {usual} {practice.enhed}')}"
        kilder = (*kilder, Kilde(f"Kommunens praksis: {practice.navn}", practice.kilde, "/grundlag/"))
    return Tekst(
        f"at kommunen yder grundkapital på højst {format_kroner(sum(bound.values()))}{reserve}", kilder
    )


def _land_loan(sag: Sag) -> Tekst:
    loan = sag.grundkoebslaan.first()  # type: ignore[attr-defined]
    if loan is None:
        return Tekst(
            f"at kommunen yder sin andel af grundkøbslånet på {to_fill('lånets beløb; udgår, hvis der ikke søges grundkøbslån')}"
        )
    kilde = Kilde(f"Grundkøbslån, sag {sag.nummer}", loan.kilde, project_url(sag))
    return Tekst(
        f"at kommunen yder {format_kroner(loan.kommune)} af grundkøbslånet på {format_kroner(loan.beloeb)}",
        (kilde,),
    )


def _sum(sag: Sag) -> Tekst:
    skema = projektdata_of(sag).current
    amount = skema.anskaffelsessum
    shown = format_kroner(amount) if amount is not None else to_fill("den samlede anskaffelsessum")
    return Tekst(f"at den samlede anskaffelsessum på {shown} lægges til grund", (skema_source(skema),))


def _empowerment(sag: Sag, trin: Trin, dato: dt.date) -> Iterator[Tekst]:
    """Where the council decides, whoever approves the final project later is empowered to, unless it differs essentially."""
    forloeb = load_forloeb(sag)
    deciding = deciding_step(forloeb, trin)
    if deciding is None or deciding.aktoer != COUNCIL or "endeligt_projekt" in trin.genstand:
        return
    later = next(
        (
            item
            for item in steps_after(forloeb, deciding)
            if "endeligt_projekt" in item.genstand
            and item.handling == Handling.GODKENDER
            and not item.valgfrit
        ),
        None,
    )
    if later is None or later.aktoer == deciding.aktoer:
        return
    kilde = Kilde(f"Sagsgangen: {later.navn}", legal_basis(later), project_url(sag))
    yield Tekst(
        f"at {aktoer_navn(later.aktoer, dato)} bemyndiges til at godkende det endelige projekt og den endelige "
        "anskaffelsessum, hvis der ikke er væsentlige afvigelser fra det godkendte",
        (kilde,),
    )


def _renovation_empowerment(sag: Sag, trin: Trin, dato: dt.date) -> Iterator[Tekst]:
    later = next((item for item in steps_after(load_forloeb(sag), trin) if CONCRETE in item.virkninger), None)
    if later is None:
        return
    kilde = Kilde(f"Sagsgangen: {later.navn}", legal_basis(later), project_url(sag))
    yield Tekst(
        f"at {aktoer_navn(later.aktoer, dato)} bemyndiges til at godkende den konkrete garanti inden for rammen, hvis der "
        "ikke er væsentlige afvigelser fra det godkendte",
        (kilde,),
    )


def _works(data: Renoveringsdata, om_planen: bool) -> Iterator[Tekst]:
    """What is known of the plan; where the plan itself is to be decided (`om_planen`), what must be known is asked for."""
    r, kilde = data.renovering, (_renovation_source(data),)
    if r.beboerafstemning_dato is None or r.beboere_godkendt is None:
        if om_planen:
            yield Tekst(f"Beboernes afstemning: {to_fill('dato og resultat')}", kilde)
    else:
        result = "godkendt" if r.beboere_godkendt else "ikke godkendt"
        yield Tekst(f"Beboerne har den {format_dato(r.beboerafstemning_dato)} {result} helhedsplanen.", kilde)
    if r.genhusning == Genhusning.INGEN:
        yield Tekst("Der er ingen genhusning.", kilde)
    elif r.genhusning:
        number = f" ({format_tal(r.genhusning_boliger)} boliger)" if r.genhusning_boliger else ""
        yield Tekst(f"{r.get_genhusning_display()}{number}.", kilde)
    if r.lbf_tilsagn_dato:
        yield Tekst(f"Landsbyggefonden har givet tilsagn den {format_dato(r.lbf_tilsagn_dato)}.", kilde)
    rise = lejestigning_of(data.current)
    if rise is not None:
        share = f" ({format_procent(to_decimal(rise.pct, 1))})" if rise.pct is not None else ""
        yield Tekst(
            f"Huslejen går fra {format_tal(to_decimal(rise.foer))} til {format_tal(to_decimal(rise.efter))} kr. pr. m² om året{share}.",
            (_figures_source(data, data.current),),
        )


def _capital(data: Renoveringsdata) -> Tekst:
    split = femtedel_of(data.current, data.parametre)
    if split is None:
        return Tekst(
            f"at kommunen deltager i kapitaltilførslen med {to_fill('kommunens del; udgår, hvis der ikke er en kapitaltilførsel')}"
        )
    kilder = (_figures_source(data, data.current), *map(parameter_source, split.kilder))
    return Tekst(
        f"at kommunen deltager i kapitaltilførslen på {format_kroner(split.kapitaltilfoersel)} med {format_kroner(split.kommune)}",
        kilder,
    )


def _renovation_source(data: Renoveringsdata) -> Kilde:
    sag = data.renovering.sag
    return Kilde(f"Sag {sag.nummer}: renoveringen", data.renovering.kilde, project_url(sag))


def _figures_source(data: Renoveringsdata, skema: Renoveringsskema | None) -> Kilde:
    if skema is None:
        return _renovation_source(data)
    fixed = skema.laast_af_beslutning
    return Kilde(
        f"Renoveringens Skema {skema.bogstav}, version {skema.version}",
        f"låst af beslutning nr. {fixed}" if fixed else skema.kilde,
        project_url(data.renovering.sag),
    )
