#pragma once

#include <optional>
#include <string_view>

#include "content/base/enum_names.h"

namespace content {

enum class ItemKind { story, event, call, link, notice };

inline constexpr Names<ItemKind, 5> item_kind_names = {{{ItemKind::story, "story"},
                                                        {ItemKind::event, "event"},
                                                        {ItemKind::call, "call"},
                                                        {ItemKind::link, "link"},
                                                        {ItemKind::notice, "notice"}}};

/// The word for a kind in releases, caches and names of scenes: "story", "event", "call", "link", "notice".
[[nodiscard]] constexpr std::string_view name(ItemKind kind) {
    return name_of(item_kind_names, kind);
}
[[nodiscard]] constexpr std::optional<ItemKind> parse_item_kind(std::string_view name) {
    return value_of(item_kind_names, name);
}

}  // namespace content
