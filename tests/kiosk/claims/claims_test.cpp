/// Over a simulated edition nothing on the glass claims more than an independent model of a few lines knows: no "live"
/// without hours, nothing that is over offered, no closed call, no camera asked for where there is no code, counts
/// equal.
#include <doctest/doctest.h>

#include <chrono>
#include <set>

#include "content/cache/search.h"
#include "content/pack/pack_snapshot.h"
#include "kiosk/loop/schedule.h"
#include "kiosk/scenes/build_frame.h"
#include "kiosk/text/format.h"
#include "kiosk/visit/search_hits.h"
#include "tests/kiosk/claims/awkward_pack.h"
#include "tests/kiosk/claims/check_claims.h"
#include "tests/support/fake_text.h"
#include "tests/support/frames.h"
#include "tests/support/sample_pack.h"

using namespace std::chrono_literals;
using content::Instant;
using content::Language;
using kiosk::Frame;
using kiosk::Scene;
using kiosk::SceneKind;
using kiosk::View;

namespace {

constexpr std::size_t max_told = 12;  // faults, of the thousands that one mistake makes

/// A pack over its edition: moment after moment of the days that are given, with the scene and the language that come
/// next.
class Edition {
public:
    explicit Edition(content::Snapshot snapshot, bool knows_time = true)
        : snapshot_(std::move(snapshot)), knows_time_(knows_time) {
        list_scenes();
        auto search = content::search_of_pack(snapshot_.pack);
        if (search) search_ = std::move(*search);
    }

    /// At each step: what the loop shows, and one of the other scenes, in one of the languages.
    void run(Instant from, Instant until, std::chrono::seconds step) {
        for (Instant now = from; now < until; now += step) {
            const kiosk::ScheduledSlide slide = kiosk::choose_slide(snapshot_.pack, screen_, now, knows_time_);
            show(slide.scene, slide.language, now, false);
            show_next(now);
        }
    }

    /// The next dozen of scenes, in languages that take turns, at every moment at which something begins, ends or
    /// closes, just before it and a minute later.
    void run_moments(Instant from, Instant until) {
        for (const Instant moment : moments()) {
            for (const Instant now : {moment - 1s, moment, moment + 61s}) {
                if (now < from || now >= until) continue;
                for (int i = 0; i < 12; ++i)
                    show_next(now);
            }
        }
    }

    [[nodiscard]] const std::vector<std::string>& faults() const { return faults_; }
    [[nodiscard]] std::size_t frames() const { return frames_; }
    /// Whether every scene was shown in every language.
    [[nodiscard]] bool is_covered() const { return shown_.size() == scenes_.size() * languages().size(); }

private:
    [[nodiscard]] const std::vector<Language>& languages() const { return snapshot_.pack.edition.languages; }

    void list_scenes() {
        for (const char* name : {"home", "programme", "programme:today", "programme:week", "programme:upcoming",
                                 "links", "links:1", "search", "stories"}) {
            add_scene(name, true);
        }
        for (const char* name :
             {"programme", "programme:today", "programme:week", "programme:upcoming", "links", "clock"})
            add_scene(name, false);
        const auto add_items = [&](const char* kind, const auto& items, bool browsing) {
            for (const auto& item : items)
                add_scene(std::string(kind) + ":" + item.id, browsing);
        };
        add_items("event", snapshot_.pack.events, true);
        add_items("call", snapshot_.pack.calls, true);
        add_items("link", snapshot_.pack.links, true);
        add_items("story", snapshot_.pack.stories, true);
        add_items("highlight", snapshot_.pack.stories, false);
        add_items("call", snapshot_.pack.calls, false);
        add_items("notice", snapshot_.pack.notices, false);
        std::set<content::Date> days;
        for (const content::Event& event : snapshot_.pack.events) {
            if (const auto* span = std::get_if<content::TimedSpan>(&event.when))
                days.insert(content::to_local(span->start, snapshot_.pack.edition.zone).date);
        }
        for (const content::Date& day : days)
            add_scene("programme:" + content::to_iso(day), true);
    }

