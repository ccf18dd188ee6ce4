#include "tests/support/pack_files.h"

#include <algorithm>
#include <sstream>
#include <stdexcept>

#include "content/base/files.h"
#include "content/base/sha256.h"

namespace pack_files {
namespace {

constexpr const char* edition = R"(id = "test"
default_language = "en"
languages = ["en", "fr"]
zone = "Europe/Vienna"
title = "A test"
[[topics]]
id = "crime"
name = { en = "Crime", fr = "Criminalité" }
)";

}  // namespace

content::SourceTree minimal() {
    content::SourceTree tree;
    tree.texts["pack.toml"] = edition;
    return tree;
}

content::SourceTree with(const std::string& path, std::string text) {
    content::SourceTree tree = minimal();
    tree.texts[path] = std::move(text);
    return tree;
}

std::string calendar(std::string_view events) {
    return "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Test//EN\n" + std::string(events) + "END:VCALENDAR\n";
}

content::SourceTree example() {
    const auto page = content::read_file(std::filesystem::path(ROTUNDA_SOURCE_DIR) / "content/PACK.md", 1'000'000);
    if (!page) throw std::runtime_error(page.error().message);
    content::SourceTree tree;
    tree.media["hall.jpg"] = {content::sha256("a photo"), 7};
    std::istringstream lines(*page);
    std::string line;
    std::string* file = nullptr;
    while (std::getline(lines, line)) {
        const auto name = line.find(" file=");
        if (line.starts_with("```")) {
            file = name == std::string::npos ? nullptr : &tree.texts[line.substr(name + 6)];
        } else if (file != nullptr) {
            *file += line + "\n";
        }
    }
    return tree;
}

std::vector<std::string> read_findings(const content::SourceTree& tree) {
    std::vector<std::string> lines;
    for (const auto& finding : content::read_pack(tree).findings)
        lines.push_back(content::to_string(finding));
    return lines;
}

bool has_finding(const content::SourceTree& tree, std::string_view beginning, std::string_view part) {
    const auto lines = read_findings(tree);
    return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) {
        return line.starts_with(beginning) && line.find(part) != std::string::npos;
    });
}

}  // namespace pack_files
