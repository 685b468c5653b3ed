"""The programme's profile: every fault is told with its line and with what a right value looks like."""

from __future__ import annotations

import struct
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.cli import main
from bot.profile.described import table_of, tables
from bot.profile.reading import DEFAULT_PROFILE, FaultyProfile, load_profile
from domain.programme import Logo, VerificationWay
from domain.words import Named

TEXT = DEFAULT_PROFILE.read_text("utf-8")
LINES = TEXT.splitlines()
DOCS = Path(__file__).parents[2] / "docs"


def line_with(beginning: str, *, after: str = "") -> int:
    """The number of the first line, from 1, that begins so, behind the one that begins with `after`."""
    start = next(number for number, line in enumerate(LINES) if line.startswith(after))
    return next(number for number, line in enumerate(LINES[start:], start + 1) if line.startswith(beginning))


def faults(folder: Path, text: str | bytes) -> tuple[str, ...]:
    path = folder / "profile.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.replace('folder = "infomaniak"', "").encode())
    with pytest.raises(FaultyProfile) as caught:
        load_profile(path)
    return caught.value.faults


def changed(old: str, new: str) -> str:
    assert TEXT.count(old) == 1, old
    return TEXT.replace(old, new)


def test_the_default_profile_is_whole() -> None:
    programme = load_profile()
    assert programme.provider == "Infomaniak"
    assert programme.verification == {VerificationWay.ACCOUNT_LINK, VerificationWay.SUPPORT}
    assert programme.register_countries is None
    assert programme.names["add_partner"] == Named("Partner hinzufügen", "Add partner")


FAULTS = [
    # a missing key is told with the line of its table, an unknown one with its own
    (
        'hours = "Mon-Fri 08:00-18:00"',
        "",
        "[support]",
        '[support] has no “hours”, such as hours = "Mon-Fri 08:00-18:00".',
    ),
    (
        "lapse_after_days",
        "lapses_after_days",
        "lapse_after_days",
        "[requests] has an unknown key “lapses_after_days”; did you mean “lapse_after_days”?",
    ),
    ("[requests]", "[wishes]", "[requests]", "the file has an unknown key “wishes”; known are provider, links"),
    ("[requests]", "[wishes]", "", "the table [requests] is missing; docs/profile.md lists what stands in it."),
    # wrong types
    ('name = "Infomaniak"', "name = 7", 'name = "Inf', "[provider] name must be a text in quotes, such as name = "),
    ("lapse_after_days = 30", 'lapse_after_days = "30"', "lapse_after", "must be a whole number, such as lapse_after"),
    ("lapse_after_days = 30", "lapse_after_days = 1.5", "lapse_after", "must be a whole number"),
    ("lapse_after_days = 30", "lapse_after_days = 400", "lapse_after", "must be at most 365, such as lapse_after"),
    (
        "[3, 14]",
        "3",
        "remind_after_days",
        "[requests] remind_after_days must be a list, such as remind_after_days = [3",
    ),
    ("[3, 14]", "[3, 14, 30]", "remind_after_days", "must come one after the other, and before the request lapses"),
    ("[3, 14]", "[14, 3]", "remind_after_days", "must come one after the other"),
    ("[30, 7, 1]", "[1, 7, 30]", "end_reminders_days", "must come one after the other, the earliest first"),
    ("[3, 14]", '[3, "14"]', "remind_after_days", "[requests] remind_after_days, entry 2, must be a whole number"),
    (
        "by_hand = true",
        'by_hand = "yes"',
        "by_hand",
        "[products] by_hand must be true or false, such as by_hand = true.",
    ),
    ("discount_ceiling = 35", "discount_ceiling = 101", "discount_ceiling", "must be a number from 0 to 100, such as"),
    ("discount_ceiling = 35", "discount_ceiling = nan", "discount_ceiling", "must be a number from 0 to 100, such as"),
    (
        'name = "Infomaniak"',
        'accent = "blue"\nname = "Infomaniak"',
        'name = "Inf',
        "[provider] accent must be a colour of six hexadecimal digits, such as accent = ",
    ),
    (
        'name = "Infomaniak"',
        'accent = "#ffcc00"\nname = "Infomaniak"',
        'name = "Inf',
        "[provider] accent is too light: white letters on it cannot be read, such as accent = ",
    ),
    # values that do not exist
    ("https://manager.infomaniak.com", "manager.infomaniak.com", "console", "must be a web address that begins with"),
    ("https://welcome.infomaniak.com/signup", "http://welcome", "signup", "must be a web address that begins with"),
    (
        '["CHF 2000", "EUR 1800"]',
        '["CHF 2000", "1800 EUR"]',
        "minimum_value",
        "has “1800 EUR”, which is no amount, such",
    ),
    ('["CHF 2000", "EUR 1800"]', '["CHF NaN"]', "minimum_value", "has “CHF NaN”, which is no amount"),
    ('["CHF 2000", "EUR 1800"]', "[]", "minimum_value", "must not be empty, such as minimum_value = ["),
    ('register_countries = "all"', 'register_countries = "some"', "register_countries", "must be “all” or a list"),
    ('register_countries = "all"', 'register_countries = ["CH", "XX"]', "register_countries", "entry 2, must be a"),
    ('\nAT = "', '\nAU_ = "', "AT", "[links.registers]: “AU_” must be a country’s code of two capital letters"),
    ('"Mon-Fri 08:00-18:00"', '"always"', "hours", "[support] hours are not the hours of a week, such as hours = "),
    ('"account_link", "support"]', '"oracle"]', "ways", "has a value that there is not, such as ways = ["),
    (
        '"https://www.zefix.admin.ch/de/search/entity/welcome"',
        "41",
        "CH",
        "[links.registers] CH must be a text in quotes, such as registers = { CH = ",
    ),
    ("= 15", "= 0", "account_link", "must be at least 1, such as account_link_minutes = 15."),
    # the catalogue
    (
        'code = "cloud"\nname = { de = "Cloud-Dienst"',
        'code = "mail"\nname = { de = "C"',
        'code = "cloud"',
        "another one has",
    ),
    (
        'category = "mail"',
        'category = "post"',
        'category = "mail"',
        "number 3 names the category “post”; there are domains",
    ),
    (
        'en = "Cloud service"',
        f'en = "{"C" * 41}"',
        'name = { de = "Cloud-Dienst"',
        "must have at most 40 characters, such as en = ",
    ),
    ('"Cloud-Dienst", en', '"Cloud-Dienst", fr', 'name = { de = "Cloud-Dienst"', "has no “en”, such as en = "),
    (
        "benefits = []",
        'benefits = [{ code = "a", name = { de = "A", en = "A" }, cashback = 5, discount = 36 }]',
        "benefits",
        "number 1 has a discount above the ceiling of 35 percent.",
    ),
]


