#include "content/items/json_write.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "content/items/enum_names.h"

namespace content {
namespace {

using Json = nlohmann::json;

/// Sets `key` unless the text is empty: the canonical form has no empty values.
void put(Json& object, const char* key, const std::string& text) {
    if (!text.empty()) object[key] = text;
}

void put(Json& object, const char* key, Json value) {
    if (!value.empty()) object[key] = std::move(value);
}

template <class T>
void put_iso(Json& object, const char* key, const std::optional<T>& value) {
    if (value) object[key] = to_iso(*value);
}

template <class T, class Write>
Json write_languages(const PerLanguage<T>& texts, Write write) {
    Json object = Json::object();
    for (const auto& [language, text] : texts)
        object[std::string(code(language))] = write(text);
    return object;
}

Json write_languages(const PerLanguage<std::string>& texts) {
    return write_languages(texts, [](const std::string& text) { return Json(text); });
}

Json write_list(const std::vector<Language>& languages) {
    Json list = Json::array();
    for (const Language language : languages)
        list.push_back(std::string(code(language)));
    return list;
}

Json write_base(const ItemBase& item) {
    Json object = {{"id", item.id}};
    put(object, "topic", item.topic);
    put_iso(object, "from", item.validity.from);
    put_iso(object, "until", item.validity.until);
    if (item.weight != 1) object["weight"] = item.weight;
    put(object, "groups", Json(item.groups));
    return object;
}

int per_mille(double part) {
    return static_cast<int>(std::lround(part * 1000.0));
}

Json write(const Photo& photo) {
    Json object = {{"file", photo.file},
                   {"sha256", photo.sha256},
                   {"focus", {per_mille(photo.focus_x), per_mille(photo.focus_y)}}};
    if (photo.decorative) object["decorative"] = true;
    put(object, "alternative", write_languages(photo.alternative));
    put(object, "credit", photo.credit);
    put(object, "credit_in", write_languages(photo.credit_in));
    return object;
}

Json write(const Hyperlink& link) {
    Json object = {{"url", link.url}, {"text", write_languages(link.text)}};
    if (link.language) object["language"] = std::string(code(*link.language));
    return object;
}

Json write(const Span& span) {
    if (const auto* timed = std::get_if<TimedSpan>(&span)) {
        return {{"start", to_iso(timed->start)}, {"end", to_iso(timed->end)}, {"zone", timed->zone}};
    }
    if (const auto* whole_days = std::get_if<DaySpan>(&span)) {
        Json object = {{"first_day", to_iso(whole_days->first)}, {"last_day", to_iso(whole_days->last)}};
        if (!whole_days->time_confirmed) object["time_confirmed"] = false;
        return object;
    }
    const auto& months = *std::get_if<MonthSpan>(&span);
    return {{"first_month", to_iso(months.first)}, {"last_month", to_iso(months.last)}};
}

std::string finish(const Json& object) {
    // Checked items are UTF-8; should one not be, a replacement character beats an exception.
    return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

template <class Item>
void encode_all(const std::vector<Item>& items, ItemKind kind, std::vector<EncodedItem>& encoded) {
    for (const Item& item : items)
        encoded.push_back({kind, item.id, to_json(item)});
}

}  // namespace

std::string to_json(const Edition& edition) {
    Json object = {{"id", edition.id},
                   {"title", write_languages(edition.title)},
                   {"default_language", std::string(code(edition.default_language))},
                   {"languages", write_list(edition.languages)},
                   {"zone", edition.zone}};
    if (edition.host_language) object["host_language"] = std::string(code(*edition.host_language));
    put(object, "wordmark", write_languages(edition.wordmark, [](const Wordmark& wordmark) {
            return Json{{"name", wordmark.name}, {"unit", wordmark.unit}};
        }));
    put(object, "venue", write_languages(edition.venue, [](const Venue& venue) {
            return Json{{"name", venue.name}, {"welcome", venue.welcome}};
        }));
    put(object, "home_url", edition.home_url);
    Json topics = Json::array();
    for (const Topic& topic : edition.topics) {
        topics.push_back({{"id", topic.id}, {"look", topic.look}, {"name", write_languages(topic.name)}});
    }
    put(object, "topics", std::move(topics));
    Json loop = {{"board_every_seconds", edition.loop.board_every_seconds}};
    put(loop, "languages", write_list(edition.loop.languages));
    object["rotation"] = std::move(loop);  // its name since format 1, and screens refuse an edition without it
    return finish(object);
}

std::string to_json(const Story& story) {
    Json object = write_base(story);
    object["texts"] = write_languages(story.texts, [](const StoryText& text) {
        Json texts = {{"headline", text.headline}};
        put(texts, "gist", text.gist);
        put(texts, "body", text.body);
        put(texts, "place", text.place);
        put(texts, "kicker", text.kicker);
        return texts;
    });
    Json figures = Json::array();
    for (const Figure& figure : story.figures) {
        figures.push_back({{"value", figure.value}, {"label", write_languages(figure.label)}});
    }
    put(object, "figures", std::move(figures));
    Json links = Json::array();
    for (const Hyperlink& link : story.links)
        links.push_back(write(link));
    put(object, "links", std::move(links));
    put_iso(object, "first_day", story.first_day);
    put_iso(object, "last_day", story.last_day);
    if (story.photo) object["photo"] = write(*story.photo);
    return finish(object);
}

std::string to_json(const Event& event) {
    Json object = write_base(event);
    object["texts"] = write_languages(event.texts, [](const EventText& text) {
        Json texts = {{"title", text.title}};
        put(texts, "place", text.place);
        put(texts, "room", text.room);
        put(texts, "floor", text.floor);
        put(texts, "kind", text.kind);
        put(texts, "audience", text.audience);
        put(texts, "description", text.description);
        return texts;
    });
    object["when"] = write(event.when);
    if (event.is_virtual) object["virtual"] = true;
    if (event.status != EventStatus::scheduled) {
        object["status"] = std::string(name_of(event_status_names, event.status));
    }
    put_iso(object, "changed_at", event.changed_at);
    put(object, "old_room", write_languages(event.old_room));
    put_iso(object, "delayed_from", event.delayed_from);
    put(object, "languages", write_list(event.languages));
    put(object, "url", event.url);
    return finish(object);
}

std::string to_json(const Call& call) {
    Json object = write_base(call);
    object["texts"] = write_languages(call.texts, [](const CallText& text) {
        Json texts = {{"headline", text.headline}};
        put(texts, "gist", text.gist);
        put(texts, "deadline_words", text.deadline_words);
        return texts;
    });
    object["deadline"] = to_iso(call.deadline);
    object["zone"] = call.zone;
    Json parts = Json::array();
    for (const SubCall& part : call.parts) {
        Json entry = {{"title", write_languages(part.title)}};
        put_iso(entry, "date", part.date);
        put_iso(entry, "deadline", part.deadline);
        put(entry, "deadline_words", write_languages(part.deadline_words));
        parts.push_back(std::move(entry));
    }
    put(object, "parts", std::move(parts));
    put(object, "url", call.url);
    return finish(object);
}

std::string to_json(const Link& link) {
    Json object = write_base(link);
    object["texts"] = write_languages(link.texts, [](const LinkText& text) {
        Json texts = {{"label", text.label}};
        put(texts, "kicker", text.kicker);
        return texts;
    });
    object["url"] = link.url;
    put(object, "short", link.short_url);
    return finish(object);
}

std::string to_json(const Notice& notice) {
    Json object = write_base(notice);
    object["level"] = std::string(name_of(notice_level_names, notice.level));
    if (notice.kind != NoticeKind::message) object["kind"] = std::string(name_of(notice_kind_names, notice.kind));
    if (notice.level == NoticeLevel::emergency) {
        object["template"] = std::string(name_of(emergency_names, notice.emergency));
    }
    put(object, "texts", write_languages(notice.texts, [](const NoticeText& text) {
            Json texts = Json::object();
            put(texts, "headline", text.headline);
            put(texts, "detail", text.detail);
            put(texts, "old_room", text.old_room);
            put(texts, "new_room", text.new_room);
            put(texts, "directions", text.directions);
            return texts;
        }));
    object["posted"] = to_iso(notice.posted);
    put(object, "posted_by", notice.posted_by);
    put(object, "posted_by_in", write_languages(notice.posted_by_in));
    put(object, "event", notice.event_uid);
    return finish(object);
}

std::vector<EncodedItem> encode_items(const Pack& pack) {
    std::vector<EncodedItem> encoded;
    encode_all(pack.stories, ItemKind::story, encoded);
    encode_all(pack.events, ItemKind::event, encoded);
    encode_all(pack.calls, ItemKind::call, encoded);
    encode_all(pack.links, ItemKind::link, encoded);
    encode_all(pack.notices, ItemKind::notice, encoded);
    return encoded;
}

}  // namespace content
