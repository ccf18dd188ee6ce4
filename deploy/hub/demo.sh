#!/usr/bin/env bash
# A hub, its signer, an agent and a display that follow what is published, in one terminal, until Ctrl+C: `./dev hub`. The screen comes
# by a ticket, gets a name, and reports; it is kept with the folder, as the hub's own.
# demo.sh PROGRAMS window|pictures PACK TIME [DIR]: DIR is the folder of a hub that is kept, and made where it is not; without
# it, one is made of PACK and goes away again. `pictures`: of each release, in PROGRAMS/hub, where there is no display; and
# one story is changed and published, so that there are two to compare. TIME is where PACK's clock begins.
set -euo pipefail
programs=$(cd "$1" && pwd)
mode=$2 pack=$3 at=$4 hub=${5:-}
work=$(mktemp -d)
processes=()
say() { printf '%s\n' "$*"; }
end() {
    trap '' INT TERM EXIT
    local process
    for process in "${processes[@]:-}"; do [ -z "$process" ] || kill -TERM "$process" 2>/dev/null || true; done
    wait || true
    rm -rf "$work"
    say "ended: hub, signer, agent and display"
}
trap end EXIT
trap 'exit 0' INT TERM
fail() { say "hub: $*" >&2; exit 1; }

options=()
if [ -z "$hub" ]; then
    hub=$work/hub
    options=(--at "$at")
fi
if [ ! -e "$hub/hub.toml" ]; then "$programs/kiosk-hub" init "$hub" --pack "$pack" >/dev/null; fi
publish=("$programs/kiosk-hub" publish "$hub")

: >"$work/hub.log"
"$programs/kiosk-hub" serve "$hub" 2>"$work/hub.log" &
processes+=($!)
address=
for _ in $(seq 200); do
    address=$(sed -n 's/^kiosk-hub: serving .* at \(.*\)$/\1/p' "$work/hub.log")
    [ -z "$address" ] || break
    kill -0 "${processes[0]}" 2>/dev/null || fail "$(cat "$work/hub.log")"
    sleep 0.05
done
[ -n "$address" ] || fail "the hub does not start"

"$programs/kiosk-signer" serve --keys "$hub/keys/release.key" --passphrase-file "$hub/keys/passphrase" --depot "$hub/depot" \
    --policy "$hub/signer.toml" --socket "$hub/signer.socket" 2>"$work/signer.log" &
processes+=($!)

# What a stick would carry to a screen: whom it trusts, and the ticket that lets it in.
"$programs/kiosk-hub" screens prepare --hub "$hub" --out "$work/carried" --address "$address" >/dev/null ||
    fail "nothing can be prepared for a screen"
cache=$hub/screen/cache.db
mkdir -p "$hub/screen"
"$programs/kiosk-sync" --cache "$cache" --trust "$work/carried/root.json" --from "$address" \
    --display "$work/display" >"$work/agent.log" 2>&1 &
processes+=($!)
# What the agent has made active last; nothing before the first.
active() { sed -n 's/^kiosk-sync: release \([0-9]*\) is active.*/\1/p' "$work/agent.log" | tail -n 1; }
for _ in $(seq 400); do
    [ -z "$(active)" ] || break
    sleep 0.05
done
[ -n "$(active)" ] || [ -s "$cache" ] || fail "the agent brings nothing: $(cat "$work/agent.log")"
# A screen that waits is new here and gets its name; one of a folder that was kept has it.
waiting() { "$programs/kiosk-hub" screens list --hub "$hub" --json | sed 's/},{/},\n{/g' | sed -n '/"waiting"/s/.*"id":\([0-9]*\).*/\1/p'; }
for _ in $(seq 200); do
    number=$(waiting)
    [ -z "$number" ] || break
    ! "$programs/kiosk-hub" screens report Demonstration --hub "$hub" >/dev/null 2>&1 || break
    sleep 0.05
done
[ -z "$number" ] || "$programs/kiosk-hub" screens name "$number" Demonstration --place "This machine" --hub "$hub" ||
    fail "the screen gets no name"

story=$(find "$hub/pack/stories" -name '*.md' ! -name '*.*.md' 2>/dev/null | LC_ALL=C sort | head -n 1)
say "The hub:      $address"
say "To sign in:   $("$programs/kiosk-hub" admin link "$hub" --address "${address%/}" | head -n 1) (once, within 15 minutes)"
say "The screen:   $(printf '%q ' "$programs/kiosk-hub" screens report Demonstration --hub "$hub")"
say "Its folder:   $hub"
say "To publish:   edit ${story:-$hub/pack}, then press \"Publish now\" on the page, or type"
printf '             '
printf ' %q' "${publish[@]}"
printf '\n'
say "To end all:   Ctrl+C here"

if [ "$mode" = window ]; then
    # A display whose profile changed ends, for a service manager to begin it anew: here that is this script.
    while :; do
        "$programs/kiosk" --windowed --cache "$cache" --state "$work/display" "${options[@]}" >"$work/display.log" 2>&1 &
        processes[3]=$!
        wait "${processes[3]}" || fail "the display ended: $(tail -n 3 "$work/display.log")"
        grep -q 'profile .*: beginning anew$' "$work/display.log" || exit 0
    done
fi

say "No display here (neither DISPLAY nor WAYLAND_DISPLAY, no connected panel): writing a picture of each release."
scene=programme
[ -z "$story" ] || scene=highlight:$(basename "$story" .md)
seen=
while sleep 0.1; do
    release=$(active)
    [ "$release" != "$seen" ] || continue
    mkdir -p "$programs/hub"
    picture=$programs/hub/release-$release.png
    "$programs/kiosk" --frame "$picture" --scene "$scene" --cache "$cache" --size 1920x1080 "${options[@]}" >/dev/null ||
        fail "no picture of release $release"
    say "Release $release is on the screen: $picture"
    # Nobody's content but this script's own is changed.
    if [ -z "$seen" ] && [ -n "$story" ] && [ "$hub" = "$work/hub" ]; then
        sed -i '0,/^headline = .*/s//headline = "This was published a moment ago"/' "$story"
        say "Publishing a changed story: $("${publish[@]}")"
    fi
    seen=$release
done
