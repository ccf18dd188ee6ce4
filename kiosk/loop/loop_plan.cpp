#include "kiosk/loop/loop_plan.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <map>

#include "content/items/closed_calls.h"
#include "kiosk/loop/programme.h"
#include "kiosk/loop/reading_time.h"
#include "kiosk/text/theme.h"

namespace kiosk {

using namespace std::chrono_literals;
using content::Instant;
using content::Language;

namespace {

constexpr std::size_t links_per_page = 6;
constexpr std::size_t max_links_pages = 2;  // further links live in browse

Scene scene_of(SceneKind kind, std::string id, int page) {
    Scene scene;
    scene.kind = kind;
    scene.id = std::move(id);
    scene.page = page;
    return scene;
}

bool is_shown(const content::ItemBase& item, const Screen& screen, Instant now) {
    return item.validity.contains(now) && is_for_groups(item.groups, screen.groups);
}

/// One showing of a story within the loop. `key` spreads the showings of a heavy story evenly.
struct StorySlot {
    const content::Story* story = nullptr;
    double key = 0;
};

std::string variety(const content::Story& story) {
    return story.topic.empty() ? "\n" + story.id : story.topic;
}

using Queues = std::map<std::string, std::deque<StorySlot>>;

/// The queue whose head comes first by key among those that may follow `previous`; a topic that could otherwise not be
/// kept apart any more goes first. `previous` again only when nothing else is left.
Queues::iterator choose_next(Queues& queues, const std::string& previous, std::size_t remaining) {
    auto best = queues.end();
    for (auto it = queues.begin(); it != queues.end(); ++it) {
        if (it->first == previous) continue;
        if (2 * it->second.size() > remaining) return it;
        if (best == queues.end() || it->second.front().key < best->second.front().key) best = it;
    }
    return best == queues.end() ? queues.begin() : best;
}

/// Every story as often as its weight says, no topic twice in a row while there is another. The loop repeats, so its
/// last and first stories are neighbours too.
std::vector<const content::Story*> order_stories(const std::vector<const content::Story*>& stories) {
    std::vector<StorySlot> showings;
    const auto count = static_cast<double>(stories.size());
    for (std::size_t i = 0; i < stories.size(); ++i) {
        const int weight = stories.size() == 1 ? 1 : std::clamp(stories[i]->weight, 1, 3);
        for (int copy = 0; copy < weight; ++copy) {
            const double key = (copy + (static_cast<double>(i) + 0.5) / count) / weight;
            showings.push_back({stories[i], key});
        }
    }
    std::ranges::stable_sort(showings, {}, &StorySlot::key);
    Queues queues;
    for (const StorySlot& showing : showings)
        queues[variety(*showing.story)].push_back(showing);

    std::vector<const content::Story*> ordered;
    std::string previous;
    for (std::size_t remaining = showings.size(); remaining > 0; --remaining) {
        const auto next = choose_next(queues, previous, remaining);
        previous = next->first;
        ordered.push_back(next->second.front().story);
        next->second.pop_front();
        if (next->second.empty()) queues.erase(next);
    }
    // Move the last story to the first place where both neighbours differ from it, and what it leaves behind differs.
    if (ordered.size() > 2 && variety(*ordered.back()) == variety(*ordered.front())) {
        const std::string last = variety(*ordered.back());
        for (std::size_t i = 1; i + 2 < ordered.size(); ++i) {
            if (variety(*ordered[i - 1]) == last || variety(*ordered[i]) == last) continue;
            if (variety(*ordered[ordered.size() - 2]) == variety(*ordered.front())) break;
            std::rotate(ordered.begin() + static_cast<std::ptrdiff_t>(i), ordered.end() - 1, ordered.end());
            break;
        }
    }
    return ordered;
}

Slide story_slide(const content::Story& story, const content::Edition& edition, Language language) {
    const Language shown = content::choose_language(story.texts, language, edition);
    const content::StoryText& text = content::text_in(story.texts, language, edition);
    const bool has_code = !story.links.empty() || !edition.home_url.empty();
    return {scene_of(SceneKind::highlight, story.id, 0), reading_seconds(text.headline, text.gist, shown, has_code)};
}

/// What stands between pairs of stories: pages of links and calls in turn, calls in their last days first.
std::vector<Slide> plan_extras(const content::Pack& pack, const Screen& screen, Instant now) {
    std::vector<Slide> urgent;
    std::vector<Slide> calls;
    for (const content::Call& call : pack.calls) {
        if (call.deadline <= now || !is_shown(call, screen, now)) continue;
        Slide slide{scene_of(SceneKind::call, call.id, 0), default_tokens().time.call};
        (call.deadline - now < last_days_of_call ? urgent : calls).push_back(std::move(slide));
    }
    const auto shown = static_cast<std::size_t>(std::ranges::count_if(pack.links, [&](const content::Link& link) {
        return is_shown(link, screen, now) && content::closed_call_at(link.url, pack, now) == nullptr;
    }));
    const std::size_t pages = std::min(max_links_pages, (shown + links_per_page - 1) / links_per_page);
    std::vector<Slide> extras = std::move(urgent);
    for (std::size_t i = 0; i < std::max(pages, calls.size()); ++i) {
        if (i < pages) {
            Scene page = scene_of(SceneKind::links, "", static_cast<int>(i));
            page.planned_pages = static_cast<int>(pages);
            extras.push_back({std::move(page), default_tokens().time.links_page});
        }
        if (i < calls.size()) extras.push_back(calls[i]);
    }
    return extras;
}

/// Pages are counted with the fewest rows that usually fit, so that screens of different sizes keep step; page_of()
/// spreads the pages that a screen really has over them.
std::vector<Slide> plan_programme(const content::Pack& pack, const Screen& screen, Instant now) {
    Programme programme = make_programme(pack, screen.groups, ProgrammeRange::automatic, now, true);
    shorten_for_attract(programme, now, max_attract_pages * min_rows);
    const std::size_t rows = programme.rows.size();
    std::vector<Slide> slides;
    for (std::size_t first = 0; first < rows; first += min_rows) {
        const auto on_page = static_cast<double>(std::min(max_rows, rows - first));
        const int seconds =
            std::max(default_tokens().time.programme_page, static_cast<int>(std::lround(4 + 1.6 * on_page)));
        Scene page = scene_of(SceneKind::programme, "", static_cast<int>(first / min_rows));
        page.planned_pages = static_cast<int>((rows + min_rows - 1) / min_rows);
        slides.push_back({std::move(page), seconds});
    }
    return slides;
}

}  // namespace

std::vector<Slide> plan_loop(const content::Pack& pack, const Screen& screen, Language language, Instant now) {
    std::vector<const content::Story*> stories;
    for (const content::Story& story : pack.stories) {
        if (is_shown(story, screen, now)) stories.push_back(&story);
    }
    const std::vector<const content::Story*> ordered = order_stories(stories);
    const std::vector<Slide> extras = plan_extras(pack, screen, now);
    const std::vector<Slide> programme = plan_programme(pack, screen, now);

    std::vector<Slide> middle;
    std::size_t next_extra = 0;
    for (std::size_t i = 0; i < ordered.size(); ++i) {
        middle.push_back(story_slide(*ordered[i], pack.edition, language));
        if (i % 2 == 1 && !extras.empty()) middle.push_back(extras[next_extra++ % extras.size()]);
    }
    for (; next_extra < extras.size(); ++next_extra)
        middle.push_back(extras[next_extra]);

    std::vector<Slide> loop = programme;
    int since_programme = 0;
    for (Slide& slide : middle) {
        if (!programme.empty() && since_programme > 0 &&
            since_programme + slide.seconds > pack.edition.loop.board_every_seconds) {
            loop.insert(loop.end(), programme.begin(), programme.end());
            since_programme = 0;
        }
        since_programme += slide.seconds;
        loop.push_back(std::move(slide));
    }
    return loop;
}

}  // namespace kiosk
