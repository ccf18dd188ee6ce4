#!/usr/bin/env bash
# How soon listeners hear of a release, how many never do, and what each costs: kiosk-hub beside nginx with nchan, in the same
# run, on loopback without TLS. For the hub, from the moment that timestamp.json was replaced; for nchan, from the moment that
# somebody told it. Memory of listeners counts in the first run: a server keeps what it has for the next. Called by `./dev bench`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
programs=${PROGRAMS:-$PWD/build} tools=${TOOLS:-$PWD/build-bench}
work=$(mktemp -d)
port=$((10000 + RANDOM % 20000))
processes=()
clean_up() {
    local process
    for process in "${processes[@]:-}"; do [ -z "$process" ] || kill "$process" 2>/dev/null || true; done
    rm -rf "$work"
}
trap clean_up EXIT

"$programs/kiosk-hub" init "$work/hub" >/dev/null
"$programs/kiosk-hub" serve "$work/hub" --listen 127.0.0.1:0 2>"$work/hub.log" &
hub=$!
processes+=("$hub")
mkdir -p "$work/nginx"
{
    [ "$(id -u)" -ne 0 ] || echo "user root;"
    cat <<CONF
load_module /usr/lib/nginx/modules/ngx_nchan_module.so;
daemon off; pid $work/nginx/pid; error_log $work/nginx/error.log; worker_processes 1;
events { worker_connections 2000; }
http {
    access_log off; client_body_temp_path $work/nginx/a; proxy_temp_path $work/nginx/b;
    fastcgi_temp_path $work/nginx/c; uwsgi_temp_path $work/nginx/d; scgi_temp_path $work/nginx/e;
    server {
        listen 127.0.0.1:$port;
        location = /announce { nchan_publisher; nchan_channel_id depot; nchan_message_buffer_length 0; }
        location = /events {
            nchan_subscriber eventsource; nchan_eventsource_ping_interval 15; nchan_channel_id depot;
            nchan_subscriber_first_message newest;
        }
    }
}
CONF
} >"$work/nginx.conf"
nginx -c "$work/nginx.conf" 2>"$work/nginx/start.log" &
processes+=($!)
for _ in $(seq 100); do
    if [ -s "$work/nginx/pid" ] && grep -q serving "$work/hub.log" && (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then break; fi
    sleep 0.1
done
worker=$(pgrep -P "$(cat "$work/nginx/pid")" | head -n 1)
address=$(sed -n 's/^kiosk-hub: serving .* at \(.*\)$/\1/p' "$work/hub.log")

printf '%-22s %9s %8s %8s %8s %6s %12s\n' server listeners "p50 ms" "p99 ms" "max ms" lost "kB/listener"
for round in 1 2 3; do
    "$tools/events_bench" "kiosk-hub, run $round" "${address}events" 200 20 "$hub" "file:$work/hub/depot/metadata/timestamp.json"
    "$tools/events_bench" "nginx + nchan, run $round" "http://127.0.0.1:$port/events" 200 20 "$worker" "post:http://127.0.0.1:$port/announce"
done

# A thousand screens beside the listeners: each reports every 30 s, and somebody asks ten times a second for the list of all,
# as a program does and as a person does.
printf '\n'
"$programs/kiosk-hub" screens prepare --hub "$work/hub" --count 1000 --until "$(date -d '+2 days' +%F)" --address "$address" \
    --out "$work/prepared" >/dev/null
token=$("$programs/kiosk-hub" token add bench --hub "$work/hub")
cookie=$(tests/bench/sign_in.py "$("$programs/kiosk-hub" admin link "$work/hub" --address "$address" | head -n 1)")
"$tools/screens_bench" "$address" "$(cat "$work/prepared/rotunda-ticket")" 1000 "${BENCH_SECONDS:-70}" 30 "$hub" /api/screens \
    "Authorization: Bearer $token" /screens "Cookie: rotunda=$cookie" >"$work/screens" &
screens=$!
sleep 32 # all have come
"$tools/events_bench" "with 1,000 screens" "${address}events" 250 20 "$hub" "file:$work/hub/depot/metadata/timestamp.json"
wait "$screens"
cat "$work/screens"
