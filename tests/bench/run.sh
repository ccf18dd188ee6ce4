#!/usr/bin/env bash
# Measures, on this machine in one run, `kiosk` against Debian's Chromium in kiosk mode on an equivalent page
# (page.html), both on an X server without a GPU at 1920x1080. Called by `./dev bench`; every wait has an end.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

# Where the programs are; both folders may be given to measure another build.
programs=${PROGRAMS:-$PWD/build}
tools=${TOOLS:-$PWD/build-bench}
probe=$tools/probe
kiosk=$programs/kiosk
page=file://$PWD/tests/bench/page.html
pack=$PWD/assets/packs/csu-2024-01
cold_runs=${COLD_RUNS:-3}
warm_runs=${WARM_RUNS:-7}
touches=${TOUCHES:-100}
still_seconds=20
cycle_seconds=${CYCLE_SECONDS:-90}
start_ms=20000
photos=${PHOTOS:-24}

work=$(mktemp -d)
session=
clean_up() {
    if [ -n "$session" ]; then "$probe" stop "$session" || true; fi
    if [ -n "${x_server:-}" ]; then kill "$x_server" 2>/dev/null || true; fi
    rm -rf "$work"
}
trap clean_up EXIT

Xvfb -displayfd 5 -screen 0 1920x1080x24 -nolisten tcp -noreset 5>"$work/display" >/dev/null 2>&1 &
x_server=$!
for _ in $(seq 100); do [ -s "$work/display" ] && break; sleep 0.1; done
DISPLAY=:$(cat "$work/display")
export DISPLAY
unset WAYLAND_DISPLAY

# What is started: prepare_WHO makes a first start of it, command_WHO HOW fills `command`.
prepare_chromium() { rm -rf "$work/profile"; }
command_chromium() {
    local dwell=0
    [ "$1" = cycling ] && dwell=$cycle_dwell
    command=(chromium --kiosk "--window-position=0,0" "--window-size=1920,1080" --disable-gpu --no-first-run
        --disable-background-networking --disable-component-update --disable-sync --disable-quic
        "--user-data-dir=$work/profile" "$page?dwell=$dwell")
    if [ "$(id -u)" -eq 0 ]; then command+=(--no-sandbox); fi
}
prepare_kiosk() { :; }
command_kiosk() {
    command=("$kiosk" --size 1920x1080 --at 2024-01-18T10:42)
    # Without stories and events the clock scene stands still for a minute at a time.
    if [ "$1" = still ]; then command+=(--cache "$work/still.db"); else command+=(--cache "$work/cache.db"); fi
}

