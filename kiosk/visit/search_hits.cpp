#include "kiosk/visit/search_hits.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "content/base/time.h"

namespace kiosk {
namespace {

using content::Hit;
using content::ItemKind;

// Of what is found, so many are looked at: enough that current items are not hidden behind old ones.
constexpr std::size_t max_candidates = 2000;

enum class Standing { hidden, over, current };

Standing standing_of(const content::Event& event, const View& view, const std::string& zone) {
    if (!view.clock_trusted) return Standing::current;
    content::Instant end = view.now;
    if (const auto* timed = std::get_if<content::TimedSpan>(&event.when)) {
        end = timed->end;
    } else if (const auto* days = std::get_if<content::DaySpan>(&event.when)) {
        end = content::start_of_day(content::add_days(days->last, 1), zone);
    } else {
        const content::Month after = std::get<content::MonthSpan>(event.when).last + std::chrono::months{1};
        end = content::start_of_day(after / 1, zone);
    }
    return end <= view.now ? Standing::over : Standing::current;
}

/// Where an item comes among those that match as well.
struct Place {
    Standing standing = Standing::hidden;
    content::Instant time;  ///< of what it shows; the beginning of all time when it shows none
};

constexpr content::Instant no_time = content::Instant::min();

content::Instant time_of(const content::Event& event, const std::string& zone) {
    if (const auto* timed = std::get_if<content::TimedSpan>(&event.when)) return timed->start;
    if (const auto* days = std::get_if<content::DaySpan>(&event.when)) return content::start_of_day(days->first, zone);
    return content::start_of_day(std::get<content::MonthSpan>(event.when).first / 1, zone);
}

template <class Item, class Judge>
void judge_all(std::unordered_map<std::string, Place>& places, ItemKind kind, const std::vector<Item>& items,
               const View& view, Judge judge) {
    for (const Item& item : items) {
        if (!item.validity.contains(view.now) || item.texts.empty()) continue;
        places.emplace(std::string(content::name(kind)) + ' ' + item.id, judge(item));
    }
}

}  // namespace

std::vector<Hit> search_hits(const content::Search& search, const View& view, const content::Pack& pack,
                             std::size_t limit) {
    if (!view.browsing) return {};
    std::vector<Hit> hits = search.find(view.browsing->query.text(), view.language, std::max(limit, max_candidates));
    if (hits.empty()) return hits;
    const std::string& zone = pack.edition.zone;
    std::unordered_map<std::string, Place> places;
    judge_all(places, ItemKind::story, pack.stories, view, [&](const content::Story& story) {
        return Place{Standing::current, story.first_day ? content::start_of_day(*story.first_day, zone) : no_time};
    });
    judge_all(places, ItemKind::link, pack.links, view, [](const auto&) { return Place{Standing::current, no_time}; });
    judge_all(places, ItemKind::call, pack.calls, view, [&](const content::Call& call) {
        return Place{call.deadline <= view.now ? Standing::hidden : Standing::current, call.deadline};
    });
    judge_all(places, ItemKind::event, pack.events, view, [&](const content::Event& event) {
        return Place{standing_of(event, view, zone), time_of(event, zone)};
    });
    const auto place_of = [&](const Hit& hit) {
        const auto found = places.find(std::string(content::name(hit.kind)) + ' ' + hit.id);
        return found == places.end() ? Place() : found->second;
    };
    struct Placed {
        Hit hit;
        Place place;
    };
    std::vector<Placed> placed;
    for (Hit& hit : hits) {
        const Place place = place_of(hit);
        if (place.standing != Standing::hidden) placed.push_back({std::move(hit), place});
    }
    std::ranges::stable_sort(placed, {}, [](const Placed& one) {
        return std::tuple(one.place.standing == Standing::over, one.hit.rank, one.place.time);
    });
    hits.clear();
    for (Placed& one : placed)
        hits.push_back(std::move(one.hit));
    if (hits.size() > limit) hits.resize(limit);
    return hits;
}

}  // namespace kiosk
