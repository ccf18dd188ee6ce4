#include "kiosk/app/probation.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <exception>
#include <utility>

#include "kiosk/loop/loop_plan.h"

namespace kiosk {
namespace {

using content::ItemKind;
using content::Steady;

constexpr Steady long_enough{3'000};                      // drawn, faded in, settled
constexpr Steady survival = std::chrono::seconds(60);     // with something else than what killed others
constexpr Steady max_probation = std::chrono::hours(12);  // where visitors let no loop come to its end

std::optional<ItemKind> item_kind_of(const Scene& scene) {
    switch (scene.kind) {
        case SceneKind::highlight:
        case SceneKind::story: return ItemKind::story;
        case SceneKind::call: return ItemKind::call;
        case SceneKind::event: return ItemKind::event;
        case SceneKind::notice:
        case SceneKind::emergency: return ItemKind::notice;
        case SceneKind::link: return ItemKind::link;
        default: return std::nullopt;
    }
}

/// The same for all pages and showings of a programme.
std::string key_of(const Scene& scene) {
    Scene whole;
    whole.kind = scene.kind;
    whole.id = scene.id;
    return to_string(whole);
}

}  // namespace

std::set<std::string> scenes_to_prove(const content::Pack& pack, const Screen& screen, content::Instant now,
                                      bool clock_trusted) {
    std::set<std::string> keys;
    for (const Slide& slide : plan_loop(pack, screen, pack.edition.default_language, now, clock_trusted))
        keys.insert(key_of(slide.scene));
    return keys;
}

std::string identity_of_program(const std::string& version) {
    struct stat facts {};
    if (::stat("/proc/self/exe", &facts) != 0) return version;
    return fmt::format("{} {} {}", version, facts.st_mtim.tv_sec, facts.st_size);
}

Probation::Probation(content::DisplayJournal journal, std::function<void(const std::string&)> log)
    : journal_(std::move(journal)), log_(std::move(log)), exceptions_(std::uncaught_exceptions()) {
    for (const std::string& line : journal_.news())
        log_(line);
}

Probation::~Probation() {
    if (std::uncaught_exceptions() > exceptions_) journal_.say("exception");
}

void Probation::note(const content::Status& done) {
    if (!done && !std::exchange(has_failed_, true)) log_(done.error().in("probation").message);
}

content::Unread Probation::about_to_load(std::int64_t release) {
    if (std::exchange(active_, release) != release) holds_ = true;
    precautions_ = content::precautions(journal_.book(), release);
    content::Unread unread;
    unread.items = precautions_.left_out;
    if (holds_) unread.items.insert(precautions_.held_back.begin(), precautions_.held_back.end());
    if (precautions_.avoids_release) unread.release = release;
    content::Death reading;
    reading.release = precautions_.avoids_release ? 0 : release;
    journal_.prepare(reading);
    return unread;
}

void Probation::loaded() {
    if (up_) return journal_.prepare(drawn_);
    journal_.prepare_nothing();
}

void Probation::about_to_draw(const Scene& scene, content::Language language, bool is_visit, std::int64_t release) {
    if (std::exchange(release_, release) != release) {
        lived_.clear();
        up_.reset();
        first_up_.reset();
        has_survived_ = false;
    }
    content::Death death;
    death.release = release;
    death.scene = key_of(scene);
    death.language = code(language);
    death.kind = item_kind_of(scene);
    if (death.kind) death.id = scene.id;
    death.is_visit = is_visit;
    death.lived_with = static_cast<std::int64_t>(lived_.size() - lived_.count(death.scene));
    drawn_ = std::move(death);
    journal_.prepare(drawn_);
}

void Probation::presented(const Scene& scene, content::Language language, const content::Snapshot& snapshot,
                          const Screen& screen, content::Instant now, bool clock_trusted) {
    if (snapshot.release != release_) return;
    std::string key = key_of(scene);
    if (up_ && up_->scene == key && up_->language == language) return;
    up_ = Up{std::move(key), language, now_};
    if (!first_up_) first_up_ = now_;
    if (!is_on_probation()) return;
    wanted_ = scenes_to_prove(snapshot.pack, screen, now, clock_trusted);
    std::erase_if(wanted_, [this](const std::string& wanted) { return is_held(wanted); });
}

void Probation::tick(Steady steady) {
    now_ = steady;
    if (up_ && !up_->has_lived && steady - up_->since >= long_enough) {
        up_->has_lived = true;
        has_lived();
    }
    if (!has_survived_ && !lived_.empty() && steady - *first_up_ >= survival) {
        has_survived_ = true;
        const auto verdicts = journal_.book().verdicts;
        note(journal_.note_survival(release_));
        if (journal_.book().verdicts != verdicts) log_(to_string(journal_.book().verdicts.back()));
    }
}

void Probation::has_lived() {
    lived_.insert(up_->scene);
    note(journal_.note_lived(release_, up_->scene, code(up_->language)));
    if (!is_on_probation()) return;
    if (!std::ranges::includes(lived_, wanted_) && now_ - *first_up_ < max_probation) return;
    if (holds_ && !(precautions_.held_back.empty() && precautions_.held_scenes.empty())) {
        holds_ = false;
        wants_reload_ = true;
        return;
    }
    if (release_ != 0) note(journal_.note_proven(release_));
}

bool Probation::wants_reload() {
    return std::exchange(wants_reload_, false);
}

bool Probation::is_held(const Scene& scene) const {
    return is_held(key_of(scene));
}

bool Probation::is_held(const std::string& scene) const {
    return precautions_.left_scenes.contains(scene) || (holds_ && precautions_.held_scenes.contains(scene));
}

bool Probation::is_on_probation() const {
    return release_ != book().proven || !book().deaths.empty();
}

std::optional<Steady> Probation::time_to_next(Steady steady) const {
    if (!is_on_probation() || !up_ || up_->has_lived) return std::nullopt;
    return std::max(Steady(1), up_->since + long_enough - steady);
}

}  // namespace kiosk
