"""`lmp workshop record|figures|tell`: what a workshop found, on paper, in tables, in a profile."""

from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from mapping.community.identifiers import FeatureId
from mapping.i18n import N_, Translator
from profiles.cli import asked
from profiles.cli.asked_workshop import AsJson, For, Identifier, say, service, store_of

if TYPE_CHECKING:
    from mapping.community.legend import Audience


def record(  # noqa: PLR0913 - one parameter an option
    workshop: Identifier,
    *,
    out: Annotated[Path, typer.Option(metavar="FILE.pdf", help="What to write.")],
    audience: For = "room",
    names: Annotated[
        bool, typer.Option("--names", help="Say who recorded, in one for the room.")
    ] = False,
    sheet: Annotated[
        str, typer.Option(metavar="a4|a3|a2", help="Only the map, to hand back.")
    ] = "",
    group: Annotated[str | None, typer.Option(help="Only what one group drew.")] = None,
    lang: Annotated[str, typer.Option(help="Of the words around.")] = "en",
    as_json: AsJson = False,
) -> None:
    """Write the record of a workshop, or its map to hand back, as PDF."""
    from mapping.atomic import write_atomically
    from profiles.community.record import build_record
    from profiles.report.workshop import PAPERS, record_pdf

    settings, store = asked.settings(), store_of(asked.settings())
    found, wide = store.workshop(workshop), _audience(audience)
    paper = asked.one_of(N_("paper"), sheet, PAPERS) if sheet else ""
    build = partial(
        build_record,
        settings,
        found,
        store.features(found.workshop_id).features,
        store.log(found.workshop_id),
        audience=wide,
        with_names=names,
        group=group,
    )
    made = service(settings).make_record(found.workshop_id, wide, build)
    write_atomically(out, record_pdf(made, Translator(asked.language(lang)), sheet=paper))
    document = {"file": str(out), "marks": len(made.rows), "for": wide, "sheet": paper}
    say(as_json, document, f"{out}: {len(made.rows)} marks, for the {wide}.")


def figures(
    workshop: Identifier,
    *,
    audience: For = "project",
    level: Annotated[str | None, typer.Option(metavar="ADM2", help="Of the places.")] = None,
    hexagon_km: Annotated[float, typer.Option(min=1, max=500)] = 10.0,
    as_json: AsJson = False,
) -> None:
    """Count marks by place and by hexagon, and say how far groups agree."""
    from profiles.community.overview import build_overview

    settings, store = asked.settings(), store_of(asked.settings())
    found, wide = store.workshop(workshop), _audience(audience)
    overview = build_overview(
        settings,
        found,
        store.features(found.workshop_id).features,
        audience=wide,
        level=level,
        hexagon_km=hexagon_km,
    )
    document: dict[str, Any] = {
        "for": wide,
        "least": overview.least,
        "places": [asdict(one) for one in overview.places],
        "hexagons": [asdict(one) for one in overview.hexagons],
        "agreement": [{**asdict(one), "percent": one.percent} for one in overview.agreements],
    }
    lines = [f"{one.place_code}  {one.marks}" for one in overview.places]
    say(as_json, document, "\n".join(lines))


def tell(
    workshop: Identifier,
    *,
    place: Annotated[str | None, typer.Option(metavar="PLACE_CODE")] = None,
    audience: For = "project",
    quote: Annotated[
        list[str] | None, typer.Option(metavar="FEATURE_ID", help="A note to quote.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Put what the community said into the profile of the workshop's place."""
    from profiles.community.telling import put_into_profile

    settings, store = asked.settings(), store_of(asked.settings())
    found, wide = store.workshop(workshop), _audience(audience)
    put = partial(
        put_into_profile,
        settings,
        found,
        store.features(found.workshop_id).features,
        place_code=place,
        audience=wide,
        quoted=quote or (),
    )
    told = service(settings).tell(found.workshop_id, wide, put)
    say(as_json, asdict(told), f"{told.title}: {len(told.categories)} categories.")


def area(  # noqa: PLR0913 - one parameter an option
    workshop: Identifier,
    feature: Annotated[str, typer.Argument(metavar="FEATURE_ID", help="An area that was drawn.")],
    *,
    population: Annotated[
        Path | None,
        typer.Option(metavar="GRID.tif", help="People by cell: counts follow them, not the land."),
    ] = None,
    audience: For = "room",
    lang: Annotated[str, typer.Option(help="Of the indicators.")] = "en",
    as_json: AsJson = False,
) -> None:
    """Estimate the figures of a drawn area, each with the least and the most it can be."""
    from mapping.boundaries.read import read_boundaries
    from profiles.community.area import area_profile, areas_for
    from profiles.pack import open_pack

    settings, store = asked.settings(), store_of(asked.settings())
    found = store.workshop(workshop)
    areas = areas_for(found, store.features(found.workshop_id).features, _audience(audience))
    drawn = areas[FeatureId(asked.one_of(N_("area"), feature, list(areas)))]
    pack = open_pack(settings, found.iso3)
    level = pack.boundaries.levels(found.iso3)[-1]
    made = area_profile(
        pack,
        read_boundaries(pack.boundaries.entry(found.iso3, level)),
        level,
        drawn.geometry.to_geojson(),
        population_grid=population,
    )
    lines = [
        f"{pack.indicators[one.indicator].label(lang)}, {one.period}: {one.value:.6g}"
        f" ({one.low:.6g} to {one.high:.6g})"
        for one in (made.population, *made.figures)
    ]
    say(as_json, asdict(made), "\n".join(lines))


COMMANDS: Final = (record, figures, area, tell)


def _audience(name: str) -> "Audience":
    from mapping.community.legend import Audience

    return Audience(asked.one_of(N_("audience"), name, list(Audience)))
