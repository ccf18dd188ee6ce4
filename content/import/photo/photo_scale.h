#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "content/picture/decode.h"

/// Making photos smaller and turning them.
namespace content {

/// The size at which a picture of size `whole` just covers `screen` (turned like the picture); never larger than it is.
[[nodiscard]] PictureSize covering_size(PictureSize whole, PictureSize screen);

/// Source samples that one of the result covers.
struct Cover {
    std::size_t first = 0;
    std::size_t count = 0;
    std::size_t weights = 0;  ///< where theirs begin in Covers::weights
};

/// Along one side: which samples of `from` each of `to` covers, and how much of each.
struct Covers {
    Covers(int from, int to);
    std::vector<Cover> pixels;
    std::vector<float> weights;  ///< those of one Cover sum up to 1
};

/// Makes a picture smaller while its rows come: averages over the area that each pixel of the result covers, in linear
/// light, so that fine detail keeps its brightness.
class RowScaler {
public:
    /// Takes one row of the result after another, from the top, as Channels::rgba; gone after the call.
    using TakeScaled = std::function<void(std::span<const std::uint8_t> row)>;

    /// `to` is at most `from` in both directions. All of the result is taken when all rows were added.
    RowScaler(PictureSize from, PictureSize to, TakeScaled take);

    /// The next row from the top, of `from`'s width, as Channels::rgba.
    void add(const std::uint8_t* row);

private:
    /// Red, green, blue and opacity of one pixel: processors compute all four at once.
    using Light [[gnu::vector_size(16)]] = float;

    void read(const std::uint8_t* row);
    void narrow();
    void finish_row();

    bool is_same_size_;
    Covers columns_;
    Covers rows_;
    std::vector<Light> source_;    ///< the row that was added
    std::vector<Light> narrowed_;  ///< as narrow as the result
    std::vector<Light> sums_;      ///< of the row of the result that is being gathered
    std::size_t source_row_ = 0;
    std::size_t row_ = 0;
    std::vector<std::uint8_t> out_;  ///< one row of the result
    TakeScaled take_;
};

/// Copies a picture of the stored size so that it is upright; `orientation` as in EXIF, `pixel_bytes` in one pixel.
void turn_upright(const std::uint8_t* pixels, PictureSize stored, std::ptrdiff_t pixel_bytes, int orientation,
                  std::span<std::uint8_t> result);

}  // namespace content
