"""Every exception of the SDK, and of the HTTP library under it, becomes one of ours."""

import importlib
import socket
import ssl

import httpx2
import openai
import pytest
from openai import _exceptions

from briefer import errors
from briefer.errors import BrieferError
from briefer.providers.failures import AttemptFailed
from briefer.providers.meanings import ANSWERED, MEANINGS
from tests.support.asking import provider
from tests.support.loopback import Loopback

REQUEST = httpx2.Request("POST", "http://127.0.0.1:9/v1/chat/completions?key=x")


def exceptions_of(module):
    found = (getattr(module, name) for name in dir(module))
    return {
        each
        for each in found
        if issubclass(type(each), type)  # isinstance would load what the SDK's proxies stand for
        and issubclass(each, Exception)
        and not issubclass(each, Warning)
        and each.__module__.startswith(module.__name__.partition(".")[0])
    }


@pytest.fixture(scope="module")
def public():
    return {
        each
        for each in exceptions_of(openai) | exceptions_of(_exceptions)
        if not each.__name__.startswith("_")
    }


@pytest.fixture(scope="module")
def http():
    return exceptions_of(httpx2)


def test_the_sdk_and_the_http_library_have_exceptions_to_look_at(public, http):
    assert {openai.RateLimitError, openai.APITimeoutError, openai.OpenAIError} <= public
    assert {httpx2.ReadError, httpx2.RemoteProtocolError} <= http


def test_each_exception_is_mapped_by_its_own_name_and_nothing_that_no_longer_exists(public, http):
    names = {each.__name__ for each in public | http} | {"TimeoutError"}
    assert MEANINGS.keys() | ANSWERED == names


def test_those_that_carry_an_answer_are_the_status_errors(public):
    status = {each.__name__ for each in public if issubclass(each, openai.APIStatusError)}
    assert status == ANSWERED


def made(exception):
    """An instance, however its class wants to be made."""
    response = httpx2.Response(418, request=REQUEST, json={"error": {"message": "teapot"}})
    ways = (
        lambda: exception("boom", response=response, body=None),
        lambda: exception(response=response, body=None),
        lambda: exception(REQUEST),
        lambda: exception(request=REQUEST),
        lambda: exception("boom", request=REQUEST),
        lambda: exception("boom", REQUEST, body=None),
        lambda: exception("boom", request=REQUEST, response=response),
        lambda: exception("boom", unsent_messages=[]),
        lambda: exception(response=response, body=None, message="boom"),
        lambda: exception(completion=openai.types.chat.ChatCompletion.construct(usage=None)),
        lambda: exception("boom"),
        exception,
    )
    for way in ways:
        try:
            return way()
        except (TypeError, AttributeError):
            continue
    raise AssertionError(f"no way to make a {exception}")


def mapped(exception):
    asked = provider(Loopback(port=9))
    with pytest.raises(AttemptFailed) as failed, asked._mapped("a.txt", 3):
        raise exception
    return failed.value


def test_each_exception_that_is_raised_becomes_one_of_ours(public, http):
    for exception in sorted(public | http, key=lambda each: each.__name__):
        failed = mapped(made(exception))
        assert isinstance(failed.error, BrieferError), exception
        assert type(failed.error) is not BrieferError, exception
        assert str(failed.error).startswith("127.0.0.1:9 "), exception
        assert "key=x" not in str(failed.error), exception
        assert failed.__suppress_context__, exception


def every_openai_error():
    """Classes anywhere in the package, also those that it does not export."""
    for name in ("openai.lib.azure", "openai.lib._old_api", "openai._response", "openai._extras"):
        importlib.import_module(name)
    waiting, found = [openai.OpenAIError], set()
    while waiting:
        each = waiting.pop()
        found.add(each)
        waiting += each.__subclasses__()
    return found


def test_unexported_exceptions_become_what_their_nearest_ancestor_does(public):
    everything = every_openai_error()
    assert len(everything) > len(public)

    class New(openai.APIConnectionError):
        pass

    assert type(mapped(New(request=REQUEST)).error) is errors.ConnectionFailedError
    for each in everything:
        names = {cls.__name__ for cls in each.__mro__}
        assert names & (MEANINGS.keys() | ANSWERED)


def chain(first, *causes):
    for outer, inner in zip((first, *causes), causes, strict=False):
        outer.__cause__ = inner
    return first


@pytest.mark.parametrize(
    ("exception", "kind", "transient", "says"),
    [
        (TimeoutError(), errors.ProviderTimeoutError, True, "did not answer within 3 s"),
        (
            openai.APITimeoutError(REQUEST),
            errors.ProviderTimeoutError,
            True,
            "did not answer within 3 s",
        ),
        (httpx2.ReadError("x"), errors.ConnectionFailedError, True, "broke the connection"),
        (
            chain(
                httpx2.ConnectError("TLS failed"),
                ssl.SSLCertVerificationError(1, "[SSL: CERTIFICATE_VERIFY_FAILED] self-signed"),
            ),
            errors.ConnectionFailedError,
            False,
            "cannot be reached: [SSL: CERTIFICATE_VERIFY_FAILED] self-signed",
        ),
        (
            chain(
                openai.APIConnectionError(request=REQUEST),
                httpx2.ConnectError("All connection attempts failed"),
                OSError("All connection attempts failed"),
                ConnectionRefusedError(111, "Connect call failed ('127.0.0.1', 9)"),
            ),
            errors.ConnectionFailedError,
            True,
            "cannot be reached: Connection refused",
        ),
        (
            chain(httpx2.ConnectError("x"), socket.gaierror(-2, "Name or service not known")),
            errors.ConnectionFailedError,
            True,
            "cannot be reached: Name or service not known",
        ),
        (openai.OpenAIError("odd"), errors.ProviderError, False, "could not be asked: odd"),
    ],
)
def test_what_each_kind_of_failure_says(exception, kind, transient, says):
    failed = mapped(exception)
    assert type(failed.error) is kind
    assert failed.transient is transient
    assert says in str(failed.error)


@pytest.mark.parametrize(
    ("cause", "kind"),
    [
        (httpx2.ConnectTimeout("x"), errors.ProviderTimeoutError),
        (httpx2.ProxyError("x"), errors.ConnectionFailedError),
        (httpx2.RemoteProtocolError("x"), errors.ConnectionFailedError),
        (OSError("x"), errors.ConnectionFailedError),
    ],
)
def test_the_cause_under_the_sdks_one_connection_error_decides(cause, kind):
    exception = openai.APIConnectionError(request=REQUEST)
    exception.__cause__ = cause
    assert type(mapped(exception).error) is kind


def test_what_is_not_theirs_passes_through():
    asked = provider(Loopback(port=9))
    with pytest.raises(ZeroDivisionError), asked._mapped("", 3):
        raise ZeroDivisionError
