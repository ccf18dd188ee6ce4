#include "content/tool/kiosk_pack_depot.h"

#include <iostream>
#include <string>

#include "content/base/printable.h"
#include "content/base/time.h"
#include "content/depot/depot.h"
#include "content/tool/kiosk_pack_exits.h"

namespace content {

bool is_depot(const std::filesystem::path& folder) {
    return std::filesystem::exists(folder / "metadata" / "1.root.json");
}

int show_depot(const std::filesystem::path& depot) {
    const auto state = read_depot(depot);
    if (!state) return report_failure(state.error());
    const auto line = [&](const std::string& role, const tuf::Common& common) {
        std::cout << printable(role) << " " << common.version << ", until " << to_iso(common.expires);
        if (const auto* rules = Authorities{state->root, state->targets}.find(role)) {
            std::cout << ", " << rules->threshold << " of";
            for (const auto& id : rules->keyids)
                std::cout << " " << printable(id);
        }
        std::cout << "\n";
    };
    line("root", state->root);
    if (!state->timestamp) {
        std::cout << "nothing was published yet\n";
        return exit_ok;
    }
    line("timestamp", *state->timestamp);
    line("snapshot", state->snapshot);
    if (state->unlisted) line("targets", state->unlisted->content);
    for (const auto& [role, targets] : state->targets) {
        line(role, targets);
        for (const auto& [path, target] : targets.targets)
            std::cout << "  " << printable(path) << " " << target.length << "\n";
    }
    return exit_ok;
}

}  // namespace content
