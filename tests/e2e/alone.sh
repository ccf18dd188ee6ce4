#!/usr/bin/env bash
# The display starts no program but its voice, and speaks to no message bus, also where a desktop has one.
# Usage: alone.sh FOLDER-OF-THE-PROGRAMS
# shellcheck source=tests/e2e/common.sh
source "$(dirname "$0")/common.sh" "$1"

# What is ours and gets into the display: one place starts a program, by one call (kiosk/app/voice.cpp).
command -v nm >/dev/null || { echo "skipped: nm is not here"; exit 77; }
parts=("$programs/lib/kiosk/libkiosk_core.a" "$programs/lib/kiosk/libkiosk_screen.a" "$programs/lib/content/libcontent.a"
    "$programs/lib/content/picture/libcontent_picture.a")
while IFS= read -r object; do parts+=("$object"); done < <(find "$programs/lib/kiosk/CMakeFiles/kiosk.dir" -name '*.o')
nm -A --undefined-only "${parts[@]}" 2>/dev/null | sed -nE 's/@.*//; s/^(.*): +U (exec[lv]p?e?|fexecve|execveat|execvpe|system|popen|posix_spawnp?|vfork|dlopen|wordexp)$/\2 \1/p' \
    >"$work/starts"
if [ "$(wc -l <"$work/starts")" -ne 1 ] || ! grep -q "^posix_spawn .*libkiosk_screen" "$work/starts"; then
    cat "$work/starts"
    fail "something else than the voice could start a program"
fi
grep -qF 'posix_spawn(' "$root/kiosk/app/voice.cpp" || fail "the voice is started elsewhere"
echo "ok starts nothing but the voice"

for needed in Xvfb python3; do command -v "$needed" >/dev/null || { echo "skipped: $needed is not here"; exit 77; }; done
cat >"$work/bus.py" <<'PYTHON'
"""Two message buses that nobody should call."""
import os, socket, sys, threading
calls = sys.argv[1]
def listen(path):
    bus = socket.socket(socket.AF_UNIX)
    bus.bind(path)
    bus.listen()
    while True:
        connection, _ = bus.accept()
        open(calls, "a").write(os.path.basename(path) + "\n")
        connection.close()
threads = [threading.Thread(target=listen, args=(path,)) for path in sys.argv[2:]]
for thread in threads:
    thread.start()
PYTHON
: >"$work/calls"
python3 "$work/bus.py" "$work/calls" "$work/session" "$work/system" &
own_processes+=($!)
for ((i = 0; i < 100; i++)); do [ -S "$work/system" ] && break; sleep 0.05; done
export DBUS_SESSION_BUS_ADDRESS=unix:path=$work/session DBUS_SYSTEM_BUS_ADDRESS=unix:path=$work/system
start_x_server 640x360
"$programs/kiosk" --pack "$pack" --at 2024-01-18T10:42 --motion none >"$work/log" 2>&1 &
display=$!
own_processes+=("$display")
for ((i = 0; i < 200; i++)); do [ "$("$programs/probe" shot "$work/shot.ppm")" -gt 100 ] && break; sleep 0.05; done
kill -TERM "$display"
wait "$display" || fail "code $?"
[ ! -s "$work/calls" ] || fail "a message bus was called: $(sort -u "$work/calls" | tr '\n' ' ')"
echo "ok speaks to no message bus"
