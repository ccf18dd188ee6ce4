#include "kiosk/app/app.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <utility>

#include "kiosk/app/staff_facts.h"
#include "kiosk/render/look.h"
#include "kiosk/visit/visit_view.h"

namespace kiosk {

using content::Instant;
using content::Steady;

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr seconds max_sleep{60};
constexpr milliseconds frame_time{16};
constexpr seconds pairing_interval{2};              // a person with a phone stands before it
constexpr std::chrono::hours shows_pairing_for{1};  // in the loop, from the start
constexpr std::int64_t pairing_every = 4;           // slides

content::PanelPower power_of(Display::Link link) {
    switch (link) {
        case Display::Link::unknown: break;
        case Display::Link::on: return content::PanelPower::on;
        case Display::Link::off: return content::PanelPower::off;
    }
    return content::PanelPower::unknown;
}

class NoBlobs : public content::BlobStore {
public:
    content::Result<std::string> read(const std::string& sha256, std::size_t) const override {
        return content::Error{content::Code::not_found, sha256 + ": there is no content yet"};
    }
};

}  // namespace

App::App(AppParts parts, const AppOptions& options, std::shared_ptr<const content::Snapshot> snapshot)
    : parts_(std::move(parts)),
      options_(options),
      snapshot_(std::move(snapshot)),
      look_(hash_of_look(parts_.screen, options.look.theme, options.look.text_scale)),
      must_look_(!has_content()),
      time_(parts_.judge_clock, parts_.earliest),
      stages_({parts_.screen, parts_.resources, parts_.display, parts_.wake, parts_.probation}, options.look,
              snapshot_),
      desk_({parts_.screen, parts_.resources.text, parts_.display, parts_.source, parts_.log, parts_.speaker,
             parts_.staff.is_pin},
            stages_) {
    assert(snapshot_ != nullptr);
}

Steady App::step(WallTime wall, Steady steady) {
    wall_ = wall;
    if (!begun_) begun_ = steady;
    age_ = steady - *begun_;
    stages_.begin_step();
    if (parts_.probation != nullptr) {
        parts_.probation->tick(steady);
        if (parts_.probation->wants_reload()) must_look_ = must_reload_ = true;
    }
    look_around(wall, steady);
    const KnownTime time = time_.time(wall, steady);
    const auto now = std::chrono::floor<seconds>(time.now);
    if (options_.only_tests && !desk_.staff().is_open() && !wants_restart()) desk_.staff().open_test(steady);
    if (!stages_.has_picture())
        stages_.show_first(options_.only_tests ? desired_now(now, steady) : desired_of(slide_at(now)), now);
    desk_.tick(steady);
    if (!stages_.advance(steady) && stages_.has_picture()) {
        show_what_is_desired(now, steady);
        if (stages_.is_fading()) desk_.scene_changed(steady);
    }
    // Before the fade back begins, and after the one to black has ended.
    const bool is_closed = stages_.has_picture() && scene().kind == SceneKind::closed;
    parts_.display.set_power(!is_closed || stages_.is_moving());
    desk_.read_aloud();
    for (const std::string& report : stages_.take_reports())
        parts_.log(report);
    tell_glass(now);
    take_picture(now);
    const std::int64_t touches = desk_.take_touches();
    if (parts_.touches != nullptr)
        parts_.touches->count(touches, is_clock_trusted_ ? std::optional(now) : std::nullopt);
    return time_to_next(time, steady);
}

void App::show_what_is_desired(Instant now, Steady steady) {
    desk_.hold_while_speaking(attract(), steady);
    if (!update_staff_page(steady)) desk_.wait(attract(), steady);
    const DesiredFrame desired = desired_now(now, steady);
    const DesiredFrame& current = stages_.current().desired;
    if (!desired.shows_same(current)) {
        // Within one scene of a visit only what differs is painted, at once: a letter, a switch, a line further.
        const bool is_same_place = ((desired.browsing && current.browsing) || (desired.staff && current.staff)) &&
                                   desired.scene == current.scene;
        if (is_same_place) {
            stages_.release_lifted();
            stages_.refresh(desired, now, steady);
        } else if (stages_.prepare(desired, now)) {
            stages_.begin_fade(steady);
        }
        return;
    }
    stages_.release_lifted();
    if (stages_.is_outdated(now)) stages_.refresh(current, now, steady);
    if (stages_.is_fading() || desk_.is_visited()) return;
    if (desk_.has_typed()) desk_.forget_typed();
    if (!desk_.staff().is_open()) prepare_following(now);
}

