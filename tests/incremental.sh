#!/bin/bash
# What a run costs after a change: linger end to end on a small project, judged by the counters of
# --stats, never by time.
#
#   tests/incremental.sh BUILD
#
# Each step runs the program and says exactly how many units are parsed and functions solved.
set -uo pipefail

linger=$(realpath "$1")/linger
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
project=$work/project
failures=0
step=

fail()
{
	echo "incremental: $step: $*" >&2
	failures=$((failures + 1))
}

begin()
{
	step=$1
	# Files written before are then older than the clock tick of the run that parses them.
	sleep 0.05
}

# check ARGUMENT...: one run; findings in $work/out, counters in $work/err, status in $status.
check()
{
	(cd "$project" && exec "$linger" check --stats --color never "$@") \
		>"$work/out" 2>"$work/err"
	status=$?
	sed -i 's/ in [0-9.]* s$//' "$work/out" "$work/err"
}

counter()
{
	awk -v name="$1" '$1 == name { print $2; found = 1 } END { exit !found }' "$work/err"
}

# expect NAME VALUE ...: exactly these counters.
expect()
{
	local value
	while [ $# -gt 0 ]; do
		value=$(counter "$1") || fail "there is no counter $1"
		[ "$value" = "$2" ] || fail "$1 is $value, not $2"
		shift 2
	done
}

# Nothing parsed, nothing solved, the whole result from the store, the same bytes.
expect_nothing()
{
	expect run_reused 1 units_parsed 0 solved 0 reused 0 decoded 0 steps 0
	cmp -s "$work/out" "$work/before" || fail "the report is not that of the run before"
}

remember()
{
	cp "$work/out" "$work/before"
}

# findings FILE:LINE ...: the warnings of the last run are exactly these, in this order.
findings()
{
	local found
	found=$(sed -n 's/^\([a-z/]*\.[ch]:[0-9]*\):[0-9]*: warning: .*/\1/p' "$work/out" | xargs)
	[ "$found" = "$*" ] || fail "findings: '$found', not '$*'"
	[ "$status" -eq $(($# > 0)) ] || fail "exit status $status"
}

edit()
{
	sed -i "$2" "$project/$1"
}

write_project()
{
	mkdir -p "$project/include"
	cat >"$project/include/wrap.h" <<-'END'
		#define FLAGS 0
		int wrap_open(const char *path);
		void wrap_close(int fd);
	END
	cat >"$project/wrap.c" <<-'END'
		#include <fcntl.h>
		#include <unistd.h>
		#include "wrap.h"
		int wrap_open(const char *path)
		{
			return open(path, 0);
		}
		void wrap_close(int fd)
		{
			close(fd);
		}
	END
	cat >"$project/use.c" <<-'END'
		#include "wrap.h"
		int use(const char *path)
		{
			int fd = wrap_open(path);
			if (fd < 0)
				return -1;
			if (path[0] == '-')
				return FLAGS;
			wrap_close(fd);
			return 0;
		}
	END
	cat >"$project/top.c" <<-'END'
		#include "wrap.h"
		int use(const char *path);
		int pass(int fd)
		{
			wrap_close(fd);
			return 0;
		}
		int top(int count, char **paths)
		{
			for (int i = 0; i < count; i++)
				if (use(paths[i]) < 0)
					return 1;
			return 0;
		}
	END
	cat >"$project/alone.c" <<-'END'
		#include <fcntl.h>
		#include <unistd.h>
		int alone(void)
		{
			int fd = open("alone", O_RDONLY);
			if (fd < 0)
				return -1;
			close(fd);
			return 0;
		}
	END
	database wrap.c use.c top.c alone.c
}

# database FILE[=ARGUMENT] ...: a compile database of these files.
database()
{
	local entry separator='['
	for entry; do
		local file=${entry%%=*} extra=
		[ "$entry" = "$file" ] || extra=", \"${entry#*=}\""
		printf '%s\n{"directory": "%s", "file": "%s", "arguments": ["cc", "-Iearly", ' \
			"$separator" "$project" "$file"
		printf '"-Iinclude"%s, "-c", "%s"]}' "$extra" "$file"
		separator=,
	done >"$project/compile_commands.json"
	echo ']' >>"$project/compile_commands.json"
}

write_project

begin "cold"
check
# top() calls nothing that opens or ends anything of its own.
expect units 4 units_parsed 4 units_reused 0 run_reused 0 functions 6 reused 0 solved 5
findings use.c:4
remember

begin "nothing changed"
check
expect units_parsed 0 units_reused 4
expect_nothing
check
expect store_hashes 0
expect_nothing

begin "touched, not changed"
touch "$project/include/wrap.h" "$project/use.c"
check
expect store_hashes 2 units_parsed 0
expect_nothing

begin "a comment above a function"
edit use.c '2i/* A comment\n   of two lines. */'
check
expect units_parsed 1 units_reused 3 run_reused 0 solved 0
findings use.c:6
remember
check
expect_nothing

begin "a body whose summary stays the same"
edit wrap.c 's/return open(path, 0);/int fd = open(path, 0); return fd;/'
check
expect units_parsed 1 units_reused 3 solved 1
findings use.c:6

begin "a summary that its callers see"
# wrap_close() ends its parameter no more: use() and pass() see it. Nothing is left to solve in
# wrap_close() and pass(), and top() sees no change in use().
edit wrap.c 's/close(fd);/(void)fd;/'
check
expect units_parsed 1 units_reused 3 solved 1
findings use.c:6
grep -q 'use.c:12:.*and at this exit' "$work/out" || fail "the second exit is not reported"

begin "taken back: what was solved before is still there"
edit wrap.c 's/(void)fd;/close(fd);/'
check
expect units_parsed 1 units_reused 3 solved 0
findings use.c:6
! grep -q 'and at this exit' "$work/out" || fail "the second exit is still reported"

begin "a summary that its callers see, never seen before"
edit wrap.c 's/close(fd);/if (fd > 2) close(fd);/'
check
expect units_parsed 1 units_reused 3 solved 3
edit wrap.c 's/if (fd > 2) close(fd);/close(fd);/'
check
expect units_parsed 1 solved 0

begin "a comment in a header"
edit include/wrap.h '1i/* A comment. */'
check
expect units_parsed 3 units_reused 1 solved 0
findings use.c:6

begin "a macro in a header"
edit include/wrap.h 's/FLAGS 0/FLAGS 1/'
check
expect units_parsed 3 units_reused 1 solved 1
findings use.c:6
remember

begin "a folder earlier on the include path"
mkdir "$project/early"
check
expect_nothing

begin "a new header earlier on the include path"
# use() has another body; pass() calls what is declared in another header, which tells libc's apart.
sed 's/FLAGS 1/FLAGS 2/' "$project/include/wrap.h" >"$project/early/wrap.h"
check
expect units_parsed 3 units_reused 1 solved 2
findings use.c:6

begin "the new header is gone"
rm "$project/early/wrap.h"
check
expect units_parsed 3 units_reused 1 solved 0
findings use.c:6

begin "a header found by __has_include"
edit alone.c '1i#if __has_include("option.h")\n#define NAME "b"\n#else\n#define NAME "a"\n#endif'
check
expect units_parsed 1 solved 0
touch "$project/include/option.h"
check
expect units_parsed 1 units_reused 3 solved 0
rm "$project/include/option.h"
edit alone.c '1,5d'
check
expect units_parsed 1 solved 0

begin "a changed argument"
database wrap.c use.c=-DUNUSED top.c alone.c
check
expect units_parsed 1 units_reused 3 solved 0
findings use.c:6
remember

begin "a file listed in another order"
database alone.c top.c use.c=-DUNUSED wrap.c
check
expect_nothing

begin "a model"
cat >"$work/model.h" <<'END'
#include <linger/annotate.h>
int project_take(int fd) LG_ENDS(descriptor, fd);
END
edit use.c "s/return FLAGS;/return project_take(fd);/"
edit use.c '1iint project_take(int fd);'
check
expect units_parsed 1 solved 1
findings # an unknown callee may keep it
check --models "$work/model.h"
expect units_parsed 0 units_reused 4 run_reused 0 solved 1
findings
remember
check --models "$work/model.h"
expect_nothing
sed -i 's/LG_ENDS/LG_USES/' "$work/model.h"
check --models "$work/model.h"
expect units_parsed 0 units_reused 4 run_reused 0 solved 1
findings use.c:7

begin "a file leaves the project"
database alone.c top.c wrap.c
check
expect units 3 units_parsed 0 units_reused 3
findings
database alone.c top.c use.c wrap.c
check
expect units 4 units_parsed 1
edit use.c 's/return project_take(fd);/return FLAGS;/'
check
findings use.c:7
remember

begin "a file that crashes its worker"
edit alone.c '1i/* again */'
LINGER_TEST_WORKER_FAULT=crash:alone.c check
expect units_parsed 0 units_reused 3 units_crashed 1
[ "$status" -eq 3 ] || fail "exit status $status, not 3"
check
expect units_parsed 0 units_reused 3 units_crashed 1 run_reused 0
edit alone.c '1i/* and again */'
check
expect units_parsed 1 units_reused 3 units_crashed 0
findings use.c:7

begin "another number of jobs"
for jobs in 1 2 4; do
	rm -rf "$project/.linger"
	check --jobs "$jobs"
	expect units_parsed 4 run_reused 0
	cmp -s "$work/out" "$work/before" || fail "--jobs $jobs gives other bytes"
done

begin "two runs at once"
for round in 1 2 3; do
	rm -rf "$project/.linger"
	for run in 1 2; do
		(cd "$project" && exec "$linger" check --color never) \
			>"$work/out$run" 2>"$work/err$run" &
	done
	wait
	for run in 1 2; do
		sed -i 's/ in [0-9.]* s$//' "$work/out$run"
		cmp -s "$work/out$run" "$work/before" || fail "run $run gives another report"
		! grep -q 'warning\|error' "$work/err$run" || fail "run $run: $(cat "$work/err$run")"
	done
	check
	expect_nothing
done

begin "a damaged store"
printf 'not a database' >"$project/.linger/linger.db"
check
expect units_parsed 4
grep -q 'linger.db.broken-1' "$work/err" || fail "nothing is said of the damaged store"
cmp -s "$work/out" "$work/before" || fail "another report"
check
expect_nothing

begin "no store"
check --no-store
expect units_parsed 4 run_reused 0
cmp -s "$work/out" "$work/before" || fail "another report"

if [ "$failures" -gt 0 ]; then
	echo "incremental: $failures failures" >&2
	exit 1
fi
