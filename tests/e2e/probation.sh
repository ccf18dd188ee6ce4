#!/usr/bin/env bash
# What kills or hangs the display: an item that does so twice is left out, and the rest of its release stays; a release
# that shows nothing makes room for the one before it; a machine that fails here and there is suspected and nothing is
# taken back; who is killed from outside has not died. Each is told once. The display's clock runs as fast as it can.
# shellcheck source=tests/e2e/common.sh
source "$(dirname "$0")/common.sh" "$1"
[ -x "$programs/kiosk-sync" ] || { echo "skipped: kiosk-sync is not built"; exit 77; }
shim=$programs/tests/e2e/libdeadly_text.so
[ -e "$shim" ] || fail "$shim is not built"
export SDL_VIDEODRIVER=dummy ROTUNDA_PASSPHRASE=probation
book=$work/display/display.json
printf 'wait 120s\n' >"$work/script"

# write_pack TITLE STORY=HEADLINE...
write_pack() {
    local title=$1 story
    shift
    rm -rf "$work/pack"
    mkdir -p "$work/pack/stories"
    printf 'id = "probation"\ndefault_language = "en"\nlanguages = ["en"]\nzone = "Europe/Vienna"\ntitle = "%s"\n' \
        "$title" >"$work/pack/pack.toml"
    for story in "$@"; do
        printf '+++\nheadline = "%s"\ngist = "What happened, in a few words."\n+++\n\nThe body.\n' "${story#*=}" \
            >"$work/pack/stories/${story%%=*}.md"
    done
    kiosk_pack publish "$work/pack" --depot "$work/depot" --key "$work/key" >/dev/null
}
# wait_within SECONDS COMMAND...
wait_within() {
    local turns=$(($1 * 10))
    shift
    for _ in $(seq "$turns"); do
        if "$@" >/dev/null 2>&1; then return 0; fi
        sleep 0.1
    done
    tail -n 5 "$work/agent.log" "$work/display.log" "$book" || true
    fail "never came true: $*"
}
shows() { [ "$(kiosk_pack show --cache "$work/screen/cache.db" --json | grep -c "$1")" -gt 0 ]; }
shows_not() { ! shows "$1"; }
status_says() { "$programs/kiosk-sync" --cache "$work/screen/cache.db" --status | grep -q "$1"; }
book_says() { grep -q "$1" "$book"; }
# run_display CODE: two minutes of a display, which end with that code.
run_display() {
    local code=0
    LD_PRELOAD=$shim timeout 60 "$programs/kiosk" --cache "$work/screen/cache.db" --state "$work/display" --size 640x360 \
        --script "$work/script" >>"$work/display.log" 2>&1 || code=$?
    [ "$code" = "$1" ] || { tail "$work/display.log"; fail "the display ended with $code, not $1"; }
}
# start_display [OPTION...]
start_display() {
    LD_PRELOAD=$shim "$programs/kiosk" --cache "$work/screen/cache.db" --state "$work/display" --size 640x360 \
        "$@" >>"$work/display.log" 2>&1 &
    display=$!
    own_processes+=("$display")
}
start_agent() {
    "$programs/kiosk-sync" --cache "$work/screen/cache.db" --trust "$work/depot/metadata/1.root.json" \
        --from "$work/depot" --interval 1 --display "$work/display" >>"$work/agent.log" 2>&1 &
    agent=$!
    own_processes+=("$agent")
}
# told TEXT: the agent's journal has it once.
told() { [ "$(grep -c "$1" "$work/agent.log")" = 1 ] || { cat "$work/agent.log"; fail "not told once: $1"; }; }

kiosk_pack keygen "$work/key" >/dev/null
kiosk_pack init-depot "$work/depot" --root "$work/key" --targets "$work/key" --snapshot "$work/key" \
    --timestamp "$work/key" >/dev/null
mkdir -p "$work/screen"
write_pack Test asean=Good
start_agent
wait_within 20 shows Good
run_display 0
book_says '"proven":1' || fail "not proven"
echo "ok a release whose every scene was shown is proven"

write_pack Test asean=Good penang=Better vienna=Deadly
wait_within 20 shows Deadly
run_display 139
run_display 139
run_display 0 # takes down what the one before it died of
wait_within 20 shows_not Deadly
shows Better || fail "the rest of the release is gone"
status_says "quarantine: .*story vienna: the display died 2 times, last by SIGSEGV" || fail "the item is not named"
book_says '"proven":2' || fail "not proven without the item"
echo "ok an item that killed twice is left out, and the others are shown"

write_pack Test asean=Good penang=Better vienna=Mended
wait_within 20 shows Mended
run_display 0
book_says '"proven":3' || fail "the mended one is not proven"
echo "ok mended, it comes again"

write_pack Test asean=Good penang=Endless
wait_within 20 shows Endless
for _ in 1 2; do
    rm -f "$work/hangs"
    ENDLESS_MARK=$work/hangs start_display --script "$work/script"
    wait_within 30 test -e "$work/hangs"
    kill -ABRT "$display" # as the service manager does after a silence: it is who started the display
    wait "$display" && fail "the display lives"
done
start_display
wait_within 20 shows_not Endless
status_says "story penang: the display died 2 times, last by hang" || fail "the item is not named"
kill -KILL "$display"
wait "$display" || true
echo "ok one that hangs, too"

write_pack Test asean=New penang=Fresh
wait_within 20 shows Fresh
for _ in 1 2 3; do
    start_display
    sleep 1
    kill -KILL "$display"
    wait "$display" || true
done
book_says '"deaths":\[\]' || fail "who was killed is thought to have died"
run_display 0
shows Fresh || fail "a release was taken back because somebody killed the display"
echo "ok who is killed from outside has not died"

write_pack Test asean=Newest
wait_within 20 shows Newest
DEADLY_AFTER=1 run_display 139
DEADLY_AFTER=1 run_display 139
run_display 0 # with the one before it
wait_within 20 shows Fresh
shows_not Newest || fail "the deadly release is still there"
status_says "release 6: the display died 2 times" || fail "the release is not named"
echo "ok a release that shows nothing makes room for the one before it"

write_pack Test asean=Last penang=Rest
wait_within 20 shows Last
run_display 0
for after in 9 1; do DEADLY_AFTER=$after run_display 139; done
run_display 0
if ! shows Last || ! shows Rest; then fail "something was taken back because the machine failed"; fi
wait_within 20 status_says "machine: .*suspect the machine"
echo "ok a machine that fails here and there is suspected, and nothing is taken back"

kill -TERM "$agent"
wait "$agent" || fail "agent: code $? after SIGTERM"
start_agent
sleep 3
told "story vienna: the display died"
told "story penang: the display died"
told "release 6: the display died"
told "suspect the machine"
echo "ok each is told once, also by an agent that starts anew"
kill -TERM "$agent"
wait "$agent" || fail "agent: code $? after SIGTERM"
