"""What is sent goes to permitted addresses alone, as what is fetched comes from them."""

import anyio
import pytest

from briefer.errors import RefusedAddressError
from briefer.fetch import Sender


def send(url, found=("93.184.216.34",), **more):
    async def resolve(host, port):
        return list(found)

    async def work():
        async with Sender(resolve=resolve, **more) as sender:
            await sender.send("POST", url, {}, b"{}")

    anyio.run(work)


@pytest.mark.parametrize(
    ("url", "found", "private", "says"),
    [
        ("https://hook.example/x", ("10.0.0.1",), False, "a private address"),
        ("https://hook.example/x", ("93.184.216.34", "127.0.0.1"), False, "a loopback address"),
        ("https://169.254.169.254/latest", (), True, "the metadata service of a cloud"),
        ("https://hook.example/x", ("169.254.169.254",), True, "the metadata service of a cloud"),
        ("http://hook.example/x", ("93.184.216.34",), False, "without TLS"),
        ("https://0x7f000001/x", (), False, "a loopback address"),
        ("https://user:key@hook.example/x", (), True, "with a user name"),
        ("file:///etc/passwd", (), True, "only http and https"),
    ],
)
def test_an_address_that_is_not_permitted_is_never_connected_to(url, found, private, says):
    with pytest.raises(RefusedAddressError, match=says) as refused:
        send(url, found, allow_private=private)
    assert ("leave out what stands before the @" in refused.value.hint) == ("user name" in says)
    assert ("no setting lets it be read" in refused.value.hint) == ("metadata" in says)
