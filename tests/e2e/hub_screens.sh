#!/usr/bin/env bash
# Screens of a hub by its commands, beside it while it runs: prepared, enrolled, named, listed, asked for by a program with a
# token, backed up and restored; its numbers as promtool reads them, where that is installed; other databases refused.
# shellcheck source=tests/e2e/common.sh
source "$(dirname "$0")/common.sh" "$1"
for program in kiosk-hub kiosk-pack kiosk-sync; do
    [ -x "$programs/$program" ] || { echo "skipped: $program is not built"; exit 77; }
done
command -v curl >/dev/null || { echo "skipped: curl is not here"; exit 77; }
hub=$work/hub state=$work/state cache=$work/screen/cache.db
hub_words() { timeout 30 "$programs/kiosk-hub" "$@" --hub "$hub"; }
code_of() { # code_of CODE COMMAND...
    local wanted=$1 got=0
    shift
    "$@" >"$work/said" 2>&1 || got=$?
    [ "$got" -eq "$wanted" ] || fail "$*: code $got, not $wanted: $(cat "$work/said")"
}
lists() { hub_words screens list | grep -q "$1"; }

timeout 60 "$programs/kiosk-hub" init "$hub" --listen 127.0.0.1:0 --state "$state" >/dev/null || fail "init: code $?"
mkdir "$state"
code_of 1 hub_words screens list # no hub has run yet
start_hub "$hub"
[ "$(stat -c %a "$state/hub.db")" = 600 ] || fail "others may read the database"
code_of 0 hub_words screens list
grep -q "No screen has reported" "$work/said" || fail "an empty list is not explained"
code_of 3 hub_words screens prepare --count 2 --until friday --out "$work/carried" # nobody knows its address
code_of 0 hub_words screens prepare --count 2 --until friday --address "$address" --out "$work/carried"
cmp "$hub/depot/metadata/1.root.json" "$work/carried/root.json" || fail "another root is carried"
[ "$(stat -c %a "$work/carried/rotunda-ticket")" = 640 ] || fail "others than the owner and the group may read the ticket"
echo "ok a folder for sticks"

mkdir -p "$work/screen"
"$programs/kiosk-sync" --cache "$cache" --trust "$work/carried/root.json" --from "$address" --interval 86400 \
    >"$work/agent.log" 2>&1 &
agent=$!
own_processes+=("$agent")
wait_until lists "Waits for its name"
code_of 0 hub_words screens name 1 "Foyer M" --place "by the door" --group foyer
wait_until lists "Foyer M"
code_of 3 hub_words screens name 1 ""
code_of 1 hub_words screens report 7
code_of 0 hub_words screens report "Foyer M" --json
[ "$(hub_words screens played)" = "screen,name,place,kind,item,day,seconds,first,last" ] || fail "the table of what was played has another head"
grep -q '"place":"by the door"' "$work/said" || fail "no place: $(cat "$work/said")"
echo "ok a screen enrols, and is named on the hub's machine while it runs"

token=$(hub_words token add wall)
ask() { curl -s -o "$work/said" -w '%{http_code}' "$@"; }
[ "$(ask "${address}api/screens")" = 401 ] || fail "screens are told to anybody"
[ "$(ask -H "Authorization: Bearer $token" "${address}api/screens")" = 200 ] || fail "not told: $(cat "$work/said")"
grep -q '"name":"Foyer M"' "$work/said" || fail "the API knows no Foyer M"
[ "$(ask -X POST -H "Authorization: Bearer $token" -d '{"minutes":5}' "${address}api/screens/pair")" = 403 ] || fail "a token for reading writes"
hub_words token remove wall
[ "$(ask -H "Authorization: Bearer $token" "${address}api/screens")" = 401 ] || fail "a token that was removed counts"
curl -sf "${address}metrics" >"$work/metrics"
grep -q '^rotunda_hub_screens{state=' "$work/metrics" || fail "no numbers of screens"
if command -v promtool >/dev/null; then promtool check metrics <"$work/metrics" || fail "promtool does not like the metrics"; fi
if grep -qi foyer "$work/metrics"; then fail "the numbers name a screen"; fi
"$programs/kiosk-hub" log verify "$hub" >/dev/null || fail "the log does not hold"
echo "ok a program with a token, numbers, and a log that holds"

code_of 1 "$programs/kiosk-hub" log verify "$hub" --against "$hub/depot" # its first release says nothing of the log
sed -i 's/Welcome/Welcome back/' "$hub/pack/stories/welcome.md"
code_of 0 "$programs/kiosk-pack" publish "$hub/pack" --depot "$hub/depot" --key "$hub/keys/release.key" \
    --passphrase-file "$hub/keys/passphrase" --log "$("$programs/kiosk-hub" log anchor "$hub")"
screen_notes() { find "$work/screen-trust" -name timestamp.json -exec grep -q x-rotunda-log {} \; -print | grep -q .; }
wait_until screen_notes
code_of 0 "$programs/kiosk-hub" log verify "$hub" --against "$(find "$work/screen-trust" -name timestamp.json)"
grep -q "is the one that was noted" "$work/said" || fail "not compared: $(cat "$work/said")"
code_of 3 "$programs/kiosk-pack" publish "$hub/pack" --depot "$hub/depot" --key "$hub/keys/release.key" \
    --passphrase-file "$hub/keys/passphrase" --log 17
echo "ok each screen keeps how far the log had come, and the log is compared with it"

code_of 0 hub_words backup "$work/copy.db"
code_of 0 hub_words restore --check "$work/copy.db"
code_of 3 hub_words restore "$work/copy.db" # one is there
kill -KILL "$server"
wait "$server" 2>/dev/null || true
rm "$state"/hub.db*
# As root it is for whoever owns the folder, who is then the service.
owner=$(stat -c %u "$state")
if [ "$(id -u)" -eq 0 ]; then chown 65534 "$state"; fi
code_of 0 hub_words restore "$work/copy.db"
[ "$(stat -c %u "$state")" = "$(stat -c %u "$state/hub.db")" ] || fail "the owner of the folder cannot read what was restored"
if [ "$(id -u)" -eq 0 ]; then chown -R "$owner" "$state"; fi
start_hub "$hub"
lists "Foyer M" || fail "a copy has no Foyer M"
kill -TERM "$server"
wait "$server" || fail "the hub ends with $? after SIGTERM"
printf 'not a database, but long enough to be looked at\n' >"$work/copy.db"
chmod 600 "$work/copy.db"
code_of 3 hub_words restore --check "$work/copy.db"
cp "$work/copy.db" "$state/hub.db"
rm -f "$state"/hub.db-*
code_of 3 timeout 30 "$programs/kiosk-hub" serve "$hub"
grep -q "not the database of a hub" "$work/said" || fail "another file is not explained: $(cat "$work/said")"
echo "ok a copy that is taken while it runs comes back, and what is none is refused"
kill -TERM "$agent"
wait "$agent" || fail "agent: code $? after SIGTERM"
