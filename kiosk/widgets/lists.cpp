#include "kiosk/widgets/lists.h"

#include <algorithm>
#include <set>

#include "content/items/closed_calls.h"
#include "content/items/event_time.h"
#include "kiosk/loop/programme.h"

namespace kiosk {
namespace {

using content::Date;

constexpr int max_by_days = 7;

bool is_for_screen(const Composer& composer, const content::ItemBase& item) {
    return item.validity.contains(composer.view().now) && is_for_groups(item.groups, composer.screen().groups);
}

template <class Item>
std::vector<const Item*> items_now(Composer& composer, const std::vector<Item>& items) {
    std::vector<const Item*> found;
    for (const Item& item : items) {
        if (item.validity.from) composer.changes_at(*item.validity.from);
        if (item.validity.until) composer.changes_at(*item.validity.until);
        if (is_for_screen(composer, item) && !item.texts.empty()) found.push_back(&item);
    }
    return found;
}

}  // namespace

std::vector<const content::Story*> stories_now(Composer& composer, const std::string& topic) {
    auto stories = items_now(composer, composer.pack().stories);
    if (!topic.empty()) std::erase_if(stories, [&](const content::Story* story) { return story->topic != topic; });
    std::ranges::stable_sort(stories, [](const content::Story* a, const content::Story* b) {
        return a->first_day && (!b->first_day || *a->first_day > *b->first_day);
    });
    return stories;
}

std::vector<const content::Call*> calls_now(Composer& composer) {
    auto calls = items_now(composer, composer.pack().calls);
    std::erase_if(calls, [&](const content::Call* call) { return call->deadline <= composer.view().now; });
    std::ranges::stable_sort(calls, {}, [](const content::Call* call) { return call->deadline; });
    for (const content::Call* call : calls)
        composer.changes_at(call->deadline);
    return calls;
}

bool is_offered(const Composer& composer, const std::string& address) {
    return content::closed_call_at(address, composer.pack(), time_of_offers(composer.view())) == nullptr;
}

void changes_at_deadlines(Composer& composer) {
    if (!composer.view().clock_trusted) return;
    for (const content::Call& call : composer.pack().calls)
        composer.changes_at(call.deadline);
}

std::vector<const content::Link*> links_now(Composer& composer) {
    auto links = items_now(composer, composer.pack().links);
    std::erase_if(links, [&](const content::Link* link) {
        return content::closed_call_of(*link, composer.pack(), time_of_offers(composer.view())) != nullptr;
    });
    changes_at_deadlines(composer);
    return links;
}

std::vector<const content::Topic*> topics_now(Composer& composer) {
    std::set<std::string> used;
    for (const content::Story* story : stories_now(composer, {}))
        used.insert(story->topic);
    std::vector<const content::Topic*> topics;
    for (const content::Topic& topic : composer.edition().topics) {
        if (used.contains(topic.id)) topics.push_back(&topic);
    }
    return topics;
}

std::vector<Date> event_days(const Composer& composer) {
    std::set<Date> days;
    for (const content::Event& event : composer.pack().events) {
        if (!is_for_screen(composer, event)) continue;
        const content::EventTime time = content::time_of(event, composer.pack(), composer.view().now);
        if (time.timing == content::EventTiming::months) continue;
        const int length = time.days();
        for (int day = 0; day < (length > max_by_days ? 1 : length); ++day)
            days.insert(content::add_days(time.first, day));
    }
    return {days.begin(), days.end()};
}

}  // namespace kiosk
