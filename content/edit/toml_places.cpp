#include "content/edit/toml_places.h"

#include <toml++/toml.h>

#include <algorithm>

#include "content/base/text.h"

namespace content::edit {
namespace {

/// Offsets of the lines and columns of toml++, which count characters and leave a byte order mark out.
class Offsets {
public:
    explicit Offsets(std::string_view text) : text_(text) {
        constexpr std::string_view mark = "\xEF\xBB\xBF";
        lines_.push_back(text.starts_with(mark) ? mark.size() : 0);
        for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
            lines_.push_back(at + 1);
    }

    [[nodiscard]] std::size_t of(const toml::source_position& position) const {
        const std::size_t line = std::max<std::size_t>(position.line, 1) - 1;
        if (line >= lines_.size()) return text_.size();
        std::size_t at = lines_[line];
        for (toml::source_index column = 1; column < position.column; ++column)
            at = next_character(text_, at);
        return at;
    }
    [[nodiscard]] bool has_bracket(std::size_t at) const { return at < text_.size() && text_[at] == '['; }

private:
    std::string_view text_;
    std::vector<std::size_t> lines_;
};

bool begins_where_a_child_does(const TomlPlace& table) {
    return std::any_of(table.children.begin(), table.children.end(),
                       [&](const TomlPlace& child) { return child.begin == table.begin; });
}

TomlPlace convert(const toml::node& node, const Offsets& offsets);

void convert_table(const toml::table& table, const Offsets& offsets, TomlPlace& place) {
    for (const auto& [key, child] : table) {
        place.keys.emplace_back(key.str());
        place.children.push_back(convert(child, offsets));
        place.children.back().key_begin = offsets.of(key.source().begin);
    }
    if (table.is_inline()) {
        place.form = TomlPlace::Form::inline_table;
    } else if (offsets.has_bracket(place.begin) && !begins_where_a_child_does(place)) {
        place.form = TomlPlace::Form::section;
    } else {
        place.form = TomlPlace::Form::implied;
    }
}

TomlPlace convert(const toml::node& node, const Offsets& offsets) {
    TomlPlace place;
    place.begin = offsets.of(node.source().begin);
    place.end = offsets.of(node.source().end);
    if (const auto* table = node.as_table()) {
        convert_table(*table, offsets, place);
    } else if (const auto* list = node.as_array()) {
        for (const auto& child : *list)
            place.children.push_back(convert(child, offsets));
        const toml::table* first = list->empty() ? nullptr : list->front().as_table();
        const bool has_sections = first != nullptr && !first->is_inline();
        place.form = has_sections ? TomlPlace::Form::sections : TomlPlace::Form::list;
        if (has_sections) {
            for (TomlPlace& entry : place.children)
                entry.form = TomlPlace::Form::section;
        }
    } else if (const auto* text = node.as_string()) {
        place.text = text->get();
    }
    return place;
}

}  // namespace

const TomlPlace* TomlPlace::find(std::string_view key) const {
    const auto found = std::find(keys.begin(), keys.end(), key);
    if (!is_table() || found == keys.end()) return nullptr;
    return &children[static_cast<std::size_t>(found - keys.begin())];
}

Result<TomlPlace> toml_places(std::string_view text) {
    try {
        const toml::table table = toml::parse(text);
        TomlPlace place = convert(table, Offsets(text));
        place.form = TomlPlace::Form::section;
        place.begin = 0;
        place.end = text.size();
        return place;
    } catch (const toml::parse_error& error) {
        return Error{Code::bad_input, "not TOML: " + std::string(error.description())};
    }
}

}  // namespace content::edit
