"""The states that a text can be in, and how far one is from another: walks find their way with it."""

MOVES = "submit withdraw revise discard publish correct send_back undo take_down restore".split()
STATES = [(s, shown) for s in ("draft", "pending", "returned") for shown in (False, True)]
STATES += [("published", True), ("removed", False), ("gone", False)]
# What a state may become, to find the way from one to another.
NEXT = {
    ("draft", False): [("pending", False), ("gone", False), ("removed", False)],
    ("draft", True): [("pending", True), ("published", True), ("draft", False)],
    ("pending", False): [("draft", False), ("published", True), ("returned", False)],
    ("pending", True): [("draft", True), ("published", True), ("returned", True), ("pending", False)],
    ("returned", False): [("pending", False), ("gone", False)],
    ("returned", True): [("pending", True), ("published", True), ("returned", False)],
    ("published", True): [("draft", True), ("removed", False), ("pending", False)],
    ("removed", False): [("draft", False), ("published", True)],
    ("gone", False): [],
}


def distances(start: tuple[str, bool]) -> dict[tuple[str, bool], int]:
    """{state: moves from ``start``}"""
    found, edge = {start: 0}, [start]
    while edge:
        edge = [after for state in edge for after in NEXT[state] if after not in found]
        found |= dict.fromkeys(edge, max(found.values()) + 1)
    return found


DISTANCE = {state: distances(state) for state in STATES}
