#!/usr/bin/env bash
# A hub behind nginx as deploy/hub/rotunda-hub.conf has it: TLS 1.3, HTTP/2, the depot from nginx itself (also while the hub is
# away), events through it at once and without a buffer, and who asks is counted by nginx's word.
# shellcheck source=tests/e2e/common.sh
source "$(dirname "$0")/common.sh" "$1"
for program in kiosk-hub kiosk-sync; do
    [ -x "$programs/$program" ] || { echo "skipped: $program is not built"; exit 77; }
done
for need in nginx openssl curl; do command -v "$need" >/dev/null || { echo "skipped: $need is not here"; exit 77; }; done
port=$((20000 + $$ % 12000))
hub=$work/hub host=$work/host cache=$work/screen/cache.db
mkdir -p "$work/screen"

# shellcheck source=tests/support/depot_host.sh
source "$root/tests/support/depot_host.sh"
write_web_server "$host" "$root/deploy/hub/rotunda-hub.conf" "" \
    -e "s#listen 443#listen 127.0.0.1:$port#; s#/srv/rotunda-hub#$hub#; s#/run/rotunda-hub/http.socket#$work/http.socket#"
ask() { curl -s --cacert "$host/tls.pem" --max-time 10 "$@"; }
code() { ask -o /dev/null -w '%{http_code}' "$@"; }
expect() { # expect CODE PATH OPTIONS...
    local got
    got=$(code --path-as-is "https://127.0.0.1:$port/$2" "${@:3}") || true
    [ "$got" = "$1" ] || fail "$2 ${*:3}: code $got, not $1"
}
shows() { kiosk_pack show --cache "$cache" --json | grep -qF "$1"; }
status_says() { "$programs/kiosk-sync" --cache "$cache" --status --json | grep -q "$1"; }

timeout 60 "$programs/kiosk-hub" init "$hub" --listen "unix:$work/http.socket" >/dev/null || fail "init: code $?"
start_hub "$hub"
nginx -c "$host/nginx.conf" 2>"$host/start.log" &
own_processes+=($!)
for _ in $(seq 100); do (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break; sleep 0.1; done

version=$(ask --http2 -o /dev/null -w '%{http_version}' "https://127.0.0.1:$port/metadata/timestamp.json")
[ "$version" = 2 ] || fail "no HTTP/2 but $version"
if ask --tls-max 1.2 -o /dev/null "https://127.0.0.1:$port/"; then fail "TLS 1.2 is accepted"; fi
ask "https://127.0.0.1:$port/" | grep -q "Release 1" || fail "the page does not come through: $(cat "$host/error.log")"
expect 200 health
expect 200 hub.css
expect 404 welcome/nobody # its page, from the hub
expect 404 metrics # for a Prometheus on the host itself
expect 405 "" -X POST -d x
for path in keys/release.key hub.toml metadata/../keys/release.key metadata/%2e%2e/%2e%2e/keys/release.key %2e%2e/hub.toml; do
    got=$(code --path-as-is "https://127.0.0.1:$port/$path")
    case "$got" in 400 | 404) ;; *) fail "$path: code $got" ;; esac
done
ln -s "$hub/keys/release.key" "$hub/depot/targets/key"
expect 403 targets/key
echo "ok TLS 1.3, HTTP/2, the page, and nothing but the depot"

"$programs/kiosk-sync" --cache "$cache" --trust "$hub/depot/metadata/1.root.json" --from "https://127.0.0.1:$port/" \
    --cacert "$host/tls.pem" --interval 86400 >"$work/agent.log" 2>&1 &
agent=$!
own_processes+=("$agent")
wait_until status_says '"events":true'
sleep 2 # the look that follows each new connection is over
sed -i 's/^headline = .*/headline = "Through nginx"/' "$hub/pack/stories/welcome.md"
publish() {
    kiosk_pack publish "$hub/pack" --depot "$hub/depot" --key "$hub/keys/release.key" --passphrase-file "$hub/keys/passphrase"
}
publish >/dev/null
published=$(date +%s%N)
wait_until shows "Through nginx"
echo "ok an event goes through nginx at once: active $((($(date +%s%N) - published) / 1000000)) ms after it was published"

# Without the hub screens still sync; with it again they listen again.
kill -KILL "$server"
wait "$server" 2>/dev/null || true
wait_until status_says '"events":false'
expect 200 metadata/timestamp.json
expect 502 health
start_hub "$hub"
wait_until status_says '"events":true'
echo "ok the depot does not need the hub, and screens come back to it"
kill -TERM "$agent"
wait "$agent" || fail "agent: code $? after SIGTERM"

# A screen believes the hub's certificate that a technician carried with what it trusts, and none without it.
mkdir "$work/carried" "$work/other"
cp "$hub/depot/metadata/1.root.json" "$work/carried/root.json"
once() { # once CACHE
    "$programs/kiosk-sync" --cache "$1" --trust "$work/carried/root.json" --from "https://127.0.0.1:$port/" --once 2>&1
}
if said=$(once "$work/other/cache.db"); then fail "a certificate that nobody vouches for was believed"; fi
grep -q "TLS refused" <<<"$said" || fail "not refused for its certificate: $said"
timeout 60 "$programs/kiosk-hub" screens prepare --hub "$hub" --until 2099-01-01 --out "$work/nothing" \
    --address "https://127.0.0.1:$port/" --certificate "$host/tls.pem" >/dev/null 2>&1 && fail "a ticket until 2099"
timeout 60 "$programs/kiosk-hub" screens prepare --hub "$hub" --out "$work/prepared" --address "https://127.0.0.1:$port/" \
    --certificate "$host/tls.pem" >/dev/null || fail "prepare: code $?"
if grep -q "PRIVATE KEY" "$work/prepared/rotunda-certificate.pem"; then fail "the server's key is on the stick"; fi
cp "$work/prepared/rotunda-certificate.pem" "$work/carried/"
once "$work/other/cache.db" >/dev/null || fail "the certificate that was carried is not believed: code $?"
echo rubbish >"$work/carried/rotunda-certificate.pem"
if said=$(once "$work/other/cache.db"); then fail "believed without a certificate"; fi
grep -q "rotunda-certificate.pem: expected a certificate" <<<"$said" || fail "rubbish is not named: $said"
echo "ok the hub's own certificate, carried beside root.json"
