#include "content/edit/toml_path.h"

#include <algorithm>
#include <utility>

#include "content/edit/toml_value.h"

namespace content::edit {

TomlPath with(TomlPath path, TomlStep step) {
    path.push_back(std::move(step));
    return path;
}

std::optional<std::size_t> index_of(const TomlNode& node, const TomlStep& step) {
    const auto* key = std::get_if<std::string>(&step);
    if (key != nullptr && node.kind == TomlNode::Kind::table) {
        const auto found = std::find(node.keys.begin(), node.keys.end(), *key);
        if (found == node.keys.end()) return std::nullopt;
        return static_cast<std::size_t>(found - node.keys.begin());
    }
    if (node.kind != TomlNode::Kind::list) return std::nullopt;
    if (key == nullptr) {
        const std::size_t at = std::get<std::size_t>(step);
        return at < node.children.size() ? std::optional(at) : std::nullopt;
    }
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        const TomlNode* id = node.children[i].find("id");
        if (id != nullptr && id->kind == TomlNode::Kind::text && id->text == *key) return i;
    }
    return std::nullopt;
}

TomlNode* node_at(TomlNode& root, const TomlPath& path) {
    TomlNode* node = &root;
    for (const TomlStep& step : path) {
        const auto index = index_of(*node, step);
        if (!index) return nullptr;
        node = &node->children[*index];
    }
    return node;
}

std::vector<const TomlPlace*> places_to(const TomlPlace& root, const TomlNode& values, const TomlPath& path) {
    std::vector<const TomlPlace*> places = {&root};
    const TomlNode* value = &values;
    for (const TomlStep& step : path) {
        const auto index = index_of(*value, step);
        if (!index) break;
        value = &value->children[*index];
        const auto* key = std::get_if<std::string>(&step);
        const TomlPlace& here = *places.back();
        const TomlPlace* next = here.is_list() ? &here.children[*index] : key == nullptr ? nullptr : here.find(*key);
        if (next == nullptr) break;
        places.push_back(next);
    }
    return places;
}

TomlNode* made_at(TomlNode& root, const TomlPath& path) {
    TomlNode* node = &root;
    for (const TomlStep& step : path) {
        auto index = index_of(*node, step);
        if (!index) {
            const auto* key = std::get_if<std::string>(&step);
            if (key == nullptr || node->kind != TomlNode::Kind::table) return nullptr;
            node->keys.push_back(*key);
            node->children.emplace_back();
            index = node->children.size() - 1;
        }
        node = &node->children[*index];
    }
    return node;
}

std::string section_name(const TomlPath& path, const std::vector<const TomlPlace*>& places) {
    std::string result;
    for (std::size_t i = 0; i < path.size(); ++i) {
        const auto* key = std::get_if<std::string>(&path[i]);
        const bool is_entry = i < places.size() && places[i]->is_list();
        if (key != nullptr && !is_entry) result += (result.empty() ? "" : ".") + toml_key(*key);
    }
    return result;
}

}  // namespace content::edit
