#include "content/import/photo/jpeg_reader.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>

#include "content/import/photo/jpeg_failure.h"

namespace content {
namespace {

/// A progressive picture has about ten. Each scan of a file of a few bytes may go over all pixels.
constexpr int max_scans = 100;

PictureSize size_of(JDIMENSION width, JDIMENSION height) {
    return {static_cast<int>(width), static_cast<int>(height)};
}

/// Rows of one plane, as many as libjpeg decodes at once.
struct Strip {
    Strip(std::size_t width, std::size_t height, PictureSize plane) : size(plane), samples(width * height) {
        for (std::size_t y = 0; y < height; ++y)
            rows.push_back(samples.data() + y * width);
    }

    PictureSize size;  ///< of the whole plane
    int row = 0;       ///< of the plane, which the first of the next strip is
    std::vector<std::uint8_t> samples;
    std::vector<JSAMPROW> rows{};
};

/// A row of red, green and blue as lightness and differences of colour (ITU-T T.871, section 7).
class ConvertedRow {
public:
    explicit ConvertedRow(std::size_t width) : planes_{row_of(width), row_of(width), row_of(width)} {}

    void convert(const std::uint8_t* rgb) {
        for (std::size_t x = 0; x < planes_[0].size(); ++x, rgb += 3) {
            const auto red = static_cast<float>(rgb[0]);
            const auto green = static_cast<float>(rgb[1]);
            const auto blue = static_cast<float>(rgb[2]);
            const float lightness = 0.299F * red + 0.587F * green + 0.114F * blue;
            planes_[0][x] = rounded(lightness);
            planes_[1][x] = rounded((blue - lightness) / 1.772F + 128);
            planes_[2][x] = rounded((red - lightness) / 1.402F + 128);
        }
    }
    [[nodiscard]] const std::vector<std::uint8_t>& plane(std::size_t i) const { return planes_[i]; }

private:
    static std::vector<std::uint8_t> row_of(std::size_t width) { return std::vector<std::uint8_t>(width); }
    static std::uint8_t rounded(float value) {
        return static_cast<std::uint8_t>(std::clamp(value + 0.5F, 0.0F, 255.0F));
    }

    std::array<std::vector<std::uint8_t>, 3> planes_;
};

}  // namespace

struct JpegReader::State {
    JpegFailure failure{};
    jpeg_progress_mgr progress{};
    jpeg_decompress_struct reader{};

