"""What a careful colleague would say of a table, said by the door."""

import pytest

from mapping.intake.files.contents import Refused
from mapping.intake.files.delimited import read_delimited
from mapping.intake.model import Answers
from mapping.intake.tables.header import find_table
from mapping.intake.tables.table_checks import Examined, clean_text, examine


def look(text: str, **answers: object) -> tuple[Examined, dict[str, object]]:
    table, _ = find_table(read_delimited(text)[0])
    found = examine(table, Answers(**answers))
    return found, {reason.code: reason for reason in found.reasons}


def test_a_clean_table_gives_no_reason() -> None:
    found, reasons = look("place_code,population\nA1,5\nA2,7\n")

    assert reasons == {}
    assert found.columns["population"] == ["5", "7"]


def test_missing_marks_become_blanks_and_are_counted() -> None:
    found, reasons = look("district,people\nA,5\nB,..\nC,n/a\nD,6\nE,..\nF,1\n")

    assert found.columns["people"] == ["5", None, None, "6", None, "1"]
    assert reasons["missing_marks"].facts["marks"] == ".. (2), n/a (1)"


@pytest.mark.parametrize("name", ["Nan", "None", "Total Hills", "X"])
def test_names_that_look_like_marks_stay(name: str) -> None:
    found, _ = look(f"province,people\n{name},5\nKlang,6\nPhrae,7\n")

    assert found.columns["province"][0] == name


def test_na_is_missing_among_words_and_namibia_among_codes() -> None:
    words, _ = look("district,origin\nA,Kenya\nB,NA\nC,Uganda\n")
    codes, reasons = look("iso2,n\nNA,1\nKE,2\n")

    assert words.columns["origin"][1] is None
    assert codes.columns["iso2"][0] == "NA"
    assert "na_is_namibia" in reasons


def test_odd_cells_among_numbers_are_named_with_their_row() -> None:
    found, reasons = look("d,n\nA,1\nB,-999\nC,#REF!\nD,inf\nE,12a\nF,4\nG,5\nH,6\nI,7\nJ,8\nK,9\n")

    assert found.columns["n"][:5] == ["1", None, None, None, "12a"]
    assert (reasons["sentinel"].row, reasons["not_finite"].row) == (3, 5)
    assert reasons["not_a_number"].row == 6


@pytest.mark.parametrize("second", ["5", "(1,234)", "<5", "6*"])
def test_a_column_of_numbers_and_words_is_named(second: str) -> None:
    _, reasons = look(f'd,n\nA,(123)\nB,"{second}"\nC,7\n')

    assert reasons["words_among_numbers"].facts["example"] == "(123)"


def test_totals_are_named_and_stay() -> None:
    found, reasons = look("district,n\nA,1\nB,2\nGrand total,3\n")

    assert found.columns["district"][2] == "Grand total"
    assert reasons["totals"].facts["rows"] == "4"


def test_a_district_is_no_total_for_its_name() -> None:
    assert look("district,n\nJumla,1\nTotness,2\nKathmandu,3\n")[1] == {}


def test_a_row_that_adds_up_all_others_is_a_total_in_any_language() -> None:
    rows = 'Makin;"1,990";12\nMarakei;"2,799";9\n'
    assert look(f"Abamakoro;People;Others\n{rows}KABUTA;4,789;21\n")[1]["totals"].row == 4
    assert look(f"Abamakoro;People;Others\nKABUTA;4,789;21\n{rows}")[1]["totals"].row == 2
    assert "totals" not in look(f"Abamakoro;People;Others\n{rows}Nonouti;4,789;22\n")[1]
    left = look(f"Island;n;m\n{rows}KABUTA;4,789;21\n", totals="leave_out")[0]
    assert left.columns["Island"] == ["Makin", "Marakei"]


