#!/usr/bin/env bash
# A day from the cache alone: the pack is loaded, then gone; the programme follows the clock.
# shellcheck source=tests/e2e/common.sh
source "$(dirname "$0")/common.sh" "$1"

cp -r "$pack" "$work/pack"
kiosk_pack load "$work/pack" --cache "$work/cache.db" || fail "load: code $?"
# Loading twice is loading once.
kiosk_pack show --cache "$work/cache.db" --json >"$work/first.json"
kiosk_pack load "$work/pack" --cache "$work/cache.db"
kiosk_pack show --cache "$work/cache.db" --json >"$work/second.json"
cmp "$work/first.json" "$work/second.json" || fail "loading twice changed the content"
kiosk_pack show "$work/pack" --json >"$work/direct.json"
cmp "$work/first.json" "$work/direct.json" || fail "the cache does not say what the pack says"
rm -r "$work/pack"

for hour in 07 10 13 22; do
    kiosk --frame "$work/$hour.png" --scene programme --cache "$work/cache.db" --at "2024-01-18T$hour:42" --lang en \
        --size 1280x720 || fail "at $hour:42: code $?"
    is_picture "$work/$hour.png" 1280 720
done
cmp -s "$work/07.png" "$work/10.png" && fail "the clock on the picture did not move"
cmp -s "$work/10.png" "$work/22.png" && fail "the clock on the picture did not move"

# Long before and long after: still a picture.
for day in 1999-12-31 2038-01-20 2100-02-28; do
    kiosk --frame "$work/$day.png" --scene programme --cache "$work/cache.db" --at "${day}T23:59" --size 1280x720
    is_picture "$work/$day.png" 1280 720
done

# The same picture from the cache as from the pack.
for source in "--pack $pack" "--cache $work/cache.db"; do
    # shellcheck disable=SC2086
    kiosk --frame "$work/from-${source:2:4}.png" --scene links $source --at 2024-01-18T10:42 --size 1280x720
done
cmp "$work/from-pack.png" "$work/from-cach.png" || fail "pack and cache look different"
# Cut off for four minutes, nobody hears of it; for six, the screen says of when its content is.
mkdir -p "$work/sync"
picture_after() { # picture_after FILE TIME_OF_LAST_CONTACT
    printf '{"failure":"no connection","last_success":"%s","last_try":"2024-01-18T09:41:40Z"}' "$2" \
        >"$work/sync/status.json"
    kiosk --frame "$1" --scene links --cache "$work/cache.db" --at 2024-01-18T10:42 --size 1280x720
}
picture_after "$work/four.png" 2024-01-18T09:38:00Z
picture_after "$work/six.png" 2024-01-18T09:36:00Z
cmp "$work/from-cach.png" "$work/four.png" || fail "cut off for four minutes, the screen looks different"
cmp -s "$work/four.png" "$work/six.png" && fail "cut off for six minutes, the screen does not say so"
is_picture "$work/six.png" 1280 720

echo "four times of the day, three odd years"
