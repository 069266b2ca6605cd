#!/usr/bin/env python3
"""Runs linger on the folders of testdata/ and compares its findings with the comments in them.

The notation (expect, expect-low, known-miss, known-false) is described in docs/testing.md.
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

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
KINDS = ("micro", "rules", "engine", "traps", "models", "demo")
DIRECTIVE = re.compile(r"(?://|/\*)\s*(expect-low|expect|known-miss|known-false):\s*(.*?)\s*(?:\*/\s*)?$")
COMMENT_LINE = re.compile(r"^\s*(//|/\*|\*|$)")
TIMEOUT_SECONDS = 120

# file is True when the directive stands above all code and so speaks of the whole file.
Directive = collections.namedtuple("Directive", "name rule reason line file")
Finding = collections.namedtuple("Finding", "rule confidence message")


class MalformedTest(Exception):
    pass


def read_directives(path):
    """The directives of one source file. One alone on its line speaks of the next line of code."""
    directives = []
    with open(path, encoding="utf-8") as source:
        lines = source.read().splitlines()
    seen_code = False
    for number, text in enumerate(lines, 1):
        alone = bool(COMMENT_LINE.match(text))
        match = DIRECTIVE.search(text)
        if match:
            name, rest = match.groups()
            target = number
            whole_file = alone and not seen_code and name.startswith("known")
            if alone and not whole_file:
                target = next((n for n in range(number + 1, len(lines) + 1)
                               if not COMMENT_LINE.match(lines[n - 1])), None)
                if target is None:
                    raise MalformedTest(f"{path}:{number}: no line of code follows")
            for rule, reason in split_rules(name, rest, f"{path}:{number}"):
                directives.append(Directive(name, rule, reason, target, whole_file))
        seen_code = seen_code or not alone
    return directives


def split_rules(name, rest, where):
    if name.startswith("known"):
        rule, _, reason = rest.partition(" ")
        if not reason:
            raise MalformedTest(f"{where}: {name} needs a rule and a reason")
        return [(rule, reason)]
    rules = [rule.strip() for rule in rest.split(",")]
    for rule in rules:
        if not re.fullmatch(r"[a-z-]+(/[a-z-]+)?", rule):
            raise MalformedTest(f"{where}: '{rule}' is no rule id")
    return [(rule, "") for rule in rules]


def rule_matches(wanted, found):
    """'channel-leak' accepts every kind; 'channel-leak/pipe' that kind alone."""
    return wanted == found or ("/" not in wanted and wanted == found.split("/")[0])


def take(findings, line, rule, low):
    """Removes and returns a finding at the line that matches, or None."""
    for finding in findings.get(line, []):
        if rule_matches(rule, finding.rule) and (finding.confidence == "low") == low:
            findings[line].remove(finding)
            return finding
    return None


class FileResult:
    def __init__(self, path):
        self.path = path
        self.found = self.missed = self.extra = self.known_miss = self.known_false = 0
        self.failures = []  # lines to print
        self.known = []

    def fail(self, line, text):
        self.failures.append(f"{os.path.relpath(self.path, ROOT)}:{line}: {text}")

    def tolerate(self, line, text):
        self.known.append(f"{os.path.relpath(self.path, ROOT)}:{line}: {text}")


def file_wide(directives, name, rule):
    return next((d for d in directives if d.file and d.name == name
                 and (rule_matches(d.rule, rule) or rule_matches(rule, d.rule))), None)


def compare(path, directives, findings):
    """`findings`: line -> list of Finding of this file; consumed."""
    result = FileResult(path)
    used = set()
    # The most exact first, so that 'channel-leak' does not take what 'channel-leak/pipe' needs.
    for d in sorted(directives, key=lambda d: "/" not in d.rule):
        if d.file:
            continue
        if d.name in ("expect", "expect-low"):
            compare_expected(result, d, directives, findings, used)
        elif d.name == "known-miss":
            if take(findings, d.line, d.rule, False):
                result.fail(d.line, f"known-miss {d.rule} is now right: turn it into expect")
            else:
                result.known_miss += 1
                result.tolerate(d.line, f"known miss {d.rule}: {d.reason}")
        elif take(findings, d.line, d.rule, False):
            result.known_false += 1
            result.tolerate(d.line, f"known false {d.rule}: {d.reason}")
        else:
            result.fail(d.line, f"known-false {d.rule} is now right: delete the comment")
    compare_extra(result, directives, findings, used)
    for d in directives:
        if d.file and d not in used:
            action = "delete the comment" if d.name == "known-false" else "turn it into expect"
            result.fail(1, f"{d.name} {d.rule} for the whole file is now right: {action}")
    return result


def compare_expected(result, d, directives, findings, used):
    low = d.name == "expect-low"
    if take(findings, d.line, d.rule, low):
        result.found += 1
        return
    excuse = file_wide(directives, "known-miss", d.rule)
    if excuse:
        used.add(excuse)
        result.known_miss += 1
        result.tolerate(d.line, f"known miss {d.rule}: {excuse.reason}")
        return
    result.missed += 1
    other = take(findings, d.line, d.rule, not low)
    note = f" (reported, but at {other.confidence} confidence)" if other else ""
    result.fail(d.line, f"missing {d.rule}{' at low confidence' if low else ''}{note}")


def compare_extra(result, directives, findings, used):
    for line, left in sorted(findings.items()):
        for finding in left:
            if finding.confidence == "low":
                continue
            excuse = file_wide(directives, "known-false", finding.rule)
            if excuse:
                used.add(excuse)
                result.known_false += 1
                result.tolerate(line, f"known false {finding.rule}: {excuse.reason}")
            else:
                result.extra += 1
                result.fail(line, f"extra {finding.rule}: {finding.message}")


def package_flags(match):
    """What pkg-config says of @PACKAGE:name@: where the headers are differs by architecture."""
    done = subprocess.run(["pkg-config", "--cflags", match.group(1)], capture_output=True,
                          text=True, check=False)
    if done.returncode:
        raise MalformedTest(f"pkg-config {match.group(1)}: {done.stderr.strip()}")
    return done.stdout.strip()


def folder_words(folder, name):
    path = os.path.join(folder, name)
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as words:
        text = words.read().replace("@ROOT@", ROOT).replace("@FOLDER@", folder)
    return shlex.split(re.sub("@PACKAGE:([^@]+)@", package_flags, text), comments=True)


def sources(folder):
    return sorted(os.path.join(folder, f) for f in os.listdir(folder) if f.endswith(".c"))


def headers(folder):
    return sorted(os.path.join(folder, f) for f in os.listdir(folder) if f.endswith(".h"))


def read_targets(folder):
    """The targets of the folder's build, by source file; one line a target: `server: main.c log.c`."""
    targets = collections.defaultdict(list)
    path = os.path.join(folder, "targets")
    if not os.path.exists(path):
        return targets
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            target, _, files = line.split("#")[0].partition(":")
            for file in files.split():
                targets[file].append(target.strip())
    unknown = set(targets) - {os.path.basename(source) for source in sources(folder)}
    if unknown:
        raise MalformedTest(f"{path}: no file {', '.join(sorted(unknown))}")
    return targets


