"""The files that the checks in this folder read."""
import os
import re
import subprocess
import sys

FOLDERS = ("base", "analyzer", "rules", "reports", "runtime", "tests", "bench")
MODELS = os.path.join("rules", "models")  # declarations that are read by linger, not compiled in


def root_of(arguments):
    """The tree to check: the first argument, else the one this script is in."""
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    return arguments[1] if len(arguments) > 1 else here


def c_files(root, suffixes=(".c", ".h")):
    """Paths below root of our own C files, sorted; without the models."""
    found = []
    for folder in FOLDERS:
        for parent, _, names in os.walk(os.path.join(root, folder)):
            parent = os.path.relpath(parent, root)
            if parent.startswith(MODELS):
                continue
            found += [os.path.join(parent, name) for name in names if name.endswith(suffixes)]
    return sorted(found)


def all_files(root):
    """Paths below root of everything committed or about to be, sorted."""
    listing = subprocess.run(
        ["git", "-C", root, "ls-files", "-co", "--exclude-standard"], capture_output=True,
        text=True, check=False)
    if listing.returncode == 0:
        return sorted(path for path in listing.stdout.splitlines()
                      if os.path.isfile(os.path.join(root, path)))
    return sorted(os.path.relpath(os.path.join(parent, name), root)
                  for parent, _, names in os.walk(root) for name in names)


def read(root, path):
    with open(os.path.join(root, path), encoding="utf-8", errors="replace") as stream:
        return stream.read()


TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)


def code_only(text):
    """The text with comments and literals blanked, lines kept."""
    return TOKEN.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)


def finish(name, problems, summary):
    """Prints the problems, or the summary when there are none; ends the script."""
    for problem in problems:
        print(problem)
    print(f"{name}: {len(problems)} problems" if problems else f"{name}: {summary}")
    sys.exit(1 if problems else 0)
