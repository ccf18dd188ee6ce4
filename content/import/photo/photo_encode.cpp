#include "content/import/photo/photo_encode.h"

#include <array>
#include <cassert>
#include <cstddef>
#include <cstdlib>
#include <memory>

#include "content/import/photo/jpeg_failure.h"

#include <png.h>

namespace content {
namespace {

constexpr int quality = 85;

std::size_t pixel_count(PictureSize size) {
    return static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height);
}

}  // namespace

struct JpegWriter::State {
    JpegFailure failure{};
    jpeg_compress_struct compressor{};
    unsigned char* file = nullptr;
    unsigned long length = 0;
    JpegBands bands;

    State(const JpegBands& shape, J_COLOR_SPACE colours) : bands(shape) {
        compressor.err = failure.manager();
        failure.attempt([this, colours] { begin(colours); });
    }
    ~State() {
        jpeg_destroy_compress(&compressor);
        if (!failure.has_failed()) std::free(file);  // after a failure libjpeg may have freed it already
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    void begin(J_COLOR_SPACE colours) {
        jpeg_create_compress(&compressor);
        jpeg_mem_dest(&compressor, &file, &length);
        compressor.image_width = static_cast<JDIMENSION>(bands.size.width);
        compressor.image_height = static_cast<JDIMENSION>(bands.size.height);
        compressor.input_components = colours == JCS_GRAYSCALE ? 1 : 3;
        compressor.in_color_space = colours;
        jpeg_set_defaults(&compressor);  // JFIF, 4:2:0
        jpeg_set_quality(&compressor, quality, TRUE);
        compressor.optimize_coding = TRUE;
        compressor.dct_method = JDCT_ISLOW;
        compressor.raw_data_in = colours == JCS_RGB ? FALSE : TRUE;
        jpeg_start_compress(&compressor, TRUE);
    }

    void add_band(const std::uint8_t* bytes) {
        std::array<std::array<JSAMPROW, 16>, 3> rows{};
        std::array<JSAMPARRAY, 3> planes{};
        for (std::size_t plane = 0; plane < (bands.is_grey ? 1 : planes.size()); ++plane) {
            planes[plane] = rows[plane].data();
            const int part = plane == 0 ? 1 : 2;
            for (int y = 0; y < bands.block() / part; ++y, bytes += bands.width() / part)
                rows[plane][static_cast<std::size_t>(y)] = const_cast<JSAMPROW>(bytes);  // NOLINT: it is only read
        }
        jpeg_write_raw_data(&compressor, planes.data(), static_cast<JDIMENSION>(bands.block()));
    }
};

std::size_t JpegBands::bytes() const {
    const std::size_t lightness = static_cast<std::size_t>(width()) * static_cast<std::size_t>(block());
    return is_grey ? lightness : lightness / 2 * 3;
}

JpegWriter::JpegWriter(PictureSize size) : state_(std::make_unique<State>(JpegBands{size}, JCS_RGB)) {}
JpegWriter::JpegWriter(const JpegBands& bands)
    : state_(std::make_unique<State>(bands, bands.is_grey ? JCS_GRAYSCALE : JCS_YCbCr)) {}
JpegWriter::~JpegWriter() = default;

void JpegWriter::add(const std::uint8_t* bytes) {
    state_->failure.attempt([this, bytes] {
        if (state_->compressor.raw_data_in != FALSE) return state_->add_band(bytes);
        JSAMPROW line = const_cast<JSAMPROW>(bytes);  // NOLINT: it is only read
        jpeg_write_scanlines(&state_->compressor, &line, 1);
    });
}

Result<std::string> JpegWriter::finish() {
    state_->failure.attempt([this] { jpeg_finish_compress(&state_->compressor); });
    if (state_->failure.has_failed()) return Error{Code::io, "no memory to write a JPEG file"};
    return std::string(reinterpret_cast<const char*>(state_->file), state_->length);
}

Result<std::string> encode_jpeg(std::span<const std::uint8_t> rgb, PictureSize size) {
    assert(rgb.size() == pixel_count(size) * 3);
    JpegWriter writer(size);
    for (std::size_t row = 0; row < static_cast<std::size_t>(size.height); ++row)
        writer.add(rgb.data() + row * static_cast<std::size_t>(size.width) * 3);
    return writer.finish();
}

Result<std::string> encode_png(std::span<const std::uint8_t> pixels, PictureSize size, Channels channels) {
    assert(pixels.size() == pixel_count(size) * static_cast<std::size_t>(channels));
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(size.width);
    image.height = static_cast<png_uint_32>(size.height);
    image.format = channels == Channels::rgba ? PNG_FORMAT_RGBA : PNG_FORMAT_RGB;
    png_alloc_size_t length = PNG_IMAGE_PNG_SIZE_MAX(image);
    std::string file(length, '\0');
    if (png_image_write_to_memory(&image, file.data(), &length, 0, pixels.data(), 0, nullptr) == 0) {
        const std::string why = &image.message[0];
        png_image_free(&image);
        return Error{Code::io, "a PNG file cannot be written: " + why};
    }
    file.resize(length);
    return file;
}

}  // namespace content
