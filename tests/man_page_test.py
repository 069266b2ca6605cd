#!/usr/bin/env python3
"""The manual page against the program: every command and long option that a --help names is in the
page, and the page names no other.

  man_page_test.py LINGER
"""
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def help_of(linger, *arguments):
    run = subprocess.run([linger, *arguments, "--help"], capture_output=True, text=True, check=True)
    return run.stdout


def main():
    linger = sys.argv[1]
    with open(os.path.join(ROOT, "docs", "man", "linger.1"), encoding="utf-8") as stream:
        page = stream.read()
    overview = help_of(linger)
    commands = re.findall(r"^  ([a-z]+) ", overview, re.M)
    options = {"--help", "--version"}
    for command in commands:
        options.update(re.findall(r"(?<![\w-])--[a-z][a-z-]+", help_of(linger, command)))
    paged_commands = set(re.findall(r"^\.It Cm ([a-z]+)$", page, re.M))
    paged_options = {"-" + name for name in re.findall(r"\bFl (-[a-z][a-z-]+)", page)}
    wrong = []
    if len(commands) < 2:
        wrong.append(f"no commands in: {overview}")
    wrong += [f"command {name} is not in the page" for name in set(commands) - paged_commands]
    wrong += [f"there is no command {name}" for name in paged_commands - set(commands)]
    wrong += [f"option {name} is not in the page" for name in options - paged_options]
    wrong += [f"there is no option {name}" for name in paged_options - options]
    print("\n".join(sorted(wrong)) or f"{len(commands)} commands, {len(options)} options")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
