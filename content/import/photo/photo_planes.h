#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "content/import/photo/jpeg_reader.h"
#include "content/import/photo/photo_encode.h"
#include "content/picture/scale.h"

/// Photos that come from JPEG files and go into one are made smaller as they are stored: in planes of lightness and of
/// differences of colour. Nothing is converted into red, green and blue and back.
namespace content {

enum class PlaneKind { lightness, colour };

/// Scales one plane while its rows come. Each sample of the result is the average over the area that it covers.
/// Lightness is averaged as light, taken as the square of a sample, so that fine detail keeps its brightness.
class PlaneScaler {
public:
    PlaneScaler(PictureSize from, PictureSize to, PlaneKind kind);

    /// The next row from the top.
    void add(const std::uint8_t* row);
    /// All rows without gaps, after all of them were added.
    [[nodiscard]] std::vector<std::uint8_t>& result() { return result_; }

private:
    /// Taps that all have the same number of samples; superfluous samples weigh nothing: a loop of known length is
    /// quicker.
    struct EvenTaps {
        EvenTaps(int from, int to);
        std::size_t count;               ///< of the samples of the source under each of the result
        std::vector<std::size_t> first;  ///< of them
        std::vector<float> weights;      ///< `count` for each, which sum up to 1
    };

    template <PlaneKind kind>
    void add_as(const std::uint8_t* row);
    void narrow();

    bool is_same_size_;
    PlaneKind kind_;
    EvenTaps columns_;
    Taps rows_;
    std::size_t row_ = 0;          ///< of the source, that comes next
    std::size_t done_ = 0;         ///< rows of the result
    std::vector<float> sums_;      ///< of the row of the result that is being gathered, as wide as the source
    std::vector<float> narrowed_;  ///< as narrow as the result
    std::vector<std::uint8_t> result_;
};

/// A plane of a photo that is ready to be written: upright, rows without gaps.
struct PhotoPlane {
    PictureSize size;
    std::vector<std::uint8_t> samples;
};

/// Makes the planes of a JPEG file as large as those of another.
class PlanesScaler {
public:
    /// `to` has the proportions of `picture` turned upright; `orientation` as in EXIF.
    PlanesScaler(const JpegPlanes& picture, int orientation, PictureSize to);

    /// The next row of a plane from the top.
    void add(std::size_t plane, const std::uint8_t* row) { scalers_[plane].add(row); }

    /// Call it once, after all rows of all planes were added. Lightness has the size `to`, colours have
    /// JpegBands::colour_size().
    [[nodiscard]] std::vector<PhotoPlane> take_upright();

private:
    int orientation_;
    PictureSize to_;
    std::vector<PlaneScaler> scalers_{};
};

/// The planes of a photo as the bands of a JPEG file. All memory is asked for before the first call of `send`, which is
/// called often.
void send_bands(const std::vector<PhotoPlane>& planes,
                const std::function<void(std::span<const std::uint8_t> bytes)>& send);

}  // namespace content
