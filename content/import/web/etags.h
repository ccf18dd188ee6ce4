#pragma once

#include <map>
#include <string>
#include <string_view>

/// The ETags (RFC 9110 8.8.3) of addresses that were fetched, so that an unchanged answer is not fetched again.
namespace content {

/// Beside a pack's import state; each line is "<ETag>\t<address>".
inline constexpr std::string_view etags_file = ".import/etags";
using Etags = std::map<std::string, std::string>;  ///< by address
/// Lines of another form are left out: an ETag that is lost costs one download.
[[nodiscard]] Etags read_etags(std::string_view text);
[[nodiscard]] std::string write_etags(const Etags& etags);

}  // namespace content