def test_codes_that_lost_their_zeros_are_noticed() -> None:
    rows = "".join(f"{code},1\n" for code in ("1001", "1003", "48201", "72001", "9001"))

    assert "codes_lost_zeros" in look(f"geocode,n\n{rows}")[1]
    numbered = "".join(f"{code},1\n" for code in range(95, 106))
    assert look(f"code,n\n{numbered}")[1] == {}


def test_codes_a_spreadsheet_took_for_numbers_are_asked_about() -> None:
    assert "codes_damaged" in look("pcode,n\nA01,1\n1E+05,2\nA03,3\n")[1]


def test_codes_stay_text() -> None:
    found, _ = look("pcode,n\n001,1\n12345678901234567890,2\n")

    assert found.columns["pcode"] == ["001", "12345678901234567890"]


def test_a_code_in_two_rows_is_asked_about_unless_something_tells_them_apart() -> None:
    assert "codes_repeated" in look("pcode,pop\nA,1\nA,2\nB,3\n")[1]
    assert look("pcode,year,pop\nA,2011,1\nA,2021,2\nB,2011,3\n")[1] == {}


def test_levels_and_rounds_are_never_to_be_added_up() -> None:
    header = "admin1Pcode,adminLevel,roundNumber,numPresentIdpInd\n"
    _, reasons = look(f"{header}A,0,1,5\nB,1,1,6\nB,1,2,7\n")

    assert {"levels_mixed", "rounds"} <= set(reasons)
    table = "Round,PCODE,n\nR1,A,5\nR2,A,6\nR1,B,7\n"
    assert "rounds" in look(table)[1]
    assert look(table, rounds="latest")[0].columns["n"] == ["6", "7"]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (["03/04/2024", "05/06/2024"], "dates_order"),
        (["13/04/2024", "05/06/2024"], "dates_proven"),
        (["13/04/2024", "04/13/2024"], "dates_mixed"),
        (["2024-02-30", "2024-03-01"], "dates_impossible"),
        (["1403-01-15", "1403-02-11"], "dates_calendar"),
        (["23/12/2564", "05/11/2564"], "dates_calendar"),
        (["45385", "45386"], "dates_serial"),
        (["01.01.2024", "01.01.2024"], "dates_read"),
    ],
)
def test_dates_are_read_or_asked_about(cells: list[str], code: str) -> None:
    rows = "".join(f"p{n},{cell}\n" for n, cell in enumerate(cells))

    assert code in look(f"place,date\n{rows}")[1]


def test_one_column_of_dates_proves_the_order_of_another() -> None:
    table, reasons = look("place,made,changed\nA,9/8/2019,16/5/2022\nB,9/8/2019,1/2/2022\n")

    assert table.columns["made"] == ["2019-08-09", "2019-08-09"]
    assert {"dates_read", "dates_proven"} <= set(reasons)
    assert "dates_order" not in reasons


@pytest.mark.parametrize(
    "header",
    [
        *("Surname", "Prénom", "Phone number", "teléfono", "E-mail", "Passport No", "NID"),
        *("Date of birth", "_gps_latitude", "_geolocation", "deviceid", "username", "enumerator"),
        *("photo", "signature", "Address"),
    ],
)
def test_columns_that_look_personal_are_left_out_and_named(header: str) -> None:
    found, reasons = look(f"district,people,{header}\nA,1,x\nB,2,y\n")

    assert list(found.columns) == ["district", "people"]
    assert reasons["personal_column"].column == header


@pytest.mark.parametrize(
    "header", ["name", "Benin", "Households with mobile phone", "Training", "adm2_name", "status"]
)
def test_columns_about_places_stay(header: str) -> None:
    found, _ = look(f"code,n,{header}\nA,1,12\nB,2,13\n")

    assert header in found.columns


def test_telephone_numbers_say_what_they_are_under_any_header() -> None:
    found, _ = look("district,remarks\nA,+254 700 123456\nB,+254 700 123457\n")

    assert list(found.columns) == ["district"]


