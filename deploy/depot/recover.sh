#!/usr/bin/env bash
# The machine that publishes was lost or stolen. On another one, without its network cable: the last backup of the depot
# gets another online key by two people's sticks, and the pack is published with it. What the former key signs is
# refused by every screen that has reached this depot once; nothing is half done, and it can be run again.
# Usage: recover.sh DEPOT STICK-A STICK-B NEW-ONLINE-KEY PACK PAGE [option of ceremony...]
set -euo pipefail
if [ $# -lt 6 ]; then
    sed -n '2,5s/^# //p' "$0"
    exit 2
fi
depot=$1 stick_a=$2 stick_b=$3 online=$4 pack=$5 page=$6
shift 6
[ -f "$depot/metadata/1.root.json" ] || { echo "$depot: no depot; give the last backup of it"; exit 1; }

kiosk-pack check "$pack" >/dev/null || { echo "$pack: has errors; kiosk-pack check says which. Nothing was changed"; exit 3; }
kiosk-pack ceremony "$depot" --stick "$stick_a" --stick "$stick_b" --online "$online" --page "$page" "$@"
code=0
kiosk-pack publish "$pack" --depot "$depot" --key "$online" --snapshot-days 7 --timestamp-days 3 || code=$?
[ "$code" -eq 0 ] || [ "$code" -eq 4 ] || exit "$code" # 4: the backup has this very content
kiosk-pack verify "$depot"
echo "Now serve $depot where screens look for it, with $online on that machine alone, and read $page aloud."
