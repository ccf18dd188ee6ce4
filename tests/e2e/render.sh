#!/usr/bin/env bash
# Pictures on request (`kiosk --render`): the hashes and bytes of `kiosk --frame`, from a pack and from a cache, one after the
# other in one process; what cannot be drawn, and lines of rubbish, are answered and end nothing.
# shellcheck source=tests/e2e/common.sh
source "$(dirname "$0")/common.sh" "$1"

kiosk_pack load "$pack" --cache "$work/cache.db" >/dev/null
scene=highlight:$(basename "$(find "$pack/stories" -name '*.md' ! -name '*.*.md' | LC_ALL=C sort | head -n 1)" .md)
at=2024-01-18T09:42:00Z
kiosk --frame "$work/frame.png" --frame-hash --scene "$scene" --lang ar --size 1920x1080 --at 2024-01-18T10:42 \
    --cache "$work/cache.db" >"$work/hashes"
usual=$(sed -n 's/^\([0-9a-f]\{64\}\) [0-9a-f]\{64\}$/\1/p' "$work/hashes")
swapped=$(sed -n 's/^[0-9a-f]\{64\} \([0-9a-f]\{64\}\)$/\1/p' "$work/hashes")
if [ -z "$usual" ] || [ "$usual" = "$swapped" ]; then fail "no hashes: $(cat "$work/hashes")"; fi

wanted="\"scene\":\"$scene\",\"language\":\"ar\",\"width\":1920,\"height\":1080,\"at\":\"$at\""
cat >"$work/requests" <<END
{"id":1,"ask":"hash","cache":"$work/cache.db","sides":"usual",$wanted}
{"id":2,"ask":"hash","cache":"$work/cache.db","sides":"swapped",$wanted}
{"id":3,"ask":"hash","pack":"$pack","sides":"usual",$wanted}
rubbish
{"id":5,"ask":"hash","cache":"$work/cache.db","at":"$at","scene":"highlight:nobody-wrote-this"}
{"id":6,"ask":"hash","cache":"$work/no-such-cache.db","at":"$at"}
{"id":7,"ask":"hash","cache":"$work/cache.db","settings":"touch = 7\\n",$wanted}
{"id":8,"ask":"turns","cache":"$work/cache.db","at":"$at","slides":3}
{"id":9,"ask":"hash","cache":"$work/cache.db","at":"$at"}
END
kiosk --render <"$work/requests" >"$work/answers"
[ "$(wc -l <"$work/answers")" -eq 9 ] || fail "not an answer to each: $(cat "$work/answers")"
line() { sed -n "$1p" "$work/answers"; }
line 1 | grep -q "\"frame\":\"$usual\"" || fail "other pixels than kiosk --frame: $(line 1)"
line 2 | grep -q "\"frame\":\"$swapped\"" || fail "other pixels with its sides changed: $(line 2)"
line 3 | grep -q "\"frame\":\"$usual\"" || fail "other pixels from the pack: $(line 3)"
line 4 | grep -q '"code":"bad input"' || fail "rubbish was answered with $(line 4)"
line 5 | grep -q 'nobody-wrote-this' || fail "a scene that is not there: $(line 5)"
line 6 | grep -q '"code":"not found"' || fail "a cache that is not there: $(line 6)"
line 7 | grep -q 'settings:1: ' || fail "a wrong profile: $(line 7)"
line 8 | grep -q '"turns":\[{"at":"2024-01-18T09:42:00Z"' || fail "no turns: $(line 8)"
line 9 | grep -q '"release":1' || fail "not the release of the cache: $(line 9)"
echo "ok hashes as kiosk --frame prints them"

printf '%s\n' "{\"id\":1,\"ask\":\"picture\",\"cache\":\"$work/cache.db\",\"sides\":\"usual\",$wanted}" | kiosk --render >"$work/answer"
tail -c "$(stat -c %s "$work/frame.png")" "$work/answer" >"$work/rendered.png"
cmp "$work/frame.png" "$work/rendered.png" || fail "another picture than kiosk --frame writes"
printf '%s\n' "{\"id\":1,\"ask\":\"picture\",\"picture_width\":480,\"cache\":\"$work/cache.db\",$wanted}" | kiosk --render >"$work/answer"
bytes=$(head -n 1 "$work/answer" | sed 's/.*"bytes":\([0-9]*\).*/\1/')
tail -c "$bytes" "$work/answer" >"$work/narrow.png"
is_picture "$work/narrow.png" 480 270
echo "ok the same picture, and a narrow one"

# Nobody reads any more: it ends by itself.
mkfifo "$work/pipe"
kiosk --render <"$work/pipe" >"$work/answer" &
renderer=$!
own_processes+=("$renderer")
exec 7>"$work/pipe"
head -n 1 "$work/requests" >&7
wait_until grep -q "$usual" "$work/answer"
exec 7>&-
wait "$renderer" || fail "code $? when its input ended"
echo "ok it ends with its input"
