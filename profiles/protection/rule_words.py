"""The rules of disclosure control in words; `rules` and its neighbours carry them out."""

from dataclasses import asdict, dataclass
from typing import Final

from mapping.i18n import N_, Translator
from profiles.protection.policy import Policy

NOTHING: Final = N_("nothing")
NAMES: Final = {
    "idp_n": N_("displaced people"),
    "idp_return_n": N_("displaced people who returned"),
    "refugee_n": N_("refugees"),
    "asylum": N_("asylum claims"),
    "deport": N_("deportation"),
    "detention": N_("detention"),
    "irregular": N_("irregular stay"),
    "trafficking": N_("trafficking"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule, as people are told about it."""

    id: str  # as in the method: "C1"
    words: str  # names settings in braces
    settings: tuple[str, ...] = ()  # the fields of Policy that it depends on
    off: str = ""  # the words where a setting of it is off

    def sentence(self, policy: Policy, translator: Translator | None = None) -> str:
        """What the rule does, with the values of a policy, in the reader's language."""
        reader = translator or Translator()
        values = {name: _spoken(value, reader) for name, value in asdict(policy).items()}
        is_off = any(getattr(policy, name) == 0 for name in self.settings)
        return reader.text(self.off if is_off and self.off else self.words, **values)


def _spoken(value: object, translator: Translator) -> str:
    """A value as a sentence has it: numbers with the reader's marks, codes in words."""
    if isinstance(value, tuple):
        words = (translator.text(NAMES[one]) if one in NAMES else one for one in value)
        return ", ".join(words) or translator.text(NOTHING)
    number = float(str(value)) if not isinstance(value, bool) else 0.0
    return translator.number(number, 0 if number.is_integer() else 1)


RULES: Final = (
    Rule(
        id="C1",
        words=N_(
            "A count of people by migration, citizenship or displacement is shown from"
            " {minimum_count} people on; a zero is shown."
        ),
        settings=("minimum_count",),
    ),
    Rule(
        id="C2",
        words=N_(
            "Everybody in a place may be counted, however few; the bare totals of {bare_totals} are"
            " shown whatever they are for countries, provinces and districts, not below."
        ),
        settings=("bare_totals",),
    ),
    Rule(
        id="C3",
        words=N_(
            "Figures about {sensitive_words} are shown for the country and its largest units only;"
            " how many are foreign citizens is not shown below districts."
        ),
        settings=("sensitive_words",),
    ),
    Rule(
        id="C4",
        words=N_(
            "An estimate from fewer than {survey_least} cases of a survey is not shown; one from"
            " fewer than {survey_enough} stands in brackets."
        ),
        settings=("survey_least", "survey_enough"),
    ),
    Rule(
        id="C5",
        words=N_(
            "An estimate whose coefficient of variation is above {cv_caution} % is marked E, use"
            " with caution; above {cv_most} % it is not shown."
        ),
        settings=("cv_caution", "cv_most"),
    ),
    Rule(
        id="C6",
        words=N_(
            "Of a group of fewer than {group_size} people it is not said that all of them, or none"
            " of them, are something."
        ),
        settings=("group_size",),
    ),
    Rule(
        id="C7",
        words=N_(
            "A percentage is not shown when it is of fewer than {minimum_count} people, or when it"
            " would tell a hidden count."
        ),
    ),
    Rule(
        id="C8",
        words=N_(
            "Streams of fewer than {minimum_count} people are added up as other places, at least"
            " two of them together."
        ),
    ),
    Rule(
        id="C9",
        words=N_(
            "More figures are hidden until nobody can work out a hidden one from totals, parts and"
            " larger places to within {minimum_count} people. Zeros are hidden for that only where"
            " nothing else is left."
        ),
        off=N_(
            "More figures are hidden until nobody can work out a hidden one from totals, parts and"
            " larger places to within {minimum_count} people. Zeros are never hidden, even where"
            " nothing else would protect a small count."
        ),
        settings=("zeros_last",),
    ),
    Rule(
        id="C10",
        words=N_(
            "What was published before is remembered: no total of fewer places, merged groups or"
            " another level may tell a hidden figure."
        ),
    ),
    Rule(
        id="C11",
        words=N_(
            "A figure hidden once is hidden on every map and chart, in every table, sentence and"
            " file of a release."
        ),
    ),
    Rule(
        id="C12",
        words=N_(
            "Rounding to a few digits is for reading and protects nobody. Counts of people by"
            " migration, citizenship or displacement are shown as multiples of {rounding_base}, up"
            " or down at random, and what follows from them is worked out of these."
        ),
        off=N_(
            "Rounding to a few digits is for reading and protects nobody; where counts are rounded"
            " to protect, it is done at random."
        ),
        settings=("rounding_base",),
    ),
)