@pytest.mark.parametrize(("old", "new", "at", "says"), FAULTS)
def test_each_fault_is_told_with_its_line_and_a_right_value(
    tmp_path: Path, old: str, new: str, at: str, says: str
) -> None:
    after = "[[products.kinds]]" if old.startswith(("code", "category")) else ""
    told = faults(tmp_path, changed(old, new))
    line = line_with(at, after=after) if at else 1
    assert any(fault.startswith(f"line {line}: ") and says in fault for fault in told), told


def test_a_list_with_a_wrong_entry_is_not_called_empty(tmp_path: Path) -> None:
    (told,) = faults(tmp_path, changed('["account_link", "support"]', '["acount_link"]'))
    assert "entry 1, has a value that there is not" in told


def test_all_faults_are_told_at_once_in_their_order(tmp_path: Path) -> None:
    text = changed("by_hand = true", "by_hand = 1").replace("lapse_after_days = 30", "").replace("35 ", '"35" ')
    text = text.replace('category = "mail"', 'category = "post"')
    told = faults(tmp_path, text)
    assert len(told) == 4
    assert [int(fault.removeprefix("line ").partition(":")[0]) for fault in told] == sorted(
        (
            line_with("by_hand"),
            line_with("discount_ceiling"),
            line_with("[requests]"),
            line_with('category = "mail"'),
        )
    )


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "line 1: there is nothing in the file; begin with a copy of the default profile."),
        (b"# nothing yet\n", "line 1: there is nothing in the file; begin with a copy of the default profile."),
        (
            b"[provider]\nname = Infomaniak\n",
            'line 2: this is not TOML: invalid value; a line looks like name = "value".',
        ),
        (b'[provider]\nname = "', "line 2: this is not TOML: "),
        (b'[provider]\nname = "Z\xfcrich"\n', "line 2: this is not UTF-8; save the file as a text in UTF-8."),
        (b"\xff\xfe[\x00", "line 1: this is not UTF-8; save the file as a text in UTF-8."),
        (b"PK\x03\x04\x00\x00", "line 1: this is not TOML: "),
    ],
)
def test_what_is_no_profile_at_all(tmp_path: Path, content: bytes, says: str) -> None:
    (told,) = faults(tmp_path, content)
    assert told.startswith(says)


def test_a_file_that_is_not_there_and_one_that_is_a_folder(tmp_path: Path) -> None:
    with pytest.raises(FaultyProfile, match="there is no such file; leave HANDSCHLAG_PROFILE out for the default"):
        load_profile(tmp_path / "profile.toml")
    with pytest.raises(FaultyProfile, match="the file cannot be read"):
        load_profile(tmp_path)


