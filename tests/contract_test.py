#!/usr/bin/env python3
"""linger contract end to end: the sentences, the annotations, what read back they say.

Usage: contract_test.py BUILD-DIRECTORY [unittest arguments]
"""

import glob
import json
import os
import re
import subprocess
import unittest

from cli_test import Case, LINGER, ROOT

GOLDEN = os.path.join(ROOT, "testdata", "contract")
INCLUDE = "-I" + os.path.join(ROOT, "runtime", "include")


class Golden(Case):
    """testdata/contract/functions.c, beside it the texts; LINGER_UPDATE_GOLDEN=1 writes them anew."""

    def compare(self, name, *arguments):
        result = self.run_linger("contract", "--no-store", "--all", *arguments, "functions.c",
                                 "--", cwd=GOLDEN)
        self.assertEqual(result.status, 0, result.err)
        path = os.path.join(GOLDEN, name)
        if os.environ.get("LINGER_UPDATE_GOLDEN"):
            with open(path, "w") as file:
                file.write(result.out)
        with open(path) as file:
            self.assertEqual(result.out, file.read())
        return result.out

    def test_sentences(self):
        self.compare("functions.txt")

    def test_annotations(self):
        self.compare("functions.emitted.h", "--emit")

    def test_json_says_the_same(self):
        result = self.run_linger("contract", "--no-store", "--all", "--format", "json",
                                 "functions.c", "--", cwd=GOLDEN)
        with open(os.path.join(GOLDEN, "functions.txt")) as file:
            text = file.read()
        lines = []
        for contract in json.loads(result.out):
            lines.append("%(path)s:%(line)d: %(function)s" % contract)
            lines += ["    " + sentence for sentence in contract["sentences"]]
        self.assertEqual("\n".join(lines) + "\n", text)

    def test_gcc_knows_the_attributes(self):
        with open(os.path.join(GOLDEN, "functions.emitted.h")) as file:
            emitted = file.read()
        version = subprocess.run(["gcc", "-dumpversion"], capture_output=True, check=True)
        if int(version.stdout.split(b".")[0]) < 13:
            emitted = re.sub(r"fd_arg\(\d+\)(, )?", "", emitted)
        pairs = re.findall(r"(\w+)\([^;]*;\n/\* GCC: (__attribute__\(\(.*\)\)) \*/", emitted)
        self.assertGreater(len(pairs), 5)
        with open(os.path.join(GOLDEN, "functions.c")) as file:
            source = file.read()
        heads = dict((name, head) for head, name in
                     re.findall(r"^((?:static )?[\w ]+[ *](\w+)\([^{;]*\))\n\{", source, re.M))
        later = [pair for pair in pairs if "malloc(" in pair[1]]
        text = source.split("/* ---- functions */")[0]
        for name, attribute in [pair for pair in pairs if pair not in later] + later:
            for dealloc in re.findall(r"malloc\((\w+),", attribute):
                text += heads[dealloc] + ";\n"
            text += heads[name] + " " + attribute + ";\n"
        self.write("x.c", text)
        done = subprocess.run(["gcc", "-Wall", "-Wextra", "-Werror", "-Wno-unused-function",
                               "-fsyntax-only", self.path("x.c")], capture_output=True)
        self.assertEqual(done.returncode, 0, done.stderr.decode() + text)


class ReadBack(Case):
    def test_what_is_emitted_is_what_a_model_says(self):
        """Every annotation over testdata/ is accepted by the reader and read as it was meant."""
        said = 0
        for folder in sorted(glob.glob(os.path.join(ROOT, "testdata", "engine", "*"))):
            files = sorted(glob.glob(os.path.join(folder, "*.c")))
            if not files:
                continue
            arguments = [*files, "--", INCLUDE]
            emitted = self.run_linger("contract", "--no-store", "--all", "--emit", *arguments)
            listed = self.run_linger("contract", "--no-store", "--all", "--format", "json",
                                     *arguments)
            path = self.write("emitted.h", emitted.out)
            wanted = {}
            for contract in json.loads(listed.out):
                if contract["annotations"]:
                    wanted.setdefault(contract["function"], contract["annotations"])
            for name, clauses in wanted.items():
                model = self.run_linger("models", "--models", path, name)
                self.assertEqual(model.status, 0, model.err)
                self.assertEqual(model.out.splitlines()[1:], clauses)
                said += len(clauses)
        self.assertGreater(said, 150)


class Command(Case):
    SOURCE = ("#include <unistd.h>\n"
              "void shut(int fd) { close(fd); }\n"
              "int nothing(void) { return 1; }\n")

    def contract(self, *arguments, status=0):
        self.write("x.c", self.SOURCE)
        result = self.run_linger("contract", *arguments, "x.c", "--")
        self.assertEqual(result.status, status, result.err)
        return result

    def test_one_function(self):
        self.assertEqual(self.contract("shut").out,
                         "x.c:2: shut\n    closes `fd` (descriptor)\n")
        self.assertIn("leaves its caller nothing to end", self.contract("nothing").out)
        self.assertEqual(self.contract("close").out, "ends descriptor fd\n")

    def test_all_leaves_out_what_does_nothing(self):
        self.assertNotIn("nothing", self.contract("--all").out)

    def test_verbose_shows_the_rows(self):
        self.assertIn("the descriptor in argument 1 has been ended",
                      self.contract("-v", "shut").out)
        self.assertNotIn("argument 1", self.contract("shut").out)

    def test_mistakes(self):
        self.assertIn("nothing is known of gone", self.contract("gone", status=2).err)
        self.assertIn("neither text nor json",
                      self.contract("--format", "sarif", "shut", status=2).err)
        result = self.run_linger("contract")
        self.assertEqual(result.status, 2)
        self.assertIn("a function was expected", result.err)


if __name__ == "__main__":
    unittest.main()
