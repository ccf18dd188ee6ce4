#include "content/items/json_read.h"

#include <fmt/format.h>

#include "content/base/json_fields.h"
#include "content/base/limits.h"
#include "content/base/sha256.h"
#include "content/items/enum_names.h"

namespace content {
namespace {

void read_base(JsonFields& fields, ItemBase& item) {
    item.id = fields.text("id", Need::required);
    item.topic = fields.text("topic", Need::optional);
    item.validity.from = fields.instant("from", Need::optional);
    item.validity.until = fields.instant("until", Need::optional);
    item.weight = fields.integer_or("weight", 1, 1, 3);
    item.groups = fields.texts("groups", Need::optional);
}

std::string read_headline(JsonFields& fields, const char* key) {
    std::string headline = fields.text(key, Need::required);
    if (count_characters(headline) > limits::headline_characters) fields.refuse(key, "a shorter text");
    return headline;
}

Photo read_photo(JsonFields& fields) {
    Photo photo;
    photo.file = fields.text("file", Need::required);
    photo.sha256 = fields.text("sha256", Need::required);
    if (!is_sha256(photo.sha256)) fields.refuse("sha256", "64 hexadecimal digits");
    const auto focus = fields.integers("focus", 2, 0, 1000);
    photo.focus_x = focus[0] / 1000.0;
    photo.focus_y = focus[1] / 1000.0;
    photo.decorative = fields.boolean_or("decorative", false);
    photo.alternative = fields.words("alternative", Need::optional);
    photo.credit = fields.text("credit", Need::optional);
    photo.credit_in = fields.words("credit_in", Need::optional);
    return photo;
}

Span read_span(JsonFields& fields) {
    if (fields.has("start")) {
        TimedSpan span;
        span.start = fields.instant("start", Need::required).value_or(Instant());
        span.end = fields.instant("end", Need::required).value_or(span.start);
        span.zone = fields.zone("zone");
        if (span.end < span.start) fields.refuse("end", "not to be before start");
        return span;
    }
    if (fields.has("first_month")) {
        MonthSpan span{};
        span.first = fields.month("first_month", Need::required).value_or(Month());
        span.last = fields.month("last_month", Need::required).value_or(span.first);
        if (span.last < span.first) fields.refuse("last_month", "not to be before first_month");
        return span;
    }
    DaySpan span{};
    span.first = fields.date("first_day", Need::required).value_or(Date());
    span.last = fields.date("last_day", Need::required).value_or(span.first);
    span.time_confirmed = fields.boolean_or("time_confirmed", true);
    if (span.last < span.first) fields.refuse("last_day", "not to be before first_day");
    return span;
}

Edition read_edition(JsonFields& fields) {
    Edition edition;
    edition.id = fields.text("id", Need::required);
    edition.title = fields.words("title", Need::required);
    edition.default_language = fields.language("default_language", Need::required).value_or(Language::en);
    edition.languages = fields.languages("languages", Need::required);
    edition.host_language = fields.language("host_language", Need::optional);
    edition.zone = fields.zone("zone");
    edition.wordmark = fields.per_language<Wordmark>("wordmark", Need::optional, [&](JsonFields& inner) {
        return Wordmark{inner.text("name", Need::optional), inner.text("unit", Need::optional)};
    });
    edition.venue = fields.per_language<Venue>("venue", Need::optional, [&](JsonFields& inner) {
        return Venue{inner.text("name", Need::optional), inner.text("welcome", Need::optional)};
    });
    edition.home_url = fields.address("home_url", Need::optional);
    fields.each_element("topics", Need::optional, [&](JsonFields& inner) {
        edition.topics.push_back({inner.text("id", Need::required), inner.text("look", Need::optional),
                                  inner.words("name", Need::required)});
    });
    // The name that it has had since format 1.
    fields.object("rotation", Need::required, [&](JsonFields& inner) {
        edition.loop.languages = inner.languages("languages", Need::optional);
        edition.loop.board_every_seconds = inner.integer_or("board_every_seconds", 75, 10, 3600);
    });
    return edition;
}

Story read_story(JsonFields& fields) {
    Story story;
    read_base(fields, story);
    story.texts = fields.per_language<StoryText>("texts", Need::required, [&](JsonFields& inner) {
        StoryText text;
        text.headline = read_headline(inner, "headline");
        text.gist = inner.text("gist", Need::optional, Lines::many);
        text.body = inner.text("body", Need::optional, Lines::many);
        text.place = inner.text("place", Need::optional);
        text.kicker = inner.text("kicker", Need::optional);
        return text;
    });
    fields.each_element("figures", Need::optional, [&](JsonFields& inner) {
        story.figures.push_back({inner.text("value", Need::required), inner.words("label", Need::required)});
    });
    fields.each_element("links", Need::optional, [&](JsonFields& inner) {
        story.links.push_back({inner.words("text", Need::optional), inner.address("url", Need::required),
                               inner.language("language", Need::optional)});
    });
    story.first_day = fields.date("first_day", Need::optional);
    story.last_day = fields.date("last_day", Need::optional);
    if (story.first_day.has_value() != story.last_day.has_value() || story.last_day < story.first_day) {
        fields.refuse("last_day", "both days, in order");
    }
    fields.object("photo", Need::optional, [&](JsonFields& photo) { story.photo = read_photo(photo); });
    return story;
}

Event read_event(JsonFields& fields) {
    Event event;
    read_base(fields, event);
    event.texts = fields.per_language<EventText>("texts", Need::required, [&](JsonFields& inner) {
        EventText text;
        text.title = read_headline(inner, "title");
        text.place = inner.text("place", Need::optional);
        text.room = inner.text("room", Need::optional);
        text.floor = inner.text("floor", Need::optional);
        text.kind = inner.text("kind", Need::optional);
        text.audience = inner.text("audience", Need::optional);
        text.description = inner.text("description", Need::optional, Lines::many);
        return text;
    });
    fields.object("when", Need::required, [&](JsonFields& when) { event.when = read_span(when); });
    event.is_virtual = fields.boolean_or("virtual", false);
    event.status = fields.one_of("status", event_status_names, EventStatus::scheduled, Need::optional);
    event.changed_at = fields.instant("changed_at", Need::optional);
    event.old_room = fields.words("old_room", Need::optional);
    event.delayed_from = fields.instant("delayed_from", Need::optional);
    event.languages = fields.languages("languages", Need::optional);
    event.url = fields.address("url", Need::optional);
    return event;
}

Call read_call(JsonFields& fields) {
    Call call;
    read_base(fields, call);
    call.texts = fields.per_language<CallText>("texts", Need::required, [&](JsonFields& inner) {
        CallText text;
        text.headline = read_headline(inner, "headline");
        text.gist = inner.text("gist", Need::optional, Lines::many);
        text.deadline_words = inner.text("deadline_words", Need::optional);
        return text;
    });
    call.deadline = fields.instant("deadline", Need::required).value_or(Instant());
    call.zone = fields.zone("zone");
    fields.each_element("parts", Need::optional, [&](JsonFields& inner) {
        call.parts.push_back({inner.words("title", Need::required), inner.date("date", Need::optional),
                              inner.instant("deadline", Need::optional),
                              inner.words("deadline_words", Need::optional)});
    });
    call.url = fields.address("url", Need::optional);
    return call;
}

Link read_link(JsonFields& fields) {
    Link link;
    read_base(fields, link);
    link.texts = fields.per_language<LinkText>("texts", Need::required, [&](JsonFields& inner) {
        return LinkText{read_headline(inner, "label"), inner.text("kicker", Need::optional)};
    });
    link.url = fields.address("url", Need::required);
    link.short_url = fields.address("short", Need::optional);
    return link;
}

Notice read_notice(JsonFields& fields) {
    Notice notice;
    read_base(fields, notice);
    notice.level = fields.one_of("level", notice_level_names, NoticeLevel::notice, Need::required);
    const bool is_emergency = notice.level == NoticeLevel::emergency;
    notice.kind = fields.one_of("kind", notice_kind_names, NoticeKind::message, Need::optional);
    notice.emergency = fields.one_of("template", emergency_names, EmergencyTemplate::test,
                                     is_emergency ? Need::required : Need::optional);
    const Need need = is_emergency ? Need::optional : Need::required;
    notice.texts = fields.per_language<NoticeText>("texts", need, [&](JsonFields& inner) {
        NoticeText text;
        text.headline = is_emergency ? inner.text("headline", need) : read_headline(inner, "headline");
        text.detail = inner.text("detail", Need::optional);
        text.old_room = inner.text("old_room", Need::optional);
        text.new_room = inner.text("new_room", Need::optional);
        text.directions = inner.text("directions", Need::optional);
        return text;
    });
    notice.posted = fields.instant("posted", Need::required).value_or(Instant());
    notice.posted_by = fields.text("posted_by", Need::optional);
    notice.posted_by_in = fields.words("posted_by_in", Need::optional);
    notice.event_uid = fields.text("event", Need::optional);
    return notice;
}

template <class Item>
Result<Item> read_item(std::string_view bytes, const char* what, Item (*read)(JsonFields&)) {
    if (bytes.size() > limits::item) {
        return Error{Code::too_large, fmt::format("{}: more than {} bytes", what, limits::item)};
    }
    return read_document(bytes, what, read);
}

template <class Item>
Status append(Result<Item> item, std::vector<Item>& items) {
    if (!item) return item.error();
    items.push_back(std::move(*item));
    return {};
}

}  // namespace

Result<Edition> edition_from_json(std::string_view bytes) {
    return read_item(bytes, "edition", read_edition);
}
Result<Story> story_from_json(std::string_view bytes) {
    return read_item(bytes, "story", read_story);
}
Result<Event> event_from_json(std::string_view bytes) {
    return read_item(bytes, "event", read_event);
}
Result<Call> call_from_json(std::string_view bytes) {
    return read_item(bytes, "call", read_call);
}
Result<Link> link_from_json(std::string_view bytes) {
    return read_item(bytes, "link", read_link);
}
Result<Notice> notice_from_json(std::string_view bytes) {
    return read_item(bytes, "notice", read_notice);
}

Status decode_item(ItemKind kind, std::string_view json, Pack& pack) {
    switch (kind) {
        case ItemKind::story: return append(story_from_json(json), pack.stories);
        case ItemKind::event: return append(event_from_json(json), pack.events);
        case ItemKind::call: return append(call_from_json(json), pack.calls);
        case ItemKind::link: return append(link_from_json(json), pack.links);
        case ItemKind::notice: return append(notice_from_json(json), pack.notices);
    }
    return Error{Code::unsupported, "unknown kind of item"};
}

}  // namespace content
