#include "tests/layers/source_tree.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>

namespace layers {
namespace {

namespace fs = std::filesystem;

std::optional<std::string> included(std::string_view text) {
    const auto start = text.find_first_not_of(" \t");
    if (start == std::string_view::npos || !text.substr(start).starts_with("#include")) return std::nullopt;
    const auto open = text.find_first_of("<\"", start);
    if (open == std::string_view::npos) return std::nullopt;
    const auto close = text.find_first_of(">\"", open + 1);
    if (close == std::string_view::npos) return std::nullopt;
    return std::string(text.substr(open + 1, close - open - 1));
}

File read_file(const fs::path& root, const std::string& path) {
    File file{path, {}, {}};
    std::ifstream stream(root / path);
    std::string line;
    while (std::getline(stream, line)) {
        file.lines.push_back(line);
        if (auto header = included(line)) file.includes.push_back({static_cast<int>(file.lines.size()), *header});
    }
    return file;
}

/// Hidden folders and what builds leave are no part of the project; hidden files and .ci are.
bool is_foreign(const std::string& path, bool is_folder) {
    if (!is_folder) return false;
    const auto name = path.substr(path.rfind('/') + 1);
    if (path == "build" || path.starts_with("build-") || path == "demo" || name == "node_modules") return true;
    return name.starts_with('.') && path != ".ci";
}

bool is_source(const std::string& path) {
    const auto library = library_of(path);
    return (is_product(library) || library == "tests") && (path.ends_with(".cpp") || path.ends_with(".h"));
}

bool is_text(const std::string& path) {
    if (path.starts_with("assets/packs/") || path.find("/corpus/") != std::string::npos) return false;
    if (path == "dev" || path == ".ci/run" || path.ends_with("CMakeLists.txt") || path.starts_with("deploy/"))
        return true;
    static constexpr std::array endings = {".md", ".sh", ".py", ".cmake", ".toml", ".cpp", ".h"};
    return std::ranges::any_of(endings, [&](std::string_view ending) { return path.ends_with(ending); });
}

}  // namespace

std::string_view File::library() const {
    return library_of(path);
}

std::string_view File::folder() const {
    return folder_of(path);
}

std::string_view File::name() const {
    return std::string_view(path).substr(path.rfind('/') + 1);
}

std::string_view File::unit() const {
    return std::string_view(path).substr(0, path.rfind('.'));
}

SourceTree read_tree(const fs::path& root) {
    SourceTree tree;
    for (auto entry = fs::recursive_directory_iterator(root); entry != fs::recursive_directory_iterator(); ++entry) {
        const auto path = entry->path().lexically_relative(root).generic_string();
        if (is_foreign(path, entry->is_directory())) {
            entry.disable_recursion_pending();
        } else if (entry->is_directory()) {
            tree.folders.insert(path);
        } else {
            tree.files.insert(path);
        }
    }
    for (const auto& path : tree.files) {
        if (is_source(path)) {
            tree.sources.push_back(read_file(root, path));
        } else if (is_text(path)) {
            tree.texts.push_back(read_file(root, path));
        }
    }
    return tree;
}

std::string_view folder_of(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

std::string_view library_of(std::string_view path) {
    const auto slash = path.find('/');
    return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

bool is_product(std::string_view library) {
    return library == "content" || library == "kiosk" || library == "sync";
}

bool matches(std::string_view pattern, std::string_view text) {
    const auto star = pattern.find('*');
    if (star == std::string_view::npos) return pattern == text;
    if (!text.starts_with(pattern.substr(0, star))) return false;
    const auto rest = pattern.substr(star + 1);
    for (auto at = star; at <= text.size(); ++at) {
        if (matches(rest, text.substr(at))) return true;
        if (at < text.size() && text[at] == '/') return false;
    }
    return false;
}

}  // namespace layers
