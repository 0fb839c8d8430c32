"""Which sex a header or a cell of a person's own table speaks of, in the languages at hand."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from mapping.intake.columns import folded
from profiles.indicators.read import TOTAL

FEMALE: Final = "female"
MALE: Final = "male"
_WORDS: Final = {
    FEMALE: "f female females fem women woman girls girl femme femmes feminin feminins fille filles"
    " mujer mujeres femenino ninas mulher mulheres feminino frauen weiblich perempuan wanita"
    " wanawake kadin nu женщины женский إناث أنثى نساء زن महिला औरत মহিলা নারী หญิง 女 여자",
    MALE: "m male males masc men man boys boy homme hommes masculin masculins garcon garcons hombre"
    " hombres varon varones masculino ninos homem homens manner mannlich lakilaki pria wanaume"
    " erkek nam мужчины мужской ذكور ذكر رجال مرد पुरुष পুরুষ ชาย 男 남자",
    TOTAL: "t total totals both bothsexes all ambos ambossexos ensemble lesdeux lesdeuxsexes todos"
    " mf persons jumlah tumla toplam всего оба المجموع जम्मा কুল รวม 合计 계",
}
_SEXES: Final = {folded(word): sex for sex, words in _WORDS.items() for word in words.split()}
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BETWEEN: Final = re.compile(r"[\s_/:,;().\-–—]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class BySex:
    """A column of a table that is wide by sex."""

    sex: str
    rest: str  # of its header: what is counted; empty where the header says the sex alone


def sex_of(cell: str) -> str:
    """A sex as tables of packs write it; other text stays."""
    return _SEXES.get(folded(cell.strip().strip("_")), cell.strip())


def columns_by_sex(columns: Iterable[str]) -> Mapping[str, BySex]:
    """The columns that differ in the sex they are of, with those of both sexes beside them.

    >>> sorted(columns_by_sex(["Hommes", "Femmes", "Ensemble", "Superficie"]))
    ['Ensemble', 'Femmes', 'Hommes']

    Only where there is one of women and one of men: "Total" alone is a figure of its own.
    """
    groups: dict[str, dict[str, BySex]] = defaultdict(dict)
    for column in columns:
        said = _said(column)
        groups[folded(said.rest)][column] = said
    found: dict[str, BySex] = {}
    for of_group in groups.values():
        first = {one.sex: column for column, one in reversed(of_group.items())}
        if FEMALE in first and MALE in first:  # a second column of one sex is something else
            found |= {column: of_group[column] for column in first.values()}
    return found


def _said(column: str) -> BySex:
    """The sex a header speaks of, and the header without it; both where it speaks of none."""
    words = [word for word in _BETWEEN.split(_CAMEL.sub(" ", column)) if word]
    for size in (3, 2, 1):
        for at in range(len(words) - size + 1):
            sex = _SEXES.get(folded("".join(words[at : at + size])))
            if sex is not None:
                return BySex(sex=sex, rest=" ".join(words[:at] + words[at + size :]))
    return BySex(sex=TOTAL, rest=" ".join(words))
