#!/usr/bin/env bash
# `kiosk --probe`, as a technician starts it: on a machine with nothing, with a broken profile, beside files, on a screen.
# Usage: probe.sh FOLDER-OF-THE-PROGRAMS
# shellcheck source=tests/e2e/common.sh
source "$(dirname "$0")/common.sh" "$1"
unset SDL_VIDEODRIVER

says() { grep -q -- "$1" "$work/said" || { cat "$work/said"; fail "nothing says: $1"; }; }
# CODE OPTIONS...: the probe ends with that code.
probes() {
    local code=0 wanted=$1
    shift
    kiosk --probe "$@" >"$work/said" 2>&1 </dev/null || code=$?
    [ "$code" -eq "$wanted" ] || { cat "$work/said"; fail "code $code in place of $wanted: --probe $*"; }
}

if ! compgen -G '/sys/class/drm/card*' >/dev/null; then
    probes 1
    [ "$(head -n 1 "$work/said" | cut -d : -f 1)" = 'no graphics card' ] || fail "the first line: $(head -n 1 "$work/said")"
    for fact in card connector mode renderer touch sound clock fonts profile shows; do says "^$fact: "; done
    [ "$(grep -c . "$work/said")" -eq 11 ] || fail "more than a line for each fact"
    echo "ok a machine with nothing"
fi

# Mistakes are named with their line; none of them keeps a screen dark.
printf 'name = "Foyer\\u001b[2J"\nrotation = 45\ncolour = 1\n' >"$work/screen.toml"
SDL_VIDEODRIVER=dummy probes 0 --screen "$work/screen.toml" --frame "$work/a.png" --size 1080x1920
says "^this machine can be a screen$"
says "^card: of the window system$"
says "screen.toml, 3 mistakes:$"
says "screen.toml:1: error: "
says "screen.toml:2: error: \"rotation\": expected 0, 90, 180 or 270$"
says "screen.toml:3: warning: "
is_picture "$work/a.png" 1080 1920
says "^test picture: in $work/a.png$"
SDL_VIDEODRIVER=dummy probes 0 --screen "$work/none.toml" --frame "$work/b.png"
says "^profile: $work/none.toml: .*; the defaults are used$"
is_picture "$work/b.png" 1920 1080
head -c 200000 /dev/urandom >"$work/rubbish.toml"
SDL_VIDEODRIVER=dummy probes 0 --screen "$work/rubbish.toml" --frame "$work/b.png"
grep -q "$(printf '\033')" "$work/said" && fail "bytes of a profile reached the terminal"
SDL_VIDEODRIVER=dummy probes 1 --frame "$work/no/such/folder.png"
# Who has pictures of content written with such a profile is told too.
for profile in screen none; do
    kiosk --pack "$pack" --frame "$work/c.png" --scene clock --screen "$work/$profile.toml" \
        >"$work/said" 2>&1 || fail "no picture with $profile.toml"
    says "$profile.toml"
done
echo "ok profiles and pictures in files"

# A window system that is not there: the reason comes first.
DISPLAY=:250 SDL_VIDEODRIVER=x11 probes 1
head -n 1 "$work/said" | grep -q '^no display: ' || { cat "$work/said"; fail "the first line does not say why"; }
echo "ok no display to open"

command -v Xvfb >/dev/null || { echo "skipped: Xvfb is not here"; exit 77; }
probe=$programs/probe
start_x_server 640x360

# Until the test picture is there.
start() {
    env --default-signal=INT,QUIT,TSTP "$programs/kiosk" --probe --motion none >"$work/said" 2>&1 &
    shown=$!
    own_processes+=("$shown")
    for ((i = 0; i < 200; i++)); do [ "$("$probe" shot "$work/shot.ppm")" -gt 5 ] && break; sleep 0.05; done
    says "^this machine can be a screen$"
    says "^test picture: shows "
}
ends_with() {
    local code=0
    wait "$shown" || code=$?
    [ "$code" -eq 0 ] || { cat "$work/said"; fail "code $code after the test picture"; }
    says "^corners touched: $1$"
}

start
kill -INT "$shown"
ends_with none
start
"$probe" touch 100 200 2000 >/dev/null || fail "no dot where it was touched"
# The tool looks for a change on a grid that no corner's dot lies on.
for corner in '2 2' '637 2' '637 357' '2 357'; do
    # shellcheck disable=SC2086  # two numbers
    "$probe" touch $corner 100 >/dev/null || true
done
"$probe" keys Escape
ends_with ABCD
echo "ok the test picture"
