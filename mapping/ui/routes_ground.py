"""Routes of what lies behind the drawings: base maps and indicators that the facilitator chose."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mapping.community.access import Action
from mapping.community.store import Store
from mapping.community.workshop import Workshop
from mapping.errors import UnknownChoiceError
from mapping.i18n import N_, Translator
from mapping.settings import Settings
from mapping.ui.answers_community import errors_in_words, json_answer
from mapping.ui.base_maps import base_maps
from mapping.ui.figures import Figures
from mapping.ui.people import reader_of
from mapping.ui.routes_community import asked_workshop, for_those_who_may


def ground_routes(store: Store, settings: Settings, figures: Figures) -> list[Route]:
    """The choices, and the map of one indicator; both as the plan of the workshop has them."""

    async def choices(request: Request) -> Response:
        workshop = await run_in_threadpool(store.workshop, asked_workshop(request))
        translator = reader_of(request, settings)
        return json_answer(
            await run_in_threadpool(_choices, workshop, settings, figures, translator)
        )

    async def indicator(request: Request) -> Response:
        workshop = await run_in_threadpool(store.workshop, asked_workshop(request))
        code = str(request.path_params["code"])
        if code not in workshop.indicators:
            available = ", ".join(workshop.indicators)
            raise UnknownChoiceError(asked=code, kind=N_("indicator"), available=available)
        translator = reader_of(request, settings)
        return json_answer(await run_in_threadpool(figures.message, workshop, code, translator))

    return [
        Route(
            f"/workshops/{{workshop_id}}/{path}",
            errors_in_words(for_those_who_may(handler, Action.SEE, settings), settings),
        )
        for path, handler in (("grounds", choices), ("grounds/{code}", indicator))
    ]


def _choices(
    workshop: Workshop, settings: Settings, figures: Figures, translator: Translator
) -> dict[str, list[dict[str, object]]]:
    """In the order of the plan; what is not there any more is left out."""
    known = {one["code"]: one for one in base_maps(settings, translator)}
    names = figures.names(workshop.iso3, translator) if workshop.indicators else {}
    return {
        "base_maps": [known[code] for code in workshop.base_maps if code in known],
        "indicators": [
            {"code": code, "name": names[code]} for code in workshop.indicators if code in names
        ],
    }
