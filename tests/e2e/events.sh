#!/usr/bin/env bash
# The depot host of deploy/depot, over TLS: an event makes the agent look, and the display show, where asking regularly
# would have taken a day; headers that kill Debian's nchan are refused; after a restart of the server the agent looks by
# itself. Prints how long it took; asserts nothing about it.
# shellcheck source=tests/e2e/common.sh
source "$(dirname "$0")/common.sh" "$1"
# shellcheck source=tests/support/depot_host.sh
source "$root/tests/support/depot_host.sh"
[ -x "$programs/kiosk-sync" ] || { echo "skipped: kiosk-sync is not built"; exit 77; }
why=$(why_no_depot_host)
[ -z "$why" ] || { echo "skipped: $why"; exit 77; }
export SDL_VIDEODRIVER=dummy ROTUNDA_PASSPHRASE=events
port=$((20000 + $$ % 6000)) announce_port=$((26000 + $$ % 6000))
cache=$work/screen/cache.db record=$work/display/display.json

publish() { # publish HEADLINE
    printf '+++\nheadline = "%s"\ngist = "What happened, in a few words."\n+++\n\nThe body.\n' "$1" \
        >"$work/pack/stories/asean.md"
    kiosk_pack publish "$work/pack" --depot "$work/depot" --key "$work/key" >/dev/null
}
announce() { curl -sf -o /dev/null -d new "http://127.0.0.1:$announce_port/$1" || fail "nothing can be announced"; }
serve() {
    start_depot_host "$work/host" "$work/depot" "$port" "$announce_port" || fail "nginx does not answer"
    own_processes+=("$depot_host")
}
status_says() { "$programs/kiosk-sync" --cache "$cache" --status --json | grep -q "$1"; }
is_shown() { grep -Eq "\"seen\":\[([0-9]+,)*$1[],]" "$record"; } # for three seconds
evidence=("$record")

mkdir -p "$work/screen" "$work/pack/stories"
printf 'id = "events"\ndefault_language = "en"\nlanguages = ["en"]\nzone = "Europe/Vienna"\ntitle = "Test"\n' \
    >"$work/pack/pack.toml"
kiosk_pack keygen "$work/key" >/dev/null
kiosk_pack init-depot "$work/depot" --root "$work/key" --targets "$work/key" --snapshot "$work/key" \
    --timestamp "$work/key" >/dev/null
publish "One"
serve
"$programs/kiosk-sync" --cache "$cache" --trust "$work/depot/metadata/1.root.json" --from "https://127.0.0.1:$port/" \
    --cacert "$work/host/tls.pem" --interval 86400 --display "$work/display" >"$work/agent.log" 2>&1 &
agent=$!
own_processes+=("$agent")
wait_until status_says '"events":true'
"$programs/kiosk" --cache "$cache" --state "$work/display" --size 640x360 >"$work/display.log" 2>&1 &
display=$!
own_processes+=("$display")
wait_until is_shown 1
sleep 2 # the look that follows each new connection is over

begin=$(date +%s%N)
publish "Two"
signed=$(date +%s%N)
announce announce
wait_until is_shown 2
end=$(date +%s%N)
echo "ok an event: publishing took $(((signed - begin) / 1000000)) ms, from there until the picture had stood for three seconds $(((end - signed) / 1000000)) ms"

for header in "Last-Event-ID: 1700000000:1,1,1" "If-None-Match: x" "If-Modified-Since: Fri, 27 Nov 2026 10:00:00 GMT"; do
    code=$(curl -s --cacert "$work/host/tls.pem" --max-time 5 -o /dev/null -w '%{http_code}' -H "$header" \
        -H 'Accept: text/event-stream' "https://127.0.0.1:$port/events")
    [ "$code" = 400 ] || fail "$header: code $code"
done
code=$(curl -s --cacert "$work/host/tls.pem" --max-time 5 -o /dev/null -w '%{http_code}' -d new "https://127.0.0.1:$port/announce")
[ "$code" = 405 ] || fail "the whole world can announce: code $code"
announce told # the word of hosts that were set up earlier
echo "ok what kills nchan is refused, and nobody outside can announce"

kill -TERM "$depot_host"
wait "$depot_host" || true
wait_until status_says '"events":false'
publish "Three"
serve
wait_until is_shown 3
echo "ok after a restart of the server the agent connects again, and looks by itself"
kill -TERM "$display"
wait "$display" || fail "code $? after SIGTERM"
kill -TERM "$agent"
wait "$agent" || fail "agent: code $? after SIGTERM"
