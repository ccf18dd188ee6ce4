#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "content/base/result.h"

/// zstd (RFC 8878) in pieces, with caps: neither side ever has to be in memory.
namespace content {

/// Packs the bytes added to it into one frame with a checksum. The same pieces make the same bytes.
class ZstdPacker {
public:
    explicit ZstdPacker(std::function<Status(std::string_view)> take);
    ~ZstdPacker();
    ZstdPacker(const ZstdPacker&) = delete;
    ZstdPacker& operator=(const ZstdPacker&) = delete;

    [[nodiscard]] Status add(std::string_view bytes);
    /// Ends the frame; nothing can be added afterwards.
    [[nodiscard]] Status finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Unpacks one frame. `read` gives the packed bytes piece by piece, empty at the end.
class ZstdUnpacker {
public:
    ZstdUnpacker(std::function<Result<std::string_view>()> read, std::size_t cap);
    ~ZstdUnpacker();
    ZstdUnpacker(const ZstdUnpacker&) = delete;
    ZstdUnpacker& operator=(const ZstdUnpacker&) = delete;

    /// The next bytes, valid until the next call; empty once the frame has ended, its checksum was right and nothing
    /// follows it. Code::bad_input: damaged, or cut off; too_large: more than the cap, or a window that needs more than
    /// 8 MB of memory.
    [[nodiscard]] Result<std::string_view> next();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace content
