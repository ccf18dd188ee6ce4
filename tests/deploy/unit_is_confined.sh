#!/usr/bin/env bash
# Every unit file is understood by systemd and reaches the bar of exposure (1.5 of 10, where 9.6 is a service
# without any confinement). Usage: unit_is_confined.sh FOLDER-OF-A-SCREEN'S-UNITS FOLDER-OF-A-DEPOT-HOST'S
set -euo pipefail
folder=$1
bar=15  # tenths

if ! command -v systemd-analyze >/dev/null; then
    echo "skipped: systemd-analyze is not here"
    exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cp "$1"/*.socket "$work"  # what services name
checked=0
for unit in "$1"/*.service "$2"/*.service; do
    # The programs need not be installed for the check; the text of the unit is what counts.
    copy=$work/${unit##*/}
    sed -E 's#^(ExecStart[A-Za-z]*=)[^ ]+#\1/bin/true#' "$unit" >"$copy"
    complaints=$(systemd-analyze verify --man=no "$copy" 2>&1 | grep -F "${unit##*/}" || true)
    if [ -n "$complaints" ]; then
        echo "$complaints"
        exit 1
    fi
    if ! systemd-analyze security --offline=true --threshold="$bar" "$copy" >"$work/report" 2>&1; then
        grep -E '✗|→' "$work/report"
        echo "${unit##*/}: more exposed than $bar/100 allows"
        exit 1
    fi
    grep '→' "$work/report"
    grep -qx 'Type=oneshot' "$unit" || for line in StartLimitIntervalSec=0 Restart=always WatchdogSec=30; do
        grep -qx "$line" "$unit" || { echo "${unit##*/}: $line is missing"; exit 1; }
    done
    checked=$((checked + 1))
done
# The display in particular has no network.
grep -qx 'PrivateNetwork=yes' "$folder/rotunda-display.service"
# Nobody's keyboard: the console is the display's, and no other is started (deploy/machine, as it is laid out on a machine).
for line in TTYPath=/dev/tty1 StandardInput=tty TTYVHangup=yes TTYVTDisallocate=yes 'DeviceAllow=/dev/tty1 rw' \
    Conflicts=getty@tty1.service; do
    grep -qx "$line" "$folder/rotunda-display.service" || { echo "rotunda-display.service: $line is missing"; exit 1; }
done
# A display that dies leaves its picture on the panel: the card's file is kept, and nobody puts the console's text there.
grep -qE '^FileDescriptorStoreMax=[1-9]' "$folder/rotunda-display.service" || { echo "rotunda-display.service keeps no file"; exit 1; }
if grep -q '^TTYReset=yes' "$folder/rotunda-display.service"; then echo "rotunda-display.service: TTYReset= darkens the panel"; exit 1; fi
# A kind of device is allowed only when the kernel knows it as the unit starts, so modules that bring one come before.
# (Debian's kernel has input devices built in.)
for module in drm snd; do
    for key in Wants After; do
        grep -qE "^$key=(.* )?modprobe@$module.service( |$)" "$folder/rotunda-display.service" ||
            { echo "rotunda-display.service: $key=modprobe@$module.service is missing"; exit 1; }
    done
done
[ "$(sed -n 's/^DeviceAllow=char-//p' "$folder/rotunda-display.service" | cut -d' ' -f1 | paste -sd' ')" = "drm input alsa" ] ||
    { echo "rotunda-display.service: another kind of device is allowed; which module brings it?"; exit 1; }
# The display starts its voice and nothing else, the agent nothing at all; neither reaches a message bus or leaves a core.
grep -qE '^ExecPaths=[^ ]+/kiosk -/usr/bin/espeak-ng /usr/lib /lib$' "$folder/rotunda-display.service"
grep -qE '^ExecPaths=[^ ]+/kiosk-sync /usr/lib /lib$' "$folder/rotunda-sync.service"
# Both may ask the kernel whether the clock is synchronised, and neither can set it.
for unit in rotunda-display rotunda-sync; do
    for line in NoExecPaths=/ InaccessiblePaths=-/run/dbus LimitCORE=0 'SystemCallFilter=adjtimex clock_adjtime clock_adjtime64' \
        CapabilityBoundingSet= NoNewPrivileges=yes; do
        grep -qx -- "$line" "$folder/$unit.service" || { echo "$unit.service: $line is missing"; exit 1; }
    done
    if grep -qxE 'ProtectClock=(yes|true|on|1)' "$folder/$unit.service"; then
        echo "$unit.service: ProtectClock forbids to ask whether the clock is synchronised"
        exit 1
    fi
done
# The hub has neither a network nor the keys, starts kiosk-pack only, and writes its database and the depot.
for line in PrivateNetwork=yes RestrictAddressFamilies=AF_UNIX InaccessiblePaths=-/srv/rotunda-hub/keys User=rotunda-publish ProtectSystem=strict \
    "ReadWritePaths=-/srv/rotunda-hub/depot -/srv/rotunda-hub/pack" NoExecPaths=/; do
    grep -qx -- "$line" "$folder/rotunda-hub.service" || { echo "rotunda-hub.service: $line is missing"; exit 1; }