Steady App::time_to_next(KnownTime time, Steady steady) const {
    if (stages_.is_moving()) return frame_time;
    // It came during the fade that just ended.
    if (!stages_.has_newest_content() && !stages_.awaits_photos()) return frame_time;
    const WallTime wall = time.now;
    const auto now = std::chrono::floor<seconds>(wall);
    Steady wait = parts_.glass != nullptr && parts_.glass->is_busy() ? frame_time : max_sleep;
    const auto until = [&](Instant instant) {
        wait = std::min(wait, std::max(Steady(1), std::chrono::duration_cast<Steady>(instant - wall)));
    };
    if (const auto refresh_at = stages_.refresh_at()) until(std::max(*refresh_at, now + seconds(1)));
    if (parts_.probation != nullptr) wait = std::min(wait, parts_.probation->time_to_next(steady).value_or(wait));
    if (const auto deadline = desk_.next_deadline(steady)) wait = std::min(wait, *deadline - steady);
    if (slide_) {
        // Once for making the next slide ahead of time, once for showing it.
        until(now + prepare_ahead < slide_->until ? slide_->until - prepare_ahead : slide_->until);
    }
    if (scene().kind == SceneKind::pairing) wait = std::min(wait, std::chrono::duration_cast<Steady>(pairing_interval));
    return std::max(wait, Steady(1));
}

/// Not more often than a screen wakes anyway, but for a notice from the folders.
void App::look_around(WallTime wall, Steady steady) {
    const Steady interval = scene().kind == SceneKind::pairing ? pairing_interval : max_sleep;
    if (looked_at_ && !must_look_ && steady - *looked_at_ < interval) return;
    const bool is_first = !looked_at_;
    looked_at_ = steady;
    if (!is_first || must_look_) look_for_content();  // what there was at the start has just been read
    look_at_clock(wall, steady);
    look_at_pairing();
    is_picture_wished_ = parts_.pictures != nullptr && parts_.pictures->is_wished();
    if (!is_first && parts_.has_new_profile) has_new_profile_ = parts_.has_new_profile(steady);
}

/// Never under somebody's hands, nor while people are told to leave, nor before it is known whether they are: content
/// that came during a fade is looked at after it.
bool App::is_outdated() const {
    const bool may_end = slide_ && slide_->scene.kind != SceneKind::emergency;
    return has_new_profile_ && may_end && !desk_.is_visited() && !desk_.staff().is_open();
}

void App::look_at_pairing() {
    auto pairing = parts_.pairing ? parts_.pairing() : std::nullopt;
    if (pairing == pairing_) return;
    pairing_ = std::move(pairing);
    slide_.reset();
}

void App::look_at_clock(WallTime wall, Steady steady) {
    const auto report = parts_.agent ? parts_.agent() : std::nullopt;
    const auto before = time_.state();
    time_.look(wall, steady, report ? report->earliest : std::nullopt);
    if (const auto state = time_.state(); state && before && state != before)
        parts_.log(fmt::format("clock: {}", content::describe(*state)));
    const KnownTime time = time_.time(wall, steady);
    if (time.is_trusted != is_clock_trusted_) slide_.reset();
    is_clock_trusted_ = time.is_trusted;
    stages_.trust_clock(time.is_trusted);
    saved_at_ = time.is_trusted ? saved_at(report, std::chrono::floor<seconds>(time.now)) : std::nullopt;
}

void App::look_for_content() {
    must_look_ = false;
    if (!std::exchange(must_reload_, false) && !parts_.source.has_changed()) return;
    auto loaded = parts_.source.load();
    if (parts_.probation != nullptr) parts_.probation->loaded();
    if (!loaded) {
        parts_.log(loaded.error().message);  // what is shown stays
        return;
    }
    snapshot_ = std::move(*loaded);
    if (parts_.loaded) parts_.loaded(*snapshot_);
    slide_.reset();
    stages_.use(snapshot_);
    desk_.content_changed();
}

const ScheduledSlide& App::slide_at(Instant now) {
    if (!slide_ || now < slide_->since || now >= slide_->until) {
        slide_ = choose(now);
    }
    return *slide_;
}

