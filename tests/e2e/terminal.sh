#!/usr/bin/env bash
# Whatever anybody's bytes hold (file names, packs, caches, depots, mirrors, arguments), no control character but a line feed
# and no turner of the direction of reading gets to a terminal or journal.
# Usage: terminal.sh FOLDER-OF-THE-PROGRAMS
# shellcheck source=tests/e2e/common.sh
source "$(dirname "$0")/common.sh"
# "ESC ] 0 ;" names the window, U+009B is "ESC [", U+202E turns the line around; \xFF is no letter at all.
evil=$'\e]0;owned\a\e[2Jx\x7f\xc2\x9b31m\xe2\x80\xaey'
worse=$evil$'\xff'

is_clean() {
    local raw='[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae\xa8\xa9]|\xe2\x81[\xa6-\xa9]|\xff'
    if LC_ALL=C grep -m 3 -naP "$raw" "$work/said" >"$work/raw"; then
        cat -v "$work/raw"
        fail "raw bytes reach the terminal: $1"
    fi
}
# NAME COMMAND...: what it says, whether it succeeds or not, has words and no control characters.
tries() {
    local name=$1 code=0
    shift
    timeout 60 "$@" >"$work/said" 2>&1 </dev/null || code=$?
    [ "$code" -lt 124 ] || { cat -v "$work/said"; fail "ended with $code: $name"; }
    [ -s "$work/said" ] || fail "said nothing: $name"
    is_clean "$name"
}
shows() { grep -qF -- "$1" "$work/said" || { cat -v "$work/said"; fail "not shown: $1"; }; }

# Arguments, and files that are not there.
for program in kiosk kiosk-pack kiosk-sync; do
    tries "$program: an unknown argument" "$programs/$program" "--$worse" "$worse"
    tries "$program: a word it does not know" "$programs/$program" "$worse"
done
tries "kiosk: no such pack" "$programs/kiosk" --pack "$work/$worse"
shows '\u001B]0;owned'
tries "kiosk: no such scene" "$programs/kiosk" --pack "$pack" --frame "$work/a.png" --scene "highlight:$worse"
tries "kiosk: a picture that cannot be written" "$programs/kiosk" --pack "$pack" --frame "$work/no/$worse/a.png" --scene clock
tries "kiosk: pictures in a folder of that name" "$programs/kiosk" --pack "$pack" --frame-all "$work/$worse" --size 640x360
tries "kiosk: a date that is none" "$programs/kiosk" --pack "$pack" --frame "$work/a.png" --scene clock --at "$worse"
for words in "check $work/%" "show $work/%" "show --cache $work/%" "load $work/% --cache $work/%" "verify $work/%" \
    "bundle $work/% --into $work/%" "keygen $work/%/a --passphrase-file $work/%" "import $work/% --into $work/p" \
    "publish $work/% --depot $work/% --key $work/%" "check $pack --at %"; do
    read -r -a arguments <<<"$words"
    tries "kiosk-pack $words" "$programs/kiosk-pack" "${arguments[@]//%/$worse}"
done
for words in "--cache $work/c/cache.db --once --from $work/%" "--cache $work/c/cache.db --import $work/%" \
    "--cache $work/c/cache.db --once --from https://%.test/" "--cache $work/%/% --status" \
    "--cache $work/c/cache.db --from $work --trust $work/%"; do
    read -r -a arguments <<<"$words"
    tries "kiosk-sync $words" "$programs/kiosk-sync" "${arguments[@]//%/$worse}"
done

# A pack: words, names of files, and what is wrong in it.
cp -r "$pack" "$work/pack"
stories=("$work"/pack/stories/*.md)
story=${stories[0]}
{ head -n 1 "$story"; printf 'headline: "A%sB"\n%s: 1\nphoto: "%s.jpg"\n' "$evil" "$evil" "$evil"; tail -n +2 "$story"; } >"$work/pack/stories/$evil.en.md"
mkdir -p "$work/pack/media"
printf 'x' >"$work/pack/media/$worse.jpg"
for command in check show; do tries "kiosk-pack $command of a hostile pack" "$programs/kiosk-pack" "$command" "$work/pack"; done
shows '\u001B'
tries "kiosk-pack load of a hostile pack" "$programs/kiosk-pack" load "$work/pack" --cache "$work/l/cache.db"
tries "kiosk of a hostile pack" "$programs/kiosk" --pack "$work/pack" --frame "$work/a.png" --scene clock
printf 'x = "%s\n[%s]\n' "$evil" "$evil" >"$work/screen.toml"
tries "kiosk with a hostile profile" "$programs/kiosk" --pack "$pack" --screen "$work/screen.toml" --frame-all "$work/f" --size 640x360

# Sources for an import, in a file whose name does it too.
printf 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:%s\r\nSUMMARY:A%sB\r\nDTSTART:20260318T100000\r\nRRULE:FREQ=%s\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n' \
    "$evil" "$evil" "$evil" >"$work/$evil.ics"
tries "kiosk-pack import" "$programs/kiosk-pack" import "$work/$evil.ics" --into "$work/imported" --zone Europe/Vienna
tries "kiosk-pack import as JSON" "$programs/kiosk-pack" import "$work/$evil.ics" --dry-run --json --zone Europe/Vienna
if command -v python3 >/dev/null; then
    "$programs/kiosk-pack" import "$work/$evil.ics" --dry-run --json --zone Europe/Vienna 2>/dev/null |
        python3 -c 'import json, sys; json.load(sys.stdin)' || fail "what was shown is no JSON"
fi

# Depots and bundles.
mkdir -p "$work/depot/metadata" "$work/stick"
printf '{"signed": {"_type": "%s"}}' "$evil" >"$work/depot/metadata/1.root.json"
tries "kiosk-pack show of a hostile depot" "$programs/kiosk-pack" show "$work/depot"
tries "kiosk-pack verify of a hostile depot" "$programs/kiosk-pack" verify "$work/depot"
printf 'no archive' >"$work/stick/$worse.rotunda"
tries "kiosk-sync from a hostile stick" "$programs/kiosk-sync" --cache "$work/c/cache.db" --import "$work/stick"
tries "kiosk-sync trusts a hostile root" "$programs/kiosk-sync" --cache "$work/c/cache.db" --from "$work/depot" --trust "$work/depot/metadata/1.root.json"
[ ! -e "$work/stick/rotunda-result.txt" ] || { cp "$work/stick/rotunda-result.txt" "$work/said"; is_clean "the result on a stick"; }
echo "nothing raw reaches a terminal"
