"""Only addresses of the public internet may be connected to."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefer.fetch.addresses import literal, refusal

NOT_PUBLIC_V4 = [
    IPv4Network(text)
    for text in """
    0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24
    192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24
    224.0.0.0/4 240.0.0.0/4 168.63.129.16/32
    """.split()
]
NOT_PUBLIC_V6 = [
    IPv6Network(text)
    for text in """
    ::/128 ::1/128 ::/96 100::/64 64:ff9b:1::/48 2001::/32 2001:db8::/32 2002::/16 fc00::/7
    fe80::/10 fec0::/10 ff00::/8 5f00::/16 3fff::/20 fd00:ec2::254/128
    """.split()
]


def within(networks, kind):
    """Addresses of these networks, their ends among them."""
    return st.sampled_from(networks).flatmap(
        lambda network: st.one_of(
            st.sampled_from([network[0], network[-1]]),
            st.integers(int(network[0]), int(network[-1])).map(kind),
        )
    )


private_v4 = within(NOT_PUBLIC_V4, IPv4Address)
private_v6 = within(NOT_PUBLIC_V6, IPv6Address)


@st.composite
def spelled(draw, addresses):
    """An IPv4 address as a resolver reads it: one to four numbers, each in any base."""
    number = int(draw(addresses))
    parts = draw(st.integers(1, 4))
    front = [number >> 8 * (3 - place) & 0xFF for place in range(parts - 1)]
    last = number & (256 ** (5 - parts) - 1)
    bases = st.sampled_from(["{}", "0x{:x}", "0X{:X}", "0{:o}", "0x00{:x}", "000{:o}"])
    texts = [draw(bases).format(part) for part in (*front, last)]
    return IPv4Address(number), ".".join(texts) + draw(st.sampled_from(["", "."]))


@given(private_v4 | private_v6)
def test_no_address_off_the_public_internet_is_connected_to(address):
    assert refusal(address) is not None


@given(spelled(private_v4))
@example((IPv4Address("127.0.0.1"), "2130706433"))
@example((IPv4Address("127.0.0.1"), "0x7f.1"))
@example((IPv4Address("169.254.169.254"), "0251.0376.0251.0376"))
def test_however_an_address_is_spelled_it_is_read_and_refused(case):
    address, text = case
    assert literal(text) == address
    assert refusal(literal(text)) is not None


@given(private_v4)
def test_an_address_inside_another_is_refused_too(address):
    number = int(address)
    for shell in (
        IPv6Address(0xFFFF << 32 | number),  # mapped
        IPv6Address(0x64FF9B << 96 | number),  # NAT64
        IPv6Address(0x2002 << 112 | number << 80),  # 6to4
        IPv6Address(number),  # "compatible"
        IPv6Address(0xFFFF << 48 | number),  # translated
    ):
        assert refusal(shell) is not None, shell
        assert refusal(literal(shell.exploded)) is not None


@given(private_v4)
def test_a_mapped_address_may_be_written_with_dots(address):
    assert refusal(literal(f"::ffff:{address}")) is not None


@given(st.ip_addresses(v=4))
def test_all_of_the_public_internet_is_allowed_and_nothing_else(address):
    public = not any(address in network for network in NOT_PUBLIC_V4)
    assert (refusal(address) is None) is public
    assert (refusal(IPv6Address(0x64FF9B << 96 | int(address))) is None) is public


@pytest.mark.parametrize(
    "text",
    ["93.184.216.34", "1.1.1.1", "2606:4700::1111", "2a00:1450:4001::200e", "64:ff9b::101:101"],
)
def test_public_addresses_are_allowed(text):
    assert refusal(literal(text)) is None


@pytest.mark.parametrize(
    "text",
    ["10.1.2.3", "127.0.0.1", "::1", "192.168.0.9", "fd12::1", "100.64.1.1", "::ffff:10.0.0.1"],
)
def test_an_intranet_is_read_when_that_is_allowed(text):
    assert refusal(literal(text), allow_private=True) is None


@pytest.mark.parametrize(
    "text",
    """
    169.254.169.254 ::ffff:169.254.169.254 fd00:ec2::254 100.100.100.200 168.63.129.16 0.0.0.0
    fd00:ec2::23 169.254.42.42 fd00:42::42 169.254.0.23 ::ffff:169.254.42.42 fe80::a9fe:a9fe
    fd20:ce::254 fd00:c1::a9fe:a9fe 192.0.0.192 169.254.170.23 64:ff9b::a9fe:2a2a
    224.0.0.1 ff02::1 255.255.255.255 64:ff9b::a9fe:a9fe 169.254.170.2 :: 192.0.2.1
    """.split(),
)
def test_metadata_services_and_what_is_no_host_stay_refused_on_an_intranet(text):
    assert refusal(literal(text), allow_private=True) is not None


@pytest.mark.parametrize(
    "text", ["example.org", "0x7f.example", "1.2.3.example", "localhost", "a1", "1e", "0xg"]
)
def test_a_name_is_no_address(text):
    assert literal(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "1.2.3.4.5",
        "256.1.1.1",
        "1.2.3.256",
        "4294967296",
        "08.1.1.1",
        "1..1",
        "fe80::1%eth0",
        "1:2",
        ".1",
    ],
)
def test_what_looks_like_an_address_and_is_none_is_refused(text):
    with pytest.raises(ValueError):
        literal(text)
