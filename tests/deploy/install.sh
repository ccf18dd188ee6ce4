#!/usr/bin/env bash
# `cmake --install` into an empty folder gives a runnable screen. Usage: install.sh CMAKE BUILD-FOLDER
set -euo pipefail
cmake=$1
build=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

DESTDIR=$work "$cmake" --install "$build" --prefix /usr >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
for file in bin/kiosk bin/kiosk-hub bin/kiosk-pack bin/kiosk-signer bin/kiosk-sync lib/systemd/system/rotunda-display.service \
    lib/systemd/system/rotunda-sync.service lib/sysusers.d/rotunda.conf lib/tmpfiles.d/rotunda.conf \
    lib/systemd/system/rotunda-courier.service lib/systemd/system/rotunda-hub.service lib/systemd/system/rotunda-hub.socket lib/systemd/system/rotunda-signer.service \
    lib/systemd/system/rotunda-signer.socket lib/systemd/system/rotunda-refresh.service \
    lib/systemd/system/rotunda-refresh.timer lib/sysusers.d/rotunda-hub.conf share/rotunda/depot/rotunda-depot.conf \
    share/rotunda/hub/rotunda-hub.conf share/rotunda/packs/csu-2024-01/pack.toml; do
    [ -e "$work/usr/$file" ] || { echo "not installed: $file"; exit 1; }
done
# Runs from where it was installed, without the checkout.
cd /
"$work/usr/bin/kiosk" --frame "$work/clock.png" --scene clock --pack "$work/usr/share/rotunda/packs/csu-2024-01" \
    --at 2024-01-18T10:42 --size 1280x720
[ "$(head -c 8 "$work/clock.png" | od -An -tx1 | tr -d ' \n')" = 89504e470d0a1a0a ]
