#include "content/import/write/merge.h"

#include <map>
#include <set>
#include <utility>

#include "content/base/json.h"
#include "content/items/item_kind.h"
#include "content/items/json_read.h"
#include "content/items/json_write.h"

namespace content {
namespace {

using Object = JsonValue::Object;

struct Item {
    ItemKind kind = ItemKind::story;
    std::string key;  ///< "event/<uid>"
    std::string json;
    JsonValue value;
};

std::vector<Item> items_of(const Pack& pack) {
    std::vector<Item> items;
    for (const EncodedItem& encoded : encode_items(pack)) {
        if (encoded.kind == ItemKind::notice) continue;  // no source has any
        auto value = parse_strict_json(encoded.json, encoded.id);
        if (!value) continue;
        items.push_back(
            {encoded.kind, std::string(name(encoded.kind)) + "/" + encoded.id, encoded.json, std::move(*value)});
    }
    return items;
}

std::map<std::string, const Item*> by_key(const std::vector<Item>& items) {
    std::map<std::string, const Item*> map;
    for (const Item& item : items)
        map[item.key] = &item;
    return map;
}

std::string title_of(const Item& item) {
    const JsonValue* texts = item.value.find("texts");
    if (texts == nullptr || texts->object() == nullptr || texts->object()->empty()) return item.key;
    const JsonValue& first = texts->object()->begin()->second;
    for (const char* key : {"headline", "title", "label"}) {
        const JsonValue* title = first.find(key);
        if (title != nullptr && title->string() != nullptr) return *title->string();
    }
    return item.key;
}

const JsonValue* member(const Object* object, const std::string& key) {
    if (object == nullptr) return nullptr;
    const auto found = object->find(key);
    return found == object->end() ? nullptr : &found->second;
}

bool same(const JsonValue* a, const JsonValue* b) {
    if (a == nullptr || b == nullptr) return a == b;
    return to_canonical_json(*a) == to_canonical_json(*b);
}

/// Merges the members of one object. Texts are merged language by language and line by line; any other member is one.
Object merge_objects(const Object* last, const Object& now, const Object& next, const std::string& path,
                     ItemChange& changed, ItemChange& kept) {
    Object result;
    std::set<std::string> keys;
    for (const auto* object : {&now, &next}) {
        for (const auto& [key, value] : *object)
            keys.insert(key);
    }
    for (const std::string& key : keys) {
        const JsonValue* before = member(last, key);
        const JsonValue* here = member(&now, key);
        const JsonValue* there = member(&next, key);
        const bool is_text = path.starts_with("texts") || key == "texts";
        if (is_text && here != nullptr && there != nullptr && here->object() != nullptr && there->object() != nullptr) {
            const Object* old = before == nullptr ? nullptr : before->object();
            result[key] = merge_objects(old, *here->object(), *there->object(), path.empty() ? key : path + "." + key,
                                        changed, kept);
            continue;
        }
        const bool is_edited = !same(before, here);
        const JsonValue* chosen = is_edited ? here : there;
        if (!same(here, there)) {
            const std::string field = path.empty() ? key : path + "." + key;
            if (!is_edited) changed.fields.push_back(field);
            if (is_edited && !same(before, there)) kept.fields.push_back(field);
        }
        if (chosen != nullptr) result[key] = *chosen;
    }
    return result;
}

class Merger {
public:
    Merger(const Pack& last, const Pack& now, const Pack& next, const Pack& others)
        : last_(items_of(last)), now_(items_of(now)), next_(items_of(next)), others_(items_of(others)) {
        merge_.pack.edition = now.edition;
        merge_.pack.notices = now.notices;
    }

