#!/usr/bin/env bash
# The one way in: builds, runs and tests linger, and says what it needs for that.
#
#   ./do check [DIR]      run linger on the project in DIR (default: testdata/demo)
#   ./do test [--all]     build and pass all tests; --all adds the slow ones on real projects
#   ./do build            build into ./build
#   ./do fuzz SECONDS     run each fuzz target that long
#   ./do hook [ARG...]    what pre-commit runs: linger check on the folder one is in
#
# Exit status of check: linger's own (0 clean, 1 findings, 2 error, 3 only in part).
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
jobs=$(nproc)

say()
{
	echo "do: $*" >&2
}

die()
{
	say "$*"
	exit 2
}

# ---- packages ----

installed()
{
	dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed
}

# Lines "package why" of what USE... need and this machine lacks.
missing_packages()
{
	local package use command why
	while read -r package use command why; do
		[[ $package == \#* || " $* " != *" $use "* ]] && continue
		[ "$command" != - ] && command -v "$command" > /dev/null && continue
		installed "$package" || echo "$package $why"
	done < "$root/tools/packages.list"
}

# Installs as root, asks on a terminal, else prints the line to run and ends.
need()
{
	local lacks names sudo="" answer package why
	command -v dpkg-query > /dev/null || {
		say "this is no Debian: taking for granted the packages of tools/packages.list"
		return
	}
	lacks=$(missing_packages "$@")
	[ -z "$lacks" ] && return
	names=$(cut -d' ' -f1 <<< "$lacks" | paste -sd' ')
	say "needs packages that are not installed:"
	while read -r package why; do
		printf '  %-20s %s\n' "$package" "$why" >&2
	done <<< "$lacks"
	echo "apt-get install -y --no-install-recommends $names" >&2
	if [ "$(id -u)" -ne 0 ]; then
		if [ ! -t 0 ] || [ ! -t 2 ]; then
			die "run the line above as root, then try again"
		fi
		read -rp "Run it with sudo now? [y/N] " answer
		[[ $answer == [yY]* ]] || exit 2
		sudo=sudo
	fi
	$sudo apt-get -qq update >&2 || say "apt-get update failed; trying with the lists that are here"
	say "installing them; apt-get writes to build/install.log"
	mkdir -p "$root/build"
	# shellcheck disable=SC2086
	$sudo env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends \
		$names > "$root/build/install.log" 2>&1 || {
		tail -n 20 "$root/build/install.log" >&2
		die "apt-get could not install them: the whole log is build/install.log"
	}
}

# ---- building ----

# Configures and builds FOLDER with the cmake options that follow; quiet unless it fails.
build_in()
{
	local folder=$1 log=$1/build.log
	shift
	mkdir -p "$folder"
	if ! { cmake -S "$root" -B "$folder" -G Ninja "$@" && cmake --build "$folder" -j "$jobs"; } \
		> "$log" 2>&1; then
		tail -n 40 "$log" >&2
		say "the build failed: the whole log is $log"
		return 1
	fi
}

build()
{
	need build
	build_in "$root/build/main" -DLINGER_TESTS=OFF || exit 2
}

# ---- check ----

# Prints the folder of the compile_commands.json for the project in $1; configures a CMake one.
database_of()
{
	local project=$1 folder
	for folder in "$project" "$project"/build*; do
		if [ -f "$folder/compile_commands.json" ]; then
			echo "$folder"
			return
		fi
	done
	[ -f "$project/CMakeLists.txt" ] || die "no compile_commands.json in $project or its build\
 folder; make one with
  CMake: cmake -DCMAKE_EXPORT_COMPILE_COMMANDS=ON …   Meson: meson setup build   Make: bear -- make"
	folder=$root/build/projects/$(basename "$project")-$(cksum <<< "$project" | cut -d' ' -f1)
	mkdir -p "$folder"
	cmake -S "$project" -B "$folder" -G Ninja -DCMAKE_EXPORT_COMPILE_COMMANDS=ON \
		> "$folder/configure.log" 2>&1 ||
		die "cmake could not configure $project: see $folder/configure.log"
	echo "$folder"
}

check()
{
	local project=${1:-$root/testdata/demo} database
	[ -d "$project" ] || die "$project is not a folder"
	project=$(cd "$project" && pwd)
	build
	database=$(database_of "$project") || exit 2
	cd "$project"
	exec "$root/build/main/linger" check -p "$database"
}

# ---- test ----

# One build and its tests; the results go to FOLDER/results.xml.
test_in()
{
	local name=$1 folder=$root/build/$1
	shift
	rm -f "$folder/results.xml"
	say "building $name"
	build_in "$folder" -DLINGER_WERROR=ON -DLINGER_TESTS=ON "$@" || return 0
	say "testing $name"
	(cd "$folder" && ctest -j 2 --timeout 300 --output-on-failure "${selected[@]}" \
		--test-output-size-passed 10000000 --output-junit results.xml >&2) || true
}

run_tests()
{
	selected=(-LE slow)
	case ${1:-} in
	"") ;;
	--all) selected=() ;;
	*) die "usage: ./do test [--all]" ;;
	esac
	need build test
	export ASAN_OPTIONS=detect_stack_use_after_return=1 UBSAN_OPTIONS=print_stacktrace=1
	test_in test-plain -DCMAKE_C_COMPILER=gcc -DCMAKE_BUILD_TYPE=Debug
	test_in test-sanitized -DCMAKE_C_COMPILER=clang-19 -DCMAKE_BUILD_TYPE=Debug \
		-DCMAKE_C_FLAGS=-O1 -DLINGER_ASAN=ON
	if [ ${#selected[@]} -gt 0 ]; then
		say "not run (./do test --all runs them): $(slow_tests)"
	fi
	exec "$root/tools/count-tests" "$root"/build/test-{plain,sanitized}/results.xml
}

slow_tests()
{
	(cd "$root/build/test-plain" 2> /dev/null && ctest -N -L slow 2> /dev/null) |
		awk '/Test +#/ { printf "%s ", $NF; n++ } END { if (!n) printf "none" }'
}

# ---- fuzz ----

fuzz()
{
	local seconds=${1:-} target topic here dictionary failed=0
	[[ $seconds =~ ^[0-9]+$ ]] || die "usage: ./do fuzz SECONDS"
	need build test
	build_in "$root/build/fuzz" -DCMAKE_C_COMPILER=clang-19 -DLINGER_FUZZ=ON \
		-DLINGER_TESTS=OFF || exit 2
	for target in "$root"/build/fuzz/fuzz_*; do
		[ -x "$target" ] || continue
		topic=${target##*/fuzz_}
		here=$root/build/fuzz/$topic
		mkdir -p "$here/corpus"
		copy_seeds "$topic" "$here/seeds"
		dictionary=()
		[ ! -f "$root/testdata/${topic}s/fuzz.dict" ] ||
			dictionary=("-dict=$root/testdata/${topic}s/fuzz.dict")
		say "fuzzing $topic for $seconds s"
		"$target" -max_total_time="$seconds" -print_final_stats=1 -timeout=10 \
			"${dictionary[@]}" -artifact_prefix="$here/found-" "$here/corpus" "$here/seeds" \
			> "$here/log" 2>&1 || {
			failed=1
			say "$topic failed; the end of $here/log:"
			tail -n 20 "$here/log" >&2
		}
		grep -E 'SUMMARY|number_of_executed_units|Test unit written' \
			"$here/log" | sed "s/^/  /" || true
	done
	exit $failed
}

# Fills the folder $2 with inputs of the topic $1 to start from, each under a name of its own.
copy_seeds()
{
	local topic=$1 folder=$2 file number=0
	mkdir -p "$folder"
	while read -r file; do
		number=$((number + 1))
		cp "$file" "$folder/$number"
	done < <(case $topic in
		model) find "$root/rules/models" "$root/testdata/models" -name '*.h' ;;
		compdb) find "$root/testdata" -name '*.json' ;;
		*) find "$root/testdata/fuzz/$topic" -type f ;;
		esac 2> /dev/null)
	case $topic in
	ir | facts)
		while read -r file; do
			number=$((number + 1))
			"$root/build/fuzz/linger-capture" -o "$folder/$number" -- cc -w "$file" \
				2> /dev/null || true
		done < <(find "$root/testdata" -name '*.c' | sort | head -60)
		;;
	esac
}

case ${1:-} in
check) shift; check "$@" ;;
test) shift; run_tests "$@" ;;
hook) shift; build && exec "$root/build/main/linger" check "$@" ;;
build) build && say "built: $root/build/main/linger" ;;
fuzz) shift; fuzz "$@" ;;
*)
	sed -n '2,/^$/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" | sed '/^set /d' >&2
	exit 2
	;;
esac
