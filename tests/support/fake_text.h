#pragma once

#include <cmath>

#include "kiosk/text/text.h"

namespace support {

/// A text engine without fonts: every byte is a solid block, half an em wide. Fast, and right about wrapping.
class FakeText : public kiosk::Text {
public:
    kiosk::TextExtent measure(const kiosk::TextSpec& spec) override {
        const float em = spec.style.size;
        const float length = static_cast<float>(spec.text.size()) * em / 2;
        kiosk::TextExtent extent;
        extent.lines = spec.width > 0 ? std::max(1, static_cast<int>(std::ceil(length / spec.width))) : 1;
        if (spec.max_lines > 0 && extent.lines > spec.max_lines) {
            extent.lines = spec.max_lines;
            extent.truncated = true;
        }
        extent.width = spec.width > 0 ? std::min(length, spec.width) : length;
        extent.height = static_cast<float>(extent.lines) * em * 1.25F;
        extent.first_baseline = em;
        extent.cap_height = em * 0.7F;
        return extent;
    }
    kiosk::TextBitmap rasterize(const kiosk::TextSpec& spec, float) override {
        ++rasterized;
        const kiosk::TextExtent extent = measure(spec);
        kiosk::TextBitmap bitmap;
        bitmap.width = static_cast<int>(extent.width);
        bitmap.height = static_cast<int>(extent.height);
        bitmap.coverage.assign(static_cast<std::size_t>(bitmap.width) * static_cast<std::size_t>(bitmap.height), 255);
        return bitmap;
    }
    int rasterized = 0;
};

}  // namespace support
