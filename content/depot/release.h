#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/result.h"
#include "content/items/item_kind.h"
#include "content/items/items.h"
#include "content/items/json_write.h"
#include "content/pack/source_tree.h"
#include "content/tuf/metadata.h"

/// What a pack becomes on its way to the screens: a handful of TUF targets. Pure: the same content makes the same
/// bytes.
///
///   index.json.zst        edition and order: {"edition":{...},"format":1,"items":[["story","asean"],...]}
///   items/0f.ndjson.zst   shards: a line {"id":"asean","item":{...},"kind":"story"} per item
///   photos/<sha256>       each photo as it is
///
/// Items are spread over shards by the hash of kind and id, so that a changed item changes one shard, and 500 items
/// are 32 requests instead of 500. `custom` of each target is {"kind":"index"|"items"|"photo"}.
namespace content {

/// One target. `bytes` is empty for a photo, which stays where it is until it is copied.
struct ReleaseFile {
    std::string path;
    std::string kind;  ///< "index", "items", "photo"; "profile" of a screen
    std::string sha256;
    std::int64_t size = 0;
    std::string bytes;
    std::string media;  ///< for a photo: its file, relative to media/ of the pack

    [[nodiscard]] tuf::TargetFile target() const;
};

/// A target of these bytes.
[[nodiscard]] ReleaseFile release_file(std::string path, std::string kind, std::string bytes);

struct Release {
    std::vector<ReleaseFile> files;  ///< by path, no path twice
};

/// `media` is what load_source_tree found. Code::not_found for a photo that is not there.
[[nodiscard]] Result<Release> build_release(const Pack& pack, const std::map<std::string, MediaFile>& media);

/// Values read back from the bytes of a target. The caps of limits.h hold for the unpacked size: a bomb is
/// Code::too_large.
struct ReleaseIndex {
    std::string edition;                                  ///< canonical JSON
    std::vector<std::pair<ItemKind, std::string>> items;  ///< kind and id, in the order of the pack
};
[[nodiscard]] Result<ReleaseIndex> read_index(std::string_view target_bytes);
[[nodiscard]] Result<std::vector<EncodedItem>> read_shard(std::string_view target_bytes, std::string_view path);

}  // namespace content
