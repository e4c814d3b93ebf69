"""Sixty names that certificates of other houses fail on: scripts, accents, lengths, invisible marks."""

from typing import NamedTuple


class HardName(NamedTuple):
    """A name in Latin letters, in the person's own script, and that script's language."""

    latin: str
    own: str | None = None
    language: str | None = None


CYRILLIC = (
    HardName("Ğalymjan Öteūly", "Ғалымжан Өтеуұлы", "kk"),
    HardName("Ūlpan Qūnanbaiqyzy", "Ұлпан Құнанбайқызы", "kk"),
    HardName("Haidar Ǵabit", "Һайдар Ғабит Ңұр Үкі", "kk"),
    HardName("Muhammadsharifjon Abdurahmonzoda", "Муҳаммадшарифҷон Абдураҳмонзода", "tg"),
    HardName("Jumʼa Ūrunov", "Ҷумъа Ӯрунов", "tg"),
    HardName("Īso Qosimī", "Ӣсо Қосимӣ", "tg"),
    HardName("Ghayrat Oʻgʻli", "Ғайрат Ўғли", "uz"),
    HardName("Nataliia Yizhak", "Наталія Їжак", "uk"),
    HardName("Yevheniia Gava", "Євгенія Ґава", "uk"),
    HardName("Zoriana Vʼiun", "Зоряна В’юн", "uk"),
    HardName("Uladzimir Škuratau", "Уладзімір Шкуратаў", "be"),
    HardName("Đorđe Njegoš", "Ђорђе Његош", "sr"),
    HardName("Ljubiša Džamić", "Љубиша Џамић", "sr"),
    HardName("Gjorgji Kjurkchiev", "Ѓорѓи Ќурчиев Ѕвездов", "mk"),
    HardName("Öztürk Örgün", "Өзтүрк Өргүн", "ky"),
    HardName("Semyon Yolkin", "Семён Ёлкин", "ru"),
    HardName("Anna Shch", "Анна Щ", "ru"),
)
GEORGIAN_ARMENIAN = (
    HardName("Giorgi Kvirikashvili", "გიორგი კვირიკაშვილი", "ka"),
    HardName("Ketevan Jʼaparidze", "ქეთევან ჯაფარიძე-წყალტუბელი", "ka"),
    HardName("Mtavruli Kvirikashvili", "ᲒᲘᲝᲠᲒᲘ ᲙᲕᲘᲠᲘᲙᲐᲨᲕᲘᲚᲘ", "ka"),
    HardName("Hayk Ter-Petrosyan", "Հայկ Տեր-Պետրոսյան", "hy"),
    HardName("Yevgenya Ohanyan", "Եւգենյա և Օհանյան", "hy"),
    HardName("Ruben Jndoyan", "Ռուբեն Ջնդոյան", "hy"),
    HardName("Lia Two Scripts", "ლია Լիա Лия Lia Λία", None),
)
LATIN = (
    HardName("Lətifə Əliyeva-Şükürova", "Лятифа Алиева-Шукюрова", "ru"),
    HardName("İlqar Ağabəyli", "İlqar Ağabəyli", "az"),
    HardName("Iğdır Işık Kılıç"),
    HardName("Łukasz Żółć-Ćmiel"),
    HardName("Ģirts Ķēniņš-Ļaudis Ņikitins"),
    HardName("Žygimantė Ąžuolaitė-Ųžuolienė"),
    HardName("Őrsi Űrhajós Győző"),
    HardName("Ștefan Țurcanu-Băsescu"),
    HardName("Þórður Ægir Öðinsson"),
    HardName("Nguyễn Thị Ườm Đặng"),
    HardName("Siobhán O'Brien-Ó Ríordáin"),
    HardName("Seán O’Donnell"),
    HardName("Joãozinho d'Ávila e Conceição"),
    HardName("Jiří Řehoř Ďuriš Ťažký"),
    HardName("Officer Ruffini Afflick Fjord"),
    HardName("Åsa Ø. Ægidius"),
    HardName("AVATAR VAWTY Toyota"),
    HardName("Ẽ Ỹ Ǟ Ǭ"),
)
ONE_WORD = (
    HardName("Aizada"),
    HardName("Suharto", "Сухарто", "ru"),
    HardName("Ng"),
    HardName("O"),
)
DECOMPOSED = (
    HardName("Z\u030cane\u0301ta R\u030ci\u0301hova\u0301", "И\u0306ордан Е\u0308лкин", "ru"),
    HardName("Me\u0323\u0302nh A\u030a", "Ӯ\u0301рун И\u0304со", "tg"),
    HardName("X\u030cena M\u0304ara d\u0302", "М\u0301арк", "ru"),
    HardName("q\u0323 x\u0308 b\u0301"),
)
INVISIBLE = (
    HardName("Anna\u200e Petrova\u200f", "\u202bАнна\u202c Петрова", "ru"),
    HardName("Li\u200bla \ufeffSoft\u00adhyphen"),
    HardName("No\u00a0break\u202fSpace Non\u2011hyphen"),
    HardName("Isolate \u2066Inner\u2069 Name"),
)
LONG = (
    HardName("M" * 60, "Щ" * 60, "ru"),
    HardName("W" * 80, "Ж" * 80, "ru"),
    HardName(
        "Wolfeschlegelsteinhausenbergerdorff-Hohenzollern-Sigmaringen Maximilian Alexander"[:80]
    ),
    HardName("i" * 80, "ი" * 80, "ka"),
    HardName("Mkrtich " * 9 + "Mkrtich", "Մկրտիչ " * 9 + "Մկրտիչ", "hy"),
    HardName(
        "Muhammadsharifjon Abdurahmonzoda-Khudoinazarbekov Rustamjonovich",
        "Муҳаммадшарифҷон Абдураҳмонзода-Худоиназарбеков Рустамҷонович",
        "tg",
    ),
)
HARD_NAMES = CYRILLIC + GEORGIAN_ARMENIAN + LATIN + ONE_WORD + DECOMPOSED + INVISIBLE + LONG
