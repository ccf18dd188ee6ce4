#!/usr/bin/env bash
# run.sh PROGRAMS [PICTURES]: the test of the hub's pages, where a browser and what drives it are installed
# (./dev console-test brings both); ends with 77 where they are not.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
skip() { echo "skipped: $*; ./dev console-test installs it"; exit 77; }
command -v node >/dev/null || skip "no node here"
[ -x "${CHROMIUM:-/usr/bin/chromium}" ] || skip "no Chromium here"
[ -d "$here/node_modules/playwright-core" ] || skip "no playwright-core here"
exec node "$here/console_test.mjs" "$@"
