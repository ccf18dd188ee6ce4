#include "tests/layers/page_rules.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <optional>

#include "tests/layers/arrows.h"
#include "tests/layers/prose.h"

namespace layers {
namespace {

constexpr std::array root_folders = {"content", "kiosk", "sync", "tests", "assets", "cmake", "deploy", ".ci"};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_capital(char c) {
    return c >= 'A' && c <= 'Z';
}

bool is_letter(char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0;
}

bool is_name_character(char c) {
    return is_letter(c) || is_digit(c) || c == '_' || c == '-';
}

bool is_path_character(char c) {
    return is_name_character(c) || c == '.' || c == '/' || c == '*';
}

/// "scene_NAME.cpp" -> "scene_*.cpp": a word in capitals stands for what a reader puts there. Pages are called so
/// themselves ("SCENES.md"), but for NAME.md.
std::string with_wildcards(std::string_view path) {
    std::string pattern;
    for (std::size_t at = 0; at < path.size();) {
        auto end = at;
        while (end < path.size() && is_capital(path[end]))
            ++end;
        const bool begins = at == 0 || !is_letter(path[at - 1]);
        const bool ends = end == path.size() || !is_letter(path[end]);
        const bool is_page = path.substr(end) == ".md" && path.substr(at, end - at) != "NAME";
        if (end - at >= 2 && begins && ends && !is_page) {
            pattern += '*';
        } else {
            end = std::max(end, at + 1);
            pattern += path.substr(at, end - at);
        }
        at = end;
    }
    return pattern;
}

bool has_wildcard(std::string_view pattern) {
    return pattern.find('*') != std::string_view::npos;
}

/// Headings of a page, and the words in bold that begin its paragraphs.
struct Outline {
    std::vector<std::string> headings;  ///< without '#'
    std::vector<std::string> bold;
};

Outline outline_of(const File& page) {
    Outline outline;
    bool is_example = false;
    for (std::string_view line : page.lines) {
        if (line.starts_with("```")) is_example = !is_example;
        if (is_example) continue;
        if (line.starts_with('#')) {
            const auto words = line.find_first_not_of("# ");
            if (words != std::string_view::npos) outline.headings.emplace_back(line.substr(words));
        }
        if (line.starts_with("- ")) line.remove_prefix(2);
        const auto end = line.starts_with("**") ? line.find("**", 2) : std::string_view::npos;
        if (end == std::string_view::npos) continue;
        auto words = line.substr(2, end - 2);
        while (words.ends_with('.') || words.ends_with(':') || words.ends_with(','))
            words.remove_suffix(1);
        outline.bold.emplace_back(words);
    }
    return outline;
}

/// What GitHub makes of a heading: "2.1 A, b" -> "21-a-b".
std::string anchor_of(std::string_view heading) {
    std::string anchor;
    for (const char c : heading) {
        if (c == ' ' || c == '-') {
            anchor += '-';
        } else if (is_letter(c) || is_digit(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80) {
            anchor += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        }
    }
    return anchor;
}

class References {
public:
    explicit References(const SourceTree& tree) : tree_(tree) {
        for (const auto& path : tree.files)
            names_.insert(path.substr(path.rfind('/') + 1));
        for (const File& file : tree.sources) {
            for (const Include& include : file.includes)
                names_.insert(include.path.substr(include.path.rfind('/') + 1));
        }
        for (const File& file : tree.texts) {
            if (file.path.ends_with(".md")) pages_.emplace(file.name(), outline_of(file));
        }
    }

    void check(const File& file) {
        file_ = &file;
        prose_ = prose_of(file);
        const std::string_view text = prose_.text;
        for (std::size_t at = 0; at < text.size();) {
            const bool is_start = at == 0 || !(is_path_character(text[at - 1]) || text[at - 1] == '^');
            const bool may_begin = is_name_character(text[at]) || text[at] == '.';
            if (!is_start || !may_begin) {
                ++at;
                continue;
            }
            at = check_word(at);
        }
        if (file.path.ends_with(".md")) check_links();
    }

    [[nodiscard]] std::vector<Violation> take() && { return std::move(found_); }

private:
    void report(std::size_t position, const std::string& message) {
        found_.push_back({file_->path, prose_.line_at(position), message});
    }

    /// Looks at the path, name or word that begins there, and at sections after it; returns the place behind it.
    std::size_t check_word(std::size_t start) {
        const std::string_view text = prose_.text;
        auto end = start;
        bool is_choice = false;
        while (end < text.size() && (is_path_character(text[end]) || text[end] == '{' || is_choice)) {
            if (text[end] == '{') is_choice = true;
            if (text[end] == '}') is_choice = false;
            if (text[end] == ' ' || text[end] == '\n') break;
            ++end;
        }
        std::string_view word = text.substr(start, end - start);
        while (word.ends_with('.') || word.ends_with('-') || word.ends_with(','))
            word.remove_suffix(1);
        const auto behind = start + word.size();
        const auto folder = library_of(word);
        if (std::ranges::find(root_folders, folder) != root_folders.end()) {
            check_path(start, word);
        } else if (word.find('/') == std::string_view::npos) {
            check_name(start, word);
        } else {
            return std::max(end, start + 1);
        }
        const auto name = word.substr(word.rfind('/') + 1);
        if (name.ends_with(".md")) {
            check_sections(behind, name);
        } else if (word == "DECISIONS" || word == "DECISION" || word == "decision" || word == "decisions") {
            check_sections(behind, "DECISIONS.md");
        }
        return std::max(end, start + 1);
    }

    void check_path(std::size_t position, std::string_view words) {
        for (const auto& path : expand(words)) {
            if (!exists(path)) report(position, "there is no " + path);
        }
    }

    [[nodiscard]] bool exists(std::string path) const {
        const bool is_folder = path.ends_with('/');
        if (is_folder) path.pop_back();
        if (tree_.folders.contains(path) || (!is_folder && tree_.files.contains(path))) return true;
        const auto pattern = with_wildcards(path);
        if (!has_wildcard(pattern)) return false;
        const auto fits = [&](const std::string& one) { return matches(pattern, one); };
        return std::ranges::any_of(tree_.folders, fits) || (!is_folder && std::ranges::any_of(tree_.files, fits));
    }

    void check_name(std::size_t position, std::string_view name) {
        static constexpr std::array endings = {".cpp", ".h", ".sh", ".py", ".cmake"};
        const bool is_source = std::ranges::any_of(
            endings, [&](std::string_view ending) { return name.size() > ending.size() && name.ends_with(ending); });
        const bool is_page = name.size() > 3 && name.ends_with(".md") &&
                             std::ranges::all_of(name.substr(0, name.size() - 3), is_capital);
        if (!is_source && !is_page) return;
        if (names_.contains(name) || has_wildcard(with_wildcards(name))) return;
        report(position, "no file is called " + std::string(name));
    }

    /// `2.12`, `2.12 and 3.1`, `2.0, "Touch"`: what follows the name of a page that is numbered or quoted.
    void check_sections(std::size_t at, std::string_view name) {
        const auto page = pages_.find(name);
        if (page == pages_.end()) return;
        const std::string_view text = prose_.text;
        if (at < text.size() && text[at] == '`') ++at;
        bool is_first = true;
        while (at < text.size()) {
            auto next = at;
            if (text[next] == ',') ++next;
            const auto gap = next;
            while (next < text.size() && (text[next] == ' ' || text[next] == '\n'))
                ++next;
            if (next == gap || next == text.size()) return;
            if (!is_first && text.substr(next).starts_with("and ")) next += 4;
            const auto end = check_section(next, page->first, page->second);
            if (!end) return;
            at = *end;
            is_first = false;
        }
    }

    /// The place behind the section's number or title; none when there is neither.
    std::optional<std::size_t> check_section(std::size_t at, const std::string& name, const Outline& outline) {
        const std::string_view text = prose_.text;
        if (at < text.size() && text[at] == '"') {
            const auto close = text.find('"', at + 1);
            if (close == std::string_view::npos) return std::nullopt;
            std::string title(text.substr(at + 1, close - at - 1));
            std::ranges::replace(title, '\n', ' ');
            while (title.ends_with(',') || title.ends_with('.'))
                title.pop_back();
            if (!has_title(outline, title)) report(at, name + " has no section \"" + title + "\"");
            return close + 1;
        }
        auto end = at;
        while (end < text.size() && (is_digit(text[end]) || (text[end] == '.' && end > at && end + 1 < text.size() &&
                                                             is_digit(text[end + 1]))))
            ++end;
        // "decision 67/1" is of a commission; "1,220 mm" and "4th" are no sections.
        if (end == at ||
            (end < text.size() && (text[end] == '/' || is_letter(text[end]) ||
                                   (text[end] == ',' && end + 1 < text.size() && is_digit(text[end + 1]))))) {
            return std::nullopt;
        }
        const std::string number(text.substr(at, end - at));
        if (!has_number(outline, number)) report(at, name + " has no section " + number);
        return end;
    }

    static bool has_number(const Outline& outline, const std::string& number) {
        return std::ranges::any_of(outline.headings, [&](const std::string& heading) {
            return heading.starts_with(number + " ") || heading.starts_with(number + ". ");
        });
    }

    static bool has_title(const Outline& outline, const std::string& title) {
        const auto is_title = [&](const std::string& heading) {
            return heading == title || heading.ends_with(" " + title);
        };
        return std::ranges::any_of(outline.headings, is_title) ||
               std::ranges::find(outline.bold, title) != outline.bold.end();
    }

    void check_links() {
        bool is_example = false;
        for (std::size_t index = 0; index < file_->lines.size(); ++index) {
            const std::string_view line = file_->lines[index];
            if (line.starts_with("```")) is_example = !is_example;
            if (is_example) continue;
            for (auto at = line.find("]("); at != std::string_view::npos; at = line.find("](", at + 1)) {
                const auto end = line.find(')', at);
                const bool is_code = std::ranges::count(line.substr(0, at), '`') % 2 != 0;
                if (end == std::string_view::npos || is_code) continue;
                check_link(static_cast<int>(index) + 1, line.substr(at + 2, end - at - 2));
            }
        }
    }

    void check_link(int line, std::string_view target) {
        if (target.find(':') != std::string_view::npos) return;  // https:, mailto:
        const auto hash = target.find('#');
        const auto path = target.substr(0, hash);
        const auto full = path.empty() ? std::filesystem::path(file_->path)
                                       : std::filesystem::path(file_->folder()) / std::filesystem::path(path);
        const auto place = full.lexically_normal().generic_string();
        if (!tree_.files.contains(place) && !tree_.folders.contains(place)) {
            found_.push_back({file_->path, line, "the link " + std::string(target) + " leads nowhere"});
            return;
        }
        const auto page = pages_.find(place.substr(place.rfind('/') + 1));
        if (hash == std::string_view::npos || page == pages_.end()) return;
        const auto is_anchor = [&](const std::string& heading) {
            return anchor_of(heading) == target.substr(hash + 1);
        };
        if (std::ranges::none_of(page->second.headings, is_anchor)) {
            found_.push_back({file_->path, line, "the link " + std::string(target) + " leads to no heading"});
        }
    }

    const SourceTree& tree_;
    std::set<std::string, std::less<>> names_;           ///< of files, and of the headers that sources include
    std::map<std::string, Outline, std::less<>> pages_;  ///< by their names: "SCENES.md"
    const File* file_ = nullptr;
    Prose prose_;
    std::vector<Violation> found_;
};

}  // namespace

std::vector<Violation> check_references(const SourceTree& tree) {
    References references(tree);
    for (const File& file : tree.sources)
        references.check(file);
    for (const File& file : tree.texts)
        references.check(file);
    return std::move(references).take();
}

}  // namespace layers