    State(std::string_view bytes, std::size_t memory) {
        reader.err = failure.manager();
        reader.client_data = &failure;
        progress.progress_monitor = count_scans;
        failure.attempt([&] {
            jpeg_create_decompress(&reader);
            reader.progress = &progress;
            reader.mem->max_memory_to_use = static_cast<long>(memory);
            jpeg_mem_src(&reader, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
        });
    }
    ~State() { jpeg_destroy_decompress(&reader); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    [[nodiscard]] bool is_rgb() const { return reader.jpeg_color_space == JCS_RGB; }

    [[nodiscard]] Error error() const {
        return {failure.is_memory() ? Code::too_large : Code::bad_input, failure.problem()};
    }

    void read_planes(const TakeRow& take) {
        std::vector<Strip> strips;
        for (int i = 0; i < reader.num_components; ++i) {
            const jpeg_component_info& plane = reader.comp_info[i];
            // To the end of the last of the blocks that are decoded together.
            const auto across =
                static_cast<std::size_t>(plane.width_in_blocks) + static_cast<std::size_t>(plane.h_samp_factor);
            strips.emplace_back(across * DCTSIZE, static_cast<std::size_t>(plane.v_samp_factor) * DCTSIZE,
                                size_of(plane.downsampled_width, plane.downsampled_height));
        }
        std::vector<JSAMPARRAY> planes;
        planes.reserve(strips.size());
        for (Strip& strip : strips)
            planes.push_back(strip.rows.data());
        while (reader.output_scanline < reader.output_height) {
            failure.attempt([&] {
                const auto lines = static_cast<JDIMENSION>(reader.max_v_samp_factor * DCTSIZE);
                if (jpeg_read_raw_data(&reader, planes.data(), lines) == 0) failure.leave("no more rows");
            });
            if (failure.has_failed()) return;
            for (std::size_t i = 0; i < strips.size(); ++i) {
                Strip& strip = strips[i];
                for (std::size_t y = 0; y < strip.rows.size() && strip.row < strip.size.height; ++y, ++strip.row)
                    take(i, strip.rows[y]);
            }
        }
    }

    void read_rgb(const TakeRow& take) {
        ConvertedRow row(reader.output_width);
        std::vector<std::uint8_t> rgb(std::size_t{3} * reader.output_width);
        JSAMPROW line = rgb.data();
        while (reader.output_scanline < reader.output_height) {
            failure.attempt([&] {
                if (jpeg_read_scanlines(&reader, &line, 1) == 0) failure.leave("no more rows");
            });
            if (failure.has_failed()) return;
            row.convert(rgb.data());
            for (std::size_t i = 0; i < 3; ++i)
                take(i, row.plane(i).data());
        }
    }

private:
    static void count_scans(j_common_ptr codec) {
        // NOLINTNEXTLINE: only a jpeg_decompress_struct has this monitor
        if (reinterpret_cast<j_decompress_ptr>(codec)->input_scan_number <= max_scans) return;
        static_cast<JpegFailure*>(codec->client_data)->leave("More scans than any picture has");
    }
};

JpegReader::JpegReader(std::string_view bytes, std::size_t memory) : state_(std::make_unique<State>(bytes, memory)) {}
JpegReader::~JpegReader() = default;

Result<JpegPlanes> JpegReader::begin() {
    jpeg_decompress_struct& reader = state_->reader;
    state_->failure.attempt([&reader] {
        jpeg_save_markers(&reader, JPEG_APP0 + 2, 0xFFFF);  // parts of a profile
        jpeg_read_header(&reader, TRUE);
    });
    if (state_->failure.has_failed()) return state_->error();
    const J_COLOR_SPACE colours = reader.jpeg_color_space;
    if (colours != JCS_GRAYSCALE && colours != JCS_YCbCr && colours != JCS_RGB) {
        return Error{Code::unsupported, "Not grey and not of three colours"};
    }
    JpegPlanes picture{size_of(reader.image_width, reader.image_height), {}};
    for (int i = 0; i < reader.num_components; ++i) {
        const jpeg_component_info& plane = reader.comp_info[i];
        picture.planes.push_back(state_->is_rgb() ? picture.size
                                                  : size_of(plane.downsampled_width, plane.downsampled_height));
    }
    return picture;
}

std::vector<std::uint8_t> JpegReader::profile() const {
    JOCTET* found = nullptr;
    unsigned length = 0;
    state_->failure.attempt([&] {
        if (jpeg_read_icc_profile(&state_->reader, &found, &length) == FALSE) found = nullptr;
    });
    if (found == nullptr) return {};
    std::vector<std::uint8_t> profile(found, found + length);
    std::free(found);  // NOLINT: as libjpeg asks
    return profile;
}

Status JpegReader::read(const TakeRow& take) {
    jpeg_decompress_struct& reader = state_->reader;
    state_->failure.attempt([this, &reader] {
        reader.raw_data_out = state_->is_rgb() ? FALSE : TRUE;
        reader.out_color_space = state_->is_rgb() ? JCS_RGB : reader.jpeg_color_space;
        reader.dct_method = JDCT_ISLOW;
        reader.do_block_smoothing = FALSE;  // it makes up what a progressive file lacks
        jpeg_start_decompress(&reader);
    });
    if (!state_->failure.has_failed()) {
        if (state_->is_rgb()) {
            state_->read_rgb(take);
        } else {
            state_->read_planes(take);
        }
    }
    state_->failure.attempt([&reader] { jpeg_finish_decompress(&reader); });
    if (state_->failure.has_failed()) return state_->error();
    return {};
}

}  // namespace content
