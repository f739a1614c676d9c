#!/usr/bin/env python3
"""Does the time of a refused sign-in tell whether there is an account?

    bench/sign-in-times.py http://127.0.0.1:7717 owner@example.com 200

Asks in turn, with a wrong password, for the known address and for unknown ones, and compares the times: medians, and the
chance that a time of the one is longer than one of the other (0.5: nothing to learn; Mann-Whitney U / n*m) with its z score.
The account locks after ten misses, so locked is measured along. Waits out the bound of 60 tries a minute.
"""

import json
import math
import statistics
import sys
import time
import urllib.error
import urllib.request


def ask(url: str, email: str) -> float:
    while True:
        body = json.dumps({"email": email, "password": "not-the-password"}).encode()
        request = urllib.request.Request(url + "/api/session", body, {"Content-Type": "application/json"})
        start = time.perf_counter()
        try:
            urllib.request.urlopen(request).read()
            sys.exit("signed in?")
        except urllib.error.HTTPError as error:
            error.read()
            took = (time.perf_counter() - start) * 1000
            if error.code == 401:
                return took
            time.sleep(int(error.headers.get("Retry-After", "5")))


def main() -> None:
    url, known, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
    ask(url, "warm-up@example.com")
    here, nobody = [], []
    for i in range(rounds):
        pair = [(here, known), (nobody, f"u{i}-{known}")]
        for times, email in pair if i % 2 else reversed(pair):
            times.append(ask(url, email))
    wins = sum((a > b) + 0.5 * (a == b) for a in here for b in nobody)
    n = len(here)
    z = (wins - n * n / 2) / math.sqrt(n * n * (2 * n + 1) / 12)
    print(f"known:   median {statistics.median(here):.1f} ms of {n}")
    print(f"unknown: median {statistics.median(nobody):.1f} ms of {n}")
    print(f"chance that known takes longer: {wins / n / n:.3f} (z = {z:+.2f})")


main()