def test_windows_writes_a_profile_differently(tmp_path: Path) -> None:
    path = tmp_path / "profile.toml"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.replace('folder = "infomaniak"', "").replace("\n", "\r\n").encode())
    assert load_profile(path).provider == "Infomaniak"


PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", 120, 40)


def with_logo(folder: Path, content: bytes | None) -> Path:
    """A profile that names a logo beside it, and the logo."""
    text = changed('name = "Infomaniak"', 'logo = "logo.png"\nname = "Infomaniak"')
    (folder / "profile.toml").write_text(text.replace('folder = "infomaniak"', ""), "utf-8")
    if content is not None:
        (folder / "logo.png").write_bytes(content)
    return folder / "profile.toml"


def test_a_logo_is_read_with_its_size(tmp_path: Path) -> None:
    assert load_profile(with_logo(tmp_path, PNG)).logo == Logo(PNG, 120, 40)
    assert load_profile().logo is None


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "there is no file"),
        (b"<svg/>", "is no PNG; mail programs show no SVG"),
        (PNG[:-1], "is no PNG"),
        (PNG[:-8] + bytes(8), "is an empty picture"),
        (PNG + bytes(100_000), "has more than 100 KB; it is in every mail, so make it smaller"),
    ],
)
def test_a_logo_that_no_mail_could_show(tmp_path: Path, content: bytes | None, says: str) -> None:
    with pytest.raises(FaultyProfile) as caught:
        load_profile(with_logo(tmp_path, content))
    (told,) = caught.value.faults
    assert told.startswith(f"line {line_with('name')}: [provider] logo: ")
    assert says in told
    assert told.endswith(".")


def test_articles_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "profile.toml").write_text(TEXT, "utf-8")
    with pytest.raises(FaultyProfile) as caught:
        load_profile(tmp_path / "profile.toml")
    (told,) = caught.value.faults
    assert told == f"line {line_with('folder')}: [articles] folder: there is no folder {tmp_path / 'infomaniak'}."


@pytest.mark.parametrize(
    ("topics", "says"),
    [
        ('["weather"]', "has “weather”, which is no topic; topics are about-provider, "),
        ('["human-support"]', "lead to"),
    ],
)
def test_topics_that_cannot_be_left_out(tmp_path: Path, topics: str, says: str) -> None:
    (told,) = faults(tmp_path, changed('folder = "infomaniak"', f"left_out = {topics}"))
    assert told.startswith(f"line {line_with('folder')}: [articles] left_out, entry 1, ")
    assert says in told


def values() -> Iterator[int]:
    """The numbers of all lines of the default profile that give a value."""
    for number, line in enumerate(LINES, 1):
        if " = " in line and not line.startswith("#"):
            yield number


def head_of(number: int) -> int:
    """The line of the table in which this line stands."""
    return next(other for other in range(number, 0, -1) if LINES[other - 1].startswith("["))


OPTIONAL = {
    *range(line_with("AT ="), line_with("[programme]")),
    *range(line_with("questions_days"), line_with("idle_people_days") + 1),
    *map(
        line_with, ("benefits", "check_again_after_days", "erased_after_days", "swiss_register", "folder", "holidays")
    ),
}
"""Lines whose keys need not be there."""


@pytest.mark.parametrize("number", tuple(values()))
def test_no_value_of_the_default_may_be_of_another_type(tmp_path: Path, number: int) -> None:
    key = LINES[number - 1].partition(" = ")[0]
    mutant = [*LINES[: number - 1], f"{key} = 1979-05-27", *LINES[number:]]
    assert any(each.startswith(f"line {number}: ") for each in faults(tmp_path, "\n".join(mutant)))


@pytest.mark.parametrize("number", [number for number in values() if number not in OPTIONAL])
def test_no_value_of_the_default_may_be_missing(tmp_path: Path, number: int) -> None:
    key = LINES[number - 1].partition(" = ")[0]
    told = faults(tmp_path, "\n".join([*LINES[: number - 1], "", *LINES[number:]]))
    assert any(each.startswith(f"line {head_of(number)}: ") and f"no “{key}”" in each for each in told)


@pytest.mark.parametrize("number", sorted(OPTIONAL))
def test_what_may_be_missing_may_be_missing(tmp_path: Path, number: int) -> None:
    text = "\n".join([*LINES[: number - 1], "", *LINES[number:]])
    (tmp_path / "profile.toml").write_text(text.replace('folder = "infomaniak"', ""), "utf-8")
    load_profile(tmp_path / "profile.toml")


