"""Passwords and tokens in addresses are not shown, and everything else of them is."""

import pytest

from briefer.scrub import MASK, masked, without_tokens

SECRETS = [
    *("token=abc", "access_token=abc", "authToken=abc", "api_key=abc", "api-key=abc", "apikey=abc"),
    *("password=abc", "pwd=abc", "X-Amz-Signature=abc", "x-goog-credential=abc", "sid=abc"),
    *("client_secret=abc", "jwt=abc", "auth=abc", "PHPSESSID=abc", "unlocked_article_code=abc"),
    *("subscription-key=abc", "sig=Zm9vYmFyMTIzNDU2Nzg5MA%3D%3D", "key=9f8e7d6c5b4a39281706"),
]
PLAIN = [
    *("id=123", "author=anna", "p=1", "key=bridge", "code=42", "page=2", "article=token-economy"),
    *("keyword=abc", "q=password", "category=secrets-of-the-sea", "s=12345678901234567"),
]


@pytest.mark.parametrize("secret", SECRETS)
def test_a_secret_parameter_is_masked_where_shown_and_left_out_of_a_link(secret):
    name = secret.partition("=")[0]
    address = f"https://news.example/a?{secret}&id=1#top"
    assert masked(f"see {address} now") == f"see https://news.example/a?{name}={MASK}&id=1#top now"
    assert without_tokens(address) == "https://news.example/a?id=1#top"
    assert without_tokens(f"https://news.example/a?{secret}") == "https://news.example/a"
    assert "abc" not in without_tokens(f"https://news.example/a#{secret}")


@pytest.mark.parametrize("plain", PLAIN)
def test_other_parameters_stay(plain):
    address = f"https://news.example/a?x=1&{plain}"
    assert masked(address) == without_tokens(address) == address


@pytest.mark.parametrize(
    ("address", "shown", "link"),
    [
        ("https://me:pass@h.example/a", f"https://{MASK}@h.example/a", "https://h.example/a"),
        ("https://h.example/a@b?c=d@e", None, None),
        ("articles/a?token=1.txt", f"articles/a?token={MASK}", "articles/a?token=1.txt"),
        ("standard input", None, None),
    ],
)
def test_a_user_and_a_password_are_masked_and_what_is_no_address_stays(address, shown, link):
    assert masked(address) == (shown or address)
    assert without_tokens(address) == (link or address)
