#!/usr/bin/env bash
# A scripted visitor uses the real program, on an X server of its own and off-screen: visit.txt says what is expected
# on the way. Then one who does anything. Then scripts that are wrong, which are refused with their line.
# shellcheck source=tests/e2e/common.sh
source "$(dirname "$0")/common.sh" "$1"

display=(--pack "$pack" --at 2024-01-18T10:42 --lang en --size 1280x720 --drawing software)
visit=$root/tests/e2e/visit.txt
cd "$work"

SDL_VIDEODRIVER=dummy kiosk "${display[@]}" --script "$visit" || fail "off-screen: code $?"
for picture in story story-ar event search sheet link warning loop; do
    is_picture "$picture.png" 1280 720
    for other in *.png; do
        [ "$other" = "$picture.png" ] || ! cmp -s "$picture.png" "$other" || fail "$picture and $other look the same"
    done
done
echo "ok off-screen"

# Where the panel hangs on its side the same script finds the same targets.
mkdir rotated
(cd rotated && SDL_VIDEODRIVER=dummy kiosk "${display[@]}" --rotate 90 --script "$visit") || fail "rotated: code $?"
is_picture rotated/story.png 720 1280
echo "ok rotated"

if command -v Xvfb >/dev/null; then
    start_x_server 1280x720
    mv search.png search-off-screen.png
    kiosk "${display[@]}" --script "$visit" || fail "on an X server: code $?"
    cmp search.png search-off-screen.png || fail "the X server shows other pixels"
    echo "ok on an X server"
else
    echo "no Xvfb here: off-screen only"
fi

# The same seed does the same; from everywhere home is one tap away and waiting leads to the loop.
for seed in 1 2; do
    SDL_VIDEODRIVER=dummy timeout 100 "$programs/kiosk" --pack "$pack" --at 2024-01-18T10:42 --size 640x360 \
        --motion none --drawing software --script "random:$seed:${VISITOR_STEPS:-1000}" || fail "seed $seed: code $?"
done
echo "ok random"

refused_with() {
    local expected=$1
    shift
    printf '%s\n' "$@" >wrong.txt
    SDL_VIDEODRIVER=dummy refuses kiosk "${display[@]}" --script wrong.txt
    grep -qF "$expected" said || { cat said; fail "not said: $expected"; }
}
refused_with 'wrong.txt:2: expected the name of a target' 'key Down' 'tap nonsense'
refused_with 'wrong.txt:1: expected a time like 400ms' 'wait long'
refused_with 'wrong.txt:1: expected tap NAME, hold NAME TIME' 'jump'
refused_with 'wrong.txt:3: expect scene links: it is home' '' 'key Down' 'expect scene links' 'wait 1s'
refused_with 'wrong.txt:2: tap open_story:nobody: no such target within 5 s; there are: ' 'key Down' 'tap open_story:nobody'
refused_with 'wrong.txt:2: expect attract: somebody is browsing' 'key Down' 'expect attract'
SDL_VIDEODRIVER=dummy refuses kiosk "${display[@]}" --script nowhere.txt
SDL_VIDEODRIVER=dummy refuses kiosk "${display[@]}" --script random:x
echo "ok wrong scripts"
