#!/usr/bin/env bash
# The whole path: kiosk-pack publish, nginx, kiosk-sync, a picture; the network cut and back, a forged server, a start
# without any network. Prints how long a story takes from publishing to the cache; asserts nothing about it.
# shellcheck source=tests/e2e/common.sh
source "$(dirname "$0")/common.sh" "$1"
[ -x "$programs/kiosk-sync" ] || { echo "skipped: kiosk-sync is not built"; exit 77; }
command -v nginx >/dev/null || { echo "skipped: nginx is not here"; exit 77; }
export ROTUNDA_PASSPHRASE=sync
port=$((20000 + $$ % 12000))
cache=$work/screen/cache.db

serve() { # serve FOLDER
    mkdir -p "$work/nginx"
    cat >"$work/nginx.conf" <<CONF
daemon off; pid $work/nginx/pid; error_log $work/nginx/error.log; worker_processes 1;
events {}
http {
    access_log off; client_body_temp_path $work/nginx/a; proxy_temp_path $work/nginx/b;
    fastcgi_temp_path $work/nginx/c; uwsgi_temp_path $work/nginx/d; scgi_temp_path $work/nginx/e;
    types { application/json json; } default_type application/octet-stream;
    server { listen 127.0.0.1:$port; root $1; }
}
CONF
    # Workers of another user could not enter the test's own folder.
    if [ "$(id -u)" -eq 0 ]; then sed -i '1i user root;' "$work/nginx.conf"; fi
    nginx -c "$work/nginx.conf" 2>/dev/null &
    server=$!
    own_processes+=("$server")
    for _ in $(seq 50); do [ -s "$work/nginx/pid" ] && (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null && return 0; sleep 0.1; done
    fail "nginx does not answer: $(cat "$work/nginx/error.log")"
}
cut_network() { kill -TERM "$server"; wait "$server" 2>/dev/null || true; rm -f "$work/nginx/pid"; }
sync_once() {
    timeout 60 "$programs/kiosk-sync" --cache "$cache" --trust "$work/depot/metadata/1.root.json" \
        --from "http://127.0.0.1:$port/" --once
}
make_depot() {
    kiosk_pack keygen "$1.key" >/dev/null
    kiosk_pack init-depot "$1" --root "$1.key" --targets "$1.key" --snapshot "$1.key" --timestamp "$1.key" >/dev/null
}
content() { kiosk_pack show --cache "$cache" --json; }

cp -r "$pack" "$work/pack"
make_depot "$work/depot"
kiosk_pack publish "$work/pack" --depot "$work/depot" --key "$work/depot.key"
mkdir -p "$work/screen"

# Born offline: no server yet. The agent says so and stores nothing that could be shown.
refuses sync_once
serve "$work/depot"
sync_once || fail "the first sync: code $?"
content >"$work/first.json"
kiosk_pack show "$work/pack" --json | cmp - "$work/first.json" || fail "the screen does not have what was published"
code=0
sync_once || code=$?
[ "$code" -eq 4 ] || fail "twice is not nothing new: code $code"
kiosk --frame "$work/picture.png" --scene programme --cache "$cache" --at 2024-01-18T10:42 --size 1280x720
is_picture "$work/picture.png" 1280 720
echo "ok from the publisher to a picture"

# A release comes while the network is away; it is taken when the network is back.
cut_network
story=$(find "$work/pack/stories" -name 'kenya-voluntary-pilot.md')
sed -i '0,/^headline = .*/s//headline = "Changed while the network was away"/' "$story"
kiosk_pack publish "$work/pack" --depot "$work/depot" --key "$work/depot.key"
refuses sync_once
content | cmp - "$work/first.json" || fail "the cut changed the screen"
serve "$work/depot"
sync_once || fail "after the cut: code $?"
content | grep "Changed while the network was away" >/dev/null || fail "the changed story did not come"
content >"$work/second.json"
echo "ok cut and resumed"

# A server with another publisher's depot, newer and perfectly signed by itself.
cut_network
make_depot "$work/forged"
for headline in One Two Three; do
    sed -i "0,/^headline = .*/s//headline = \"$headline\"/" "$story"
    kiosk_pack publish "$work/pack" --depot "$work/forged" --key "$work/forged.key" >/dev/null
done
serve "$work/forged"
refuses sync_once
content | cmp - "$work/second.json" || fail "the forged server changed the screen"
cut_network
# A portal: a page in the place of everything.
mkdir -p "$work/portal/metadata"
for name in timestamp.json 2.root.json; do echo '<html>Please sign in</html>' >"$work/portal/metadata/$name"; done
serve "$work/portal"
refuses sync_once
content | cmp - "$work/second.json" || fail "the portal changed the screen"
cut_network
echo "ok forged server and portal change nothing"

# The agent itself, with a short interval.
serve "$work/depot"
"$programs/kiosk-sync" --cache "$cache" --from "http://127.0.0.1:$port/" --interval 1 >"$work/agent.log" 2>&1 &
agent=$!
own_processes+=("$agent")
sed -i '0,/^headline = .*/s//headline = "Found by the agent"/' "$story"
kiosk_pack publish "$work/pack" --depot "$work/depot" --key "$work/depot.key"
begin=$(date +%s%N)
for _ in $(seq 200); do content | grep "Found by the agent" >/dev/null && break; sleep 0.05; done
content | grep "Found by the agent" >/dev/null || fail "the agent found nothing: $(cat "$work/agent.log")"
echo "ok polling each second, from published to active: $((($(date +%s%N) - begin) / 1000000)) ms"
kill -TERM "$agent"
wait "$agent" || fail "agent: code $? after SIGTERM"
