#!/usr/bin/env bash
# The whole path with kiosk-hub: init, serve, kiosk-pack publish, kiosk-sync, a picture. Neither a look at intervals nor a
# web server in front: only the hub's event makes the agent look. Killed and restarted, it loses nothing. Prints how long it
# took; asserts nothing about it.
# shellcheck source=tests/e2e/common.sh
source "$(dirname "$0")/common.sh" "$1"
for program in kiosk-hub kiosk-sync; do
    [ -x "$programs/$program" ] || { echo "skipped: $program is not built"; exit 77; }
done
command -v curl >/dev/null || { echo "skipped: curl is not here"; exit 77; }
hub=$work/my\ hub cache=$work/screen/cache.db

publish() { # publish HEADLINE
    sed -i "s/^headline = .*/headline = \"$1\"/" "$hub/pack/stories/welcome.md"
    # As init says it, but for the place of the program.
    (eval "timeout 60 '$programs/'$(sed -n 's/^  \(kiosk-pack publish .*\)$/\1/p' "$work/init.txt")") >/dev/null || fail "publish: code $?"
}
shows() { kiosk_pack show --cache "$cache" --json 2>/dev/null | grep -qF "$1"; }
status_says() { "$programs/kiosk-sync" --cache "$cache" --status --json | grep -q "$1"; }
picture() { kiosk --frame "$1" --scene highlight:welcome --cache "$cache" --at 2026-03-18T10:42 --size 640x360; }

timeout 60 "$programs/kiosk-hub" init "$hub" >"$work/init.txt" || fail "init: code $?"
refuses "$programs/kiosk-hub" init "$hub"
refuses "$programs/kiosk-hub" serve "$hub" --listen 0.0.0.0:80
refuses "$programs/kiosk-hub" serve "$work"
grep -q "there is something already" <("$programs/kiosk-hub" init "$hub" 2>&1 || true) || fail "init twice is not explained"
[ "$(stat -c %a "$hub/keys")" = 700 ] || fail "others may look into the keys"
echo "ok one folder"

start_hub "$hub" --listen 127.0.0.1:0
mkdir -p "$work/screen"
"$programs/kiosk-sync" --cache "$cache" --trust "$hub/depot/metadata/1.root.json" --from "$address" --interval 86400 \
    >"$work/agent.log" 2>&1 &
agent=$!
own_processes+=("$agent")
wait_until status_says '"events":true'
wait_until shows Welcome
picture "$work/before.png"
sleep 2 # the look that follows each new connection is over
publish "Published by hand"
published=$(date +%s%N)
wait_until shows "Published by hand"
echo "ok from published to active on the screen: $((($(date +%s%N) - published) / 1000000)) ms"
picture "$work/after.png"
is_picture "$work/after.png" 640 360
if cmp -s "$work/before.png" "$work/after.png"; then fail "the picture is as before"; fi
echo "ok what is published is on the picture"

curl -sf "$address" | grep -q "<strong>Release 2</strong> is published" || fail "the page does not say release 2"
curl -sf "$address" | grep -q "One screen is listening" || fail "the page does not count the screen"
curl -sf "${address}metrics" >"$work/metrics" || fail "no metrics"
if command -v promtool >/dev/null; then promtool check metrics <"$work/metrics" || fail "promtool does not like the metrics"; fi
for path in keys/root.key %2e%2e/keys/root.key metadata/../../keys/root.key hub.toml; do
    code=$(curl -s --path-as-is -o "$work/answer" -w '%{http_code}' "$address$path")
    [ "$code" = 404 ] || fail "$path: code $code"
done
# None of its files is open, and nothing of its memory has a key: it was never read.
if find "/proc/$server/fd" -lname '*/keys/*' | grep -q .; then fail "the hub has a key open"; fi
echo "ok the page says it, and the keys are nobody's"

# Killed, published meanwhile, restarted at the same place: the agent connects again and looks by itself.
place=${address#http://} place=${place%/}
kill -KILL "$server"
wait "$server" 2>/dev/null || true
wait_until status_says '"events":false'
publish "While the hub was away"
start_hub "$hub" --listen "$place"
wait_until shows "While the hub was away"
wait_until status_says '"events":true'
echo "ok a hub that was killed has lost nothing"

# As systemd hands a socket over: descriptor 3, and who it is for.
kill -TERM "$server"
wait "$server" || fail "the hub ends with $? after SIGTERM"
if command -v python3 >/dev/null; then
    : >"$work/hub.log" # or the one before would be read
    python3 - "$programs/kiosk-hub" "$hub" 2>"$work/hub.log" <<'PYTHON' &
import os, socket, sys
listener = socket.socket()
listener.bind(("127.0.0.1", 0))
listener.listen()
os.dup2(listener.fileno(), 3)
os.set_inheritable(3, True)
os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS="1")
os.execv(sys.argv[1], [sys.argv[1], "serve", sys.argv[2]])
PYTHON
    server=$!
    own_processes+=("$server")
    wait_until grep -q 'serving .* at http' "$work/hub.log"
    address=$(hub_address)
    curl -sf "${address}health" | grep -q '"state":"published"' || fail "a handed-over socket does not serve"
    kill -TERM "$server"
    wait "$server" || fail "the hub ends with $? after SIGTERM"
    echo "ok a socket that is handed over"
fi

# A depot that is elsewhere, and whose targets only delegate: the settings name it, and the page has the number that was told.
secret=$hub/keys/passphrase
for key in people online; do kiosk_pack keygen "$work/$key.key" --passphrase-file "$secret" >/dev/null; done
kiosk_pack init-depot "$work/delegated" --root "$work/people.key" --targets "$work/people.key" --online "$work/online.key" \
    --passphrase-file "$secret" >/dev/null || fail "init-depot: code $?"
told=$(kiosk_pack publish "$hub/pack" --depot "$work/delegated" --key "$work/online.key" --passphrase-file "$secret") ||
    fail "publish: code $?"
mkdir "$work/other"
printf 'listen = "127.0.0.1:0"\ndepot = "%s"\n' "$work/delegated" >"$work/other/hub.toml"
hub=$work/other
start_hub "$hub" --listen 127.0.0.1:0
number=$(sed -n 's/^published: release \([0-9]*\),.*/\1/p' <<<"$told")
[ -n "$number" ] || fail "no release was told: $told"
curl -sf "$address" | grep -q "<strong>Release $number</strong> is published" || fail "the page does not say release $number"
kill -TERM "$server"
wait "$server" || fail "the hub ends with $? after SIGTERM"
echo "ok a depot whose targets delegate"
kill -TERM "$agent"
wait "$agent" || fail "agent: code $? after SIGTERM"
