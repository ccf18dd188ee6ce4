#!/usr/bin/env bash
# A screen that nobody told of a hub finds the one that Avahi announces, by the file of deploy/hub, in a network of its own.
# shellcheck source=tests/e2e/common.sh
if [ "${2:-}" != inside ]; then
    source "$(dirname "$0")/common.sh" "$1"
    [ -x "$programs/kiosk-sync" ] || { echo "skipped: kiosk-sync is not built"; exit 77; }
    for need in avahi-daemon python3 ip; do
        PATH=$PATH:/usr/sbin:/sbin command -v "$need" >/dev/null || { echo "skipped: $need is not here"; exit 77; }
    done
    as_root=()
    [ "$(id -u)" -eq 0 ] || as_root=(--map-root-user)
    apart=(unshare --net --mount "${as_root[@]}")
    "${apart[@]}" ip link add a0 type veth peer name a1 2>/dev/null || { echo "skipped: no network of its own here"; exit 77; }
    exec "${apart[@]}" bash "$0" "$1" inside
fi
source "$(dirname "$0")/common.sh" "$1"
export PATH=$PATH:/usr/sbin:/sbin
ip link set lo up
ip link add a0 type veth peer name a1
ip link set a1 up
ip address add 10.9.0.1/24 dev a0
ip link set a0 up

mkdir "$work/services" "$work/screen"
sed 's#https://hub.example/#http://10.9.0.1:8080/#' "$root/deploy/hub/avahi-rotunda.service" >"$work/services/rotunda.service"
mount --bind "$work/services" /etc/avahi/services
printf '[server]\nuse-ipv6=no\nenable-dbus=no\nallow-interfaces=a0\n' >"$work/avahi.conf"
avahi-daemon --no-drop-root --no-chroot --no-rlimits --file "$work/avahi.conf" >"$work/avahi.log" 2>&1 &
own_processes+=($!)
cat >"$work/hub.py" <<'END'
import http.server
class Hub(http.server.BaseHTTPRequestHandler):
    def log_message(self, *args): pass
    def do_POST(self):
        print(self.path, self.rfile.read(int(self.headers["Content-Length"])), flush=True)
        answer = b'{"state":"waiting","received":0,"interval_s":5}'
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)
http.server.HTTPServer(("10.9.0.1", 8080), Hub).serve_forever()
END
python3 "$work/hub.py" >"$work/posted" 2>"$work/hub.log" &
own_processes+=($!)
printf '%064d\n' 7 >"$work/rotunda-ticket"
# No root.json: there is nothing that it could trust yet.
"$programs/kiosk-sync" --cache "$work/screen/cache.db" --trust "$work/root.json" --find >"$work/agent.log" 2>&1 &
own_processes+=($!)
for _ in $(seq 300); do [ -s "$work/posted" ] && break; sleep 0.1; done
grep -q '^/api/report ' "$work/posted" || { cat "$work/agent.log" "$work/avahi.log"; fail "the hub hears nothing"; }
if grep -q ticket "$work/posted"; then fail "a hub that was merely found gets the ticket"; fi
for _ in $(seq 100); do grep -qs '"state":"waiting"' "$work/screen/sync/enrolment.json" && break; sleep 0.1; done
grep -q '"hub":"http://10.9.0.1:8080/"' "$work/screen/sync/enrolment.json" || fail "the display is told of no hub"
[ ! -e "$work/screen/cache.db" ] || fail "something was brought that nothing vouches for"
echo "ok a hub is found, told that there is a screen, and nothing else"
