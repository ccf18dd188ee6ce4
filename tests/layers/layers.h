#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

/// Reads the #include lines and a few words of every source file and tells where a rule of the architecture is broken.
/// Not a parser: it works line by line, without the preprocessor, and believes that code is laid out by clang-format.
namespace layers {

/// A third-party header, and the only files that may include it.
struct Permission {
    std::string_view header;  ///< exact name, or a beginning that ends in '*'
    std::vector<std::string_view> files;
};

/// The project's own table; see layers.cpp.
[[nodiscard]] const std::vector<Permission>& permissions();

/// "kiosk/frame/scene.cpp:12: kiosk may not include sync/": one line for each violation, in the order of paths and
/// lines.
[[nodiscard]] std::vector<std::string> find_violations(const std::filesystem::path& root,
                                                       const std::vector<Permission>& table);

}  // namespace layers
