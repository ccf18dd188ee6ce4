#!/usr/bin/env bash
# A depot whose online key only kiosk-signer has: published through it, refused by it, with it away, killed and restarted, and what its
# log says. Usage: signer.sh FOLDER-OF-THE-PROGRAMS
# shellcheck source=tests/e2e/common.sh
source "$(dirname "$0")/common.sh" "$1"
[ -x "$programs/kiosk-signer" ] || { echo "skipped: kiosk-signer is not built"; exit 77; }
command -v python3 >/dev/null || { echo "skipped: python3 is not here"; exit 77; }
depot=$work/depot socket=$work/signer.socket log=$work/signer.log

signer_process=
start_signer() { # start_signer POLICY...: serves until stop_signer; "" when it refuses to start, with its words in $work/signer.said
    printf '%s\n' "$@" >"$work/signer.toml"
    CREDENTIALS_DIRECTORY=$work/unsealed "$programs/kiosk-signer" serve --keys "$work/keys" --depot "$depot" \
        --policy "$work/signer.toml" --socket "$socket" >"$work/signer.said" 2>&1 &
    signer_process=$!
    own_processes+=("$signer_process")
    for _ in $(seq 100); do
        if grep -q 'signs at' "$work/signer.said"; then return 0; fi
        if ! kill -0 "$signer_process" 2>/dev/null; then break; fi
        sleep 0.1
    done
    signer_process=
    return 1
}
stop_signer() { # stop_signer [SIGNAL]
    kill "-${1:-TERM}" "$signer_process"
    wait "$signer_process" 2>/dev/null || true
    signer_process=
}
exits() { # exits CODE COMMAND...
    local wanted=$1 code=0
    shift
    "$@" >"$work/said" 2>&1 </dev/null || code=$?
    [ "$code" -eq "$wanted" ] || { cat "$work/said" "$work/signer.said"; fail "ended with $code and not $wanted: $*"; }
}
says() { grep -qF -- "$1" "$work/said" || { cat "$work/said"; fail "nothing about: $1"; }; }
tell() { sed -i "0,/^headline = .*/s//headline = \"$1\"/" "$work/pack/stories/kenya-voluntary-pilot.md"; }
publish() { kiosk_pack publish "$work/pack" --depot "$depot" --signer "$socket"; }
contents() { (cd "$depot" && find . -type f -exec sha256sum {} + | sort); }
good() { kiosk_pack verify "$depot" >"$work/said" 2>&1 || { cat "$work/said"; fail "the depot is not good: $*"; }; }
# What the signer answers to a role's next metadata, changed by a line of Python: asked ROLE CHANGE
asked() {
    python3 - "$socket" "$depot" "$@" <<'PYTHON'
import glob, json, os, socket, sys
path, depot, role, change = sys.argv[1:5]
files = glob.glob(os.path.join(depot, "metadata", "*." + role + ".json")) or [os.path.join(depot, "metadata", role + ".json")]
newest = max(files, key=lambda name: int(os.path.basename(name).split(".")[0]) if os.path.basename(name)[0].isdigit() else 0)
signed = json.load(open(newest))["signed"]
signed["version"] += 1
exec(change)
with socket.socket(socket.AF_UNIX) as client:
    client.connect(path)
    client.sendall(json.dumps({"do": "sign", "role": role, "signed": signed}).encode() + b"\n")
    print(client.makefile().readline())
PYTHON
}
refused() { # refused CODE ROLE CHANGE
    asked "$2" "$3" >"$work/said"
    grep -qF "\"code\":\"$1\"" "$work/said" || { cat "$work/said"; fail "$2 with '$3' is not refused as $1"; }
}

# Two people's keys, and the one that only the signer has: its passphrase is a credential.
mkdir "$work/keys" "$work/unsealed"
echo table >"$work/unsealed/passphrase"
for key in root keys/online; do ROTUNDA_PASSPHRASE=table kiosk_pack keygen "$work/$key.key" >/dev/null; done
ROTUNDA_PASSPHRASE=table kiosk_pack init-depot "$depot" --root "$work/root.key" --targets "$work/root.key" \
    --online "$work/keys/online.key" --targets-days 60 >/dev/null
