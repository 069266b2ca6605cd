#!/usr/bin/env bash
# SARIF as others read it: @microsoft/sarif-multitool must log no result of level "error" for our
# reports, and must log one for each deliberately broken report (it exits 0 either way).
#
#   tests/sarif.sh TEST_REPORTS [LINGER]    the test program that writes one, and linger itself
#
# Exit status 77: skipped, for want of npm or of a network. In CI ($CI is set) that is a failure.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
version=5.7.0
cache=${LINGER_TEST_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/linger-tests}/sarif-multitool-$version
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 # no ICU needed
failures=0
skipped=0

skip()
{
	echo "SKIPPED: $*"
	skipped=$((skipped + 1))
	if [ -n "${CI:-}" ]; then
		echo "in CI nothing may be skipped" >&2
		exit 1
	fi
}

fail()
{
	echo "FAILED: $*"
	failures=$((failures + 1))
}

multitool()
{
	find "$cache" -path '*sarif-multitool-linux*' -name Sarif.Multitool -type f 2>/dev/null | head -1
}

install_multitool()
{
	[ -n "$(multitool)" ] && return
	command -v npm > /dev/null || return 1
	mkdir -p "$cache"
	npm install --prefix "$cache" --ignore-scripts --no-audit --no-fund --loglevel=error \
		"@microsoft/sarif-multitool@$version" || return 1
	[ -n "$(multitool)" ]
}

# Prints the results of level "error" in the log about FILE, one a line.
errors_of()
{
	local log=$work/log.sarif
	rm -f "$log"
	"$tool" validate "$1" --rule-kind "Sarif;Gh" --output "$log" --log ForceOverwrite --quiet \
		> "$work/output" 2>&1 || { echo "multitool failed: $(cat "$work/output")"; return; }
	python3 - "$log" <<'EOF'
import json, sys
log = json.load(open(sys.argv[1], encoding="utf-8-sig"))
for run in log["runs"]:
    notes = [n for i in run["invocations"] for n in i.get("toolExecutionNotifications", [])
             + i.get("toolConfigurationNotifications", []) if n.get("level") == "error"]
    for result in run.get("results", []) + notes:
        if result.get("level") == "error":
            print(result.get("ruleId", "notification"), json.dumps(result["message"])[:200])
EOF
}

# break_with NAME STATEMENT: applies a Python statement to the good report, as `run`.
broken()
{
	python3 - "$work/good.sarif" "$work/broken.sarif" "$2" <<'EOF'
import json, sys
document = json.load(open(sys.argv[1]))
run = document["runs"][0]
first = run["results"][0]
region = first["locations"][0]["physicalLocation"]["region"]
exec(sys.argv[3])
json.dump(document, open(sys.argv[2], "w"))
EOF
	if [ -n "$(errors_of "$work/broken.sarif")" ]; then
		echo "ok: refused: $1"
	else
		fail "the validator saw nothing wrong with: $1"
	fi
}

accepted()
{
	local errors
	errors=$(errors_of "$2")
	if [ -z "$errors" ]; then
		echo "ok: accepted: $1"
	else
		fail "$1"
		echo "$errors"
	fi
}

if ! install_multitool; then
	skip "@microsoft/sarif-multitool $version could not be installed with npm into $cache"
	exit 77
fi
tool=$(multitool)
chmod u+x "$tool"
"$tool" --version > "$work/version" 2>&1 || { cat "$work/version"; fail "multitool does not run"; exit 1; }

"$1" --write sarif "$work/good.sarif"
broken "line 0" 'region["startLine"] = 0'
broken "end before start" 'region["endColumn"] = 1'
broken "no location" 'del first["locations"]'
broken "no message" 'del first["message"]'
broken "a rule that is not there" 'first["ruleIndex"] = 99'
broken "a path that is no URI" \
	'first["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] = "a b.c"'
broken "another version" 'document["version"] = "2.0.0"'
accepted "the report of the goldens" "$work/good.sarif"

if [ -n "${2:-}" ] && [ -d "$root/testdata/demo" ]; then
	cp -r "$root/testdata/demo" "$work/demo"
	cmake -S "$work/demo" -B "$work/demo/build" -DCMAKE_EXPORT_COMPILE_COMMANDS=ON > /dev/null
	status=0
	"$2" check -p "$work/demo/build" --format sarif > "$work/demo.sarif" || status=$?
	[ "$status" -le 1 ] || fail "linger check on testdata/demo gave $status"
	accepted "the report of testdata/demo" "$work/demo.sarif"
else
	skip "no linger given: its own report on testdata/demo is not checked"
fi

echo "$failures failures, $skipped skipped"
[ "$failures" -eq 0 ]
