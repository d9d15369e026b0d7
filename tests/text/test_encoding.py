"""Encodings are told apart or refused; a wrong guess never passes."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import EncodingUnknown
from pipeline.text import encoding
from pipeline.text.encoding import decode

SIMPLIFIED = "赣州和多瑙河边的两座小城在一九九七年结好，这是中国和那个国家之间最早的一对。"
TRADITIONAL = "臺北市與休士頓市在一九六一年結為姊妹市，兩地的學校和醫院常有往來。"
HONG_KONG = "香港的茶餐廳裏，大家都喜歡飲奶茶，坐喺度傾偈。"

ROWS = [
    # text, encoding, point
    (SIMPLIFIED, "utf-8", "the common case"),
    ("\ufeff" + SIMPLIFIED, "utf-8", "a BOM stays and counts as a character"),
    ("\ufeff" + SIMPLIFIED, "utf-16-le", "UTF-16 with its BOM"),
    ("\ufeff" + TRADITIONAL, "utf-16-be", "UTF-16 the other way round"),
    (SIMPLIFIED, "utf-16-le", "UTF-16 without a BOM"),
    (SIMPLIFIED, "utf-16-be", "UTF-16 without a BOM, the other way round"),
    (SIMPLIFIED, "gb18030", "mainland files of before UTF-8"),
    (TRADITIONAL, "gb18030", "GB18030 has the traditional characters too"),
    (TRADITIONAL, "cp950", "Taiwan's files of before UTF-8"),
    (HONG_KONG, "big5hkscs", "Hong Kong's additions to Big5"),
    (SIMPLIFIED + "\r\n1979年11月2日\r\n", "gb18030", "line ends stay as they are"),
    ("Sister cities since 1979.\n", "utf-8", "plain ASCII"),
    ("Besançon und Zürich\n", "utf-8", "western letters only"),
    ("20\n", "utf-8", "a number"),
]


@pytest.mark.parametrize(("text", "encoding", "point"), ROWS)
def test_reads_each_encoding(text, encoding, point):
    assert decode(text.encode(encoding), document="a.txt") == (text, encoding), point


REFUSED = [
    # bytes, words of the message, place, point
    (SIMPLIFIED.encode()[:-1], "cut off", f"byte {len(SIMPLIFIED.encode()) - 3}", "cut in its last character"),
    (SIMPLIFIED.encode("gb18030")[:-1], "cut off", f"byte {len(SIMPLIFIED.encode('gb18030')) - 2}", "GB18030, cut"),
    (b"\xff\xfe" + SIMPLIFIED.encode("utf-16-le")[:-1], "BOM", f"byte {2 * len(SIMPLIFIED)}", "UTF-16, cut"),
    ("友好都市は姉妹都市とも呼ばれています。".encode("shift_jis"), "score", None, "Japanese"),
    ("서울특별시와 베이징시는 자매도시이다".encode("euc_kr"), "score", None, "Korean"),
    ("罗兹".encode("gb18030"), "doubt", None, "two characters prove nothing"),
    (bytes(range(256)), "doubt", None, "no text at all"),
    (b"abc\x00def", "U+0000", None, "a NUL is in no text"),
]


@pytest.mark.parametrize(("data", "words", "place", "point"), REFUSED)
def test_refuses_what_it_cannot_know(data, words, place, point):
    with pytest.raises(EncodingUnknown) as caught:
        decode(data, document="a.txt")
    assert words in caught.value.message, point
    assert caught.value.place == place, point
    assert caught.value.document == "a.txt"


def test_the_error_names_every_candidate():
    with pytest.raises(EncodingUnknown) as caught:
        decode("罗兹".encode("gb18030"), document="a.txt")
    assert all(name in caught.value.message for name in ("utf-8", "gb18030", "cp950", "utf-16-le", "utf-16-be"))


SENTENCES = st.lists(
    st.sampled_from("两国的城市在去年建立了友好关系并开展了学生交流经济合作文化访问"), min_size=12, max_size=60
)


@given(SENTENCES, st.sampled_from(["utf-8", "utf-16-le", "utf-16-be", "gb18030"]))
@settings(max_examples=60, deadline=None)
def test_round_trip_of_chinese_sentences(marks, encoding):
    text = "".join(marks) + "。\n"
    assert decode(text.encode(encoding), document="a") == (text, encoding)


@given(
    st.lists(
        st.sampled_from("兩國的城市在去年建立了友好關係並開展了學生交流經濟合作文化訪問"), min_size=12, max_size=60
    )
)
@settings(max_examples=40, deadline=None)
def test_round_trip_of_big5(marks):
    text = "".join(marks) + "。\n"
    assert decode(text.encode("cp950"), document="a") == (text, "cp950")


@given(st.binary(min_size=1, max_size=400))
@settings(max_examples=200, deadline=None)
def test_random_bytes_give_an_error_or_real_characters(data):
    try:
        text, _ = decode(data, document="a")
    except EncodingUnknown:
        return
    strange = [c for c in text if unicodedata.category(c) in ("Cc", "Co", "Cn", "Cs") and c not in "\t\n\r\x0b\x0c\x85"]
    assert not strange


@given(st.text() | st.text(alphabet="友城好\n\u3000\u200b\ue000\x01\x00\U00010400\U0001f600𠮷", max_size=6))
def test_what_is_plain_at_a_glance_holds_nothing_doubtful(text):
    if encoding._is_plain(text.encode(), text):
        assert not encoding._doubtful().search(text)
    assert encoding._is_plain("友好\n　城市".encode(), "友好\n　城市")
