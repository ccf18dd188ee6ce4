#include "content/items/footnotes.h"

#include <array>
#include <functional>
#include <map>
#include <optional>

#include "content/base/text.h"

namespace content {
namespace {

constexpr std::size_t max_notes = 99;
constexpr std::size_t max_label = 40;  // bytes

struct Definition {
    std::string text;
    std::size_t number = 0;  ///< 0: nothing refers to it
};

/// The label behind "[^" at `at`, if there is one.
std::optional<std::string_view> label_at(std::string_view text, std::size_t at) {
    const std::string_view here = text.substr(at, max_label + 1);
    const std::size_t end = here.find(']');
    if (!here.starts_with("[^") || end == std::string_view::npos || end <= 2) return std::nullopt;
    const std::string_view label = here.substr(2, end - 2);
    if (label.find_first_of(" \t\n[") != std::string_view::npos) return std::nullopt;
    return label;
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
        while (!markdown.empty()) {
            const std::string_view line = take_line(markdown);
            if (is_fence(line)) in_code = !in_code;
            const auto label = in_code ? std::nullopt : label_at(line, 0);
            const std::size_t behind = label ? label->size() + 3 : 0;
            if (label && line.substr(behind).starts_with(':')) {
                const bool is_new = by_label_.emplace(*label, definitions_.size()).second;
                open = is_new ? &definitions_.emplace_back() : &ignored_;
                open->text = std::string(trim(line.substr(behind + 1)));
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
        for (std::string_view rest = text_; !rest.empty();) {
            const std::string_view line = take_line(rest);
            if (is_fence(line)) in_code = !in_code;
            result.text += in_code ? std::string(line) : numbered(line);
            result.text += '\n';
        }
        for (Definition& definition : definitions_) {
            if (definition.number == 0) order_.push_back(&definition);
        }
        for (const Definition* definition : order_)
            result.notes.push_back(definition->text);
        return result;
    }

private:
    std::string numbered(std::string_view line) {
        std::string result;
        for (std::size_t at = 0; at < line.size();) {
            const auto label = label_at(line, at);
            const auto found = label ? by_label_.find(*label) : by_label_.end();
            Definition* definition = found == by_label_.end() ? nullptr : &definitions_[found->second];
            if (definition == nullptr || (definition->number == 0 && order_.size() >= max_notes)) {
                result += line[at++];
                continue;
            }
            if (definition->number == 0) {
                order_.push_back(definition);
                definition->number = order_.size();
            }
            result += raised(definition->number);
            at += label->size() + 3;
        }
        return result;
    }

    std::string text_;
    std::vector<Definition> definitions_;                       ///< in the order of the text
    std::map<std::string, std::size_t, std::less<>> by_label_;  ///< their places
    Definition ignored_;                                        ///< of a label that is there already
    std::vector<const Definition*> order_;
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
