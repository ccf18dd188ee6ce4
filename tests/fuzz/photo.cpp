// What the confined process of the photo importer does, in this process, and what a screen does: any bytes are refused
// or give all the pixels that their header promises.
#include <algorithm>
#include <vector>

#include "content/import/photo/jpeg_reader.h"
#include "content/import/photo/photo_encode.h"
#include "content/import/photo/photo_planes.h"
#include "content/import/photo/plane_colours.h"
#include "content/import/photo/png_reader.h"
#include "content/import/photo/row_scaler.h"
#include "content/picture/decode.h"
#include "content/picture/orientation.h"
#include "tests/fuzz/fuzz.h"

namespace {

constexpr content::PictureSize screen{64, 36};
constexpr std::size_t memory = 256UL * 1024 * 1024;

std::size_t bytes_of(content::PictureSize picture) {
    return static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height) * 4;
}

/// Planes give the bands of a file, which libjpeg writes.
void import_jpeg(std::string_view bytes, const content::PictureHeader& header) {
    content::JpegReader reader(bytes, memory);
    const auto picture = reader.begin();
    if (!picture) return fuzz::require(!picture.error().message.empty(), "an error without words");
    if (picture->size != header.stored) return;
    const content::ColourConversion conversion(reader.profile());
    const content::PictureSize to = content::covering_size(header.upright(), screen);
    content::PlanesScaler scaler(*picture, header.orientation, to);
    std::vector<int> rows(picture->planes.size());
    const auto read = reader.read([&](std::size_t plane, const std::uint8_t* row) {
        scaler.add(plane, row);
        ++rows[plane];
    });
    if (!read) return fuzz::require(!read.error().message.empty(), "an error without words");
    for (std::size_t i = 0; i < rows.size(); ++i)
        fuzz::require(rows[i] == picture->planes[i].height, "rows of a plane are missing");
    const content::JpegBands bands{to, picture->planes.size() == 1};
    std::vector<std::uint8_t> sent;
    std::vector<content::PhotoPlane> planes = scaler.take_upright();
    if (conversion.is_needed() && planes.size() == 3) content::convert_planes(planes, conversion);
    content::send_bands(planes,
                        [&](std::span<const std::uint8_t> part) { sent.insert(sent.end(), part.begin(), part.end()); });
    fuzz::require(sent.size() == bands.bytes() * static_cast<std::size_t>(bands.count()), "bands are not whole");
    content::JpegWriter writer(bands);
    for (std::size_t at = 0; at < sent.size(); at += bands.bytes())
        writer.add(sent.data() + at);
    const auto file = writer.finish();
    fuzz::require(file && content::read_picture_header(*file)->stored == to, "the file is not of its size");
}

void import_png(std::string_view bytes, const content::PictureHeader& header) {
    content::PngReader reader(bytes);
    const auto size = reader.begin();
    if (!size) return fuzz::require(!size.error().message.empty(), "an error without words");
    fuzz::require(*size == header.stored, "libpng reads another size");
    const content::ColourConversion conversion(reader.profile());
    const content::PictureSize to = content::covering_size(*size, screen);
    std::vector<std::uint8_t> small;
    content::RowScaler scaler(
        *size, to, [&](std::span<const std::uint8_t> row) { small.insert(small.end(), row.begin(), row.end()); });
    const auto read = reader.read([&](const std::uint8_t* row) { scaler.add(row); });
    if (!read) return fuzz::require(!read.error().message.empty(), "an error without words");
    fuzz::require(small.size() == bytes_of(to), "rows of the small picture are missing");
    conversion.convert(small);
    std::vector<std::uint8_t> turned(small.size());
    content::turn_upright(small.data(), to, 4, header.orientation, turned);
    std::ranges::sort(small);
    std::ranges::sort(turned);
    fuzz::require(small == turned, "turning lost pixels");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto header = content::read_picture_header(bytes);
    if (!header) {
        fuzz::require(!header.error().message.empty(), "an error without words");
        return 0;
    }
    // Larger ones are honest work, which the importer's limits end.
    constexpr std::int64_t enough = 500'000;
    if (std::int64_t{header->stored.width} * header->stored.height > enough) return 0;
    if (header->format == content::PictureFormat::jpeg) {
        import_jpeg(bytes, *header);
    } else {
        import_png(bytes, *header);
    }
    const content::Decoded shown = content::decode_pixels(bytes, content::Channels::rgba);
    fuzz::require(shown.pixels != nullptr || *shown.problem != '\0', "a refusal without words");
    return 0;
}