# Starts WHO in the way HOW; leaves milliseconds to first content in `elapsed` and its session in `session`.
start() {
    local answer
    "command_$1" "$2"
    answer=$("$probe" start "$start_ms" "$work/$1.log" "${command[@]}") || {
        tail -n 5 "$work/$1.log" >&2
        echo "bench: $1 showed nothing in $start_ms ms" >&2
        exit 1
    }
    elapsed=${answer% *}
    session=${answer#* }
}
stop() {
    "$probe" stop "$session" || true
    session=
    sleep 0.3
}
# The value at a percentile of the numbers on stdin.
percentile() { sort -g | awk -v p="$1" '{ v[NR] = $1 } END { i = int((NR * p + 99) / 100); print v[i < 1 ? 1 : i] }'; }
drop_caches() { sync; { echo 3 >/proc/sys/vm/drop_caches; } 2>/dev/null; }

# Results: value[row,who].
declare -A value
cycle_dwell=12
cp -r "$pack" "$work/pack"
"$programs/kiosk-pack" load "$work/pack" --cache "$work/cache.db" >/dev/null
rm -rf "$work"/pack/stories/* "$work"/pack/calls/* "$work"/pack/notices "$work"/pack/events*.ics "$work"/pack/links*.toml
"$programs/kiosk-pack" load "$work/pack" --cache "$work/still.db" >/dev/null

cold_possible=yes
drop_caches || cold_possible=no
for who in kiosk chromium; do
    if [ $cold_possible = yes ]; then
        for _ in $(seq "$cold_runs"); do
            "prepare_$who"
            drop_caches
            start $who first
            echo "$elapsed" >>"$work/$who.cold"
            stop
        done
        value[cold,$who]=$(percentile 50 <"$work/$who.cold")
    fi
    for _ in $(seq "$warm_runs"); do
        "prepare_$who"
        start $who first
        echo "$elapsed" >>"$work/$who.warm"
        stop
    done
    value[warm,$who]=$(percentile 50 <"$work/$who.warm")

    "prepare_$who"
    start $who still
    sleep 5
    read -r value[still_cpu,$who] value[still_wakeups,$who] _ _ < <("$probe" cost "$session" "$still_seconds")
    stop

    "prepare_$who"
    start $who cycling
    sleep 5
    "$probe" slides "$cycle_seconds" >"$work/slides" &
    counter=$!
    read -r value[cycle_cpu,$who] _ value[pss,$who] value[processes,$who] < <("$probe" cost "$session" "$cycle_seconds")
    wait "$counter"
    value[slides,$who]=$(cat "$work/slides")
    # The page then cycles as often as the display did in the same time.
    if [ $who = kiosk ] && [ "${value[slides,kiosk]}" -gt 0 ]; then
        cycle_dwell=$(awk "BEGIN { print $cycle_seconds / ${value[slides,kiosk]} }")
    fi
    stop

    "prepare_$who"
    start $who first
    sleep 3
    for number in $(seq "$touches"); do
        # The language strip of the display (French, Spanish, in turn); anywhere on the page.
        "$probe" touch $((number % 2 == 0 ? 632 : 961)) 1009 3000 >>"$work/$who.touch" || echo 3000 >>"$work/$who.touch"
        sleep 1.2
    done
    value[touch,$who]=$(percentile 50 <"$work/$who.touch")
    value[touch99,$who]=$(percentile 99 <"$work/$who.touch")
    stop
done

# Program and every library the loader takes, as files; Chromium's package folder in place of its one program.
# Fonts are not counted for either: both use the same ones.
closure_kb() { ldd "$1" | awk '$3 ~ /^\// { print $3 } $1 ~ /^\// { print $1 }' | sort -u | xargs du -kLc | awk 'END { print $1 }'; }
value[size,kiosk]=$(($(closure_kb "$kiosk") + $(du -kL "$kiosk" | cut -f1)))
value[size,chromium]=$(($(closure_kb /usr/lib/chromium/chromium) + $(du -skL /usr/lib/chromium | cut -f1)))

row() {
    local title=$1 unit=$3 target=$4 ours=${value[$2,kiosk]:-} theirs=${value[$2,chromium]:-} ratio=-
    if [ -n "$ours" ] && [ -n "$theirs" ]; then
        ratio=$(awk "BEGIN { if ($ours > 0) printf \"%.1f\", $theirs / $ours; else print \"inf\" }")
    fi
    printf '%-44s %12s %12s %9s   %s\n' "$title, $unit" "${ours:--}" "${theirs:--}" "$ratio" "$target"
}
printf '\n%-44s %12s %12s %9s   %s\n' "1920x1080, no GPU, $(nproc) cores" kiosk "$(chromium --version 2>/dev/null | cut -d' ' -f1-2 | cut -d. -f1)" ratio wanted
row "first content, cold (median of $cold_runs)" cold ms "at least 6"
row "first content, warm (median of $warm_runs)" warm ms "at least 8"
row "memory (PSS of all processes, mean)" pss kB "at least 8"
row "processes" processes "" ""
row "CPU while still, $still_seconds s" still_cpu % "kiosk: 0"
row "wake-ups while still" still_wakeups "1/s" "kiosk: 0"
row "CPU while cycling, $cycle_seconds s" cycle_cpu % "at least 4"
row "slides in that time" slides "" "the same"
row "touch to first changed pixel, median of $touches" touch ms ""
row "touch to first changed pixel, 99 %" touch99 ms ""
row "program and its libraries" size kB "at least 5"
[ $cold_possible = yes ] || echo "cold starts were not measured: the page cache cannot be dropped here"

if [ -x "$tools/fade_bench" ]; then
    printf '\nCross-fade without a graphics processor (wanted: under 16.7 ms at 1080p, 33.3 ms at 4K)\n'
    SDL_VIDEODRIVER=dummy timeout 120 "$tools/fade_bench"
fi

if [ -x "$tools/import_bench" ]; then
    printf '\nImport (wanted: a calendar of 1 MB under 0.5 s; photos as fast as with libjpeg)\n'
    timeout 60 "$tools/import_bench"
    timeout 280 "$tools/photo_bench" "$photos"
fi

cat <<'TEXT'

What limits each
  first content, cold   reading the program, Pango, Cairo and the X libraries from disk; for Chinese also its fonts
  first content, warm   the X server's and SDL's window, then layout and raster of the first scene's text
  memory                the window's picture and, while slides change, two more; font tables
  CPU while still       nothing runs between `next_change`s; what is left is the clock's minute
  CPU while cycling     mixing two full-screen pictures in software, about 36 frames of 600 ms, and composing one scene
  touch                 one repaint of the touched rectangle and the X server's copy; sampling here adds 2 to 4 ms
  size                  the program with what it takes of ICU, SDL and SQLite (13 MB), then Pango and Cairo
TEXT
