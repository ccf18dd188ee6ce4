#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/finding.h"
#include "content/base/language.h"
#include "content/base/result.h"
#include "content/base/time.h"
#include "content/edit/file_changes.h"
#include "content/items/item_kind.h"
#include "content/items/items.h"
#include "content/pack/source_tree.h"

/// Edits of a pack's items that keep every other byte of its files: what a form had, and what is changed in it. All of
/// them are pure: the sources go in, changes of files come out, and `now` is an argument. What an edit makes is read
/// back by the rules of PACK.md before it is handed out, so that no edit leaves a file that cannot be read. Not here:
/// writing (files, versions, who may), and pack.toml.
namespace content::edit {

/// Where an item is: among what screens show, or in drafts/ (PACK.md), where it is a new item or, with the name of a
/// published one, a pending edit of it.
enum class Place { published, drafts };

/// What is wrong with one field. `field` is the name of the member of StoryFields, EventFields, ... that it is about
/// ("headline", "photo.alt"), and empty when it is about the whole item.
struct FieldFault {
    std::string field;
    std::string message;  ///< for staff, in English: "\"gist\" has 70 words; at most 60 are allowed"

    bool operator==(const FieldFault&) const = default;
};

/// What an edit came to. With a fault nothing changes. No changes and no fault: all was so already.
struct Edited {
    std::string id;  ///< of the item; of a new one, the name that was made for it
    FileChanges changes = {};
    std::vector<FieldFault> faults = {};

    [[nodiscard]] bool is_right() const { return faults.empty(); }
};

/// Texts of fields are without white space at both ends; "\r\n" in those of several lines is one line feed. Times are
/// as in PACK.md, "Rules for all files": "2024-01-18", "2024-01-18T10:42" in the edition's zone; empty: none.

// Stories

struct FigureFields {
    std::string value;  ///< of the original only
    std::string label;

    bool operator==(const FigureFields&) const = default;
};

struct StoryLinkFields {
    std::string text;      ///< may be empty
    std::string url;       ///< of the original only
    std::string language;  ///< of the page it leads to: "en"; may be empty; of the original only

    bool operator==(const StoryLinkFields&) const = default;
};

struct PhotoFields {
    std::string file;  ///< in media/; of the original only, and so are `decorative` and the focus
    std::string alt;
    std::string credit;
    bool decorative = false;
    double focus_x = 0.5;
    double focus_y = 0.5;

    bool operator==(const PhotoFields&) const = default;
};

/// A story in one language, as its file says it. A translation has the texts, the labels and texts of as many figures
/// and links as the original has, and `alt` and `credit` of its photo; what it says of all else is not looked at.
struct StoryFields {
    std::string headline;
    std::string gist;  ///< several lines allowed
    std::string kicker;
    std::string place;
    std::string body;       ///< CommonMark
    std::string date_from;  ///< a day; empty: no date
    std::string date_to;    ///< the last day; empty or the first again: one day
    std::string topic;
    std::string from;
    std::string until;
    int weight = 1;
    std::vector<std::string> groups = {};
    std::vector<FigureFields> figures = {};
    std::vector<StoryLinkFields> links = {};
    std::optional<PhotoFields> photo = {};

    bool operator==(const StoryFields&) const = default;
};

/// The edition's own language, in which events, calls and most stories are written.
[[nodiscard]] Language own_language(const SourceTree& tree);
/// The languages that a story, call or event is written in, its own first. Empty: there is no such item.
[[nodiscard]] std::vector<Language> languages_of(const SourceTree& tree, ItemKind kind, Place place,
                                                 std::string_view id);

/// What a form of the story begins with. A translation that is not there yet has empty texts, as many figures and links
/// as the original, and a photo if it has one. Code::not_found; bad_input when the file cannot be read.
[[nodiscard]] Result<StoryFields> read_story(const SourceTree& tree, Place place, std::string_view id,
                                             Language language);

/// Makes the story in `language` what `fields` say. Only keys whose value differs are touched. In drafts: when there is
/// no draft of that name, the published files are taken for one. When figures, links or the photo of the original
/// change, its translations follow: each keeps the words of what is still there. A translation without a headline that
/// is not there yet is not begun; one that is there needs its headline (remove_translation() takes it away).
[[nodiscard]] Edited edit_story(const SourceTree& tree, Place place, std::string_view id, Language language,
                                const StoryFields& fields);

/// A new story in `language`. Its name is made of the headline, in Latin letters whatever the script, and of no other
/// story, published or draft.
[[nodiscard]] Edited new_story(const SourceTree& tree, Place place, Language language, const StoryFields& fields);

// Calls

struct CallPartFields {
    std::string title;
    std::string date;      ///< of the original only
    std::string deadline;  ///< of the original only
    std::string deadline_words;

