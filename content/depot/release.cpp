#include "content/depot/release.h"

#include <fmt/format.h>
#include <zstd.h>

#include <algorithm>
#include <bit>
#include <tuple>

#include "content/base/json.h"
#include "content/base/limits.h"
#include "content/base/sha256.h"

namespace content {
namespace {

/// Publishing is rare and the wire is slow: 19 saves a tenth over the default, at some milliseconds.
constexpr int compression_level = 19;
/// Small enough that a changed item costs little, large enough that neighbours share their words.
constexpr std::size_t items_per_shard = 16;
constexpr std::size_t max_shards = 256;

std::string compress(std::string_view text) {
    std::string packed(ZSTD_compressBound(text.size()), '\0');
    const std::size_t size = ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), compression_level);
    assert(ZSTD_isError(size) == 0);
    packed.resize(size);
    return packed;
}

Result<std::string> decompress(std::string_view packed, std::size_t cap, std::string_view where) {
    const auto size = ZSTD_getFrameContentSize(packed.data(), packed.size());
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN) {
        return Error{Code::bad_input, std::string(where) + ": expected zstd with its size"};
    }
    if (size > cap) return Error{Code::too_large, fmt::format("{}: unpacks to {} bytes", where, size)};
    std::string text(static_cast<std::size_t>(size), '\0');
    const std::size_t done = ZSTD_decompress(text.data(), text.size(), packed.data(), packed.size());
    if (ZSTD_isError(done) != 0 || done != text.size()) {
        return Error{Code::bad_input, std::string(where) + ": damaged zstd"};
    }
    return text;
}

std::string json_text(std::string_view text) {
    return to_compact_json(JsonValue(text));
}

std::string index_text(const Pack& pack, const std::vector<EncodedItem>& items) {
    std::string text = "{\"edition\":" + to_json(pack.edition) + ",\"format\":1,\"items\":[";
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0) text += ',';
        text += "[" + json_text(name(items[i].kind)) + "," + json_text(items[i].id) + "]";
    }
    return text + "]}";
}

std::vector<std::string> shard_texts(const std::vector<EncodedItem>& items) {
    const std::size_t wanted = (items.size() + items_per_shard - 1) / items_per_shard;
    std::vector<std::string> texts(std::bit_ceil(std::clamp<std::size_t>(wanted, 1, max_shards)));
    // Lines in the order of their ids, so that the order of the pack does not touch shards.
    std::vector<const EncodedItem*> sorted;
    sorted.reserve(items.size());
    for (const auto& item : items)
        sorted.push_back(&item);
    std::ranges::sort(sorted,
                      [](const auto* a, const auto* b) { return std::tie(a->kind, a->id) < std::tie(b->kind, b->id); });
    for (const auto* item : sorted) {
        const std::string kind(name(item->kind));
        const auto shard = std::stoul(sha256(kind + "/" + item->id).substr(0, 8), nullptr, 16) % texts.size();
        texts[shard] +=
            "{\"id\":" + json_text(item->id) + ",\"item\":" + item->json + ",\"kind\":" + json_text(kind) + "}\n";
    }
    return texts;
}

Result<EncodedItem> read_line(std::string_view line, const std::string& where) {
    const auto json = parse_strict_json(line, where);
    if (!json) return json.error();
    const auto* kind = json->find_string("kind");
    const auto* id = json->find_string("id");
    const auto* item = json->find("item");
    if (kind == nullptr || id == nullptr || item == nullptr) {
        return Error{Code::bad_input, where + ": expected id, item and kind"};
    }
    const auto parsed = parse_item_kind(*kind);
    if (!parsed) return Error{Code::unsupported, where + ": item of kind \"" + *kind + "\""};
    EncodedItem encoded{*parsed, *id, to_compact_json(*item)};
    if (encoded.json.size() > limits::item) return Error{Code::too_large, where + ": item \"" + encoded.id + "\""};
    return encoded;
}

}  // namespace

ReleaseFile release_file(std::string path, std::string kind, std::string bytes) {
    ReleaseFile file{std::move(path), std::move(kind), sha256(bytes), static_cast<std::int64_t>(bytes.size()), {}, {}};
    file.bytes = std::move(bytes);
    return file;
}

tuf::TargetFile ReleaseFile::target() const {
    return {size, {{"sha256", sha256}}, JsonValue(JsonValue::Object{{"kind", kind}})};
}

Result<Release> build_release(const Pack& pack, const std::map<std::string, MediaFile>& media) {
    const auto items = encode_items(pack);
    Release release;
    release.files.push_back(release_file("index.json.zst", "index", compress(index_text(pack, items))));
    const auto texts = shard_texts(items);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        constexpr std::string_view digits = "0123456789abcdef";
        const std::string number{digits[i >> 4U], digits[i & 15U]};
        if (!texts[i].empty()) {
            release.files.push_back(release_file("items/" + number + ".ndjson.zst", "items", compress(texts[i])));
        }
    }
    for (const auto& story : pack.stories) {
        if (!story.photo) continue;
        const auto found = media.find(story.photo->file);
        if (found == media.end() || found->second.sha256 != story.photo->sha256) {
            return Error{Code::not_found, "media/" + story.photo->file + ": not there, or changed since it was read"};
        }
        release.files.push_back({"photos/" + found->second.sha256,
                                 "photo",
                                 found->second.sha256,
                                 static_cast<std::int64_t>(found->second.size),
                                 {},
                                 found->first});
    }
    std::ranges::sort(release.files, {}, &ReleaseFile::path);
    const auto is_same = [](const ReleaseFile& a, const ReleaseFile& b) { return a.path == b.path; };
    release.files.erase(std::unique(release.files.begin(), release.files.end(), is_same), release.files.end());
    return release;
}

Result<ReleaseIndex> read_index(std::string_view target_bytes) {
    const std::string where = "index.json.zst";
    const auto text = decompress(target_bytes, limits::shard, where);
    if (!text) return text.error();
    const auto json = parse_strict_json(*text, where);
    if (!json) return json.error();
    const auto* format = json->find_integer("format");
    const auto* edition = json->find("edition");
    const auto* items = json->find("items");
    if (format == nullptr || edition == nullptr || items == nullptr || items->array() == nullptr) {
        return Error{Code::bad_input, where + ": expected edition, format and items"};
    }
    if (*format != 1) return Error{Code::unsupported, where + ": format, expected 1"};
    ReleaseIndex index{to_compact_json(*edition), {}};
    for (const auto& entry : *items->array()) {
        const auto* pair = entry.array();
        if (pair == nullptr || pair->size() != 2 || (*pair)[0].string() == nullptr || (*pair)[1].string() == nullptr) {
            return Error{Code::bad_input, where + ": items: expected pairs of kind and id"};
        }
        const auto kind = parse_item_kind(*(*pair)[0].string());
        if (!kind) return Error{Code::unsupported, where + ": item of kind \"" + *(*pair)[0].string() + "\""};
        index.items.emplace_back(*kind, *(*pair)[1].string());
    }
    return index;
}

Result<std::vector<EncodedItem>> read_shard(std::string_view target_bytes, std::string_view path) {
    const auto text = decompress(target_bytes, limits::shard, path);
    if (!text) return text.error();
    std::vector<EncodedItem> items;
    std::string_view rest = *text;
    while (!rest.empty()) {
        const auto end = std::min(rest.find('\n'), rest.size());
        auto item = read_line(rest.substr(0, end), std::string(path) + ":" + std::to_string(items.size() + 1));
        if (!item) return item.error();
        items.push_back(std::move(*item));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return items;
}

}  // namespace content
