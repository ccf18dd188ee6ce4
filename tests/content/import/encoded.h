#pragma once

#include <string>
#include <string_view>

namespace import_tests {

/// `text` (UTF-8) in another encoding, by iconv(3): not by the library that is tested. Fails the test where it cannot.
[[nodiscard]] std::string encoded(std::string_view text, const char* encoding);

/// A file of ../shared/samples, or nothing where the samples are not there.
[[nodiscard]] std::string sample(const std::string& path);

}  // namespace import_tests
