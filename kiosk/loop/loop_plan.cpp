#include "kiosk/loop/loop_plan.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <map>

#include "content/items/closed_calls.h"
#include "kiosk/frame/view.h"
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
struct Extras {
    std::vector<Slide> slides;
    std::size_t link_pages = 0;
};

bool is_links(const Slide& slide) {
    return slide.scene.kind == SceneKind::links;
}

Extras plan_extras(const content::Pack& pack, const Screen& screen, Instant now, bool clock_trusted) {
    std::vector<Slide> urgent;
    std::vector<Slide> calls;
    for (const content::Call& call : pack.calls) {
        if (call.deadline <= now || !is_shown(call, screen, now)) continue;
        Slide slide{scene_of(SceneKind::call, call.id, 0), default_tokens().time.call};
        const bool is_urgent = clock_trusted && call.deadline - now < last_days_of_call;
        (is_urgent ? urgent : calls).push_back(std::move(slide));
    }
    const Instant offered = time_of_offers(now, clock_trusted);
    const auto shown = static_cast<std::size_t>(std::ranges::count_if(pack.links, [&](const content::Link& link) {
        return is_shown(link, screen, now) && content::closed_call_of(link, pack, offered) == nullptr;
    }));
    const std::size_t pages = std::min(max_links_pages, (shown + links_per_page - 1) / links_per_page);
    Extras extras{std::move(urgent), pages};
    for (std::size_t i = 0; i < std::max(pages, calls.size()); ++i) {
        if (i < pages) {
            Scene page = scene_of(SceneKind::links, "", static_cast<int>(i));
            page.planned_pages = static_cast<int>(pages);
            extras.slides.push_back({std::move(page), default_tokens().time.links_page});
        }
        if (i < calls.size()) extras.slides.push_back(calls[i]);
    }
    return extras;
}

/// Pages are counted with the fewest rows that usually fit, so that screens of different sizes keep step; page_of()
/// spreads the pages that a screen really has over them.
std::vector<Slide> plan_programme(const content::Pack& pack, const Screen& screen, Instant now, bool clock_trusted) {
    Programme programme = make_programme(pack, screen.groups, ProgrammeRange::automatic, now, clock_trusted);
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

int seconds_of(const std::vector<Slide>& slides) {
    int seconds = 0;
    for (const Slide& slide : slides)
        seconds += slide.seconds;
    return seconds;
}

/// What a loop is made of in one language, before it is put in order.
struct Parts {
    std::vector<Slide> programme;
    std::vector<Slide> stories;
    Extras extras;
    int programme_every = 0;

    /// Seconds of one time through, at the least, when no links are shown.
    [[nodiscard]] int without_links() const {
        int middle = seconds_of(stories);
        for (const Slide& slide : extras.slides)
            middle += is_links(slide) ? 0 : slide.seconds;
        const int between = std::max(programme_every, default_tokens().time.slide_max);
        return middle + seconds_of(programme) * std::max(1, (middle + between - 1) / between);
    }
};

/// One for each language: only how long its stories are read for differs.
std::vector<Parts> make_parts(const content::Pack& pack, const Screen& screen, const std::vector<Language>& languages,
                              Instant now, bool clock_trusted) {
    std::vector<const content::Story*> stories;
    for (const content::Story& story : pack.stories) {
        if (is_shown(story, screen, now)) stories.push_back(&story);
    }
    stories = order_stories(stories);
    const Parts common{plan_programme(pack, screen, now, clock_trusted),
                       {},
                       plan_extras(pack, screen, now, clock_trusted),
                       pack.edition.loop.board_every_seconds};
    std::vector<Parts> parts(languages.size(), common);
    for (std::size_t i = 0; i < languages.size(); ++i) {
        for (const content::Story* story : stories)
            parts[i].stories.push_back(story_slide(*story, pack.edition, languages[i]));
    }
    return parts;
}

constexpr int links_share = 10;  // one part in so many of a loop's time is links, at the most

/// How often everything else is shown while each page of links is shown once or more.
int times_through(const Parts& parts) {
    const int without = parts.without_links();
    const int links = static_cast<int>(parts.extras.link_pages) * default_tokens().time.links_page;
    if (without == 0 || links == 0) return 1;
    return std::max(1, ((links_share - 1) * links + without - 1) / without);
}

/// Stories, and after each pair of them what comes next of the rest; all of it `times` times. Of the places for links
/// only so many are taken, evenly, as their share of the time allows, and one for each page in any case.
std::vector<std::vector<Slide>> order_middle(const Parts& parts, int times) {
    const std::vector<Slide>& extras = parts.extras.slides;
    const int without = parts.without_links() * times;
    const std::size_t pairs = parts.stories.size() * static_cast<std::size_t>(times) / 2;
    const std::size_t places = std::max(pairs, extras.size() * static_cast<std::size_t>(times));
    std::size_t for_links = 0;
    for (std::size_t i = 0; i < places && !extras.empty(); ++i)
        for_links += is_links(extras[i % extras.size()]) ? 1 : 0;
    const auto affordable = static_cast<std::size_t>(without / ((links_share - 1) * default_tokens().time.links_page));
    const std::size_t taken =
        without == 0 ? for_links : std::min(for_links, std::max(affordable, parts.extras.link_pages));

    std::vector<std::vector<Slide>> rounds;
    std::size_t stories = 0;
    std::size_t extra = 0;
    std::size_t place = 0;
    const auto add_extra = [&](std::vector<Slide>& round) {
        Slide next = extras[extra++ % extras.size()];
        if (is_links(next)) {
            const std::size_t before = place * taken / for_links;
            if (++place * taken / for_links == before) return;
            next.scene.page = static_cast<int>(before % parts.extras.link_pages);
        }
        round.push_back(std::move(next));
    };
    for (int time = 1; time <= times; ++time) {
        std::vector<Slide> round;
        for (const Slide& story : parts.stories) {
            round.push_back(story);
            if (++stories % 2 == 0 && !extras.empty()) add_extra(round);
        }
        while (extra < extras.size() * static_cast<std::size_t>(time))
            add_extra(round);
        rounds.push_back(std::move(round));
    }
    return rounds;
}

constexpr int stint_seconds = 180;  // in one language; whoever waits for another one has a few minutes to wait

/// The loop cut into `count` stints of about the same length; each begins with the programme, which comes again before
/// `programme_every` is over.
std::vector<std::vector<Slide>> cut_into_stints(const Parts& parts, const std::vector<std::vector<Slide>>& rounds,
                                                std::size_t count) {
    int whole = 0;
    for (const std::vector<Slide>& round : rounds)
        whole += seconds_of(round) + (round.empty() ? 1 : 0);
    std::vector<std::vector<Slide>> stints(count);
    int done = 0;
    int since_programme = 0;
    const auto add_programme = [&](std::vector<Slide>& stint) {
        stint.insert(stint.end(), parts.programme.begin(), parts.programme.end());
        since_programme = 0;
    };
    const auto stint_at = [&](int seconds) -> std::vector<Slide>& {
        return stints[std::min(count - 1, static_cast<std::size_t>(seconds) * count / static_cast<std::size_t>(whole))];
    };
    for (const std::vector<Slide>& round : rounds) {
        if (round.empty()) add_programme(stint_at(done++));
        bool is_first = true;
        for (const Slide& slide : round) {
            std::vector<Slide>& stint = stint_at(done + slide.seconds / 2);
            if (is_first || stint.empty() ||
                (since_programme > 0 && since_programme + slide.seconds > parts.programme_every)) {
                add_programme(stint);
            }
            is_first = false;
            since_programme += slide.seconds;
            done += slide.seconds;
            stint.push_back(slide);
        }
    }
    std::erase_if(stints, [](const std::vector<Slide>& stint) { return stint.empty(); });
    return stints;
}

}  // namespace

