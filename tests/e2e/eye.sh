#!/usr/bin/env bash
# The hub's eye, as whole programs: a hub that draws by the display's own program what a display, told of by its agent, has on
# its glass; the same pixels, and a picture for staff; another picture on the glass is noticed; a renderer that is ended comes
# again; without one the hub serves all the same.
# shellcheck source=tests/e2e/common.sh
source "$(dirname "$0")/common.sh" "$1"
for program in kiosk-hub kiosk-sync; do
    [ -x "$programs/$program" ] || { echo "skipped: $program is not built"; exit 77; }
done
hub=$work/hub cache=$work/screen/cache.db
screens_say() { timeout 60 "$programs/kiosk-hub" screens list --hub "$hub" --json | grep -q "$1"; }
evidence=("$work/hub.log")

timeout 60 "$programs/kiosk-hub" init "$hub" --pack "$pack" >/dev/null
start_hub "$hub" --listen 127.0.0.1:0
timeout 60 "$programs/kiosk-hub" screens prepare --hub "$hub" --out "$work/stick" --address "$address" >/dev/null
mkdir -p "$work/screen"
# Its own profile says what the hub's does, and a lower touch distance later.
: >"$work/screen.toml"
show() {
    SDL_VIDEODRIVER=dummy "$programs/kiosk" --cache "$cache" --state "$work/state" --screen "$work/screen.toml" --size 640x360 \
        --drawing software >"$work/display.log" 2>&1 &
    display=$!
    own_processes+=("$display")
}
show
"$programs/kiosk-sync" --cache "$cache" --trust "$work/stick/root.json" --from "$address" --display "$work/state" \
    >"$work/agent.log" 2>&1 &
own_processes+=($!)
wait_until screens_say '"words":"Waits for its name\|"standing":"waiting"'
timeout 60 "$programs/kiosk-hub" screens name --hub "$hub" 1 "Foyer M" || fail "no name is taken"
wait_until screens_say '"picture":{[^}]*"state":"same"'
drawn=$(timeout 60 "$programs/kiosk-hub" screens list --hub "$hub" --json | sed 's/.*"drawn":"\([0-9a-f]*\)".*/\1/')
is_picture "$hub/eye/pictures/$drawn.png" 480 270
[ "$(curl -s -o /dev/null -w "%{http_code}" "${address}screens/pictures/$drawn")" = 303 ] || fail "anybody sees what screens show"
echo "ok each pixel of the glass is what the hub drew"

renderer_of_hub() { pgrep -P "$server" -f -- '--render'; }
renderer=$(renderer_of_hub) || fail "the hub keeps no renderer"
kill -KILL "$renderer"
comes_again() { renderer_of_hub >"$work/again" && [ "$(cat "$work/again")" != "$renderer" ]; }
wait_until comes_again
curl -sf "${address}health" >/dev/null || fail "the hub does not serve"
echo "ok a renderer that was killed comes again"

kill -TERM "$display"
wait "$display" || fail "the display: code $?"
echo 'touch_distance_mm = 300' >"$work/screen.toml"
show
wait_until screens_say '"picture":{[^}]*"why":"own-settings"\|"picture":{[^}]*"state":"same"'
echo "ok a screen with settings of its own is not called wrong"

kill -TERM "$server"
wait "$server" || fail "the hub ends with $? after SIGTERM"
! kill -0 "$(cat "$work/again")" 2>/dev/null || fail "the renderer outlives its hub"
sed -i '1i renderer = "none"' "$hub/hub.toml"
start_hub "$hub" --listen 127.0.0.1:0
curl -sf "${address}health" >/dev/null || fail "a hub without a renderer does not serve"
echo "ok it ends with its hub, and a hub does without"
