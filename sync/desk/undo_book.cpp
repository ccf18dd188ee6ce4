#include "sync/desk/undo_book.h"

#include <string_view>

#include "content/base/sha256.h"
#include "sync/desk/desk_schema.h"

namespace desk {
namespace {

using content::Result;
using content::Status;

constexpr std::int64_t kept_ways = 100;

}  // namespace

Status UndoBook::keep(std::int64_t job, const content::edit::FileChanges& changes, const content::SourceTree& tree) {
    return database_->transaction([&]() -> Status {
        database_->query("DELETE FROM desk_undo WHERE job = ? OR job <= ?").with(job, job - kept_ways).run();
        for (const auto& [path, bytes] : changes) {
            const auto file = tree.texts.find(path);
            const std::string_view before = file == tree.texts.end() ? std::string_view() : file->second;
            const std::string became = bytes.empty() ? std::string() : content::sha256(bytes);
            std::int64_t piece = 0;
            for (std::size_t at = 0; at == 0 || at < before.size(); at += piece_size) {
                database_->query("INSERT INTO desk_undo(job, path, piece, became, bytes) VALUES(?, ?, ?, ?, ?)")
                    .with(job, path, piece++, became, before.substr(at, piece_size))
                    .run();
            }
        }
        return {};
    });
}

Result<std::optional<Undo>> UndoBook::find(std::int64_t job) {
    return database_->read([&]() -> Result<std::optional<Undo>> {
        Undo undo;
        auto rows = database_->query("SELECT path, became, bytes FROM desk_undo WHERE job = ? ORDER BY path, piece");
        rows.with(job);
        while (rows.next()) {
            undo.changes[rows.text(0)] += rows.text(2);
            undo.expected[rows.text(0)] = rows.text(1);
        }
        return undo.changes.empty() ? std::nullopt : std::optional(std::move(undo));
    });
}

Status UndoBook::forget(std::int64_t job) {
    return database_->transaction([&]() -> Status {
        database_->query("DELETE FROM desk_undo WHERE job = ?").with(job).run();
        return {};
    });
}

}  // namespace desk
