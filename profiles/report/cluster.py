"""Work on a Dask cluster. The package `distributed` is an extra: `pip install '.[cluster]'`."""

import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypeVar
from urllib.parse import urlsplit

from mapping.errors import UsageError
from mapping.i18n import N_

if TYPE_CHECKING:
    from distributed import Client

CONNECT_SECONDS: Final = 10
_ONE_AT_A_TIME: Final = threading.Lock()

Order = TypeVar("Order")
Outcome = TypeVar("Outcome")


class UnreachableSchedulerError(UsageError):
    """No cluster takes the work. Facts: asked, reason."""

    message = N_("The Dask scheduler {asked} cannot be used: {reason}.")
    hint = N_(
        "Check the address, as in tcp://10.0.0.5:8786, and that its workers run;"
        " pip install '.[cluster]' installs what it needs."
    )


def on_cluster(
    scheduler: str,
    function: Callable[[Order, str, str], Outcome],
    order: Order,
    work: Sequence[tuple[str, str]],
) -> Iterator[Outcome]:
    """Call a function for each piece of work on the workers; the results as they come.

    Args:
        scheduler: Address of the scheduler, as in "tcp://10.0.0.5:8786".
        function: Of this product, so that the workers have it too.
        order: What all pieces have in common.
        work: The other arguments of each piece.

    Raises:
        UnreachableSchedulerError: no cluster answers there, or it has no workers.
    """
    with _client(scheduler) as client:
        from distributed import as_completed

        # A piece of work writes nothing, so that it may safely be done again elsewhere.
        running = [client.submit(_alone, function, order, *piece) for piece in work]
        try:
            for future in as_completed(running, loop=client.loop):
                yield future.result()
                future.release()
        finally:
            client.cancel(running)


def _alone(function: Callable[[Order, str, str], Outcome], order: Order, *piece: str) -> Outcome:
    """On a worker: threads that take turns several times in a profile take ten times as long."""
    with _ONE_AT_A_TIME:
        return function(order, *piece)


@contextmanager
def _client(scheduler: str) -> "Iterator[Client]":
    try:
        from distributed import Client
    except ImportError as error:
        reason = N_("the package `distributed` is not installed here")
        raise UnreachableSchedulerError(asked=scheduler, reason=reason) from error
    # A client that finds nobody says so late, and again when it is thrown away.
    _knock(scheduler)
    try:
        client = Client(scheduler, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        reason = N_("what answers there is no scheduler")
        raise UnreachableSchedulerError(asked=scheduler, reason=reason) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=CONNECT_SECONDS)
        except TimeoutError as error:
            reason = N_("it has no workers")
            raise UnreachableSchedulerError(asked=scheduler, reason=reason) from error
        yield client


def _knock(scheduler: str) -> None:
    try:
        address = urlsplit(scheduler)
        host, port = address.hostname, address.port
    except ValueError:  # a port that is no number
        host, port = None, None
    if not host or not port:
        raise UnreachableSchedulerError(asked=scheduler, reason=N_("this is no address"))
    try:
        socket.create_connection((host, port), timeout=CONNECT_SECONDS).close()
    except OSError as error:
        reason = N_("nothing answers there")
        raise UnreachableSchedulerError(asked=scheduler, reason=reason) from error
