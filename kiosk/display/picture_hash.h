#pragma once

#include <string>

#include "content/base/sha256.h"
#include "kiosk/display/display.h"

namespace kiosk {

/// What tells two pictures apart and knows the same one again, on any machine, because the processor composes them:
/// SHA-256, as 64 lower-case hexadecimal digits, of the picture upright, row by row, three bytes a pixel (red, green,
/// blue) as PNG has them, without `margin` pixels at each edge. By as much a picture may be moved on its panel, so what
/// lies there never counts.
[[nodiscard]] std::string hash_of_picture(const Pixels& upright, int margin);

/// The same of the picture that a display shows, a few rows at a time: all of a large one take 150 ms.
class PictureHash {
public:
    /// The picture was written moved by `offset`, which is `margin` long at most. The display outlives this, and shows
    /// the same until the end.
    PictureHash(const Display& display, Offset offset, int margin);

    /// Takes the next rows, a few milliseconds long. True when all are in.
    [[nodiscard]] bool go_on();
    /// Once.
    [[nodiscard]] std::string finish() { return sum_.finish(); }

private:
    [[nodiscard]] Canvas panel();

    const Display& display_;
    Offset offset_;
    int margin_;
    int next_;        ///< row of the picture
    Pixels copy_;     ///< of what the display has not in plain memory
    Pixels upright_;  ///< some rows of a picture that lies on its side
    content::Sha256 sum_;
};

}  // namespace kiosk