done
# Whoever publishes writes files for everybody.
for unit in rotunda-hub rotunda-refresh; do
    grep -qx 'UMask=0022' "$folder/$unit.service" || { echo "$unit.service: nobody else could read what it publishes"; exit 1; }
done
# The courier has the network and the hub's database, no socket, and none of the keys.
for line in StateDirectory=rotunda-hub InaccessiblePaths=-/srv/rotunda-hub/keys NoExecPaths=/; do
    grep -qx -- "$line" "$folder/rotunda-courier.service" || { echo "rotunda-courier.service: $line is missing"; exit 1; }
done
# One folder has one owner: who starts last would take it from the other.
[ "$(grep -hE '^(User|DynamicUser)=' "$folder/rotunda-hub.service")" = "$(grep -hE '^(User|DynamicUser)=' "$folder/rotunda-courier.service")" ] ||
    { echo "rotunda-courier.service: its user is not the hub's"; exit 1; }
# The signer has a bar of its own: it has the keys. It sees who asks, and so not PrivateUsers=; it is neither swapped nor dumped.
sed -E 's#^(ExecStart=)[^ ]+#\1/bin/true#' "$folder/rotunda-signer.service" >"$work/rotunda-signer.service"
systemd-analyze security --offline=true --threshold=5 "$work/rotunda-signer.service" >"$work/report" 2>&1 ||
    { grep -E '✗|→' "$work/report"; echo "rotunda-signer.service: more exposed than 0.5 allows"; exit 1; }
for line in PrivateNetwork=yes RestrictAddressFamilies=AF_UNIX 'InaccessiblePaths=-/srv/rotunda-hub/keys -/srv/rotunda-hub/pack' \
    DynamicUser=yes ProtectSystem=strict NoExecPaths=/ MemorySwapMax=0 LimitMEMLOCK=infinity LimitCORE=0 CapabilityBoundingSet=; do
    grep -qx -- "$line" "$folder/rotunda-signer.service" || { echo "rotunda-signer.service: $line is missing"; exit 1; }
done
if grep -qE '^(ReadWritePaths|PrivateUsers=(yes|true|on|1))' "$folder/rotunda-signer.service"; then
    echo "rotunda-signer.service: it writes its log only, and must see who asks"
    exit 1
fi
# A service that ends tries again each minute.
for line in Restart=on-failure RestartSec=60 SuccessExitStatus=4; do
    grep -qx -- "$line" "$folder/rotunda-refresh.service" || { echo "rotunda-refresh.service: $line is missing"; exit 1; }
done
machine=$(dirname "$0")/../../deploy/machine
# FILE KEY VALUE: the setting as systemd and the kernel would read it.
setting() {
    local found
    found=$(sed -nE "s/^$2 *= *(.*)\$/\1/p" "$machine/$1")
    [ "$found" = "$3" ] || { echo "$1: $2 is \"$found\", expected \"$3\""; exit 1; }
}
setting usr/lib/systemd/logind.conf.d/rotunda.conf NAutoVTs 0
setting usr/lib/systemd/logind.conf.d/rotunda.conf ReserveVT 0
setting usr/lib/systemd/system.conf.d/rotunda.conf CtrlAltDelBurstAction none
setting usr/lib/systemd/system.conf.d/rotunda.conf RuntimeWatchdogSec 60
setting usr/lib/sysctl.d/rotunda.conf kernel.sysrq 0
setting usr/lib/sysctl.d/rotunda.conf kernel.panic 10
grep -qE '^w! /sys/kernel/mm/lru_gen/min_ttl_ms .* [1-9][0-9]*$' "$machine/usr/lib/tmpfiles.d/rotunda-machine.conf" || { echo "memory that runs out stops the machine for minutes"; exit 1; }
# Neither starts late, nor waits for a network: systemd-user-sessions does, with ifupdown.
if grep -E '^(After|Wants|Requires|BindsTo)=.*(network-online|systemd-user-sessions|wait-online|remote-fs)' "$folder"/rotunda-*.service; then
    echo "a service waits for a network"
    exit 1
fi
grep -qx 'RestartSec=1' "$folder/rotunda-display.service" || { echo "the display is dark for more than a second"; exit 1; }
# The agent has no devices, and keeps what it trusts out of the folder of the cache.
grep -qx 'PrivateDevices=yes' "$folder/rotunda-sync.service"
grep -q -- '--state /var/lib/rotunda-trust' "$folder/rotunda-sync.service"
# StartLimitIntervalSec counts in [Unit] only.
for unit in "$1"/*.service "$2"/*.service; do
    sed -n '/^\[Unit\]/,/^\[/p' "$unit" | grep -qx 'StartLimitIntervalSec=0'
done

# The check itself: a unit without confinement is refused.
printf '[Service]\nExecStart=/bin/true\n' >"$work/open.service"
if systemd-analyze security --offline=true --threshold="$bar" "$work/open.service" >/dev/null 2>&1; then
    echo "the check lets an unconfined service pass"
    exit 1
fi
echo "$checked unit(s) checked"
[ "$checked" -gt 0 ]
