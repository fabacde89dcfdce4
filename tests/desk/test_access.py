"""Who is let in, for how long, and how much they may ask for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.desk.web.access import IDLE_SECONDS, LINK_SECONDS, SESSION_SECONDS, Access
from briefer.desk.web.limits import Buckets
from briefer.desk.web.site import site_of
from briefer.errors import UsageError
from briefer.model import Person


class Clock:
    now = 1_000.0

    def __call__(self):
        return self.now


class Register:
    """People with their tokens."""

    def __init__(self, **tokens):
        self.tokens = tokens

    def person(self, name):
        return Person(name, "editor") if name in self.tokens else None

    def person_of(self, token):
        found = [name for name, known in self.tokens.items() if known == token]
        return self.person(found[0]) if found else None


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def register():
    return Register(mara="s3cret", tom="t0ken")


@pytest.fixture
def access(register, clock):
    return Access(register, clock)


def test_a_link_signs_in_once_and_not_for_longer_than_it_is_good_for(access, clock):
    link = access.link("mara")
    assert access.linked(link).name == "mara"
    assert access.linked(link).name == "mara"  # looking at it uses nothing up
    session = access.use_link(link)
    assert access.in_session(session).person.name == "mara"
    assert access.use_link(link) is None
    late = access.link("mara")
    clock.now += LINK_SECONDS + 1
    assert access.linked(late) is None
    assert access.use_link(late) is None
    assert access.use_link("") is None


def test_sessions_end_when_idle_when_old_when_ended_and_with_their_person(access, clock, register):
    idle, old, left, gone = (access.begin("mara") for _ in range(4))
    access.end(left)
    assert access.in_session(left) is None
    for _ in range(int(SESSION_SECONDS / (IDLE_SECONDS - 1))):
        clock.now += IDLE_SECONDS - 1
        assert access.in_session(old).by == "cookie"
    assert access.in_session(idle) is None
    clock.now += IDLE_SECONDS - 1
    assert access.in_session(old) is None
    gone = access.begin("mara")
    del register.tokens["mara"]
    assert access.in_session(gone) is None


def test_a_token_that_was_somebodys_is_known_until_it_is_renewed(access, register):
    assert not access.is_proven("s3cret")
    assert access.bearing("wrong") is None
    assert not access.is_proven("wrong")
    assert access.bearing("s3cret").by == "token"
    assert access.is_proven("s3cret")
    register.tokens["mara"] = "another"
    assert access.bearing("s3cret") is None
    assert not access.is_proven("s3cret")


@given(st.lists(st.floats(0, 30), max_size=200))
def test_no_bucket_gives_more_than_its_burst_and_its_rate(waits):
    clock = Clock()
    buckets, began, given_out = Buckets(0.5, 4, clock), clock.now, 0
    for wait in waits:
        clock.now += wait
        told = buckets.wait("mara")
        given_out += told == 0
        assert 0 <= told <= 2
        assert given_out <= 4 + (clock.now - began) * 0.5 + 1e-6
        assert buckets.wait(f"once at {clock.now} after {wait}") == 0  # others have their own


def test_a_bucket_is_full_again_after_the_seconds_that_it_says():
    clock = Clock()
    buckets = Buckets(0.2, 2, clock)
    assert [buckets.wait("a") for _ in range(3)] == [0, 0, 5]
    clock.now += 5
    assert [buckets.wait("a") for _ in range(2)] == [0, 5]


def test_beyond_this_machine_the_desk_listens_only_over_tls_or_behind_a_proxy(tmp_path):
    assert site_of("127.0.0.1", 8484).origin == "http://127.0.0.1:8484"
    assert site_of("::1", 8484).origin == "http://[::1]:8484"
    assert site_of("localhost", 80).origin == "http://localhost"
    for host in ("0.0.0.0", "192.168.1.4", "desk.example.org", "::", "127.0.0.1.example.org"):
        with pytest.raises(UsageError, match="read along"):
            site_of(host, 8484)
    secure = site_of("desk.example.org", 443, certificate=tmp_path / "cert.pem")
    assert (secure.origin, secure.is_secure) == ("https://desk.example.org", True)
    behind = site_of("127.0.0.1", 8484, proxy="https://desk.example.org/")
    assert (behind.origin, behind.hosts) == ("https://desk.example.org", ("desk.example.org",))
    for proxy in ("http://desk.example.org", "https://", "desk.example.org", "https://a.org/b"):
        with pytest.raises(UsageError, match="proxy"):
            site_of("127.0.0.1", 8484, proxy=proxy)