std::vector<Slide> plan_loop(const content::Pack& pack, const Screen& screen, Language language, Instant now,
                             bool clock_trusted) {
    const Parts parts = make_parts(pack, screen, {language}, now, clock_trusted).front();
    auto stints = cut_into_stints(parts, order_middle(parts, 1), 1);
    return stints.empty() ? std::vector<Slide>{} : std::move(stints.front());
}

std::vector<Stint> plan_cycle(const content::Pack& pack, const Screen& screen, const std::vector<Language>& languages,
                              Instant now, bool clock_trusted) {
    const std::vector<Parts> parts = make_parts(pack, screen, languages, now, clock_trusted);
    int times = 1;
    for (const Parts& one : parts)
        times = std::max(times, times_through(one));
    std::vector<std::vector<std::vector<Slide>>> middles;
    std::vector<std::vector<std::vector<Slide>>> loops;
    double seconds = 0;
    for (const Parts& one : parts) {
        middles.push_back(order_middle(one, times));
        loops.push_back(cut_into_stints(one, middles.back(), 1));
        for (const std::vector<Slide>& whole : loops.back())
            seconds += seconds_of(whole);
    }
    // As many stints in each language, so that they take turns until every loop is through.
    const double each = seconds / static_cast<double>(languages.size()) / stint_seconds;
    const std::size_t count = languages.size() < 2 ? 1 : static_cast<std::size_t>(std::max(1L, std::lround(each)));
    for (std::size_t i = 0; i < parts.size() && count > 1; ++i)
        loops[i] = cut_into_stints(parts[i], middles[i], count);
    std::vector<Stint> cycle;
    for (std::size_t turn = 0; turn < count; ++turn) {
        for (std::size_t i = 0; i < loops.size(); ++i) {
            if (turn < loops[i].size()) cycle.push_back({languages[i], static_cast<int>(turn), loops[i][turn]});
        }
    }
    return cycle;
}

}  // namespace kiosk