    bool operator==(const CallPartFields&) const = default;
};

/// A call in one language, as its file says it. A translation has `headline`, `gist`, `deadline_words`, and of each
/// part its title and words.
struct CallFields {
    std::string headline;
    std::string gist;
    std::string deadline;  ///< a time; in `zone`
    std::string deadline_words;
    std::string zone;  ///< IANA; empty: the edition's
    std::string url;
    std::string topic;
    std::string from;
    std::string until;
    int weight = 1;
    std::vector<std::string> groups = {};
    std::vector<CallPartFields> parts = {};

    bool operator==(const CallFields&) const = default;
};

/// As of stories.
[[nodiscard]] Result<CallFields> read_call(const SourceTree& tree, Place place, std::string_view id, Language language);
[[nodiscard]] Edited edit_call(const SourceTree& tree, Place place, std::string_view id, Language language,
                               const CallFields& fields);
[[nodiscard]] Edited new_call(const SourceTree& tree, Place place, const CallFields& fields);

// Events: in events.ics and, in other languages, events.xx.ics; in drafts/ likewise.

/// An event in one language, as the calendar says it. A translation has the texts, from `title` to `description`; all
/// else is the original's.
struct EventFields {
    std::string title;
    std::string place;
    std::string room;
    std::string floor;
    std::string kind;
    std::string audience;
    std::string description;  ///< several lines allowed
    std::string start;        ///< a time in the event's zone, or a day
    std::string end;          ///< likewise; of days the last one; empty: not known, or one day
    std::string topic;
    std::string url;
    std::vector<std::string> languages = {};  ///< spoken or interpreted: "en"
    bool is_virtual = false;
    bool is_full = false;
    bool is_time_open = false;  ///< the day is known, the hours are still to come
    std::string from;
    std::string until;
    int weight = 1;
    std::vector<std::string> groups = {};
    // What the functions below say and edit_event() leaves alone.
    bool is_cancelled = false;
    std::string old_room;      ///< it has moved from there
    std::string delayed_from;  ///< the start that no longer holds
    std::string zone;          ///< IANA: that of `start`, `end` and `delayed_from`
    bool has_months = false;   ///< only the months are known: `start` and `end` are not read

    bool operator==(const EventFields&) const = default;
};

/// Code::not_found; bad_input when the calendar cannot be read.
[[nodiscard]] Result<EventFields> read_event(const SourceTree& tree, Place place, std::string_view uid,
                                             Language language);
/// Corrects the event: a new room or time is put in the place of the old, as if the old had never been announced. In
/// drafts: when there is no draft of that UID, the published event is taken for one.
[[nodiscard]] Edited edit_event(const SourceTree& tree, Place place, std::string_view uid, Language language,
                                const EventFields& fields, Instant now);
/// A new event in the edition's own language. Its UID is made of its day, its title and the edition's id.
[[nodiscard]] Edited new_event(const SourceTree& tree, Place place, const EventFields& fields, Instant now);

/// A room as events of the pack name it.
struct KnownRoom {
    std::string room;  ///< in the edition's own language
    std::string floor;
    PerLanguage<std::string> room_in;  ///< translations that events have
    PerLanguage<std::string> floor_in;

