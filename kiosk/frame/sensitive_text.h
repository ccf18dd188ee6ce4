#pragma once

#include <string>
#include <string_view>
#include <utility>

/// What a visitor typed. A SensitiveText overwrites its memory, short texts inside the object included, whenever it
/// gives that memory up, so that nothing typed is left after the visit.
namespace kiosk {

class SensitiveText {
public:
    SensitiveText() = default;
    SensitiveText(std::string text) : text_(std::move(text)) {}  // NOLINT(google-explicit-constructor)
    SensitiveText(const SensitiveText& other) : text_(other.text_) {}
    SensitiveText(SensitiveText&& other) noexcept : text_(std::move(other.text_)) { other.wipe(); }
    SensitiveText& operator=(const SensitiveText& other) {
        if (this != &other) *this = SensitiveText(other);
        return *this;
    }
    SensitiveText& operator=(SensitiveText&& other) noexcept {
        if (this == &other) return *this;
        wipe();
        text_.swap(other.text_);
        other.wipe();
        return *this;
    }
    ~SensitiveText() { wipe(); }

    operator const std::string&() const { return text_; }  // NOLINT(google-explicit-constructor)
    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] bool empty() const { return text_.empty(); }
    [[nodiscard]] std::size_t size() const { return text_.size(); }
    void append(const std::string& more) {
        SensitiveText longer(text_ + more);
        *this = std::move(longer);
    }
    /// Erases the last letter, with all its bytes.
    void erase_last_letter();
    void clear() { wipe(); }
    bool operator==(const SensitiveText&) const = default;
    bool operator==(std::string_view text) const { return text_ == text; }

private:
    void wipe() noexcept;

    std::string text_;
};

/// Overwrites what finished calls left on the stack of this thread.
void wipe_stack();

}  // namespace kiosk
