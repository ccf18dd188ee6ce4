#!/usr/bin/env bash
# A screen and its hub, as whole programs: a ticket lets the screen in, the hub gives it a name, and a release is confirmed from
# its event to the glass; a stick brings the same to the hub. Prints how long it took; asserts nothing about it.
# shellcheck source=tests/e2e/common.sh
source "$(dirname "$0")/common.sh" "$1"
for program in kiosk-hub kiosk-sync; do
    [ -x "$programs/$program" ] || { echo "skipped: $program is not built"; exit 77; }
done
hub=$work/hub cache=$work/screen/cache.db

kiosk_hub() { timeout 60 "$programs/kiosk-hub" "$@"; }
screens_say() { kiosk_hub screens list --hub "$hub" --json | grep -q "$1"; }

kiosk_hub init "$hub" >"$work/init.txt"
start_hub "$hub" --listen 127.0.0.1:0
kiosk_hub screens prepare --hub "$hub" --out "$work/stick" --address "$address" >/dev/null || fail "nothing is prepared"
mkdir -p "$work/screen" "$work/usb"
SDL_VIDEODRIVER=dummy "$programs/kiosk" --cache "$cache" --state "$work/state" --size 640x360 --drawing software \
    >"$work/display.log" 2>&1 &
own_processes+=($!)
# The ticket is beside root.json.
"$programs/kiosk-sync" --cache "$cache" --trust "$work/stick/root.json" --from "$address" --display "$work/state" \
    >"$work/agent.log" 2>&1 &
own_processes+=($!)
wait_until screens_say '"presence":"showing"'
grep -q "$(sed -n 's/.*"words":"\([^"]*\)".*/\1/p' "$work/screen/sync/enrolment.json")" <(kiosk_hub screens list --hub "$hub" --json) ||
    fail "the screen and its hub have other words: $(cat "$work/screen/sync/enrolment.json")"
kiosk_hub screens name --hub "$hub" 1 "Foyer M" || fail "no name is taken"
echo "ok a ticket, two words, a name"

# Once the agent listens: a release that it finds by itself has no event to count from.
wait_until grep -q '"events":true' "$work/screen/sync/status.json"
sleep 2  # the look that follows each new connection is over
sed -i 's/^headline = .*/headline = "A receipt"/' "$hub/pack/stories/welcome.md"
publish() {
    (eval "timeout 60 '$programs/'$(sed -n 's/^  \(kiosk-pack publish .*\)$/\1/p' "$work/init.txt")") >/dev/null || fail "publish: code $?"
}
publish
receipt() { kiosk_hub screens receipts --hub "$hub" 2; }
is_confirmed() { receipt | grep -q '"confirmed":1,.*"glass_ms":'; }
wait_until is_confirmed
echo "from the event: $(receipt | grep -oE '"(verified|active|glass)_ms":[0-9]+' | tr -d '"' | paste -sd' ')"
wait_until grep -q '"name":"Foyer M"' "$work/screen/sync/enrolment.json"
echo "ok a release is confirmed, and the screen knows its name"

"$programs/kiosk-sync" --cache "$cache" --display "$work/state" --import "$work/usb" >"$work/said" 2>&1 || true
kiosk_hub screens import --hub "$hub" "$work"/usb/reports/*.json | grep -q '^1 reports' || fail "the hub takes no stick: $(cat "$work/said")"
before=$(kiosk_hub screens report --hub "$hub" 1 --json | grep -o '"sequence":[0-9]*')
is_later() { [ "$(kiosk_hub screens report --hub "$hub" 1 --json | grep -o '"sequence":[0-9]*')" != "$before" ]; }
wait_until is_later
if grep -q 'HTTP 409' "$work/agent.log"; then fail "a stick is taken for trouble: $(cat "$work/agent.log")"; fi
echo "ok a stick brings a report, and the screen is heard after it"

# Staff ask to see it: the display takes the picture, the agent brings it with its next report, and nothing stays on the screen.
kiosk_hub screens picture --hub "$hub" 1 >/dev/null || fail "no picture can be asked for"
sed -i 's/^headline = .*/headline = "Seen"/' "$hub/pack/stories/welcome.md"
publish  # whatever changes is reported at once
has_picture() { kiosk_hub screens picture --hub "$hub" 1 --out "$work/glass.png" >/dev/null 2>&1; }
wait_until has_picture
is_picture "$work/glass.png" 480 270
is_tidy() { [ -z "$(find "$work/screen" "$work/state" -name 'picture*')" ]; }
wait_until is_tidy
grep -q "the hub asked for a picture of the panel: taken" "$work/display.log" || fail "the display does not say that it took a picture"
echo "ok a picture of the glass for those who asked"
