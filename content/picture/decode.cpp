// stb_image from Debian's header, compiled here and static: never the shared libstb, whose build holds readers (GIF,
// PSD, PIC ...) that crash on public files.
#include "content/picture/decode.h"

#include <sys/mman.h>

#include <cstdlib>
#include <cstring>

#include "content/base/huge_pages.h"

namespace {

/// Large blocks in whole pages of 2 MiB where the system has them: getting each small page is what takes long. All
/// zero: of a picture that leaves out parts, and of a table that a file uses but does not define, stb_image takes what
/// is there.
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
#include <stb/stb_image.h>  // NOLINT
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

namespace content {
namespace {

const stbi_uc* data_of(std::string_view bytes) {
    return reinterpret_cast<const stbi_uc*>(bytes.data());
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

}  // namespace content
