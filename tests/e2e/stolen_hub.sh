#!/usr/bin/env bash
# The machine with the online key is stolen. What its thief can do until then, what two sticks and deploy/depot/recover.sh do
# about it, and that no screen has to be visited. Usage: stolen_hub.sh FOLDER-OF-THE-PROGRAMS
# shellcheck source=tests/e2e/common.sh
source "$(dirname "$0")/common.sh" "$1"
[ -x "$programs/kiosk-sync" ] || { echo "skipped: kiosk-sync is not built"; exit 77; }
command -v faketime >/dev/null || { echo "skipped: faketime is not here"; exit 77; }
export ROTUNDA_PASSPHRASE=table PATH=$programs:$PATH
story=kenya-voluntary-pilot.md

screen() { # screen NAME DEPOT: one look of a screen at a depot
    mkdir -p "$work/$1"
    timeout 60 "$programs/kiosk-sync" --cache "$work/$1/cache.db" --trust "$work/first.json" --from "$2" --once
}
shows() { kiosk_pack show --cache "$work/$1/cache.db" --json | grep -F "$2" >/dev/null || fail "$1 does not show: $2"; }
tell() { sed -i "0,/^headline = .*/s//headline = \"$2\"/" "$1/stories/$story"; }
says() { grep -qF -- "$1" "$work/said" || { cat "$work/said"; fail "nothing about: $1"; }; }

mkdir "$work/a" "$work/b"
(cd "$work" && kiosk_pack ceremony hub --stick a --stick b --online online.key --targets-days 60 --page page >/dev/null)
cp "$work/hub/metadata/1.root.json" "$work/first.json"
cp -r "$pack" "$work/pack"
tell "$work/pack" "What the staff wrote"
kiosk_pack publish "$work/pack" --depot "$work/hub" --key "$work/online.key"
screen foyer "$work/hub" || fail "the first release: code $?"
shows foyer "What the staff wrote"
cp -r "$work/hub" "$work/backup"

# The thief has the depot, its key and the passphrase, and a mirror that screens ask.
cp -r "$work/pack" "$work/lies"
tell "$work/lies" "What the thief wrote"
kiosk_pack publish "$work/lies" --depot "$work/hub" --key "$work/online.key"
screen foyer "$work/hub" || fail "until root speaks, the online key counts: code $?"
shows foyer "What the thief wrote"
echo "ok before: any text of the edition"
kiosk_pack keygen "$work/thief.key" >/dev/null
for role in root targets snapshot timestamp; do
    refuses kiosk_pack rotate-key --depot "$work/hub" --role "$role" --add "$work/thief.key" --key "$work/online.key" \
        --key "$work/thief.key"
    says "root: the keys before the rotation must sign too"
done
refuses kiosk_pack ceremony "$work/hub" --stick "$work/a" --stick "$work/a" --online "$work/thief.key"
says "the same stick was given twice"
cp -r "$work/hub" "$work/late"
faketime -f +59d "$programs/kiosk-pack" publish "$work/lies" --depot "$work/late" --key "$work/online.key" >/dev/null
refuses faketime -f +70d "$programs/kiosk-pack" publish "$work/pack" --depot "$work/late" --key "$work/online.key"
says "its keys must say again who may publish"
refuses faketime -f +70d "$programs/kiosk-pack" verify "$work/late"
says "targets.json (TUF 5.6.5): freeze"
echo "ok never: other keys, or a day longer than the sticks allowed"

# One stick is not enough, and nothing is half done.
mkdir "$work/empty"
before=$(cd "$work/backup" && find . -type f -exec sha256sum {} + | sort)
refuses "$root/deploy/depot/recover.sh" "$work/backup" "$work/a" "$work/empty" "$work/new.key" "$work/pack" "$work/page2"
says "is it another stick?"
[ "$before" = "$(cd "$work/backup" && find . -type f -exec sha256sum {} + | sort)" ] || fail "the backup was changed"
[ ! -e "$work/new.key" ] || fail "a key was left behind"

begin=$(date +%s%N)
"$root/deploy/depot/recover.sh" "$work/backup" "$work/a" "$work/b" "$work/new.key" "$work/pack" "$work/page2" --targets-days 60
grep -q 'The online key was changed' "$work/page2" || fail "the page does not say what was done"
screen foyer "$work/backup" || fail "the screen does not follow: code $?"
shows foyer "What the staff wrote"
echo "ok recovered: $((($(date +%s%N) - begin) / 1000000)) ms from the sticks to the screen"

# The thief goes on.
for headline in One Two Three; do
    tell "$work/lies" "$headline"
    kiosk_pack publish "$work/lies" --depot "$work/hub" --key "$work/online.key" >/dev/null
    refuses screen foyer "$work/hub"
    shows foyer "What the staff wrote"
done
cp -r "$work/backup" "$work/mixed"
refuses kiosk_pack publish "$work/lies" --depot "$work/mixed" --key "$work/online.key"
says "of its keys must sign"
cp "$work/hub/metadata/"* "$work/mixed/metadata/"
refuses screen new "$work/mixed" # a screen that reaches the new root by any way
echo "ok afterwards: the old key signs nothing any more"
tell "$work/pack" "What the staff wrote next"
kiosk_pack publish "$work/pack" --depot "$work/backup" --key "$work/new.key"
screen foyer "$work/backup" || fail "the next release: code $?"
shows foyer "What the staff wrote next"