def write_database(folder, out):
    flags, targets, entries = folder_words(folder, "flags"), read_targets(folder), []
    for source in sources(folder):
        name = os.path.basename(source)
        for target in targets[name] or [None]:
            entry = {"directory": folder, "file": source,
                     "arguments": ["cc", "-c", *flags, source]}
            if target:
                entry["output"] = f"{out}/CMakeFiles/{target}.dir/{name}.o"
            entries.append(entry)
    with open(os.path.join(out, "compile_commands.json"), "w", encoding="utf-8") as database:
        json.dump(entries, database, indent=1)


def run_linger(linger, database, folder, more):
    """The findings by absolute path and line."""
    command = [linger, "check", "-p", database, "--no-store", "--all-tests", "--jobs", "1",
               "--format", "json", *folder_words(folder, "options"), *more]
    done = subprocess.run(command, cwd=database, capture_output=True, text=True,
                          timeout=TIMEOUT_SECONDS, check=False)
    talk = done.stderr.strip()[-2000:]
    if done.returncode not in (0, 1):
        raise MalformedTest(f"linger ended with status {done.returncode}: {talk}")
    try:
        report = json.loads(done.stdout)
    except ValueError as error:
        raise MalformedTest(f"the output is not JSON ({error}): {done.stdout[:300]} {talk}")
    findings = collections.defaultdict(lambda: collections.defaultdict(list))
    for item in report["findings"]:
        if item["suppressed"]:
            continue
        place = item["location"]
        path = os.path.realpath(os.path.join(report.get("root") or database, place["path"]))
        finding = Finding(item["id"], item["confidence"], item["message"])
        findings[path][place["line"]].append(finding)
    shown = any(f.confidence != "low" for lines in findings.values()
                for line in lines.values() for f in line)
    if not more and shown != (done.returncode == 1):
        raise MalformedTest(f"status {done.returncode}, but findings: {shown}")
    return findings


