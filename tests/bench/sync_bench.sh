#!/usr/bin/env bash
# Measures, in one run, the agent beside rsync, casync and zsync over one shaped link (link.py: 20 ms each way, 50 Mbit/s,
# shared by all connections), on a made pack of 300 stories, 200 events and 200 photos of 300 MB in all that nothing
# compresses. Called by `./dev bench`. Needs 3 GB in TMPDIR for its own time.
# sync_bench.sh [PART...]: items (500 items, first sync), update (what changes cost), push (from published to active, and
# to the glass), full (all 300 MB); all of them when none is named, some five minutes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
programs=${PROGRAMS:-$PWD/build}
tools=${TOOLS:-$PWD/build-bench}
photos=${PHOTOS:-200}
parts=("$@")
[ ${#parts[@]} -gt 0 ] || parts=(items update push full)
work=$(mktemp -d)
base=$((10000 + RANDOM % 500 * 40)) # below the ports that connections are given
web=$base secure=$((base + 1)) daemon=$((base + 2)) # the servers; through the link they are 10 further
control=$((base + 20)) far_control=$((base + 21))
processes=()
clean_up() {
    local process
    for process in "${processes[@]:-}"; do [ -z "$process" ] || kill "$process" 2>/dev/null || true; done
    rm -rf "$work"
}
trap clean_up EXIT
export HOME=$work XDG_CACHE_HOME=$work ROTUNDA_PASSPHRASE=bench
unset NOTIFY_SOCKET WATCHDOG_USEC http_proxy https_proxy all_proxy

kiosk_pack() { "$programs/kiosk-pack" "$@" >>"$work/pack.log" 2>&1; }
make_depot() { # make_depot NAME
    [ -e "$work/key" ] || kiosk_pack keygen "$work/key"
    kiosk_pack init-depot "$work/www/$1" --root "$work/key" --targets "$work/key" --snapshot "$work/key" --timestamp "$work/key"
}
publish() { kiosk_pack publish "$work/$1" --depot "$work/www/$1" --key "$work/key"; }

start_servers() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=127.0.0.1 \
        -addext "subjectAltName=IP:127.0.0.1" -keyout "$work/tls.key" -out "$work/tls.pem" 2>/dev/null
    mkdir -p "$work/nginx" "$work/www"
    {
        [ "$(id -u)" -ne 0 ] || echo "user root;"
        for module in /etc/nginx/modules-enabled/*nchan*.conf; do [ ! -e "$module" ] || cat "$module"; done
        cat <<CONF
daemon off; pid $work/nginx/pid; error_log $work/nginx/error.log; worker_processes 1;
events { worker_connections 1000; }
http {
    access_log off; client_body_temp_path $work/nginx/a; proxy_temp_path $work/nginx/b;
    fastcgi_temp_path $work/nginx/c; uwsgi_temp_path $work/nginx/d; scgi_temp_path $work/nginx/e;
    types { application/json json; text/markdown md; } default_type application/octet-stream;
    gzip on; gzip_types application/json; gzip_min_length 256; gzip_comp_level 6; gzip_vary off;
    sendfile on; tcp_nodelay on; keepalive_requests 100000;
    server {
        listen 127.0.0.1:$web; listen 127.0.0.1:$secure ssl http2; root $work/www;
        ssl_protocols TLSv1.2 TLSv1.3; ssl_certificate $work/tls.pem; ssl_certificate_key $work/tls.key;
        location = /announce { nchan_publisher; nchan_channel_id depot; nchan_message_buffer_length 0; }
        location ~ /events\$ { nchan_subscriber eventsource; nchan_eventsource_ping_interval 15; nchan_channel_id depot; nchan_subscriber_first_message newest; }
    }
}
CONF
    } >"$work/nginx.conf"
    nginx -c "$work/nginx.conf" 2>"$work/nginx/start.log" &
    processes+=("$!")
    cat >"$work/rsyncd.conf" <<CONF
use chroot = no
[www]
path = $work/www
read only = yes
$([ "$(id -u)" -ne 0 ] || printf 'uid = root\ngid = root\n')
CONF
    rsync --daemon --no-detach --address=127.0.0.1 --port=$daemon --config="$work/rsyncd.conf" 2>"$work/rsyncd.log" &
    processes+=("$!")
    tests/bench/link.py $control 20 50 $((web + 10)):$web $((secure + 10)):$secure $((daemon + 10)):$daemon &
    processes+=("$!")
    tests/bench/link.py $far_control 50 50 $((web + 15)):$web &
    processes+=("$!")
    local port
    for port in $web $daemon $control $far_control; do
        for _ in $(seq 100); do (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null && continue 2; sleep 0.1; done
        cat "$work/nginx/start.log" "$work/rsyncd.log" >&2
        exit 1
    done
}
link_bytes() { cat <"/dev/tcp/127.0.0.1/$control"; }

# measure COMMAND...: leaves seconds, bytes down, bytes up and the exit code in `seconds down up code`.
measure() {
    local begin end before_down before_up after_down after_up
    read -r before_down before_up < <(link_bytes)
    code=0
    begin=$(date +%s%N)
    "$@" >"$work/said" 2>&1 || code=$?
    end=$(date +%s%N)
    sleep 0.1
    read -r after_down after_up < <(link_bytes)
    down=$((after_down - before_down)) up=$((after_up - before_up))
    seconds=$(awk "BEGIN { printf \"%.2f\", ($end - $begin) / 1e9 }")
}
agent() { # agent SCREEN DEPOT OPTIONS...; for a subshell
    exec "$programs/kiosk-sync" --cache "$work/$1/screen/cache.db" --trust "$work/www/$2/metadata/1.root.json" \
        --from "http://127.0.0.1:$((web + 10))/$2/" "${@:3}"
}
agent_once() { (agent "$1" "$2" --once); }
agent_direct() {
    "$programs/kiosk-sync" --cache "$work/$1/screen/cache.db" --trust "$work/www/$2/metadata/1.root.json" \
        --from "http://127.0.0.1:$web/$2/" --once
}
agent_secure() {
    "$programs/kiosk-sync" --cache "$work/$1/screen/cache.db" --trust "$work/www/$2/metadata/1.root.json" \
        --from "https://127.0.0.1:$((secure + 10))/$2/" --cacert "$work/tls.pem" --once
}
rsync_once() { rsync "$1" --delete "rsync://127.0.0.1:$((daemon + 10))/www/$2/" "$work/rsync/$2/"; }
casync_once() { # casync_once NAME INDEX; what it had counts as a seed
    casync extract --store="http://127.0.0.1:$((web + 10))/casync.castr" --seed="$work/casync/$1" \
        "http://127.0.0.1:$((web + 10))/$2.caidx" "$work/casync/next" && rm -rf "$work/casync/$1" && mv "$work/casync/next" "$work/casync/$1"
}
zsync_once() { (cd "$work/zsync" && zsync -q -i "$1.tar" -o "$1.tar" "http://127.0.0.1:$((web + 10))/$1.tar.zsync"); }
fetch_tar() { curl -s -o /dev/null "http://127.0.0.1:$((web + 10))/big.tar"; } # what the link lets through
six_at_a_time() { # the files of a folder, each asked for by itself
    (cd "$work/www/$1" && find . -type f -printf '%P\n') | sed "s#.*#url = \"http://127.0.0.1:$((web + 10))/$1/&\"\noutput = \"$work/curl/&\"#" |
        curl -s --http1.1 --create-dirs -Z --parallel-max 6 -K -
}
prepare_others() { # prepare_others NAME: what a publisher of theirs would do
    casync make --store="$work/www/casync.castr" "$work/www/$1.caidx" "$work/www/$1-tree" >/dev/null 2>&1
    tar -C "$work/www" --sort=name --mtime=@0 -cf "$work/www/$1.tar" "$1-tree"
    zsyncmake -q -u "$1.tar" -o "$work/www/$1.tar.zsync" "$work/www/$1.tar" 2>/dev/null
}
row() { # row WHAT WHO TARGET; compares with `reference`, and sets it when WHO is the agent
    local ratio=-
    if [ "$2" = agent ] && [ -n "${3:-}" ]; then reference=$((down + up)) reference_seconds=$seconds; fi
    if [ -z "${3:-}" ]; then ratio=$(awk "BEGIN { printf \"%.1f x bytes, %.1f x time\", ($down + $up) / $reference, $seconds / $reference_seconds }"); fi
    printf '%-38s %-14s %11s %9s %8s   %-26s %s\n' "$1" "$2" "$down" "$up" "$seconds" "$ratio" "${3:-}"
    [ "$code" -eq 0 ] || [ "$code" -eq 4 ] || { echo "    FAILED: $2 ended with $code:"; tail -n 3 "$work/said"; }
}

edit_story() { # edit_story NAME FILE; in the pack and in the tree of the others
    sed -i "0,/^headline = .*/s//headline = \"Changed at $RANDOM$RANDOM\"/" "$work/$1/stories/$2"
    cp "$work/$1/stories/$2" "$work/www/$1-tree/stories/$2"
}
edit_events() { # three of them
    local number
    for number in 7 77 177; do sed -i "/^UID:event-$number@/,/^SUMMARY/s/^SUMMARY:.*/SUMMARY:Moved $RANDOM$RANDOM\r/" "$work/$1/events.ics"; done
    cp "$work/$1/events.ics" "$work/www/$1-tree/events.ics"
}
edit_photo() { # another picture in its place
    head -c 1499400 /dev/urandom | dd of="$work/$1/media/p042.png" bs=100 seek=10 conv=notrunc status=none
    cp "$work/$1/media/p042.png" "$work/www/$1-tree/media/p042.png"
}
make() { # make NAME PHOTOS
    tests/bench/make_pack.py "$work/$1" "$2"
    cp -r "$work/$1" "$work/www/$1-tree"
    make_depot "$1"
    publish "$1"
    prepare_others "$1"
    mkdir -p "$work/$1.screen/screen" "$work/rsync" "$work/zsync" "$work/casync/$1" "$work/curl"
}
# Runs the rest while the largest proportional memory of process PID goes to a file.
watch_memory() {
    local most=0 now
    while now=$(awk '/^Pss:/ { print $2 }' "/proc/$1/smaps_rollup" 2>/dev/null) && [ -n "$now" ]; do
        if [ "$now" -gt "$most" ]; then most=$now; echo "$most" >"$work/pss"; fi
        sleep 0.2
    done
}
full_sync() {
    agent big.screen big --once &
    local process=$! watcher
    watch_memory "$process" &
    watcher=$!
    local result=0
    wait "$process" || result=$?
    wait "$watcher" || true
    return "$result"
}
# The agent as it runs on a screen, which hears of releases by events: start_agent NAME ADDRESS
start_agent() {
    "$programs/kiosk-sync" --cache "$work/$1.screen/screen/cache.db" --trust "$work/www/$1/metadata/1.root.json" \
        --from "$2/$1/" --cacert "$work/tls.pem" >"$work/agent.log" 2>&1 &
    running=$!
    processes+=("$running")
    sleep 3
}
stop_agent() {
    idle_pss=$(awk '/^Pss:/ { print $2 }' "/proc/$running/smaps_rollup")
    kill -TERM "$running"
    wait "$running" || true
}
now() { local now=${EPOCHREALTIME/[.,]/}; echo "${now}000"; } # in nanoseconds
nanoseconds() { stat -c %.9Y "$1" | tr -d .; }
announce() { # by hand: to start a program takes longer than the event, and would count as the agent's time
    exec 6<>"/dev/tcp/127.0.0.1/$web"
    printf 'POST /announce HTTP/1.0\r\nContent-Length: 3\r\n\r\nnew' >&6
    cat <&6 >/dev/null
    exec 6>&-
}
# Announces to the running agent, and waits until the newest release is active; in `took` the milliseconds from the published
# timestamp on, in `took_announced` those from the announcement on.
announced_until_active() {
    local published release announced active
    published=$(nanoseconds "$work/www/$1/metadata/timestamp.json")
    release=$(find "$work/www/$1/metadata" -name '*.targets.json' -printf '%f\n' | sort -n | tail -n 1)
    announced=$(now)
    announce
    for _ in $(seq 1000); do
        grep -q "\"release\":${release%%.*}," "$work/$1.screen/screen/sync/status.json" && break
        sleep 0.01
    done
    active=$(nanoseconds "$work/$1.screen/screen/sync/status.json")
    took=$(((active - published) / 1000000)) took_announced=$(((active - announced) / 1000000))
}
# A running agent, in place of a command: measure_announced NAME; as of a command the time is that from the announcement on.
measure_announced() {
    local before_down before_up after_down after_up
    read -r before_down before_up < <(link_bytes)
    announced_until_active "$1"
    sleep 0.2
    read -r after_down after_up < <(link_bytes)
    down=$((after_down - before_down)) up=$((after_up - before_up)) code=0
    seconds=$(awk "BEGIN { printf \"%.2f\", $took_announced / 1000 }")
}
# announced_and_active NAME ADDRESS WORDS: five stories, one after the other.
announced_and_active() {
    local times=() number
    start_agent "$1" "$2"
    for number in 1 2 3 4 5; do
        edit_story "$1" "s00$number.md"
        publish "$1"
        announced_until_active "$1"
        times+=("$took")
        sleep 2
    done
    stop_agent
    printf '%-38s %s ms, median of %s\n' "$3" "$(printf '%s\n' "${times[@]}" | sort -n | sed -n 3p)" "${times[*]}"
}
# From publishing a story to other pixels on an X server, with the agent and the display that a screen has.
to_the_glass() {
    if [ ! -x "$tools/probe" ] || [ ! -x "$programs/kiosk" ]; then
        echo "to the glass: not measured, there is no probe or no kiosk"
        return
    fi
    local from_begin=() from_published=() number begin changed
    mkdir -p "$work/one/stories"
    printf 'id = "one"\ndefault_language = "en"\nlanguages = ["en"]\nzone = "Europe/Vienna"\ntitle = "One"\n' >"$work/one/pack.toml"
    write_one() { printf '+++\nheadline = "Number %s"\ngist = "Gist."\n+++\n\nBody.\n' "$1" >"$work/one/stories/a.md"; }
    write_one 0
    make_depot one
    publish one
    mkdir -p "$work/one.screen/screen"
    Xvfb -displayfd 5 -screen 0 1920x1080x24 -nolisten tcp -noreset 5>"$work/display" >/dev/null 2>&1 &
    processes+=("$!")
    for _ in $(seq 100); do [ -s "$work/display" ] && break; sleep 0.1; done
    DISPLAY=:$(cat "$work/display")
    export DISPLAY
    start_agent one "http://127.0.0.1:$web"
    SDL_VIDEODRIVER=x11 "$programs/kiosk" --cache "$work/one.screen/screen/cache.db" --motion none --size 1920x1080 >"$work/kiosk.log" 2>&1 &
    processes+=("$!")
    sleep 5
    for number in 1 2 3 4 5; do
        write_one "$number"
        "$tools/probe" change 10000 >"$work/changed" &
        local watcher=$!
        sleep 0.3
        begin=$(date +%s%N)
        publish one
        announce
        wait "$watcher" || { echo "to the glass: no change within 10 s"; return; }
        changed=$(cat "$work/changed")
        from_begin+=($(((changed - begin) / 1000000)))
        from_published+=($(((changed - $(nanoseconds "$work/www/one/metadata/timestamp.json")) / 1000000)))
        sleep 3
    done
    stop_agent
    printf '%-38s %s ms, median of %s\n' "published to other pixels on the glass" \
        "$(printf '%s\n' "${from_published[@]}" | sort -n | sed -n 3p)" "${from_published[*]}"
    printf '%-38s %s ms, median of %s\n' "kiosk-pack publish and that (1 s)" \
        "$(printf '%s\n' "${from_begin[@]}" | sort -n | sed -n 3p)" "${from_begin[*]}"
}
table() {
    printf '\n%-38s %-14s %11s %9s %8s   %-26s %s\n' "link of 20 ms each way, 50 Mbit/s" who "bytes down" up seconds \
        "against the agent" wanted
}

part_items() {
    table
    make items 0
    measure agent_secure items.screen items
    row "500 items, first sync" agent "0.5 s"
    rm -rf "$work/items.screen/screen"*
    mkdir -p "$work/items.screen/screen"
    measure agent_once items.screen items
    row "500 items, first sync, HTTP/1.1" "agent"
    measure rsync_once -az items-tree
    row "500 items, first sync" "rsync -az"
    measure casync_once items items
    row "500 items, first sync" casync
    measure six_at_a_time items-tree
    row "500 files, each asked for" "curl, 6 at once"
}

make_big() {
    [ -d "$work/big" ] || make big "$photos"
}
# What every one of them has before something changes, not over the link.
bring_big() {
    [ -e "$work/big.screen/screen/cache.db" ] || agent_direct big.screen big >/dev/null
    [ -d "$work/rsync/big-tree" ] || rsync -a "rsync://127.0.0.1:$daemon/www/big-tree/" "$work/rsync/big-tree/"
    cp -a "$work/rsync/big-tree/." "$work/casync/big"
    cp "$work/www/big.tar" "$work/zsync/big.tar"
    sleep 2 # an ETag that is younger is not believed
}

part_full() {
    make_big
    rm -rf "$work/big.screen/screen"* "$work/rsync/big-tree"
    mkdir -p "$work/big.screen/screen"
    table
    measure full_sync
    local needed=$seconds limit
    limit=$(awk "BEGIN { printf \"%.2f\", ($down + $up) / 6250000 * 1.05 }")
    row "all of it, first sync" agent "$limit s, 1.05 x the link's"
    measure rsync_once -a big-tree
    row "all of it, first sync" "rsync -a"
    measure fetch_tar
    row "all of it, one file" curl
    printf 'the agent took %s x what the link needs for the bytes; its largest PSS meanwhile %s kB (wanted: 24,576)\n' \
        "$(awk "BEGIN { printf \"%.3f\", $needed / ($limit / 1.05) }")" "$(cat "$work/pss")"
}

part_update() {
    make_big
    bring_big
    table
    measure agent_once big.screen big
    measure agent_once big.screen big
    row "no change" agent "200 bytes down"
    measure rsync_once -az big-tree
    row "no change" "rsync -az"

    edit_story big s017.md
    publish big && prepare_others big
    measure agent_once big.screen big
    row "one story" agent "12,000 bytes in all"
    measure rsync_once -az big-tree
    row "one story" "rsync -az"
    measure casync_once big big
    row "one story" casync
    measure zsync_once big
    row "one story" zsync

    local changed wanted
    changed=$(stat -c %s "$work/big/media/p042.png")
    wanted="$((changed * 1025 / 1000)) bytes, 0.45 s"
    start_agent big "https://127.0.0.1:$((secure + 10))"
    edit_story big s117.md && edit_photo big && edit_events big
    publish big
    measure_announced big
    stop_agent
    row "one story, one photo, three events" agent "$wanted"
    prepare_others big
    measure rsync_once -az big-tree
    row "one story, one photo, three events" "rsync -az"
    measure casync_once big big
    row "one story, one photo, three events" casync
    measure zsync_once big
    row "one story, one photo, three events" zsync
    start_agent big "http://127.0.0.1:$((web + 10))"
    edit_story big s119.md && edit_photo big && edit_events big
    publish big
    measure_announced big
    stop_agent
    row "the same, HTTP/1.1" agent
    sleep 2
    edit_story big s118.md && edit_photo big && edit_events big
    publish big
    measure agent_once big.screen big
    row "the same, a program just started" "agent --once"
    printf 'the agent in the rows of three events was running and heard of it by an event; its PSS when idle %s kB\n' "$idle_pss"
}

part_push() {
    make_big
    bring_big
    printf '\nfrom the published timestamp to the active release, one story\n'
    announced_and_active big "http://127.0.0.1:$web" "on a LAN (wanted: 150 ms)"
    announced_and_active big "http://127.0.0.1:$((web + 10))" "40 ms there and back"
    announced_and_active big "http://127.0.0.1:$((web + 15))" "100 ms there and back (wanted: 450 ms)"
    to_the_glass
}

start_servers
for part in "${parts[@]}"; do "part_$part"; done
