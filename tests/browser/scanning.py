"""Reads a QR code as printed, from the path of its SVG: what a pupil's tablet would open (ISO/IEC 18004, byte mode)."""

import re
from collections.abc import Iterator

import segno
from segno import consts

BLOCKS = {
    1: (1, 16),
    2: (1, 28),
    3: (1, 44),
    4: (2, 32),
    5: (2, 43),
    6: (4, 27),
}  # level M: blocks, their data bytes
QUIET = 2  # modules around
DATA = (consts.TYPE_DATA_DARK, consts.TYPE_DATA_LIGHT)


def scanned(path: str, side: int) -> str:
    """The text of the code whose black runs are ``path``, ``side`` modules wide, quiet zone counted. Mask 3."""
    size = side - 2 * QUIET
    dark = [[False] * size for _ in range(size)]
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path):
        for step in range(int(length)):
            dark[int(y) - QUIET][int(x) - QUIET + step] = True
    version = (size - 17) // 4
    bits = [dark[y][x] ^ ((x + y) % 3 == 0) for y, x in _data_modules(version)]
    count, length = BLOCKS[version]
    words = [
        sum(bit << (7 - n) for n, bit in enumerate(bits[i : i + 8])) for i in range(0, count * length * 8, 8)
    ]
    data = bytes(words[n * count + block] for block in range(count) for n in range(length))
    stream = int.from_bytes(data, "big")
    total = len(data) * 8
    assert stream >> (total - 4) == 4, "not in byte mode"
    said = (stream >> (total - 12)) & 0xFF
    return ((stream >> (total - 12 - 8 * said)) & ((1 << 8 * said) - 1)).to_bytes(said, "big").decode()


def _data_modules(version: int) -> Iterator[tuple[int, int]]:
    """Where data stands, in the order of reading: two columns at a time, up and down, from the right."""
    model = segno.make("0", version=version, error="m", micro=False, mask=3, boost_error=False)
    kinds = [list(row) for row in model.matrix_iter(border=0, verbose=True)]
    size, upwards = len(kinds), True
    kinds[8][size - 9] = DATA[0]  # segno's picture takes one module too many for the format
    for right in [*range(size - 1, 6, -2), 5, 3, 1]:
        for y in range(size - 1, -1, -1) if upwards else range(size):
            for x in (right, right - 1):
                if kinds[y][x] in DATA:
                    yield y, x
        upwards = not upwards
