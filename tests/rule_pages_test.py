#!/usr/bin/env python3
"""The examples of the rule pages: each page has bad and good ones, all compile, linger reports the
rule in every bad one and nothing in any good one.

  rule_pages_test.py [LINGER]    without linger, only the compilers are asked
"""
import glob
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
COMPILERS = ["gcc", "clang-19"]


def examples(page):
    with open(page, encoding="utf-8") as stream:
        return re.findall(r"^```c (bad|good)\n(.*?)^```$", stream.read(), re.M | re.S)


def compile_errors(path, kind):
    # A compiler may see what is bad, too.
    strict = ["-Wall", "-Wextra", "-Werror"] if kind == "good" else []
    for compiler in COMPILERS:
        run = subprocess.run([compiler, "-std=gnu11", *strict, "-fsyntax-only", path],
                             capture_output=True, text=True)
        if run.returncode:
            yield f"{compiler}: {run.stderr}"


def linger_errors(linger, path, kind, rule):
    run = subprocess.run([linger, "check", "--no-store", "--color", "never", "--enable", rule,
                          path, "--", "-std=gnu11"], capture_output=True, text=True)
    found = set(re.findall(r"warning: .* \[([a-z-]+)(?:/[a-z-]+)?\]$", run.stdout, re.M))
    wanted = {rule} if kind == "bad" else set()
    if found != wanted or run.returncode != len(wanted):
        yield (f"linger found {sorted(found)}, wanted {sorted(wanted)}, "
               f"exit status {run.returncode}\n{run.stdout}{run.stderr}")


def main():
    linger = sys.argv[1] if len(sys.argv) > 1 else None
    failures = count = 0
    for page in sorted(glob.glob(os.path.join(ROOT, "rules", "docs", "*.md"))):
        rule = os.path.basename(page)[:-len(".md")]
        found = examples(page)
        errors = [] if {kind for kind, _ in found} == {"bad", "good"} else ["lacks bad or good"]
        for number, (kind, code) in enumerate(found):
            count += 1
            with tempfile.TemporaryDirectory() as folder:
                path = os.path.join(folder, f"{kind}{number}.c")
                with open(path, "w", encoding="utf-8") as stream:
                    stream.write(code)
                errors += compile_errors(path, kind)
                if linger:
                    errors += linger_errors(linger, path, kind, rule)
        failures += len(errors)
        for error in errors:
            print(f"FAILED: {rule}: {error}")
    print(f"{count} examples, {failures} failures")
    return 1 if failures or not count else 0


if __name__ == "__main__":
    sys.exit(main())
