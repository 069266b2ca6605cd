#!/usr/bin/env python3
"""Each check of tools/ fails on a tree with one thing wrong, says where, and passes without it."""
import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def lines(count):
    return "".join(f"int a{i};\n" for i in range(count))


# check, name of the case, file, right text, wrong text, what the message must say
CASES = [
    ("check-arrows", "rules include reports", "rules/leak.c", '#include "rules/rules.h"\n',
     '\n#include "reports/report.h"\n', "rules/leak.c:2: rules may not include reports"),
    ("check-arrows", "reports include rules", "reports/json.c", '#include "analyzer/finding.h"\n',
     '#include "rules/rules.h"\n', "reports may not include rules"),
    ("check-arrows", "base includes analyzer", "base/map.c", '#include "base/map.h"\n',
     '#include "analyzer/finding.h"\n', "base may not include analyzer"),
    ("check-arrows", "by a relative path", "base/map.c", '#include "map.h"\n',
     '#include "../analyzer/finding.h"\n', "base may not include analyzer"),
    ("check-arrows", "libclang outside capture", "analyzer/engine/x.c", "#include <stdio.h>\n",
     "#include <clang-c/Index.h>\n", "clang-c/Index.h belongs to analyzer/capture/"),
    ("check-arrows", "sqlite outside the store", "analyzer/command/x.c", "#include <stdio.h>\n",
     "#include <sqlite3.h>\n", "sqlite3.h belongs to analyzer/store/"),
    ("check-headers", "a header that needs another", "base/x.h",
     "#include <stddef.h>\nsize_t x(void);\n", "size_t x(void);\n",
     "base/x.h: not alone with clang-19"),
    ("check-format", "spaces for a tab", "base/x.c", "int f(void)\n{\n\treturn 1;\n}\n",
     "int f(void)\n{\n    return 1;\n}\n", "base/x.c:2:2: error"),
    ("check-sizes", "a long file", "base/x.c", lines(900), lines(901), "901 lines, over 900"),
    ("check-sizes", "a long rule", "rules/x.c", lines(250), lines(251), "251 lines, over 250"),
    ("check-sizes", "a long function", "base/x.c", "int f(void)\n{\n" + "\n" * 70 + "}\n",
     "int f(void)\n{\n" + "\n" * 170 + "}\n", "f has 173 lines, over 160"),
    ("check-exit", "exit in a library", "base/x.c", "/* exit(1) */ const char *x = \"exit(1)\";\n",
     "void f(void)\n{\n\texit(1);\n}\n", "base/x.c:3: exit() outside a main"),
    ("check-exit", "abort in a library", "rules/x.c", "int main(void)\n{\n\texit(1);\n}\n",
     "void f(void)\n{\n\tabort();\n}\n", "abort() outside a main"),
    ("check-exit", "_exit without a fork", "base/x.c", "int f(void)\n{\n\tif (!fork())\n\t\t_exit(1);\n}\n",
     "void f(void)\n{\n\t_exit(1);\n}\n", "_exit() outside a main"),
    ("check-words", "a folder of one machine", "docs/x.md", "see docs/y.md\n",
     "\nsee /wor" + "k/main/x\n", "docs/x.md:2:"),
    ("check-words", "a registry", "docs/x.md", "https://github.com/x\n",
     "http" + "://deb.debian.org/debian\n", "deb.debian.org is no host"),
]


def write(root, path, text):
    path = os.path.join(root, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as stream:
        stream.write(text)


def run_check(check, files):
    """(status, output) of the check on a tree of these files."""
    with tempfile.TemporaryDirectory() as root:
        for path, text in files.items():
            write(root, path, text)
        with open(os.path.join(ROOT, ".clang-format"), encoding="utf-8") as style:
            write(root, ".clang-format", style.read())
        run = subprocess.run([os.path.join(ROOT, "tools", check), root], text=True,
                             capture_output=True, check=False)
        return run.returncode, run.stdout + run.stderr


def main():
    around = {"rules/rules.h": "", "reports/report.h": "", "analyzer/finding.h": "",
              "base/map.h": ""}
    failed = 0
    for check, name, path, right, wrong, message in CASES:
        status, output = run_check(check, {**around, path: right})
        wrong_status, wrong_output = run_check(check, {**around, path: wrong})
        good = status == 0 and wrong_status == 1 and message in wrong_output
        print(f"[{'       OK ' if good else '  FAILED  '}] {check}_{name.replace(' ', '_')}")
        if not good:
            failed += 1
            print(f"right tree: {status}\n{output}\nwrong tree: {wrong_status}\n{wrong_output}")
    sys.exit(1 if failed else 0)


main()