/// While there is nothing else to show; and now and then in the first hour of a screen that plays and waits for its
/// name, so that whoever hung it finds out who it is without touching it.
bool App::shows_pairing(const ScheduledSlide& slide) const {
    if (!pairing_) return false;
    if (!has_content()) return true;
    if (pairing_->words.empty() || age_ >= shows_pairing_for) return false;
    if (is_urgent(slide.scene) || slide.scene.kind == SceneKind::closed) return false;
    return (slide.slide + slide.loop) % pairing_every == 0;  // not the same item's turn in each loop
}

/// What displays died of waits until all else has lived, and the clock is shown meanwhile.
ScheduledSlide App::choose(Instant now) const {
    ScheduledSlide slide = choose_slide(snapshot_->pack, parts_.screen, now, is_clock_trusted_);
    if (parts_.probation != nullptr && parts_.probation->is_held(slide.scene)) slide.scene = Scene();
    if (!shows_pairing(slide)) return slide;
    slide.scene = Scene();
    slide.scene.kind = SceneKind::pairing;
    return slide;
}

DesiredFrame App::desired_of(const ScheduledSlide& slide) const {
    DesiredFrame desired;
    desired.scene = slide.scene;
    desired.language = options_.language.value_or(slide.language);
    desired.saved_at = saved_at_;
    if (slide.scene.kind == SceneKind::pairing && pairing_) {
        desired.pairing = *pairing_;
        if (has_content()) desired.pairing.mistakes.clear();  // the public sees none
    }
    const Tokens& tokens = parts_.resources.tokens;
    const Size size = parts_.display.size();
    const float u = unit_of(size);
    // An emergency stands still; it is not up for long enough to harm a panel.
    if (slide.scene.kind != SceneKind::emergency) {
        desired.offset = burn_in_shift(slide.slide, tokens.shift_steps, tokens.shift_u * u);
    }
    const int every = std::max(1, tokens.side_swap_every_loops);
    desired.panel_first = slide.loop % every == every - 1;
    return desired;
}

DesiredFrame App::desired_now(Instant now, Steady steady) {
    DesiredFrame desired = desired_of(slide_at(now));
    if (desired.scene.kind == SceneKind::emergency) return desired;
    const DesiredFrame& current = stages_.current().desired;
    if (desk_.staff().is_open()) {
        desired.scene = {};
        desired.scene.kind = SceneKind::staff;
        desired.staff = desk_.staff().page(steady);
        desired.staff->panel = parts_.staff.panel;
        desired.language = current.language;
        if (options_.only_tests) desired.language = options_.language.value_or(content::Language::en);
        // The test picture ends where the glass ends.
        const bool is_test = desired.staff->part == StaffPage::Part::touch_test;
        desired.offset = is_test ? Offset{} : current.offset;
        return desired;
    }
    if (!desk_.is_visited()) return desired;
    View view;
    view.language = desired.language;
    view = view_of(desk_.visit(), view, steady);
    desired.scene = scene_of(desk_.visit(), desired.scene);
    desired.language = view.language;
    desired.browsing = view.browsing;
    desk_.find_hits(desired, stages_.view_of(desired, now), snapshot_->pack);
    desired.offset = current.offset;  // never moved under a finger
    desired.panel_first = current.panel_first;
    return desired;
}

bool App::update_staff_page(Steady steady) {
    const bool is_emergency = slide_ && slide_->scene.kind == SceneKind::emergency;
    if (parts_.staff.exit != nullptr) desk_.staff().use_exit(parts_.staff.exit->question());
    if (!desk_.update_staff_page(is_emergency, steady)) return false;
    take_exit_answer();
    if (desk_.staff().wants_facts()) {
        DisplayState state;
        state.version = parts_.staff.version;
        state.panel = panel();
        state.release = snapshot_->release;
        state.zone = snapshot_->pack.edition.zone;
        if (parts_.agent) state.report = parts_.agent();
        if (parts_.probation != nullptr) state.deaths = parts_.probation->book();
        state.times = frame_times_.summary();
        state.muted_cells = desk_.muted_cells(steady);
        if (parts_.staff.exit != nullptr) {
            state.exit = parts_.staff.exit->state();
            state.proposed_exit = parts_.staff.exit->question();
            state.exit_at = parts_.staff.exit->answered_at();
        }
        state.clock = time_.state();
        state.now = std::chrono::floor<seconds>(wall_);
        desk_.staff().show(staff_facts(state, parts_.screen, parts_.resources.strings, language()));
    }
    return true;
}

