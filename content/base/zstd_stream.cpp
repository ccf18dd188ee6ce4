#include "content/base/zstd_stream.h"

#include <fmt/format.h>
#include <zstd.h>

#include <cassert>
#include <utility>

namespace content {
namespace {

constexpr int max_window_log = 23;  ///< 8 MB, as a power of two: what RFC 8878 advises every decoder to allow
/// Metadata shrinks to a half with any level, photos with none.
constexpr int compression_level = 3;

struct FreePacker {
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};
struct FreeUnpacker {
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

}  // namespace

struct ZstdPacker::State {
    std::unique_ptr<ZSTD_CCtx, FreePacker> context{ZSTD_createCCtx()};
    std::string packed = std::string(ZSTD_CStreamOutSize(), '\0');
    std::function<Status(std::string_view)> take;

    Status run(std::string_view bytes, ZSTD_EndDirective directive) {
        ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
        for (;;) {
            ZSTD_outBuffer out{packed.data(), packed.size(), 0};
            const std::size_t left = ZSTD_compressStream2(context.get(), &out, &in, directive);
            assert(ZSTD_isError(left) == 0);
            if (out.pos > 0) {
                if (auto taken = take(std::string_view(packed).substr(0, out.pos)); !taken) return taken;
            }
            const bool is_done = directive == ZSTD_e_end ? left == 0 : in.pos == in.size;
            if (is_done) return {};
        }
    }
};

ZstdPacker::ZstdPacker(std::function<Status(std::string_view)> take) : state_(std::make_unique<State>()) {
    state_->take = std::move(take);
    ZSTD_CCtx_setParameter(state_->context.get(), ZSTD_c_compressionLevel, compression_level);
    ZSTD_CCtx_setParameter(state_->context.get(), ZSTD_c_checksumFlag, 1);
}
ZstdPacker::~ZstdPacker() = default;

Status ZstdPacker::add(std::string_view bytes) {
    return state_->run(bytes, ZSTD_e_continue);
}
Status ZstdPacker::finish() {
    return state_->run({}, ZSTD_e_end);
}

struct ZstdUnpacker::State {
    std::unique_ptr<ZSTD_DCtx, FreeUnpacker> context{ZSTD_createDCtx()};
    std::string unpacked = std::string(ZSTD_DStreamOutSize(), '\0');
    std::function<Result<std::string_view>()> read;
    std::size_t cap = 0;
    std::size_t total = 0;
    ZSTD_inBuffer in{nullptr, 0, 0};
    bool has_ended = false;  ///< the frame, not the input

    /// Whether there is more input.
    Result<bool> refill() {
        if (in.pos < in.size) return true;
        const auto piece = read();
        if (!piece) return piece.error();
        in = {piece->data(), piece->size(), 0};
        return !piece->empty();
    }
};

ZstdUnpacker::ZstdUnpacker(std::function<Result<std::string_view>()> read, std::size_t cap)
    : state_(std::make_unique<State>()) {
    state_->read = std::move(read);
    state_->cap = cap;
    ZSTD_DCtx_setParameter(state_->context.get(), ZSTD_d_windowLogMax, max_window_log);
}
ZstdUnpacker::~ZstdUnpacker() = default;

Result<std::string_view> ZstdUnpacker::next() {
    State& state = *state_;
    for (;;) {
        if (state.has_ended) {
            const auto more = state.refill();
            if (!more) return more.error();
            if (*more) return Error{Code::bad_input, "bytes after the end of the zstd frame"};
            return std::string_view();
        }
        const auto more = state.refill();
        if (!more) return more.error();
        ZSTD_outBuffer out{state.unpacked.data(), state.unpacked.size(), 0};
        const std::size_t before = state.in.pos;
        const std::size_t left = ZSTD_decompressStream(state.context.get(), &out, &state.in);
        if (ZSTD_isError(left) != 0) return Error{Code::bad_input, std::string("zstd: ") + ZSTD_getErrorName(left)};
        state.has_ended = left == 0;
        state.total += out.pos;
        if (state.total > state.cap) {
            return Error{Code::too_large, fmt::format("unpacks to more than {} bytes", state.cap)};
        }
        if (out.pos > 0) return std::string_view(state.unpacked).substr(0, out.pos);
        if (!*more && !state.has_ended && state.in.pos == before) {
            return Error{Code::bad_input, "zstd: the file was cut off"};
        }
    }
}

}  // namespace content
