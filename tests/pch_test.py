#!/usr/bin/env python3
"""Precompiled headers change nothing but the time: the facts of every unit, byte for byte, and the
report are the same with and without them.

    tests/pch_test.py BUILD

With LINGER_CORPUS=DIR the projects of bench/corpus found there are compared too.
"""
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

BUILD = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else "build/main"
CORPUS = os.environ.get("LINGER_CORPUS", "")

HEADER = """#ifndef SHARED_H
#define SHARED_H
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "part.h"
#ifdef WIDE
typedef long number_t;
#else
typedef int number_t;
#endif
struct item { struct item *next; union { int a; struct { FILE *file; } inner; } u; };
#define OPEN(path) fopen((path), "r")
void die(const char *text, ...) __attribute__((noreturn, format(printf, 1, 2)));
extern int counter;
void take(FILE *file);
static inline FILE *open_item(const char *path)
{
	FILE *file = OPEN(path);
	for (int i = 0; !file && i < 3; i++)
		file = OPEN(path);
	if (!file)
		die("cannot open %s", path);
	return file;
}
EXTRA
#endif
"""

UNIT = """/* Unit {0}.
 * It begins with a comment. */

#include "shared.h"
#include <errno.h>
#include "part.h"

static struct {{ FILE *file; number_t number; }} local_{0};

int work_{0}(const char *path, struct item *item)
{{
	FILE *file = open_item(path);
	if (item->u.a > {0})
		return errno;
	item->u.inner.file = OPEN(path);
	local_{0}.number = item->u.a;
	counter++;
	fclose(file);
	return 0;
}}
"""


class Project:
    """A generated project of units that begin with the same include."""

    def __init__(self, work, extra="", count=8):
        self.folder = os.path.join(work, "project")
        self.temporary = os.path.join(work, "tmp")
        os.makedirs(os.path.join(self.folder, "include"))
        os.makedirs(self.temporary)
        self.write("shared.h", HEADER.replace("EXTRA", extra))
        self.write("include/part.h", "#ifndef PART_H\n#define PART_H\nenum part { A, B };\n#endif\n")
        self.names = [f"unit{i}.c" for i in range(count)]
        for i, name in enumerate(self.names):
            self.write(name, UNIT.format(i))
        self.database()

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as stream:
            stream.write(text)

    def read(self, name):
        with open(self.path(name), encoding="utf-8") as stream:
            return stream.read()

    def database(self, *arguments):
        entries = [{"directory": self.folder, "file": name,
                    "arguments": ["cc", "-Iinclude", *arguments, "-c", name]}
                   for name in self.names]
        self.write("compile_commands.json", json.dumps(entries))

    def check(self, *options, store, jobs=2, **environment):
        return check(self.path("compile_commands.json"), *options, store=store, jobs=jobs,
                     TMPDIR=self.temporary, **environment)


def check(database, *options, store, jobs=2, **environment):
    """(the report, the counters, facts of each unit by its key) of a run."""
    run = subprocess.run([f"{BUILD}/linger", "check", "--stats", "--color", "never", "--audit",
                          "--format", "json", "--store", store, "-j", str(jobs), "-p", database,
                          *options], capture_output=True, text=True, check=False,
                         env={**os.environ, **environment})
    if run.returncode not in (0, 1, 3):
        raise AssertionError(f"status {run.returncode}: {run.stderr}")
    counters = dict(line.split(" ", 1) for line in run.stderr.splitlines()
                    if line.count(" ") == 1)
    base = sqlite3.connect(store)
    facts = dict(base.execute("SELECT key, facts_hash FROM unit"))
    base.close()
    report = "\n".join(line for line in run.stdout.splitlines() if "seconds" not in line)
    return report, {name: int(value) for name, value in counters.items() if value.isdigit()}, facts


