// stb_image from Debian's header, compiled here and static: never the shared libstb, whose build holds readers (GIF,
// PSD, PIC ...) that crash on public files.
#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "content/base/huge_pages.h"
#include "content/picture/decode.h"

namespace {

/// Large blocks in whole pages of 2 MiB where the system has them: getting each small page is what takes long. Zeros,
/// for a file may leave out parts of its picture, which stb_image then takes as they are.
void* get_memory(std::size_t size) {
    constexpr std::size_t page = content::huge_page;
    if (size < page || size > static_cast<std::size_t>(-1) - page) return std::calloc(size, 1);
    const std::size_t pages = (size + page - 1) / page * page;
    void* memory = std::aligned_alloc(page, pages);
    if (memory == nullptr) return nullptr;
    madvise(memory, pages, MADV_HUGEPAGE);
    std::memset(memory, 0, size);
    return memory;
}

}  // namespace

#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wold-style-cast"
#pragma GCC diagnostic ignored "-Wzero-as-null-pointer-constant"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wunused-parameter"
#pragma GCC diagnostic ignored "-Wunused-but-set-variable"
#ifdef __clang__
#pragma GCC diagnostic ignored "-Wreserved-identifier"
#endif
#endif
#define STB_IMAGE_STATIC
#define STB_IMAGE_IMPLEMENTATION
#define STBI_ONLY_JPEG
#define STBI_ONLY_PNG
#define STBI_NO_STDIO
#define STBI_FAILURE_USERMSG
#define STBI_NO_LINEAR
#define STBI_NO_HDR
#define STBI_MAX_DIMENSIONS 16384
#define STBI_MALLOC(size) get_memory(size)
#define STBI_REALLOC(memory, size) std::realloc(memory, size)
#define STBI_FREE(memory) std::free(memory)
// Bad bytes are refused by return value; what an assert would stop at is garbage in a picture, not a fault of ours.
#define STBI_ASSERT(condition) (static_cast<void>(0))
#include <stb/stb_image.h>  // NOLINT: the copy that cmake/stb.cmake makes
#ifndef ROTUNDA_CHECKED_STB
#error "this must be the copy with the range check, see cmake/stb.cmake"
#endif
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

namespace content {
namespace {

const stbi_uc* data_of(std::string_view bytes) {
    return reinterpret_cast<const stbi_uc*>(bytes.data());
}

std::vector<Plane> planes_of(const stbi__jpeg& jpeg) {
    std::vector<Plane> planes;
    for (int i = 0; i < jpeg.s->img_n; ++i) {
        const auto& stored = jpeg.img_comp[i];
        planes.push_back({stored.data, {stored.x, stored.y}, static_cast<std::size_t>(stored.w2)});
    }
    return planes;
}

/// Planes of a file that stores red, green and blue, which few do, as lightness and differences of colour.
class Converted {
public:
    Converted(const std::vector<Plane>& colours, PictureSize size) {
        const std::size_t width = static_cast<std::size_t>(size.width);
        for (auto& plane : samples_)
            plane.reserve(width * static_cast<std::size_t>(size.height));
        for (int y = 0; y < size.height; ++y) {
            for (int x = 0; x < size.width; ++x) {
                const auto at = [&](const Plane& plane) {
                    const auto row = static_cast<std::size_t>(std::int64_t{y} * plane.size.height / size.height);
                    const auto column = static_cast<std::size_t>(std::int64_t{x} * plane.size.width / size.width);
                    return static_cast<float>(plane.samples[row * plane.pitch + column]);
                };
                add(at(colours[0]), at(colours[1]), at(colours[2]));
            }
        }
        for (const auto& plane : samples_)
            planes_.push_back({plane.data(), size, width});
    }

    [[nodiscard]] const std::vector<Plane>& planes() const { return planes_; }

private:
    /// ITU-T T.871, section 7.
    void add(float red, float green, float blue) {
        const float lightness = 0.299F * red + 0.587F * green + 0.114F * blue;
        const auto rounded = [](float value) {
            return static_cast<std::uint8_t>(std::clamp(value + 0.5F, 0.0F, 255.0F));
        };
        samples_[0].push_back(rounded(lightness));
        samples_[1].push_back(rounded((blue - lightness) / 1.772F + 128));
        samples_[2].push_back(rounded((red - lightness) / 1.402F + 128));
    }

    std::array<std::vector<std::uint8_t>, 3> samples_;
    std::vector<Plane> planes_;
};

}  // namespace

void FreeDecoded::operator()(std::uint8_t* memory) const {
    stbi_image_free(memory);
}

Decoded decode_pixels(std::string_view bytes, Channels channels) {
    Decoded decoded;
    int stored = 0;
    decoded.pixels.reset(stbi_load_from_memory(data_of(bytes), static_cast<int>(bytes.size()), &decoded.size.width,
                                               &decoded.size.height, &stored,
                                               channels == Channels::rgb ? STBI_rgb : STBI_rgb_alpha));
    if (decoded.pixels == nullptr && stbi_failure_reason() != nullptr) decoded.problem = stbi_failure_reason();
    return decoded;
}

Decoded decode_jpeg_planes(std::string_view bytes, const TakePlanes& take) {
    stbi__context context;
    stbi__start_mem(&context, data_of(bytes), static_cast<int>(bytes.size()));
    const auto clean_up = [](stbi__jpeg* jpeg) {
        stbi__cleanup_jpeg(jpeg);
        delete jpeg;
    };
    const std::unique_ptr<stbi__jpeg, decltype(clean_up)> jpeg(new stbi__jpeg{}, clean_up);
    jpeg->s = &context;
    context.img_n = 0;  // no planes yet
    stbi__setup_jpeg(jpeg.get());
    Decoded decoded;
    if (stbi__decode_jpeg_image(jpeg.get()) == 0) {
        decoded.problem = stbi_failure_reason() == nullptr ? "unknown" : stbi_failure_reason();
        return decoded;
    }
    decoded.size = {static_cast<int>(context.img_x), static_cast<int>(context.img_y)};
    if (context.img_n != 1 && context.img_n != 3) {
        decoded.problem = "Not grey and not of three colours";
        return decoded;
    }
    const std::vector<Plane> planes = planes_of(*jpeg);
    // As load_jpeg_image() of stb_image decides it.
    const bool is_rgb = context.img_n == 3 && (jpeg->rgb == 3 || (jpeg->app14_color_transform == 0 && jpeg->jfif == 0));
    if (is_rgb) {
        take({decoded.size, Converted(planes, decoded.size).planes()});
    } else {
        take({decoded.size, planes});
    }
    return decoded;
}

}  // namespace content
