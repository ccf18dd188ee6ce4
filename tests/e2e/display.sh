#!/usr/bin/env bash
# The running display, on an X server of its own: it shows content, tells systemd, survives the loss of its cache,
# takes a new release, and ends cleanly when asked.
# shellcheck source=tests/e2e/common.sh
source "$(dirname "$0")/common.sh" "$1"

command -v Xvfb >/dev/null || { echo "skipped: Xvfb is not here"; exit 77; }
probe=$programs/probe

start_x_server 1280x720

colours() { "$probe" shot "$work/shot.ppm"; }
wait_for_content() {
    local seen=0
    for _ in $(seq 100); do
        seen=$(colours)
        [ "$seen" -gt 100 ] && return 0
        sleep 0.1
    done
    fail "nothing on the screen after 10 s ($seen colours)"
}
ends_with_zero() {
    local code=0
    kill -TERM "$1"
    # A display that ignores the signal is ended by `timeout` around it, with another code.
    wait "$1" || code=$?
    [ "$code" -eq 0 ] || fail "code $code after SIGTERM"
}

kiosk_pack load "$pack" --cache "$work/cache.db"
"$programs/notify_listener" "$work/notify" 2 30 >"$work/notified" &
listener=$!
own_processes+=("$listener")
for _ in $(seq 50); do [ -S "$work/notify" ] && break; sleep 0.1; done

# Started directly, not through `timeout`, so that the signal below reaches it.
NOTIFY_SOCKET=$work/notify WATCHDOG_USEC=4000000 "$programs/kiosk" --cache "$work/cache.db" --at 2024-01-18T10:42 \
    >"$work/log" 2>&1 &
display=$!
own_processes+=("$display")
wait_for_content
wait "$listener" || { cat "$work/notified" "$work/log"; fail "READY and WATCHDOG did not both come"; }
head -n 1 "$work/notified" | grep -q 'READY=1' || fail "the first message is not READY=1: $(cat "$work/notified")"
grep -q 'WATCHDOG=1' "$work/notified" || fail "no WATCHDOG=1: $(cat "$work/notified")"
echo "ok content, READY, WATCHDOG"

rm -f "$work"/cache.db*
sleep 2
kill -0 "$display" 2>/dev/null || { cat "$work/log"; fail "ended when its cache was deleted"; }
[ "$(colours)" -gt 100 ] || fail "the screen went empty with the cache"
echo "ok survives the loss of its cache"

ends_with_zero "$display"
echo "ok SIGTERM"

# A missing cache at start is no reason for a dark screen: the clock or the pairing picture.
"$programs/kiosk" --cache "$work/not-yet.db" --at 2024-01-18T10:42 >"$work/log" 2>&1 &
display=$!
own_processes+=("$display")
wait_for_content
ends_with_zero "$display"
echo "ok starts without a cache"
