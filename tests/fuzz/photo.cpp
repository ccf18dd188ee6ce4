// What the confined process of the photo importer does, in this process: any bytes are refused or give all the pixels
// that their header promises.
#include <algorithm>
#include <cstdlib>
#include <vector>

#include "content/import/photo_scale.h"
#include "content/picture/decode.h"
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using content::Channels;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto header = content::read_picture_header(bytes);
    if (!header) {
        fuzz::require(!header.error().message.empty(), "an error without words");
        return 0;
    }
    // Larger ones are honest work, which the importer's limits end.
    constexpr std::int64_t enough = 500'000;
    if (std::int64_t{header->stored.width} * header->stored.height > enough) return 0;
    const content::Decoded decoded = content::decode_pixels(bytes, Channels::rgba);
    const bool is_refused = decoded.pixels == nullptr || decoded.size != header->stored;
    const auto bytes_of = [](content::PictureSize picture) {
        return static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height) * 4;
    };
    if (header->format == content::PictureFormat::jpeg && header->components != 4) {
        std::vector<std::uint8_t> rows;
        const std::size_t pitch = bytes_of({header->stored.width, 1});
        const auto take = [&](const std::uint8_t* row) { rows.insert(rows.end(), row, row + pitch); };
        const content::Decoded again = content::decode_jpeg_rows(bytes, header->stored, take);
        fuzz::require(is_refused == (*again.problem != '\0' || again.size != header->stored), "rows were not refused");
        fuzz::require(is_refused || std::ranges::equal(rows, std::span(decoded.pixels.get(), rows.size())),
                      "rows are not the picture's");
        fuzz::require(is_refused || rows.size() == bytes_of(header->stored), "rows are missing");
    }
    if (is_refused) return 0;
    const content::PictureSize to = content::covering_size(decoded.size, {64, 36});
    constexpr Channels channels = Channels::rgba;
    std::vector<std::uint8_t> small;
    content::RowScaler scaler(decoded.size, to, channels, [&](std::span<const std::uint8_t> row) {
        small.insert(small.end(), row.begin(), row.end());
    });
    for (int y = 0; y < decoded.size.height; ++y)
        scaler.add(decoded.pixels.get() + bytes_of({decoded.size.width, y}));
    fuzz::require(small.size() == bytes_of(to), "rows of the small picture are missing");
    std::vector<std::uint8_t> turned(small.size());
    content::turn_upright(small.data(), to, channels, header->orientation, turned);
    std::ranges::sort(small);
    std::ranges::sort(turned);
    fuzz::require(small == turned, "turning lost pixels");
    return 0;
}
