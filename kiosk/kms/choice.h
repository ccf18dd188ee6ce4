#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/kms/card.h"

/// Which of a card's panels shows the picture, and how.
namespace kiosk {

/// What one wants of the panel.
struct PanelWish {
    std::string name;          ///< of the connector ("HDMI-A-1") or the panel's own; empty: the first that is connected
    std::optional<Size> size;  ///< of the panel's mode; none: the one it prefers
};

/// The connected connector that is meant, capitals or not; null: there is none.
[[nodiscard]] const Connector* choose_connector(const std::vector<Connector>& connectors, const std::string& name);

/// The modes to try, the best first: of the size wanted, preferred by the panel, large, near 60 Hz. No mode that is
/// interlaced, or in which no picture fits.
[[nodiscard]] std::vector<Mode> modes_to_try(const Connector& connector, const std::optional<Size>& size);

/// "HDMI-A-1 (DELL U2415)" for the journal.
[[nodiscard]] std::string described(const Connector& connector);

}  // namespace kiosk
