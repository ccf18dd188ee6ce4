#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sync/hub/http.h"

/// What the hub reads of a request that anybody may have written. Pure.
namespace hub {

/// A whole number, and nothing else; nothing where it is none, or one beyond 64 bits.
[[nodiscard]] std::optional<std::int64_t> read_number(std::string_view text);

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

/// How many bytes the body of a request has, by its head (RFC 9112, 6).
enum class BodyKind {
    known,
    malformed,     ///< 400; also where the head says two things, which two readers could understand differently
    without_size,  ///< 411: in chunks, or a method that has one where none was said
    too_large,     ///< 413
};
struct BodySize {
    BodyKind kind = BodyKind::known;
    std::size_t bytes = 0;
};
/// A method that sends nothing may leave the size out, and so may others where `limit` is 0.
[[nodiscard]] BodySize read_body_size(const HttpRequest& request, std::size_t limit);

/// "name=value&other=" as a query or a form has it (application/x-www-form-urlencoded): '+' and "%20" are spaces.
/// Nothing when there are more than `limit` fields, one has no name or comes twice, or one is no UTF-8, or has a
/// control character other than tab and the ends of lines.
[[nodiscard]] std::optional<Fields> read_fields(std::string_view encoded, std::size_t limit);

}  // namespace hub