    Merge run(Prune prune) {
        const auto last = by_key(last_);
        const auto now = by_key(now_);
        const auto next = by_key(next_);
        const auto others = by_key(others_);
        for (const Item& item : now_) {
            const auto new_one = next.find(item.key);
            const auto old_one = last.find(item.key);
            if (new_one != next.end()) {
                const auto other = others.find(item.key);
                const Item* of_other = other == others.end() ? nullptr : other->second;
                update(item, *new_one->second, old_one == last.end() ? of_other : old_one->second,
                       old_one != last.end() && of_other != nullptr ? ChangeKind::shared : ChangeKind::kept);
            } else if (old_one == last.end()) {
                append(item.kind, item.json);
            } else if (prune == Prune::yes && old_one->second->json == item.json) {
                merge_.changes.push_back({ChangeKind::removed, item.key, title_of(item), {}});
            } else {
                merge_.changes.push_back({ChangeKind::gone, item.key, title_of(item), {}});
                append(item.kind, item.json);
            }
        }
        for (const Item& item : next_) {
            if (now.contains(item.key)) continue;
            if (last.contains(item.key)) {
                merge_.changes.push_back({ChangeKind::deleted, item.key, title_of(item), {}});
                continue;
            }
            merge_.changes.push_back({ChangeKind::added, item.key, title_of(item), {}});
            append(item.kind, item.json);
        }
        return std::move(merge_);
    }

private:
    void append(ItemKind kind, const std::string& json) {
        // Every JSON here was made of an item a moment ago.
        static_cast<void>(decode_item(kind, json, merge_.pack).has_value());
    }

    /// `last` is what the source, or another one, gave last time; `why` is what fields that differ from it are.
    void update(const Item& now, const Item& next, const Item* last, ChangeKind why) {
        ItemChange changed{ChangeKind::changed, now.key, title_of(next), {}};
        ItemChange kept{why, now.key, title_of(now), {}};
        // Without a last import, whatever differs was written by people.
        const Object* old = last == nullptr ? nullptr : last->value.object();
        JsonValue merged = merge_objects(old, *now.value.object(), *next.value.object(), "", changed, kept);
        Pack probe;
        const std::string json = to_compact_json(merged);
        if (!decode_item(now.kind, json, probe)) {
            kept.fields = {"all of it: what is new does not fit what was edited"};
            changed.fields.clear();
            append(now.kind, now.json);
        } else {
            append(now.kind, json);
        }
        if (!changed.fields.empty()) merge_.changes.push_back(std::move(changed));
        if (!kept.fields.empty()) merge_.changes.push_back(std::move(kept));
    }

    std::vector<Item> last_;
    std::vector<Item> now_;
    std::vector<Item> next_;
    std::vector<Item> others_;  ///< what other sources gave
    Merge merge_;
};

}  // namespace

Merge merge_import(const Pack& last, const Pack& now, const Pack& next, Prune prune, const Pack& others) {
    return Merger(last, now, next, others).run(prune);
}

std::string encode_import(const Pack& pack) {
    std::string text = "[";
    for (const Item& item : items_of(pack)) {
        text += std::string(text.size() > 1 ? ",\n" : "\n") + R"({"item":)" + item.json + R"(,"kind":")" +
                std::string(name(item.kind)) + "\"}";
    }
    return text + "\n]\n";
}

Result<Pack> decode_import(const std::string& bytes) {
    const auto list = parse_strict_json(bytes, "the last import");
    if (!list) return list.error();
    if (list->array() == nullptr) return Error{Code::bad_input, "the last import: expected a list"};
    Pack pack;
    for (const JsonValue& entry : *list->array()) {
        const JsonValue* kind_name = entry.find("kind");
        const JsonValue* item = entry.find("item");
        const auto kind = kind_name == nullptr || kind_name->string() == nullptr
                              ? std::nullopt
                              : parse_item_kind(*kind_name->string());
        if (!kind || item == nullptr) return Error{Code::bad_input, "the last import: expected kinds and items"};
        if (const auto done = decode_item(*kind, to_compact_json(*item), pack); !done) return done.error();
    }
    return pack;
}

}  // namespace content
