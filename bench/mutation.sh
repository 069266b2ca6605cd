#!/usr/bin/env bash
# Mutation recall on the projects of bench/corpus: takes away one proved end after the other and
# counts how many of the leaks are found (analyzer/engine/mutate.h).
#
#   bench/mutation.sh [--build DIR] [--misses | --every] [PROJECT...]
#
# Needs the projects of bench/corpus and a build (default: build/main, made by ./do build). Prints a
# table a project; exit status 1 when less is found than the issue asks for.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
corpus=${LINGER_CORPUS:-$HOME/.cache/linger-corpus}
build=$here/../build/main
shown=()

while [[ ${1:-} == --* ]]; do
	case $1 in
	--build)
		build=$2
		shift
		;;
	--misses | --every) shown=("$1") ;;
	*)
		echo "bench/mutation.sh: unknown option $1" >&2
		exit 2
		;;
	esac
	shift
done
if [ ! -x "$build/bench_mutation" ]; then
	echo "bench/mutation.sh: no bench_mutation in $build: run ./do build, or give --build DIR" >&2
	exit 2
fi
[ $# -gt 0 ] || set -- memcached redis curl

status=0
for project in "$@"; do
	if [ ! -f "$corpus/$project/compile_commands.json" ]; then
		echo "bench/mutation.sh: $project is not in $corpus: run bench/corpus" >&2
		exit 2
	fi
	"$build/bench_mutation" --name "$project" --bar-function 95 --bar-wrapper 80 "${shown[@]}" \
		--quiet --no-store "$corpus/$project" || status=$?
	echo
done
exit $status
