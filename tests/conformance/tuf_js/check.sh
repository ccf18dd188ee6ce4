#!/bin/bash
# check.sh KIOSK_PACK TUF_CLIENT PACK: publishes a depot, serves it on loopback, and lets two clients that share no code
# (tuf-js and tuf_client) take it, follow it, and refuse its tampered variants. Exit 77 (skipped) without node or npm.
set -euo pipefail
kiosk_pack=$1 tuf_client=$2 pack=$3
here=$(cd "$(dirname "$0")" && pwd)
for tool in node npm python3 faketime; do
    command -v "$tool" >/dev/null || { echo "skipped: $tool is not installed"; exit 77; }
done
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
modules=$here/node_modules
if [ ! -d "$modules/tuf-js" ]; then
    (cd "$here" && npm ci --silent --no-audit --no-fund) >"$work/npm.log" 2>&1 ||
        { echo "skipped: npm cannot install tuf-js (no registry?)"; exit 77; }
fi

export ROTUNDA_PASSPHRASE=loopback
cd "$work"
mkdir keys
for role in root1 root2 targets1 targets2 snapshot timestamp new_timestamp offline1 offline2 offline3 online; do "$kiosk_pack" keygen "keys/$role" >/dev/null; done
"$kiosk_pack" init-depot depot --root keys/root1 --root keys/root2 --root-threshold 2 --targets keys/targets1 \
    --targets keys/targets2 --targets-threshold 2 --snapshot keys/snapshot --timestamp keys/timestamp >/dev/null
all=(--key keys/root1 --key keys/root2 --key keys/targets1 --key keys/targets2 --key keys/snapshot --key keys/timestamp)
cp -r "$pack" pack
"$kiosk_pack" publish pack --depot depot "${all[@]}"
"$kiosk_pack" verify depot

mkfifo port
python3 -u -c '
import functools, http.server, sys
class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_): pass
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=sys.argv[1]))
print(server.server_address[1], flush=True)
server.serve_forever()' "$work" >port &
server=$!
read -r number <port
base=http://127.0.0.1:$number

new_screen() { mkdir -p "$1/js" "$1/js_targets" "$1/ours" "$1/ours_targets"; cp "depot/metadata/1.root.json" "$1/js/root.json"; cp "$1/js/root.json" "$1/ours/root.json"; }
js() { node "$here/client.mjs" "$1/js" "$1/js_targets" "$base/$2" "${@:3}"; }
ours() {
    local names=()
    for target in "${@:3}"; do names+=(--target-name "$target"); done
    $clock "$tuf_client" --metadata-dir "$1/ours" --metadata-url "$base/$2/metadata/" "${names[@]}" --target-dir "$1/ours_targets" \
        --target-base-url "$base/$2/targets/" "$([ ${#names[@]} -gt 0 ] && echo download || echo refresh)"
}
clock=
failures=0
say_failed() { echo "FAILED: $*"; failures=$((failures + 1)); }
both_accept() { js "$@" || say_failed "tuf-js refuses: $*"; ours "$@" || say_failed "tuf_client refuses: $*"; }
both_refuse() {
    local name=$1
    shift
    if js "$@" 2>js.log; then say_failed "$name: tuf-js accepts"; fi
    if ours "$@" 2>ours.log; then say_failed "$name: tuf_client accepts"; fi
    echo "refused: $name"
    sed 's/^/    /' js.log ours.log
}

mapfile -t targets < <("$kiosk_pack" show depot | awk '/^  / {print $1}')
new_screen screen
both_accept screen depot "${targets[@]}"
diff -r screen/js screen/ours || say_failed "the two clients keep different metadata"
echo "accepted: release 1 with ${#targets[@]} targets"

if "$kiosk_pack" publish pack --depot depot "${all[@]}"; then
    say_failed "the same content is published twice"
else
    [ $? = 4 ]
fi
cp -r depot former
for story in pack/stories/*.md; do sed -i 's/^headline = "/&New: /; s/^# /# New: /' "$story"; done
"$kiosk_pack" publish pack --depot depot "${all[@]}"
both_accept screen depot index.json.zst

for variant in rollback threshold-1 mix-and-match truncated forged forged-timestamp wrong-key wrong-hash endless; do
    cp -r depot "$variant"
    python3 "$here/tamper.py" "$variant" "$variant" former
    cp -r screen "screen-$variant"
    case $variant in
    rollback | forged-timestamp | wrong-key | endless) ;;
    *) rm -rf "screen-$variant"; new_screen "screen-$variant" ;; # otherwise the good files are there already
    esac
    both_refuse "$variant" "screen-$variant" "$variant" index.json.zst
done

"$kiosk_pack" rotate-key --depot depot --role timestamp \
    --remove "$("$kiosk_pack" show depot | awk '/^timestamp/ {print $NF}')" --add keys/new_timestamp "${all[@]}" \
    --key keys/new_timestamp
both_accept screen depot "${targets[@]:0:1}"
[ -z "$(diff -rq screen/js screen/ours)" ] || say_failed "the two clients keep different metadata after the rotation"
echo "accepted: a new timestamp key"

# The depot becomes a delegated one: screens of the plain form follow, and the online key alone publishes from then on.
online=(--key keys/online --key keys/snapshot --key keys/new_timestamp)
"$kiosk_pack" rotate-key --depot depot --role targets --threshold 2 --add keys/offline1 --add keys/offline2 --add keys/offline3 \
    "$("$kiosk_pack" show depot | awk '/^targets/ {print "--remove=" $(NF - 1)}')" \
    "$("$kiosk_pack" show depot | awk '/^targets/ {print "--remove=" $NF}')" \
    --online keys/online "${all[@]}" --key keys/offline1 --key keys/offline2 "${online[@]}"
both_accept screen depot "${targets[@]}"
cp -r depot former_delegated
for story in pack/stories/*.md; do sed -i 's/^headline = "/&Newer: /; s/^# /# Newer: /' "$story"; done
"$kiosk_pack" publish pack --depot depot "${online[@]}"
"$kiosk_pack" verify depot
both_accept screen depot index.json.zst "${targets[@]:0:1}"
[ -z "$(diff -rq screen/js screen/ours)" ] || say_failed "the two clients keep different metadata of a delegated depot"
echo "accepted: a delegated depot, and its next release"
for variant in delegated-forged delegated-mix delegated-missing delegated-threshold-1 delegated-rollback; do
    cp -r depot "$variant"
    python3 "$here/tamper.py" "$variant" "$variant" former_delegated
    if [ "$variant" = delegated-rollback ]; then cp -r screen "screen-$variant"; else new_screen "screen-$variant"; fi
    both_refuse "$variant" "screen-$variant" "$variant" index.json.zst
done

clock="faketime -f +40d"
if ours screen depot 2>ours.log; then say_failed "expired: tuf_client accepts"; fi
if faketime -f +40d node "$here/client.mjs" screen/js screen/js_targets "$base/depot" 2>js.log; then say_failed "expired: tuf-js accepts"; fi
echo "refused: expired"
sed 's/^/    /' js.log ours.log
[ $failures = 0 ] && echo "all variants as expected"
