import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.model import Article
from briefer.text import guess_language
from briefer.text.language import article_language, base_language
from tests.support.repository import ARTICLES

FOREIGN = {"greve-ferries-bretagne.md": "fr", "stadtwerke-waermenetz.md": "de"}


@pytest.mark.parametrize("path", sorted(ARTICLES.glob("*.*")), ids=lambda path: path.name)
def test_fixture_articles_are_told_apart(path):
    text = path.read_text(encoding="utf-8")
    assert guess_language(text) == FOREIGN.get(path.name, "en")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "es",
            "El presidente dijo que la ley entrará en vigor en mayo y que no habrá más cambios.",
        ),
        ("it", "Il ministro ha detto che la legge non sarà cambiata e che il governo è con loro."),
        (
            "nl",
            "De minister zei dat het plan niet van de baan is en dat er meer geld komt voor ze.",
        ),
        ("pt", "O ministro disse que a lei não muda e que os pagamentos do ano foram feitos."),
        ("sv", "Ministern säger att det inte är klart och att de har fått mer pengar för året."),
        ("pl", "Premier powiedział, że nie jest to koniec i że będzie się o to starał w maju."),
        ("ru", "Премьер-министр заявил в понедельник, что переговоры NATO продолжатся."),
        ("ar", "قال رئيس الوزراء يوم الاثنين إن المفاوضات ستستمر."),
        ("he", "ראש הממשלה אמר ביום שני כי המשא ומתן יימשך."),
        ("zh", "总理星期一表示，谈判将继续进行。"),
        ("ja", "首相は月曜日、東京で記者会見し、交渉継続方針表明。"),
        ("ko", "총리는 월요일 협상이 계속될 것이라고 말했다."),
        ("el", "Ο πρωθυπουργός δήλωσε ότι οι συνομιλίες θα συνεχιστούν."),
        ("hi", "प्रधानमंत्री ने सोमवार को कहा कि बातचीत जारी रहेगी।"),
        ("en", "The prime minister met President 习近平 in Beijing."),
        ("en", ""),
        ("en", "12345 !!!"),
    ],
)
def test_scripts_and_common_words_tell_the_language(language, text):
    assert guess_language(text) == language


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("de-AT", "de"),
        (" EN_us ", "en"),
        ("zh-Hant-TW", "zh"),
        ("fil", "fil"),
        ("deu-DE", "de"),
        ("ger", "de"),
        ("English", None),
        ("", None),
        (None, None),
        ("e", None),
        ("../x", None),
        ("de-", None),
    ],
)
def test_a_language_tag_is_reduced_to_its_language(tag, language):
    assert base_language(tag) == language


@pytest.mark.parametrize(
    ("article", "language"),
    [
        (Article("The minister said that it was over.", language="de-AT"), "de"),
        (Article("The minister said that it was over.", language="deu"), "de"),
        (Article("Der Minister sagte, dass es nicht mehr zu ändern sei."), "de"),
        (Article("Der Minister sagte, dass es nicht mehr zu ändern sei.", language="?"), "de"),
        (Article("The of and to in that is\n\nDer Minister sagte es nicht.", body_start=26), "de"),
    ],
)
def test_an_article_is_in_the_language_it_declares_or_its_body_looks_like(article, language):
    assert article_language(article) == language


@given(st.text(st.characters()))
def test_any_text_gets_a_two_letter_code(text):
    assert len(guess_language(text)) == 2
