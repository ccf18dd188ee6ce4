// What screens and programs may send a hub: reports, signed and not, queries, names, networks. What a screen says is
// signed here, so that it gets as far as the database.
#include <string>

#include "content/base/json.h"
#include "content/depot/keys.h"
#include "sync/hub/http_fields.h"
#include "sync/report/device_key.h"
#include "sync/report/screen_picture.h"
#include "sync/report/screen_report.h"
#include "sync/screens/network.h"
#include "sync/screens/receipts.h"
#include "sync/screens/receive.h"
#include "sync/screens/registry.h"
#include "sync/screens/screens_schema.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/hub_store.h"

namespace {

constexpr content::Instant now{std::chrono::seconds(1'773'651'600)};

struct Hub : fuzz::HubStore {
    Hub() : HubStore(screens::schema()) {
        fuzz::require(screens::open_pairing(*store, 60, now).has_value(), "no pairing");
    }
    content::SigningKey key = content::SigningKey::from_seed(std::string(32, 'k'));
};

/// The text as `signed` of a report by the hub's one screen.
std::string signed_report(const Hub& hub, std::string_view text) {
    auto parsed = content::parse_strict_json(text, "fuzz");
    if (!parsed || parsed->object() == nullptr) return {};
    auto signature = hub.key.sign(content::to_canonical_json(*parsed)).value;
    return content::to_compact_json(content::JsonValue::Object{
        {"key", report::screen_of(hub.key)}, {"signature", std::move(signature)}, {"signed", std::move(*parsed)}});
}

void take_report(Hub& hub, std::string_view text) {
    const auto read = report::read_report(signed_report(hub, text));
    if (!read) return;
    const auto before = screens::find_by_key(*hub.store, read->screen);
    const auto received = screens::receive(*hub.store, *read, {"10.0.0.7", now, 3});
    fuzz::require(received.has_value(), "the database failed", received ? "" : received.error().message);
    const auto after = screens::find_by_key(*hub.store, read->screen);
    fuzz::require(before && after, "the screen cannot be read");
    const std::int64_t sequence = *before ? (*before)->sequence : 0;
    const bool is_kept =
        received->admission == screens::Admission::accepted || received->admission == screens::Admission::enrolled;
    fuzz::require(!is_kept || (*after && (*after)->sequence == read->report.sequence), "an accepted report is lost");
    fuzz::require(!*after || (*after)->sequence >= sequence, "a sequence goes back");
    std::string csv;
    const auto played = screens::write_played(*hub.store, {content::Date(), content::Date()}, 10,
                                              [&](std::string_view line) { csv += line; });
    fuzz::require(played.has_value(), "what was played cannot be read");
}

void read_network(std::string_view text) {
    const auto network = screens::read_network(text);
    if (!network || *network == "any") return;
    fuzz::require(*screens::read_network(*network) == *network, "a network is not as it is kept", *network);
    const auto address = network->substr(0, network->find('/'));
    fuzz::require(screens::is_in_network(address, *network), "a network does not hold its own address", *network);
}

void read_fields(std::string_view text) {
    const auto fields = hub::read_fields(text, 8);
    if (!fields) return;
    fuzz::require(fields->size() <= 8, "too many fields");
    for (const auto& [name, value] : *fields)
        fuzz::require(!name.empty() && name.find('\0') == std::string::npos && value.find('\0') == std::string::npos,
                      "a field", name);
}

void write_cell(std::string_view text) {
    const std::string cell = screens::csv_cell(text);
    const bool is_quoted = cell.starts_with('"') && cell.size() > 1;
    const char first = cell.empty() ? 'x' : cell[is_quoted ? 1 : 0];
    fuzz::require(std::string_view("=+-@\t\r").find(first) == std::string_view::npos, "a spreadsheet computes", cell);
    fuzz::require(is_quoted || cell.find_first_of(",\r\n\"") == std::string::npos, "a cell is two", cell);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static Hub hub;
    fuzz::Input input(data, size);
    switch (input.choose(7)) {
        case 0: static_cast<void>(report::read_report(input.rest())); break;
        case 1: take_report(hub, input.rest()); break;
        case 2: read_network(input.rest()); break;
        case 3: read_fields(input.rest()); break;
        case 4: write_cell(input.rest()); break;
        case 5: static_cast<void>(report::read_picture(input.rest())); break;
        default: static_cast<void>(screens::find_screen(*hub.store, input.rest()));
    }
    return 0;
}