    void add_scene(const std::string& name, bool browsing) {
        const auto scene = kiosk::parse_scene(name);
        REQUIRE_MESSAGE(scene, name);
        scenes_.push_back({*scene, browsing});
    }

    [[nodiscard]] std::set<Instant> moments() const {
        std::set<Instant> all;
        for (const content::Event& event : snapshot_.pack.events) {
            if (const auto* span = std::get_if<content::TimedSpan>(&event.when))
                all.insert({span->start, span->start + 25min, span->end, span->end + 5min, span->start + 2h});
            if (const auto* days = std::get_if<content::DaySpan>(&event.when)) {
                all.insert(content::start_of_day(days->first, snapshot_.pack.edition.zone));
                all.insert(content::start_of_day(content::add_days(days->last, 1), snapshot_.pack.edition.zone));
            }
        }
        for (const content::Call& call : snapshot_.pack.calls)
            all.insert(call.deadline);
        return all;
    }

    /// The next pair of scene and language; each language comes to each scene.
    void show_next(Instant now) {
        const std::size_t scene = turn_ % scenes_.size();
        const std::size_t language = (turn_ / scenes_.size() + scene) % languages().size();
        ++turn_;
        shown_.insert({scene, language});
        show(scenes_[scene].first, languages()[language], now, scenes_[scene].second);
    }

    void show(const Scene& scene, Language language, Instant now, bool browsing) {
        View view;
        view.language = language;
        view.size = sizes[frames_ % sizes.size()];
        view.now = now;
        view.clock_trusted = knows_time_;
        if (browsing) view.browsing.emplace();
        if (scene.kind == SceneKind::search && search_) {
            view.browsing->query = std::string(queries[frames_ % queries.size()]);
            view.browsing->hits = kiosk::search_hits(*search_, view, snapshot_.pack);
            check_order(view);
        }
        const Frame frame = kiosk::build_frame(scene, snapshot_, screen_, view, resources_);
        ++frames_;
        check(frame, scene, now);
        check_results(frame, view);
        if (!knows_time_) check_programme(frame, scene, now);
        // It stays on the glass until it says itself that it is no longer true.
        if (frame.next_change && *frame.next_change > now + 1s) check(frame, scene, *frame.next_change - 1s);
        if (frame.next_change && *frame.next_change <= now) tell("says that it was never true", scene, frame, now);
    }

    void check(const Frame& frame, const Scene& scene, Instant now) {
        const claims::Model model(snapshot_.pack, now, knows_time_);
        for (const std::string& fault : claims::check_claims(frame, scene, model))
            tell(fault, scene, frame, now);
    }

    /// What was over at the earliest time that it can be is certainly over.
    void check_programme(const Frame& frame, const Scene& scene, Instant now) {
        if (scene.kind != SceneKind::programme || scene.day) return;
        const claims::Model model(snapshot_.pack, now - 5min, knows_time_);
        for (const kiosk::Target& target : frame.targets) {
            const content::Event* event = target.action == kiosk::Action::open_event ? model.event(target.id) : nullptr;
            if (event != nullptr && model.is_over(*event)) tell("is over: " + target.id, scene, frame, now);
        }
    }

    /// What is over comes after everything else.
    void check_order(const View& view) {
        const claims::Model model(snapshot_.pack, view.now);
        bool has_over = false;
        for (const content::Hit& hit : view.browsing->hits) {
            const content::Event* event = hit.kind == content::ItemKind::event ? model.event(hit.id) : nullptr;
            const bool is_over = event != nullptr && model.is_over(*event);
            const bool is_quiet = event != nullptr && model.has_started_without_end(*event);
            if (has_over && !is_over && !is_quiet) faults_.push_back("found after what is over: " + hit.id);
            has_over = has_over || (is_over && knows_time_);
        }
    }

