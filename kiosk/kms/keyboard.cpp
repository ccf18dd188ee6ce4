#include "kiosk/kms/keyboard.h"

#include <xkbcommon/xkbcommon.h>

#include <array>

namespace kiosk {

using content::Steady;

namespace {

/// X and xkbcommon count the kernel's codes from 8.
constexpr std::uint32_t first_code = 8;

std::optional<Key> key_of(xkb_keysym_t symbol) {
    switch (symbol) {
        case XKB_KEY_Up:
        case XKB_KEY_KP_Up:
        case XKB_KEY_KP_8: return Key::up;
        case XKB_KEY_Down:
        case XKB_KEY_KP_Down:
        case XKB_KEY_KP_2: return Key::down;
        case XKB_KEY_Left:
        case XKB_KEY_KP_Left:
        case XKB_KEY_KP_4: return Key::left;
        case XKB_KEY_Right:
        case XKB_KEY_KP_Right:
        case XKB_KEY_KP_6: return Key::right;
        case XKB_KEY_Return:
        case XKB_KEY_KP_Enter:
        case XKB_KEY_KP_Begin:
        case XKB_KEY_KP_5: return Key::enter;
        case XKB_KEY_Escape: return Key::escape;
        case XKB_KEY_F1: return Key::help;
        case XKB_KEY_BackSpace: return Key::erase;
        case XKB_KEY_F2:
        case XKB_KEY_KP_Multiply: return Key::read;
        case XKB_KEY_F4:
        case XKB_KEY_XF86AudioRaiseVolume:
        case XKB_KEY_KP_Add: return Key::louder;
        case XKB_KEY_F3:
        case XKB_KEY_XF86AudioLowerVolume:
        case XKB_KEY_KP_Subtract: return Key::quieter;
        default: return std::nullopt;
    }
}

bool is_written(const std::string& text) {
    return !text.empty() && static_cast<unsigned char>(text.front()) >= ' ' && text.front() != '\x7F';
}

}  // namespace

struct Keyboard::Layout {
    struct Free {
        void operator()(xkb_context* one) const { xkb_context_unref(one); }
        void operator()(xkb_keymap* one) const { xkb_keymap_unref(one); }
        void operator()(xkb_state* one) const { xkb_state_unref(one); }
    };
    std::unique_ptr<xkb_context, Free> context{xkb_context_new(XKB_CONTEXT_NO_FLAGS)};
    std::unique_ptr<xkb_keymap, Free> map;
    std::unique_ptr<xkb_state, Free> state;

    [[nodiscard]] bool has(const char* modifier) const {
        return xkb_state_mod_name_is_active(state.get(), modifier, XKB_STATE_MODS_EFFECTIVE) > 0;
    }
};

Keyboard::Keyboard(const std::string& layout) : layout_(std::make_unique<Layout>()) {
    if (layout_->context == nullptr) return;
    xkb_context_set_log_level(layout_->context.get(), XKB_LOG_LEVEL_CRITICAL);
    xkb_rule_names names{};
    if (!layout.empty()) names.layout = layout.c_str();
    layout_->map.reset(xkb_keymap_new_from_names(layout_->context.get(), &names, XKB_KEYMAP_COMPILE_NO_FLAGS));
    release_all();
}

Keyboard::~Keyboard() = default;

void Keyboard::release_all() {
    held_.reset();
    if (layout_->map != nullptr) layout_->state.reset(xkb_state_new(layout_->map.get()));
}

std::vector<ScreenEvent> Keyboard::feed(std::uint32_t code, bool is_down, Steady now) {
    if (layout_->state == nullptr) return {};
    const std::uint32_t key = code + first_code;
    std::vector<ScreenEvent> events;
    if (is_down) events = meaning(key);
    xkb_state_update_key(layout_->state.get(), key, is_down ? XKB_KEY_DOWN : XKB_KEY_UP);
    if (is_down && xkb_keymap_key_repeats(layout_->map.get(), key) != 0) {
        held_ = Held{key, now + repeats_after, 0};
    } else if (held_ && held_->code == key) {
        held_.reset();
    }
    return events;
}

std::optional<Steady> Keyboard::next_repeat() const {
    return held_ ? std::optional(held_->due) : std::nullopt;
}

std::vector<ScreenEvent> Keyboard::repeat(Steady now) {
    if (!held_ || now < held_->due) return {};
    auto events = meaning(held_->code);
    held_->due = now + repeats_every;
    if (++held_->times >= max_repeats) held_.reset();
    return events;
}

std::vector<ScreenEvent> Keyboard::meaning(std::uint32_t key) const {
    const xkb_keysym_t symbol = xkb_state_key_get_one_sym(layout_->state.get(), key);
    const bool has_control = layout_->has(XKB_MOD_NAME_CTRL);
    const bool has_alt = layout_->has(XKB_MOD_NAME_ALT);
    std::vector<ScreenEvent> events;
    if (has_control && has_alt && (symbol == XKB_KEY_s || symbol == XKB_KEY_S)) events.emplace_back(Notice::staff_page);
    if (const auto known = key_of(symbol)) events.emplace_back(KeyEvent{*known});
    if (has_control || has_alt) return events;
    std::array<char, 16> bytes{};
    const int length = xkb_state_key_get_utf8(layout_->state.get(), key, bytes.data(), bytes.size());
    const std::string text(bytes.data(), static_cast<std::size_t>(length > 0 && length < 16 ? length : 0));
    if (is_written(text)) events.emplace_back(TextEvent{text});
    return events;
}

}  // namespace kiosk
