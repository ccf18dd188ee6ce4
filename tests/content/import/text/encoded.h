#pragma once

#include <string>
#include <string_view>

namespace import_tests {

/// `text` (UTF-8) in another encoding, by iconv(3): not by the library that is tested. Fails the test where it cannot.
[[nodiscard]] std::string encoded(std::string_view text, const char* encoding);

/// A file of ../shared, real ones by others; nothing, which the test then says, where that folder is not there.
[[nodiscard]] std::string shared_file(const std::string& path);

}  // namespace import_tests
