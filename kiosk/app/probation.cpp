#include "kiosk/app/probation.h"

#include <algorithm>
#include <utility>

#include "kiosk/loop/loop_plan.h"

namespace kiosk {
namespace {

using content::Steady;

using content::DrawRecord;
using content::DrawState;
using content::ItemKind;

constexpr Steady between_records{2'000};
constexpr Steady max_pause{4'000};  // half of what the judge allows, and a reserve

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

Probation::Probation(content::DrawJournal journal, std::function<void(const std::string&)> log)
    : journal_(std::move(journal)), log_(std::move(log)) {}

Probation::~Probation() {
    if (release_ != 0) write(DrawState::ended, Scene{});
}

void Probation::write(DrawState state, const Scene& scene) {
    DrawRecord record;
    record.release = release_;
    record.state = state;
    if (state == DrawState::drawing || state == DrawState::presented) {
        record.scene = key_of(scene);
        record.kind = item_kind_of(scene);
        if (record.kind) record.id = scene.id;
    }
    const auto done = journal_.write(std::move(record));
    if (!done && !std::exchange(has_failed_, true)) log_(done.error().in("probation").message);
    written_at_ = now_;
}

std::optional<std::int64_t> Probation::about_to_load(std::int64_t release) {
    const auto deadly = journal_.deadly_release();
    if (deadly == release || release == journal_.proven() || release == 0) return deadly;
    release_ = release;
    shown_.clear();
    last_.clear();
    write(DrawState::loading, Scene{});
    return std::nullopt;
}

void Probation::about_to_draw(const Scene& scene, std::int64_t release) {
    if (release == journal_.proven()) release = 0;
    if (release != release_) {
        release_ = release;
        shown_.clear();
        last_.clear();
    }
    if (release_ == 0) return;
    const std::string key = key_of(scene);
    // Redrawing what is up already, like the clock's minute, is nothing new.
    if (shown_.contains(key) && last_ == key) return;
    last_ = key;
    write(DrawState::drawing, scene);
}

void Probation::presented(const Scene& scene, const content::Snapshot& snapshot, const Screen& screen,
                          content::Instant now, bool clock_trusted) {
    if (release_ == 0 || snapshot.release != release_) return;
    const bool is_new = shown_.insert(key_of(scene)).second;
    if (is_new) {
        const auto wanted = scenes_to_prove(snapshot.pack, screen, now, clock_trusted);
        if (std::ranges::includes(shown_, wanted)) {
            write(DrawState::proven, scene);
            release_ = 0;
            shown_.clear();
            return;
        }
    }
    // The picture after this one may be under way: what is about to be drawn is the better suspect.
    if (last_ != key_of(scene)) {
        if (now_ - written_at_ >= between_records) {
            Scene next;
            if (const auto parsed = parse_scene(last_)) next = *parsed;
            write(DrawState::drawing, next);
        }
        return;
    }
    if (is_new || now_ - written_at_ >= between_records) write(DrawState::presented, scene);
}

bool Probation::is_due(Steady steady) {
    now_ = steady;
    return release_ != 0 && steady - written_at_ >= max_pause;
}

std::optional<Steady> Probation::time_to_next(Steady steady) const {
    if (release_ == 0) return std::nullopt;
    return std::max(Steady(1), written_at_ + max_pause - steady);
}

}  // namespace kiosk