cp -r "$pack" "$work/pack"
me="users = [\"$(id -u)\"]"

exits 5 publish
says "the depot stays as it was, try again when it is back"
[ ! -e "$depot/metadata/timestamp.json" ] || fail "something was published without the signer"
start_signer "$me" || { cat "$work/signer.said"; fail "the signer does not start"; }
publish || fail "the first release"
good first
exits 4 publish
tell "What the staff wrote"
publish || fail "the second release"
good second
screen=$(printf '%064d' 7)
mkdir "$work/profiles"
echo 'name = "Foyer M"' >"$work/profiles/$screen.toml"
exits 0 kiosk_pack profiles "$work/profiles" --depot "$depot" --signer "$socket"
says "1 profiles are published"
exits 0 kiosk_pack profiles "$work/profiles" --depot "$depot" --signer "$socket"
says "1 profiles are served already"
good profiles
echo >"$work/profiles/foyer.toml"
exits 3 kiosk_pack profiles "$work/profiles" --depot "$depot" --signer "$socket"
echo "ok published: the publisher has no key"

refused wrong-role targets ""
refused wrong-role root ""
refused wrong-version edition 'signed["version"] += 1'
refused wrong-version snapshot 'signed["version"] -= 1'
refused wrong-version timestamp 'signed["version"] = 1000000'
refused wrong-expiry edition 'signed["expires"] = "2999-01-01T00:00:00Z"'
refused wrong-path edition 'signed["targets"]["emergency/current.json"] = signed["targets"]["index.json.zst"]'
refused wrong-content snapshot 'del signed["meta"]["edition.json"]'
refused bad-request edition 'signed["more"] = "words"'
refused bad-request edition 'signed = "opaque bytes"'
good "after refusals"
stop_signer
start_signer "users = [\"$(($(id -u) + 1))\"]" || fail "the signer does not start"
exits 3 publish
says "(not-allowed)"
stop_signer
start_signer "$me" "per_minute = 3" || fail "the signer does not start"
tell "What is too much for a minute"
before=$(contents)
for role in screens screens screens; do asked "$role" "" >/dev/null; done
exits 5 publish
says "(too-many)"
[ "$before" = "$(contents)" ] || fail "a refused release left something in the depot"
stop_signer
echo "ok refused: role, version, expiry, path, content, form, peer, rate"

# Two people: what an edition shows needs the yes of the second one.
ROTUNDA_PASSPHRASE=chair kiosk_pack keygen "$work/second.key" >/dev/null
public=$(sed -n 's/.*"public":"\([0-9a-f]*\)".*/\1/p' "$work/second.key")
start_signer "$me" "approvals = 1" "approvers = [\"$public\"]" || { cat "$work/signer.said"; fail "the signer does not start"; }
exits 3 publish
says "(not-approved)"
ROTUNDA_PASSPHRASE=chair kiosk_pack approve "$work/pack" --depot "$depot" --key "$work/second.key" --into "$work/yes.json" \
    --pictures "$work/changes" >"$work/approved"
grep -q "^changed highlight:.*What is too much for a minute" "$work/approved" || fail "what changes is not said: $(cat "$work/approved")"
for side in before after; do
    changed=$(find "$work/changes" -name "01-changed-highlight-*-en-$side.png")
    is_picture "$changed" 960 540
done
tell "What nobody approved"
exits 3 kiosk_pack publish "$work/pack" --depot "$depot" --signer "$socket" --approval "$work/yes.json"
tell "What is too much for a minute"
kiosk_pack publish "$work/pack" --depot "$depot" --signer "$socket" --approval "$work/yes.json" || fail "an approved release"
good approved
stop_signer
echo "ok approved: by a second key, and only what it approved"

