#include "content/base/limits.h"
#include "content/base/sha256.h"
#include "content/items/enum_names.h"
#include "content/items/json.h"
#include "content/items/json_object.h"

namespace content {
namespace {

void read_base(ObjectReader& reader, ItemBase& item) {
    item.id = reader.text("id", Need::required);
    item.topic = reader.text("topic", Need::optional);
    item.window.from = reader.instant("from", Need::optional);
    item.window.until = reader.instant("until", Need::optional);
    item.weight = reader.integer("weight", 1, 1, 3);
    item.groups = reader.texts("groups");
}

std::string read_headline(ObjectReader& reader, const char* key) {
    std::string headline = reader.text(key, Need::required);
    if (count_characters(headline) > limits::headline_characters) reader.fail(key, "a shorter text");
    return headline;
}

Photo read_photo(ObjectReader reader) {
    Photo photo;
    photo.file = reader.text("file", Need::required);
    photo.sha256 = reader.text("sha256", Need::required);
    if (!is_sha256(photo.sha256)) reader.fail("sha256", "64 hexadecimal digits");
    std::vector<int> focus;
    reader.each("focus", Need::required,
                [&](const Json& entry) { focus.push_back(reader.as_integer(entry, "focus", 0, 1000)); });
    if (focus.size() == 2) {
        photo.focus_x = focus[0] / 1000.0;
        photo.focus_y = focus[1] / 1000.0;
    } else {
        reader.fail("focus", "two integers");
    }
    photo.decorative = reader.boolean("decorative", false);
    photo.alternative = reader.words("alternative", Need::optional);
    photo.credit = reader.text("credit", Need::optional);
    return photo;
}

Span read_span(ObjectReader reader) {
    if (reader.find("start", Need::optional) != nullptr) {
        TimedSpan span;
        span.start = reader.instant("start", Need::required).value_or(Instant());
        span.end = reader.instant("end", Need::required).value_or(span.start);
        span.zone = reader.zone("zone");
        if (span.end < span.start) reader.fail("end", "not to be before start");
        return span;
    }
    if (reader.find("first_month", Need::optional) != nullptr) {
        const auto read = [](const std::string& word) { return parse_month(word); };
        MonthSpan span{};
        span.first = reader.parsed<Month>("first_month", Need::required, read).value_or(Month());
        span.last = reader.parsed<Month>("last_month", Need::required, read).value_or(span.first);
        if (span.last < span.first) reader.fail("last_month", "not to be before first_month");
        return span;
    }
    DaySpan span{};
    span.first = reader.date("first_day", Need::required).value_or(Date());
    span.last = reader.date("last_day", Need::required).value_or(span.first);
    span.time_confirmed = reader.boolean("time_confirmed", true);
    if (span.last < span.first) reader.fail("last_day", "not to be before first_day");
    return span;
}

Edition read_edition(ObjectReader reader) {
    Edition edition;
    edition.id = reader.text("id", Need::required);
    edition.title = reader.words("title", Need::required);
    edition.default_language = reader.language("default_language", Need::required).value_or(Language::en);
    edition.languages = reader.languages("languages", Need::required);
    edition.host_language = reader.language("host_language", Need::optional);
    edition.zone = reader.zone("zone");
    edition.wordmark =
        reader.per_language<Wordmark>("wordmark", Need::optional, [&](const Json& value, const std::string& path) {
            ObjectReader inner(value, path, reader.problem());
            return Wordmark{inner.text("name", Need::optional), inner.text("unit", Need::optional)};
        });
    edition.venue =
        reader.per_language<Venue>("venue", Need::optional, [&](const Json& value, const std::string& path) {
            ObjectReader inner(value, path, reader.problem());
            return Venue{inner.text("name", Need::optional), inner.text("welcome", Need::optional)};
        });
    edition.home_url = reader.address("home_url", Need::optional);
    reader.each("topics", Need::optional, [&](const Json& value) {
        ObjectReader inner(value, reader.path_of("topics"), reader.problem());
        edition.topics.push_back({inner.text("id", Need::required), inner.text("look", Need::optional),
                                  inner.words("name", Need::required)});
    });
    if (const Json* loop = reader.find("rotation", Need::required)) {
        ObjectReader inner(*loop, reader.path_of("rotation"), reader.problem());
        edition.loop.languages = inner.languages("languages", Need::optional);
        edition.loop.board_every_seconds = inner.integer("board_every_seconds", 75, 10, 3600);
    }
    return edition;
}

Story read_story(ObjectReader reader) {
    Story story;
    read_base(reader, story);
    story.texts =
        reader.per_language<StoryText>("texts", Need::required, [&](const Json& value, const std::string& path) {
            ObjectReader inner(value, path, reader.problem());
            StoryText text;
            text.headline = read_headline(inner, "headline");
            text.gist = inner.text("gist", Need::optional, Lines::many);
            text.body = inner.text("body", Need::optional, Lines::many);
            text.place = inner.text("place", Need::optional);
            text.kicker = inner.text("kicker", Need::optional);
            return text;
        });
    reader.each("figures", Need::optional, [&](const Json& value) {
        ObjectReader inner(value, reader.path_of("figures"), reader.problem());
        story.figures.push_back({inner.text("value", Need::required), inner.words("label", Need::required)});
    });
    reader.each("links", Need::optional, [&](const Json& value) {
        ObjectReader inner(value, reader.path_of("links"), reader.problem());
        story.links.push_back({inner.words("text", Need::optional), inner.address("url", Need::required),
                               inner.language("language", Need::optional)});
    });
    story.first_day = reader.date("first_day", Need::optional);
    story.last_day = reader.date("last_day", Need::optional);
    if (story.first_day.has_value() != story.last_day.has_value() || story.last_day < story.first_day) {
        reader.fail("last_day", "both days, in order");
    }
    if (const Json* photo = reader.find("photo", Need::optional)) {
        story.photo = read_photo(ObjectReader(*photo, reader.path_of("photo"), reader.problem()));
    }
    return story;
}

Event read_event(ObjectReader reader) {
    Event event;
    read_base(reader, event);
    event.texts =
        reader.per_language<EventText>("texts", Need::required, [&](const Json& value, const std::string& path) {
            ObjectReader inner(value, path, reader.problem());
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
    if (const Json* when = reader.find("when", Need::required)) {
        event.when = read_span(ObjectReader(*when, reader.path_of("when"), reader.problem()));
    }
    event.is_virtual = reader.boolean("virtual", false);
    event.status = reader.one_of("status", event_status_names, EventStatus::scheduled, Need::optional);
    event.changed_at = reader.instant("changed_at", Need::optional);
    event.old_room = reader.words("old_room", Need::optional);
    event.delayed_from = reader.instant("delayed_from", Need::optional);
    event.languages = reader.languages("languages", Need::optional);
    event.url = reader.address("url", Need::optional);
    return event;
}

Call read_call(ObjectReader reader) {
    Call call;
    read_base(reader, call);
    call.texts =
        reader.per_language<CallText>("texts", Need::required, [&](const Json& value, const std::string& path) {
            ObjectReader inner(value, path, reader.problem());
            CallText text;
            text.headline = read_headline(inner, "headline");
            text.gist = inner.text("gist", Need::optional, Lines::many);
            text.deadline_words = inner.text("deadline_words", Need::optional);
            return text;
        });
    call.deadline = reader.instant("deadline", Need::required).value_or(Instant());
    call.zone = reader.zone("zone");
    reader.each("parts", Need::optional, [&](const Json& value) {
        ObjectReader inner(value, reader.path_of("parts"), reader.problem());
        call.parts.push_back({inner.words("title", Need::required), inner.date("date", Need::optional),
                              inner.instant("deadline", Need::optional),
                              inner.words("deadline_words", Need::optional)});
    });
    call.url = reader.address("url", Need::optional);
    return call;
}

Link read_link(ObjectReader reader) {
    Link link;
    read_base(reader, link);
    link.texts =
        reader.per_language<LinkText>("texts", Need::required, [&](const Json& value, const std::string& path) {
            ObjectReader inner(value, path, reader.problem());
            return LinkText{read_headline(inner, "label"), inner.text("kicker", Need::optional)};
        });
    link.url = reader.address("url", Need::required);
    return link;
}

Notice read_notice(ObjectReader reader) {
    Notice notice;
    read_base(reader, notice);
    notice.level = reader.one_of("level", notice_level_names, NoticeLevel::notice, Need::required);
    const bool is_emergency = notice.level == NoticeLevel::emergency;
    notice.kind = reader.one_of("kind", notice_kind_names, NoticeKind::message, Need::optional);
    notice.emergency = reader.one_of("template", emergency_names, EmergencyTemplate::test,
                                     is_emergency ? Need::required : Need::optional);
    const Need need = is_emergency ? Need::optional : Need::required;
    notice.texts = reader.per_language<NoticeText>("texts", need, [&](const Json& value, const std::string& path) {
        ObjectReader inner(value, path, reader.problem());
        NoticeText text;
        text.headline = is_emergency ? inner.text("headline", need) : read_headline(inner, "headline");
        text.detail = inner.text("detail", Need::optional);
        text.old_room = inner.text("old_room", Need::optional);
        text.new_room = inner.text("new_room", Need::optional);
        text.directions = inner.text("directions", Need::optional);
        return text;
    });
    notice.posted = reader.instant("posted", Need::required).value_or(Instant());
    notice.posted_by = reader.text("posted_by", Need::optional);
    notice.event_uid = reader.text("event", Need::optional);
    return notice;
}

template <class Item>
Result<Item> read_item(std::string_view bytes, const char* what, Item (*read)(ObjectReader)) {
    if (bytes.size() > limits::item) {
        return Error{Code::too_large, std::string(what) + ": more than " + std::to_string(limits::item) + " bytes"};
    }
    const Json object = Json::parse(bytes, nullptr, false);
    if (object.is_discarded()) return Error{Code::bad_input, std::string(what) + ": not JSON"};
    std::optional<std::string> problem;
    Item item = read(ObjectReader(object, what, problem));
    if (problem) return Error{Code::bad_input, *problem};
    return item;
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
