#!/usr/bin/env bash
# A duty officer changes a room, as whole programs: one form at the hub, and a second later the notice is on the glass of a real
# display, the programme has the new room, and the files keep every other byte. A second change within two minutes amends that
# notice. Prints how long it took; asserts nothing about it.
# shellcheck source=tests/e2e/common.sh
source "$(dirname "$0")/common.sh" "$1"
for program in kiosk kiosk-hub kiosk-pack kiosk-signer kiosk-sync; do
    [ -x "$programs/$program" ] || { echo "skipped: $program is not built"; exit 77; }
done
command -v python3 >/dev/null || { echo "skipped: python3 is not here"; exit 77; }
command -v curl >/dev/null || { echo "skipped: curl is not here"; exit 77; }
hub=$work/hub cache=$work/screen/cache.db

# An event that begins in an hour, beside a line that no program of ours knows.
mkdir -p "$work/pack/stories" "$work/screen"
cat >"$work/pack/pack.toml" <<'END'
id = "rooms"
default_language = "en"
languages = ["en", "fr"]
zone = "UTC"   # kept
title = { en = "Rooms" }
END
printf '+++\nheadline = "Welcome"\n+++\n' >"$work/pack/stories/welcome.md"
stamp() { date -u -d "$1" +%Y%m%dT%H%M%SZ; }
event() { # event UID FROM UNTIL TITLE ROOM
    printf 'BEGIN:VEVENT\r\nUID:%s\r\nDTSTAMP:20240101T000000Z\r\nDTSTART:%s\r\nDTEND:%s\r\nSUMMARY:%s\r\nX-ROTUNDA-ROOM:%s\r\nX-KEPT:as it is\r\nEND:VEVENT\r\n' \
        "$1" "$(stamp "$2")" "$(stamp "$3")" "$4" "$5"
}
{
    printf 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\n'
    event report@test "+60 minutes" "+120 minutes" "A report" "Room M2"
    event opening@test "+30 minutes" "+50 minutes" "An opening" "Plenary"
    printf 'END:VCALENDAR\r\n'
} >"$work/pack/events.ics"

timeout 60 "$programs/kiosk-hub" init "$hub" --pack "$work/pack" --listen 127.0.0.1:0 >"$work/init.txt" || fail "init: code $?"
(eval "exec '$programs/'$(sed -n 's/^  \(kiosk-signer serve .*\)$/\1/p' "$work/init.txt")") >"$work/signer.log" 2>&1 &
own_processes+=($!)
wait_until grep -q 'signs at' "$work/signer.log"
start_hub "$hub"
timeout 30 "$programs/kiosk-hub" screens prepare --hub "$hub" --out "$work/stick" --address "$address" >/dev/null || fail "nothing is prepared"
SDL_VIDEODRIVER=dummy "$programs/kiosk" --cache "$cache" --state "$work/state" --size 640x360 --drawing software >"$work/display.log" 2>&1 &
own_processes+=($!)
"$programs/kiosk-sync" --cache "$cache" --trust "$work/stick/root.json" --from "$address" --display "$work/state" >"$work/agent.log" 2>&1 &
own_processes+=($!)
shows() { timeout 30 "$programs/kiosk-hub" screens list --hub "$hub" --json | grep -q "$1"; }
wait_until shows '"presence":"showing"'
wait_until grep -q '"events":true' "$work/screen/sync/status.json"
sleep 2  # the look that follows each new connection is over

link=$(timeout 30 "$programs/kiosk-hub" admin link "$hub" --address "$address" | head -1)
cookie=$(python3 "$root/tests/bench/sign_in.py" "$link")
page() { curl -sf --max-time 20 -H "Cookie: rotunda=$cookie" "${address%/}$1"; }
hidden() { grep -o "name=\"$1\" value=\"[^\"]*\"" <<<"$2" | head -1 | sed 's/.* value="\(.*\)"/\1/'; }
change_room() { # change_room ROOM: as the form of the event's page does
    local form
    form=$(page /programme/report%40test) || fail "no page of the event"
    curl -s --max-time 20 -o "$work/said" -w '%{http_code} %{redirect_url}' -H "Cookie: rotunda=$cookie" -H 'Sec-Fetch-Site: same-origin' \
        --data-urlencode "form-token=$(hidden form-token "$form")" --data-urlencode "event=report@test" \
        --data-urlencode "version=$(hidden version "$form")" --data-urlencode "nonce=$(hidden nonce "$form")" \
        --data-urlencode "room=$1" --data-urlencode "notice=yes" "${address%/}/programme/change"
}
page /today | grep -q 'href="/programme/report%40test"' || fail "today does not lead to the event"

board() { # board FILE: at one moment, so that only what is in it makes another picture
    "$programs/kiosk" --cache "$cache" --frame "$1" --scene programme --lang en --size 1280x720 --at "$noon" >"$work/frame.log" 2>&1 ||
        fail "no picture of the programme: $(cat "$work/frame.log")"
    is_picture "$1" 1280 720
}
noon=$(date -u +%Y-%m-%dT%H:%M)
board "$work/before.png"
begun=$(date +%s%N)
answer=$(change_room Plenary)
[[ $answer == "303 "*said=event.changed_notice*job=* ]] || fail "not changed: $answer: $(cat "$work/said")"
glass_shows() { grep -q "\"scene\":\"$1" "$work/state/glass.json"; }
wait_until glass_shows notice:
echo "from the form to the notice on the glass: $((($(date +%s%N) - begun) / 1000000)) ms"
cmp "$work/pack/pack.toml" "$hub/pack/pack.toml" || fail "pack.toml is another one"
[ "$(grep -c 'X-KEPT:as it is' "$hub/pack/events.ics")" = 2 ] || fail "a line of the calendar is lost"
grep -q 'X-ROTUNDA-OLD-ROOM:Room M2' "$hub/pack/events.ics" || fail "the old room is not kept"
board "$work/after.png"
if cmp -s "$work/before.png" "$work/after.png"; then fail "the programme has the old room"; fi
echo "ok calendar, notice, release and glass by one form"

answer=$(change_room "Hall 3")
[[ $answer == "303 "*said=event.changed_amended* ]] || fail "not amended: $answer"
[ "$(grep -c '^\[\[notices\]\]' "$hub/pack/notices.toml")" = 1 ] || fail "more than one notice: $(cat "$hub/pack/notices.toml")"
grep -q 'Room M2' "$hub/pack/notices.toml" || fail "the amended notice forgot where people stand"
wait_until grep -q '"release":3' "$work/state/glass.json"
echo "ok a second change within two minutes amends the notice"

answer=$(change_room "Room M2")
[[ $answer == "303 "*said=event.changed_taken_back* ]] || fail "not taken back: $answer"
wait_until grep -q '"release":4' "$work/state/glass.json"
if glass_shows notice:; then fail "the notice is still on the glass: $(cat "$work/state/glass.json")"; fi
board "$work/back.png"
cmp -s "$work/before.png" "$work/back.png" || fail "the programme is another one"
if grep -q '^\[\[notices\]\]' "$hub/pack/notices.toml" 2>/dev/null; then fail "the notice is still in the pack"; fi
[ "$(timeout 30 "$programs/kiosk-hub" log show "$hub" | grep -c 'moved A report')" = 3 ] || fail "the log: $(timeout 30 "$programs/kiosk-hub" log show "$hub")"
echo "ok all is as it was, and the log tells of three changes"
