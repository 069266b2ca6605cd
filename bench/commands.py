#!/usr/bin/env python3
"""Turn a compile database into the inputs of the measurements.

    bench/commands.py DATABASE FOLDER

writes to FOLDER, for each unit of DATABASE (a C file may be several, with different arguments):
    NNNN.rsp    a response file: clang-19 @NNNN.rsp checks that unit
    units       all of them for bare_parse: directory, file, arguments, each ended by a NUL
                and the unit ended by one more
Outputs, dependencies, warnings, -g and -O are dropped: linger drops them too, so the same
work is compared.
"""
import json
import os
import shlex
import sys

WITH_VALUE = {"-o", "-MF", "-MT", "-MQ", "-MJ"}
DROPPED = {"-c", "-S", "-E", "-pipe", "-M", "-MM", "-MD", "-MMD", "-MP", "-MG", "-pedantic"}
DROPPED_STARTS = ("-W", "-g", "-O", "-flto", "-fplugin", "-save-temps", "-fdump-", "-specs=", "-o",
                  "-MF", "-MT", "-MQ")


def absolute(directory, file):
    return os.path.normpath(os.path.join(directory, file))


def cleaned(arguments, directory, file):
    """The arguments without the compiler, the file and what does not matter for the syntax."""
    kept, skip = [], False
    for argument in arguments[1:]:
        if skip:
            skip = False
        elif argument in WITH_VALUE:
            skip = True
        elif argument in DROPPED or argument.startswith(DROPPED_STARTS):
            pass
        elif absolute(directory, argument) == file:
            pass
        else:
            kept.append(argument)
    return kept


def units(database):
    """(directory, file, arguments) of each unit once."""
    seen = set()
    with open(database, encoding="utf-8") as stream:
        entries = json.load(stream)
    for entry in entries:
        arguments = entry.get("arguments") or shlex.split(entry["command"])
        key = absolute(entry["directory"], entry["file"])
        unit = entry["directory"], key, cleaned(arguments, entry["directory"], key)
        if key.endswith(".c") and str(unit) not in seen:
            seen.add(str(unit))
            yield unit


def quoted(argument):
    """One word of a response file."""
    return '"' + argument.replace("\\", "\\\\").replace('"', '\\"') + '"'


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    database, folder = sys.argv[1:]
    os.makedirs(folder, exist_ok=True)
    count = 0
    with open(os.path.join(folder, "units"), "wb") as listing:
        for directory, file, arguments in units(database):
            words = ["-fsyntax-only", "-w", "-working-directory=" + directory, *arguments, file]
            with open(os.path.join(folder, f"{count:04}.rsp"), "w", encoding="utf-8") as response:
                response.write("\n".join(quoted(word) for word in words) + "\n")
            fields = [directory, file, *arguments]
            listing.write(b"".join(os.fsencode(field) + b"\0" for field in fields) + b"\0")
            count += 1
    print(count)


main()
