// Metadata and targets of a release, as anybody may send them before a signature is checked.
#include "content/tuf/encode.h"
#include "content/tuf/metadata.h"

#include "content/base/zstd_stream.h"
#include "content/depot/release.h"
#include "content/items/item_kind.h"
#include "content/items/json_read.h"
#include "content/items/json_write.h"
#include "tests/fuzz/fuzz.h"

namespace {

std::string packed(std::string_view bytes) {
    std::string all;
    content::ZstdPacker packer([&](std::string_view piece) {
        all.append(piece);
        return content::Status();
    });
    fuzz::require(packer.add(bytes).has_value() && packer.finish().has_value(), "packing");
    return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    namespace tuf = content::tuf;
    fuzz::Input input(data, size);
    const std::size_t way = input.choose(8);
    const std::string_view bytes = input.rest();
    // What can be read can be written, and reads as the same.
    const auto again = [](const auto& envelope, auto parse) {
        if (!envelope) return;
        const std::string file = tuf::encode_file(tuf::to_json(envelope->content), envelope->signatures);
        fuzz::require(parse(file).has_value(), "what was written cannot be read", file);
    };
    switch (way) {
        case 0: return again(tuf::parse_root(bytes), tuf::parse_root), 0;
        case 1: return again(tuf::parse_timestamp(bytes), tuf::parse_timestamp), 0;
        case 2: return again(tuf::parse_snapshot(bytes), tuf::parse_snapshot), 0;
        case 3:
            return again(tuf::parse_targets(bytes, "targets"),
                         [](std::string_view file) { return tuf::parse_targets(file, "targets"); }),
                   0;
        case 4: return static_cast<void>(content::read_index(packed(bytes))), 0;
        case 5: return static_cast<void>(content::read_shard(packed(bytes), "items/en/0")), 0;
        case 6: return static_cast<void>(content::edition_from_json(bytes)), 0;
        default: break;
    }
    content::Pack pack;
    for (const auto kind : {content::ItemKind::story, content::ItemKind::event, content::ItemKind::call,
                            content::ItemKind::link, content::ItemKind::notice}) {
        static_cast<void>(content::decode_item(kind, bytes, pack));
    }
    for (const content::EncodedItem& item : content::encode_items(pack)) {
        content::Pack back;
        fuzz::require(content::decode_item(item.kind, item.json, back).has_value(), "an item", item.json);
    }
    return 0;
}
