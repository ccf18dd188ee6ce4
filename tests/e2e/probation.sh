#!/usr/bin/env bash
# A release that kills or hangs the display: what was shown before is shown again, the item is named, and the next
# release comes as usual.
# shellcheck source=tests/e2e/common.sh
source "$(dirname "$0")/common.sh" "$1"
[ -x "$programs/kiosk-sync" ] || { echo "skipped: kiosk-sync is not built"; exit 77; }
export SDL_VIDEODRIVER=dummy ROTUNDA_PASSPHRASE=probation
record=$work/display/display.json

# write_pack HEADLINE STORY...
write_pack() {
    local headline=$1 story
    shift
    rm -rf "$work/pack"
    mkdir -p "$work/pack/stories"
    printf 'id = "probation"\ndefault_language = "en"\nlanguages = ["en"]\nzone = "Europe/Vienna"\ntitle = "Test"\n' \
        >"$work/pack/pack.toml"
    for story in "$@"; do
        printf '+++\nheadline = "%s"\ngist = "What happened, in a few words."\n+++\n\nThe body.\n' "$headline" \
            >"$work/pack/stories/$story.md"
    done
}
publish() { kiosk_pack publish "$work/pack" --depot "$work/depot" --key "$work/key" >/dev/null; }
# wait_until SECONDS COMMAND...
wait_until() {
    local turns=$(($1 * 10))
    shift
    for _ in $(seq "$turns"); do
        if "$@" >/dev/null 2>&1; then return 0; fi
        sleep 0.1
    done
    tail -n 5 "$work/agent.log" "$work/display.log" "$record" || true
    fail "never came true: $*"
}
record_says() { grep -q "\"release\":$1," "$record" && grep -Eq "\"state\":\"($2)\"" "$record"; }
shows() { [ "$(kiosk_pack show --cache "$work/screen/cache.db" --json | grep -c "$1")" -gt 0 ]; }
quarantine_says() { "$programs/kiosk-sync" --cache "$work/screen/cache.db" --status --json | grep -q "$1"; }
start_display() {
    "$programs/kiosk" --cache "$work/screen/cache.db" --state "$work/display" --size 640x360 >>"$work/display.log" 2>&1 &
    display=$!
    own_processes+=("$display")
}

kiosk_pack keygen "$work/key" >/dev/null
kiosk_pack init-depot "$work/depot" --root "$work/key" --targets "$work/key" --snapshot "$work/key" \
    --timestamp "$work/key" >/dev/null
mkdir -p "$work/screen"
write_pack "The good one" asean
publish
"$programs/kiosk-sync" --cache "$work/screen/cache.db" --trust "$work/depot/metadata/1.root.json" --from "$work/depot" \
    --interval 1 --display "$work/display" >"$work/agent.log" 2>&1 &
agent=$!
own_processes+=("$agent")
wait_until 20 shows "The good one"
start_display
wait_until 20 record_says 1 proven
echo "ok a release whose every scene was presented is proven"

write_pack "The deadly one" asean penang
publish
wait_until 20 record_says 2 "drawing|presented"
kill -STOP "$display"
scene=$(grep -o '"scene":"[^"]*"' "$record")
kill -KILL "$display"
wait "$display" || true
# Started again at once, as systemd would: it does not draw that release again, agent or not.
start_display
wait_until 20 shows "The good one"
wait_until 20 quarantine_says "release 2: $(cut -d '"' -f 4 <<<"$scene")"
kill -0 "$display" || fail "the display ended"
wait_until 20 record_says 2 ended
sleep 3
shows "The good one" || fail "the deadly release came back"
echo "ok killed while about to draw ($scene): the former release is shown, the scene is named"

write_pack "The slow one" asean penang vienna
publish
wait_until 20 record_says 3 "drawing|presented"
kill -STOP "$display"
wait_until 30 shows "The good one"
wait_until 20 quarantine_says "release 3: .*presented nothing for 10 s"
kill -CONT "$display"
sleep 1
kill -0 "$display" || fail "the display ended"
echo "ok hung for ten seconds: the former release is shown"

write_pack "The mended one" asean
publish
wait_until 20 shows "The mended one"
wait_until 20 record_says 4 proven
echo "ok the next release comes and is proven"
kill -TERM "$display"
wait "$display" || fail "code $? after SIGTERM"
kill -TERM "$agent"
wait "$agent" || fail "agent: code $? after SIGTERM"