    bool operator==(const KnownRoom&) const = default;
};
/// The rooms of the pack's events, by name.
[[nodiscard]] std::vector<KnownRoom> known_rooms(const Pack& pack);

// What happens to a published event. LAST-MODIFIED and SEQUENCE say so (RFC 5545 3.8.7.3, 3.8.7.4).

/// The event takes place in another room. The old one is kept (X-ROTUNDA-OLD-ROOM); of an event that moves twice, the
/// first, which is what programmes on paper say; back in that one, it has not moved. Translations have the room's
/// name as other events have it in their language, else as it is given. `floor` empty: that of the known room of this
/// name, else none. Faults: "room", "floor".
[[nodiscard]] Edited move_event(const SourceTree& tree, std::string_view uid, std::string_view room,
                                std::string_view floor, Instant now);
/// The event has other times; it was never told otherwise. Faults: "start", "end".
[[nodiscard]] Edited set_event_time(const SourceTree& tree, std::string_view uid, std::string_view start,
                                    std::string_view end, Instant now);
/// The event begins later, or earlier, than was announced, which is kept (X-ROTUNDA-DELAYED-FROM; of two delays the
/// first; back at that time, it is not delayed). `end` empty: as long as before. Faults: "start", "end".
[[nodiscard]] Edited delay_event(const SourceTree& tree, std::string_view uid, std::string_view start,
                                 std::string_view end, Instant now);
[[nodiscard]] Edited cancel_event(const SourceTree& tree, std::string_view uid, Instant now);
/// The event takes place after all.
[[nodiscard]] Edited reinstate_event(const SourceTree& tree, std::string_view uid, Instant now);

// Notices: in notices.toml, always published.

struct NoticeFields {
    NoticeLevel level = NoticeLevel::notice;
    NoticeKind kind = NoticeKind::message;
    EmergencyTemplate emergency = EmergencyTemplate::test;  ///< of an emergency
    PerLanguage<NoticeText> texts = {};                     ///< without an entry where the notice has no text
    PerLanguage<std::string> posted_by = {};                ///< a service
    std::string event;                                      ///< UID; may be empty
    std::string from;
    std::string until;
    std::vector<std::string> groups = {};

    bool operator==(const NoticeFields&) const = default;
};

/// Code::not_found; bad_input when the file cannot be read.
[[nodiscard]] Result<NoticeFields> read_notice(const SourceTree& tree, std::string_view id);
/// Puts a notice behind the others, posted `now`. Its id is made of the first headline and of no other notice.
[[nodiscard]] Edited post_notice(const SourceTree& tree, const NoticeFields& fields, Instant now);
/// Makes a notice what `fields` say; `posted` becomes `now` when its texts change.
[[nodiscard]] Edited amend_notice(const SourceTree& tree, std::string_view id, const NoticeFields& fields, Instant now);
/// The notice ends `now`; one that has not begun goes. Nothing changes when it is over already.
[[nodiscard]] Edited end_notice(const SourceTree& tree, std::string_view id, Instant now);
/// Takes away the notices that ended before `before`.
[[nodiscard]] Edited remove_old_notices(const SourceTree& tree, Instant before);

// Links: in links.toml; in drafts/ likewise.

struct LinkFields {
    std::string url;
    std::string short_url;
    PerLanguage<LinkText> texts = {};
    std::string topic;
    std::string from;
    std::string until;
    int weight = 1;
    std::vector<std::string> groups = {};

    bool operator==(const LinkFields&) const = default;
};

/// Code::not_found; bad_input when the file cannot be read.
[[nodiscard]] Result<LinkFields> read_link(const SourceTree& tree, Place place, std::string_view id);
[[nodiscard]] Edited edit_link(const SourceTree& tree, Place place, std::string_view id, const LinkFields& fields);
/// Puts a link behind the others. Its id is made of its label in the edition's own language.
[[nodiscard]] Edited new_link(const SourceTree& tree, Place place, const LinkFields& fields);

/// Makes the link the one at `position` of the wall, 0 the first; behind all others where there are not so many.
[[nodiscard]] Edited move_link(const SourceTree& tree, Place place, std::string_view id, std::size_t position);

// Items of every kind that has drafts: all but notices.

/// Moves the draft, with its translations, to its place; of a pending edit, over what is published. Translations that
/// the draft does not have stay.
[[nodiscard]] Edited publish(const SourceTree& tree, ItemKind kind, std::string_view id);
/// Takes the item, with its translations, off the screens; it becomes a draft. Where there is a pending edit of it
/// already, that stays as it is and the published files go.
[[nodiscard]] Edited take_down(const SourceTree& tree, ItemKind kind, std::string_view id);
/// Removes the item, with its translations, from `place`; notices too. What was published is in the pack's history.
[[nodiscard]] Edited remove(const SourceTree& tree, ItemKind kind, Place place, std::string_view id);
/// Removes one translation of a story, call or event; its own language is a fault.
[[nodiscard]] Edited remove_translation(const SourceTree& tree, ItemKind kind, Place place, std::string_view id,
                                        Language language);

/// The member of StoryFields, CallFields, EventFields ... that a finding about the file with the bytes `source` is
/// about, so that it can stand beside its field; empty: none of them, or the whole item.
[[nodiscard]] std::string field_of(const Finding& finding, std::string_view source);

}  // namespace content::edit
