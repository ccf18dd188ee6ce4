#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

/// Colours of another profile than a screen's (ICC.1, by Little CMS), in the sandbox of the importer.
namespace content {

/// Makes the C library read the time zone, which Little CMS needs to date its profiles. Call this before the sandbox
/// closes.
void prepare_for_profiles();

/// Converts samples of a profile of red, green and blue, such as Display P3 or Adobe RGB, to sRGB.
class ColourConversion {
public:
    /// Of `profile` as a file holds it. A profile that is sRGB by another name, is none of red, green and blue, or
    /// makes no sense converts nothing, as in browsers.
    explicit ColourConversion(std::span<const std::uint8_t> profile);
    ~ColourConversion();
    ColourConversion(const ColourConversion&) = delete;
    ColourConversion& operator=(const ColourConversion&) = delete;

    /// Whether it converts anything.
    [[nodiscard]] bool is_needed() const { return state_ != nullptr; }
    /// Pixels of red, green, blue and opacity (Channels::rgba) in place, if it is needed. Opacity stays.
    void convert(std::span<std::uint8_t> rgba) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace content
