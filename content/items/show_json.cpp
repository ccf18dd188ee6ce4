#include "content/items/show_json.h"

#include <nlohmann/json.hpp>

#include "content/items/enum_names.h"

namespace content {
namespace {

/// Keys in the order in which people read them; the canonical form of json_write.cpp sorts them instead.
using OrderedJson = nlohmann::ordered_json;

OrderedJson or_null(const std::string& text) {
    return text.empty() ? OrderedJson() : OrderedJson(text);
}

template <class T>
OrderedJson or_null(const std::optional<T>& value) {
    return value ? OrderedJson(to_iso(*value)) : OrderedJson();
}

OrderedJson or_null(const std::optional<Instant>& value, const std::string& zone) {
    return value ? OrderedJson(to_iso(*value, zone)) : OrderedJson();
}

OrderedJson show(const std::optional<Language>& language) {
    return language ? OrderedJson(std::string(code(*language))) : OrderedJson();
}

OrderedJson show(const std::vector<Language>& languages) {
    OrderedJson list = OrderedJson::array();
    for (const Language language : languages)
        list.push_back(std::string(code(language)));
    return list;
}

template <class T, class Show>
OrderedJson show(const PerLanguage<T>& texts, Show show_text) {
    OrderedJson object = OrderedJson::object();
    for (const auto& [language, text] : texts)
        object[std::string(code(language))] = show_text(text);
    return object;
}

OrderedJson show(const PerLanguage<std::string>& texts) {
    return show(texts, [](const std::string& text) { return OrderedJson(text); });
}

OrderedJson base(const ItemBase& item, const char* id_key, const Edition& edition) {
    OrderedJson object;
    object[id_key] = item.id;
    object["topic"] = or_null(item.topic);
    object["from"] = or_null(item.validity.from, edition.zone);
    object["until"] = or_null(item.validity.until, edition.zone);
    object["weight"] = item.weight;
    object["groups"] = item.groups;
    return object;
}

OrderedJson show(const Edition& edition) {
    OrderedJson object;
    object["id"] = edition.id;
    object["title"] = show(edition.title);
    object["default_language"] = std::string(code(edition.default_language));
    object["languages"] = show(edition.languages);
    object["host_language"] = show(edition.host_language);
    object["zone"] = edition.zone;
    object["wordmark"] = show(edition.wordmark, [](const Wordmark& wordmark) {
        return OrderedJson{{"name", wordmark.name}, {"unit", wordmark.unit}};
    });
    object["venue"] = show(edition.venue, [](const Venue& venue) {
        return OrderedJson{{"name", venue.name}, {"welcome", venue.welcome}};
    });
    object["home_url"] = or_null(edition.home_url);
    object["topics"] = OrderedJson::array();
    for (const Topic& topic : edition.topics) {
        object["topics"].push_back({{"id", topic.id}, {"look", topic.look}, {"name", show(topic.name)}});
    }
    object["rotation"] = {{"languages", show(edition.loop.languages)},
                          {"board_every_seconds", edition.loop.board_every_seconds}};
    return object;
}

OrderedJson show(const Story& story, const Edition& edition) {
    OrderedJson object = base(story, "id", edition);
    object["languages"] = show(story.texts, [](const StoryText& text) {
        return OrderedJson{{"headline", text.headline},
                           {"gist", or_null(text.gist)},
                           {"body", or_null(text.body)},
                           {"place", or_null(text.place)},
                           {"kicker", or_null(text.kicker)}};
    });
    object["figures"] = OrderedJson::array();
    for (const Figure& figure : story.figures) {
        object["figures"].push_back({{"value", figure.value}, {"label", show(figure.label)}});
    }
    object["links"] = OrderedJson::array();
    for (const Hyperlink& link : story.links) {
        object["links"].push_back({{"text", or_null(text_in(link.text, edition.default_language, edition))},
                                   {"texts", show(link.text)},
                                   {"url", link.url},
                                   {"language", show(link.language)}});
    }
    object["dates"] = {{"from", or_null(story.first_day)}, {"to", or_null(story.last_day)}};
    object["photo"] = nullptr;
    if (story.photo) {
        object["photo"] = {{"file", story.photo->file},
                           {"sha256", story.photo->sha256},
                           {"focus", {story.photo->focus_x, story.photo->focus_y}},
                           {"decorative", story.photo->decorative},
                           {"alt", show(story.photo->alternative)},
                           {"credit", or_null(story.photo->credit)},
                           {"credits", show(story.photo->credit_in)}};
    }
    return object;
}

/// start, end, all_day, time_confirmed, months, zone.
void show_span(const Span& span, const Edition& edition, OrderedJson& object) {
    object["start"] = nullptr;
    object["end"] = nullptr;
    object["all_day"] = false;
    object["time_confirmed"] = true;
    object["months"] = nullptr;
    object["zone"] = edition.zone;
    if (const auto* timed = std::get_if<TimedSpan>(&span)) {
        object["start"] = to_iso(timed->start, timed->zone);
        object["end"] = to_iso(timed->end, timed->zone);
        object["zone"] = timed->zone;
    } else if (const auto* whole_days = std::get_if<DaySpan>(&span)) {
        object["start"] = to_iso(whole_days->first);
        object["end"] = to_iso(whole_days->last);
        object["all_day"] = true;
        object["time_confirmed"] = whole_days->time_confirmed;
    } else if (const auto* months = std::get_if<MonthSpan>(&span)) {
        OrderedJson list = OrderedJson::array();
        constexpr int most = 1200;  // a century; a longer span is a slip of somebody's
        for (Month month = months->first; month <= months->last && list.size() < most;
             month += std::chrono::months(1)) {
            list.push_back(to_iso(month));
        }
        object["months"] = std::move(list);
        object["time_confirmed"] = false;
    }
}

OrderedJson show(const Event& event, const Edition& edition) {
    OrderedJson object = base(event, "uid", edition);
    object["languages"] = show(event.texts, [](const EventText& text) {
        return OrderedJson{{"title", text.title},
                           {"place", or_null(text.place)},
                           {"room", or_null(text.room)},
                           {"floor", or_null(text.floor)},
                           {"kind", or_null(text.kind)},
                           {"audience", or_null(text.audience)},
                           {"description", or_null(text.description)}};
    });
    show_span(event.when, edition, object);
    const EventText& text = text_in(event.texts, edition.default_language, edition);
    object["place"] = or_null(text.place);
    object["room"] = or_null(text.room);
    object["virtual"] = event.is_virtual;
    object["status"] = std::string(name_of(event_status_names, event.status));
    object["changed_at"] = or_null(event.changed_at, edition.zone);
    object["old_room"] = show(event.old_room);
    object["delayed_from"] = or_null(event.delayed_from, edition.zone);
    object["spoken_languages"] = show(event.languages);
    object["url"] = or_null(event.url);
    return object;
}

OrderedJson show(const Call& call, const Edition& edition) {
    OrderedJson object = base(call, "id", edition);
    object["languages"] = show(call.texts, [](const CallText& text) {
        return OrderedJson{{"headline", text.headline},
                           {"gist", or_null(text.gist)},
                           {"deadline_words", or_null(text.deadline_words)}};
    });
    object["deadline"] = to_iso(call.deadline, call.zone);
    object["zone"] = call.zone;
    object["parts"] = OrderedJson::array();
    for (const SubCall& part : call.parts) {
        object["parts"].push_back({{"title", show(part.title)},
                                   {"date", or_null(part.date)},
                                   {"deadline", or_null(part.deadline, call.zone)},
                                   {"deadline_words", show(part.deadline_words)}});
    }
    object["url"] = or_null(call.url);
    return object;
}

OrderedJson show(const Link& link, const Edition& edition) {
    OrderedJson object = base(link, "id", edition);
    object["languages"] = show(link.texts, [](const LinkText& text) {
        return OrderedJson{{"label", text.label}, {"kicker", or_null(text.kicker)}};
    });
    object["url"] = link.url;
    return object;
}

OrderedJson show(const Notice& notice, const Edition& edition) {
    OrderedJson object = base(notice, "id", edition);
    object["level"] = std::string(name_of(notice_level_names, notice.level));
    object["kind"] = std::string(name_of(notice_kind_names, notice.kind));
    object["template"] = notice.level == NoticeLevel::emergency
                             ? OrderedJson(std::string(name_of(emergency_names, notice.emergency)))
                             : OrderedJson();
    object["languages"] = show(notice.texts, [](const NoticeText& text) {
        return OrderedJson{{"headline", or_null(text.headline)},
                           {"detail", or_null(text.detail)},
                           {"old_room", or_null(text.old_room)},
                           {"new_room", or_null(text.new_room)},
                           {"directions", or_null(text.directions)}};
    });
    object["posted"] = to_iso(notice.posted, edition.zone);
    object["posted_by"] = or_null(notice.posted_by);
    object["posted_by_texts"] = show(notice.posted_by_in);
    object["event"] = or_null(notice.event_uid);
    return object;
}

template <class Item>
OrderedJson show_all(const std::vector<Item>& items, const Edition& edition) {
    OrderedJson list = OrderedJson::array();
    for (const Item& item : items)
        list.push_back(show(item, edition));
    return list;
}

}  // namespace

std::string show_json(const Pack& pack) {
    OrderedJson object;
    object["edition"] = show(pack.edition);
    object["stories"] = show_all(pack.stories, pack.edition);
    object["events"] = show_all(pack.events, pack.edition);
    object["calls"] = show_all(pack.calls, pack.edition);
    object["links"] = show_all(pack.links, pack.edition);
    object["notices"] = show_all(pack.notices, pack.edition);
    return object.dump(2, ' ', false, OrderedJson::error_handler_t::replace) + "\n";
}

}  // namespace content
