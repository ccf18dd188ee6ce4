#!/usr/bin/env bash
# A mirror on the Internet cannot send the agent into the network that the screen is in: nothing there is even connected to.
# Live: in a network of its own, where public addresses are this machine's. Usage: inner_redirect.sh FOLDER-OF-THE-PROGRAMS
set -euo pipefail
if [ "${2:-}" != inside ]; then
    for needed in python3 ip unshare; do
        command -v "$needed" >/dev/null || { echo "skipped: $needed is not here"; exit 77; }
    done
    unshare -rn true 2>/dev/null || { echo "skipped: no network of its own may be made here"; exit 77; }
    exec unshare -rn "$0" "$1" inside
fi
# shellcheck source=tests/e2e/common.sh
source "$(dirname "$0")/common.sh"
mirror=93.184.216.34
elsewhere=93.184.216.35
ip link set lo up
for address in "$mirror/32" "$elsewhere/32" 10.1.2.3/32 192.168.7.7/32 169.254.169.254/32; do ip address add "$address" dev lo; done

cat >"$work/server.py" <<'PYTHON'
"""The mirror's /ADDRESS/... leads to that address; who asks there is written down."""
import http.server, socket, socketserver, sys, threading
log, mirror = sys.argv[1:]

class Mirror(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        target = self.path.split("/")[1]
        self.send_response(302)
        self.send_header("Location", f"http://{target}:8081{self.path}")
        self.send_header("Content-Length", "0")
        self.end_headers()
    def log_message(self, *words):
        pass

def count(listener):
    while True:
        connection, peer = listener.accept()
        with open(log, "a") as out:
            out.write(connection.getsockname()[0] + "\n")
        try:
            connection.recv(4096)
            connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        except OSError:
            pass
        connection.close()

inner = socket.create_server(("::", 8081), family=socket.AF_INET6, dualstack_ipv6=True)
threading.Thread(target=count, args=(inner,), daemon=True).start()
with socketserver.ThreadingTCPServer((mirror, 8080), Mirror) as server:
    print("ready", flush=True)
    server.serve_forever()
PYTHON
: >"$work/asked"
python3 "$work/server.py" "$work/asked" "$mirror" >"$work/server" 2>&1 &
own_processes+=($!)
for ((i = 0; i < 200; i++)); do grep -qs ready "$work/server" && break; sleep 0.05; done

# Any root will do: the metadata is never reached.
printf secret >"$work/pass"
chmod 600 "$work/pass"
kiosk_pack keygen "$work/key" --passphrase-file "$work/pass" >/dev/null
kiosk_pack init-depot "$work/depot" --root "$work/key" --targets "$work/key" --snapshot "$work/key" --timestamp "$work/key" \
    --passphrase-file "$work/pass" >/dev/null
look() {
    refuses timeout 60 "$programs/kiosk-sync" --cache "$work/c/cache.db" --trust "$work/depot/metadata/1.root.json" --once --from "$1"
}

# The test itself: a redirect to another place of the Internet is followed.
look "http://$mirror:8080/$elsewhere/"
grep -q "$elsewhere" "$work/asked" || { cat "$work/said"; fail "no redirect is followed, so this test shows nothing"; }
: >"$work/asked"
for inner in 127.0.0.1 127.1 10.1.2.3 192.168.7.7 169.254.169.254 localhost '[::1]' '[::ffff:10.1.2.3]' 0.0.0.0 2130706433; do
    look "http://$mirror:8080/$inner/"
    [ ! -s "$work/asked" ] || fail "a redirect led to $(head -n 1 "$work/asked") by way of $inner"
done
grep -q "inside this network" "$work/said" || { cat "$work/said"; fail "the refusal is not said"; }
echo "redirects lead nowhere inside"
