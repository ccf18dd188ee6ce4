#pragma once

#include <optional>
#include <string>
#include <vector>

#include "content/base/result.h"
#include "content/base/time.h"
#include "sync/store/store.h"

/// How the pack stood when the publisher looked at it last, for whoever answers others than the publisher's own pages.
namespace publishing {

/// How a pack stands: what was changed since its newest version, and its versions, the newest first.
struct PackState {
    struct Change {
        std::string path{};
        std::string change{};  ///< "added", "edited", "removed"
    };
    struct Version {
        std::string id{};
        content::Instant at{};
        std::string author{};
        std::string words{};
    };
    content::Instant at{};  ///< of the look
    std::vector<Change> changes{};
    std::vector<Version> versions{};
};
/// Of what `kiosk-pack history --json` prints. Code::bad_input.
[[nodiscard]] content::Result<PackState> read_pack_state(const std::string& json, content::Instant at);

/// Keeps what a look found, as `kiosk-pack history --json` said it; empty: it could not look. Who asked is answered.
[[nodiscard]] content::Status keep_look(store::Store& database, const std::string& json, content::Instant at);
/// Nothing before the first look, and after one that failed.
[[nodiscard]] content::Result<std::optional<PackState>> last_look(store::Store& database);
/// Has the publisher look when it has nothing else to do; see is_look_asked().
[[nodiscard]] content::Status ask_look(store::Store& database);
[[nodiscard]] content::Result<bool> is_look_asked(store::Store& database);

}  // namespace publishing
