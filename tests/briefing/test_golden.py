"""Two days' briefs as a strong model tells them, in every format, as a person read them."""

import pytest

from tests.support.golden import FOLDER, golden_files

pytestmark = pytest.mark.loopback


def test_the_briefs_are_what_was_read_and_kept():
    made = golden_files()
    assert sorted(made) == sorted(path.name for path in FOLDER.iterdir())
    for name, data in sorted(made.items()):
        kept = (FOLDER / name).read_bytes()
        # Lines, so that what differs can be read; bytes, so that nothing else does.
        assert data.decode().splitlines() == kept.decode().splitlines(), name
        assert data == kept, name