def merge_low(findings, with_low):
    for path, lines in with_low.items():
        for line, items in lines.items():
            findings[path][line] += [f for f in items if f.confidence == "low"]


def run_folder(folder, options):
    directives = {path: read_directives(path) for path in sources(folder) + headers(folder)}
    database = tempfile.mkdtemp(prefix="linger-expect-")
    try:
        write_database(folder, database)
        findings = run_linger(options.linger, database, folder, [])
        for path, lines in findings.items():
            for line, items in lines.items():
                if any(f.confidence == "low" for f in items):
                    raise MalformedTest(f"{path}:{line}: low confidence shown by default")
        if any(d.name == "expect-low" for ds in directives.values() for d in ds):
            low = run_linger(options.linger, database, folder, shlex.split(options.low))
            merge_low(findings, low)
    finally:
        shutil.rmtree(database)
    results = [compare(path, directives[path], findings.pop(os.path.realpath(path), {}))
               for path in directives]
    for path, lines in sorted(findings.items()):
        result = FileResult(path)
        compare_extra(result, [], lines, set())
        results.append(result)
    return results


def find_folders(arguments):
    starts = [os.path.abspath(a) for a in arguments] or \
        [os.path.join(ROOT, "testdata", kind) for kind in KINDS]
    folders = []
    for start in starts:
        for folder, below, _ in os.walk(start):
            below.sort()
            if sources(folder):
                folders.append(folder)
    return folders


def compile_all(folders):
    """Every test file must be C that compilers accept. The number of files that are not."""
    failed = 0
    for folder in folders:
        flags = folder_words(folder, "flags")
        for source in sources(folder):
            for compiler in ("gcc", "clang-19"):
                done = subprocess.run([compiler, "-Wall", "-fsyntax-only", *flags, source],
                                      capture_output=True, text=True, check=False)
                if done.returncode or done.stderr:
                    print(f"{compiler}: {done.stderr.strip()}")
                failed += done.returncode != 0
    return failed


def print_table(rows):
    width = max([len(row[0]) for row in rows] + [6])
    print(f"{'folder':<{width}} {'files':>6}{'found':>7}{'missed':>7}{'extra':>6}"
          f"{'known miss':>12}{'known false':>12}")
    for row in rows:
        print(f"{row[0]:<{width}} {row[1]:>6}{row[2]:>7}{row[3]:>7}{row[4]:>6}"
              f"{row[5]:>12}{row[6]:>12}")


def run_all(folders, options):
    rows, failures, known, passed, failed = [], [], [], 0, 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        runs = [(folder, pool.submit(run_folder, folder, options)) for folder in folders]
        for folder, run in runs:
            name = os.path.relpath(folder, ROOT)
            try:
                results = run.result()
            except (MalformedTest, subprocess.TimeoutExpired, KeyError, OSError) as error:
                failures.append(f"{name}: {type(error).__name__}: {error}")
                failed += 1
                rows.append((name, len(sources(folder)), "-", "-", "-", "-", "-"))
                continue
            rows.append((name, len(results), *(sum(getattr(r, field) for r in results) for field in
                         ("found", "missed", "extra", "known_miss", "known_false"))))
            for result in results:
                failures += result.failures
                known += result.known
                passed += not result.failures
                failed += bool(result.failures)
    print_table(rows)
    for line in known if options.verbose else []:
        print(line)
    print(f"{sum('known miss' in k for k in known)} known misses, "
          f"{sum('known false' in k for k in known)} known false (shown with -v)")
    for line in failures:
        print(line)
    print(f"{passed} passed, {failed} failed")
    return failed


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--linger", help="the program to test")
    parser.add_argument("--low", default="--confidence low",
                        help="the option that shows findings of low confidence")
    parser.add_argument("--compile", action="store_true",
                        help="only check that gcc and clang accept the files")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("-v", "--verbose", action="store_true", help="list the known wrongs")
    parser.add_argument("folders", nargs="*", help="default: all of testdata/")
    options = parser.parse_args()
    folders = find_folders(options.folders)
    if not folders:
        parser.error("no folder with .c files")
    if options.compile:
        return 1 if compile_all(folders) else 0
    if not options.linger:
        parser.error("--linger PROGRAM is needed")
    options.linger = os.path.abspath(options.linger)
    return 1 if run_all(folders, options) else 0


if __name__ == "__main__":
    sys.exit(main())