    void check_results(const Frame& frame, const View& view) {
        if (!view.browsing || view.browsing->hits.empty()) return;
        const auto count = static_cast<std::int64_t>(view.browsing->hits.size());
        const std::string words = kiosk::default_strings().get(frame.language, "search.results", {{"count", count}});
        if (std::ranges::count(frame.spoken, words) == 0)
            faults_.push_back("not " + words + " for " + std::string(view.browsing->query.text()));
    }

    void tell(const std::string& fault, const Scene& scene, const Frame& frame, Instant now) {
        if (faults_.size() > 100'000) return;
        faults_.push_back(content::to_iso(now, snapshot_.pack.edition.zone) + " " + kiosk::to_string(scene) + " " +
                          std::string(content::code(frame.language)) + ": " + fault);
    }

    static constexpr std::array<kiosk::Size, 3> sizes = {kiosk::Size{1920, 1080}, kiosk::Size{1080, 1920},
                                                         kiosk::Size{1280, 720}};
    static constexpr std::array<const char*, 4> queries = {"room", "2024", "apply", "the"};

    content::Snapshot snapshot_;
    bool knows_time_;
    kiosk::Screen screen_;
    support::FakeText text_;
    kiosk::QrCodes codes_;
    kiosk::Resources resources_{kiosk::default_tokens(), kiosk::default_strings(), text_, codes_};
    std::unique_ptr<content::Search> search_;
    std::vector<std::pair<Scene, bool>> scenes_;  ///< whether somebody browses
    std::set<std::pair<std::size_t, std::size_t>> shown_;
    std::size_t turn_ = 0;
    std::size_t frames_ = 0;
    std::vector<std::string> faults_;
};

void check_edition(Edition& edition, std::string_view from, std::string_view until, std::chrono::seconds step) {
    edition.run_moments(sample::vienna(from), sample::vienna(until));
    edition.run(sample::vienna(from), sample::vienna(until), step);
    MESSAGE(edition.frames() << " frames");
    CHECK(edition.is_covered());
    for (std::size_t i = 0; i < std::min(edition.faults().size(), max_told); ++i)
        CHECK_MESSAGE(false, edition.faults()[i]);
    CHECK(edition.faults().empty());
}

content::Snapshot load(const char* pack) {
    auto snapshot = content::snapshot_of_pack(std::string(ROTUNDA_SOURCE "/assets/packs/") + pack);
    REQUIRE(snapshot);
    return std::move(*snapshot);
}

}  // namespace

TEST_CASE("claims: the example of a foyer claims nothing that is not so, three days before it until three days after") {
    Edition edition(load("foyer-example"));
    check_edition(edition, "2024-03-15T00:00", "2024-03-26T00:00", 60s);
}

TEST_CASE("claims: neither does the newsletter, of which most days have no hours") {
    Edition edition(load("csu-2024-01"));
    check_edition(edition, "2024-01-15T00:00", "2024-02-08T00:00", 420s);
}

TEST_CASE("claims: nor a pack with every state that there is") {
    Edition edition(sample::snapshot());
    check_edition(edition, "2024-03-15T00:00", "2024-03-22T00:00", 180s);
}

TEST_CASE("claims: nor a pack that was made to be awkward") {
    content::Snapshot snapshot;
    snapshot.pack = claims::awkward_pack();
    Edition edition(std::move(snapshot));
    check_edition(edition, "2024-03-15T00:00", "2024-04-03T00:00", 120s);
}

TEST_CASE("claims: where nobody knows the time nothing speaks of it, whatever the edition and the moment") {
    Edition foyer(load("foyer-example"), false);
    check_edition(foyer, "2024-03-15T00:17", "2024-03-26T00:00", 1200s);
    Edition newsletter(load("csu-2024-01"), false);
    check_edition(newsletter, "2024-01-15T00:17", "2024-02-08T00:00", 1200s);
    Edition sample(sample::snapshot(), false);
    check_edition(sample, "2024-03-15T00:17", "2024-03-22T00:00", 1200s);
    content::Snapshot snapshot;
    snapshot.pack = claims::awkward_pack();
    Edition awkward(std::move(snapshot), false);
    check_edition(awkward, "2024-03-15T00:17", "2024-04-03T00:00", 1200s);
}
