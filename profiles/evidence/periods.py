"""The order of periods, which may be a year, a date or a span: 2021, 2011/2021."""


def last_year(period: str) -> tuple[str, str]:
    """What periods are ordered by: their last year, then the whole.

    >>> max(["2011/2021", "2020"], key=last_year)
    '2011/2021'
    """
    return period.rsplit("/", maxsplit=1)[-1], period
