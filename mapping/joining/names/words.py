"""Words that carry no name of their own: units, articles, directions, abbreviations, totals.

Latin letters, lower case, no accents: names are written so before they are compared. Words of
other scripts stand where they are glued to a name (`GLUED`).
"""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Final


def _split(words: str) -> frozenset[str]:
    return frozenset(words.split())


AREAS: Final = _split("""
    district districts districto distrito distritos distrik province provinces provincia provincias
    provincie provinsi region regions regiao regioni division divisions state states estado estados
    etat county counties governorate governorates gouvernorat gobernacion prefecture prefectures
    department departments departement departements departamento departamentos zone zila zilla
    zilha jilla jila jillas pradesh oblast oblysy oblasty rayon raion rajon ray wilaya wilayah
    wilayat muhafaza muhafazah muhafazat mohafazat changwat amphoe tinh huyen khet khaet srok
    kabupaten kecamatan negeri daerah viloyat viloyati aimag aymag woreda upazila upazilla thana
    taluk taluka tehsil subdistrict parish parishes canton cantons voivodeship wojewodztwo judet
    county territory territories area areas administrative mkoa jamoat sheng prov dist reg
    oblusu velayat welayat vilayet ili peoples respublikasi respublikasy
    atoll atolls island islands isle isles ile iles isla islas ilha ilhas pulau kepulauan motu
""")
"""Units that may stand before or after a name and change nothing: "Central Province"."""

CITIES: Final = _split("""
    city cities municipality municipalities municipal municipio municipios municipality muni
    metropolitan metropolis submetropolitan town township towns urban rural kota shahri shaari
    ciudad cidade ville commune communes comuna comunas council borough
    gorod misto tp
    nagarpalika gaunpalika gaupalika mahanagarpalika upamahanagarpalika palika shi
""")
"""Units of a town. "Quezon City" does not lie in the province Quezon, so these tell apart."""

ARTICLES: Final = _split("""
    the of and de del la las le les los el al du des da do dos das di d l et y ko ka ki e
""")

LINKING: Final = _split("da di do ka ki ko")
"""Articles that stand between two words only: where they come first they are a name's own."""

ASSIMILATED: Final = _split("""
    ad adh aj an ar as ash at ath az ed edh en er es esh et eth ez
""")
"""Forms of the Arabic article before a letter that it takes the sound of: "Ar Raqqa"."""

_NORTH = (
    "north northern nord norte norden utara uttar uttari sever severnaya severo septentrional"
    " shimoliy shamali shmaly soltustik kuzey kaskazini hilaga hilagang semien"
)
_SOUTH = (
    "south southern sud sur sul selatan dakshin dakshini meridional yuzhno yuzhnaya janubiy janubi"
    " jnwby jnuby ongtustik ontustik guney kusini timog debub"
)
_EAST = (
    "east eastern est este leste oriental timur purba purva purbi purvi vostochno vostochnaya"
    " sharqiy sharqi sharghi shrqy shygys dogu mashariki silangan silangang misraq"
)
_WEST = (
    "west western ouest oeste occidental barat paschim pashchim pashchimi paschimi zapadno"
    " zapadnaya garbiy gharbi ghrby batys magharibi kanluran kanlurang mirab"
)
_CENTRE = "central centre center centro centrale tengah madhya middle mid"
_OTHERS: Final[Mapping[str, str]] = {
    "upper": "upper haut haute alto alta bala balla olya ulya uluu",
    "lower": "lower bas basse bajo baja baixo payin payan payeen sufla",
    "new": "new nouveau nouvelle nueva nuevo nova novo baru naya",
    "old": "old vieux ancien antiguo lama purano",
    "inner": "inner interieur dalam",
    "outer": "outer exterieur luar",
    "great": "great greater grand grande big",
    "urban": "urban urbain urbano",
    "rural": "rural",
    "little": "little lesser small petit petite",
}


def _directions() -> Iterator[tuple[str, str]]:
    single = {
        "north": _NORTH,
        "south": _SOUTH,
        "east": _EAST,
        "west": _WEST,
        "central": _CENTRE,
        **_OTHERS,
    }
    for meaning, words in single.items():
        yield from ((word, meaning) for word in words.split())
    for (first, one), (second, other) in product(
        (("north", _NORTH), ("south", _SOUTH)), (("east", _EAST), ("west", _WEST))
    ):
        yield from ((a + b, f"{first} {second}") for a in one.split() for b in other.split())
    yield from (("noreste", "north east"), ("noroeste", "north west"), ("nordeste", "north east"))
    yield from (("nw", "north west"), ("sw", "south west"))
    yield from (("noroccidental", "north west"), ("nororiental", "north east"))


DIRECTIONS: Final[Mapping[str, str]] = dict(_directions())
"""Words that tell two places of one name apart, by their meaning: "est" and "timur" are east."""

ABBREVIATIONS: Final[Mapping[str, str]] = {
    "st": "saint",
    "ste": "sainte",
    "sto": "santo",
    "sta": "santa",
    "mt": "mount",
    "mtn": "mountain",
    "ft": "fort",
    "pte": "pointe",
    "grd": "grand",
    "gen": "general",
    "pres": "president",
    "is": "islands",
}
DOTTED: Final[Mapping[str, str]] = {
    "n": "north",
    "no": "north",
    "s": "south",
    "so": "south",
    "e": "east",
    "w": "west",
    "c": "central",
}
"""Only where a full stop and a word follow: "N. Province"."""

TOTALS: Final = frozenset(
    (
        *("total", "grand total", "totals", "sub total", "subtotal", "sum", "all", "overall"),
        *("national", "country total", "national total", "all districts", "all provinces"),
        *("all regions", "all states", "whole country", "total general", "total national"),
        *("totaux", "ensemble", "todos", "nacional", "jumla", "jamma", "jmma", "kul", "jumlah"),
        *("tong", "tong cong", "tong so", "gesamt", "insgesamt", "not stated", "not available"),
        *("kabuuan", "olgeta", "aofai", "itogo", "vsego", "niyt", "srob", "cucupean", "ektuv"),
        *("mottm", "heji", "zongshu", "zongji", "habgye", "chonggye", "mjmwa", "ijmaly", "jma kl"),
        *("lvm", "rwm", "lvm thanghmod", "rwm thanghmd"),
        *("unknown", "unspecified", "other", "others", "abroad", "foreign country"),
    )
)
"""What stands in the last row of many tables, normalised."""

_GLUED: Final = """
    जिल्ला jilla | जिला jila | प्रदेश pradesh | জেলা zila | বিভাগ division | จังหวัด changwat
    | อำเภอ amphoe | ខេត្ត khet | ແຂວງ province | 省 province | 県 prefecture | 州 state
    | محافظة muhafazah | ولاية wilayah | ولایت wilayat | استان province | область oblast
    | обл. oblast | облысы oblysy | район rayon | р-н rayon | аймаг aimag
    | облусу oblusu
"""
GLUED: Final[Mapping[str, str]] = dict(pair.split() for pair in _GLUED.split("|"))
"""Units written in another script, often without a space, and what they are in Latin letters."""