/// Emergencies that are drawn from now on have the way out, or have it no more.
void App::take_exit_answer() {
    const auto is_there = desk_.staff().take_exit_answer();
    if (!is_there || parts_.staff.exit == nullptr) return;
    const auto now = std::chrono::floor<seconds>(wall_);
    const auto kept = parts_.staff.exit->answer(*is_there, is_clock_trusted_ ? std::optional(now) : std::nullopt);
    if (!kept) return parts_.log(kept.error().in("the way out").message);
    look_ = hash_of_look(parts_.screen, options_.look.theme, options_.look.text_scale);
    parts_.log(*is_there ? "the way out was confirmed at the panel" : "the way out was found wrong at the panel");
}

void App::prepare_following(Instant now) {
    if (!slide_ || now + prepare_ahead < slide_->until) return;
    const Instant then = slide_->until;
    const DesiredFrame following = desired_of(choose(then));
    if (!following.shows_same(stages_.current().desired)) static_cast<void>(stages_.prepare(following, then));
}

/// Of a visit only that there is one, at once; what moves, when it has come to rest.
void App::tell_glass(Instant now) {
    if (parts_.glass == nullptr || !stages_.has_picture()) return;
    const bool is_moving = stages_.is_moving() || !stages_.has_newest_content();
    const RenderedFrame& current = stages_.current();
    const bool is_emergency = scene().kind == SceneKind::emergency;
    content::Glass glass;
    glass.has_visit = desk_.is_visited() || desk_.staff().is_open();
    if (is_moving && (!glass.has_visit || is_emergency)) return;
    const bool is_told = !glass.has_visit || is_emergency;
    glass.release = snapshot_->release;
    if (is_told) glass.scene = to_string(scene());
    glass.language = content::code(is_told ? language() : defaults().language);
    glass.since = is_told ? current.made_for : now;
    const Display& display = parts_.display;
    glass.width = display.size().width;
    glass.height = display.size().height;
    glass.panel = power_of(display.link());
    if (is_told) glass.look = look_;
    if (parts_.staff.exit != nullptr) {
        glass.exit = parts_.staff.exit->state();
        glass.exit_at = parts_.staff.exit->answered_at();
    }
    const Tokens& tokens = parts_.resources.tokens;
    const int margin = burn_in_margin(tokens.shift_u * unit_of(display.size()));
    parts_.glass->tell(std::move(glass), {display, current.desired.offset, margin, stages_.presented()});
}

/// Never of somebody who uses the screen: what they look at, and what they type, is theirs. What moves comes to rest
/// first.
void App::take_picture(Instant now) {
    if (!is_picture_wished_ || !stages_.has_picture() || stages_.is_moving()) return;
    is_picture_wished_ = false;
    const bool is_used = desk_.is_visited() || desk_.staff().is_open();
    parts_.pictures->answer(parts_.display, is_used ? PictureTaker::Use::somebody : PictureTaker::Use::none,
                            is_used ? std::string() : to_string(scene()), now);
}

void App::window_changed() {
    if (stages_.window_changed()) desk_.picture_size_changed();
}

Preferences App::defaults() const {
    Preferences defaults;
    if (slide_) defaults.language = options_.language.value_or(slide_->language);
    defaults.text_scale = options_.look.text_scale;
    defaults.motion = options_.look.motion;
    return defaults;
}

Point App::panel_share(Point in_picture) const {
    const Size picture = parts_.display.size();
    const Size panel = parts_.display.panel();
    const Point point = parts_.display.panel_point(
        {in_picture.x * static_cast<float>(picture.width), in_picture.y * static_cast<float>(picture.height)},
        stages_.current().desired.offset);
    return {point.x / static_cast<float>(panel.width), point.y / static_cast<float>(panel.height)};
}

std::shared_ptr<const content::Snapshot> empty_snapshot(const std::string& zone) {
    auto snapshot = std::make_shared<content::Snapshot>();
    content::Edition& edition = snapshot->pack.edition;
    edition.zone = zone;
    edition.languages.assign(content::official_languages.begin(), content::official_languages.end());
    snapshot->blobs = std::make_shared<const NoBlobs>();
    return snapshot;
}

}  // namespace kiosk
