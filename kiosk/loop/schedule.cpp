#include "kiosk/loop/schedule.h"

#include <algorithm>
#include <tuple>

#include "content/items/event_time.h"
#include "content/items/opening_hours.h"
#include "kiosk/loop/loop_plan.h"
#include "kiosk/loop/programme.h"

namespace kiosk {

using namespace std::chrono_literals;
using content::Instant;
using content::Language;
using content::Notice;
using content::NoticeLevel;
using content::OpeningState;

namespace {

constexpr auto notice_full_screen = 600s;
constexpr auto one_notice = 20s;
constexpr auto several_notices_each = 12s;
constexpr auto loop_between_notices = 40s;
constexpr std::size_t max_notices = 3;
constexpr auto all_clear_stays = 60s;
constexpr auto clock_turn = 20s;
/// A slide with less than this left when the plan changes under it is not begun: a flash of a picture helps nobody.
constexpr auto min_glimpse = 6s;

/// The time around now in which nothing comes or goes: the plan of the loop is made for its beginning, so that it is
/// the same for the whole period and on every screen.
class StablePeriod {
public:
    explicit StablePeriod(Instant now) : now_(now) {}
    void boundary(Instant instant) {
        if (instant <= now_) {
            start_ = start_ ? std::max(*start_, instant) : instant;
        } else {
            end_ = end_ ? std::min(*end_, instant) : instant;
        }
    }
    void boundary(const content::Validity& window) {
        if (window.from) boundary(*window.from);
        if (window.until) boundary(*window.until);
    }
    [[nodiscard]] Instant start() const { return start_.value_or(now_); }
    [[nodiscard]] Instant end() const { return end_.value_or(now_ + 60s); }

private:
    Instant now_;
    std::optional<Instant> start_;
    std::optional<Instant> end_;
};

StablePeriod find_stable_period(const content::Pack& pack, Instant now) {
    StablePeriod period(now);
    const std::string& zone = pack.edition.zone;
    const content::Date today = content::to_local(now, zone).date;
    for (const int days : {-1, 0, 1, 2}) {
        period.boundary(content::start_of_day(content::add_days(today, days), zone));
    }
    for (const content::Story& story : pack.stories)
        period.boundary(story.validity);
    for (const content::Link& link : pack.links)
        period.boundary(link.validity);
    for (const content::Call& call : pack.calls) {
        period.boundary(call.validity);
        period.boundary(call.deadline);
        period.boundary(call.deadline - last_days_of_call);
    }
    for (const content::Event& event : pack.events) {
        period.boundary(event.validity);
        const content::EventTime time = content::time_of(event, pack, now);
        period.boundary(time.end);
        if (time.timing == content::EventTiming::hours) period.boundary(time.end + stays_after_end);
    }
    return period;
}

/// Those of the screen that the edition has; where it has none of them or the screen wants none, `loop.languages`, else
/// every language of the edition that all stories and calls exist in.
std::vector<Language> loop_languages(const content::Pack& pack, const Screen& screen) {
    const content::Edition& edition = pack.edition;
    std::vector<Language> wanted = screen.languages;
    std::erase_if(wanted, [&](Language language) {
        return std::ranges::find(edition.languages, language) == edition.languages.end();
    });
    if (!wanted.empty()) return wanted;
    if (!edition.loop.languages.empty()) return edition.loop.languages;
    std::vector<Language> languages;
    for (const Language language : edition.languages) {
        const auto has = [language](const auto& item) { return item.texts.contains(language); };
        if (std::ranges::all_of(pack.stories, has) && std::ranges::all_of(pack.calls, has)) {
            languages.push_back(language);
        }
    }
    if (languages.empty()) languages.push_back(edition.default_language);
    return languages;
}

Scene scene_of(SceneKind kind, const std::string& id) {
    Scene scene;
    scene.kind = kind;
    scene.id = id;
    return scene;
}

struct Slot {
    Slide slide;
    Language language = Language::en;
    std::int64_t turn = 0;  ///< of the languages, within the cycle
};

std::int64_t floor_divide(std::int64_t value, std::int64_t by) {
    return value / by - (value % by != 0 && (value < 0) != (by < 0) ? 1 : 0);
}

/// Showings are counted to here and then from 0 again: a multiple of 1 to 12, so that screens of up to as many pages
/// lose no page.
constexpr std::int64_t showings_counted = 27'720;

/// The scene of a slot, with its page and how many showings of the programme (or of the links) came before: several
/// stand in one cycle.
Scene scene_in_cycle(const std::vector<Slot>& cycle, std::size_t index, std::int64_t number_of_cycle) {
    Scene scene = cycle[index].slide.scene;
    if (scene.planned_pages == 0) return scene;
    std::int64_t before = 0;
    std::int64_t all = 0;
    for (std::size_t i = 0; i < cycle.size(); ++i) {
        if (cycle[i].slide.scene.kind != scene.kind) continue;
        ++all;
        if (i < index) ++before;
    }
    const std::int64_t pages = scene.planned_pages;
    const std::int64_t showings = (all + pages - 1) / pages;
    const std::int64_t showing = number_of_cycle % showings_counted * showings + before / pages;
    scene.page = static_cast<int>(before % pages);
    scene.showing = static_cast<int>(showing - floor_divide(showing, showings_counted) * showings_counted);
    return scene;
}

/// The loops of all languages in stints that take turns, repeated since 1970-01-01T00:00:00Z.
ScheduledSlide show_loop(const content::Pack& pack, const Screen& screen, Instant now, Instant from, Instant until,
                         Instant plan_time, bool clock_trusted) {
    const std::vector<Language> languages = loop_languages(pack, screen);
    std::vector<Slot> cycle;
    std::int64_t length = 0;
    std::int64_t turns = 1;
    for (Stint& stint : plan_cycle(pack, screen, languages, plan_time, clock_trusted)) {
        turns = std::max(turns, std::int64_t{stint.turn} + 1);
        for (Slide& slide : stint.slides) {
            length += slide.seconds;
            cycle.push_back({std::move(slide), stint.language, stint.turn});
        }
    }
    if (cycle.empty()) {
        // With nothing to show the clock speaks to everybody: the languages take turns.
        const std::int64_t turn = floor_divide(now.time_since_epoch().count(), clock_turn.count());
        const auto count = static_cast<std::int64_t>(languages.size());
        const Instant begin{std::chrono::seconds{turn * clock_turn.count()}};
        return {scene_of(SceneKind::clock, ""),
                languages[static_cast<std::size_t>(turn - floor_divide(turn, count) * count)],
                std::max(from, begin),
                std::min(until, begin + clock_turn),
                floor_divide(turn, count),
                turn};
    }
    const auto slots = static_cast<std::int64_t>(cycle.size());
    const std::int64_t cycles = floor_divide(now.time_since_epoch().count(), length);
    Instant begin{std::chrono::seconds{cycles * length}};
    std::int64_t index = 0;
    while (begin + std::chrono::seconds{cycle[static_cast<std::size_t>(index)].slide.seconds} <= now) {
        begin += std::chrono::seconds{cycle[static_cast<std::size_t>(index)].slide.seconds};
        ++index;
    }
    std::int64_t number = cycles * slots + index;
    Instant end = begin + std::chrono::seconds{cycle[static_cast<std::size_t>(index)].slide.seconds};
    if (begin < from && end - from < min_glimpse) {
        begin = from;
        ++number;
        end += std::chrono::seconds{cycle[static_cast<std::size_t>((index + 1) % slots)].slide.seconds};
    } else if (begin > from && begin - from < min_glimpse) {
        begin = from;
    }
    const std::int64_t number_of_cycle = floor_divide(number, slots);
    const auto place = static_cast<std::size_t>(number - number_of_cycle * slots);
    const Slot& slot = cycle[place];
    return {scene_in_cycle(cycle, place, number_of_cycle), slot.language, begin, std::min(end, until),
            number_of_cycle * turns + slot.turn,           number};
}

/// Language of a loop that would run now: what a notice, which interrupts it, is shown in.
Language language_of_minute(const content::Pack& pack, const Screen& screen, Instant now) {
    const std::vector<Language> languages = loop_languages(pack, screen);
    const auto count = static_cast<std::int64_t>(languages.size());
    const std::int64_t minute = floor_divide(now.time_since_epoch().count(), 60);
    return languages[static_cast<std::size_t>(minute - floor_divide(minute, count) * count)];
}

std::optional<ScheduledSlide> show_emergency(const content::Pack& pack, const Screen& screen, Instant now,
                                             bool clock_trusted) {
    const Notice* clear = nullptr;
    StablePeriod period(now);
    std::vector<const Notice*> valid;
    for (const Notice& notice : pack.notices) {
        if (notice.level != NoticeLevel::emergency || !is_for_groups(notice.groups, screen.groups)) continue;
        period.boundary(notice.validity);
        if (!is_in_force(notice, now, clock_trusted)) continue;
        if (notice.emergency == content::EmergencyTemplate::all_clear) {
            if (clear == nullptr || clear->posted < notice.posted) clear = &notice;
        } else {
            valid.push_back(&notice);
        }
    }
    if (clear != nullptr) {
        std::erase_if(valid, [&](const Notice* notice) { return notice->posted < clear->posted; });
    }
    const Notice* shown = nullptr;
    for (const Notice* notice : valid) {
        const auto rank = [](const Notice& candidate) {
            return std::make_tuple(candidate.emergency != content::EmergencyTemplate::test, candidate.posted,
                                   candidate.id);
        };
        if (shown == nullptr || rank(*shown) < rank(*notice)) shown = notice;
    }
    if (shown == nullptr && clear != nullptr) {
        period.boundary(clear->posted + all_clear_stays);
        const bool has_come = clock_trusted || clear->posted <= now;
        if (has_come && now < clear->posted + all_clear_stays) shown = clear;
    }
    if (shown == nullptr) return std::nullopt;
    const Instant since = shown->posted <= now ? shown->posted : period.start();
    return ScheduledSlide{scene_of(SceneKind::emergency, shown->id),
                          pack.edition.default_language,
                          since,
                          std::min(period.end(), now + 60s),
                          0,
                          0};
}

/// Until it opens, or something comes for which it does.
ScheduledSlide closed_until(const content::Pack& pack, const Screen& screen, Instant now, const OpeningState& opening) {
    StablePeriod period(now);
    for (const Notice& notice : pack.notices) {
        if (notice.level != NoticeLevel::emergency || !is_for_groups(notice.groups, screen.groups)) continue;
        period.boundary(notice.validity);
        period.boundary(notice.posted);
    }
    const Instant until = std::min(opening.until.value_or(Instant::max()), period.end());
    return {scene_of(SceneKind::closed, ""), pack.edition.default_language, opening.since, until, 0, 0};
}

/// Whether the event has moved away from a room at whose door the screen hangs: who comes in vain is told where to go
/// for as long as the notice is up.
bool is_redirection(const Notice& notice, const Screen& screen) {
    if (notice.kind != content::NoticeKind::room_change) return false;
    return std::ranges::any_of(notice.texts, [&](const auto& text) {
        return std::ranges::find(screen.door_of, text.second.old_room) != screen.door_of.end();
    });
}

/// A notice, or the loop.
ScheduledSlide choose_while_open(const content::Pack& pack, const Screen& screen, Instant now, bool clock_trusted) {
    StablePeriod period = find_stable_period(pack, now);
    const Instant plan_time = period.start();
    std::vector<const Notice*> notices;
    bool has_redirection = false;
    for (const Notice& notice : pack.notices) {
        if (!is_for_groups(notice.groups, screen.groups)) continue;
        period.boundary(notice.validity);
        period.boundary(notice.posted);
        if (notice.level == NoticeLevel::emergency) {
            period.boundary(notice.posted + all_clear_stays);
            continue;
        }
        period.boundary(notice.posted + notice_full_screen);
        if (!notice.validity.contains(now) || now < notice.posted) continue;
        const bool redirects = is_redirection(notice, screen);
        has_redirection = has_redirection || redirects;
        if (redirects || now < notice.posted + notice_full_screen) notices.push_back(&notice);
    }
    if (notices.empty()) return show_loop(pack, screen, now, period.start(), period.end(), plan_time, clock_trusted);

    // The newest first; before them those that redirect, which no newer one pushes out.
    std::ranges::stable_sort(notices, [&](const Notice* a, const Notice* b) {
        return std::tuple(is_redirection(*a, screen), a->posted) > std::tuple(is_redirection(*b, screen), b->posted);
    });
    if (notices.size() > max_notices) notices.resize(max_notices);
    const auto each = notices.size() == 1 ? one_notice : several_notices_each;
    const auto notices_take = each * static_cast<int>(notices.size());
    const auto repeat = notices_take + (has_redirection ? 0s : loop_between_notices);
    // Counted from the newest notice, so that it is on the screen at once; no older one is waited for.
    const auto since_posted = now - notices.front()->posted;
    const Instant period_start = now - since_posted % repeat;
    const auto position = now - period_start;
    if (position >= notices_take) {
        ScheduledSlide loop = show_loop(pack, screen, now, std::max(period.start(), period_start + notices_take),
                                        std::min(period.end(), period_start + repeat), plan_time, clock_trusted);
        loop.notice = notices.front()->id;
        return loop;
    }
    const auto index = position / each;
    const Instant since = period_start + index * each;
    return {scene_of(SceneKind::notice, notices[static_cast<std::size_t>(index)]->id),
            language_of_minute(pack, screen, period_start),
            since,
            std::min(since + each, period.end()),
            0,
            floor_divide(since.time_since_epoch().count(), each.count()),
            notices.front()->id};
}

}  // namespace

bool is_in_force(const content::Notice& emergency, Instant now, bool clock_trusted) {
    const bool may_wait = emergency.emergency == content::EmergencyTemplate::test;
    if (clock_trusted || may_wait) return emergency.validity.contains(now);
    return !emergency.validity.until || now < *emergency.validity.until;
}

ScheduledSlide choose_slide(const content::Pack& pack, const Screen& screen, Instant now, bool clock_trusted) {
    if (std::optional<ScheduledSlide> emergency = show_emergency(pack, screen, now, clock_trusted)) return *emergency;
    std::optional<Instant> closes;
    if (screen.hours && clock_trusted) {
        const OpeningState opening = opening_at(*screen.hours, now, pack.edition.zone);
        if (!opening.is_open) return closed_until(pack, screen, now, opening);
        closes = opening.until;
    }
    ScheduledSlide slide = choose_while_open(pack, screen, now, clock_trusted);
    if (closes) slide.until = std::min(slide.until, *closes);
    return slide;
}

}  // namespace kiosk
