#!/usr/bin/env bash
# Every program is built so that most mistakes with memory end it (cmake/options.cmake). Usage: hardened.sh BUILD-FOLDER
set -euo pipefail
build=$1
command -v readelf >/dev/null || { echo "skipped: readelf is not here"; exit 77; }
fail() { echo "FAILED: $*"; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# PROGRAM WORDS: what readelf says of it must have a line with these words.
has() { grep -qE -- "$2" "$work/said" || fail "$1: no $3"; }
has_not() { if grep -qE -- "$2" "$work/said"; then fail "$1: $3"; fi; }
checked=0
for program in kiosk kiosk-hub kiosk-pack kiosk-signer kiosk-sync; do
    [ -x "$build/$program" ] || continue
    readelf --wide --file-header --program-headers --dynamic "$build/$program" >"$work/said"
    has "$program" 'Type:.*DYN' "position-independent program (PIE)"
    has "$program" 'FLAGS_1.*PIE' "position-independent program (PIE)"
    has "$program" 'GNU_RELRO' "part that is read-only after the start (RELRO)"
    has "$program" 'BIND_NOW|FLAGS_1.*NOW' "binding at the start (BIND_NOW)"
    has "$program" 'GNU_STACK .* RW ' "stack without code"
    has_not "$program" 'LOAD .* RWE|LOAD .*W E' "memory that can be written and run"
    has_not "$program" 'TEXTREL' "relocations in its code"
    has_not "$program" 'RPATH|RUNPATH' "a folder of libraries of its own"
    readelf --wide --symbols "$build/$program" >"$work/said"
    has "$program" '__stack_chk_fail' "protected stack"
    has "$program" '__[a-z]+_chk(@|$| )' "checked calls of the C library (FORTIFY)"
    has "$program" '__glibcxx_assert_fail' "checked bounds of the standard library"
    checked=$((checked + 1))
done
[ "$checked" -eq 5 ] || fail "only $checked programs are here"

# All that is ours was compiled so; what of it a finished program cannot show is in its parts. (Debian's own start-up code has
# no marks for indirect branches, so a whole program never has them.)
python3 - "$build/compile_commands.json" >"$work/objects" <<'PYTHON' || fail "a source is compiled without: see above"
import json, shlex, sys
wanted = ["-fstack-protector-strong", "-ftrivial-auto-var-init=zero", "-D_GLIBCXX_ASSERTIONS", "-D_FORTIFY_SOURCE=2", "-fPIE"]
bad = 0
for entry in json.load(open(sys.argv[1])):
    words = shlex.split(entry["command"])
    output = words[words.index("-o") + 1]
    if output.startswith("tests/") or "/tests/" in output:
        continue
    for word in wanted:
        if word not in words:
            print(entry["file"], "without", word, file=sys.stderr)
            bad += 1
    print(entry["directory"] + "/" + output)
sys.exit(1 if bad else 0)
PYTHON
if [ "$(uname -m)" = x86_64 ]; then
    marked=0
    while read -r object; do
        [ -f "$object" ] || continue  # not every part is built for every test
        readelf --wide --notes "$object" 2>/dev/null | grep -q 'x86 feature: IBT, SHSTK' || fail "$object: no marks for indirect branches (CET)"
        marked=$((marked + 1))
    done <"$work/objects"
    [ "$marked" -gt 20 ] || fail "only $marked objects were looked at"
fi

# The check itself: a program without all that is refused.
echo 'int main() { return 0; }' >"$work/open.c"
if command -v cc >/dev/null; then
    mkdir "$work/open"
    cc -no-pie -Wl,-z,norelro,-z,lazy,-z,execstack -fno-stack-protector -fcf-protection=none -o "$work/open/kiosk" "$work/open.c"
    cp "$work/open/kiosk" "$work/open/kiosk-hub"
    cp "$work/open/kiosk" "$work/open/kiosk-pack"
    cp "$work/open/kiosk" "$work/open/kiosk-signer"
    cp "$work/open/kiosk" "$work/open/kiosk-sync"
    if [ -z "${3:-}" ] && "$0" "$work/open" "" again >/dev/null 2>&1; then fail "the check lets an open program pass"; fi
fi
echo "$checked programs are hardened"
