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


CONN_H = """struct conn { int fd; int up; };
int conn_take(struct conn *conn, int fd);
"""
CONN_C = """#include <unistd.h>
#include "conn.h"
int conn_take(struct conn *conn, int fd)
{
	if (!conn->up) {
		close(fd);
		return -1;
	}
	conn->fd = fd;
	return 0;
}
"""
USE_C = """#include <fcntl.h>
#include "conn.h"
int use_one(struct conn *conn, const char *path)
{
	int fd = open(path, O_RDONLY);
	if (fd < 0)
		return -1;
	return conn_take(conn, fd);
}
int use_two(struct conn *conn, int fd)
{
	return conn_take(conn, fd);
}
"""


class Diff(Case):
    def git(self, *arguments):
        subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@example.org",
                        "-c", "commit.gpgsign=false", *arguments],
                       cwd=self.folder, check=True, capture_output=True)

    def setUp(self):
        super().setUp()
        self.project({"src/conn.c": CONN_C, "src/use.c": USE_C, "src/other.c": "int other;\n"})
        self.write("src/conn.h", CONN_H)
        self.write(".gitignore", ".linger/\ncompile_commands.json\n")
        self.git("init", "-q", ".")
        self.git("add", ".")
        self.git("commit", "-qm", "first")

    def entries(self):
        with open(self.path("compile_commands.json")) as file:
            return json.load(file)

    def diff(self, *arguments, status, revision="HEAD", **more):
        result = self.run_linger("contract", "--diff", revision, *arguments, **more)
        self.assertEqual(result.status, status, result.out + result.err)
        self.assertNotIn("Sanitizer", result.err)
        return result

    def test_nothing_has_changed(self):
        result = self.diff(status=0)
        self.assertEqual(result.out, "")
        self.assertIn("0 of 3 files parsed as they were", result.err)
        self.write("src/use.c", "/* longer */\n" + USE_C)
        self.assertEqual(self.diff(status=0).out, "")

    def test_a_duty_has_gone(self):
        self.write("src/conn.c", CONN_C.replace("\t\tclose(fd);\n", ""))
        result = self.diff(status=1)
        self.assertTrue(result.out.startswith(
            "src/conn.c:3: conn_take no longer closes `fd` (descriptor) when the result is -1; "
            "2 callers rely on it\n"
            "    before: keeps `fd` (descriptor) in `conn->fd` when the result is 0, closes it "
            "when the result is -1\n"
            "    now:    keeps `fd` (descriptor) in `conn->fd` when the result is 0, else it "
            "stays the caller's\n"
            "    called at src/use.c:8 by use_one\n"
            "    called at src/use.c:12 by use_two\n"), result.out)
        self.assertIn("its body is the same: this comes from conn_take", result.out)
        self.assertIn("1 of 3 files parsed as they were", result.err)
        self.assertEqual(os.listdir(self.path(".linger")).count("linger.db"), 1)
        self.git("commit", "-qam", "second")
        self.assertEqual(self.diff(status=0).out, "")
        self.assertEqual(self.diff(status=1, revision="HEAD~1").out, result.out)
        changes = json.loads(self.diff("--format", "json", status=1, revision="HEAD~1").out)
        self.assertEqual(changes[0]["changes"],
                         ["no longer closes `fd` (descriptor) when the result is -1"])
        self.assertEqual([caller["line"] for caller in changes[0]["callers"]], [8, 12])
        self.assertEqual([change.get("comes_from") for change in changes], [None, "conn_take"])

    def test_a_new_duty_and_a_caller_that_follows(self):
        self.write("src/conn.c", CONN_C.replace("\t\tclose(fd);\n", ""))
        self.git("commit", "-qam", "second")
        self.write("src/conn.c", CONN_C)
        self.write("src/use.c", USE_C.replace("return conn_take(conn, fd);\n}\nint use_two",
                                              "return -(conn_take(conn, fd) == 5);\n}\nint use_two"))
        result = self.diff(status=1)
        self.assertIn("conn_take now closes `fd` (descriptor) when the result is -1; "
                      "1 caller may not know", result.out)
        self.assertIn("by use_one (changed, too)", result.out)

    def test_an_opener_and_memory(self):
        source = ("#include <fcntl.h>\n#include <stdlib.h>\n"
                  "int get(int *out) { int fd = open(\"x\", 0); if (fd < 0) return -1; %s return 0; }\n"
                  "void drop(void *p) { %s }\n"
                  "void fail(void) { %s }\n")
        self.write("src/other.c", source % ("*out = 3;", "free(p);", "exit(1);"))
        self.git("commit", "-qam", "second")
        self.write("src/other.c", source % ("*out = fd;", "", ""))
        out = self.diff(status=1).out
        self.assertIn("get now leaves the caller `*out` (descriptor) to end when the result is 0; "
                      "no caller in this project", out)
        self.assertIn("drop no longer frees `p`", out)
        self.assertIn("fail now returns", out)

    def test_not_always_any_more_and_two_of_one_name(self):
        self.write("src/other.c", "#include <unistd.h>\nint twice(int fd) { close(fd); return 0; }\n"
                                  "int main(void) { return 0; }\n")
        self.project({"src/second.c": "void exit(int) __attribute__((noreturn));\n"
                                      "int main(void) { exit(1); }\n"},
                     extra=self.entries())
        self.git("add", ".")
        self.git("commit", "-qm", "second")
        self.write("src/other.c", "#include <stdlib.h>\n#include <unistd.h>\n"
                                  "int twice(int fd) { if (rand()) close(fd); return 0; }\n"
                                  "int main(void) { return 0; }\n")
        out = self.diff(status=1).out
        self.assertIn("twice no longer always closes `fd` (descriptor); no caller", out)
        self.assertNotIn("main", out)

    def test_headers_and_files_come_and_go(self):
        """A header that was other, one that is gone, a file that is new."""
        shut = "#include <unistd.h>\nstatic inline void shut(int fd) { %s }\n"
        self.write("src/shut.h", shut % "close(fd);")
        self.write("src/other.c", "#include \"shut.h\"\nvoid other(int fd) { shut(fd); }\n")
        self.git("add", ".")
        self.git("commit", "-qm", "second")
        self.write("src/shut.h", shut % "(void)fd;")
        result = self.diff(status=1)
        self.assertIn("src/shut.h:2: shut no longer closes `fd` (descriptor); 1 caller relies on it",
                      result.out)
        os.unlink(self.path("src/shut.h"))
        self.write("src/other.c", "void other(int fd) { (void)fd; }\n")
        self.assertIn("other no longer closes `fd` (descriptor)", self.diff(status=1).out)
        self.git("add", ".")
        self.git("commit", "-qm", "third")
        self.project({"src/new.c": "#include <unistd.h>\nvoid fresh(int fd) { close(fd); }\n"})
        self.git("add", ".")
        self.assertEqual(self.diff(status=0).out, "")

    def test_annotations_of_that_time(self):
        self.write("src/user.h", "int opened(void) __attribute__((annotate("
                   "\"linger: opens descriptor result if result >= 0\")));\n")
        self.write("src/other.c", "#include \"user.h\"\nint other(void) { return opened(); }\n")
        self.git("add", ".")
        self.git("commit", "-qm", "second")
        self.write("src/user.h", "int opened(void);\n")
        self.assertIn("other no longer leaves the caller the result (descriptor) to end",
                      self.diff(status=1).out)

    def test_in_a_folder_of_the_repository(self):
        """The root of the project is below the top of the repository, and reached by a link."""
        self.write("sub/a.c", "#include <unistd.h>\nvoid shut(int fd) { close(fd); }\n")
        self.write("sub/compile_commands.json", json.dumps(
            [{"directory": self.path("link"), "file": "a.c", "arguments": ["cc", "-c", "a.c"]}]))
        os.symlink("sub", self.path("link"))
        self.git("add", ".")
        self.git("commit", "-qm", "second")
        self.write("sub/a.c", "void shut(int fd) { (void)fd; }\n")
        result = self.diff("--root", self.path("link"), "-p", self.path("link"), status=1,
                           cwd=self.path("link"))
        self.assertIn("shut no longer closes `fd` (descriptor); no caller in this project",
                      result.out)

    def test_mistakes(self):
        self.assertIn("git knows no revision 'gone'", self.diff(status=2, revision="gone").err)
        self.assertIn("git knows no revision '--all'", self.diff(status=2, revision="--all").err)
        environment = {"GIT_CEILING_DIRECTORIES": os.path.dirname(self.folder)}
        os.rename(self.path(".git"), self.path("git"))
        self.assertIn("is in no git repository",
                      self.diff(status=2, environment=environment).err)


if __name__ == "__main__":
    unittest.main()
