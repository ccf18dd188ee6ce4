#pragma once

#include <cstdint>
#include <optional>

#include "content/base/result.h"
#include "content/edit/file_changes.h"
#include "content/pack/source_tree.h"
#include "sync/desk/pack_view.h"
#include "sync/store/store.h"

namespace desk {

/// The way back from what somebody just published.
struct Undo {
    content::edit::FileChanges changes{};  ///< the files as they were
    FileVersions expected{};               ///< as they became: PackDesk::save() refuses to undo what was changed since
};

/// Ways back, by the request to publish that they take back. What is older than the last 100 is in the pack's history.
class UndoBook {
public:
    explicit UndoBook(store::Store& database) : database_(&database) {}

    /// Notes what `changes` will have changed in `tree`. Within a transaction it stays or goes with that one. Code::io.
    [[nodiscard]] content::Status keep(std::int64_t job, const content::edit::FileChanges& changes,
                                       const content::SourceTree& tree);
    /// Nothing: there is no such way. Code::io.
    [[nodiscard]] content::Result<std::optional<Undo>> find(std::int64_t job);
    /// It is gone once.
    [[nodiscard]] content::Status forget(std::int64_t job);

private:
    store::Store* database_;
};

}  // namespace desk
