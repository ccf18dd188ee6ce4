#!/usr/bin/env bash
# What staff do with `kiosk-pack import`: try it, import, edit, import again every night, from files and from a web
# address; and what stands when it is killed on the way.
# shellcheck source=tests/e2e/common.sh
source "$(dirname "$0")/common.sh" "$1"

newsletter=$root/tests/content/import/newsletter/newsletter.txt
picture=$root/tests/fuzz/corpus/photo/colour420.jpg
call=open-call-for-applications-for-the-2024-reading

# Imports and leaves what it says in said and complaints; fails unless it ends with CODE.
import() { # import CODE ARGUMENTS...
    local wanted=$1 code=0
    shift
    kiosk_pack import "$@" >"$work/said" 2>"$work/complaints" || code=$?
    [ "$code" -eq "$wanted" ] || { cat "$work/said" "$work/complaints"; fail "ended with $code, not $wanted: $*"; }
}
says() { grep -qF -- "$1" "$work/said" || { cat "$work/said"; fail "not said: $1"; }; }
complains() { grep -qF -- "$1" "$work/complaints" || { cat "$work/complaints"; fail "no complaint: $1"; }; }
pack_has() { kiosk_pack show "$work/pack" --json >"$work/shown" && grep -qF -- "$1" "$work/shown"; }
has() { pack_has "$1" || fail "the pack does not have: $1"; }
lacks() { ! pack_has "$1" || fail "the pack has: $1"; }
# Every file of a folder with its contents; the same for the same pack.
print_of() { (cd "$1" && find . -type f | sort | xargs -r sha256sum); }
write_calendar() { # write_calendar FILE UID TITLE ROOM [UID TITLE ROOM]...
    local file=$1
    shift
    printf 'BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Example//EN\n' >"$file"
    while [ $# -gt 0 ]; do
        printf 'BEGIN:VEVENT\nUID:%s\nDTSTAMP:20240101T000000Z\nSUMMARY:%s\nLOCATION:%s\n' "$1" "$2" "$3" >>"$file"
        printf 'DTSTART;TZID=Europe/Vienna:20240318T100000\nDURATION:PT1H\nEND:VEVENT\n' >>"$file"
        shift 3
    done
    printf 'END:VCALENDAR\n' >>"$file"
}

# A dry run says what would be, and writes nothing; so does one that is refused, or that cannot read its source.
import 0 "$newsletter" --into "$work/pack" --zone Europe/Vienna --dry-run
says "stories (7)"
says "events (9)"
says "new: Open Call for Applications"
complains "nothing was written"
[ ! -e "$work/pack" ] || fail "a dry run made a pack"
printf 'BEGIN:VCALENDAR\nBEGIN:VTODO\nEND:VTODO\nEND:VCALENDAR\n' >"$work/tasks.ics"
import 3 "$work/tasks.ics" --into "$work/pack"
complains "no VEVENT, only VTODO"
import 1 "$work/nowhere.ics" --into "$work/pack"
complains "nowhere.ics"
import 2 "$newsletter"
import 2 "$newsletter" --into "$work/pack" --focus 0.5,0.5 # of which story?
import 3 "$newsletter" "$work/tasks.ics" --into "$work/pack" # one bad source: none of them
[ ! -e "$work/pack" ] || fail "a refused import made a pack"
echo "ok nothing is written unless all is well"

# What --json says is what `show --json` says of the pack afterwards, line by line in another order, and warnings.
import 0 "$newsletter" --into "$work/pack" --zone Europe/Vienna --json
grep -q '^  "warnings": \[.*{"line":3,"message":"a logo.s words[^{]*","source":"[^{]*newsletter.txt"}' "$work/said" ||
    fail "no warnings with source, line and message"
grep -v '^  "warnings": ' "$work/said" | tr -d , | sort >"$work/imported"
kiosk_pack show "$work/pack" --json | tr -d , | sort | cmp - "$work/imported" || fail "--json is not what show says"
kiosk_pack check "$work/pack" --at 2024-01-18T10:42 || fail "the imported pack has errors"
print_of "$work/pack" >"$work/before"
import 4 "$newsletter" --into "$work/pack"
complains "nothing new"
print_of "$work/pack" | cmp - "$work/before" || fail "importing twice changed something"
echo "ok the same again is nothing new"

# People edit; the source changes, loses an event and gets one.
write_calendar "$work/plan.ics" one@x "Opening" "Hall A" two@x "Closing" "Hall B" three@x "Reception" "Lobby"
import 0 "$work/plan.ics" --into "$work/pack"
sed -i 's/^SUMMARY:Opening/SUMMARY:The grand opening/' "$work/pack/events.ics"
sed -i '/^BEGIN:VEVENT/{:a;N;/END:VEVENT/!ba;/UID:three@x/d}' "$work/pack/events.ics" # deleted by people
write_calendar "$work/plan.ics" one@x "Opening session" "Hall C" three@x "Reception" "Lobby" four@x "Workshop" "Hall B"
import 0 "$work/plan.ics" --into "$work/pack" --dry-run
lacks "Workshop"
import 0 "$work/plan.ics" --into "$work/pack"
says "new: Workshop [event/four@x]"
says "changed: Opening session [event/one@x]"
says "kept as edited: The grand opening [event/one@x] (texts.en.title)"
says "not taken, people deleted it: Reception [event/three@x]"
says "gone from the source: Closing [event/two@x]"
has "The grand opening"
has "Hall C"
has '"title": "Closing"'
lacks '"title": "Reception"'
import 4 "$work/plan.ics" --into "$work/pack"
import 0 "$work/plan.ics" --into "$work/pack" --prune
says "removed: Closing [event/two@x]"
lacks '"title": "Closing"'
has "Open Call for Applications" # of another source
has "The grand opening"
echo "ok edits stay, nothing is deleted unasked"

# Which source is which: rows that move, identities that two calendars share, files of one name, long addresses.
count_events() { kiosk_pack show "$1" --json | grep -c '"uid"'; }
mkdir -p "$work/first" "$work/second"
printf 'Title,Date,Time,Room\nPanel,2026-03-16,13:10-14:00,M2\n' >"$work/first/side.csv"
printf 'Title,Date,Time,Room\nPanel,2026-03-16,13:30-14:20,M3\n' >"$work/second/side.csv"
import 0 "$work/first/side.csv" --into "$work/rows" --zone Europe/Vienna
import 0 "$work/second/side.csv" --into "$work/rows"
says "changed: Panel"
[ "$(count_events "$work/rows")" -eq 1 ] || fail "a row that moved is two events"
write_calendar "$work/a.ics" 0@default "Opening" "Hall A" 1@default "Panel" "Hall B"
write_calendar "$work/b.ics" 0@default "Side event" "Hall C" 1@default "Another" "Hall D"
import 0 "$work/a.ics" --into "$work/alike" --zone Europe/Vienna
import 0 "$work/b.ics" --into "$work/alike"
says "is something else in the pack"
! grep -q "kept as edited" "$work/said" || fail "nobody edited anything"
[ "$(count_events "$work/alike")" -eq 4 ] || fail "events of two calendars became one"
import 4 "$work/b.ics" --into "$work/alike"
import 4 "$work/a.ics" --into "$work/alike"
cp "$work/a.ics" "$work/first/basic.ics"
write_calendar "$work/second/basic.ics" 7@x "Concert" "Hall C" 8@x "Reading" "Hall D"
import 0 "$work/first/basic.ics" --into "$work/basic" --zone Europe/Vienna
import 0 "$work/second/basic.ics" --into "$work/basic" --prune
[ "$(count_events "$work/basic")" -eq 4 ] || fail "two files of one name are one source"
import 4 "$work/first/basic.ics" --into "$work/basic" --prune
# The source that came last decides, in one run as in two.
write_calendar "$work/c.ics" 0@c "Opening" "Hall A"
write_calendar "$work/d.ics" 0@c "Opening" "Hall B"
import 0 "$work/c.ics" "$work/d.ics" --into "$work/both" --zone Europe/Vienna
! grep -q "kept as edited" "$work/said" || fail "nobody edited what another source of the run gave"
kiosk_pack show "$work/both" --json | grep -qF "Hall B" || fail "the last source of a run does not decide"
import 4 "$work/c.ics" "$work/d.ics" --into "$work/both"
echo "ok sources are told apart"

# A series of long ago shows in the period that is asked for, in that of the pack, and around today.
printf 'BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\nUID:w@x\nSUMMARY:Weekly\nDTSTART:20220111T120000Z\n' >"$work/weekly.ics"
printf 'DURATION:PT1H\nRRULE:FREQ=WEEKLY\nEND:VEVENT\nEND:VCALENDAR\n' >>"$work/weekly.ics"
import 0 "$work/weekly.ics" --zone Europe/Vienna --dry-run --json --month 2026-12
[ "$(grep -c '"start": "2026-12-' "$work/said")" -eq 5 ] || fail "not every Tuesday of the month"
! grep -q '"start": "202[^6]' "$work/said" || fail "an occurrence outside of the month"
import 0 "$work/weekly.ics" --zone Europe/Vienna --dry-run --json --from 2026-12-02 --until 2026-12-08
[ "$(grep -c '"start"' "$work/said")" -eq 1 ] || fail "not the one Tuesday of the week"
import 0 "$work/weekly.ics" --dry-run --into "$work/rows"
says "guessed from the events of the pack"
says "2026-03-17"
import 0 "$work/weekly.ics" --zone Europe/Vienna --dry-run
says "guessed from today"
says "$(date +%Y)-"
! grep -q 'guessed its name.*zone' "$work/said" || fail "a zone that was given is no guess"
echo "ok series in their period"

# What is wrong with a command line is its first line and its last.
for line in "--dry-run" "$newsletter --into $work/no-pack --zone Vienna" "$newsletter --dry-run --from soon" \
    "$newsletter --dry-run --from 2026-02-01 --until 2026-01-01"; do
    # shellcheck disable=SC2086
    import 2 $line
    [ "$(head -n 1 "$work/complaints")" = "$(tail -n 1 "$work/complaints")" ] || fail "not first and last: $line"
    head -n 1 "$work/complaints" | grep -q '^kiosk-pack import: ' || fail "not a good line: $(head -n 1 "$work/complaints")"
done
import 1 webcal://example.org/plan.ics --into "$work/no-pack"
complains "write https://example.org/plan.ics"
echo "ok command lines"

# Drafts are beside the pack: what screens show does not change.
kiosk_pack show "$work/pack" --json >"$work/without"
write_calendar "$work/draft.ics" five@x "A session in preparation" "Hall D"
import 0 "$work/draft.ics" --into "$work/pack" --as drafts
kiosk_pack show "$work/pack" --json | cmp - "$work/without" || fail "a draft is shown"
grep -q "A session in preparation" "$work/pack/drafts/events.ics" || fail "no draft was written"
import 4 "$work/draft.ics" --into "$work/pack" --as drafts
echo "ok drafts"

# A photo gets into its story, with the words that the newsletter had for the picture.
import 3 "$picture" --into "$work/pack" --story no-such-story
complains 'no story "no-such-story"; its stories: '
import 0 "$picture" --into "$work/pack" --story "$call" --focus 0.25,0.75
says "changed: Open Call for Applications"
has '"file": "'"$(basename "$work"/pack/media/*.jpg)"'"'
has "A large group of people"
kiosk_pack check "$work/pack" --at 2024-01-18T10:42 || fail "the pack with a photo has errors"
import 4 "$picture" --into "$work/pack" --story "$call" --focus 0.25,0.75
import 0 "$picture" --into "$work/pack" --story "$call" --alt "Readers in a hall" --credit "Photo: a reader"
has "Readers in a hall"
echo "ok a photo in its story"

# Killed at any moment, the old pack stands or the new one does, whole, and nothing stays behind.
mkdir "$work/photos"
for number in $(seq 6); do cp "$picture" "$work/photos/$number.jpg"; done
write_calendar "$work/more.ics" six@x "One more" "Hall E"
print_of "$work/pack" >"$work/before"
cp -r "$work/pack" "$work/expected"
kiosk_pack import "$work/more.ics" "$work"/photos/*.jpg --into "$work/expected" >/dev/null
print_of "$work/expected" >"$work/after"
killed=0
for hundredths in 00 01 02 04 07 10 14 20 30 40; do
    "$programs/kiosk-pack" import "$work/more.ics" "$work"/photos/*.jpg --into "$work/pack" >/dev/null 2>&1 &
    process=$!
    sleep "0.$hundredths"
    if kill -9 "$process" 2>/dev/null; then killed=$((killed + 1)); fi
    wait "$process" 2>/dev/null || true
    print_of "$work/pack" >"$work/now"
    cmp -s "$work/now" "$work/before" || cmp -s "$work/now" "$work/after" || fail "half an import after 0.$hundredths s"
done
kiosk_pack import "$work/more.ics" "$work"/photos/*.jpg --into "$work/pack" >/dev/null 2>&1 || [ $? -eq 4 ]
print_of "$work/pack" | cmp - "$work/after" || fail "the import after those that were killed"
[ -z "$(find "$work" -maxdepth 1 -name '.*.import')" ] || fail "something stays behind: $(ls -A "$work")"
echo "ok killed $killed times of 10"

# What a killed one left goes even when there is nothing new; while another is at work, nothing is begun.
mkdir "$work/.pack.import"
: >"$work/.pack.import/half a photo"
import 4 "$work/more.ics" --into "$work/pack"
[ ! -e "$work/.pack.import" ] || fail "something stays behind: $(ls -A "$work/.pack.import")"
mkfifo "$work/slow.ics"
"$programs/kiosk-pack" import "$work/slow.ics" --into "$work/pack" >/dev/null 2>&1 &
process=$!
exec 9>"$work/slow.ics" # opens when the other side does
import 1 "$work/more.ics" --into "$work/pack"
complains "another import into this pack is at work"
kill -9 "$process"
wait "$process" 2>/dev/null || true
exec 9>&-
import 4 "$work/more.ics" --into "$work/pack"
echo "ok one import at a time"

command -v nginx >/dev/null || { echo "left out, for nginx is not here: web addresses"; exit 0; }
port=$((20000 + $$ % 20000))
mkdir -p "$work/nginx" "$work/site"
cat >"$work/nginx.conf" <<CONF
daemon off; pid $work/nginx/pid; error_log $work/nginx/error.log; worker_processes 1;
events {}
http {
    log_format short '\$request_uri \$status \$body_bytes_sent'; access_log $work/nginx/asked short;
    client_body_temp_path $work/nginx/a; proxy_temp_path $work/nginx/b;
    fastcgi_temp_path $work/nginx/c; uwsgi_temp_path $work/nginx/d; scgi_temp_path $work/nginx/e;
    types { text/calendar ics; video/mp4 mp4; } default_type application/octet-stream;
    server {
        listen 127.0.0.1:$port; root $work/site;
        location = /moved.ics { return 302 /site.ics; }
        location = /round.ics { return 302 /round.ics; }
    }
}
CONF
# Workers of another user could not enter the test's own folder.
if [ "$(id -u)" -eq 0 ]; then sed -i '1i user root;' "$work/nginx.conf"; fi
nginx -c "$work/nginx.conf" 2>/dev/null &
own_processes+=("$!")
for _ in $(seq 50); do [ -s "$work/nginx/pid" ] && (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break; sleep 0.1; done
site=http://127.0.0.1:$port
write_calendar "$work/site/site.ics" seven@x "From the web" "Hall F"
: >"$work/nginx/asked"
import 1 "$site/site.ics" --into "$work/pack"
complains "127.0.0.1"
[ ! -s "$work/nginx/asked" ] || fail "this machine was asked without --allow-private"
import 0 "$site/site.ics" --into "$work/pack" --allow-private
says "new: From the web [event/seven@x]"
: >"$work/nginx/asked"
import 4 "$site/site.ics" --into "$work/pack" --allow-private
says "unchanged since last time"
[ "$(cat "$work/nginx/asked")" = "/site.ics 304 0" ] || fail "a repeat costs: $(cat "$work/nginx/asked")"
write_calendar "$work/site/site.ics" seven@x "From the web, changed" "Hall F"
import 0 "$site/site.ics" --into "$work/pack" --allow-private
says "changed: From the web, changed [event/seven@x]"
import 0 "$site/moved.ics" --dry-run --allow-private # a redirect is followed
says "From the web, changed"
import 1 "$site/round.ics" --into "$work/pack" --allow-private
complains "redirects"
import 1 "ftp://127.0.0.1/site.ics" --into "$work/pack" --allow-private
complains "only http and https"
echo "ok web addresses"
