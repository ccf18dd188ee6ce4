// stb_image from Debian's header, compiled here and static: never the shared libstb, whose build holds readers (GIF,
// PSD, PIC ...) that crash on public files.
#include <sys/mman.h>

#include <cstdlib>
#include <cstring>
#include <vector>

#include "content/memory.h"
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
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wunused-parameter"
#pragma GCC diagnostic ignored "-Wunused-but-set-variable"
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

/// One colour of a JPEG picture, stored smaller than the picture or as large, row by row in the picture's size. Which
/// stored rows mix is as in load_jpeg_image() of stb_image, so that the pixels are the same.
class Plane {
public:
    Plane(stbi__jpeg& jpeg, int index) : height_(jpeg.img_comp[index].y), pitch_(jpeg.img_comp[index].w2) {
        auto& component = jpeg.img_comp[index];
        across_ = jpeg.img_h_max / component.h;
        down_ = jpeg.img_v_max / component.v;
        step_ = down_ / 2;
        stored_width_ = (static_cast<int>(jpeg.s->img_x) + across_ - 1) / across_;
        above_ = below_ = component.data;
        line_.resize(jpeg.s->img_x + 3);  // what enlarges may write past the end
        if (across_ == 1 && down_ == 1) {
            enlarge_ = resample_row_1;
        } else if (across_ == 1 && down_ == 2) {
            enlarge_ = stbi__resample_row_v_2;
        } else if (across_ == 2 && down_ == 1) {
            enlarge_ = stbi__resample_row_h_2;
        } else if (across_ == 2 && down_ == 2) {
            enlarge_ = jpeg.resample_row_hv_2_kernel;
        } else {
            enlarge_ = stbi__resample_row_generic;
        }
    }

    const stbi_uc* next_row() {
        const bool is_lower_half = step_ >= down_ / 2;
        stbi_uc* const nearer = is_lower_half ? below_ : above_;
        stbi_uc* const farther = is_lower_half ? above_ : below_;
        const stbi_uc* row = enlarge_(line_.data(), nearer, farther, stored_width_, across_);
        if (++step_ >= down_) {
            step_ = 0;
            above_ = below_;
            if (++at_ < height_) below_ += pitch_;
        }
        return row;
    }

private:
    std::vector<stbi_uc> line_;
    resample_row_func enlarge_ = nullptr;
    stbi_uc* above_ = nullptr;
    stbi_uc* below_ = nullptr;
    int height_ = 0;
    int pitch_ = 0;
    int across_ = 1;
    int down_ = 1;
    int step_ = 0;
    int stored_width_ = 0;
    int at_ = 0;
};

void hand_over_rows(stbi__jpeg& jpeg, const TakeRow& take) {
    const std::size_t width = jpeg.s->img_x;
    const bool is_rgb = jpeg.rgb == 3 || (jpeg.app14_color_transform == 0 && jpeg.jfif == 0);
    std::vector<Plane> planes;
    for (int i = 0; i < jpeg.s->img_n; ++i)
        planes.emplace_back(jpeg, i);
    std::vector<stbi_uc> row(width * 4, 255);
    for (stbi__uint32 y = 0; y < jpeg.s->img_y; ++y) {
        const stbi_uc* first = planes[0].next_row();
        const stbi_uc* second = planes.size() == 3 ? planes[1].next_row() : first;
        const stbi_uc* third = planes.size() == 3 ? planes[2].next_row() : first;
        if (planes.size() == 3 && !is_rgb) {
            jpeg.YCbCr_to_RGB_kernel(row.data(), first, second, third, static_cast<int>(width), 4);
        } else {
            for (std::size_t x = 0; x < width; ++x) {
                row[x * 4] = first[x];
                row[x * 4 + 1] = second[x];
                row[x * 4 + 2] = third[x];
            }
        }
        take(row.data());
    }
}

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

Decoded decode_jpeg_rows(std::string_view bytes, PictureSize expected, const TakeRow& take) {
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
    if (decoded.size == expected) hand_over_rows(*jpeg, take);
    return decoded;
}

}  // namespace content
