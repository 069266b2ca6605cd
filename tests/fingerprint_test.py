#!/usr/bin/env python3
"""Fingerprints outlive edits: lines shifted, locals renamed, functions reordered.

    tests/fingerprint_test.py --linger BUILD/linger [--capture BUILD/linger-capture]
                              [--projects DIR] [FOLDER...]

Rewrites the folders of testdata/ (or, with --projects, the projects of bench/corpus that are in DIR)
three ways, with nothing but a tokenizer and the names of locals that `linger-capture --dump` tells. A
file that the compiler no longer accepts stays as it was. Each way, the findings must be the same: as
many of each rule, function and fingerprint. Exit status 77 when there is no project.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

import expect

TOKEN = re.compile(r"""/\*.*?\*/|//(?:\\\n|[^\n])*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'
                       |[A-Za-z_]\w*|\.?\d[\w.]*|->|\s+|.""", re.S | re.X)
PROJECTS = ("memcached", "redis", "curl")


def tokens_of(text):
    return TOKEN.findall(text)


def is_blank(token):
    return token.isspace() or token.startswith(("/*", "//"))


class Chunk:
    """A piece of a file at its top level."""

    def __init__(self, text, head, name, depth):
        self.text, self.head, self.name = text, head, name
        self.is_guarded = depth > 0 # inside #if


def head_name(head):
    """The function that the words before "{" define, or None."""
    words = [t for t in head if not is_blank(t)]
    if "(" not in words or "=" in words or words[0] in ("typedef", "enum") or words[-1] != ")":
        return None
    depth, at = 0, len(words)
    while at:
        at -= 1
        depth += (words[at] == ")") - (words[at] == "(")
        if not depth:
            break
    name = words[at - 1] if at else ""
    return name if re.match(r"[A-Za-z_]\w*$", name) and name != "__attribute__" else None


def directive_end(tokens, at):
    """The token after a preprocessor line that begins at `at`."""
    while at < len(tokens):
        token = tokens[at]
        if "\n" in token and not token.startswith(("/*", '"')):
            if not (at and tokens[at - 1] == "\\"):
                return at
        at += 1
    return at


def chunks_of(text):
    """Functions, and what is between them. None when braces do not match."""
    tokens, chunks = tokens_of(text), []
    start = at = braces = conditions = 0
    brace_at, fresh_line = None, True
    while at < len(tokens):
        token = tokens[at]
        if token == "#" and fresh_line:
            end = directive_end(tokens, at)
            word = next((t for t in tokens[at + 1:end] if not is_blank(t)), "")
            conditions += word in ("if", "ifdef", "ifndef")
            conditions -= word == "endif"
            at = end
            if not braces:
                chunks.append(Chunk("".join(tokens[start:at]), None, None, 0))
                start = at
            continue
        if "\n" in token and is_blank(token):
            fresh_line = True
        elif not is_blank(token):
            fresh_line = False
        if token == "{":
            brace_at = at if not braces else brace_at
            braces += 1
        elif token == "}":
            braces -= 1
        if braces < 0:
            return None
        if not braces and token in ("}", ";"):
            head = tokens[start:brace_at] if token == "}" else []
            name = head_name(head) if token == "}" and any(not is_blank(t) for t in head) else None
            if name or token == ";":
                chunks.append(Chunk("".join(tokens[start:at + 1]), "".join(head), name,
                                    conditions))
                start, brace_at = at + 1, None
        at += 1
    chunks.append(Chunk("".join(tokens[start:]), None, None, 0))
    return None if braces else chunks


def shift(text, _locals):
    chunks = chunks_of(text)
    if chunks is None:
        return "\n\n/* one line\n * and another */\n\n" + text
    return "/* shifted */\n\n\n" + "".join("\n" + c.text if c.name else c.text for c in chunks)


def declaration(head):
    """The head of a definition, without what is before it, as a declaration."""
    words = [t for t in tokens_of(head) if not t.startswith(("/*", "//"))]
    return "".join(words).strip() + ";\n"


def reorder(text, _locals):
    chunks = chunks_of(text)
    if chunks is None:
        return None
    moved = [c for c in chunks if c.name and not c.is_guarded]
    if len(moved) < 2:
        return None
    stay = "".join("\n" + declaration(c.head) if c in moved else c.text for c in chunks)
    return stay + "\n" + "\n".join(c.text for c in reversed(moved)) + "\n"


def rename_in(chunk, names):
    tokens = tokens_of(chunk.text)
    words = [i for i, t in enumerate(tokens) if not is_blank(t)]
    called = {tokens[words[k]] for k in range(len(words) - 1) if tokens[words[k + 1]] == "("}
    for k, i in enumerate(words):
        before = tokens[words[k - 1]] if k else ""
        if tokens[i] in names and tokens[i] not in called and before not in (".", "->", "goto"):
            tokens[i] = "zz_" + tokens[i][::-1]
    return "".join(tokens)


def rename(text, known):
    chunks = chunks_of(text)
    if chunks is None:
        return None
    return "".join(rename_in(c, known.get(c.name, ())) if c.name else c.text for c in chunks)


WAYS = {"lines shifted": shift, "locals renamed": rename, "functions reordered": reorder}


def locals_of(capture, command, directory):
    """The names of parameters and locals by function, from the text of the IR."""
    done = subprocess.run([capture, "--dump", "--", *command], cwd=directory, capture_output=True,
                          text=True, errors="replace", check=False)
    known, current = collections.defaultdict(set), None
    for line in done.stdout.splitlines():
        head = re.match(r"(\w+)\((.*)\) -> ", line)
        if head:
            current = known[head[1]]
            current.update(re.findall(r"(?:^|, )([A-Za-z_]\w*): ", head[2]))
        declare = re.match(r"\tdeclare ([A-Za-z_]\w*)$", line)
        if declare and current is not None:
            current.add(declare[1])
    return known


def accepts(command, directory):
    words = [w for w in command if w not in ("-c", "-S", "-E") and not w.startswith("-Werror")]
    if "-o" in words:
        at = words.index("-o")
        del words[at:at + 2]
    return subprocess.run([*words, "-w", "-fsyntax-only"], cwd=directory, capture_output=True,
                          check=False).returncode == 0


def command_of(entry):
    return entry.get("arguments") or shlex.split(entry["command"])


def rewrite(path, entries, way, capture):
    """True when the file was changed and still compiles, by every command that compiles it."""
    entry = entries[0]
    with open(path, encoding="utf-8", errors="surrogateescape") as file:
        old = file.read()
    known = locals_of(capture, command_of(entry), entry["directory"]) if way is rename else None
    new = way(old, known)
    if not new or new == old:
        return False
    with open(path, "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write(new)
    if all(accepts(command_of(e), e["directory"]) for e in entries):
        return True
    with open(path, "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write(old)
    return False


def findings_of(linger, database, more):
    done = subprocess.run([linger, "check", "-p", database, "--no-store", "--all-tests", "--audit",
                           "--quiet", "--format", "json", *more], cwd=database,
                          capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1, 3):
        raise RuntimeError(f"linger ended with status {done.returncode}: {done.stderr[-500:]}")
    found = collections.Counter((f["id"], f["function"], f["fingerprint"])
                                for f in json.loads(done.stdout)["findings"])
    return found


def entries_of(database):
    with open(os.path.join(database, "compile_commands.json"), encoding="utf-8") as file:
        return json.load(file)


def compare(name, way, before, after, changed):
    lost, new = before - after, after - before
    print(f"{name}: {way}: {sum(before.values())} findings, {changed} files changed, "
          f"{sum(lost.values())} fingerprints changed")
    for item in sorted(lost)[:8]:
        print(f"  lost {item[0]} in {item[1]}")
    for item in sorted(new)[:8]:
        print(f"  new  {item[0]} in {item[1]}")
    return not lost and not new


def check_tree(name, tree, prepare, options, more):
    """`prepare(copy)` gives the folder of the copy's database."""
    good, changed_any = True, 0
    for way, change in WAYS.items():
        with tempfile.TemporaryDirectory(prefix="linger-fingerprint-") as scratch:
            copy = os.path.join(scratch, os.path.basename(tree))
            shutil.copytree(tree, copy, symlinks=True,
                            ignore=shutil.ignore_patterns("*.o", "*.lo", "*.a", ".git", ".libs"))
            database = prepare(copy, scratch)
            before = findings_of(options.linger, database, more)
            files = collections.defaultdict(list)
            for entry in entries_of(database):
                path = os.path.realpath(os.path.join(entry["directory"], entry["file"]))
                if path.startswith(os.path.realpath(copy) + os.sep):
                    files[path].append(entry)
            changed = sum(rewrite(path, files[path], change, options.capture)
                          for path in sorted(files))
            changed_any += changed
            after = findings_of(options.linger, database, more)
            good &= compare(name, way, before, after, changed)
    return good, changed_any


