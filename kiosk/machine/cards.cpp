#include "kiosk/machine/cards.h"

#include <algorithm>
#include <charconv>

#include "content/base/files.h"
#include "content/base/limits.h"
#include "content/base/text.h"
#include "kiosk/machine/edid.h"

namespace kiosk {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view card_prefix = "card";

/// "card0" and no connector ("card0-HDMI-A-1").
bool is_card(std::string_view name) {
    if (!name.starts_with(card_prefix) || name.size() == card_prefix.size()) return false;
    return std::ranges::all_of(name.substr(card_prefix.size()), [](char c) { return c >= '0' && c <= '9'; });
}

ConnectorFacts::State state_of(std::string_view word) {
    if (word == "connected") return ConnectorFacts::State::connected;
    return word == "disconnected" ? ConnectorFacts::State::disconnected : ConnectorFacts::State::unknown;
}

/// "1920x1080", "1920x1080i"; 0 x 0 for anything else.
Size mode_of(std::string_view line) {
    Size size;
    const char* end = line.data() + line.size();
    const auto width = std::from_chars(line.data(), end, size.width);
    if (width.ec != std::errc() || width.ptr == end || *width.ptr != 'x') return {};
    const auto height = std::from_chars(width.ptr + 1, end, size.height);
    const bool is_size = height.ec == std::errc() && std::min(size.width, size.height) > 0 &&
                         std::max(size.width, size.height) <= content::limits::picture_side;
    return is_size ? size : Size{};
}

ConnectorFacts connector_of(const fs::path& folder, std::string_view name) {
    ConnectorFacts connector;
    connector.name = told(name);
    connector.state = state_of(first_line(folder / "status"));
    const std::string modes = whole_file(folder / "modes");
    for (std::string_view rest = modes; !rest.empty();) {
        const Size mode = mode_of(content::take_line(rest));
        if (mode.width == 0) continue;
        // The panel's own comes first.
        if (connector.modes == 0) connector.mode = mode;
        ++connector.modes;
    }
    const auto bytes = content::read_file(folder / "edid", content::limits::kernel_file);
    if (const auto edid = bytes ? read_edid(*bytes) : std::nullopt) {
        connector.panel = edid->name;
        connector.diagonal_inches = edid->diagonal_inches;
    }
    return connector;
}

}  // namespace

std::vector<CardFacts> read_cards(const fs::path& root) {
    const fs::path folder = root / "sys/class/drm";
    std::vector<CardFacts> cards;
    // Shorter names first: each card comes before its connectors.
    for (const std::string& name : names_in(folder)) {
        if (is_card(name)) {
            CardFacts card;
            card.name = told(name);
            card.driver = link_name(folder / name / "device/driver");
            card.access = access_to(root / "dev/dri" / name, DeviceUse::read_and_write);
            card.has_render_node = std::ranges::any_of(names_in(folder / name / "device/drm"),
                                                       [](const auto& node) { return node.starts_with("renderD"); });
            cards.push_back(std::move(card));
            continue;
        }
        const auto dash = name.find('-');
        const auto card = std::ranges::find(cards, name.substr(0, dash), &CardFacts::name);
        // A writeback connector is for recording pictures, not for showing them.
        if (dash == std::string::npos || card == cards.end() || name.find("Writeback") != std::string::npos) continue;
        card->connectors.push_back(connector_of(folder / name, std::string_view(name).substr(dash + 1)));
    }
    for (CardFacts& card : cards)
        std::ranges::sort(card.connectors, {}, &ConnectorFacts::name);
    return cards;
}

bool is_meant(std::string_view wanted, std::string_view connector, std::string_view panel) {
    const std::string name = content::to_lower(wanted);
    return name.empty() || content::to_lower(connector) == name || content::to_lower(panel) == name;
}

}  // namespace kiosk