@given(st.data())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_whatever_is_changed_in_the_file_is_told_or_taken(tmp_path: Path, data: st.DataObject) -> None:
    lines = TEXT.replace('folder = "infomaniak"', "").split("\n")
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        match data.draw(st.sampled_from(("drop", "twice", "swap", "type"))):
            case "drop":
                del lines[at]
            case "twice":
                lines.insert(at, lines[at])
            case "swap":
                lines[at], lines[at - 1] = lines[at - 1], lines[at]
            case _:
                begin = data.draw(st.integers(0, len(lines[at])))
                typed = data.draw(
                    st.text(max_size=4) | st.sampled_from(("[", "]", "{", '"', "\u2028", "#", "= 1", "."))
                )
                lines[at] = lines[at][:begin] + typed + lines[at][begin + 1 :]
    path = tmp_path / "profile.toml"
    path.write_text("\n".join(lines), "utf-8", errors="replace")
    load_profile.cache_clear()
    try:
        load_profile(path)
    except FaultyProfile as faulty:
        for fault in faulty.faults:
            line = int(fault.removeprefix("line ").partition(": ")[0])
            assert 1 <= line <= len(path.read_text("utf-8").split("\n"))
            assert fault.endswith((".", "?"))


@pytest.fixture
def faulty(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = folder / "profile.toml"
    text = TEXT.replace("by_hand = true", "by_hand = 1").replace("lapse_after_days = 30", "")
    path.write_text(text.replace('folder = "infomaniak"', ""), "utf-8")
    monkeypatch.setenv("HANDSCHLAG_PROFILE", str(path))
    monkeypatch.setenv("HANDSCHLAG_TOKEN", "123456789:AAE-a-token-of-the-right-form-of-nobody")
    return path


def said_by(capsys: pytest.CaptureFixture[str], command: str) -> str:
    with pytest.raises(SystemExit) as end:
        main([command])
    assert end.value.code == 2
    return "".join(capsys.readouterr())


@pytest.mark.parametrize("command", ["run", "migrate", "demo"])
def test_a_faulty_profile_stops_the_start_in_one_sentence(
    faulty: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert said_by(capsys, command) == (
        f"handschlag: The profile cannot be used: {faulty}: line {line_with('[requests]')}: [requests] has no "
        "“lapse_after_days”, such as lapse_after_days = 30 (and 1 more: handschlag doctor lists all).\n"
    )


def test_doctor_lists_all_faults_of_the_profile(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = said_by(capsys, "doctor").splitlines()
    assert first.startswith(f"✗ Profile: {faulty}: line {line_with('[requests]')}: ")
    assert second.startswith(f"✗ Profile: {faulty}: line {line_with('by_hand')}: ")


def test_doctor_warns_where_everybodys_word_is_taken(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    warning = "everybody’s word is taken for who they are. For tries only: remove it before real people write."
    monkeypatch.setenv("HANDSCHLAG_VERIFY_AT_ONCE", "true")
    with pytest.raises(SystemExit) as end:
        main(["doctor"])
    assert end.value.code == 1
    assert f"✗ Profile: HANDSCHLAG_VERIFY_AT_ONCE is set: {warning}" in capsys.readouterr().out

    monkeypatch.delenv("HANDSCHLAG_VERIFY_AT_ONCE")
    path = folder / "profile.toml"
    text = TEXT.replace('ways = ["account_link", "support"]', 'ways = ["at_once"]').replace('folder = "infom', '# "')
    path.write_text(text, "utf-8")
    monkeypatch.setenv("HANDSCHLAG_PROFILE", str(path))
    with pytest.raises(SystemExit):
        main(["doctor"])
    assert f"✗ Profile: [verification] ways has “at_once”: {warning}" in capsys.readouterr().out


def test_the_documentation_has_every_table_and_key_in_the_codes_own_words() -> None:
    text = (DOCS / "profile.md").read_text("utf-8")
    for heading, table in tables():
        assert f"### `{heading}`" in text, heading
        for name, field in table.model_fields.items():
            if (inside := table_of(field)) is not None and f"`{heading.strip('[]')}.{name}`" in text:
                continue
            if inside is None or inside.__name__ == "InBoth":
                row = f"| `{name}` | {field.description} | `{(field.examples or [''])[0]}` |"
                assert row in text, row


def test_the_second_profile_is_whole_and_another_one() -> None:
    path = DOCS / "second-provider.toml"
    own, default = load_profile(path), load_profile()
    assert "Infomaniak" not in path.read_text("utf-8")
    same = {
        name
        for name in ("provider", "links", "minimum_value", "discount_ceiling", "benefit_levels", "categories",
                     "catalogue", "products_by_hand", "verification", "register_countries", "names",
                     "request_lapses_after", "reminders_after", "account_link_lasts", "invitation_lasts",
                     "support_hours", "support_answers_within")
        if getattr(own, name) == getattr(default, name)
    }  # fmt: skip
    assert same == set()
    assert tomllib.loads(path.read_text("utf-8"))["products"]["by_hand"] is False