# Away: nothing is half done. In time there is an alarm.
tell "Written while the signer was away"
before=$(contents)
exits 5 publish
exits 5 kiosk_pack refresh --depot "$depot" --signer "$socket"
if command -v faketime >/dev/null; then
    exits 6 faketime -f +2d "$programs/kiosk-pack" refresh --depot "$depot" --signer "$socket"
    says ALARM
fi
[ "$before" = "$(contents)" ] || fail "without the signer something was written"
often="per_minute = 6000"
start_signer "$me" "$often" || fail "the signer does not start"
publish || fail "published when it is back"
good back
exits 4 kiosk_pack refresh --depot "$depot" --signer "$socket"
exits 0 kiosk_pack refresh --depot "$depot" --signer "$socket" --hours 0
good refreshed
echo "ok away: $(kiosk_pack show "$depot" | grep '^timestamp')"

# Killed at any moment, the publisher or the signer: old or new, and the next one completes it.
for victim in publisher signer; do
    for delay in 0.00 0.01 0.02 0.03 0.05 0.08 0.13 0.21; do
        tell "Before the $victim was killed after $delay"
        "$programs/kiosk-pack" publish "$work/pack" --depot "$depot" --signer "$socket" >"$work/publishing" 2>&1 &
        publisher=$!
        sleep "$delay"
        if [ "$victim" = signer ]; then stop_signer KILL; else kill -KILL "$publisher" 2>/dev/null || true; fi
        wait "$publisher" 2>/dev/null || true
        good "$victim killed after $delay"
        [ -n "$signer_process" ] || start_signer "$me" "$often" || { cat "$work/signer.said"; fail "the signer does not start again"; }
        code=0
        publish >"$work/said" 2>&1 || code=$?
        [ "$code" -eq 0 ] || [ "$code" -eq 4 ] || { cat "$work/said"; fail "the next release: $code"; }
        good "after $victim was killed"
    done
done
echo "ok killed: the publisher and the signer, at eight moments each"

# What it says of itself.
exits 0 "$programs/kiosk-signer" log verify "$log" --depot "$depot"
says "good: "
grep -q '"code":"not-allowed"' "$log" || fail "a refusal is not in the log"
stop_signer
lines=$(wc -l <"$log")
python3 - "$log" "$((lines / 2))" <<'PYTHON'
import sys
path, line = sys.argv[1], int(sys.argv[2])
lines = open(path, "rb").read().split(b"\n")
changed = bytearray(lines[line - 1])
changed[90] ^= 1
lines[line - 1] = bytes(changed)
open(path + ".changed", "wb").write(b"\n".join(lines))
PYTHON
exits 3 "$programs/kiosk-signer" log verify "$log.changed"
says "signer.log.changed:$((lines / 2)): was changed"
head -n $((lines - 3)) "$log" >"$log.short"
exits 3 "$programs/kiosk-signer" log verify "$log.short" --depot "$depot"
says "the log ends at"
cp "$log" "$log.whole"
cp "$log.changed" "$log"
if start_signer "$me"; then fail "the signer goes on with a log that was changed"; fi
grep -q "signer.log:$((lines / 2)): was changed" "$work/signer.said" || fail "it does not say which line"
cp "$log.whole" "$log"
echo "ok log: $lines lines; one flipped byte, and three lines that are missing, were found"

# As systemd starts it: the socket is there before it, and somebody may wait at it.
if command -v systemd-socket-activate >/dev/null; then
    rm "$socket"
    STATE_DIRECTORY=$work CREDENTIALS_DIRECTORY=$work/unsealed systemd-socket-activate -E STATE_DIRECTORY -E CREDENTIALS_DIRECTORY \
        -l "$socket" "$programs/kiosk-signer" serve --keys "$work/keys" --depot "$depot" --policy "$work/signer.toml" \
        >"$work/signer.said" 2>&1 &
    own_processes+=($!)
    for _ in $(seq 100); do [ -S "$socket" ] && break; sleep 0.1; done
    tell "Written to a socket of systemd"
    publish || { cat "$work/signer.said"; fail "a socket of systemd"; }
    good systemd
    echo "ok systemd: a socket that was there before the signer"
fi
