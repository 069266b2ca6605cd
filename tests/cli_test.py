#!/usr/bin/env python3
"""linger end to end on bad input: each case has its message, its exit status, and the rest is done.

Usage: cli_test.py BUILD-DIRECTORY [unittest arguments]
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BAD = os.path.join(ROOT, "testdata", "bad")
BUILD = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else os.path.join(ROOT, "build")
LINGER = os.path.join(BUILD, "linger")
NOBODY = 65534

GOOD = "int nothing(void) { return 0; }\n"
LEAK = """#include <fcntl.h>
#include <unistd.h>
int %(name)s(const char *path)
{
	int fd = open(path, O_RDONLY);%(comment)s
	if (fd < 0)
		return -1;
	if (path[0] == 'x')
		return 1;
	close(fd);
	return 0;
}
"""


def leak(name="leaks", comment=""):
    return LEAK % {"name": name, "comment": comment}


class Result:
    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err

    def stats(self):
        return dict(re.findall(r"^([a-z_]+) (\d+)$", self.err, re.MULTILINE))


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="linger-cli-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode())
        return path

    def project(self, files, flags=(), extra=()):
        """Writes the files (name: text) and a compile database for those that end in .c."""
        for name, text in files.items():
            self.write(name, text)
        entries = [{"directory": self.folder, "file": name,
                    "arguments": ["cc", *flags, "-c", name]}
                   for name in files if name.endswith(".c")]
        self.write("compile_commands.json", json.dumps(entries + list(extra)))

    def run_linger(self, *arguments, environment=None, program=LINGER, timeout=120, **more):
        env = dict(os.environ, **(environment or {}))
        for name in ("NO_COLOR", "CLICOLOR_FORCE", "CPATH", "C_INCLUDE_PATH"):
            env.pop(name, None)
        env.update(environment or {})
        done = subprocess.run([program, *arguments], cwd=more.pop("cwd", self.folder), env=env,
                              capture_output=True, timeout=timeout, **more)
        return Result(done.returncode, done.stdout.decode(), done.stderr.decode())

    def check(self, *arguments, status, says=(), **more):
        result = self.run_linger("check", *arguments, **more)
        talk = "\n--- stdout\n" + result.out + "\n--- stderr\n" + result.err
        self.assertEqual(result.status, status, talk)
        for text in [says] if isinstance(says, str) else says:
            self.assertIn(text, result.out + result.err)
        self.assertNotIn("Sanitizer", result.err)
        self.assertNotIn("internal error", result.err)
        return result

    def findings(self, *arguments, status, **more):
        result = self.check("--format", "json", *arguments, status=status, **more)
        return json.loads(result.out)["findings"]


class Usage(Case):
    def test_help_and_version(self):
        self.assertEqual(self.run_linger("--help").status, 0)
        self.assertRegex(self.run_linger("--version").out, r"^linger \d+\.\d+\.\d+\n$")
        self.assertEqual(self.run_linger().status, 2)
        self.assertIn("Usage:", self.run_linger().err)
        for command in ("check", "explain", "models", "contract", "ir", "capture"):
            result = self.run_linger(command, "--help")
            self.assertEqual(result.status, 0, command)
            self.assertIn("Usage: linger " + command, result.out)
            self.assertIn("Exit status:", result.out)
            self.assertEqual(self.run_linger("help", command).out, result.out)

    def test_mistakes(self):
        self.assertEqual(self.run_linger("frobnicate").status, 2)
        self.assertIn("unknown command 'frobnicate'", self.run_linger("frobnicate").err)
        for arguments, says in ((["--frob"], "unknown option '--frob'"),
                                (["-Z"], "unknown option '-Z'"),
                                (["--jobs"], "'--jobs' needs a value"),
                                (["--jobs", "0"], "'0' is not a number from 1"),
                                (["-j", "-3"], "'-3' is not a number from 1"),
                                (["-j", "two"], "'two' is not a number"),
                                (["--confidence", "some"], "none of low, medium, high"),
                                (["--color", "red"], "none of auto, always, never")):
            self.check(*arguments, status=2, says=[says, "Try 'linger check --help'"])
        self.project({"a.c": GOOD})
        self.check("--format", "pdf", status=2, says="'pdf' is none of ")
        self.check("--enable", "nothing-leak", status=2, says="no rule 'nothing-leak'")
        self.check("--disable", "thread", status=2, says="no rule 'thread'")
        self.check("--", status=2, says="needs a file before it")
        self.check("gone.c", status=2, says="gone.c: no such file")
        self.write("other.c", GOOD)
        self.check("other.c", status=2, says="nothing of")

    def test_explain_and_models(self):
        listed = self.run_linger("explain")
        self.assertEqual(listed.status, 0)
        for rule in re.findall(r"^([a-z-]+) ", listed.out, re.MULTILINE):
            page = self.run_linger("explain", rule)
            self.assertEqual(page.status, 0, rule)
            self.assertIn(rule, page.out)
        self.assertEqual(self.run_linger("explain", "fd-leak").status, 0)
        self.assertEqual(self.run_linger("explain", "no-such").status, 2)
        self.assertIn("open", self.run_linger("models", "open").out)
        self.assertEqual(self.run_linger("models", "no_such_function").status, 2)
        self.assertRegex(self.run_linger("models").out, r"\d+ functions\n$")

    def test_data_missing(self):
        self.project({"a.c": GOOD})
        self.check(status=2, says="no models in",
                   environment={"LINGER_DATA": self.path("nowhere")})


class Database(Case):
    def test_none(self):
        self.check(status=2, says=["no compile_commands.json", "CMAKE_EXPORT_COMPILE_COMMANDS"])
        self.check("-p", self.folder, status=2, says="no compile_commands.json in")
        self.check("-p", "gone.json", status=2, says="No such file")

    def test_broken(self):
        for text, says in (("", "the file is empty"), ("[]", "nothing to analyse"),
                           ("{}", "a JSON list was expected"),
                           ('[{"directory": ".", "file": "a.c", "comm', "in the middle"),
                           (b"\x7fELF\x00\x01", "a JSON list was expected"),
                           (b"\x00", "a JSON list was expected")):
            self.write("compile_commands.json", text)
            self.check(status=2, says=["compile_commands.json", says])

    def test_is_directory(self):
        os.mkdir(self.path("compile_commands.json"))
        self.check("-p", self.path("compile_commands.json"), status=2,
                   says="no compile_commands.json in")

    def test_huge(self):
        self.write("a.c", GOOD)
        entry = {"directory": self.folder, "file": "x.cc", "command": "c++ -c x.cc " + "-DX " * 40}
        entries = [entry] * 100000 + [{"directory": self.folder, "file": "a.c",
                                       "command": "cc -c a.c"}] * 2000
        self.write("compile_commands.json", json.dumps(entries))
        started = time.monotonic()
        result = self.check("--stats", status=0, says="1 of 1 file analysed")
        self.assertLess(time.monotonic() - started, 60)
        self.assertEqual(result.stats()["entries_skipped"], "100000")
        self.assertEqual(result.stats()["entries_duplicate"], "1999")

    def test_no_permission(self):
        self.project({"a.c": GOOD})
        os.chmod(self.folder, 0o777)
        os.chmod(self.path("compile_commands.json"), 0)
        if os.geteuid() == 0:
            self.check("--no-store", status=2, says="Permission denied", user=NOBODY, group=NOBODY)
        else:
            self.check("--no-store", status=2, says="Permission denied")

    def test_unreadable_source(self):
        self.project({"a.c": GOOD, "b.c": leak()})
        os.chmod(self.folder, 0o777)
        os.chmod(self.path("a.c"), 0)
        more = {"user": NOBODY, "group": NOBODY} if os.geteuid() == 0 else {}
        result = self.check("--no-store", status=3, says="a.c: not analysed", **more)
        self.assertIn("1 of 2 files analysed", result.out)
        self.assertIn("[channel-leak", result.out)

    def test_missing_files(self):
        extra = [{"directory": self.folder, "file": "gone.c", "command": "cc -c gone.c"},
                 {"directory": self.path("no"), "file": "../a.c", "command": "cc -c ../a.c"},
                 {"directory": self.folder, "file": "x.cpp", "command": "g++ -c x.cpp"},
                 {"directory": self.folder, "file": "dir.c", "command": "cc -c dir.c"},
                 "nonsense"]
        self.project({"a.c": leak()}, extra=extra)
        os.mkdir(self.path("dir.c"))
        result = self.check(status=3, says=["gone.c does not exist", "no does not exist",
                                            "dir.c is no regular file",
                                            "malformed entries", "1 of 4 files analysed"])
        self.assertIn("[channel-leak", result.out)
        self.assertIn("1 skipped", result.out)

    def test_one_missing_is_in_part(self):
        self.project({"a.c": GOOD}, extra=[{"directory": self.folder, "file": "gone.c",
                                            "command": "cc -c gone.c"}])
        self.check(status=3, says="1 of 2 files analysed")
        self.project({"a.c": GOOD}, extra=[7])
        self.check(status=3, says="1 of 1 file analysed")

    def test_all_missing(self):
        self.project({}, extra=[{"directory": self.folder, "file": "gone.c", "command": "cc gone.c"}])
        self.check(status=2, says=["nothing to analyse", "missing files"])

    def test_response_file_and_command(self):
        self.write("flags.rsp", "-DRESPONSE=1 '-I%s'" % self.path("inc dir"))
        self.write("inc dir/h.h", "#define NAME leaks_here\n")
        self.write("a.c", '#include "h.h"\n#if RESPONSE\n' + leak("NAME") + "#endif\n")
        self.write("build/compile_commands.json", json.dumps(
            [{"directory": "..", "file": "a.c", "command": "ccache gcc -fconserve-stack "
              "-mno-red-zone -march=nonesuch -save-temps -Wp,-MMD,out.d @flags.rsp -c a.c"}]))
        self.check("-v", status=1, says=["-fconserve-stack", "-mno-red-zone", "-march=nonesuch",
                                         "-save-temps", "[channel-leak"])
        self.assertEqual(self.findings(status=1)[0]["function"], "leaks_here")
        self.assertFalse(os.path.exists(self.path("out.d")))


class Sources(Case):
    """A bad file beside one with a leak: the leak is found all the same."""

    def beside(self, name, text, status, says=(), flags=(), more=None):
        self.project({name: text, "leak.c": leak(), **(more or {})}, flags=flags)
        result = self.check("--no-store", "--file-timeout", "100", status=status, says=says, timeout=300)
        self.assertRegex(result.out, r"leak\.c:5:\d+: warning: .*\[channel-leak/descriptor\]")
        return result

    def test_syntax_error(self):
        with open(os.path.join(BAD, "syntax.c"), encoding="utf-8") as file:
            result = self.beside("syntax.c", file.read(), 3, ["syntax.c: analysed only in part",
                                                              "undeclared_name"])
        self.assertNotRegex(result.out, r"syntax\.c:(5|6|7|8|9|10):\d+: warning")
        self.assertRegex(result.out, r"syntax\.c:15:\d+: warning")

    def test_missing_header(self):
        self.beside("a.c", '#include "gone.h"\n' + leak("other"), 3,
                    ["a.c: analysed only in part", "gone.h"])

    def test_binary(self):
        self.beside("binary.c", b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 64, 3, "binary.c")

    def test_empty(self):
        self.beside("empty.c", "", 1)
        self.beside("comment.c", "/* never closed", 3, "comment.c: analysed only in part")

    def test_one_long_line(self):
        line = "int x(void) { int a = 0; " + "a += 1; " * 262145 + "return a; }"
        self.assertGreater(len(line), 2 << 20)
        self.beside("long.c", line + "\n", 1)
        self.beside("unended.c", line, 1)

    def test_nesting(self):
        for text in ("int f(int a) { return " + "(" * 5000 + "a" + ")" * 5000 + "; }\n",
                     "int f(int a) { " + "{" * 5000 + "a++;" + "}" * 5000 + " return a; }\n",
                     "int f(int a) { if (a == -1) return 0; " +
                     "".join("else if (a == %d) return %d; " % (i, i) for i in range(5000)) +
                     "return 1; }\n"):
            self.project({"deep.c": text, "leak.c": leak()})
            result = self.run_linger("check", "--no-store", timeout=300)
            self.assertIn(result.status, (1, 3), result.err)
            self.assertEqual(result.status == 3, "deep.c" in result.err, result.err)
            self.assertIn("[channel-leak", result.out)

    def test_large_functions(self):
        self.beside("statements.c", "void f(int *a) {\n" + "a[0] += 1;\n" * 20000 + "}\n", 1)
        self.beside("cases.c", "int f(int a) { switch (a) {\n" +
                    "".join("case %d: return %d;\n" % (i, i * 7) for i in range(5000)) +
                    "} return 0; }\n", 1)

    def test_include_loops(self):
        self.beside("loop.c", '#include "loop.h"\n', 3, "loop.c: analysed only in part",
                    more={"loop.h": '#include "loop.h"\n'})
        self.beside("self.c", '#include "self.c"\n', 3, "self.c: analysed only in part")


class Workers(Case):
    def faulty(self, what, *arguments, status, says, name="bad.c"):
        return self.check(*arguments, status=status, says=says,
                          environment={"LINGER_TEST_WORKER_FAULT": what + ":" + name})

    def two(self):
        self.project({"bad.c": GOOD, "leak.c": leak()})

    def test_each_fault_loses_one_file(self):
        for what, arguments, says in (
                ("crash", (), "the parser crashed (signal 11"),
                ("close", (), "the parser closed its pipe"),
                ("nonsense", (), "answer cannot be read"),
                ("hang", ("--file-timeout", "1"), "the parser took more than 1 s"),
                ("memory", ("--memory-limit", "700"), "needed more than 700 MB")):
            with self.subTest(what):
                self.two()
                result = self.faulty(what, "--no-store", *arguments, status=3,
                                     says=["bad.c: not analysed: ", says])
                self.assertIn("1 of 2 files analysed", result.out)
                self.assertIn("1 crashed", result.out)
                self.assertIn("[channel-leak", result.out)

    def test_one_worker_survives_faults(self):
        self.project({"bad.c": GOOD, "worse.c": GOOD, **{"g%d.c" % i: GOOD for i in range(5)}})
        result = self.check("--no-store", "--jobs", "1", "--stats", status=3,
                            environment={"LINGER_TEST_WORKER_FAULT": "crash:bad.c,close:worse.c"})
        self.assertEqual(result.stats()["units_parsed"], "5")
        self.assertEqual(result.stats()["units_crashed"], "2")

    def test_crash_is_remembered_until_an_edit(self):
        self.two()
        self.faulty("crash", status=3, says="crashed")
        result = self.check("--stats", status=3, says="bad.c: not analysed: the parser crashed")
        self.assertEqual(result.stats()["units_parsed"], "0")
        time.sleep(0.02)
        self.write("bad.c", GOOD + "\n")
        result = self.check("--stats", status=1)
        self.assertEqual(result.stats()["units_parsed"], "1")

    def test_all_lost_is_an_error(self):
        self.project({"bad.c": GOOD})
        self.faulty("crash", status=2, says="nothing was analysed")

    def test_no_capture_program(self):
        self.project({"a.c": GOOD})
        alone = shutil.copy(LINGER, self.path("linger-alone"))
        self.check(status=2, says=["cannot start", "linger-capture"], program=alone,
                   environment={"LINGER_DATA": os.path.join(ROOT, "rules")})

    def test_no_worker_when_nothing_is_stale(self):
        self.project({"a.c": GOOD})
        self.assertNotEqual(self.check("--stats", status=0).stats()["memory_worker_kb"], "0")
        self.assertEqual(self.check("--stats", status=0).stats()["memory_worker_kb"], "0")

    def test_another_build_starts_anew(self):
        self.project({"a.c": GOOD})
        os.mkdir(self.path("bin"))
        for name in ("linger", "linger-capture"):
            shutil.copy2(os.path.join(BUILD, name), self.path("bin"))
        program = self.path("bin/linger")
        data = {"LINGER_DATA": os.path.join(ROOT, "rules")}
        run = lambda: self.check("--stats", status=0, program=program, environment=data).stats()
        self.assertEqual(run()["units_parsed"], "1")
        self.assertEqual((run()["units_parsed"], run()["run_reused"]), ("0", "1"))
        os.utime(program, (1, 1))
        stats = run()
        self.assertEqual((stats["units_parsed"], stats["run_reused"]), ("0", "0"))
        os.utime(self.path("bin/linger-capture"), (1, 1))
        self.assertEqual(run()["units_parsed"], "1")

    def test_a_second_try_succeeds(self):
        for what, arguments in (("crash", ()), ("hang", ("--file-timeout", "1")), ("nonsense", ())):
            self.two()
            result = self.check("--no-store", "-v", *arguments, status=1,
                                says=["it will be tried once more", "2 of 2 files analysed"],
                                environment={"LINGER_TEST_WORKER_FAULT": what + ":bad.c",
                                             "LINGER_TEST_WORKER_ONCE": self.path("once-" + what)})
            self.assertNotIn("not analysed", result.err)

    def test_memory_is_watched_not_only_limited(self):
        self.two()
        result = self.faulty("memory", "--no-store", "--stats", "--memory-limit", "700", status=3,
                             says="more than 700 MB")
        self.assertLess(int(result.stats()["memory_worker_kb"]), 2000000)

    def test_killed_run_leaves_what_it_had(self):
        self.project({"bad.c": GOOD, **{"g%d.c" % i: GOOD for i in range(6)}})
        process = subprocess.Popen([LINGER, "check", "--jobs", "2"], cwd=self.folder,
                                   env=dict(os.environ, LINGER_TEST_WORKER_FAULT="hang:bad.c"),
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(3)
        process.kill()
        process.wait()
        result = self.check("--stats", status=0, says="7 of 7 files analysed")
        self.assertEqual(result.stats()["units_reused"], "6")

    def test_interrupt_while_waiting_for_the_database(self):
        os.mkfifo(self.path("database.json"))
        process = subprocess.Popen([LINGER, "check", "-p", "database.json"], cwd=self.folder,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
        self.assertEqual(process.returncode, 130)

    def interrupt(self, number):
        process = subprocess.Popen([LINGER, "check", "--jobs", "2"], cwd=self.folder,
                                   env=dict(os.environ, LINGER_TEST_WORKER_FAULT="hang:bad.c"),
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   start_new_session=True)
        time.sleep(2)
        started = time.monotonic()
        os.killpg(process.pid, number)  # as a terminal does: the workers get it too
        err = process.communicate(timeout=30)[1].decode()
        self.assertLess(time.monotonic() - started, 1)
        self.assertEqual(process.returncode, 130, err)
        self.assertIn("interrupted", err)
        left = subprocess.run(["ps", "-o", "args=", "-g", str(process.pid)], capture_output=True,
                              check=False).stdout.decode()
        self.assertNotIn("linger-capture", left)

    def test_interrupt_keeps_what_is_stored(self):
        self.project({"bad.c": GOOD, **{"g%d.c" % i: GOOD for i in range(6)}})
        self.interrupt(signal.SIGINT)
        result = self.check("--stats", status=0, says="7 of 7 files analysed")
        self.assertEqual(result.stats()["units_reused"], "6")


class Store(Case):
    def setUp(self):
        super().setUp()
        self.project({"leak.c": leak(), "good.c": GOOD})
        self.database = self.path(".linger/linger.db")

    def test_default_place(self):
        self.check(status=1)
        self.assertTrue(os.path.exists(self.database))
        with open(self.path(".linger/.gitignore"), encoding="utf-8") as file:
            self.assertEqual(file.read(), "*\n")
        shutil.rmtree(self.path(".linger"))
        self.check("--no-store", status=1)
        self.assertFalse(os.path.exists(self.path(".linger")))
        self.check("--store", "elsewhere.db", status=1)
        self.assertTrue(os.path.exists(self.path("elsewhere.db")))
        self.assertFalse(os.path.exists(self.path(".linger")))

    def test_unchanged(self):
        first = self.check("--stats", status=1)
        self.assertEqual(first.stats()["units_parsed"], "2")
        second = self.check("--stats", status=1)
        self.assertEqual(second.stats()["units_parsed"], "0")
        self.assertEqual(second.stats()["units_reused"], "2")
        self.assertEqual(second.stats()["run_reused"], "1")
        self.assertEqual(second.stats()["solved"], "0")
        self.assertEqual(strip_time(second.out), strip_time(first.out))

    def test_damaged(self):
        self.check(status=1)
        for text, name in ((b"not a database at all\n" * 100, "foreign"), (b"", "empty"),
                           (None, "truncated"), (b"SQLite format 3\0" + b"\xff" * 5000, "garbage")):
            with self.subTest(name):
                if text is None:
                    with open(self.database, "rb") as file:
                        text = file.read()[:5000]
                for suffix in ("-wal", "-shm"):
                    if os.path.exists(self.database + suffix):
                        os.unlink(self.database + suffix)
                self.write(".linger/linger.db", text)
                result = self.check("--stats", status=1)
                self.assertEqual(result.stats()["units_parsed"], "2")
                self.check(status=1)

    def test_other_version(self):
        import sqlite3
        self.check(status=1)
        base = sqlite3.connect(self.database)
        base.execute("pragma user_version = 987654")
        base.commit()
        base.close()
        self.check("--stats", status=1, says="warning")
        self.check(status=1)

    def test_damaged_facts_are_captured_again(self):
        import sqlite3
        first = self.check(status=1)
        base = sqlite3.connect(self.database)
        base.execute("update facts set facts = zeroblob(100)")
        base.execute("delete from result")
        base.commit()
        base.close()
        result = self.check("--stats", status=1)
        self.assertEqual(result.stats()["units_parsed"], "2")
        self.assertEqual(result.stats()["units_reused"], "0")
        self.assertEqual(strip_time(result.out), strip_time(first.out))
        self.assertEqual(self.check("--stats", status=1).stats()["run_reused"], "1")

    def test_place_is_a_directory(self):
        os.mkdir(self.path("dir.db"))
        self.check("--store", "dir.db", status=1, says="warning")

    def test_read_only(self):
        os.chmod(self.folder, 0o555)
        more = {"user": NOBODY, "group": NOBODY} if os.geteuid() == 0 else {}
        result = self.check(status=1, says="warning", **more)
        self.assertIn("2 of 2 files analysed", result.out)
        os.chmod(self.folder, 0o755)

    def test_two_at_once(self):
        files = {"f%d.c" % i: leak("leaks%d" % i) for i in range(12)}
        self.project(files)
        runs = [subprocess.Popen([LINGER, "check"], cwd=self.folder, stdout=subprocess.PIPE,
                                 stderr=subprocess.PIPE) for _ in range(2)]
        outs = [run.communicate(timeout=120) for run in runs]
        for run, (out, err) in zip(runs, outs):
            self.assertEqual(run.returncode, 1, err.decode())
            self.assertIn("12 of 12 files analysed", out.decode())
        self.assertEqual(strip_time(outs[0][0].decode()), strip_time(outs[1][0].decode()))
        result = self.check("--stats", status=1)
        self.assertEqual(result.stats()["units_reused"], "12")


def strip_time(text):
    return re.sub(r"in \d+\.\d+ s", "in T s", re.sub(r'"seconds": *[0-9.e-]+', "", text))


class Output(Case):
    def setUp(self):
        super().setUp()
        self.project({"f%d.c" % i: leak("leaks%d" % i) for i in range(8)})

    def test_jobs_give_the_same_bytes(self):
        for form in ("text", "json", "sarif"):
            outs = [strip_time(self.check("--no-store", "--format", form, "--jobs", jobs,
                                          status=1).out) for jobs in ("1", "2", "7")]
            self.assertEqual(outs[0], outs[1], form)
            self.assertEqual(outs[0], outs[2], form)
            self.assertIn("f7.c", outs[0])

    def test_several_outputs(self):
        result = self.check("--format", "json", "--output", "a.json", "--format", "sarif",
                            "--output", "a.sarif", "--format", "text", status=1)
        self.assertIn("8 findings", result.out)
        with open(self.path("a.json"), encoding="utf-8") as file:
            self.assertEqual(len(json.load(file)["findings"]), 8)
        with open(self.path("a.sarif"), encoding="utf-8") as file:
            self.assertEqual(json.load(file)["version"], "2.1.0")

    def test_closed_pipe(self):
        for form in ("text", "json", "sarif"):
            process = subprocess.Popen([LINGER, "check", "--format", form], cwd=self.folder,
                                       stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            process.stdout.close()
            err = process.stderr.read().decode()
            process.stderr.close()
            self.assertEqual(process.wait(timeout=60), 2, err)
            self.assertEqual(err, "")

    def test_cannot_be_written(self):
        self.check("--output", "no/such/dir.txt", status=2, says="cannot write the report to no/")
        with open("/dev/full", "wb") as full:
            done = subprocess.run([LINGER, "check"], cwd=self.folder, stdout=full,
                                  stderr=subprocess.PIPE, timeout=60, check=False)
        self.assertEqual(done.returncode, 2)
        self.assertIn("No space left", done.stderr.decode())

    def test_closed_descriptors(self):
        done = subprocess.run(["bash", "-c", 'exec "$0" check --no-store <&- >&-', LINGER], cwd=self.folder,
                              stderr=subprocess.PIPE, timeout=60, check=False)
        self.assertEqual(done.returncode, 2)
        self.assertIn("cannot write the report to stdout", done.stderr.decode())
        done = subprocess.run(["bash", "-c", 'exec "$0" check --no-store <&- 2>&-', LINGER], cwd=self.folder,
                              stdout=subprocess.PIPE, timeout=60, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("8 of 8 files analysed", done.stdout.decode())

    def test_color(self):
        self.assertNotIn("\33", self.check(status=1).out)
        self.assertIn("\33", self.check("--color", "always", status=1).out)
        self.assertIn("\33", self.check(status=1, environment={"CLICOLOR_FORCE": "1"}).out)
        both = {"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}
        self.assertNotIn("\33", self.check(status=1, environment=both).out)

    def test_files_select_findings(self):
        result = self.check("f3.c", status=1, says="1 finding")
        self.assertIn("f3.c", result.out)
        self.assertNotIn("f4.c", result.out)

    def test_folder_selects_findings(self):
        self.project({"one/a.c": leak("a"), "two/b.c": leak("b"), "three/README": "no C here"})
        result = self.check("two", status=1, says="1 finding")
        self.assertIn("two/b.c:", result.out)
        self.check(self.folder, status=1, says="2 findings")
        self.check("three", status=2, says="nothing of")
        result = self.check(status=1, says="2 findings", cwd=self.path("one"))
        self.assertIn("one/a.c:5:", result.out)

    def test_tests_are_counted_apart(self):
        self.project({"src/a.c": GOOD, "tests/b.c": leak()})
        self.check(status=1, says="1 finding (1 in tests)")
        self.check("tests/b.c", status=1)
        self.check("--no-tests", status=0, says=["0 findings", "1 finding in tests"])

    def test_rules_and_confidence(self):
        self.check("--disable", "channel-leak", status=0)
        self.check("--disable", "channel-leak/pipe", status=1)
        self.check("--disable", "channel-leak/descriptor", status=0)
        self.check("--disable", "fd-leak", status=0)
        self.check("--audit", status=1)


class OneCommand(Case):
    def test_flags_behind_dashes(self):
        self.write("inc/h.h", "#define NAME named_by_header\n")
        self.write("x.c", '#include "h.h"\n' + leak("NAME"))
        result = self.check("x.c", "--", "-Iinc", status=1, says="1 of 1 file analysed")
        self.assertIn("x.c:", result.out)
        self.check("x.c", "--", status=3, says="h.h")
        self.check("y.c", "--", status=2, says="nothing to analyse")

    def test_keeps_the_project_in_the_store(self):
        self.project({"a.c": GOOD})
        self.check(status=0)
        self.check("a.c", "--", "-DOTHER", status=0)
        result = self.check("--stats", status=0)
        self.assertEqual(result.stats()["units_reused"], "1")

    def test_ir_and_contract(self):
        self.write("x.c", leak("opens_and_leaks"))
        result = self.run_linger("ir", "opens_and_leaks", "x.c", "--")
        self.assertEqual(result.status, 0, result.err)
        self.assertIn("open", result.out)
        self.assertEqual(self.run_linger("ir", "x.c", "--").out, result.out)
        self.assertEqual(self.run_linger("ir", "no_such", "x.c", "--").status, 2)
        self.assertEqual(self.run_linger("contract", "opens_and_leaks", "x.c", "--").status, 0)
        result = self.run_linger("contract", "no_such", "x.c", "--")
        self.assertEqual(result.status, 2)
        self.assertIn("nothing is known of no_such", result.err)

    def test_capture(self):
        self.write("x.c", leak())
        result = self.run_linger("capture", "-o", "x.facts", "--", "gcc", "-fconserve-stack",
                                 "-O2", "-c", "x.c", "-o", "x.o")
        self.assertEqual(result.status, 0, result.err)
        self.assertGreater(os.path.getsize(self.path("x.facts")), 100)
        self.assertEqual(self.run_linger("capture", "--", "cc", "x.c").status, 2)
        self.assertEqual(self.run_linger("capture", "-o", "y", "--", "cc", "-c").status, 2)


class Models(Case):
    def test_mistakes_have_a_place(self):
        self.project({"a.c": GOOD})
        for name, place in (("unknown_kind.h", "2:"), ("unknown_parameter.h", "1:"),
                            ("unclosed.h", "")):
            path = os.path.join(BAD, name)
            result = self.check("--models", path, status=2)
            self.assertRegex(result.err, re.escape(path) + ":" + place + r".*\d+: error: \S")
            self.assertEqual(result.out, "")
        self.check("--models", "gone.h", status=2, says="cannot read the models in gone.h")
        self.check("--models", self.folder, status=2, says="cannot read the models in")

    def test_a_model_changes_the_result(self):
        source = "int opens(void);\nint f(int a) { int fd = opens(); return fd < 0 ? -1 : a; }\n"
        self.project({"a.c": source})
        self.check(status=0)
        model = self.write("m.h", "int opens(void) LG_OPENS(descriptor, result, result >= 0);\n")
        self.check("--models", model, status=1)
        self.check(status=0)


class Suppressions(Case):
    def comment(self, text, own_line=False):
        if own_line:
            source = leak().replace("\tint fd", "\t" + text + "\n\n\t/* more */\n\tint fd")
        else:
            source = leak(comment=" " + text)
        self.project({"a.c": source})

    def test_with_reason(self):
        for rules in ("channel-leak", "channel-leak/descriptor", "fd-leak", "thread-leak, fd-leak"):
            self.comment("// linger-ignore[%s]: kept on purpose" % rules)
            self.check(status=0, says="1 suppressed")
            items = self.findings(status=0)
            self.assertEqual([item["suppressed"] for item in items], [True])
        self.comment("/* linger-ignore[channel-leak]: kept on purpose */", own_line=True)
        self.check(status=0, says="1 suppressed")

    def test_in_a_header(self):
        self.write("h.h", leak("static inline_leak").replace(
            "int static", "static inline int").replace(
            "\tint fd", "\t// linger-ignore[thread-leak]: one\n"
            "\t// linger-ignore[channel-leak]: two\n\tint fd"))
        source = '#include "h.h"\nint %s(const char *p) { return inline_leak(p); }\n'
        self.project({"a.c": source % "a", "b.c": source % "b"})
        result = self.check(status=0, says=["1 suppressed", "unused suppression"])
        self.assertEqual(result.err.count("unused suppression"), 1, result.err)

    def test_that_do_not_count(self):
        self.comment("// linger-ignore[channel-leak]:")
        result = self.check(status=1, says="1 finding")
        self.assertRegex(result.err, r"a\.c:5:\d+: warning: suppression without a reason")
        self.comment("// linger-ignore[thread-leak]: wrong rule")
        result = self.check(status=1, says="1 finding")
        self.assertRegex(result.err, r"a\.c:5:\d+: warning: unused suppression")
        self.comment("// linger-ignore[channel-leak/pipe]: wrong kind")
        self.check(status=1, says="unused suppression")
        self.comment("// linger-ignore[no-such-rule]: why")
        self.check(status=1, says="unknown rule 'no-such-rule'")
        # The warnings come again when the stored result is taken.
        self.check(status=1, says="unknown rule 'no-such-rule'")


if __name__ == "__main__":
    unittest.main()
