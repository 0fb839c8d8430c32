"""Headers of personal data in languages whose words the patterns of `personal` do not know."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from mapping.intake.columns import folded

_TELLING: Final[Mapping[str, str]] = {
    "name": "nom du chef|nom du répondant|nom du bénéficiaire|nama lengkap|nama responden"
    "|nama kepala keluarga|jina kamili|jina la mkuu|ad soyad|adı soyadı|họ và tên|họ tên"
    "|фамилия|отчество|прізвище|الاسم الكامل|الاسم الثلاثي|اسم رب الأسرة|اسم الأب|نام خانوادگی"
    "|خاندانی نام|पूरा नाम|पुरा नाम|नाम थर|পূর্ণ নাম|apelyido|pangalan|apelidu|naran kompletu"
    "|ນາມສະກຸນ|ឈ្មោះ|នាមត្រកូល|සම්පූර්ණ නම|முழு பெயர்"
    "|姓名|氏名|성명|ชื่อ-สกุล|ชื่อ-นามสกุล",
    "phone": "no hp|nomor hp|no telepon|nomor telepon|simu|namba ya simu|cep no|cep telefonu"
    "|số điện thoại|điện thoại|телефон|رقم الهاتف|هاتف|جوال|شماره تماس|شماره تلفن|موبائل|فون نمبر"
    "|मोबाइल|मोबाईल|फोन|মোবাইল|ফোন|电话|手机|電話|전화|โทรศัพท์|ເບີໂທ|ໂທລະສັບ|លេខទូរស័ព្ទ|ទូរស័ព្ទ|ဖုန်းနံပါတ်|ဖုန်း|දුරකථන|தொலைபேசி|ފޯނު|ཁ་པར",
    "document": "nik|no ktp|cccd|cmnd|số cccd|số cmnd|tc kimlik no|tc no|паспорт|снилс"
    "|رقم الهوية|جواز|الرقم الوطني|تذکره|شناختی کارڈ|नागरिकता|এনআইডি|পরিচয়পত্র|身份证|護照|护照"
    "|주민등록번호|เลขบัตรประชาชน",
    "birth": "tanggal lahir|tarehe ya kuzaliwa|doğum tarihi|ngày sinh|дата рождения"
    "|дата народження|تاريخ الميلاد|تاریخ تولد|تاریخ پیدائش|जन्म मिति|जन्म तिथि|জন্ম তারিখ"
    "|出生日期|生年月日|생년월일|วันเกิด"
    "|petsa ng kapanganakan|araw ng kapanganakan|data moris|ວັນເດືອນປີເກີດ|ວັນເກີດ"
    "|ថ្ងៃខែឆ្នាំកំណើត|မွေးသက္ကရာဇ်|မွေးနေ့|උපන් දිනය|பிறந்த தேதி",
}
SEX: Final = (
    "jenis kelamin|jinsia|cinsiyet|giới tính|пол|стать|الجنس|جنس|جنسیت|लिङ्ग|लिंग|লিঙ্গ"
    "|性别|性別|성별|เพศ"
)
AGE: Final = "umur|usia|umri|yaş|tuổi|возраст|вік|العمر|سن|عمر|उमेर|उम्र|आयु|বয়স|年龄|年齢|나이|อายุ"
BARE_NAME: Final = "nama|jina|naran|pangalan|igoa|hingoa|nem|নাম|نام|नाव|ชื่อ|ຊື່|အမည်|නම|பெயர்|ނަން|མིང"
_LONG: Final = 8  # letters: a shorter word of plain letters may be part of any other


@lru_cache(maxsize=8)
def words(text: str) -> frozenset[str]:
    """Words of a list, as `folded` gives headers."""
    return frozenset(folded(word) for word in text.split("|"))


def kind_in_other_languages(header: str) -> str | None:
    """Which kind of personal data a folded header speaks of; None if of none."""
    for kind, text in _TELLING.items():
        for word in words(text):
            within = not word.isascii() or len(word) >= _LONG
            if header == word or (within and word in header):
                return kind
    return None
