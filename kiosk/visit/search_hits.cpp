#include "kiosk/visit/search_hits.h"

#include <algorithm>
#include <unordered_map>

#include "content/base/time.h"

namespace kiosk {
namespace {

using content::Hit;
using content::ItemKind;

// Of what is found, so many are looked at: enough that current items are not hidden behind old ones.
constexpr std::size_t max_candidates = 500;

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

template <class Item, class Judge>
void judge_all(std::unordered_map<std::string, Standing>& standings, ItemKind kind, const std::vector<Item>& items,
               const View& view, Judge judge) {
    for (const Item& item : items) {
        if (!item.validity.contains(view.now) || item.texts.empty()) continue;
        standings.emplace(std::string(content::name(kind)) + ' ' + item.id, judge(item));
    }
}

}  // namespace

std::vector<Hit> search_hits(const content::Search& search, const View& view, const content::Pack& pack,
                             std::size_t limit) {
    if (!view.browsing) return {};
    std::vector<Hit> hits = search.find(view.browsing->query.text(), view.language, std::max(limit, max_candidates));
    if (hits.empty()) return hits;
    std::unordered_map<std::string, Standing> standings;
    const auto is_current = [](const auto&) { return Standing::current; };
    judge_all(standings, ItemKind::story, pack.stories, view, is_current);
    judge_all(standings, ItemKind::link, pack.links, view, is_current);
    judge_all(standings, ItemKind::call, pack.calls, view, [&](const content::Call& call) {
        return call.deadline <= view.now ? Standing::hidden : Standing::current;
    });
    judge_all(standings, ItemKind::event, pack.events, view,
              [&](const content::Event& event) { return standing_of(event, view, pack.edition.zone); });
    const auto standing = [&](const Hit& hit) {
        const auto found = standings.find(std::string(content::name(hit.kind)) + ' ' + hit.id);
        return found == standings.end() ? Standing::hidden : found->second;
    };
    std::erase_if(hits, [&](const Hit& hit) { return standing(hit) == Standing::hidden; });
    std::stable_partition(hits.begin(), hits.end(), [&](const Hit& hit) { return standing(hit) == Standing::current; });
    if (hits.size() > limit) hits.resize(limit);
    return hits;
}

}  // namespace kiosk
