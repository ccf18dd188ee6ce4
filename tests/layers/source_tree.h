#pragma once

#include <cstddef>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

/// The files of the project as the rules see them. Not a parser: it works line by line, without the preprocessor, and
/// believes that code is laid out by clang-format.
namespace layers {

struct Include {
    int line = 0;
    std::string path;  ///< between the quotes or angle brackets
};

struct File {
    std::string path;                ///< relative to the root, with '/'
    std::vector<std::string> lines;  ///< without their ends
    std::vector<Include> includes;   ///< of sources only

    [[nodiscard]] std::string_view library() const;  ///< the first folder: "content", "kiosk", "sync", "tests"
    [[nodiscard]] std::string_view folder() const;   ///< all folders: "content/import/text"; empty at the root
    [[nodiscard]] std::string_view name() const;     ///< "scene.h"
    [[nodiscard]] std::string_view unit() const;     ///< the path without its extension
    [[nodiscard]] bool is_header() const { return path.ends_with(".h"); }
    [[nodiscard]] bool is_main() const { return unit().ends_with("_main"); }
};

struct SourceTree {
    std::vector<File> sources;      ///< *.cpp and *.h of content, kiosk, sync and tests, in the order of their paths
    std::vector<File> texts;        ///< whatever else people read: pages, scripts, CMake, TOML, systemd units
    std::set<std::string> files;    ///< every file, packs and corpora too; neither hidden nor built
    std::set<std::string> folders;  ///< every folder that holds one of them
};

/// Reads the tree below `root`. Pictures, packs and corpora are listed and not read.
[[nodiscard]] SourceTree read_tree(const std::filesystem::path& root);

/// "kiosk/frame/scene.cpp" -> "kiosk/frame"; empty without a '/'.
[[nodiscard]] std::string_view folder_of(std::string_view path);
/// "kiosk/frame/scene.cpp" -> "kiosk"; empty without a '/'.
[[nodiscard]] std::string_view library_of(std::string_view path);
/// Whether it is one of the libraries, and no test of them.
[[nodiscard]] bool is_product(std::string_view library);
/// `pattern` may hold '*', which stands for any characters but '/'.
[[nodiscard]] bool matches(std::string_view pattern, std::string_view text);

/// Where a rule is broken.
struct Violation {
    std::string file;
    int line = 0;
    std::string message;

    friend bool operator==(const Violation&, const Violation&) = default;
    friend bool operator<(const Violation& a, const Violation& b) {
        return std::tie(a.file, a.line, a.message) < std::tie(b.file, b.line, b.message);
    }
};

}  // namespace layers
