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
# shellcheck disable=SC2046
[ $# -gt 0 ] || set -- $(awk '$1 == "project" { print $2 }' "$here/corpus.list")

for project in "$@"; do
	if [ ! -f "$corpus/$project/compile_commands.json" ]; then
		echo "bench/mutation.sh: $project is not in $corpus: run bench/corpus" >&2
		exit 2
	fi
done

# The sums of the tables on stdin, and whether they are what the issue asks for. Columns: project,
# mutant, where, all, equivalent, kept, found, by a caller, of these low, blurred, missed, %.
judge()
{
	awk -F' *[|] *' '
		{ print }
		$3 == "**all deleted ends**" || $3 == "jump to it returns" {
			key = $4 ": " ($3 ~ /deleted/ ? "deleted ends" : "jumps")
			found[key] += $8 + $9
			all[key] += $8 + $9 + $11 + $12
			kept[key] += $7
		}
		/ restored and not silent$/ && !/; 0 restored/ { loud = 1 }
		END {
			for (key in all) {
				bar = key ~ /^one function/ ? 95 : key ~ /global/ ? 0 : 80
				percent = all[key] ? 100 * found[key] / all[key] : 100
				printf "all projects, %s: %d of %d found, %.1f %% (at least %d), %d more kept\n",
					key, found[key], all[key], percent, bar, kept[key] | "sort"
				bad += percent < bar
			}
			close("sort")
			exit bad || loud
		}'
}

for project in "$@"; do
	"$build/bench_mutation" --name "$project" "${shown[@]}" --quiet --no-store "$corpus/$project"
	echo
done | judge
