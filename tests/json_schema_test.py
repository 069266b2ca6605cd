#!/usr/bin/env python3
"""The JSON report against reports/linger.schema.json: first that the schema refuses broken reports,
then that it accepts ours.

  json_schema_test.py TEST_REPORTS [LINGER]    the test program that writes one, and linger itself
"""
import copy
import glob
import json
import os
import subprocess
import sys
import tempfile

import jsonschema

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def good_report(program):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "report.json")
        subprocess.run([program, "--write", "json", path], check=True)
        with open(path, encoding="utf-8") as stream:
            return json.load(stream)


def real_reports(linger):
    """What linger says of the bad cases of every rule."""
    for path in sorted(glob.glob(os.path.join(ROOT, "testdata", "rules", "*", "bad.c"))):
        run = subprocess.run([linger, "check", "--no-store", "--audit", "--format", "json", path,
                              "--"], capture_output=True, text=True)
        yield path, json.loads(run.stdout)


def set_at(keys, value):
    def change(document):
        for key in keys[:-1]:
            document = document[key]
        document[keys[-1]] = value
    return change


def delete_at(keys):
    def change(document):
        for key in keys[:-1]:
            document = document[key]
        del document[keys[-1]]
    return change


BROKEN = [
    ("another format", set_at(["format"], 2)),
    ("no findings", delete_at(["findings"])),
    ("line 0", set_at(["findings", 0, "location", "line"], 0)),
    ("a column that is text", set_at(["findings", 0, "location", "column"], "7")),
    ("no message", delete_at(["findings", 0, "message"])),
    ("an unknown confidence", set_at(["findings", 0, "confidence"], "certain")),
    ("an unknown step", set_at(["findings", 0, "steps", 0, "kind"], "closed")),
    ("a short fingerprint", set_at(["findings", 0, "fingerprint"], "12")),
    ("an unknown key", set_at(["findings", 0, "colour"], "red")),
    ("a fix without text", delete_at(["findings", 0, "fix", "insert"])),
    ("a negative count", set_at(["summary", "files"], -1)),
    ("a rule without help", delete_at(["rules", 0, "help"])),
]


def main():
    with open(os.path.join(ROOT, "reports", "linger.schema.json"), encoding="utf-8") as stream:
        schema = json.load(stream)
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    good = good_report(sys.argv[1])
    reports = [("the goldens", good)]
    if len(sys.argv) > 2:
        reports += real_reports(sys.argv[2])
    failures = 0
    for name, change in BROKEN:
        document = copy.deepcopy(good)
        change(document)
        if validator.is_valid(document):
            print(f"FAILED: accepted: {name}")
            failures += 1
    for name, report in reports:
        for error in validator.iter_errors(report):
            print(f"FAILED: {name}: {list(error.absolute_path)}: {error.message}")
            failures += 1
    findings = sum(len(report["findings"]) for _, report in reports)
    print(f"{len(BROKEN)} broken reports, {len(reports)} good ones with {findings} findings, "
          f"{failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
