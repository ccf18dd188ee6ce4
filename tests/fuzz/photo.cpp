// What the confined process of the photo importer does, in this process: any bytes are refused or give all the pixels
// that their header promises.
#include <algorithm>
#include <cstdlib>
#include <vector>

#include "content/import/photo/photo_encode.h"
#include "content/import/photo/photo_planes.h"
#include "content/import/photo/photo_scale.h"
#include "content/picture/decode.h"
#include "tests/fuzz/fuzz.h"

namespace {

/// Planes are taken exactly when the whole picture is, and give the bands of a file, which libjpeg writes.
void prepare_jpeg(std::string_view bytes, const content::PictureHeader& header, bool is_refused) {
    bool is_taken = false;
    const content::Decoded decoded = content::decode_jpeg_planes(bytes, [&](const content::JpegPlanes& picture) {
        if (picture.size != header.stored) return;
        is_taken = true;
        const content::PictureSize to = content::covering_size(header.upright(), {64, 36});
        const content::JpegBands bands{to, picture.planes.size() == 1};
        std::vector<std::uint8_t> sent;
        content::send_bands(picture, header.orientation, to, [&](std::span<const std::uint8_t> part) {
            sent.insert(sent.end(), part.begin(), part.end());
        });
        fuzz::require(sent.size() == bands.bytes() * static_cast<std::size_t>(bands.count()), "bands are not whole");
        content::JpegWriter writer(bands);
        for (std::size_t at = 0; at < sent.size(); at += bands.bytes())
            writer.add(sent.data() + at);
        const auto file = writer.finish();
        fuzz::require(file && content::read_picture_header(*file)->stored == to, "the file is not of its size");
    });
    fuzz::require(is_refused == !is_taken, "planes are taken of other files than pictures");
    fuzz::require(!is_taken || *decoded.problem == '\0', "planes are taken of a file that is refused");
}

}  // namespace

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
    if (header->format == content::PictureFormat::jpeg && header->components != 4)
        prepare_jpeg(bytes, *header, is_refused);
    if (is_refused) return 0;
    const content::PictureSize to = content::covering_size(decoded.size, {64, 36});
    std::vector<std::uint8_t> small;
    content::RowScaler scaler(decoded.size, to, [&](std::span<const std::uint8_t> row) {
        small.insert(small.end(), row.begin(), row.end());
    });
    for (int y = 0; y < decoded.size.height; ++y)
        scaler.add(decoded.pixels.get() + bytes_of({decoded.size.width, y}));
    fuzz::require(small.size() == bytes_of(to), "rows of the small picture are missing");
    std::vector<std::uint8_t> turned(small.size());
    content::turn_upright(small.data(), to, 4, header->orientation, turned);
    std::ranges::sort(small);
    std::ranges::sort(turned);
    fuzz::require(small == turned, "turning lost pixels");
    return 0;
}
