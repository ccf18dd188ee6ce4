#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "content/base/result.h"
#include "content/picture/picture_header.h"

/// Reading PNG files from outside by libpng, in the sandbox of the importer.
namespace content {

class PngReader {
public:
    /// Takes the next row from the top as Channels::rgba, whatever the file stores; gone after the call.
    using TakeRow = std::function<void(const std::uint8_t* row)>;

    /// `bytes` are read until the reader is gone.
    explicit PngReader(std::string_view bytes);
    ~PngReader();
    PngReader(const PngReader&) = delete;
    PngReader& operator=(const PngReader&) = delete;

    /// Reads up to where the pixels begin. Code::bad_input in libpng's words.
    [[nodiscard]] Result<PictureSize> begin();

    /// The profile of the colours (ICC.1) that the file holds in its chunk iCCP; empty when it has none. After begin()
    /// and before read().
    [[nodiscard]] std::vector<std::uint8_t> profile() const;

    /// Reads all rows, after begin(). All pixels of an interlaced file are in memory at once. Code::too_large when
    /// there is no memory; bad_input when any part of the file is damaged, in libpng's words, also after some rows were
    /// taken.
    [[nodiscard]] Status read(const TakeRow& take);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace content