def check_folder(folder, options):
    def prepare(copy, scratch):
        database = os.path.join(scratch, "database")
        os.mkdir(database)
        expect.write_database(copy, database)
        return database
    return check_tree(os.path.relpath(folder, expect.ROOT), folder, prepare, options,
                      expect.folder_words(folder, "options"))


def check_project(name, tree, options):
    def prepare(copy, _scratch):
        path = os.path.join(copy, "compile_commands.json")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace(os.path.realpath(tree), copy).replace(tree, copy))
        return copy
    return check_tree(name, tree, prepare, options, [])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--linger", required=True)
    parser.add_argument("--capture")
    parser.add_argument("--projects")
    parser.add_argument("folders", nargs="*")
    options = parser.parse_args()
    options.linger = os.path.abspath(options.linger)
    options.capture = os.path.abspath(options.capture or options.linger + "-capture")
    if options.projects:
        jobs = [(check_project, (n, os.path.join(options.projects, n))) for n in PROJECTS
                if os.path.exists(os.path.join(options.projects, n, "compile_commands.json"))]
        if not jobs:
            return 77
    else:
        jobs = [(check_folder, (f,)) for f in expect.find_folders(options.folders)
                if expect.sources(f)]
    good, changed = True, 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for result in [pool.submit(job, *arguments, options) for job, arguments in jobs]:
            same, files = result.result()
            good &= same
            changed += files
    print(f"{changed} files rewritten")
    return 0 if good and changed else 1


if __name__ == "__main__":
    sys.exit(main())