def test_a_person_may_keep_a_column_that_is_not_personal() -> None:
    found, reasons = look("district,photo\nA,x\n", keep_columns=("photo",))

    assert "photo" in found.columns
    assert reasons == {}


@pytest.mark.parametrize(
    "text",
    [
        "name,phone,village\n" + "".join(f"Ann {n},07001234{n:02},V\n" for n in range(12)),
        "hh_id,district,sex,age\n" + "".join(f"H{n},D,F,{20 + n}\n" for n in range(12)),
        "surname,passport,camp_manager\nA,X1,b\n",
    ],
)
def test_a_list_of_persons_is_stopped(text: str) -> None:
    with pytest.raises(Refused, match="persons"):
        look(text)


def test_a_count_by_sex_and_age_group_is_no_list_of_persons() -> None:
    text = "place_code,sex,age,value\nA,F,0-4,5\nA,F,5-9,6\nA,M,0-4,7\n"

    assert look(text)[1] == {}


def test_what_a_survey_tool_adds_is_left_out() -> None:
    found, reasons = look("facility,_uuid,_submission_time,__version__\nA,u,t,v\n")

    assert list(found.columns) == ["facility"]
    assert "system_columns" in reasons


def test_text_no_spreadsheet_takes_is_cleaned() -> None:
    assert clean_text("a\x0bb\ud800c\n") == "ab?c\n"


@pytest.mark.parametrize(
    ("codes", "shown"),
    [
        (["BD", "BD10", "BD1004", "BD1006", "BD20", "BD2003"], "BD, BD10, BD1004"),
        (["1", "101", "102", "2", "201"], "1, 101"),
        ([str(n) for n in range(1, 20)], None),
        (["BD1004", "BD1006", "BD2003"], None),
        (["BD10", "BD1004", "BD2003"], None),  # BD20 is not there
    ],
)
def test_codes_that_nest_in_one_column_are_of_several_levels(
    codes: list[str], shown: str | None
) -> None:
    _, reasons = look("pcode,people\n" + "".join(f"{code},5\n" for code in codes))

    assert (shown is not None) == ("levels_mixed" in reasons)
    assert shown is None or reasons["levels_mixed"].facts["levels"] == shown


def test_codes_that_only_a_spreadsheet_writes_are_damaged() -> None:
    assert "codes_damaged" in look("pcode,n\n1E05,5\n1.00E+05,6\n")[1]
    assert "codes_damaged" not in look("pcode,n\n1E05,5\n2E07,6\n")[1]


@pytest.mark.parametrize(
    "header",
    [
        "Nom du chef de ménage;Téléphone;Village",
        "Nama Lengkap;NIK;Desa",
        "Фамилия;Паспорт;Область",
        "নাম;মোবাইল নম্বর;বয়স",
        "नाम;मोबाइल नम्बर;उमेर",
        "الاسم الكامل;رقم الهاتف;المحافظة",
        "姓名;身份证号;县",
        "Ad Soyad;Doğum Tarihi;İlçe",
        "ນາມສະກຸນ;ເບີໂທ;ບ້ານ",
        "Apelyido;Petsa ng kapanganakan;Barangay",
    ],
)
def test_lists_of_persons_are_known_in_other_languages(header: str) -> None:
    rows = "".join(f"Ana {n};99{n:08d};{20 + n}\n" for n in range(12))

    with pytest.raises(Refused) as caught:
        look(f"{header}\n{rows}")
    assert caught.value.reason.code == "persons"


@pytest.mark.parametrize(
    "header",
    ["Наименование;Инновации;Население", "जिल्लाको नाम;आधार वर्ष;जनसंख्या", "Nama;Usia;Jumlah"],
)
def test_tables_of_places_in_other_languages_keep_their_columns(header: str) -> None:
    found, _ = look(f"{header}\nA;1;5\nB;2;7\n")

    assert list(found.columns) == header.split(";")
