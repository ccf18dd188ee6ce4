#!/usr/bin/env bash
# What people do with `kiosk-pack edit`: one item changes, its files keep all else, and a refused edit writes nothing.
# shellcheck source=tests/e2e/common.sh
source "$(dirname "$0")/common.sh" "$1"

cp -r "$root/assets/packs/foyer-example" "$work/pack"
report=2024-03-18-07-world-drug-report@foyer-example

# Edits and leaves what it says in said and complaints; fails unless it ends with CODE.
edit() { # edit CODE ARGUMENTS...
    local wanted=$1 code=0
    shift
    kiosk_pack edit "$work/pack" "$@" >"$work/said" 2>"$work/complaints" || code=$?
    [ "$code" -eq "$wanted" ] || { cat "$work/said" "$work/complaints"; fail "ended with $code, not $wanted: $*"; }
}
says() { grep -qF -- "$1" "$work/said" || { cat "$work/said"; fail "not said: $1"; }; }
complains() { grep -qF -- "$1" "$work/complaints" || { cat "$work/complaints"; fail "no complaint: $1"; }; }
file_has() { grep -qF -- "$2" "$work/pack/$1" || fail "$1 does not have: $2"; }
# Lines of a file that are not as they were in the pack of the repository, counted on both sides.
other_lines() { diff "$root/assets/packs/foyer-example/$1" "$work/pack/$1" | grep -c '^[<>]' || true; }
print_of() { (cd "$1" && find . -type f | sort | xargs -r sha256sum); }

# An event moves in every language; then it is cancelled and takes place after all.
edit 0 event "$report" --room "Boardroom D"
says "written  events.fr.ics"
file_has events.ics "X-ROTUNDA-ROOM:Boardroom D"
file_has events.ics "X-ROTUNDA-OLD-ROOM:Room M2"
edit 4 event "$report" --room "Boardroom D"
edit 0 event "$report" --cancel
file_has events.ics "STATUS:CANCELLED"
edit 0 event "$report" --reinstate

# One line of a link, and nothing else of its file.
edit 0 link unit-website --set weight=3
[ "$(other_lines links.toml)" -eq 2 ] || fail "more than one line of links.toml is another one"
edit 0 link unit-website --set weight=2
edit 0 link unit-website --move-to 3
edit 0 link unit-website --move-to 1
[ "$(other_lines links.toml)" -eq 0 ] || fail "a link that is back where it was is not as it was"

# A new story is a draft, gets a translation, and is published with it.
edit 0 story --new --draft --set "headline=A tie in the hall" --set "until=2024-04-01"
says "story a-tie-in-the-hall"
edit 0 story a-tie-in-the-hall --draft --lang fr --set "headline=Match nul"
edit 0 story a-tie-in-the-hall --publish
file_has stories/a-tie-in-the-hall.md "until = 2024-04-01"
file_has stories/a-tie-in-the-hall.fr.md "Match nul"
[ ! -e "$work/pack/drafts/stories/a-tie-in-the-hall.md" ] || fail "the draft is still there"

# What is refused names its field, and writes nothing; neither does a dry run.
before=$(print_of "$work/pack")
edit 3 story a-tie-in-the-hall --set topic=nothing
complains "topic: unknown topic"
edit 3 story a-tie-in-the-hall --set colour=red
complains "there is no field \"colour\""
edit 3 event nobody --cancel
edit 0 notice room-change-world-drug-report --remove --dry-run
says "written  notices.toml"
edit 2 event
[ "$(print_of "$work/pack")" = "$before" ] || fail "a refused edit wrote something"
kiosk_pack check "$work/pack" >"$work/said" 2>&1 || { cat "$work/said"; fail "the pack has errors"; }
