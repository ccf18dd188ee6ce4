#!/usr/bin/env bash
# Files that are empty, cut short, or nothing of the kind: refused with a message, never a crash, never a hang.
# shellcheck source=tests/e2e/common.sh
source "$(dirname "$0")/common.sh" "$1"

# An exception that crosses from one library of C++ into another ends the program before anything can be said.
if ldd "$programs/kiosk" | grep -E 'libstdc|libgcc_s'; then fail "kiosk has a second library of C++"; fi

frame() { kiosk --frame "$work/x.png" --scene clock --at 2024-01-18T10:42 --size 1280x720 "$@"; }

# A cache may be anything a broken disk leaves. A picture with nothing in it (the clock) is right too: the public
# never sees an error. What is wrong is a signal or a hang.
survives() {
    local code=0
    "$@" >"$work/said" 2>&1 </dev/null || code=$?
    [ "$code" -lt 124 ] || { cat "$work/said"; fail "ended with $code: $*"; }
}

kiosk_pack load "$pack" --cache "$work/good.db"
size=$(stat -c %s "$work/good.db")
: >"$work/empty.db"
head -c $((size / 2)) "$work/good.db" >"$work/half.db"
head -c 100 "$work/good.db" >"$work/head.db"
head -c 65536 /dev/urandom >"$work/noise.db"
# A real beginning with noise behind it.
{ head -c 4096 "$work/good.db"; head -c 65536 /dev/urandom; } >"$work/mixed.db"
truncate -s 2G "$work/huge.db"
mkdir "$work/folder.db"
for cache in empty half head noise mixed huge folder nowhere; do
    survives frame --cache "$work/$cache.db"
    survives kiosk_pack show --cache "$work/$cache.db" --json
    echo "ok cache: $cache"
done

# Packs are refused with the file's name.
mkdir "$work/none"
refuses kiosk_pack check "$work/none"
refuses kiosk_pack load "$work/none" --cache "$work/new.db"
refuses frame --pack "$work/none"
refuses frame --pack "$work/noise.db"
for kind in empty half noise huge; do
    for file in pack.toml events.ics links.toml; do
        rm -rf "$work/broken"
        cp -r "$pack" "$work/broken"
        case $kind in
            empty) : >"$work/broken/$file" ;;
            half) head -c $(($(stat -c %s "$pack/$file") / 2)) "$pack/$file" >"$work/broken/$file" ;;
            noise) head -c 4096 /dev/urandom >"$work/broken/$file" ;;
            huge) truncate -s 3G "$work/broken/$file" ;;
        esac
        survives kiosk_pack check "$work/broken"
        survives frame --pack "$work/broken"
        if [ "$kind" = noise ] || [ "$kind" = huge ]; then
            refuses kiosk_pack load "$work/broken" --cache "$work/new.db"
            grep -q "$file" "$work/said" || { cat "$work/said"; fail "$kind $file: not named"; }
        fi
    done
    echo "ok pack: $kind"
done

# What is refused does not touch what is there.
cp "$work/good.db" "$work/kept.db"
kiosk_pack show --cache "$work/kept.db" --json >"$work/before.json"
refuses kiosk_pack load "$work/none" --cache "$work/kept.db"
kiosk_pack show --cache "$work/kept.db" --json | cmp - "$work/before.json" || fail "a refused pack changed the cache"

# The output may be impossible too: a folder stands where the picture should go.
mkdir "$work/x-folder"
refuses kiosk --frame "$work/x-folder" --scene clock --pack "$pack" --at 2024-01-18T10:42 --size 1280x720
[ -d "$work/x-folder" ] || fail "the folder was replaced"
