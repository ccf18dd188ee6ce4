#!/usr/bin/env bash
# When Debian repairs a package that a program was linked with, the next build links it again, and `./dev outdated` says so
# before. With packages that are not there and a small program. Usage: packages.sh CMAKE
set -euo pipefail
cmake=$1
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "FAILED: $*"; exit 1; }

mkdir "$work/bin"
cat >"$work/bin/dpkg-query" <<TEXT
#!/bin/sh
case "\$1" in
    -S) echo "libmended-dev:amd64: \$2" ;;
    -W) case "\$3" in *Package*) echo "libmended-dev \$(cat "$work/version")" ;; *) cat "$work/version" ;; esac ;;
esac
TEXT
chmod +x "$work/bin/dpkg-query"
export PATH=$work/bin:$PATH
echo 'int main(void) { return 0; }' >"$work/p.c"
cat >"$work/CMakeLists.txt" <<TEXT
cmake_minimum_required(VERSION 3.25)
project(p C)
include($root/cmake/package_versions.cmake)
package_versions($work/libmended.a)
add_executable(p p.c)
link_again_with_packages(p)
TEXT
echo 1.0-1 >"$work/version"
"$cmake" -S "$work" -B "$work/build" -G Ninja >"$work/said" || { cat "$work/said"; fail "not configured"; }
build() { "$cmake" --build "$work/build" >"$work/said" || { cat "$work/said"; fail "not built"; }; }
build
[ "$(cat "$work/build/p.packages")" = "libmended-dev 1.0-1" ] || fail "what was linked is not written down"
linked=$(stat -c %Y.%y "$work/build/p")
build
[ "$(stat -c %Y.%y "$work/build/p")" = "$linked" ] || fail "linked again without a reason"
"$root/dev" outdated "$work/build" >"$work/said" || { cat "$work/said"; fail "outdated without a reason"; }

echo 1.0-1+deb12u1 >"$work/version"  # its files have the time at which they were built: long ago
if "$root/dev" outdated "$work/build" >"$work/said"; then fail "nobody says that the program is outdated"; fi
grep -qF 'p: libmended-dev 1.0-1 (installed: 1.0-1+deb12u1)' "$work/said" || { cat "$work/said"; fail "not said as what"; }
build
[ "$(stat -c %Y.%y "$work/build/p")" != "$linked" ] || fail "a repaired package is not linked"
"$root/dev" outdated "$work/build" >/dev/null || fail "still outdated"
echo "repaired packages are linked again"
