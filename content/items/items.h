#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "content/base/language.h"
#include "content/base/time.h"

/// What a screen can show. Plain values, already checked: only the pack reader, the importers and the JSON codec make
/// them. All strings are UTF-8. Not here: how items look (kiosk) and how they travel (releases).
namespace content {

/// When an item may be shown; a side without a moment is open.
struct Validity {
    std::optional<Instant> from;
    std::optional<Instant> until;

    [[nodiscard]] bool contains(Instant now) const { return (!from || *from <= now) && (!until || now < *until); }
    bool operator==(const Validity&) const = default;
};

/// What every item has.
struct ItemBase {
    std::string id;     ///< unique among items of its kind; a slug, or the UID of RFC 5545 for events
    std::string topic;  ///< id of a Topic of the edition, or empty
    Validity validity;
    int weight = 1;                   ///< 1 to 3: how often per loop
    std::vector<std::string> groups;  ///< the groups of screens that show it; empty means all

    bool operator==(const ItemBase&) const = default;
};

/// A photo of the pack. The bytes are a blob; `sha256` is 64 lower-case hexadecimal digits.
struct Photo {
    std::string file;  ///< as named by the author, relative to media/
    std::string sha256;
    double focus_x = 0.5;  ///< point of the picture, 0..1 from its left and top, that cropping keeps in view
    double focus_y = 0.5;
    bool decorative = false;  ///< chosen on purpose: no alternative text needed
    PerLanguage<std::string> alternative;
    std::string credit;                  ///< in the story's own language: "Photo: the organizers"; may be empty
    PerLanguage<std::string> credit_in;  ///< its translations

    bool operator==(const Photo&) const = default;
};

struct Hyperlink {
    PerLanguage<std::string> text;
    std::string url;                   ///< http or https
    std::optional<Language> language;  ///< of the page it leads to

    bool operator==(const Hyperlink&) const = default;
};

/// "948 participants": the value is shown as written, the label is translated.
struct Figure {
    std::string value;
    PerLanguage<std::string> label;

    bool operator==(const Figure&) const = default;
};

struct StoryText {
    std::string headline;
    std::string gist;    ///< at most 40 words (Chinese: 100 characters); may be empty
    std::string body;    ///< CommonMark; may be empty
    std::string place;   ///< may be empty
    std::string kicker;  ///< replaces the topic's name above the headline; usually empty

    bool operator==(const StoryText&) const = default;
};

struct Story : ItemBase {
    PerLanguage<StoryText> texts;
    std::vector<Figure> figures;
    std::vector<Hyperlink> links;  ///< the code on the screen leads to the first one
    std::optional<Date> first_day;
    std::optional<Date> last_day;  ///< inclusive; equal to first_day for one day
    std::optional<Photo> photo;

    bool operator==(const Story&) const = default;
};

/// When an event is. Exactly one of the three kinds of RFC 5545 DATE-TIME, DATE, or (ours) months.
struct TimedSpan {
    Instant start;
    Instant end;       ///< not before start
    std::string zone;  ///< IANA
    bool operator==(const TimedSpan&) const = default;
};
struct DaySpan {
    Date first;
    Date last;                   ///< inclusive
    bool time_confirmed = true;  ///< false: the day is known, its hours are still to come
    bool operator==(const DaySpan&) const = default;
};
struct MonthSpan {
    Month first;
    Month last;  ///< inclusive
    bool operator==(const MonthSpan&) const = default;
};
using Span = std::variant<TimedSpan, DaySpan, MonthSpan>;

enum class EventStatus { scheduled, moved, delayed, cancelled, full };

struct EventText {
    std::string title;
    std::string place;        ///< city or venue, "Vienna, Austria"; may be empty
    std::string room;         ///< "Boardroom D"; may be empty
    std::string floor;        ///< "C Building, 4th floor"; may be empty
    std::string kind;         ///< "Side event"; may be empty
    std::string audience;     ///< "All registered participants"; may be empty
    std::string description;  ///< plain text; may be empty

    bool operator==(const EventText&) const = default;
};

struct Event : ItemBase {  // id is the UID
    PerLanguage<EventText> texts;
    Span when;
    bool is_virtual = false;
    EventStatus status = EventStatus::scheduled;
    std::optional<Instant> changed_at;    ///< when status, room or time last changed (LAST-MODIFIED)
    PerLanguage<std::string> old_room;    ///< status moved
    std::optional<Instant> delayed_from;  ///< status delayed: the start that no longer holds
    std::vector<Language> languages;      ///< spoken or interpreted
    std::string url;                      ///< may be empty

    bool operator==(const Event&) const = default;
};

struct CallText {
    std::string headline;
    std::string gist;
    std::string deadline_words;  ///< the editor's words: "4 February 2024, midnight CET"

