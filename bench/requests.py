"""What a page, a text sent, a verdict and a look for news cost, as ratios of bare Django's in the same run.

``./run bench requests``. Both sides take turns, round after round; a figure is the median of the rounds.
cpuX = the floor's CPU ÷ ours (higher is better); × = ours ÷ the floor's (lower is better).
"""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROUNDS, TIMES = 9, 40
# name: (our request, the floor's, what PERFORMANCE asks: a ratio of CPU, ours ÷ floor's, at most)
PROMISES = {
    "timeline, warm": ("timeline", "page", 2.0),
    "timeline, cards' cache empty": ("cold", "page", 4.0),
    "submit": ("submit", "row", 4.0),
    "decision": ("decision", "row", 4.0),
    "nothing new": ("news", "page", 1.0),
}


class Worker:
    def __init__(self, which: str, folder: str) -> None:
        env = {k: v for k, v in os.environ.items() if not k.startswith("ARDOISE_")}
        env |= {"ARDOISE_DATA": folder, "ARDOISE_SECRET": "bench", "ARDOISE_HOSTS": "localhost"}
        env |= {"ARDOISE_LOG_LEVEL": "ERROR", "ARDOISE_SECOND_FACTOR": "false"}
        pipe = subprocess.PIPE
        command = [sys.executable, "-m", "bench.worker", which]
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=env, cwd=ROOT)
        assert self.process.stdin
        assert self.process.stdout
        self.asks, self.answers = self.process.stdin, self.process.stdout

    def cpu(self, request: str, times: int) -> float:
        """CPU milliseconds of one request, over ``times`` of them."""
        self.asks.write(f"{request} {times}\n")
        self.asks.flush()
        return float(self.answers.readline()) * 1000 / times


def measure(rounds: int = ROUNDS, times: int = TIMES) -> dict[str, tuple[float, float, float]]:
    """{promise: (our CPU ms, the floor's, the median of their ratios)}"""
    with tempfile.TemporaryDirectory() as folder:
        ours, floor = Worker("ardoise", folder), Worker("floor", folder)
        found = {}
        for name, (request, base, _most) in PROMISES.items():
            ours.cpu(request, 5), floor.cpu(base, 5)
            pairs = [(ours.cpu(request, times), floor.cpu(base, times)) for _ in range(rounds)]
            mine, bare = (statistics.median(side) for side in zip(*pairs, strict=True))
            found[name] = (mine, bare, statistics.median(m / b for m, b in pairs))
        for worker in (ours, floor):
            worker.asks.close()
            worker.process.wait()
    return found


def main() -> int:
    print(f"{'request':32}{'ours':>9}{'floor':>9}{'×':>7}{'cpuX':>7}   must be")
    failed = 0
    for name, (mine, bare, ratio) in measure().items():
        most = PROMISES[name][2]
        failed += ratio > most
        verdict = f"× ≤ {most:g}" + ("" if ratio <= most else "   MISSED")
        print(f"{name:32}{mine:6.2f} ms{bare:6.2f} ms{ratio:7.2f}{1 / ratio:7.2f}   {verdict}")
    return failed


if __name__ == "__main__":
    sys.exit(main())
