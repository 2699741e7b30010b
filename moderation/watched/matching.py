"""Looking for a thousand words at once, in one walk along the text: what they look like never makes it longer.

Each sign of each word is one bit of a large integer, and reading a letter of the text moves all the bits together
(Baeza-Yates and Gonnet 1992, the « shift-and »; a `*` keeps its bit through the letters of a word). No expression of
somebody else's is ever compiled, and nothing is tried twice.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence


class Words:
    """Watched words made ready, as ``asked`` gives them."""

    def __init__(self, lines: Sequence[str]) -> None:
        places: dict[str, list[int]] = defaultdict(list)
        begins, anywhere, loops, ends = [], [], [], []
        self.lengths = [line.count(" ") for line in lines]
        self._owner: dict[int, int] = {}
        bit = 0
        for number, line in enumerate(lines):
            begins.append(bit)
            if line[0] == "*":
                anywhere.append(bit)
            for place, sign in enumerate(line):
                if sign != "*":
                    places[sign].append(bit)
                    bit += 1
                elif place:
                    loops.append(bit - 1)
            ends.append(bit - 1)
            self._owner[bit - 1] = number
        self._signs = {sign: _integer(bits) for sign, bits in places.items()}
        self._begins, self._anywhere = _integer(begins), _integer(anywhere)
        self._loops, self._ends = _integer(loops), _integer(ends)

    def ends(self, line: str, most: int) -> Iterator[tuple[int, int]]:
        """(number of a watched word, number of the word of the line that it ends with), ``most`` times for each."""
        signs, loops, anywhere, ends = self._signs, self._loops, self._anywhere, self._ends
        state, start, word, told = 0, self._begins, 0, Counter[int]()
        for sign in line:
            moved = (state << 1 | start) & signs.get(sign, 0)
            if sign != " ":
                state, start = moved | state & loops, anywhere
                continue
            found = moved & ends
            state, start = moved ^ (moved & self._ends), self._begins
            while found:
                last = found.bit_length() - 1
                found ^= 1 << last
                number = self._owner[last]
                yield number, word
                told[number] += 1
                if told[number] == most:
                    ends ^= 1 << last
            word += 1


def _integer(bits: Iterable[int]) -> int:
    bits = list(bits)
    held = bytearray(max(bits, default=0) // 8 + 1)
    for bit in bits:
        held[bit >> 3] |= 1 << (bit & 7)
    return int.from_bytes(held, "little")
