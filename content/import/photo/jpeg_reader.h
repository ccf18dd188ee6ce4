#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "content/base/result.h"
#include "content/picture/picture_header.h"

/// Reading JPEG files from outside by libjpeg-turbo, in the sandbox of the importer.
namespace content {

/// A JPEG picture as its file stores it (ITU-T T.871): lightness, then two differences of colour, which are as large or
/// smaller; lightness alone where it is grey. Samples of one byte.
struct JpegPlanes {
    PictureSize size;
    std::vector<PictureSize> planes;
};

class JpegReader {
public:
    /// Takes the next row of one plane, from the top; gone after the call. Rows of all planes come in turns.
    using TakeRow = std::function<void(std::size_t plane, const std::uint8_t* row)>;

    /// `bytes` are read until the reader is gone. libjpeg may take `memory` bytes.
    JpegReader(std::string_view bytes, std::size_t memory);
    ~JpegReader();
    JpegReader(const JpegReader&) = delete;
    JpegReader& operator=(const JpegReader&) = delete;

    /// Reads up to the beginning of the first scan. Code::unsupported for colours that are not those of JpegPlanes;
    /// bad_input.
    [[nodiscard]] Result<JpegPlanes> begin();

    /// The profile of the colours (ICC.1) that the file holds in its segments APP2; empty when it has none. After
    /// begin() and before read().
    [[nodiscard]] std::vector<std::uint8_t> profile() const;

    /// Reads all rows of all planes, after begin(). For the few files that store red, green and blue, the planes are
    /// computed. Code::too_large when that takes more memory; bad_input when any part of the picture is missing or
    /// wrong, in libjpeg's words, also after some rows were taken.
    [[nodiscard]] Status read(const TakeRow& take);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace content
