#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "content/picture/decode.h"
#include "content/result.h"

/// Pixels as files, without any metadata. The same pixels give the same bytes.
namespace content {

/// Baseline JPEG (libjpeg-turbo) of quality 85 with halved colours: what screens decode quickest, and a photo in which
/// nobody sees a difference. Its rows are red, green, blue and come one after another.
class JpegWriter {
public:
    explicit JpegWriter(PictureSize size);
    ~JpegWriter();
    JpegWriter(const JpegWriter&) = delete;
    JpegWriter& operator=(const JpegWriter&) = delete;

    void add(const std::uint8_t* row);
    /// The file, after all rows. Code::io when there is no memory for it.
    [[nodiscard]] Result<std::string> finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// All rows at once.
[[nodiscard]] Result<std::string> encode_jpeg(std::span<const std::uint8_t> rgb, PictureSize size);

[[nodiscard]] Result<std::string> encode_png(std::span<const std::uint8_t> pixels, PictureSize size, Channels channels);

}  // namespace content
