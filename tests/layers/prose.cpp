#include "tests/layers/prose.h"

#include <cctype>
#include <optional>

namespace layers {
namespace {

class Collector {
public:
    void add(std::string_view words, int line) {
        if (words.empty()) return;
        if (last_line_ != 0 && line > last_line_ + 1) append("\f", last_line_);
        append(words, line);
        append("\n", line);
        last_line_ = line;
    }
    [[nodiscard]] Prose take() && { return std::move(prose_); }

private:
    void append(std::string_view words, int line) {
        prose_.text += words;
        prose_.lines.insert(prose_.lines.end(), words.size(), line);
    }

    Prose prose_;
    int last_line_ = 0;
};

bool is_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// Finds comments of C++ in one line after the other; strings, raw ones too, are none.
class CommentFinder {
public:
    /// The comment in the line without its slashes and stars; empty when there is none.
    [[nodiscard]] std::string_view in(std::string_view line) {
        std::size_t at = 0;
        while (at < line.size()) {
            if (raw_end_) {
                at = line.find(*raw_end_, at);
                if (at == std::string_view::npos) return {};
                at += raw_end_->size();
                raw_end_.reset();
            } else if (in_block_) {
                const auto end = line.find("*/", at);
                in_block_ = end == std::string_view::npos;
                return line.substr(at, in_block_ ? end : end - at);
            } else if (line.substr(at).starts_with("//")) {
                const auto words = line.find_first_not_of("/<! ", at);
                return words == std::string_view::npos ? std::string_view() : line.substr(words);
            } else if (line.substr(at).starts_with("/*")) {
                in_block_ = true;
                at += 2;
            } else if (line[at] == '"') {
                at = after_string(line, at);
            } else if (line[at] == '\'' && (at == 0 || !is_word(line[at - 1]))) {
                at = after_quoted(line, at);
            } else {
                ++at;
            }
        }
        return {};
    }

private:
    std::size_t after_string(std::string_view line, std::size_t open) {
        if (open == 0 || line[open - 1] != 'R') return after_quoted(line, open);
        const auto parenthesis = line.find('(', open);
        if (parenthesis == std::string_view::npos) return after_quoted(line, open);
        raw_end_ = ")" + std::string(line.substr(open + 1, parenthesis - open - 1)) + "\"";
        return parenthesis + 1;
    }

    static std::size_t after_quoted(std::string_view line, std::size_t open) {
        const char quote = line[open];
        for (auto at = open + 1; at < line.size(); ++at) {
            if (line[at] == '\\') {
                ++at;
            } else if (line[at] == quote) {
                return at + 1;
            }
        }
        return line.size();
    }

    bool in_block_ = false;
    std::optional<std::string> raw_end_;
};

/// What stands after a '#' that begins the line or a word; of scripts, CMake, TOML and systemd units.
std::string_view after_hash(std::string_view line) {
    for (auto at = line.find('#'); at != std::string_view::npos; at = line.find('#', at + 1)) {
        if (at == 0 || line[at - 1] == ' ' || line[at - 1] == '\t') return line.substr(at + 1);
    }
    return {};
}

}  // namespace

Prose prose_of(const File& file) {
    Collector prose;
    CommentFinder comments;
    const bool is_code = file.path.ends_with(".cpp") || file.path.ends_with(".h");
    const bool is_page = file.path.ends_with(".md");
    for (std::size_t index = 0; index < file.lines.size(); ++index) {
        const std::string& line = file.lines[index];
        const int number = static_cast<int>(index) + 1;
        if (is_page) {
            prose.add(line, number);
        } else {
            prose.add(is_code ? comments.in(line) : after_hash(line), number);
        }
    }
    return std::move(prose).take();
}

}  // namespace layers
