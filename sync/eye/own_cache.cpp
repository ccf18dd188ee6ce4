#include "sync/eye/own_cache.h"

#include <vector>

#include "content/base/files.h"
#include "content/base/limits.h"
#include "sync/agent/trust_folder.h"
#include "sync/agent/update.h"
#include "sync/transport/system_environment.h"
#include "sync/transport/transport.h"

namespace eye {

namespace fs = std::filesystem;
using content::Result;

fs::path cache_file(const fs::path& folder) {
    return folder / "screen" / "cache.db";
}

Result<std::int64_t> bring_own_cache(const fs::path& depot, const fs::path& folder,
                                     const std::function<content::Instant()>& now, const std::atomic<bool>& stop) {
    const fs::path cache = cache_file(folder);
    const fs::path trust = folder / "trust";
    std::error_code error;
    fs::create_directories(cache.parent_path(), error);
    if (error) return content::file_error(cache.parent_path(), "make", error.value());
    const auto root = content::read_file(depot / "metadata" / "1.root.json", content::limits::root_metadata);
    if (!root) return root.error();
    if (auto trusted = syncing::install_trust(trust, *root); !trusted) return trusted.error();
    syncing::SystemEnvironment environment(now, stop);
    auto transport = syncing::open_transport(depot.string(), {}, environment);
    if (!transport) return transport.error();
    syncing::UpdateOptions options;
    options.cache = cache;
    options.trust_folder = trust;
    options.is_announced = true;
    syncing::SyncState state;
    const std::vector<syncing::Transport*> mirrors = {transport->get()};
    const auto report = syncing::sync_once(mirrors, options, environment, state);
    if (!report) return report.error();
    return report->release;
}

}  // namespace eye
