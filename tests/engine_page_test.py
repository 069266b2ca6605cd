#!/usr/bin/env python3
"""The example of docs/engine.md: each command is run on the source of the page, and what linger prints
must be what the page shows.

    tests/engine_page_test.py --linger BUILD/linger
"""
import argparse
import os
import re
import shlex
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PAGE = os.path.join(ROOT, "docs", "engine.md")
SOURCE = re.compile(r"^```c (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^```text\n\$ linger ([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TIMED = re.compile(r"^\d+ of \d+ files? analysed.*\n", re.MULTILINE)
FEWEST_COMMANDS = 4


def run(linger, arguments, folder):
    done = subprocess.run([linger, *shlex.split(arguments)], cwd=folder, text=True, timeout=60,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"linger {arguments}: status {done.returncode}: {done.stderr}")
    return TIMED.sub("", done.stdout.replace(ROOT + "/", ""))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--linger", required=True)
    linger = os.path.abspath(parser.parse_args().linger)
    with open(PAGE, encoding="utf-8") as page:
        text = page.read()
    commands = COMMAND.findall(text)
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, source in SOURCE.findall(text):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
                out.write(source)
        for arguments, shown in commands:
            printed = run(linger, arguments, folder)
            if printed != shown:
                wrong += 1
                print(f"docs/engine.md: linger {arguments} prints now:\n{printed}")
    print(f"{len(commands)} commands, {wrong} changed")
    sys.exit(1 if wrong or len(commands) < FEWEST_COMMANDS else 0)


main()
