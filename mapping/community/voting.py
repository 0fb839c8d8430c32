"""What came out of a round of votes, and what a phone is shown to vote on."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from mapping.community.identifiers import FeatureId
from mapping.community.model import Content, Feature
from mapping.community.remarks import Ballot, Round, Vote


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkResult:
    """What one mark got."""

    feature_id: FeatureId
    number: int  # on the wall, from 1
    dots: int = 0
    yes: int = 0
    no: int = 0

    @property
    def agreement(self) -> float | None:
        """The share of yes among all who said yes or no; None where nobody did."""
        said = self.yes + self.no
        return self.yes / said if said else None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundResult:
    """A round with what each of its marks got."""

    round_id: FeatureId
    asked: Round
    voters: int
    marks: tuple[MarkResult, ...]  # in the order of their numbers


def round_results(features: Iterable[Feature]) -> tuple[RoundResult, ...]:
    """Every round that was not deleted, the oldest first; one vote a person, their last."""
    standing = [feature for feature in features if not feature.deleted]
    votes = _last_votes(standing)
    rounds = (one for one in standing if isinstance(one.content, Round))
    return tuple(
        _result(feature, votes) for feature in sorted(rounds, key=lambda one: one.created_at)
    )


def ballot_to_json(features: Iterable[Feature], person_id: str) -> dict[str, Any] | None:
    """The open round as a phone sees it: numbers and words of marks, and not where they are.

    Args:
        features: All of a workshop.
        person_id: Whose earlier vote comes with it.
    """
    known = {feature.feature_id: feature for feature in features}
    rounds = [one for one in known.values() if isinstance(one.content, Round) and not one.deleted]
    latest = max(rounds, key=lambda one: one.created_at, default=None)
    if latest is None or not isinstance(latest.content, Round) or not latest.content.is_open:
        return None
    asked = latest.content
    mine = _last_votes(known.values()).get((latest.feature_id, person_id))
    return {
        "round_id": latest.feature_id,
        "title": asked.title,
        "ballot": asked.ballot,
        "dots": asked.dots,
        "marks": list(_marks(asked, known)),
        "mine": _mine(mine),
    }


def results_to_json(results: Iterable[RoundResult]) -> list[dict[str, Any]]:
    """Rounds with their results, for the wall."""
    return [
        {
            "round_id": one.round_id,
            "title": one.asked.title,
            "ballot": one.asked.ballot,
            "is_open": one.asked.is_open,
            "voters": one.voters,
            "marks": [
                {
                    "feature_id": mark.feature_id,
                    "number": mark.number,
                    "dots": mark.dots,
                    "yes": mark.yes,
                    "no": mark.no,
                }
                for mark in one.marks
            ],
        }
        for one in results
    ]


def _mine(vote: Feature | None) -> dict[str, Any] | None:
    if vote is None or not isinstance(vote.content, Vote):
        return None
    said = vote.content
    return {
        "feature_id": vote.feature_id,
        "version": vote.version,
        "given": dict(said.given),
    }


def _marks(asked: Round, known: dict[FeatureId, Feature]) -> Iterator[dict[str, Any]]:
    for number, mark in enumerate(asked.marks, start=1):
        feature = known.get(mark)
        if feature is not None and feature.is_drawn and isinstance(feature.content, Content):
            said = feature.content
            yield {
                "feature_id": mark,
                "number": number,
                "category_id": said.category_id,
                "note": said.note,
            }


def _last_votes(features: Iterable[Feature]) -> dict[tuple[FeatureId, str], Feature]:
    votes: dict[tuple[FeatureId, str], Feature] = {}
    for feature in sorted(features, key=lambda one: one.seq):
        if isinstance(feature.content, Vote) and not feature.deleted:
            votes[feature.content.round_id, feature.author or feature.feature_id] = feature
    return votes


def _result(feature: Feature, votes: dict[tuple[FeatureId, str], Feature]) -> RoundResult:
    asked = feature.content
    if not isinstance(asked, Round):
        raise TypeError(f"{feature.feature_id} is no round")
    given = [
        vote.content.given
        for (round_id, _), vote in votes.items()
        if round_id == feature.feature_id and isinstance(vote.content, Vote)
    ]
    dots: Counter[FeatureId] = Counter()
    for one in given:
        dots.update({mark: number for mark, number in one.items() if mark in asked.marks})
    is_dots = asked.ballot is Ballot.DOTS
    marks = tuple(
        MarkResult(
            feature_id=mark,
            number=number,
            dots=dots[mark] if is_dots else 0,
            yes=0 if is_dots else sum(one.get(mark) == 1 for one in given),
            no=0 if is_dots else sum(one.get(mark) == -1 for one in given),
        )
        for number, mark in enumerate(asked.marks, start=1)
    )
    return RoundResult(round_id=feature.feature_id, asked=asked, voters=len(given), marks=marks)
