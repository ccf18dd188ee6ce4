#!/usr/bin/env bash
# A disk that has become read-only shows the content, not the clock: with and without what SQLite left beside the cache.
# Usage: read_only.sh FOLDER-OF-THE-PROGRAMS
set -euo pipefail
if [ "${2:-}" != inside ]; then
    unshare -rm true 2>/dev/null || { echo "skipped: nothing may be mounted here"; exit 77; }
    exec unshare -rm "$0" "$1" inside
fi
# shellcheck source=tests/e2e/common.sh
source "$(dirname "$0")/common.sh" "$1"
trap 'umount "$work"/* 2>/dev/null || true; clean_up' EXIT

frame() { kiosk --frame "$work/$1.png" --cache "$2" --scene programme --at 2024-01-18T10:42 --size 640x360 --lang en; }
# FOLDER: what the display does with a cache there that cannot be written beside.
shows_content() {
    local name=$1
    mount --bind "$work/$name" "$work/$name"
    mount -o remount,bind,ro "$work/$name"
    if touch "$work/$name/x" 2>/dev/null; then fail "$name can still be written on"; fi
    frame "$name" "$work/$name/cache.db" || fail "no picture from $name"
    cmp -s "$work/whole.png" "$work/$name.png" || fail "another picture from $name"
    kiosk_pack show --cache "$work/$name/cache.db" >"$work/said" || fail "kiosk-pack show fails with $name"
    echo "ok $name"
}
mkdir "$work/whole" "$work/clean" "$work/with-log" "$work/with-index" "$work/percent%20 ? #"
kiosk_pack load "$pack" --cache "$work/whole/cache.db" >/dev/null
frame whole "$work/whole/cache.db"
rm -f "$work"/whole/cache.db-*
for folder in clean with-log with-index 'percent%20 ? #'; do cp "$work/whole/cache.db" "$work/$folder/"; done
: >"$work/with-log/cache.db-wal"
: >"$work/with-index/cache.db-wal"
head -c 32768 /dev/zero >"$work/with-index/cache.db-shm"
for folder in clean with-log with-index 'percent%20 ? #'; do shows_content "$folder"; done

# A running display goes on when the disk can be written on again and a release comes.
command -v Xvfb >/dev/null || { echo "skipped the rest: Xvfb is not here"; exit 0; }
start_x_server 640x360
"$programs/kiosk" --cache "$work/clean/cache.db" --state "$work/clean" --at 2024-01-18T10:42 --motion none >"$work/log" 2>&1 &
display=$!
own_processes+=("$display")
for ((i = 0; i < 100; i++)); do [ "$("$programs/probe" shot "$work/shot.ppm")" -gt 100 ] && break; sleep 0.1; done
kill -0 "$display" || { cat "$work/log"; fail "the display ended"; }
[ "$("$programs/probe" shot "$work/shot.ppm")" -gt 100 ] || fail "nothing on the screen"
grep -qi 'no release\|unable to open' "$work/log" && { cat "$work/log"; fail "the display did not read the cache"; }
mount -o remount,bind,rw "$work/clean"
cp -r "$pack" "$work/next"
rm -r "$work/next/stories"
"$programs/probe" change 10000 >/dev/null &
changes=$!
kiosk_pack load "$work/next" --cache "$work/clean/cache.db" >/dev/null
wait "$changes" || fail "a release that comes later does not show"
kill -TERM "$display"
wait "$display" || fail "code $?"
echo "ok a display starts"
