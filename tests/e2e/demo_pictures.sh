#!/usr/bin/env bash
# `kiosk --frame` writes a picture of every kind of scene, with no display, and the same bytes each time.
# shellcheck source=tests/e2e/common.sh
source "$(dirname "$0")/common.sh" "$1"

story=$(cd "$pack/stories" && printf '%s\n' *.md | grep -v '\..*\.' | head -n 1)
call=$(cd "$pack/calls" && printf '%s\n' *.md | grep -v '\..*\.' | head -n 1)
event=$(sed -n 's/^UID:\([^\r]*\).*/\1/p' "$pack/events.ics" | head -n 1)

number=0
for scene in "highlight:${story%.md}" programme programme:today programme:week programme:upcoming links \
    "call:${call%.md}" "event:$event" emergency:leave_building clock pairing; do
    number=$((number + 1))
    for language in en ar; do
        file=$work/$number-$language.png
        kiosk --frame "$file" --scene "$scene" --pack "$pack" --at 2024-01-18T10:42 --lang "$language" \
            --size 1280x720 --theme light || fail "$scene in $language: code $?"
        is_picture "$file" 1280 720
    done
    kiosk --frame "$work/again.png" --scene "$scene" --pack "$pack" --at 2024-01-18T10:42 --lang ar \
        --size 1280x720 --theme light
    cmp "$file" "$work/again.png" || fail "$scene: not the same pixels twice"
    cmp -s "$work/$number-en.png" "$work/$number-ar.png" && fail "$scene: English and Arabic look the same"
    echo "ok $scene"
done

kiosk --frame "$work/portrait.png" --scene clock --pack "$pack" --at 2024-01-18T10:42 --lang zh --size 1080x1920 --theme dark
is_picture "$work/portrait.png" 1080 1920

refuses kiosk --frame "$work/x.png" --scene nonsense --pack "$pack" --at 2024-01-18T10:42
refuses kiosk --frame "$work/x.png" --scene clock --pack "$pack" --at yesterday
refuses kiosk --frame "$work/x.png" --scene clock --pack "$pack" --at 2024-01-18T10:42 --lang xx
refuses kiosk --frame "$work/x.png" --scene clock --pack "$pack" --at 2024-01-18T10:42 --size 0x0
refuses kiosk --frame "$work/x.png" --scene clock --pack "$work/nowhere"
refuses kiosk --frame "$work/no/such/folder/x.png" --scene clock --pack "$pack" --at 2024-01-18T10:42
echo "$number scenes"