    bool operator==(const CallText&) const = default;
};

/// One part of a call, with its own date and perhaps its own deadline.
struct SubCall {
    PerLanguage<std::string> title;
    std::optional<Date> date;         ///< when the thing applied for takes place
    std::optional<Instant> deadline;  ///< where it differs from the call's
    PerLanguage<std::string> deadline_words;

    bool operator==(const SubCall&) const = default;
};

struct Call : ItemBase {
    PerLanguage<CallText> texts;
    Instant deadline;
    std::string zone;  ///< IANA; days left are counted in it
    std::vector<SubCall> parts;
    std::string url;  ///< where to apply

    bool operator==(const Call&) const = default;
};

struct LinkText {
    std::string label;
    std::string kicker;  ///< "Website", "Video"; may be empty

    bool operator==(const LinkText&) const = default;
};

struct Link : ItemBase {
    PerLanguage<LinkText> texts;
    std::string url;
    std::string
        short_url;  ///< a shorter address on the same host that leads to `url`; printed and in codes; may be empty

    bool operator==(const Link&) const = default;
};

/// Yellow: caution, prepare. Red: danger, act now; always a fixed template.
enum class NoticeLevel { notice, emergency };
enum class NoticeKind { message, room_change, delay, cancellation };
enum class EmergencyTemplate { leave_building, stay_inside, medical, test, all_clear };

struct NoticeText {
    std::string headline;  ///< the event's title, or the message; at most 25 words
    std::string detail;    ///< "Today, 13:10 – 14:00 · Side event", or how to get there; may be empty
    std::string old_room;
    std::string new_room;
    std::string directions;  ///< "M Building, 1st floor, next to the coffee bar"

    bool operator==(const NoticeText&) const = default;
};

struct Notice : ItemBase {
    NoticeLevel level = NoticeLevel::notice;
    NoticeKind kind = NoticeKind::message;
    EmergencyTemplate emergency = EmergencyTemplate::test;  ///< used when level is emergency
    PerLanguage<NoticeText> texts;                          ///< for an emergency: the optional third line, in headline
    Instant posted;
    std::string posted_by;  ///< a service, never a person: "Conference services"; in the default language
    PerLanguage<std::string> posted_by_in;  ///< its translations
    std::string event_uid;                  ///< the event it is about; may be empty

    bool operator==(const Notice&) const = default;
};

/// A subject with its own colour and line art. `look` names one of assets/tokens.json ("corruption", "crime", ...).
struct Topic {
    std::string id;
    std::string look;
    PerLanguage<std::string> name;

    bool operator==(const Topic&) const = default;
};

struct Wordmark {
    std::string name;  ///< "UNODC"
    std::string unit;  ///< "Civil Society Unit"

    bool operator==(const Wordmark&) const = default;
};

struct Venue {
    std::string name;     ///< "Vienna International Centre"
    std::string welcome;  ///< "Welcome to the Vienna International Centre"

    bool operator==(const Venue&) const = default;
};

/// How the attract loop runs. Each round takes the next of `languages` (empty: of all complete ones).
struct Loop {
    std::vector<Language> languages;
    int board_every_seconds = 75;

    bool operator==(const Loop&) const = default;
};

/// pack.toml: what belongs to the pack as a whole.
struct Edition {
    std::string id;  ///< "csu-2024-01"
    PerLanguage<std::string> title;
    Language default_language = Language::en;  ///< stands in for a missing translation
    std::vector<Language> languages;           ///< offered on the strip
    std::optional<Language> host_language;     ///< seventh language, always part of emergencies
    std::string zone;                          ///< IANA zone of the venue
    PerLanguage<Wordmark> wordmark;
    PerLanguage<Venue> venue;
    std::string home_url;  ///< a story without a link leads to this page; may be empty
    std::vector<Topic> topics;
    Loop loop;

    bool operator==(const Edition&) const = default;
};

/// Everything a screen may show for one edition.
struct Pack {
    Edition edition;
    std::vector<Story> stories;
    std::vector<Event> events;
    std::vector<Call> calls;
    std::vector<Link> links;
    std::vector<Notice> notices;

    bool operator==(const Pack&) const = default;
};

/// The language in which to show something that exists in `texts`: the wanted one, else the edition's default, else
/// the first there is. `texts` is never empty in a checked item.
template <class T>
[[nodiscard]] Language choose_language(const PerLanguage<T>& texts, Language wanted, const Edition& edition) {
    if (texts.contains(wanted)) return wanted;
    if (texts.contains(edition.default_language)) return edition.default_language;
    return texts.empty() ? edition.default_language : texts.begin()->first;
}

/// The text in `language`, else in the edition's default, else any, else empty.
template <class T>
[[nodiscard]] const T& text_in(const PerLanguage<T>& texts, Language language, const Edition& edition) {
    static const T nothing{};
    const auto found = texts.find(choose_language(texts, language, edition));
    return found == texts.end() ? nothing : found->second;
}

}  // namespace content
