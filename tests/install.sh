#!/bin/bash
# An installed tree works by itself: install into a temporary prefix, hide the source and the build
# folder, and run the installed program on a copy of the demo project.
#
#   tests/install.sh SOURCE BUILD
#
# Hiding needs a mount namespace; without one the rest is tested and the status is 77 (skipped).
set -euo pipefail

source=$(realpath "$1")
build=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail()
{
	echo "install: $*" >&2
	exit 1
}

# Runs COMMAND in a namespace where the source folder is empty.
hidden()
{
	unshare --map-root-user --mount bash -c '
		mount -t tmpfs none "$1" && shift
		if [ -d "$1" ]; then mount -t tmpfs none "$1" || exit 99; fi
		shift
		exec "$@"' - "$source" "$build" "$@"
}

cmake --install "$build" --prefix "$work/prefix" > "$work/install.log" ||
	fail "cmake --install failed: $(cat "$work/install.log")"
for file in bin/linger bin/linger-capture include/linger/annotate.h share/man/man1/linger.1 \
	share/doc/linger/README.md share/linger/models/threads.h share/linger/docs/thread-leak.md; do
	[ -s "$work/prefix/$file" ] || fail "$file is not installed"
done

cp -r "$source/testdata/demo" "$work/demo"
cmake -S "$work/demo" -B "$work/demo/build" -DCMAKE_EXPORT_COMPILE_COMMANDS=ON \
	> "$work/demo.log" || fail "the demo does not configure: $(cat "$work/demo.log")"
cd "$work/demo"

hide=hidden
hidden true 2> /dev/null || hide=
status=0
$hide "$work/prefix/bin/linger" check -p build > "$work/found" 2> "$work/talk" || status=$?
[ $status -eq 1 ] || fail "linger check ended with $status: $(cat "$work/found" "$work/talk")"
grep -q 'warning: .*\[thread-leak' "$work/found" || fail "no thread leak found in the demo"
$hide "$work/prefix/bin/linger" explain thread-leak > "$work/page" || fail "explain failed"
grep -qi 'joined' "$work/page" || fail "explain shows no page"
man -l --pager=cat "$work/prefix/share/man/man1/linger.1" > "$work/man" 2> /dev/null ||
	! command -v man > /dev/null || fail "the man page cannot be shown"

[ -n "$hide" ] || { echo "install: works, but the source tree could not be hidden"; exit 77; }
echo "install: the installed tree works without the source tree"
