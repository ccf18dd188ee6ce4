#include "kiosk/frame/sensitive_text.h"

#include <string.h>

#include <array>

namespace kiosk {

void SensitiveText::erase_last_letter() {
    std::size_t length = text_.size();
    while (length > 0 && (static_cast<unsigned char>(text_[length - 1]) & 0xC0U) == 0x80U)
        --length;
    if (length > 0) --length;
    *this = SensitiveText(text_.substr(0, length));
}

void SensitiveText::wipe() noexcept {
    explicit_bzero(text_.data(), text_.capacity());
    text_.clear();
}

[[gnu::noinline]] void wipe_stack() {
    constexpr std::size_t depth = 256UL * 1024;  // bytes; laying text out and searching go less deep
    std::array<char, depth> below;               // NOLINT(cppcoreguidelines-pro-type-member-init)
    explicit_bzero(below.data(), below.size());
}

}  // namespace kiosk
