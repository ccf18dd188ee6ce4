#!/usr/bin/env bash
# A screen's voice with whole programs: a display and an agent on one cache, and a web server that takes down what is posted.
# The report is signed with the key that was made, says what is on the glass, and nothing of a visit; a server that never
# answers delays nothing; a stick takes the same report. Prints how long things took; asserts nothing about it.
# shellcheck source=tests/e2e/common.sh
source "$(dirname "$0")/common.sh" "$1"
[ -x "$programs/kiosk-sync" ] || { echo "skipped: kiosk-sync is not built"; exit 77; }
command -v python3 >/dev/null || { echo "skipped: python3 is not here"; exit 77; }

# Serves a depot, and answers reports as FILE says: "answer", "silence" or nothing (404).
cat >"$work/server.py" <<'END'
import http.server, json, os, sys, time
depot, mode, log = sys.argv[1:4]
class Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def __init__(self, *args): super().__init__(*args, directory=depot)
    def log_message(self, *args): pass
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        how = open(mode).read().strip()
        if how == "silence":
            time.sleep(60)
        if how != "answer":
            self.send_error(404)
            return
        with open(log, "ab") as file:
            file.write(body + b"\n")
        signed = json.loads(body)["signed"]
        answer = json.dumps({"state": "waiting", "nonce": "a" * 32, "received": signed["sequence"], "interval_s": 5}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
END

export ROTUNDA_PASSPHRASE=voice
mkdir -p "$work/screen" "$work/stick"
cache=$work/screen/cache.db trust=$work/screen-trust
cp -r "$pack" "$work/pack"
kiosk_pack keygen "$work/depot.key" >/dev/null
kiosk_pack init-depot "$work/depot" --root "$work/depot.key" --targets "$work/depot.key" --snapshot "$work/depot.key" \
    --timestamp "$work/depot.key" >/dev/null
publish() { kiosk_pack publish "$work/pack" --depot "$work/depot" --key "$work/depot.key" >/dev/null; }
publish

echo answer >"$work/mode"
: >"$work/reports"
python3 "$work/server.py" "$work/depot" "$work/mode" "$work/reports" >"$work/port" &
own_processes+=($!)
SDL_VIDEODRIVER=dummy "$programs/kiosk" --cache "$cache" --state "$work/state" --size 640x360 --drawing software \
    >"$work/display.log" 2>&1 &
own_processes+=($!)
for _ in $(seq 100); do [ -s "$work/port" ] && break; sleep 0.1; done
address=http://127.0.0.1:$(cat "$work/port")/
"$programs/kiosk-sync" --cache "$cache" --trust "$work/depot/metadata/1.root.json" --from "$address" --interval 1 \
    --display "$work/state" --metrics "$work/rotunda.prom" >"$work/agent.log" 2>&1 &
agent=$!
own_processes+=("$agent")

# says EXPRESSION: of the newest report, as r.
says() {
    python3 - "$work/reports" "$1" <<'END'
import json, sys
lines = open(sys.argv[1]).read().splitlines()
r = json.loads(lines[-1])["signed"] if lines else {}
sys.exit(0 if lines and eval(sys.argv[2]) else 1)
END
}
evidence=("$work/reports")
wait_until says 'r.get("glass", {}).get("release") == 1 and len(r["glass"].get("frame", "")) == 64'
says 'r["glass"]["width"] == 640 and not r["glass"]["visit"] and r["release"] == 1 and "ticket" not in r' || fail "$(tail -n 1 "$work/reports")"
sequences=$(python3 -c 'import json, sys
print(*[json.loads(line)["signed"]["sequence"] for line in open(sys.argv[1])])' "$work/reports")
[ "$sequences" = "$(tr ' ' '\n' <<<"$sequences" | sort -nu | paste -sd' ')" ] || fail "numbers do not rise: $sequences"
[ "$(stat -c %a "$trust/device.key")" = 600 ] || fail "others may read the screen's key"
grep -q '"state":"waiting"' "$work/screen/sync/enrolment.json" || fail "the display is not told that it waits for a name"
grep -Eq '"words":"[a-z]{5} [a-z]{5}"' "$work/screen/sync/enrolment.json" || fail "the display has no words to show"
"$programs/kiosk-sync" --cache "$cache" --status | grep -Eq '^hub: waiting, [a-z]{5} [a-z]{5}, http://127' || fail "staff are not told where the screen stands"
echo "ok a display's picture is told, and the display where it stands"

# Another program that draws the same scene gets the same pixels: the hash is proof without a camera.
wait_until says 'r.get("glass", {}).get("scene", "").startswith("highlight:") and "frame" in r["glass"] and r["glass"]["release"] == 1'
python3 -c 'import json, sys
report = json.loads(open(sys.argv[1]).read().splitlines()[-1])["signed"]
glass = report["glass"]
print(glass["frame"], glass["scene"], glass["language"], glass["since"], report["clock"])' "$work/reports" >"$work/shown"
read -r frame scene language since clock <"$work/shown"
unconfirmed=()
if [ "$clock" = unknown ]; then unconfirmed=(--clock-unconfirmed); fi
kiosk --frame "$work/same.png" --frame-hash --scene "$scene" --lang "$language" --at "$since" "${unconfirmed[@]}" --size 640x360 \
    --cache "$cache" >"$work/hashes"
grep -qw "$frame" "$work/hashes" || fail "the glass has other pixels than $scene in $language at $since: $frame, $(cat "$work/hashes")"
kiosk --frame "$work/other.png" --frame-hash --scene "$scene" --lang "$language" --at "$since" "${unconfirmed[@]}" --size 642x360 \
    --cache "$cache" >"$work/hashes"
if grep -qw "$frame" "$work/hashes"; then fail "another size has the same pixels"; fi
echo "ok another program draws the same pixels"

# Whoever takes the report and never answers delays nothing.
echo silence >"$work/mode"
sleep 6
sed -i 's/^headline = .*/headline = "Told while the hub was silent"/' "$(find "$work/pack/stories" -name '*.md' | sort | head -n 1)"
began=$(date +%s%N)
publish
wait_until grep -q 'release 2 is active' "$work/agent.log"
echo "active $((($(date +%s%N) - began) / 1000000)) ms after publishing began, while the hub is silent"
echo answer >"$work/mode"
wait_until says 'r["release"] == 2 and r.get("glass", {}).get("release") == 2'
echo "ok a silent hub delays no release, and hears of it in the end"

wait_until grep -q '^rotunda_agent_release 2$' "$work/rotunda.prom"
if command -v promtool >/dev/null; then promtool check metrics <"$work/rotunda.prom" || fail "Prometheus does not like the numbers"; fi
printf '%064d\n' 7 >"$work/stick/rotunda-ticket"
"$programs/kiosk-sync" --cache "$cache" --display "$work/state" --import "$work/stick" >"$work/said" 2>&1 || true
left=$(find "$work/stick/reports" -name '*.json' | sort | tail -n 1)
grep -q "\"ticket\":\"$(printf '%064d' 7)\"" "$left" || fail "the stick's report has no ticket: $(cat "$work/said")"
grep -q "\"key\":\"$(basename "${left%.json}")" "$left" || fail "a report under another name: $left"
echo "ok the same report and a ticket by stick"

kill -TERM "$agent"
wait "$agent" || fail "the agent ended with $?"
echo "not here" >"$work/mode"
"$programs/kiosk-sync" --cache "$cache" --from "$address" --interval 1 --display "$work/state" >"$work/agent.log" 2>&1 &
own_processes+=($!)
wait_until grep -q 'no hub is there, asking again in an hour' "$work/agent.log"
sleep 3
[ "$(grep -c 'no hub is there' "$work/agent.log")" -eq 1 ] || fail "said more than once: $(cat "$work/agent.log")"
echo "ok a web server that is no hub is named once"
