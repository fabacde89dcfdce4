import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.errors import ModelUnavailableError
from briefer.providers import gguf

U32, F32, BOOL, STRING, ARRAY, U64 = 4, 6, 7, 8, 9, 10


def string(text):
    data = text.encode()
    return struct.pack("<Q", len(data)) + data


def value(kind, content):
    codes = {U32: "<I", F32: "<f", BOOL: "<?", U64: "<Q"}
    return struct.pack(codes[kind], content) if kind in codes else string(content)


def made(entries=(), tensors=(), version=3, magic=b"GGUF"):
    parts = [magic, struct.pack("<IQQ", version, len(tensors), len(entries))]
    for key, kind, content in entries:
        parts += [string(key), struct.pack("<I", kind)]
        if kind == ARRAY:
            inner, items = content
            parts.append(struct.pack("<IQ", inner, len(items)))
            parts += [value(inner, item) for item in items]
        else:
            parts.append(value(kind, content))
    for name, shape in tensors:
        parts += [string(name), struct.pack("<I", len(shape))]
        parts += [struct.pack("<Q", size) for size in shape]
        parts.append(struct.pack("<IQ", 0, 0))
    return b"".join(parts)


ENTRIES = [
    ("general.architecture", STRING, "llama"),
    ("tokenizer.ggml.tokens", ARRAY, (STRING, ["a", "bc", ""])),
    ("tokenizer.ggml.scores", ARRAY, (F32, [0.0, 1.0])),
    ("general.flag", BOOL, True),
    ("llama.context_length", U32, 4096),
    ("llama.block_count", U32, 10),
    ("llama.embedding_length", U64, 512),
    ("llama.attention.head_count", U32, 8),
    ("llama.attention.head_count_kv", U32, 2),
    ("llama.rope.freq_base", F32, 10000.0),
]
WHOLE = made(ENTRIES, [("one", (512, 100)), ("two", (512,))])


def read(tmp_path, content):
    file = tmp_path / "model.gguf"
    file.write_bytes(content)
    return gguf.read(file)


@pytest.mark.parametrize("version", [2, 3])
def test_a_header_says_window_size_and_memory(tmp_path, version):
    header = read(tmp_path, made(ENTRIES, [("one", (512, 100)), ("two", (512,))], version))
    assert header == gguf.ModelHeader(
        architecture="llama",
        parameters=512 * 100 + 512,
        context_tokens=4096,
        memory_per_token=2 * 10 * 2 * (64 + 64),
    )


def test_what_a_header_does_not_say_is_none(tmp_path):
    header = read(tmp_path, made([("general.architecture", STRING, "new")]))
    assert header.context_tokens is None
    assert header.memory_per_token is None


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "ends early"),
        (b"GGUF", "ends early"),
        (b"not a model at all, but long enough", "does not begin"),
        (made(version=1), "version 1"),
        (made(version=1 << 24), "version"),
        (b"GGUF" + struct.pack("<IQQ", 3, 1 << 60, 0), "out of all bounds"),
        (made([("k", STRING, "v")])[:-1] + b"", "ends early"),
        (made() + b"", None),
        (b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + struct.pack("<Q", 1 << 62), "ends early"),
        (b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + string("k") + struct.pack("<I", 99), "type 99"),
        (
            b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + string("k") + struct.pack("<IIQ", 9, 9, 1),
            "array of arrays",
        ),
        (b"GGUF" + struct.pack("<IQQ", 3, 1, 0) + string("t") + struct.pack("<I", 99), "99 dim"),
    ],
)
def test_a_file_that_is_no_sound_model_is_refused_with_the_reason(tmp_path, content, why):
    if why is None:
        assert read(tmp_path, content).parameters == 0
        return
    with pytest.raises(ModelUnavailableError, match=why):
        read(tmp_path, content)


@given(st.integers(0, len(WHOLE) - 1))
def test_a_header_cut_anywhere_is_refused(tmp_path_factory, length):
    with pytest.raises(ModelUnavailableError, match="GGUF"):
        read(tmp_path_factory.mktemp("cut"), WHOLE[:length])


@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 255))
def test_a_damaged_header_is_read_or_refused_but_never_a_crash(tmp_path_factory, at, byte):
    damaged = WHOLE[:at] + bytes([byte]) + WHOLE[at + 1 :]
    try:
        header = read(tmp_path_factory.mktemp("damaged"), damaged)
    except ModelUnavailableError:
        return
    assert header.parameters >= 0


def test_a_missing_file_and_a_folder_are_clear_errors(tmp_path):
    with pytest.raises(ModelUnavailableError, match="no model file"):
        gguf.read(tmp_path / "none.gguf")
    with pytest.raises(ModelUnavailableError, match="cannot be read"):
        gguf.read(tmp_path)
