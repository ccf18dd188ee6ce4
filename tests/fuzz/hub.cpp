// What anybody may ask of the hub: paths, ranges, tags of versions, addresses that the web server in front hands on.
#include "sync/hub/client_address.h"
#include "sync/hub/http_fields.h"
#include "tests/fuzz/fuzz.h"

namespace {

/// Whatever was written, what is opened lies below the depot, and is nothing hidden.
void read_path(std::string_view path) {
    const auto name = hub::depot_name(path);
    if (!name) return;
    fuzz::require(name->starts_with("metadata/") || name->starts_with("targets/"), "outside of the depot", *name);
    fuzz::require(name->find('\0') == std::string::npos && name->find('\\') == std::string::npos, "a byte", *name);
    fuzz::require(name->find("/.") == std::string::npos && name->find("//") == std::string::npos, "a part", *name);
    fuzz::require(!name->ends_with('/'), "a folder", *name);
}

void read_range(std::string_view header, std::int64_t size) {
    const auto wish = hub::read_range(header, size);
    if (wish.kind != hub::RangeKind::part) return;
    fuzz::require(wish.range.first >= 0 && wish.range.first <= wish.range.last && wish.range.last < size, "a range",
                  header);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input input(data, size);
    switch (input.choose(4)) {
        case 0: read_path(input.rest()); break;
        case 1:
            for (const std::int64_t length : {std::int64_t{0}, std::int64_t{1}, std::int64_t{1000}, INT64_MAX})
                read_range(input.rest(), length);
            break;
        case 2: {
            const auto comma = input.rest().find(',');
            const auto first = input.rest().substr(0, comma);
            static_cast<void>(hub::names_etag(input.rest(), "\"1-2-3.4\""));
            fuzz::require(first.empty() || first.size() > 1000 || first.front() <= ' ' || first.back() <= ' ' ||
                              hub::names_etag(first, first),
                          "a tag does not name itself", first);
            break;
        }
        default: fuzz::require(hub::address_to_count(input.rest()).size() < 46, "an address", input.rest());
    }
    return 0;
}
