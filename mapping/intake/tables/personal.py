"""Columns that look like personal data, and tables that look like lists of persons.

The names of columns follow the screen in the method reference, in the languages of the tool's
users; a bare "name" is the name of a place unless something else in the table is about persons.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from mapping.intake.columns import SYSTEM_COLUMNS, folded
from mapping.intake.files.contents import Refused
from mapping.intake.maps.geopoints import geometry_share
from mapping.intake.model import Answers, Reason
from mapping.intake.number_cells import share_of_numbers, to_numbers_list
from mapping.intake.tables.personal_words import AGE, BARE_NAME, SEX, kind_in_other_languages, words

_PERSON: Final[Mapping[str, str]] = {
    "name": r"(first|last|full|given|family|middle|maiden|sur|respondent|head|beneficiary|migrant|"
    r"person|client|father|mother|child|contact|owner|interviewee)s?('?s)?name"
    r"|name(of)?(the)?(respondent|head|person|beneficiary|migrant|hoh|hhh|contact|child).*"
    r"|surname|firstname|lastname|prenoms?|nomdefamille|nometprenoms?|nomcomplet|nomprenoms?"
    r"|apellidos?|nombres?completos?|nombrey?apellidos?|primernombre|segundonombre|sobrenome"
    r"|(ap|ma)ternal(sur)?name|vorname|nachname|cognome|nombredela?persona",
    "phone": r".*(phone|telephone|mobile(no|number|phone)?|telefono?|telefone|celular|whatsapp|"
    r"cellphone|contactn(o|umber)|numerodetelephone|portable|cellulaire|imei)s?",
    "tel": r"(no|num|numero|contact)?tel(no|num|nr)?\.?",
    "email": r".*(e?mail|correo(electronico)?|courriel)s?(address|id|adresse)?",
    "document": r".*(passport|passeport|pasaporte|passaporte|nationalid|identitycard|"
    r"citizenship(no|num|number|id|card)|idnumber|idno|idcard|aadhaar|aadhar|cedula|"
    r"socialsecurity)(no|num|number|nr)?"
    r"|(ssn|cnic|curp|dni|nid|nin|cni|nic|taxid|unhcrid|progresid|caseid|case)(no|num|number|nr)"
    r"|ssn|cnic|curp|dni|nid|nin|cni|taxid|unhcrid|progresid|caseid",
    "birth": r"(dob|dateofbirth|birthdate|birthday|bday|datedenaissance|datenaissance|ddn|"
    r"fechadenacimiento|fechanacimiento|datadenascimento|.*birthdate)",
    "address": r"(home|street|residential|postal|mailing|ip)?"
    r"(address|adresse|direccion|domicile|domicilio|endereco)\d?"
    r"|streetname|housen(o|umber)|ipaddress",
    "position": r"gps(location|coordinates|point)?"
    r"|(home|house(hold)?|hh|respondent)(gps|location|lat|lon|latitude|longitude)",
    "device": r"(instanceid|deviceid|simserial|simid|subscriberid|phonenumber|imei|metainstanceid)",
    "interviewer": r"(username|enumerators?|interviewers?|enqueteurs?|encuestador(es)?|submittedby)"
    r"(name|id|code|nom|nombre)?",
    "photo": r".*(photo(graph)?|selfie|fingerprint|biometric|huella|foto)s?(url|file)?",
    "signature": r".*(signature|firma|assinatura)s?(url|file)?",
    "account": r"(bankaccount|iban|accountn(o|umber)|bank(no|number))",
}
_SCREEN: Final = {kind: re.compile(f"^({pattern})$") for kind, pattern in _PERSON.items()}
_BARE_NAME: Final = re.compile(r"^(name|nom|nombre|nome|naam|isim|ad|naam|नाम|الاسم|имя|фио)$")
_POSITION_OF_ANSWER: Final = re.compile(
    r"^_(.*_)?(latitude|longitude|altitude|precision|geolocation)$"
)
_UNIQUE_ID: Final = re.compile(
    r"^(hh|household|hogar|menage|person|personne|persona|individual|ind|member|respondent|case|"
    r"beneficiary|migrant|client|record|unique|interview|registration|reg|survey|_)*"
    r"(id|uuid|no|number|code|key|nr|num)\d?$"
)
_SEX: Final = re.compile(r"^(sex|gender|sexe|sexo|genre|genero)$")
_AGE: Final = re.compile(r"^(age|edad|idade|ageyears|ageinyears|alter)$")
_TRAIT: Final = re.compile(
    r"^(nationality|nationalite|nacionalidad|maritalstatus|etatcivil|estadocivil|relationship|"
    r"relationtohead|religion|ethnicity|disability|pregnant|status|occupation|education)$"
)
_TELLING: Final = frozenset({"name", "phone", "tel", "email", "document", "birth", "account"})
_CONTACT: Final = frozenset({"name", "phone", "tel", "email"})  # of an office: its columns go
_COUNTABLE: Final = frozenset({"photo", "phone", "tel", "email", "address"})
_LONGEST_COUNT: Final = 7  # characters
_EMAIL: Final = re.compile(r"^[^@\s]+@[^@\s]+\.[a-z]{2,}$", re.IGNORECASE)
_PHONE: Final = re.compile(r"^\+\d[\d ()./-]{7,17}\d$")
_MOSTLY: Final = 0.5
_FEW: Final = 10  # rows: below, a table is looked at by its headers only
_OLDEST: Final = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class Personal:
    """What looks personal in a table."""

    columns: Mapping[str, str]  # column -> kind
    persons: bool  # the whole table looks like a list of persons
    signs: tuple[str, ...] = ()  # the columns that say so


def without_personal(
    columns: Mapping[str, list[str | None]], answers: Answers
) -> tuple[dict[str, list[str | None]], list[Reason]]:
    """The columns that may come in, and which were left out.

    Raises:
        Refused: it looks like a list of persons.
    """
    found = find_personal(columns)
    if found.persons and not answers.aggregated:
        raise Refused("persons", columns=", ".join(found.signs[:8]))
    system = [
        name for name in columns if SYSTEM_COLUMNS.match(name) and name not in answers.keep_columns
    ]
    personal = [n for n in found.columns if n not in system and n not in answers.keep_columns]
    reasons = [Reason(code="personal_column", column=name) for name in personal]
    if system:
        facts = {"columns": ", ".join(system[:20])}
        reasons.append(Reason(code="system_columns", facts=facts))
    gone = {*system, *personal}
    return {name: list(cells) for name, cells in columns.items() if name not in gone}, reasons


def find_personal(columns: Mapping[str, Sequence[str | None]]) -> Personal:
    """Screen the columns of a table.

    Args:
        columns: Cells as text by header.

    Source: METHOD reference on what the tool may take in (IOM Data Protection Principles, 2010).
    """
    found = {name: kind for name in columns if (kind := _kind(name, columns[name])) is not None}
    signs = _signs(columns, found)
    if set(found.values()) & _TELLING or signs:
        bare = [name for name in columns if _is_bare_name(name)]
        if len(_place_columns(columns)) > len(bare) or signs:
            found |= dict.fromkeys(bare, "name")
    telling = [name for name, kind in found.items() if kind in _TELLING]
    kinds = {found[name] for name in telling}
    rows = max(map(len, columns.values()), default=0)
    contacts = kinds <= _CONTACT and _is_about_places(columns, rows)
    persons = bool(signs) or (len(kinds) > 1 and not contacts)
    return Personal(columns=found, persons=persons, signs=signs or tuple(telling))


def _kind(name: str, cells: Sequence[str | None]) -> str | None:
    plain = folded(name.rsplit("/", 1)[-1]).replace(".", "").replace("'", "")
    if _POSITION_OF_ANSWER.match(name.rsplit("/", 1)[-1]):
        return "position"
    for kind, pattern in _SCREEN.items():
        if pattern.match(plain):
            return None if kind in _COUNTABLE and _are_counts(cells) else kind
    other = kind_in_other_languages(plain)
    if other is not None and not _are_counts(cells):
        return other
    return _kind_of_cells(cells)


def _kind_of_cells(cells: Sequence[str | None]) -> str | None:
    """E-mail addresses and telephone numbers say what they are under any header."""
    said = [cell.strip() for cell in cells[:500] if cell]
    if not said:
        return None
    for kind, pattern in (("email", _EMAIL), ("phone", _PHONE)):
        if sum(bool(pattern.match(cell)) for cell in said) > _MOSTLY * len(said):
            return kind
    return None


def _are_counts(cells: Sequence[str | None]) -> bool:
    """How many households have a telephone, and not its number."""
    said = [cell for cell in cells if cell]
    return share_of_numbers(said) == 1 and not any(len(cell) > _LONGEST_COUNT for cell in said)


def _signs(
    columns: Mapping[str, Sequence[str | None]], found: Mapping[str, str]
) -> tuple[str, ...]:
    """Columns that together describe one person or household a row."""
    ids = [name for name in columns if _UNIQUE_ID.match(folded(name)) and _is_unique(columns[name])]
    sex = [name for name in columns if _speaks_of(name, _SEX, SEX)]
    age = [name for name in columns if _speaks_of(name, _AGE, AGE) and _is_years(columns[name])]
    traits = [name for name in columns if _TRAIT.match(folded(name))]
    telling = [name for name, kind in found.items() if kind in _TELLING]
    if ids and (len(sex) + len(age) + len(traits)) > 1 and (sex or age):
        return (*ids[:1], *sex, *age, *traits[:2])
    if telling and (sex or age):
        return (*telling, *sex, *age)
    positions = [name for name in columns if geometry_share(columns[name]) > _MOSTLY]
    if positions and sex and age:
        return (*positions, *sex, *age)
    return ()


def _speaks_of(header: str, pattern: re.Pattern[str], others: str) -> bool:
    plain = folded(header)
    return bool(pattern.match(plain)) or plain in words(others)


def _is_bare_name(header: str) -> bool:
    return _speaks_of(header, _BARE_NAME, BARE_NAME)


def _is_unique(cells: Sequence[str | None]) -> bool:
    said = [cell for cell in cells if cell]
    return len(said) >= _FEW and len(said) == len(cells) and len(set(said)) == len(said)


def _is_years(cells: Sequence[str | None]) -> bool:
    """Ages of persons are single years; age groups are written otherwise."""
    said = [cell for cell in cells if cell]
    if not said:
        return False
    values = to_numbers_list(said, decimal=".")
    known = values[np.isfinite(values)]
    are_ages = (known == np.floor(known)) & (known >= 0) & (known <= _OLDEST)
    return len(known) > _MOSTLY * len(values) and bool(are_ages.all())


def _place_columns(columns: Mapping[str, Sequence[str | None]]) -> list[str]:
    """Columns that name places, bare "name" among them."""
    from mapping.intake.columns import column_roles

    roles = column_roles(columns)
    named = [name for name, role in roles.items() if role.endswith(("name", "pcode", "place_code"))]
    plain = [
        name
        for name in columns
        if re.search(
            r"district|province|region|village|commune|municipal|county|state|ward|camp|town",
            folded(name),
        )
    ]
    bare = [name for name in columns if _is_bare_name(name)]
    return list(dict.fromkeys((*named, *plain, *bare)))


def _is_about_places(columns: Mapping[str, Sequence[str | None]], rows: int) -> bool:
    """A list of facilities or offices: each has its own place, and a contact."""
    kind = re.compile(
        r"facility|school|hospital|clinic|office|organi[sz]ation|agency|market|site|camp|shelter|structure|etablissement"
    )
    return rows > 0 and any(kind.search(folded(name)) for name in columns)
