#!/usr/bin/env bash
# Every command that the runbook names is one: words and options are in the help of that program, words of ./dev in its own,
# and what is called rotunda-... is a unit or a package. Usage: runbook.sh FOLDER-OF-THE-PROGRAMS
# shellcheck source=tests/e2e/common.sh
source "$(dirname "$0")/common.sh" "$1"
page=$root/deploy/RUNBOOK.md

# Examples line by line, and code in sentences; what a shell would take as several commands, each on its own line.
# shellcheck disable=SC2016  # the backticks are the page's
code() {
    {
        awk '/^```/ { inside = !inside; next } inside { line = line $0; if (sub(/\\$/, "", line)) next; print line; line = "" }' "$page"
        awk '/^```/ { inside = !inside; next } !inside' "$page" | tr '\n' ' ' | grep -o '`[^`]*`' | tr -d '`'
    } | sed -e 's/[[:space:]]#.*//' -e 's/ *&& */\n/g' -e 's/ *; */\n/g' -e 's/ *| */\n/g'
}

declare -A help
help_of() {
    [ -n "${help[$*]:-}" ] || help[$*]=$(timeout 30 "$programs/$1" "${@:2}" --help 2>&1) || fail "\`$*\` of the runbook: ${help[$*]}"
}
knows() { grep -qE -- "(^|[ ,])$1([ ,=:]|$)" <<<"$2"; }

commands=0
everything=''
# all_help_of PROGRAM [WORD]...: its help, and that of its words and their words.
all_help_of() {
    local word
    help_of "$@"
    everything+=${help[$*]}$'\n'
    while read -r word _; do
        all_help_of "$@" "$word"
    done < <(sed -n '/^Subcommands:/,$p' <<<"${help[$*]}" | grep -E '^  [a-z]')
}
for program in kiosk kiosk-pack kiosk-sync kiosk-hub kiosk-signer; do
    [ ! -x "$programs/$program" ] || all_help_of "$program"
done

while read -r line; do
    words=()
    for word in $line; do
        name=${word##*/}
        case "$name" in kiosk | kiosk-pack | kiosk-sync) words=("$name") ;; *) [ ${#words[@]} -eq 0 ] || words+=("$word") ;; esac
    done
    if [ ${#words[@]} -gt 0 ]; then
        of=("${words[0]}")
        [ "${words[0]}" != kiosk-pack ] || [ ${#words[@]} -eq 1 ] || of+=("${words[1]}")
        help_of "${of[@]}"
        for word in "${words[@]:1}"; do
            if [[ $word == --* ]] && ! knows "${word%%[=,]*}" "${help[${of[*]}]}"; then fail "no $word in the help of ${of[*]}"; fi
        done
        commands=$((commands + 1))
    elif [[ $line == --* ]]; then
        knows "${line%% *}" "$everything" || fail "no program has ${line%% *}"
    elif [[ $line =~ ^\./dev\ ([a-z-]+) ]]; then
        word=${BASH_REMATCH[1]}
        "$root/dev" help | grep -qE "^\./dev $word( |$)" || fail "./dev has no word $word"
    fi
done < <(code)
[ "$commands" -ge 15 ] || fail "only $commands commands were found in the runbook"
echo "ok $commands commands"

while read -r name; do
    case "$name" in rotunda-result | rotunda-ticket | rotunda-certificate) continue ;; esac # files that the programs write
    found=$(find "$root/deploy" -name "$name" -o -name "$name.*" | head -n 1)
    [ -n "$found" ] || grep -qsx "Package: $name" "$root/deploy/debian/control" ||
        grep -qsE "/var/lib/$name\b|^[ug] $name " "$root"/deploy/systemd/* ||
        fail "the runbook names $name, which is no unit, package, folder or user"
done < <(grep -oE '\brotunda-[a-z]+\b' "$page" | grep -vx rotunda-keys | sort -u) # a folder on sticks
echo "ok names"
