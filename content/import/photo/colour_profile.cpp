#include "content/import/photo/colour_profile.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <ctime>
#include <vector>

#include <lcms2.h>

namespace content {
namespace {

struct CloseProfile {
    void operator()(void* profile) const { cmsCloseProfile(profile); }
};
using Profile = std::unique_ptr<void, CloseProfile>;

/// Whether it leaves colours as they are, but for rounding: those of a cube from black to white are tried.
bool is_identity(cmsHTRANSFORM transform) {
    constexpr std::array<std::uint8_t, 6> levels{0, 51, 102, 153, 204, 255};
    constexpr int rounding = 2;
    std::vector<std::uint8_t> colours;
    for (const std::uint8_t red : levels) {
        for (const std::uint8_t green : levels) {
            for (const std::uint8_t blue : levels)
                colours.insert(colours.end(), {red, green, blue, 0xFF});
        }
    }
    std::vector<std::uint8_t> converted(colours.size());
    cmsDoTransform(transform, colours.data(), converted.data(), static_cast<cmsUInt32Number>(colours.size() / 4));
    for (std::size_t i = 0; i < colours.size(); ++i) {
        if (i % 4 != 3 && std::abs(int{colours[i]} - int{converted[i]}) > rounding) return false;
    }
    return true;
}

}  // namespace

struct ColourConversion::State {
    cmsHTRANSFORM transform;

    explicit State(cmsHTRANSFORM made) : transform(made) {}
    ~State() { cmsDeleteTransform(transform); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
};

void prepare_for_profiles() {
    tzset();
}

ColourConversion::ColourConversion(std::span<const std::uint8_t> profile) {
    if (profile.empty()) return;
    const Profile from(cmsOpenProfileFromMem(profile.data(), static_cast<cmsUInt32Number>(profile.size())));
    const Profile to(cmsCreate_sRGBProfile());
    if (from == nullptr || to == nullptr || cmsGetColorSpace(from.get()) != cmsSigRgbData) return;
    cmsHTRANSFORM transform = cmsCreateTransform(from.get(), TYPE_RGBA_8, to.get(), TYPE_RGBA_8,
                                                 INTENT_RELATIVE_COLORIMETRIC, cmsFLAGS_COPY_ALPHA);
    if (transform == nullptr) return;
    if (is_identity(transform)) {
        cmsDeleteTransform(transform);
    } else {
        state_ = std::make_unique<State>(transform);
    }
}

ColourConversion::~ColourConversion() = default;

void ColourConversion::convert(std::span<std::uint8_t> rgba) const {
    if (state_ == nullptr) return;
    cmsDoTransform(state_->transform, rgba.data(), rgba.data(), static_cast<cmsUInt32Number>(rgba.size() / 4));
}

}  // namespace content
