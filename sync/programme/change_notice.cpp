#include "sync/programme/change_notice.h"

#include <algorithm>

#include "content/items/event_time.h"
#include "content/items/item_title.h"
#include "sync/programme/day.h"
#include "sync/programme/notice_words.h"

namespace programme {
namespace {

using content::Event;
using content::EventStatus;
using content::EventText;
using content::Instant;
using content::Language;
using content::Notice;
using content::NoticeKind;
using content::NoticeLevel;
using content::Pack;
using content::PerLanguage;

constexpr std::string_view between_parts = " \u00b7 ";

/// How the event was when people heard of it last: before the first of the edits that are one notice.
struct Known {
    PerLanguage<std::string> room{};
    Instant start{};
    bool is_cancelled = false;
};

bool is_cancelled(const Event& event) {
    return event.status == EventStatus::cancelled;
}

PerLanguage<std::string> rooms_of(const Event& event) {
    PerLanguage<std::string> rooms;
    for (const auto& [language, text] : event.texts)
        rooms[language] = text.room;
    return rooms;
}

/// The newest notice about the event, if it was made just now.
const Notice* just_made(const Pack& pack, const Event& event, Instant now) {
    const Notice* newest = nullptr;
    for (const Notice& notice : pack.notices) {
        if (notice.level != NoticeLevel::notice || notice.event_uid != event.id || !is_up(notice, now)) continue;
        if (newest == nullptr || newest->posted < notice.posted) newest = &notice;
    }
    return newest != nullptr && now - newest->posted <= one_edit && newest->posted <= now ? newest : nullptr;
}

bool says(const Notice& notice, const PerLanguage<std::string>& words) {
    return std::ranges::any_of(notice.texts, [&](const auto& text) {
        const auto found = words.find(text.first);
        return found != words.end() && text.second.detail.starts_with(found->second);
    });
}

Known known_before(const Pack& pack, const Event& before, const Notice* amended, Instant now) {
    Known known{rooms_of(before), content::time_of(before, pack, now).start, is_cancelled(before)};
    if (amended == nullptr) return known;
    for (const auto& [language, text] : amended->texts) {
        if (!text.old_room.empty()) known.room[language] = text.old_room;
    }
    if (amended->kind == NoticeKind::delay) known.start = before.delayed_from.value_or(known.start);
    if (amended->kind == NoticeKind::cancellation) known.is_cancelled = false;
    if (amended->kind == NoticeKind::message && says(*amended, notice_words().reinstated)) known.is_cancelled = true;
    return known;
}

/// What people who come to the event have to know; the gravest of several, since the others are said beside it.
struct News {
    NoticeKind kind = NoticeKind::message;
    const PerLanguage<std::string>* phrase = nullptr;  ///< of a message
};

std::optional<News> news_of(const Known& known, const Event& after, const Pack& pack, Instant now) {
    if (is_cancelled(after)) {
        if (known.is_cancelled) return std::nullopt;
        return News{NoticeKind::cancellation};
    }
    const auto room = rooms_of(after);
    const Language language = pack.edition.default_language;
    const auto name = [&](const PerLanguage<std::string>& rooms) {
        return rooms.empty() ? std::string() : rooms.at(content::choose_language(rooms, language, pack.edition));
    };
    if (name(room) != name(known.room) && !name(room).empty()) return News{NoticeKind::room_change};
    if (known.is_cancelled) return News{NoticeKind::message, &notice_words().reinstated};
    const Instant start = content::time_of(after, pack, now).start;
    if (start == known.start) return std::nullopt;
    if (after.status == EventStatus::delayed) return News{NoticeKind::delay};
    return News{NoticeKind::message, &notice_words().new_time};
}

/// Whether what an older notice says of the event is no longer so. Of times each notice says the event's own.
bool contradicts(const Notice& older, const std::optional<News>& news) {
    if (!news || older.kind == NoticeKind::cancellation || news->kind == NoticeKind::cancellation)
        return news.has_value();
    const bool is_room = older.kind == NoticeKind::room_change;
    if (news->kind == NoticeKind::room_change) return is_room;
    return !is_room && (older.kind == NoticeKind::delay || says(older, notice_words().new_time));
}

std::string joined_parts(const std::string& first, const std::string& second) {
    if (first.empty() || second.empty()) return first + second;
    return first + std::string(between_parts) + second;
}

/// In all languages of the edition; what is not translated is in the default one.
PerLanguage<content::NoticeText> texts_of(const News& news, const Known& known, const Event& after, const Pack& pack) {
    PerLanguage<content::NoticeText> texts;
    for (const Language language : pack.edition.languages) {
        const EventText& text = content::text_in(after.texts, language, pack.edition);
        content::NoticeText& said = texts[language];
        said.headline = text.title;
        said.detail = text.kind;
        if (news.phrase != nullptr && news.phrase->contains(language))
            said.detail = joined_parts(news.phrase->at(language), text.kind);
        if (news.kind != NoticeKind::room_change) continue;
        said.old_room = content::text_in(known.room, language, pack.edition);
        said.new_room = text.room;
        said.directions = text.floor;
    }
    return texts;
}

}  // namespace

bool is_up(const Notice& notice, Instant now) {
    return !notice.validity.until || now < *notice.validity.until;
}

bool is_near(const Event& event, const Pack& pack, Instant now) {
    const content::EventTime time = content::time_of(event, pack, now);
    return now < time.end && time.start <= now + notice_ahead;
}

content::PerLanguage<std::string> posted_by(const Pack& pack) {
    const Notice* newest = nullptr;
    for (const Notice& other : pack.notices) {
        if (other.posted_by.empty() || other.level != NoticeLevel::notice) continue;
        if (newest == nullptr || newest->posted < other.posted) newest = &other;
    }
    PerLanguage<std::string> names;
    if (newest == nullptr) {
        for (const Language language : pack.edition.languages)
            names[language] = notice_words().posted_by.at(language);
        return names;
    }
    names = newest->posted_by_in;
    names[pack.edition.default_language] = newest->posted_by;
    return names;
}

std::string written_time(Instant instant, const content::Edition& edition) {
    constexpr std::size_t to_minutes = 16;  // "2024-03-18T14:00"
    constexpr std::size_t to_seconds = 19;
    const std::string whole = content::to_iso(instant, edition.zone);
    const std::string time = whole.substr(0, whole.substr(to_minutes, 3) == ":00" ? to_minutes : to_seconds);
    // An hour that the clocks show twice needs its offset.
    const auto read = content::parse_instant(time, edition.zone);
    return read && *read == instant ? time : whole;
}

NoticePlan plan_notice(const Pack& pack, const Event& before, const Event& after, Instant now) {
    NoticePlan plan;
    const Notice* amended = just_made(pack, before, now);
    const Known known = known_before(pack, before, amended, now);
    const auto news = news_of(known, after, pack, now);
    const bool is_changed = news_of(known_before(pack, before, nullptr, now), after, pack, now).has_value();
    if (!is_changed) return plan;  // nothing that a notice is about
    for (const Notice& other : pack.notices) {
        if (other.level != NoticeLevel::notice || other.event_uid != before.id || !is_up(other, now)) continue;
        if (&other == amended)
            plan.gone.push_back(other.id);
        else if (contradicts(other, news))
            plan.ended.push_back(other.id);
    }
    if (!news) return plan;
    if (amended != nullptr) {
        plan.amended = amended->id;
        plan.gone.clear();
    }
    const Instant end = std::max(content::time_of(after, pack, now).end, content::time_of(before, pack, now).end);
    content::edit::NoticeFields notice;
    notice.kind = news->kind;
    notice.event = after.id;
    notice.groups = after.groups;
    notice.until = written_time(std::max(end, now + min_notice), pack.edition);
    notice.posted_by = posted_by(pack);
    notice.texts = texts_of(*news, known, after, pack);
    plan.notice = std::move(notice);
    return plan;
}

}  // namespace programme
