#include "content/import/photo/png_reader.h"

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstddef>
#include <cstring>
#include <vector>

#include "content/base/huge_pages.h"
#include "content/base/limits.h"

#include <png.h>

namespace content {
namespace {

constexpr png_alloc_size_t max_chunk = 4UL * 1024 * 1024;  // but for those of the pixels: tables and profiles
constexpr png_uint_32 max_kept_chunks = 16;

/// What goes along with a picture and does not change it.
constexpr std::array<png_byte, 12 * 5> unused_chunks{
    "bKGD\0hIST\0iTXt\0oFFs\0pCAL\0pHYs\0sBIT\0sCAL\0sPLT\0tEXt\0tIME\0zTXt"};

}  // namespace

struct PngReader::State {
    std::string_view bytes;
    std::size_t at = 0;
    png_structp reader = nullptr;
    png_infop info = nullptr;
    std::jmp_buf back{};
    bool has_failed = false;
    std::array<char, 128> problem{};

    explicit State(std::string_view file) : bytes(file) {
        reader = png_create_read_struct(PNG_LIBPNG_VER_STRING, this, leave, ignore);
        if (reader == nullptr) {
            has_failed = true;
            set_problem(out_of_memory);
        }
        attempt([this] {
            info = png_create_info_struct(reader);
            if (info == nullptr) png_error(reader, out_of_memory);
            png_set_read_fn(reader, this, take_bytes);
            png_set_user_limits(reader, limits::picture_side, limits::picture_side);
            png_set_chunk_malloc_max(reader, max_chunk);
            png_set_chunk_cache_max(reader, max_kept_chunks);
            png_set_keep_unknown_chunks(reader, PNG_HANDLE_CHUNK_NEVER, nullptr, 0);
            png_set_keep_unknown_chunks(reader, PNG_HANDLE_CHUNK_NEVER, unused_chunks.data(),
                                        static_cast<int>(unused_chunks.size() / 5));
        });
    }
    ~State() { png_destroy_read_struct(&reader, &info, nullptr); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    /// Nothing with a destructor may live in `work`: an error jumps out of libpng.
    template <class Work>
    void attempt(const Work& work) {
        if (has_failed) return;
        if (setjmp(back) != 0) {  // NOLINT: the way out that libpng offers
            has_failed = true;
            return;
        }
        work();
    }

    [[nodiscard]] Error error() const {
        const std::string_view words = problem.data();
        return {words == out_of_memory ? Code::too_large : Code::bad_input, std::string(words)};
    }

    [[nodiscard]] PictureSize size() const {
        return {static_cast<int>(png_get_image_width(reader, info)),
                static_cast<int>(png_get_image_height(reader, info))};
    }

    /// Rows become red, green, blue and opacity of eight bits. How often one goes over them.
    [[nodiscard]] int begin_rows() {
        int passes = 0;
        attempt([this, &passes] {
            png_set_expand(reader);
            png_set_scale_16(reader);
            png_set_gray_to_rgb(reader);
            png_set_add_alpha(reader, 0xFF, PNG_FILLER_AFTER);
            passes = png_set_interlace_handling(reader);
            png_read_update_info(reader, info);
        });
        return passes;
    }

    void read_row(std::uint8_t* row) {
        attempt([this, row] { png_read_row(reader, row, nullptr); });
    }

private:
    static constexpr const char* out_of_memory = "Out of memory";  // libpng's words

    void set_problem(const char* words) { std::strncpy(problem.data(), words, problem.size() - 1); }

    [[noreturn]] static void leave(png_structp reader, png_const_charp words) {
        auto& state = *static_cast<State*>(png_get_error_ptr(reader));
        state.set_problem(words);
        std::longjmp(state.back, 1);
    }
    static void ignore(png_structp /*reader*/, png_const_charp /*words*/) {}

    static void take_bytes(png_structp reader, png_bytep into, std::size_t length) {
        auto& state = *static_cast<State*>(png_get_io_ptr(reader));
        if (length > state.bytes.size() - state.at) png_error(reader, "The file was cut off");
        std::memcpy(into, state.bytes.data() + state.at, length);
        state.at += length;
    }
};

PngReader::PngReader(std::string_view bytes) : state_(std::make_unique<State>(bytes)) {}
PngReader::~PngReader() = default;

Result<PictureSize> PngReader::begin() {
    state_->attempt([this] { png_read_info(state_->reader, state_->info); });
    if (state_->has_failed) return state_->error();
    return state_->size();
}

std::vector<std::uint8_t> PngReader::profile() const {
    png_charp name = nullptr;
    int compression = 0;
    png_bytep found = nullptr;
    png_uint_32 length = 0;
    if (png_get_iCCP(state_->reader, state_->info, &name, &compression, &found, &length) != PNG_INFO_iCCP) return {};
    return {found, found + length};
}

Status PngReader::read(const TakeRow& take) {
    const auto [width, height] = state_->size();
    const int passes = state_->begin_rows();
    const std::size_t row_bytes = static_cast<std::size_t>(width) * 4;
    // Rows of an interlaced file are whole after the last pass; one row is enough for others.
    const std::size_t kept = passes > 1 ? static_cast<std::size_t>(height) : 1;
    std::vector<std::uint8_t, PictureMemory<std::uint8_t>> rows(state_->has_failed ? 0 : kept * row_bytes);
    for (int pass = 1; pass <= passes; ++pass) {
        for (std::size_t y = 0; y < static_cast<std::size_t>(height) && !state_->has_failed; ++y) {
            std::uint8_t* const row = rows.data() + (kept > 1 ? y * row_bytes : 0);
            state_->read_row(row);
            if (pass == passes && !state_->has_failed) take(row);
        }
    }
    state_->attempt([this] { png_read_end(state_->reader, nullptr); });
    if (state_->has_failed) return state_->error();
    return {};
}

}  // namespace content
