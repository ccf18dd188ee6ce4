#!/usr/bin/env bash
# What `./dev hub` runs, where there is no display: a picture of each release, a line to publish that works as it is printed,
# and an end that leaves nothing behind but the folder that was named.
# shellcheck source=tests/e2e/common.sh
source "$(dirname "$0")/common.sh" "$1"
for program in kiosk-hub kiosk-signer; do [ -x "$programs/$program" ] || { echo "skipped: $program is not built"; exit 77; }; done
mkdir "$work/tmp" "$work/programs"
for program in kiosk kiosk-hub kiosk-pack kiosk-signer kiosk-sync; do ln -s "$programs/$program" "$work/programs/$program"; done
timeout 60 "$programs/kiosk-hub" init "$work/hub" --pack "$pack" --listen 127.0.0.1:0 >/dev/null || fail "init: code $?"

TMPDIR=$work/tmp "$root/deploy/hub/demo.sh" "$work/programs" pictures "$pack" 2024-01-18T10:42 "$work/hub" >"$work/said" 2>&1 &
demo=$!
own_processes+=("$demo")
wait_for() {
    for _ in $(seq 600); do if grep -q "$1" "$work/said"; then return 0; fi; sleep 0.05; done
    cat "$work/said"
    fail "never said: $1"
}
wait_for 'Release 1 is on the screen'
story=$(sed -n 's/^To publish:   edit \(.*\), then press .*$/\1/p' "$work/said")
sed -i '0,/^headline = .*/s//headline = "Typed by hand"/' "$story"
line=$(sed -n 's/^ \+\(.*kiosk-hub publish .*\)$/\1/p' "$work/said")
bash -c "$line" >/dev/null || fail "the line that was printed does not publish: $line"
wait_for 'Release 2 is on the screen'
is_picture "$work/programs/hub/release-1.png" 1920 1080
is_picture "$work/programs/hub/release-2.png" 1920 1080
if cmp -s "$work/programs/hub/release-1.png" "$work/programs/hub/release-2.png"; then fail "both pictures are the same"; fi
echo "ok a picture before and one after"
"$programs/kiosk-hub" screens list --hub "$work/hub" >"$work/screens" || fail "screens list: code $?"
grep -q "Demonstration" "$work/screens" || fail "the screen has not come to the hub: $(cat "$work/screens")"
grep -q "^To sign in:   http" "$work/said" || fail "no link to sign in by: $(cat "$work/said")"
echo "ok the screen came to the hub by its ticket, and has a name"
kill -TERM "$demo"
wait "$demo" || fail "code $? after SIGTERM: $(cat "$work/said")"
grep -q '^ended: hub, signer, agent and display$' "$work/said" || fail "the end is not told"
[ -z "$(ls -A "$work/tmp")" ] || fail "left behind: $(ls -A "$work/tmp")"
if pgrep -f "$work/programs/kiosk" >/dev/null; then fail "a program still runs"; fi
[ -e "$work/hub/hub.toml" ] || fail "the named folder is gone"
echo "ok ended, and the folder is kept"
