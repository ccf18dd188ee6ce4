#include "content/items/footnotes.h"

#include <algorithm>
#include <array>
#include <optional>

#include "content/base/text.h"

namespace content {
namespace {

constexpr std::size_t max_notes = 99;
constexpr std::size_t max_label = 40;  // bytes

struct Definition {
    std::string label;
    std::string text;
};

/// The label behind "[^" at `at`, if there is one.
std::optional<std::string_view> label_at(std::string_view text, std::size_t at) {
    if (!text.substr(at).starts_with("[^")) return std::nullopt;
    const std::size_t end = text.find(']', at);
    if (end == std::string_view::npos || end <= at + 2 || end - at > max_label) return std::nullopt;
    const std::string_view label = text.substr(at + 2, end - at - 2);
    if (label.find_first_of(" \t\n[") != std::string_view::npos) return std::nullopt;
    return label;
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

bool is_fence(std::string_view line) {
    const std::string_view words = trim(line);
    return words.starts_with("```") || words.starts_with("~~~");
}

class FootnoteReader {
public:
    void read(std::string_view markdown) {
        bool in_code = false;
        Definition* open = nullptr;
        for (const std::string_view line : lines_of(markdown)) {
            if (is_fence(line)) in_code = !in_code;
            const auto label = in_code ? std::nullopt : label_at(line, 0);
            const std::size_t behind = label ? label->size() + 3 : 0;
            if (label && line.substr(behind).starts_with(':')) {
                definitions_.push_back({std::string(*label), std::string(trim(line.substr(behind + 1)))});
                open = &definitions_.back();
            } else if (open != nullptr && !trim(line).empty() && (line[0] == ' ' || line[0] == '\t')) {
                open->text += ' ' + std::string(trim(line));
            } else {
                open = nullptr;
                text_ += line;
            }
            text_ += '\n';
        }
    }

    Footnotes take() {
        Footnotes result;
        if (definitions_.empty()) return result;
        bool in_code = false;
        for (const std::string_view line : lines_of(text_)) {
            if (is_fence(line)) in_code = !in_code;
            result.text += in_code ? std::string(line) : numbered(line);
            result.text += '\n';
        }
        for (Definition& definition : definitions_) {
            if (std::ranges::find(order_, definition.label) == order_.end()) order_.push_back(definition.label);
        }
        for (const std::string& label : order_)
            result.notes.push_back(find(label)->text);
        return result;
    }

private:
    [[nodiscard]] const Definition* find(std::string_view label) const {
        const auto found = std::ranges::find(definitions_, label, &Definition::label);
        return found == definitions_.end() ? nullptr : &*found;
    }

    std::string numbered(std::string_view line) {
        std::string result;
        for (std::size_t at = 0; at < line.size();) {
            const auto label = label_at(line, at);
            const bool is_known = label && find(*label) != nullptr;
            if (!is_known || order_.size() >= max_notes) {
                result += line[at++];
                continue;
            }
            auto place = std::ranges::find(order_, *label);
            if (place == order_.end()) place = order_.insert(order_.end(), std::string(*label));
            result += raised(static_cast<std::size_t>(place - order_.begin()) + 1);
            at += label->size() + 3;
        }
        return result;
    }

    std::string text_;
    std::vector<Definition> definitions_;
    std::vector<std::string> order_;  ///< labels
};

}  // namespace

std::string raised(std::size_t number) {
    constexpr std::array<const char*, 10> digits = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    std::string text;
    for (const char digit : std::to_string(number))
        text += digits.at(static_cast<std::size_t>(digit - '0'));
    return text;
}

Footnotes take_footnotes(std::string_view markdown) {
    if (markdown.find("[^") != std::string_view::npos) {
        FootnoteReader reader;
        reader.read(markdown);
        if (Footnotes footnotes = reader.take(); !footnotes.notes.empty()) return footnotes;
    }
    return {std::string(markdown), {}};
}

}  // namespace content
