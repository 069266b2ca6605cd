#!/usr/bin/env python3
"""The output that README.md shows is what ./do check prints on the demo, line by line; "..." stands for
lines left out.

    tests/readme_test.py LINGER
"""
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SECONDS = re.compile(r"in [\d.]+ s")


def check_demo(linger):
    """The lines that linger prints about the demo."""
    demo = os.path.join(ROOT, "testdata", "demo")
    with tempfile.TemporaryDirectory() as build:
        subprocess.run(["cmake", "-S", demo, "-B", build, "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON"],
                       check=True, capture_output=True)
        run = subprocess.run([linger, "check", "--no-store", "-p", build], cwd=demo, text=True,
                             capture_output=True, check=False)
    return [SECONDS.sub("", line) for line in run.stdout.splitlines()]


def main():
    with open(os.path.join(ROOT, "README.md"), encoding="utf-8") as stream:
        shown = stream.read().split("```")[1].strip("\n").splitlines()
    real, at, wrong = check_demo(sys.argv[1]), 0, []
    for line in (SECONDS.sub("", line) for line in shown if line != "..."):
        if line in real[at:]:
            at = real.index(line, at) + 1
        else:
            wrong.append(line)
    if wrong or len(shown) < 10:
        print("README.md shows lines that ./do check does not print, in this order:", *wrong,
              sep="\n")
        print("it prints:", *real, sep="\n")
    sys.exit(1 if wrong or len(shown) < 10 else 0)


main()
