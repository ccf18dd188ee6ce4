# Shared by the whole-program tests; sourced with the folder of the programs as $1.
# shellcheck shell=bash
set -euo pipefail
programs=$(cd "$1" && pwd)
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# Read by the tests that source this file.
# shellcheck disable=SC2034
pack=$root/assets/packs/csu-2024-01
work=$(mktemp -d)
export XDG_CACHE_HOME=$work/cache HOME=$work
unset NOTIFY_SOCKET WATCHDOG_USEC DISPLAY WAYLAND_DISPLAY

own_processes=()
# Programs have ended before their folder goes, or one of them writes into it meanwhile. One that will not end, or stands still,
# is killed after five seconds.
clean_up() {
    local process killer running=()
    for process in "${own_processes[@]:-}"; do
        if [ -n "$process" ] && kill "$process" 2>/dev/null; then running+=("$process"); fi
    done
    if [ ${#running[@]} -gt 0 ]; then
        (sleep 5 && kill -KILL "${running[@]}") >/dev/null 2>&1 &
        killer=$!
        wait "${running[@]}" 2>/dev/null || true
        kill "$killer" 2>/dev/null || true
    fi
    rm -rf "$work"
}
trap clean_up EXIT

fail() {
    echo "FAILED: $*"
    exit 1
}

# The programs answer within a time limit, whatever they are given.
kiosk() { timeout 30 "$programs/kiosk" "$@"; }
kiosk_pack() { timeout 60 "$programs/kiosk-pack" "$@"; }

# Fails unless the file is a PNG of that size: is_picture FILE WIDTH HEIGHT
is_picture() {
    local bytes
    bytes=$(head -c 24 "$1" | od -An -tx1 | tr -d ' \n')
    [ "${bytes:0:16}" = 89504e470d0a1a0a ] || fail "$1 is no PNG"
    [ "$((16#${bytes:32:8}))x$((16#${bytes:40:8}))" = "$2x$3" ] || fail "$1 is not $2x$3"
}

# Runs a command that must fail politely: a code of 1 to 125 (never a signal, never the time limit) and a message.
refuses() {
    local code=0
    "$@" >"$work/said" 2>&1 </dev/null || code=$?
    [ "$code" -ne 0 ] || fail "accepted: $*"
    [ "$code" -lt 124 ] || { cat "$work/said"; fail "ended with $code: $*"; }
    [ -s "$work/said" ] || fail "said nothing: $*"
}

# Waits half a minute at most until a command succeeds: wait_until COMMAND... If it never does, the ends of all logs and of the
# files in $evidence are shown.
evidence=()
wait_until() {
    for _ in $(seq 1500); do
        if "$@" >/dev/null 2>&1; then return 0; fi
        sleep 0.02
    done
    find "$work" -maxdepth 2 -name '*.log' -exec tail -n 20 {} +
    [ ${#evidence[@]} -eq 0 ] || tail -n 5 "${evidence[@]}" || true
    fail "never came true: $*"
}

# The address that a hub says it serves at in hub.log, once it does.
hub_address() { sed -n 's/^kiosk-hub: serving .* at \(.*\)$/\1/p' "$work/hub.log"; }
# Starts the hub of a folder and waits until it serves: start_hub FOLDER OPTION...; its process is in $server, its address in
# $address.
start_hub() {
    : >"$work/hub.log" # or the one before would be read
    "$programs/kiosk-hub" serve "$@" 2>"$work/hub.log" &
    server=$!
    own_processes+=("$server")
    wait_until grep -q '^kiosk-hub: serving .* at ' "$work/hub.log"
    # Read by the tests that source this file.
    # shellcheck disable=SC2034
    address=$(hub_address)
}

# An X server of its own on DISPLAY, for whom Xvfb is there: start_x_server WIDTHxHEIGHT
start_x_server() {
    Xvfb -displayfd 5 -screen 0 "$1x24" -nolisten tcp 5>"$work/x-server" >/dev/null 2>&1 &
    own_processes+=($!)
    for _ in $(seq 100); do [ -s "$work/x-server" ] && break; sleep 0.1; done
    DISPLAY=:$(cat "$work/x-server")
    export DISPLAY
}
