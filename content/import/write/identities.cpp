#include "content/import/write/identities.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <type_traits>
#include <utility>

#include "content/import/common/cleanup.h"
#include "content/import/common/slug.h"

namespace content {
namespace {

std::string title_of(const Event& event) {
    return event.texts.empty() ? std::string() : fold_words(event.texts.begin()->second.title);
}

std::string title_of(const Story& story) {
    return story.texts.empty() ? std::string() : fold_words(story.texts.begin()->second.headline);
}

std::string title_of(const Call& call) {
    return call.texts.empty() ? std::string() : fold_words(call.texts.begin()->second.headline);
}

std::string title_of(const Link& link) {
    return link.texts.empty() ? std::string() : fold_words(link.texts.begin()->second.label);
}

/// When an event begins, as a day and the minutes of it.
Instant begin_of(const Event& event) {
    if (const auto* timed = std::get_if<TimedSpan>(&event.when)) return timed->start;
    if (const auto* days = std::get_if<DaySpan>(&event.when)) return start_of_day(days->first, "UTC");
    const Month& month = std::get_if<MonthSpan>(&event.when)->first;
    return start_of_day(Date{month / std::chrono::day(1)}, "UTC");
}

/// "0@default", "12": numbers that every file of some programs begins with.
bool is_weak_id(const std::string& id) {
    constexpr std::size_t shortest = 8;  // characters that no counter has
    const std::string_view own = std::string_view(id).substr(0, id.find('@'));
    return own.size() < shortest || own.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_same_thing(const Event& a, const Event& b) {
    const bool has_title = title_of(a) == title_of(b);
    const bool has_start = begin_of(a) == begin_of(b);
    return is_weak_id(a.id) ? has_title && has_start : has_title || has_start;
}

bool is_same_thing(const Story& a, const Story& b) {
    if (!a.links.empty() && !b.links.empty()) return a.links.front().url == b.links.front().url;
    const std::string empty;
    const std::string& first = a.texts.empty() ? empty : a.texts.begin()->second.body;
    const std::string& second = b.texts.empty() ? empty : b.texts.begin()->second.body;
    return first == second;
}

bool is_same_thing(const Call& a, const Call& b) {
    return a.deadline == b.deadline || (!a.url.empty() && a.url == b.url);
}

bool is_same_thing(const Link& a, const Link& b) {
    return a.url == b.url;
}

template <class Item>
std::map<std::string, const Item*> by_id(const std::vector<Item>& items) {
    std::map<std::string, const Item*> map;
    for (const Item& item : items)
        map.emplace(item.id, &item);
    return map;
}

template <class Item>
void part(const std::string& kind, const std::string& tag, const std::vector<Item>& last, const std::vector<Item>& pack,
          std::vector<Item>& next, std::vector<PartedItem>& parted) {
    const auto of_source = by_id(last);
    const auto of_pack = by_id(pack);
    for (Item& item : next) {
        if (of_source.contains(item.id)) continue;
        // What an event is known by is no slug.
        std::string own = std::is_same_v<Item, Event> ? item.id + "/" + tag : with_ending(item.id, "-" + tag);
        if (!of_source.contains(own)) {
            const auto other = of_pack.find(item.id);
            if (other == of_pack.end() || is_same_thing(*other->second, item)) continue;
            parted.push_back({kind + "/" + item.id, own});
        }
        item.id = std::move(own);
    }
}

/// How many items of `next` have the identity or the title of one of `last`.
template <class Item>
std::size_t count_shared(const std::vector<Item>& last, const std::vector<Item>& next) {
    std::set<std::string> known;
    std::set<std::string> titles;
    for (const Item& item : last) {
        if constexpr (!std::is_same_v<Item, Event>) known.insert(item.id);
        titles.insert(title_of(item));
    }
    return static_cast<std::size_t>(std::count_if(next.begin(), next.end(), [&](const Item& item) {
        return known.contains(item.id) || titles.contains(title_of(item));
    }));
}

std::size_t count_items(const Pack& pack) {
    return pack.events.size() + pack.stories.size() + pack.calls.size() + pack.links.size();
}

}  // namespace

void keep_identities(const Pack& last, const std::set<std::string>& made, Pack& next) {
    std::set<std::string> taken;
    for (const Event& event : next.events)
        taken.insert(event.id);
    std::multimap<std::string, const Event*> gone;  // by title
    std::set<std::string> known;
    for (const Event& event : last.events) {
        known.insert(event.id);
        // Only what was made of title and start may stand for another start.
        if (taken.contains(event.id)) continue;
        std::string title = title_of(event);
        if (event.id.starts_with(make_slug(title) + "-")) gone.emplace(std::move(title), &event);
    }
    for (Event& event : next.events) {
        if (!made.contains(event.id) || known.contains(event.id)) continue;
        const auto [first, end] = gone.equal_range(title_of(event));
        const auto distance = [&](const auto& entry) {
            const auto apart = begin_of(*entry.second) - begin_of(event);
            return apart.count() < 0 ? -apart : apart;
        };
        const auto nearest =
            std::min_element(first, end, [&](const auto& a, const auto& b) { return distance(a) < distance(b); });
        if (nearest == end) continue;
        event.id = nearest->second->id;
        gone.erase(nearest);
    }
}

std::vector<PartedItem> part_identities(const Pack& last, const Pack& pack, const std::string& tag, Pack& next) {
    std::vector<PartedItem> parted;
    part("event", tag, last.events, pack.events, next.events, parted);
    part("story", tag, last.stories, pack.stories, next.stories, parted);
    part("call", tag, last.calls, pack.calls, next.calls, parted);
    part("link", tag, last.links, pack.links, next.links, parted);
    return parted;
}

bool is_same_source(const Pack& last, const Pack& next) {
    const std::size_t shared = count_shared(last.events, next.events) + count_shared(last.stories, next.stories) +
                               count_shared(last.calls, next.calls) + count_shared(last.links, next.links);
    const std::size_t smaller = std::min(count_items(last), count_items(next));
    constexpr std::size_t most = 3;  // two thirds
    return smaller > 0 && shared * most >= smaller * (most - 1);
}

}  // namespace content
