#include "kiosk/kms/panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "kiosk/paint/motion.h"

namespace kiosk {

using content::Steady;

namespace {

/// The slowest panel begins a picture every 42 ms; a driver that says nothing for so long will not any more.
constexpr Steady flip_limit{500};

std::string described(const Mode& mode) {
    return fmt::format("{}x{} at {:.2f} Hz", mode.size.width, mode.size.height, mode.refresh_mhz / 1000.0);
}

std::string names_of(const std::vector<Connector>& connectors) {
    std::string names;
    for (const Connector& connector : connectors) {
        names += (names.empty() ? "" : ", ") + described(connector) + (connector.is_connected ? "" : ": nothing");
    }
    return names.empty() ? "no connectors" : names;
}

}  // namespace

Panel::Panel(OpenCards open, PanelWish wish, std::function<void()> resized, std::function<void(const std::string&)> log)
    : open_(std::move(open)), wish_(std::move(wish)), log_(std::move(log)) {
    look();
    resized_ = std::move(resized);  // of the first size nobody need be told
}

Panel::~Panel() {
    free_memory();
}

void Panel::look() {
    auto found = find();
    if (!found) {
        was_off_ = was_off_ || target_.has_value();
        target_.reset();
        state_ = card_ ? State::absent : State::fails;
        return;
    }
    if (target_ && *target_ == *found && !found->connector.is_broken) return;
    was_off_ = was_off_ || found->connector.is_broken;
    aim(std::move(*found));
}

void Panel::aim(Target target) {
    target_ = std::move(target);
    first_mode_ = 0;
    must_set_mode_ = true;
    const Size size = target_->modes.front().size;
    if (std::exchange(size_, size) != size && resized_) resized_();
}

std::optional<Panel::Target> Panel::find() {
    if (card_) {
        if (auto target = find_on(*card_)) return target;
    }
    for (auto& card : open_(card_ ? card_->name() : std::string())) {
        auto target = find_on(*card);
        if (!target && card_) continue;
        lose_card();
        card_ = std::move(card);
        if (target) return target;
    }
    if (!card_) say("panel: no graphics card shows pictures; waiting for one");
    return std::nullopt;
}

std::optional<Panel::Target> Panel::find_on(Card& card) {
    auto connectors = card.connectors();
    if (!connectors) {
        say(fmt::format("panel: {}: {}", card.name(), connectors.error().message));
        if (&card == card_.get()) lose_card();
        return std::nullopt;
    }
    const Connector* const connector = choose_connector(*connectors, wish_.name);
    if (connector == nullptr) {
        const auto wanted =
            wish_.name.empty() ? "none is connected" : fmt::format("\"{}\" is not connected", wish_.name);
        say(fmt::format("panel: {} to {} ({}); waiting for it", wanted, card.name(), names_of(*connectors)));
        return std::nullopt;
    }
    return Target{*connector, modes_to_try(*connector, wish_.size)};
}

void Panel::lose_card() {
    free_memory();
    card_.reset();
    target_.reset();
}

void Panel::free_memory() {
    for (const Memory& memory : memory_)
        card_->free_buffer(memory.buffer);
    memory_.clear();
    front_ = 0;
}

/// Buffers for the size, of which the first is needed.
bool Panel::make_memory() {
    if (!memory_.empty() && memory_.front().buffer.canvas.size != size_) free_memory();
    while (memory_.size() < 2) {
        const auto buffer = card_->make_buffer(size_);
        if (!buffer && memory_.empty()) fail(buffer.error().message);
        if (!buffer) break;
        memory_.push_back({*buffer, {whole(size_)}});
    }
    return !memory_.empty();
}

void Panel::miss(const std::vector<PixelRect>& changed) {
    for (Memory& memory : memory_) {
        memory.missed.insert(memory.missed.end(), changed.begin(), changed.end());
        memory.missed = merged(std::move(memory.missed));
    }
}

void Panel::draw_into(Memory& memory, const Draw& draw) {
    std::erase_if(memory.missed, [&](PixelRect& area) {
        area = area.intersection(whole(size_));
        return area.is_empty();
    });
    draw(memory.missed, memory.buffer.canvas);
}

void Panel::show(const std::vector<PixelRect>& changed, const Draw& draw) {
    miss(changed);
    const Size drawn = size_;
    if (!target_) look();
    if (!target_ || size_ != drawn) return;
    if (!must_set_mode_ && changed.empty() && !is_scanned_out()) must_set_mode_ = true;
    if (!must_set_mode_ && flip(draw)) return;
    if (set_mode(draw)) return;
    if (state_ != State::fails) return;  // another size is asked for
    lose_card();                         // the next picture begins with looking for it
    was_off_ = true;
}

bool Panel::flip(const Draw& draw) {
    if (!card_->finish_flip(flip_limit)) return false;
    const std::size_t next = memory_.size() > 1 ? 1 - front_ : front_;
    Memory& back = memory_[next];
    draw_into(back, draw);
    const auto flipped = card_->flip(kind_, output_, back.buffer, back.missed);
    if (flipped) {
        back.missed.clear();
        front_ = next;
        state_ = State::shows;
        return true;
    }
    if (memory_.size() == 1) return false;
    // The card may not have the room to show two: go on with the one that shows.
    card_->free_buffer(back.buffer);
    memory_.erase(memory_.begin() + static_cast<std::ptrdiff_t>(next));
    front_ = 0;
    return flip(draw);
}

bool Panel::set_mode(const Draw& draw) {
    if (!make_memory()) return false;
    if (std::exchange(was_off_, false)) card_->switch_off(kind_);
    for (; first_mode_ < target_->modes.size(); ++first_mode_) {
        const Mode& mode = target_->modes[first_mode_];
        if (mode.size != size_) {
            size_ = mode.size;
            state_ = State::absent;
            resized_();
            return false;
        }
        Memory& memory = memory_[front_];
        memory.missed = {whole(size_)};
        draw_into(memory, draw);
        if (!try_mode(mode, memory.buffer)) continue;
        memory.missed.clear();
        must_set_mode_ = false;
        state_ = State::shows;
        say(fmt::format("panel: {}, {}, by {}, {} mode setting", described(target_->connector), described(mode),
                        card_->name(), kind_ == ModeSetting::atomic ? "atomic" : "legacy"));
        return true;
    }
    fail(fmt::format("{} refuses every mode of {}", card_->name(), described(target_->connector)));
    return false;
}

/// All ways to a mode; the kernel's word that our picture is what goes out.
bool Panel::try_mode(const Mode& mode, const Buffer& buffer) {
    for (const ModeSetting kind : {ModeSetting::atomic, ModeSetting::legacy}) {
        if (!card_->has(kind)) continue;
        for (const std::uint32_t pipe : target_->connector.pipes) {
            output_ = {target_->connector.id, pipe, mode};
            kind_ = kind;
            if (card_->set_mode(kind, output_, buffer) && is_scanned_out()) return true;
        }
    }
    return false;
}

bool Panel::is_scanned_out() {
    const auto scanout = card_->scanout(output_.pipe);
    return scanout && scanout->framebuffer == memory_[front_].buffer.framebuffer && scanout->size == output_.mode.size;
}

void Panel::switch_off() {
    if (!card_ || state_ != State::shows) return;
    static_cast<void>(card_->finish_flip(flip_limit));
    card_->switch_off(kind_);
    must_set_mode_ = true;
    first_mode_ = 0;
    state_ = State::absent;
    say("panel: off until it is needed");
}

Canvas Panel::showing() const {
    return state_ == State::shows && !memory_.empty() ? memory_[front_].buffer.canvas : Canvas{};
}

void Panel::fail(const std::string& why) {
    state_ = State::fails;
    say("panel: " + why + "; trying again");
}

/// Not the same line again and again.
void Panel::say(const std::string& line) {
    if (std::exchange(said_, line) != line) log_(line);
}

}  // namespace kiosk
