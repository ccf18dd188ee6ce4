#!/usr/bin/env bash
# One client's connections, idle in every way there is, do not shut others out of the depot host of deploy/depot. The
# greedy client is 127.0.0.2, a screen is 127.0.0.1. Usage: idle_connections.sh
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=tests/support/depot_host.sh
source "$root/tests/support/depot_host.sh"
why=$(why_no_depot_host)
[ -z "$why" ] || { echo "skipped: $why"; exit 77; }
command -v python3 >/dev/null || { echo "skipped: python3 is not here"; exit 77; }
work=$(mktemp -d)
processes=()
clean_up() {
    local process
    for process in "${processes[@]:-}"; do [ -z "$process" ] || kill "$process" 2>/dev/null || true; done
    rm -rf "$work"
}
trap clean_up EXIT
port=$((20000 + $$ % 6000))
mkdir -p "$work/depot/metadata"
echo '{}' >"$work/depot/metadata/timestamp.json"
mkdir -p "$work/depot/targets"
head -c 8000000 /dev/zero >"$work/depot/targets/large"
start_depot_host "$work/host" "$work/depot" "$port" $((26000 + $$ % 6000)) || { echo "nginx does not answer"; exit 1; }
processes+=("$depot_host")

# 700 connections at once, which then lie idle. The host of this test has 512 for everybody, Debian's nginx 768.
cat >"$work/greedy.py" <<'PYTHON'
import socket, ssl, sys, time
kind, port, ready = sys.argv[1], int(sys.argv[2]), sys.argv[3]
context = ssl.create_default_context()
context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
def connect():
    plain = socket.socket()
    plain.settimeout(1)
    if kind == "not-reading":
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    plain.bind(("127.0.0.2", 0))
    plain.connect(("127.0.0.1", port))
    if kind == "silent":
        return plain
    if kind == "half-hello":
        plain.send(b"\x16\x03\x01\x02\x00\x01")
        return plain
    secure = context.wrap_socket(plain)
    if kind == "half-request":
        secure.send(b"GET /metadata/timestamp.json HTTP/1.1\r\nHost: x\r\nX-Filler: ")
    if kind == "not-reading":
        secure.send(b"GET /targets/large HTTP/1.1\r\nHost: x\r\n\r\n")
    if kind == "events":
        secure.send(b"GET /events HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n")
    return secure
open_ones, begin = [], time.time()
while len(open_ones) < 700 and time.time() - begin < 15:
    try:
        open_ones.append(connect())
    except OSError:
        pass
    if len(open_ones) >= 520:  # it is full, and what comes now is refused
        break
open(ready, "w").close()
time.sleep(60)
PYTHON
for kind in silent half-hello handshake half-request not-reading events; do
    rm -f "$work/ready"
    (ulimit -n 4096; exec python3 "$work/greedy.py" "$kind" "$port" "$work/ready") 2>"$work/greedy.log" &
    greedy=$!
    processes+=("$greedy")
    for _ in $(seq 200); do [ -e "$work/ready" ] && break; sleep 0.1; done
    sleep 6 # the time limit of an unfinished request
    served=0 longest=0
    for _ in 1 2 3 4 5; do
        begin=$(date +%s%N)
        if [ "$(curl -s --interface 127.0.0.1 --cacert "$work/host/tls.pem" --max-time 12 "https://127.0.0.1:$port/metadata/timestamp.json")" = '{}' ]; then
            served=$((served + 1))
        fi
        took=$((($(date +%s%N) - begin) / 1000000))
        [ "$took" -le "$longest" ] || longest=$took
        sleep 0.3
    done
    kill "$greedy"
    wait "$greedy" 2>/dev/null || true
    echo "$kind: $served of 5 answered, at most $longest ms"
    [ "$served" -eq 5 ] || { echo "FAILED: one client's connections ($kind) shut others out"; tail -n 3 "$work/host/error.log"; exit 1; }
done
