#include "kiosk/app/app.h"

#include <malloc.h>

#include <algorithm>
#include <cassert>
#include "kiosk/scenes/build_frame.h"
#include "kiosk/visit/visit_view.h"

namespace kiosk {
namespace {

using content::Steady;

using content::Instant;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::size_t text_budget = 4UL * 1024 * 1024;
constexpr std::size_t photo_budget = 64UL * 1024 * 1024;
constexpr seconds ahead{3};  // how long before its turn the next slide is made
constexpr seconds max_sleep{60};
constexpr milliseconds frame_time{16};
// A machine without a battery-backed clock begins in 1970 or at its image's date: nothing before this is believed.
constexpr Instant plausible = std::chrono::sys_days(std::chrono::year(2023) / 1 / 1);

class NoBlobs : public content::BlobSource {
public:
    content::Result<std::string> read(const std::string& sha256, std::size_t) const override {
        return content::Error{content::Code::not_found, sha256 + ": there is no content yet"};
    }
};

/// Two pages of one board or wall: only the rows change.
bool is_page_change(const Scene& from, const Scene& to) {
    Scene turned = from;
    turned.page = to.page;
    return turned == to && from.page != to.page;
}

}  // namespace

App::App(AppParts parts, const AppOptions& options, std::shared_ptr<const content::Snapshot> snapshot, bool has_content)
    : parts_(std::move(parts)),
      options_(options),
      snapshot_(std::move(snapshot)),
      must_look_(!has_content),
      painter_(parts_.resources.text, text_budget),
      photos_(photo_budget, parts_.wake),
      touches_(parts_.display.size()),
      desk_(parts_.staff.is_pin) {
    assert(snapshot_ != nullptr);
    photos_.use(snapshot_->blobs);
    if (parts_.speaker != nullptr) narrator_.emplace(*parts_.speaker);
}

Steady App::step(WallTime wall, Steady steady) {
    const auto now = std::chrono::floor<seconds>(wall);
    awaits_photos_ = false;
    if (must_look_ || steady - looked_at_ >= max_sleep) {
        looked_at_ = steady;
        look_for_content();
    }
    if (current_.content < 0) show_first(now);
    if (parts_.probation != nullptr && parts_.probation->is_due(steady)) present_again();
    touches_.tick(steady);
    for (const std::string& report : touches_.take_reports())
        parts_.log(report);
    if (fade_) {
        advance_fade(steady);
    } else if (arrival_) {
        advance_arrival(steady);
    } else if (current_.content >= 0) {
        if (narrator_ && narrator_->is_speaking()) give(SpeechOngoing{}, steady);
        if (!serve(now, steady)) give(TimePassed{}, steady);
        const Wanted wanted = wanted_now(now, steady);
        if (!wanted.shows_same(current_.wanted)) {
            // Within one scene of a visit only what differs is painted, at once: a letter, a switch, a line further.
            const bool is_same_place =
                ((wanted.browsing && current_.wanted.browsing) || (wanted.staff && current_.wanted.staff)) &&
                wanted.scene == current_.wanted.scene;
            if (is_same_place) {
                if (is_lifted_) release_press();
                refresh(wanted, now, steady);
            } else if (prepare(wanted, now)) {
                begin_fade(steady);
            }
        } else {
            if (is_lifted_) release_press();
            const bool is_outdated = current_.content != content_ || (refresh_at_ && now >= *refresh_at_) ||
                                     now + ahead + seconds(2) < current_.made_for;
            if (is_outdated) refresh(current_.wanted, now, steady);
            if (has_typed_ && !fade_ && !is_visited()) forget_visit();
            if (!fade_ && !is_visited() && !desk_.is_open()) prepare_following(now);
        }
    }
    read_aloud();
    for (const std::string& report : photos_.take_reports())
        parts_.log(report);
    return time_to_next(wall, steady);
}

Steady App::time_to_next(WallTime wall, Steady steady) const {
    if (is_moving()) return frame_time;
    if (current_.content != content_ && !awaits_photos_) return frame_time;  // it came during the fade that just ended
    const auto now = std::chrono::floor<seconds>(wall);
    Steady wait = max_sleep;
    const auto until = [&](Instant instant) {
        wait = std::min(wait, std::max(Steady(1), std::chrono::duration_cast<Steady>(instant - wall)));
    };
    if (refresh_at_) until(std::max(*refresh_at_, now + seconds(1)));
    if (parts_.probation != nullptr) wait = std::min(wait, parts_.probation->time_to_next(steady).value_or(wait));
    if (const auto due = corner_.due()) wait = std::min(wait, *due - steady);
    if (const auto deadline = desk_.next_deadline(steady)) wait = std::min(wait, *deadline - steady);
    if (const auto deadline = next_deadline(visit_, current_.frame, steady)) wait = std::min(wait, *deadline - steady);
    if (showing_) {
        // Once for making the next slide ahead of time, once for showing it.
        until(now + ahead < showing_->until ? showing_->until - ahead : showing_->until);
    }
    return std::max(wait, Steady(1));
}

void App::look_for_content() {
    must_look_ = false;
    if (!parts_.source.has_changed()) return;
    auto loaded = parts_.source.load();
    if (!loaded) {
        parts_.log(loaded.error().message);  // what is shown stays
        return;
    }
    snapshot_ = std::move(*loaded);
    ++content_;
    showing_.reset();
    if (!fade_) next_.reset();  // a fade that is under way needs what it leads to, and is made new at its end
    search_.reset();
    unusable_photos_.clear();
    photos_.use(snapshot_->blobs);
}

const ScheduledSlide& App::showing_at(Instant now) {
    if (!showing_ || now < showing_->since || now >= showing_->until) {
        showing_ = choose_slide(snapshot_->pack, parts_.screen, now);
    }
    return *showing_;
}

bool App::is_urgent(const Scene& scene) const {
    return scene.kind == SceneKind::emergency || scene.kind == SceneKind::notice;
}

App::Wanted App::wanted_of(const ScheduledSlide& showing) const {
    Wanted wanted{showing.scene, options_.language.value_or(showing.language), {}, false, {}, {}};
    const Tokens& tokens = parts_.resources.tokens;
    const Size size = parts_.display.size();
    const float u = unit_of(size);
    // An emergency stands still; it is not up for long enough to harm a panel.
    if (showing.scene.kind != SceneKind::emergency) {
        wanted.offset = burn_in_shift(showing.slide, tokens.shift_steps, tokens.shift_u * u);
    }
    const int every = std::max(1, tokens.side_swap_every_loops);
    wanted.panel_first = showing.loop % every == every - 1;
    return wanted;
}

App::Wanted App::wanted_now(Instant now, Steady steady) {
    Wanted wanted = wanted_of(showing_at(now));
    if (wanted.scene.kind == SceneKind::emergency) return wanted;
    if (desk_.is_open()) {
        wanted.scene = {};
        wanted.scene.kind = SceneKind::staff;
        wanted.staff = desk_.page(steady);
        wanted.language = current_.wanted.language;
        wanted.offset = current_.wanted.offset;
        return wanted;
    }
    if (!is_visited()) return wanted;
    View view;
    view.language = wanted.language;
    view = kiosk::view_of(visit_, view, steady);
    wanted.scene = scene_of(visit_, wanted.scene);
    wanted.language = view.language;
    wanted.browsing = view.browsing;
    find_hits(wanted, now);
    wanted.offset = current_.wanted.offset;  // never moved under a finger
    wanted.panel_first = current_.wanted.panel_first;
    return wanted;
}

View App::view_of(const Wanted& wanted, Instant now) const {
    View view;
    view.size = parts_.display.size();
    view.language = wanted.language;
    view.theme = options_.theme.value_or(theme_of_hour(now, snapshot_->pack.edition.zone));
    view.text_scale = options_.text_scale;
    view.now = now;
    view.clock_trusted = is_plausible(now);
    view.panel_first = wanted.panel_first;
    view.unusable_photos = unusable_photos_;
    view.staff = wanted.staff;
    if (wanted.staff) view.text_scale = 1;
    if (wanted.browsing) apply(*wanted.browsing, view);
    return view;
}

std::optional<Frame> App::build(const Wanted& wanted, Instant now) {
    if (parts_.probation != nullptr) parts_.probation->about_to_draw(wanted.scene, snapshot_->release);
    // Each turn finds at least one more photo unusable, or ends.
    while (true) {
        Frame frame = build_frame(wanted.scene, *snapshot_, parts_.screen, view_of(wanted, now), parts_.resources);
        bool is_pending = false;
        bool is_changed = false;
        for (const Element& element : frame.elements) {
            const auto* photo = std::get_if<PhotoElement>(&element.what);
            if (photo == nullptr || unusable_photos_.contains(photo->sha256)) continue;
            const auto state = photos_.ask(*photo);
            is_pending = is_pending || state == ImageStore::State::pending;
            if (state == ImageStore::State::unusable) is_changed = unusable_photos_.insert(photo->sha256).second;
        }
        if (is_pending) {
            awaits_photos_ = true;
            return std::nullopt;
        }
        if (!is_changed) return frame;
    }
}

void App::paint(Display::Layer layer, const Stage& stage, const PixelRect& area, const PoseOf& pose_of) {
    const auto find = [this](const PhotoElement& photo) { return photos_.find(photo); };
    parts_.display.write(layer, area, stage.wanted.offset, [&](const PixelRect& part, Canvas canvas) {
        painter_.paint(stage.frame, part, pose_of, find, canvas);
    });
}

bool App::prepare(const Wanted& wanted, Instant now) {
    if (next_ && next_->content == content_ && next_->wanted.shows_same(wanted)) return true;
    next_.reset();
    auto frame = build(wanted, now);
    if (!frame) return false;
    Stage stage{wanted, std::move(*frame), now, content_, false};
    if (is_page_change(current_.wanted.scene, wanted.scene)) stage.wanted.offset = current_.wanted.offset;
    stage.enters = !is_urgent(wanted.scene) && !wanted.browsing && wanted.scene != current_.wanted.scene &&
                   !is_page_change(current_.wanted.scene, wanted.scene);
    const float u = unit_of(stage.frame.size);
    const EntranceMotion arrival(stage.frame, parts_.resources.tokens.motion, u,
                                 stage.enters ? motion_of(wanted) : MotionChoice::none);
    paint(Display::Layer::next, stage, whole(stage.frame.size),
          [&](const Element& element) { return arrival.pose(element, 0); });
    next_ = std::move(stage);
    return true;
}

void App::prepare_following(Instant now) {
    if (!showing_ || now + ahead < showing_->until) return;
    const Instant then = showing_->until;
    const Wanted upcoming = wanted_of(choose_slide(snapshot_->pack, parts_.screen, then));
    if (!upcoming.shows_same(current_.wanted)) static_cast<void>(prepare(upcoming, then));
}

void App::show_first(Instant now) {
    const Wanted wanted = wanted_of(showing_at(now));
    auto frame = build(wanted, now);
    if (!frame) return;
    current_ = {wanted, std::move(*frame), now, content_, false};
    refresh_at_ = current_.frame.next_change;
    paint(Display::Layer::showing, current_, whole(current_.frame.size), at_rest);
    present();
}

void App::begin_fade(Steady steady) {
    const Motion& motion = parts_.resources.tokens.motion;
    int duration = motion.slide_fade;
    if (is_urgent(next_->wanted.scene)) duration = motion.urgent_in;
    if (is_page_change(current_.wanted.scene, next_->wanted.scene)) {
        duration = motion.page_change;
    }
    if (next_->wanted.scene == current_.wanted.scene || next_->wanted.browsing) duration = motion.page_change;
    if (motion_of(next_->wanted) == MotionChoice::none) duration = motion.reduced;
    forget_press();  // a darkened button fades like the rest
    fade_ = Fade{steady, duration};
    touches_.scene_changed(steady);
}

void App::advance_fade(Steady steady) {
    const auto elapsed = static_cast<int>((steady - fade_->since).count());
    const float share =
        std::clamp(static_cast<float>(elapsed) / static_cast<float>(std::max(1, fade_->duration)), 0.0F, 1.0F);
    if (share < 1) {
        present(ease_in_out(share));
        return;
    }
    fade_.reset();
    parts_.display.take_next();
    current_ = std::move(*next_);
    next_.reset();
    refresh_at_ = current_.frame.next_change;
    present();
    if (!current_.enters) return settle();
    const float u = unit_of(current_.frame.size);
    arrival_ = Arriving{EntranceMotion(current_.frame, parts_.resources.tokens.motion, u, motion_of(current_.wanted)),
                        steady, 0};
    if (arrival_->arrival.duration() == 0) settle();
}

void App::advance_arrival(Steady steady) {
    const int elapsed = std::clamp(static_cast<int>((steady - arrival_->since).count()), arrival_->painted,
                                   arrival_->arrival.duration());
    const auto pose = [&](const Element& element) { return arrival_->arrival.pose(element, elapsed); };
    for (const PixelRect& area : arrival_->arrival.changes(current_.frame, arrival_->painted, elapsed)) {
        paint(Display::Layer::showing, current_, area, pose);
    }
    arrival_->painted = elapsed;
    if (elapsed == arrival_->arrival.duration()) settle();
    present();
}

void App::settle() {
    arrival_.reset();
    painter_.forget_text();
    malloc_trim(0);  // until the next slide nothing will need it: what is left over goes back to the system
}

void App::refresh(const Wanted& wanted, Instant now, Steady steady) {
    auto frame = build(wanted, now);
    if (!frame) return;
    const Size size = frame->size;
    const auto areas = differences(current_.frame, *frame);
    std::int64_t changed = 0;
    for (const PixelRect& area : areas)
        changed += area.intersection(whole(size)).surface();
    Stage fresh{wanted, std::move(*frame), now, content_, false};
    refresh_at_ = fresh.frame.next_change;
    const bool follows_finger = fresh.is_dragged() || current_.is_dragged();
    if (changed * 3 > whole(size).surface() && !follows_finger) {
        paint(Display::Layer::next, fresh, whole(size), at_rest);
        next_ = std::move(fresh);
        begin_fade(steady);
        return;
    }
    current_ = std::move(fresh);
    if (areas.empty()) return;
    for (const PixelRect& area : areas)
        paint(Display::Layer::showing, current_, area, at_rest);
    forget_press();
    present();
}

void App::present(float mix) {
    parts_.display.present(mix);
    ++presented_;
    if (parts_.probation == nullptr || fade_ || current_.content != content_) return;
    parts_.probation->presented(current_.wanted.scene, *snapshot_, parts_.screen, current_.made_for);
}

void App::present_again() {
    if (current_.content >= 0 && !is_moving()) present();
}

void App::window_changed() {
    if (!parts_.display.adopt_window_size() || current_.content < 0) return;
    touches_ = TouchFilter(parts_.display.size());
    fade_.reset();
    arrival_.reset();
    next_.reset();
    current_.content = -1;  // the next step makes everything anew
}

bool is_plausible(Instant now) {
    return now >= plausible;
}

ThemeName theme_of_hour(Instant now, const std::string& zone) {
    const int hour = content::to_local(now, zone).hour;
    return hour >= 7 && hour < 19 ? ThemeName::light : ThemeName::dark;
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
