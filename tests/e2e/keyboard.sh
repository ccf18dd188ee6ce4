#!/usr/bin/env bash
# Nobody's keyboard ends a full-screen display: no combination of keys, no window manager that asks it to close, no Ctrl+C at
# the terminal behind it. An author's window ends in each of these ways. Usage: keyboard.sh FOLDER-OF-THE-PROGRAMS
# shellcheck source=tests/e2e/common.sh
source "$(dirname "$0")/common.sh" "$1"
command -v Xvfb >/dev/null || { echo "skipped: Xvfb is not here"; exit 77; }
probe=$programs/probe

start_x_server 640x360

# OPTIONS...: starts the display in the background, until it shows something.
start() {
    # A shell lets what runs in the background ignore some signals; a terminal does not.
    env --default-signal=INT,QUIT,TSTP "$programs/kiosk" --pack "$pack" --at 2024-01-18T10:42 --motion none "$@" >"$work/log" 2>&1 &
    display=$!
    own_processes+=("$display")
    for ((i = 0; i < 200; i++)); do
        [ "$("$probe" shot "$work/shot.ppm")" -gt 100 ] && return 0
        sleep 0.05
    done
    fail "nothing on the screen"
}
lives() { kill -0 "$display" 2>/dev/null || { cat "$work/log"; fail "the display ended: $1"; }; }
ends() {
    local code=0
    for ((i = 0; i < 100; i++)); do kill -0 "$display" 2>/dev/null || break; sleep 0.05; done
    kill -0 "$display" 2>/dev/null && fail "the display goes on: $1"
    wait "$display" || code=$?
    [ "$code" -eq 0 ] || fail "code $code: $1"
}

printf '[staff]\npin = "%s"\n' "$(echo 4711 | "$programs/kiosk" --hash-pin)" >"$work/screen.toml"
start --screen "$work/screen.toml"
# Three wrong PINs, so that one has to wait: what would end the display would end the waiting.
"$probe" keys Control_L Alt_L s
for ((i = 0; i < 3; i++)); do
    for digit in 1 2 3 4 Return; do "$probe" keys "$digit"; done
done
tried=0
for keys in q c w d z x s F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 F11 F12 Escape Tab Return space Delete BackSpace Home End Insert \
    Print Pause Up Down Left Right backslash period slash Menu; do
    for with in '' Control_L Alt_L Super_L Shift_L 'Control_L Alt_L' 'Control_L Shift_L' 'Alt_L Shift_L' 'Control_R Alt_L' \
        'Super_L Alt_L' 'Control_L Alt_L Shift_L'; do
        # shellcheck disable=SC2086
        "$probe" keys $with "$keys" && tried=$((tried + 1))
    done
    lives "keys with $keys"
done
[ "$tried" -gt 300 ] || fail "only $tried combinations could be pressed"
for ((i = 0; i < 3; i++)); do "$probe" close; done
for signal in INT QUIT TSTP; do kill -s "$signal" "$display"; done
sleep 1
lives "closing its window, or a signal that a terminal sends"
grep -q '^State:.[RS]' "/proc/$display/status" || fail "the display is stopped"
[ "$("$probe" shot "$work/shot.ppm")" -gt 20 ] || fail "nothing on the screen after all those keys"
kill -TERM "$display"
ends "SIGTERM"
echo "ok $tried combinations of keys end nothing"

start --windowed
"$probe" keys Control_L Alt_L q
ends "Ctrl+Alt+Q with a window"
start --windowed
"$probe" close
ends "the close button of a window"
start --windowed
kill -INT "$display"
ends "Ctrl+C behind a window"
echo "ok authors can end their window"