class PrecompiledHeaders(unittest.TestCase):
    def setUp(self):
        self.work = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.work)
        self.runs = 0

    def store(self):
        self.runs += 1
        return os.path.join(self.work, f"{self.runs}.db")

    def compare(self, project, **environment):
        """The counters of a run whose report and facts are those of a run without. One job: none
        is parsed without while the header is being compiled."""
        with_report, counters, with_facts = project.check(store=self.store(), jobs=1,
                                                          **environment)
        report, plain, facts = project.check("--no-pch", store=self.store())
        self.assertEqual((plain["pch_built"], plain["pch_used"], plain["pch_refused"]), (0, 0, 0))
        self.assertEqual(len(facts), len(project.names))
        self.assertEqual(with_facts, facts)
        self.assertEqual(with_report, report)
        self.assertEqual(os.listdir(project.temporary), [])
        return counters

    def expect(self, counters, built, used, refused):
        self.assertEqual((counters["pch_built"], counters["pch_used"], counters["pch_refused"]),
                         (built, used, refused))

    def test_same_facts(self):
        project = Project(self.work)
        self.expect(self.compare(project), 1, 8, 0)

    def test_jobs(self):
        project = Project(self.work)
        _, counters, facts = project.check(store=self.store(), jobs=1)
        self.expect(counters, 1, 8, 0)
        self.assertEqual(project.check(store=self.store(), jobs=4)[2], facts)

    def test_header_with_facts(self):
        """What the top level of a header defines is in the facts of each unit."""
        project = Project(self.work, """
int compare(const void *a, const void *b);
struct ops { int (*compare)(const void *, const void *); };
static const struct ops ops = { compare };
static struct { int (*hook)(void); FILE *file; } unnamed;
extern struct { int count; FILE *log; } state;
int defined_here(void) { return unnamed.file != 0; }
FILE *annotated(int kind) __attribute__((annotate("linger: opens stream result")));
/* linger-ignore[file-leak]: just a test */
static inline void leak(void) { unnamed.file = OPEN("x"); }
""")
        self.expect(self.compare(project), 1, 8, 0)

    def test_cleanup_of_header(self):
        """A cleanup function that only the header declares is found without a PCH."""
        project = Project(self.work, "static inline void shut(FILE **f) { if (*f) fclose(*f); }")
        project.write("unit3.c", project.read("unit3.c") + "void f3(void)\n{\n\t__attribute__((cle"
                      "anup(shut))) FILE *f = OPEN(\"f\");\n\ttake(f);\n}\n")
        self.expect(self.compare(project), 1, 7, 1)

    def test_macro_before_the_include(self):
        project = Project(self.work)
        for name in project.names[:4]:
            project.write(name, "#define WIDE\n" + project.read(name))
        self.expect(self.compare(project), 0, 0, 0)

    def test_macro_before_some(self):
        project = Project(self.work, count=12)
        project.write("unit3.c", "#define WIDE\n" + project.read("unit3.c"))
        self.expect(self.compare(project), 1, 11, 0)

    def test_other_arguments(self):
        project = Project(self.work, count=12)
        entries = json.loads(project.read("compile_commands.json"))
        for entry in entries[::2]:
            entry["arguments"].insert(1, "-DWIDE")
        project.write("compile_commands.json", json.dumps(entries))
        self.expect(self.compare(project), 2, 12, 0)

    def test_forced_include(self):
        project = Project(self.work)
        project.write("include/config.h", "#define WIDE 1\n#include <sys/types.h>\n")
        project.database("-include", "config.h")
        self.expect(self.compare(project), 1, 8, 0)

    def test_header_without_guard(self):
        project = Project(self.work)
        header = project.read("shared.h").splitlines()[2:-1]
        project.write("shared.h", "\n".join(header) + "\n")
        self.expect(self.compare(project), 1, 8, 0)

    def test_header_without_guard_twice(self):
        project = Project(self.work)
        project.write("shared.h", "#include <stdio.h>\nint twice(void);\n#include \"part.h\"\n")
        for name in project.names:
            project.write(name, '#include "shared.h"\n#include "shared.h"\nint f(void) '
                                '{ return twice(); }\n')
        self.expect(self.compare(project), 1, 0, 2)  # not tried with the others

    def test_header_with_errors(self):
        project = Project(self.work, "unknown_t broken(void);")
        self.expect(self.compare(project), 0, 0, 0)

    def test_unit_with_errors(self):
        project = Project(self.work, count=12)
        project.write("unit2.c", project.read("unit2.c") + "int g(void) { return undeclared; }\n")
        self.expect(self.compare(project), 1, 11, 1)

    def test_missing_header_in_unit(self):
        project = Project(self.work)
        project.write("unit2.c", project.read("unit2.c") + '#include "nowhere.h"\n')
        self.expect(self.compare(project), 1, 7, 1)

    def test_build_crashes(self):
        project = Project(self.work)
        self.expect(self.compare(project, LINGER_TEST_WORKER_FAULT="crash:0.h"), 0, 0, 0)

    def test_no_place_for_files(self):
        project = Project(self.work)
        _, counters, facts = project.check(store=self.store())
        self.assertEqual(counters["pch_built"], 1)
        project.temporary = os.path.join(self.work, "nowhere")
        _, counters, without = project.check(store=self.store())
        self.expect(counters, 0, 0, 0)
        self.assertEqual(without, facts)

    def test_header_edited_between_runs(self):
        project = Project(self.work)
        store, plain = self.store(), self.store()
        project.check(store=store)
        project.check("--no-pch", store=plain)
        project.write("shared.h", HEADER.replace("EXTRA", "#define added 1\nint more(void);"))
        _, counters, facts = project.check(store=store)
        self.assertEqual(counters["units_parsed"], 8)
        self.assertEqual(facts, project.check("--no-pch", store=plain)[2])
        _, counters, _ = project.check(store=store)
        self.assertEqual(counters["units_parsed"], 0)

    def test_every_header_counts(self):
        """A header met only inside the PCH makes the units stale, and so does one that appears."""
        project = Project(self.work)
        store = self.store()
        project.check(store=store)
        project.write("include/part.h", project.read("include/part.h") + "int appended(void);\n")
        self.assertEqual(project.check(store=store)[1]["units_parsed"], 8)
        self.assertEqual(project.check(store=store)[1]["units_parsed"], 0)
        project.write("part.h", "enum part { A, B, C };\n")
        self.assertEqual(project.check(store=store)[1]["units_parsed"], 8)

    def test_corpus(self):
        for name in ("memcached", "redis", "curl"):
            database = os.path.join(CORPUS, name, "compile_commands.json")
            if not CORPUS or not os.path.exists(database):
                continue
            with self.subTest(name):
                one, counters, facts = check(database, store=self.store())
                other, _, plain = check(database, "--no-pch", store=self.store())
                self.assertEqual(facts, plain)
                self.assertEqual(one, other)
                self.assertGreater(counters["pch_used"], counters["units"] // 3)


if __name__ == "__main__":
    unittest.main()
