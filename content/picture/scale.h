#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "content/picture/light.h"
#include "content/picture/picture_header.h"

/// Making pictures smaller or larger.
namespace content {

/// The size at which a picture of size `whole` just covers `screen` (turned like the picture); never larger than
/// `whole`.
[[nodiscard]] PictureSize covering_size(PictureSize whole, PictureSize screen);

/// The samples of the source that make one of the result.
struct Tap {
    std::size_t first = 0;
    std::size_t count = 0;
    std::size_t weights = 0;  ///< where these samples' weights begin in Taps::weights; they sum up to 1
};

/// The taps along one side of a picture, one for each sample of the result. `first` never goes down.
struct Taps {
    std::vector<Tap> taps;
    std::vector<float> weights;

    /// The first sample of the source that is needed, and the one behind the last.
    [[nodiscard]] std::size_t begin() const { return taps.front().first; }
    [[nodiscard]] std::size_t end() const;
    [[nodiscard]] std::size_t max_count() const;  ///< of one sample of the result
};

/// `to` samples of all `from`: each is the average of what it covers, exactly, whether smaller or larger.
[[nodiscard]] Taps cover_all(int from, int to);

/// `to` samples of the part of `from` that begins at `start` and is `length` long: the average of what each covers
/// where the result is smaller, a straight line between the two nearest where it is larger.
[[nodiscard]] Taps cover_part(float start, float length, int from, int to);

/// Scales a picture while its rows come.
class LightScaler {
public:
    /// Takes one row of the result after another, from the top; gone after the call.
    using TakeRow = std::function<void(std::span<const Light> row)>;

    LightScaler(Taps columns, Taps rows, TakeRow take);

    /// The next row of the source, from rows.begin() on to rows.end(): its pixels from columns.begin() on.
    void add(const Light* row);

private:
    void narrow(const Light* row, std::vector<Light>& result) const;

    Taps columns_;
    Taps rows_;
    std::size_t row_;                         ///< of the source, that comes next
    std::size_t done_ = 0;                    ///< rows of the result
    std::vector<std::vector<Light>> kept_{};  ///< rows as narrow as the result; one at `i` is at `i % kept_.size()`
    std::vector<Light> sums_;
    TakeRow take_;
};

}  // namespace content
