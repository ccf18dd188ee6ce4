#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "content/picture/scale.h"

/// Photos that come as red, green, blue and opacity are made smaller.
namespace content {

/// Makes a picture smaller while its rows come. Each pixel of the result is the average of the area that it covers, in
/// linear light, so that fine detail keeps its brightness. Colours count by their opacity: an invisible pixel adds no
/// colour.
class RowScaler {
public:
    /// Takes one row of the result after another, from the top, as Channels::rgba; gone after the call.
    using TakeScaled = std::function<void(std::span<const std::uint8_t> row)>;

    /// `to` is at most `from` in both directions. All of the result is taken when all rows were added.
    RowScaler(PictureSize from, PictureSize to, TakeScaled take);
    RowScaler(const RowScaler&) = delete;
    RowScaler& operator=(const RowScaler&) = delete;

    /// The next row from the top, of `from`'s width, as Channels::rgba.
    void add(const std::uint8_t* row);

private:
    void finish(std::span<const Light> row);

    bool is_same_size_;
    std::vector<Light> source_;      ///< the row that was added
    std::vector<std::uint8_t> out_;  ///< one row of the result
    TakeScaled take_;
    LightScaler scaler_;
};

}  // namespace content
