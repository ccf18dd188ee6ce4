#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "content/base/result.h"
#include "content/picture/picture_header.h"

/// Pixels as files, without any metadata. The same pixels give the same bytes.
namespace content {

/// A JPEG file of lightness and two differences of colour, each half as wide and high (4:2:0), or of lightness alone,
/// in bands: what one row of its blocks needs. A band is block() rows of lightness, width() samples each, then as much
/// of either colour as belongs to them. Samples right of the picture or below it repeat its edge.
struct JpegBands {
    PictureSize size;
    bool is_grey = false;

    [[nodiscard]] int block() const { return is_grey ? 8 : 16; }
    [[nodiscard]] int width() const { return (size.width + block() - 1) / block() * block(); }
    [[nodiscard]] int count() const { return (size.height + block() - 1) / block(); }
    [[nodiscard]] PictureSize colour_size() const { return {(size.width + 1) / 2, (size.height + 1) / 2}; }
    /// Bytes of one band.
    [[nodiscard]] std::size_t bytes() const;
};

/// Baseline JPEG (libjpeg-turbo) of quality 85 with halved colours: what screens decode quickest, and a photo in which
/// nobody sees a difference.
class JpegWriter {
public:
    /// Takes rows of red, green and blue.
    explicit JpegWriter(PictureSize size);
    /// Takes bands.
    explicit JpegWriter(const JpegBands& bands);
    ~JpegWriter();
    JpegWriter(const JpegWriter&) = delete;
    JpegWriter& operator=(const JpegWriter&) = delete;

    /// The next row or band from the top.
    void add(const std::uint8_t* bytes);
    /// The file, after the last row or band. Code::io when there is no memory for the file.
    [[nodiscard]] Result<std::string> finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// All rows at once.
[[nodiscard]] Result<std::string> encode_jpeg(std::span<const std::uint8_t> rgb, PictureSize size);

[[nodiscard]] Result<std::string> encode_png(std::span<const std::uint8_t> pixels, PictureSize size, Channels channels);

}  // namespace content
