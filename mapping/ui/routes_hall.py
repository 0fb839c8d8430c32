"""Routes of a session in the hall: votes and their results, the log, the register.

They only read; what people do arrives as operations, as any drawing does.
"""

from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mapping.community.access import Action, Person
from mapping.community.history import log_to_json
from mapping.community.identifiers import WorkshopId
from mapping.community.register import register
from mapping.community.store import Store
from mapping.community.voting import ballot_to_json, results_to_json, round_results
from mapping.settings import Settings
from mapping.ui.answers_community import errors_in_words, json_answer
from mapping.ui.people import person_of
from mapping.ui.routes_community import asked_workshop, for_those_who_may

Answer = Callable[[Store, WorkshopId, Person], dict[str, Any]]


def hall_routes(store: Store, settings: Settings) -> list[Route]:
    """What the wall and the phones ask for beside what is drawn."""

    def route(path: str, answer: Answer, action: Action) -> Route:
        async def handler(request: Request) -> Response:
            person = await run_in_threadpool(person_of, request, settings)
            where = WorkshopId(asked_workshop(request))
            return json_answer(await run_in_threadpool(answer, store, where, person))

        answered = errors_in_words(for_those_who_may(handler, action, settings), settings)
        return Route("/workshops/{workshop_id}/" + path, answered)

    return [
        route("ballot", _ballot, Action.DRAW),
        route("results", _results, Action.SEE_OTHERS),
        route("log", _log, Action.SEE),
        route("register", _register, Action.SEE_OTHERS),
    ]


def _ballot(store: Store, where: WorkshopId, person: Person) -> dict[str, Any]:
    return {"ballot": ballot_to_json(store.features(where).features, person.id)}


def _results(store: Store, where: WorkshopId, person: Person) -> dict[str, Any]:  # noqa: ARG001 - one signature
    return {"rounds": results_to_json(round_results(store.features(where).features))}


def _log(store: Store, where: WorkshopId, person: Person) -> dict[str, Any]:
    own = None if person.may(Action.SEE_OTHERS, where) else person.id
    return {"entries": log_to_json(store.log(where), author=own)}


def _register(store: Store, where: WorkshopId, person: Person) -> dict[str, Any]:  # noqa: ARG001 - one signature
    lines = register(store.features(where).features, store.log(where))
    return {
        "lines": [
            {
                "group": line.group,
                "recorder": line.recorder,
                "category_id": line.category_id,
                "marks": line.marks,
            }
            for line in lines
        ]
    }
