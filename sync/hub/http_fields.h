#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// What the hub reads of a request that anybody may have written. Pure.
namespace hub {

/// The name of a file below the depot that a request's path means: "/metadata/1.root.json" is "metadata/1.root.json".
/// Nothing unless it is in "metadata/" or "targets/" and each part of it is a name: not empty, not "." or "..", not
/// hidden, no '\\', no control character, also where "%2e" and its kin write them; and no file that a publisher is
/// just writing.
[[nodiscard]] std::optional<std::string> depot_name(std::string_view path);

/// Bytes `first` to `last` of a file, both included.
struct ByteRange {
    std::int64_t first = 0;
    std::int64_t last = 0;

    bool operator==(const ByteRange&) const = default;
};
enum class RangeKind {
    whole,          ///< none was asked for, or one that is not understood: the whole file is the right answer
    part,           ///< `range` of RangeWish
    unsatisfiable,  ///< 416
};
struct RangeWish {
    RangeKind kind = RangeKind::whole;
    ByteRange range{};
};
/// "Range: bytes=100-", "bytes=100-199" or "bytes=-100" of a file of `size` bytes (RFC 9110, 14.1.2). Several ranges at
/// once are not understood.
[[nodiscard]] RangeWish read_range(std::string_view header, std::int64_t size);

/// Whether "If-None-Match" names `etag`, by weak comparison (RFC 9110, 13.1.2).
[[nodiscard]] bool names_etag(std::string_view header, std::string_view etag);

}  // namespace hub
