#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "content/edit/toml_places.h"
#include "content/pack/toml.h"

/// Ways to a value of a TOML document, and going them.
namespace content::edit {

/// A key of a table, the place of an entry in a list, or the `id` of a table in a list.
using TomlStep = std::variant<std::string, std::size_t>;
/// From the top of the document: {"photo", "alt"}, {"figures", 1, "label"}, {"links", "website", "label", "fr"}.
using TomlPath = std::vector<TomlStep>;

/// The path to a child.
[[nodiscard]] TomlPath with(TomlPath path, TomlStep step);
/// Which child of a node a step leads to.
[[nodiscard]] std::optional<std::size_t> index_of(const TomlNode& node, const TomlStep& step);
/// Null where the path leads nowhere.
[[nodiscard]] TomlNode* node_at(TomlNode& root, const TomlPath& path);
/// The same, but tables on the way that are missing are made; null for an entry of a list that is not there.
[[nodiscard]] TomlNode* made_at(TomlNode& root, const TomlPath& path);
/// The places on the way to `path` as far as there is one, the document first. `values` and `root` are one document.
[[nodiscard]] std::vector<const TomlPlace*> places_to(const TomlPlace& root, const TomlNode& values,
                                                      const TomlPath& path);
/// "notices.texts.fr", as the brackets of a section name it: ids and places of entries are not part of it. `places` are
/// those on the way, as far as there is one.
[[nodiscard]] std::string section_name(const TomlPath& path, const std::vector<const TomlPlace*>& places);

}  // namespace content::edit
