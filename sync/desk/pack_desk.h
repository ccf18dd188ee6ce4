#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "content/base/result.h"
#include "content/edit/file_changes.h"
#include "sync/desk/pack_view.h"
#include "sync/store/store.h"

/// The pack's folder as the hub's pages know it: read again only when a file has changed, and written all or nothing.
/// Not here: what an edit is (content/edit), and who may.
namespace desk {

/// A form that changes the pack works like this:
///
///   gate.post(..., [&](Posted& posted) {           // one transaction with its entry in the log
///       auto view = desk.look();                   // the pack as it is now
///       auto edited = content::edit::move_event(view->tree, ...);
///       return desk.save(edited.changes, versions_of(edited.changes, view->tree));
///   });
///   desk.apply();                                  // after the transaction: now the files change
class PackDesk {
public:
    /// `database` has schema() of desk_schema.h. Nothing is read yet.
    PackDesk(store::Store& database, std::filesystem::path pack);
    ~PackDesk();
    PackDesk(const PackDesk&) = delete;
    PackDesk& operator=(const PackDesk&) = delete;

    /// The folder as it is now. Whoever edits it with other programs is seen too. Code::not_found when it is not there;
    /// too_large, untrusted, io.
    [[nodiscard]] content::Result<std::shared_ptr<const PackView>> look();

    /// Notes the changes in the database, all or none, within the transaction that this is called in: the files follow
    /// by apply(). What several items need goes in one map. Code::outdated when a file is not any more what `expected`
    /// says; unavailable while an earlier change is not on the disk yet; bad_input for a path that no edit of a pack
    /// has; too_large; io.
    [[nodiscard]] content::Status save(const content::edit::FileChanges& changes, const FileVersions& expected);

    /// Makes the files what was noted, also by a hub that was killed; each by a rename. A file that somebody changed
    /// after it was noted stays as they left it. Not within a transaction. Code::unavailable while an import into this
    /// pack is at work; io. Then it is tried again by the next call: the hub calls it about once a second.
    [[nodiscard]] content::Status apply();
    /// Whether something was noted that is not on the disk yet: nothing is published meanwhile.
    [[nodiscard]] content::Result<bool> is_waiting();

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

private:
    struct Known;
    [[nodiscard]] content::Result<content::SourceTree> read_tree(bool& is_changed);

    store::Store* database_;
    std::filesystem::path folder_;
    std::unique_ptr<Known> known_;
};

}  // namespace desk
