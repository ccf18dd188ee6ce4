#!/usr/bin/env bash
# Nothing typed is stored, logged or kept: after a visit with a search neither files nor output nor the program's memory
# hold the words. During the visit the memory must hold them, or this test looks wrongly.
# shellcheck source=tests/e2e/common.sh
source "$(dirname "$0")/common.sh" "$1"

word=qzwvxkjpfhgbqzwvtrml
mkdir -p "$work/state" "$work/cache" "$work/script"
export STATE_DIRECTORY=$work/state CACHE_DIRECTORY=$work/cache
kiosk_pack load "$pack" --cache "$work/state/cache.db" >/dev/null
printf '%s\n' "$word" >"$work/script/word"
# A picture that goes into a pipe nobody reads yet holds the program still while its memory is read.
mkfifo "$work/during.png" "$work/after.png" "$work/ask" "$work/answer"
cat >"$work/script/visit.txt" <<END
key Down
tap open_search
type $word
wait 1s
shot $work/during.png
key Escape
tap open_stories
tap open_search
tap open_home
wait 70s
expect attract
wait 70s
shot $work/after.png
END
# From a cache the search reads the file; from a pack it has an index of its own in memory.
# What the display tells its agent is below the same folder, and is looked through too.
for content in "--cache $work/state/cache.db --state $work/state/display" "--pack $pack"; do
    # shellcheck disable=SC2086
    SDL_VIDEODRIVER=dummy "$programs/memory_scan" "$work/script/word" 60 "$programs/kiosk" $content \
        --at 2024-01-18T10:42 --lang en --size 1280x720 --drawing software --script "$work/script/visit.txt" \
        <"$work/ask" >"$work/answer" 2>>"$work/log" &
    scanner=$!
    own_processes+=("$scanner")
    exec 6>"$work/ask" 7<"$work/answer"
    look() {
        # Opening for reading would let the program go on: the other end is known to wait by its open pipe.
        local kiosk
        for _ in $(seq 300); do
            kiosk=$(pgrep -P "$scanner" || true)
            if [ -n "$kiosk" ] && grep -q '^wait_for_partner\|^fifo_open' "/proc/$kiosk/wchan" 2>/dev/null; then break; fi
            sleep 0.1
        done
        echo look >&6
        # What the display itself says comes the same way, and is looked at in the end.
        while true; do
            read -r -t 30 places <&7 || fail "the memory could not be read: $(cat "$work/log")"
            [[ $places == kiosk:* ]] || break
            echo "$places" >>"$work/said"
        done
    }
    look
    [ "$places" -gt 0 ] || fail "the word is not even there while it is being searched"
    if [[ $content == --cache* ]]; then
        glass=$(cat "$work/state/display/glass.json")
        [[ $glass == *'"scene":""'* && $glass == *'"visit":true'* && $glass != *frame* ]] ||
            fail "the agent is told more of a visit than that there is one: $glass"
    fi
    cat "$work/during.png" >/dev/null
    : >"$work/log"
    look
    [ "$places" -eq 0 ] || { cat "$work/log"; fail "$places places of the memory still hold what was typed"; }
    cat "$work/after.png" >/dev/null
    exec 6>&-
    cat <&7 >>"$work/log"
    exec 7<&-
    wait "$scanner" || fail "code $?: $(cat "$work/log")"
    ! grep -q "${word:0:10}" "$work/log" "$work/said" || fail "the output holds what was typed"
    ! grep -rqa "${word:0:10}" "$work/state" "$work/cache" || fail "a file holds what was typed"
    echo "ok ${content%% *}"
done
