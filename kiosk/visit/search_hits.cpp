#include "kiosk/visit/search_hits.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "content/items/closed_calls.h"
#include "content/items/event_time.h"

namespace kiosk {
namespace {

using content::Hit;
using content::ItemKind;

// Of what is found, so many are looked at: enough that current items are not hidden behind old ones.
constexpr std::size_t max_candidates = 2000;

enum class Standing { hidden, over, current };

/// Where an item comes among those that match as well.
struct Place {
    Standing standing = Standing::hidden;
    content::Instant time;  ///< of what it shows; the beginning of all time when it shows none
};

constexpr content::Instant no_time = content::Instant::min();

Place place_of_event(const content::Event& event, const View& view, const content::Pack& pack) {
    const content::EventTime time = content::time_of(event, pack, view.now);
    const bool is_over = view.clock_trusted && content::phase_at(time, view.now) == content::EventPhase::over;
    return {is_over ? Standing::over : Standing::current, time.start};
}

/// Of what was found, by kind and id.
using Places = std::unordered_map<std::string, Place>;

std::string place_key(ItemKind kind, const std::string& id) {
    return std::string(content::name(kind)) + ' ' + id;
}

/// Only what was found is judged: a pack has thousands of items, and this runs for each letter.
template <class Item, class Judge>
void judge_found(Places& places, ItemKind kind, const std::vector<Item>& items, const View& view, Judge judge) {
    for (const Item& item : items) {
        if (!item.validity.contains(view.now) || item.texts.empty()) continue;
        const auto found = places.find(place_key(kind, item.id));
        if (found != places.end()) found->second = judge(item);
    }
}

}  // namespace

std::vector<Hit> search_hits(const content::Search& search, const View& view, const content::Pack& pack,
                             std::size_t limit) {
    if (!view.browsing) return {};
    std::vector<Hit> hits = search.find(view.browsing->query.text(), view.language, std::max(limit, max_candidates));
    if (hits.empty()) return hits;
    const std::string& zone = pack.edition.zone;
    Places places;
    for (const Hit& hit : hits)
        places.try_emplace(place_key(hit.kind, hit.id));
    judge_found(places, ItemKind::story, pack.stories, view, [&](const content::Story& story) {
        return Place{Standing::current, story.first_day ? content::start_of_day(*story.first_day, zone) : no_time};
    });
    judge_found(places, ItemKind::link, pack.links, view, [&](const content::Link& link) {
        const bool is_closed = content::closed_call_of(link, pack, time_of_offers(view)) != nullptr;
        return Place{is_closed ? Standing::hidden : Standing::current, no_time};
    });
    judge_found(places, ItemKind::call, pack.calls, view, [&](const content::Call& call) {
        return Place{call.deadline <= view.now ? Standing::hidden : Standing::current, call.deadline};
    });
    judge_found(places, ItemKind::event, pack.events, view,
                [&](const content::Event& event) { return place_of_event(event, view, pack); });
    struct Placed {
        Hit hit;
        Place place;
    };
    std::vector<Placed> placed;
    for (Hit& hit : hits) {
        const Place place = places.at(place_key(hit.kind, hit.id));
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
