"""Routes of a session in the hall: votes and their results, the log, the register.

They only read; what people do arrives as operations, as any drawing does.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mapping.community.access import Action, Person, authorise
from mapping.community.history import log_to_json, versions_to_json
from mapping.community.identifiers import FeatureId, WorkshopId
from mapping.community.register import register
from mapping.community.remarks import Vote
from mapping.community.service import Service
from mapping.community.store import Store
from mapping.community.voting import ballot_to_json, results_to_json, round_results
from mapping.settings import Settings
from mapping.ui.answers_community import errors_in_words, json_answer
from mapping.ui.routes_community import asked_workshop, asking_person, for_those_who_may

Query = Mapping[str, str]
Answer = Callable[[Store, WorkshopId, Person, Query], dict[str, Any]]


def hall_routes(store: Store, settings: Settings) -> list[Route]:
    """What the wall and the phones ask for beside what is drawn."""

    def route(path: str, answer: Answer, action: Action) -> Route:
        async def handler(request: Request) -> Response:
            person = asking_person(request)
            where = WorkshopId(asked_workshop(request))
            query = request.query_params
            await run_in_threadpool(Service(store, person).allow, action, where)
            return json_answer(await run_in_threadpool(answer, store, where, person, query))

        answered = errors_in_words(for_those_who_may(handler, action, settings), settings)
        return Route("/workshops/{workshop_id}/" + path, answered)

    return [
        route("ballot", _ballot, Action.DRAW),
        route("results", _results, Action.SEE_OTHERS),
        route("log", _log, Action.SEE),
        route("versions", _versions, Action.SEE),
        route("register", _register, Action.SEE_OTHERS),
    ]


def _ballot(store: Store, where: WorkshopId, person: Person, _: Query) -> dict[str, Any]:
    return {"ballot": ballot_to_json(store.features(where).features, person.id)}


def _results(store: Store, where: WorkshopId, _person: Person, _: Query) -> dict[str, Any]:
    return {"rounds": results_to_json(round_results(store.features(where).features))}


def _log(store: Store, where: WorkshopId, person: Person, _: Query) -> dict[str, Any]:
    own = None if person.may(Action.SEE_OTHERS, where) else person.id
    return {"entries": log_to_json(store.log(where), author=own)}


def _versions(store: Store, where: WorkshopId, person: Person, query: Query) -> dict[str, Any]:
    """Of one feature; of somebody else's only for those who see what others drew."""
    feature_id = FeatureId(query.get("feature", ""))
    feature = store.feature(where, feature_id)
    if feature is None or isinstance(feature.content, Vote):
        return {"versions": []}
    if feature.author != person.id:
        authorise(person, Action.SEE_OTHERS, where)
    return {"versions": versions_to_json(store.history(where, feature_id))}


def _register(store: Store, where: WorkshopId, _person: Person, _: Query) -> dict[str, Any]:
    lines = register(store.features(where).features, store.log(where))
    return {"lines": [asdict(line) for line in lines]}
