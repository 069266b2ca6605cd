#!/usr/bin/env python3
"""The runner itself: each kind of wrong answer must fail, each right one pass."""

import json
import os
import subprocess
import sys
import tempfile
import unittest

RUNNER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "expect.py")
FAKE = """#!/bin/sh
case "$*" in *"--confidence low"*) cat "$(dirname "$0")/low.json"; exit 0;; esac
cat "$(dirname "$0")/report.json"
exit "$(cat "$(dirname "$0")/status")"
"""


class Runner(unittest.TestCase):
    def run_on(self, source, findings, status=None, low=None):
        """source: the file's lines; findings: (rule, kind, line, confidence)."""
        with tempfile.TemporaryDirectory() as root:
            folder = os.path.join(root, "case")
            os.mkdir(folder)
            path = os.path.join(folder, "a.c")
            with open(path, "w", encoding="utf-8") as file:
                file.write("\n".join(source) + "\n")
            for name, items in (("report.json", findings), ("low.json", low or findings)):
                report = {"findings": [{"id": f"{r}/{k}" if k else r, "suppressed": False,
                                        "location": {"path": path, "line": n},
                                        "confidence": c, "message": "m"} for r, k, n, c in items]}
                with open(os.path.join(root, name), "w", encoding="utf-8") as file:
                    json.dump(report, file)
            with open(os.path.join(root, "status"), "w", encoding="utf-8") as file:
                file.write(str(bool(findings) + 0 if status is None else status))
            fake = os.path.join(root, "linger")
            with open(fake, "w", encoding="utf-8") as file:
                file.write(FAKE)
            os.chmod(fake, 0o755)
            done = subprocess.run([sys.executable, RUNNER, "--linger", fake, folder],
                                  capture_output=True, text=True, check=False)
            return done.returncode, done.stdout + done.stderr

    def passes(self, *arguments, **more):
        status, text = self.run_on(*arguments, **more)
        self.assertEqual(status, 0, text)

    def fails(self, words, *arguments, **more):
        status, text = self.run_on(*arguments, **more)
        self.assertEqual(status, 1, text)
        self.assertIn(words, text)

    def test_expected(self):
        self.passes(["int x; // expect: channel-leak"], [("channel-leak", "pipe", 1, "high")])
        self.passes(["int x; // expect: channel-leak/pipe, double-end"],
                    [("double-end", None, 1, "high"), ("channel-leak", "pipe", 1, "medium")])
        self.passes(["int y;", "// expect: thread-leak", "int x;"],
                    [("thread-leak", "thread", 3, "high")])

    def test_silent(self):
        self.passes(["int x;"], [])

    def test_missing(self):
        self.fails("a.c:1: missing channel-leak", ["int x; // expect: channel-leak"], [])
        self.fails("missing channel-leak/pipe", ["int x; // expect: channel-leak/pipe"],
                   [("channel-leak", "socket", 1, "high")])
        self.fails("missing channel-leak", ["int x; // expect: channel-leak, channel-leak"],
                   [("channel-leak", "pipe", 1, "high")])

    def test_extra(self):
        self.fails("a.c:1: extra channel-leak", ["int x;"], [("channel-leak", "pipe", 1, "high")])
        self.fails("extra", ["int x; // expect: channel-leak", "int y;"],
                   [("channel-leak", None, 1, "high"), ("channel-leak", None, 2, "high")])

    def test_low(self):
        low = [("channel-leak", "pipe", 1, "low")]
        self.passes(["int x; // expect-low: channel-leak"], [], low=low)
        self.fails("missing", ["int x; // expect-low: channel-leak"], [])
        self.fails("low confidence shown", ["int x; // expect-low: channel-leak"], low, status=0)

    def test_known_miss(self):
        line = ["int y;", "int x; // known-miss: channel-leak needs context"]
        self.passes(line, [])
        self.fails("now right: turn it into expect", line, [("channel-leak", "pipe", 2, "high")])
        whole = ["// known-miss: channel-leak no files", "int x; // expect: channel-leak"]
        self.passes(whole, [])
        self.fails("now right", whole, [("channel-leak", "pipe", 2, "high")])

    def test_known_false(self):
        line = ["int y;", "int x; // known-false: channel-leak blurred"]
        self.passes(line, [("channel-leak", "pipe", 2, "high")])
        self.fails("now right: delete the comment", line, [])

    def test_broken_run(self):
        self.fails("status 3", ["int x;"], [], status=3)
        self.fails("status 1, but findings: False", ["int x;"], [], status=1)
        self.fails("needs a rule and a reason", ["int y;", "int x; // known-miss: channel-leak"],
                   [])


if __name__ == "__main__":
    unittest.main()
