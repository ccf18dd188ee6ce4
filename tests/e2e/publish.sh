#!/usr/bin/env bash
# A hub that publishes: by its signer, whenever that is there; killed at any moment; and what screens are told about themselves, by
# itself. Usage: publish.sh FOLDER-OF-THE-PROGRAMS
# shellcheck source=tests/e2e/common.sh
source "$(dirname "$0")/common.sh" "$1"
for program in kiosk-hub kiosk-signer kiosk-sync; do
    [ -x "$programs/$program" ] || { echo "skipped: $program is not built"; exit 77; }
done
hub=$work/hub cache=$work/screen/cache.db

signer=
start_signer() { # by the line that init prints
    (eval "exec '$programs/'$(sed -n 's/^  \(kiosk-signer serve .*\)$/\1/p' "$work/init.txt")") >"$work/signer.log" 2>&1 &
    signer=$!
    own_processes+=("$signer")
    wait_until grep -q 'signs at' "$work/signer.log"
}
tell() { sed -i "s/^headline = .*/headline = \"$1\"/" "$hub/pack/stories/welcome.md"; }
publish() { timeout 90 "$programs/kiosk-hub" publish "$hub" "$@"; }
exits() { # exits CODE COMMAND...
    local wanted=$1 code=0
    shift
    "$@" >"$work/said" 2>&1 </dev/null || code=$?
    [ "$code" -eq "$wanted" ] || { cat "$work/said" "$work/hub.log"; fail "ended with $code and not $wanted: $*"; }
}
says() { grep -qF -- "$1" "$work/said" || { cat "$work/said"; fail "nothing about: $1"; }; }
shows() { kiosk_pack show --cache "$cache" --json 2>/dev/null | grep -qF "$1"; }
lists() { kiosk_pack show "$hub/depot" 2>/dev/null | grep -q "$1"; }

timeout 60 "$programs/kiosk-hub" init "$hub" --listen 127.0.0.1:0 >"$work/init.txt" || fail "init: code $?"
start_hub "$hub"
"$programs/kiosk-hub" screens prepare --hub "$hub" --out "$work/carried" --address "$address" >/dev/null || fail "nothing is prepared"
mkdir -p "$work/screen"
"$programs/kiosk-sync" --cache "$cache" --trust "$work/carried/root.json" --from "$address" --interval 86400 >"$work/agent.log" 2>&1 &
own_processes+=($!)

# While the signer is away nothing is published, and nothing is lost.
tell "Written while nobody signed"
exits 1 publish --wait 2
says "the hub goes on trying"
exits 0 kiosk_pack verify "$hub/depot"
lists 'screens/' && fail "something is signed"
start_signer
wait_until shows "Written while nobody signed"
echo "ok what was asked for while the signer was away is published when it is back"

tell "Asked for and done"
exits 0 publish
says "published: release "
wait_until shows "Asked for and done"
exits 4 publish
says "nothing new"
kiosk_pack history "$hub/pack" >"$work/said" || fail "history: code $?"
says "Somebody at the hub itself: Release "
says "Rotunda: Release 1"
[ "$(grep -c Release "$work/said")" -eq 3 ] || fail "not one version for each release: $(cat "$work/said")"
echo "ok published, once, and kept as a version"

cp "$hub/pack/stories/welcome.md" "$work/good.md"
sed -i '/^headline/d' "$hub/pack/stories/welcome.md"
before=$(sha256sum "$hub/depot/metadata/timestamp.json")
exits 3 publish
says "welcome.md:"
[ "$before" = "$(sha256sum "$hub/depot/metadata/timestamp.json")" ] || fail "something was published"
cp "$work/good.md" "$hub/pack/stories/welcome.md"
echo "ok what cannot be published is said with file and line, and changes nothing"

# A name is a profile, which goes to the screen without anybody's doing; so do settings.
"$programs/kiosk-hub" screens name --hub "$hub" 1 "Foyer M" >/dev/null || fail "no name is taken"
wait_until lists 'screens/.*toml'
echo "ok what a screen is told about itself is published by itself"

for pause in 0 0.02 0.05 0.1 0.2; do
    tell "Killed after $pause"
    publish --wait 60 >"$work/asked" 2>&1 &
    asking=$!
    sleep "$pause"
    kill -KILL "$server"
    wait "$server" 2>/dev/null || true
    start_hub "$hub" --listen 127.0.0.1:0
    wait "$asking" || [ $? -eq 4 ] || { cat "$work/asked"; fail "a hub that was killed after $pause s has lost a request"; }
    exits 0 kiosk_pack verify "$hub/depot"
    kiosk_pack load "$hub/pack" --cache "$work/compare.db" >/dev/null || fail "the pack cannot be read"
done
grep -q "Killed after 0.2" "$hub/pack/stories/welcome.md" || fail "the pack was changed"
exits 4 publish
echo "ok a hub that is killed at any moment publishes what was asked for"

kill -KILL "$signer"
wait "$signer" 2>/dev/null || true
tell "Too late"
exits 1 publish --wait 1
kill -TERM "$server"
wait "$server" || fail "the hub ends with $? after SIGTERM"
echo "ok ends while a request waits"
