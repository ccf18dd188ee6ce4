#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sync/console/log_page.h"
#include "sync/console/viewer.h"
#include "sync/publishing/publisher.h"
#include "sync/screens/receipts.h"

/// What is published, who has it, and the one button that publishes.
namespace console {

struct PublishPage {
    std::optional<std::int64_t> release{};               ///< that is published; none: nothing is
    std::optional<screens::ReleaseReceipts> receipts{};  ///< of that release
    std::vector<publishing::Job> jobs{};                 ///< the newest first
    NamesById names{};                                   ///< of those who asked
    std::optional<publishing::PackState> state{};        ///< how the pack stands; none: not known yet
    std::string nonce{};                                 ///< of this page's form: sent twice it is one request
    std::string pack{};                                  ///< the folder that is published
    std::string command{};                               ///< the line that publishes, where the hub has no signer
    bool may_publish = false;
};
[[nodiscard]] std::string publish_page(const Viewer& viewer, const PublishPage& page);

}  // namespace console
