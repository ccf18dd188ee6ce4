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
    const Channels channels = header->format == content::PictureFormat::png ? Channels::rgba : Channels::rgb;
    const content::Decoded decoded = content::decode_pixels(bytes, channels);
    if (decoded.pixels == nullptr || decoded.size != header->stored) return 0;
    const auto bytes_of = [&](content::PictureSize picture) {
        return static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height) *
               static_cast<std::size_t>(channels);
    };
    const content::PictureSize to = content::covering_size(decoded.size, {64, 36});
    std::vector<std::uint8_t> small(bytes_of(to));
    content::scale_down(decoded.pixels.get(), decoded.size, channels, to, small);
    std::vector<std::uint8_t> turned(small.size());
    content::turn_upright(small.data(), to, channels, header->orientation, turned);
    std::ranges::sort(small);
    std::ranges::sort(turned);
    fuzz::require(small == turned, "turning lost pixels");
    return 0;
}
