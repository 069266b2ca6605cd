#!/usr/bin/env python3
"""The same bytes whatever the order of a compile database and the number of jobs.

usage: order_test.py BUILD [COMPILE_COMMANDS ROOT]    (default: testdata/demo)
"""
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
DEMO = os.path.join(HERE, "..", "testdata", "demo")


def demo_entries():
    include = os.path.join(HERE, "..", "runtime", "include")
    files = sorted(name for name in os.listdir(DEMO) if name.endswith(".c"))
    return [{"directory": DEMO, "file": name,
             "arguments": ["cc", "-pthread", "-I" + include, "-c", name]} for name in files]


def orders(entries):
    shuffled = entries[:]
    random.Random(1).shuffle(shuffled)
    return {"forth": entries, "back": entries[::-1], "shuffled": shuffled}


def check(linger, entries, root, jobs):
    with tempfile.TemporaryDirectory() as folder:
        database = os.path.join(folder, "compile_commands.json")
        with open(database, "w", encoding="utf-8") as file:
            json.dump(entries, file)
        done = subprocess.run([linger, "check", "--no-store", "--database", database, "--root", root,
                               "--confidence", "low", "--format", "json", "--jobs", str(jobs)],
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=600,
                              check=False)
    if done.returncode not in (1, 3) or not json.loads(done.stdout)["findings"]:
        sys.exit("order_test: exit status %d and no findings: nothing to compare" % done.returncode)
    return done.stdout


def main():
    if len(sys.argv) not in (2, 4):
        sys.exit(__doc__)
    linger = os.path.join(sys.argv[1], "linger")
    entries, root = demo_entries(), DEMO
    if len(sys.argv) == 4:
        with open(sys.argv[2], encoding="utf-8") as file:
            entries, root = json.load(file), sys.argv[3]
    first = None
    for (name, order), jobs in itertools.product(orders(entries).items(), (1, 2)):
        out = check(linger, order, root, jobs)
        first = first or out
        if out != first:
            sys.exit("order_test: other bytes for the order '%s' with %d jobs" % (name, jobs))
    print("%d files, 3 orders, 1 and 2 jobs: the same %d bytes" % (len(entries), len(first)))


if __name__ == "__main__":
    main()
