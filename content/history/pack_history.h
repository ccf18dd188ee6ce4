#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/enum_names.h"
#include "content/base/result.h"
#include "content/base/time.h"

struct git_repository;

/// What a pack was before: its folder as a git repository (libgit2), which any git can read, copy and push. Nothing of
/// it is needed to publish.
namespace content {

enum class FileChange { added, edited, removed };
inline constexpr Names<FileChange, 3> file_change_names = {
    {{FileChange::added, "added"}, {FileChange::edited, "edited"}, {FileChange::removed, "removed"}}};

/// Who it was, as git wants it.
struct Author {
    std::string name;
    std::string email;
};
/// Of "Maria <maria@example.org>"; the part in angles may be missing. Code::bad_input without a name, or with a line's
/// end.
[[nodiscard]] Result<Author> read_author(std::string_view text);

/// What differs from the newest version.
struct ChangedFile {
    std::string path;  ///< relative to the pack, with '/'
    FileChange change = FileChange::edited;
};

struct PackVersion {
    std::string id;  ///< 40 hexadecimal digits
    Instant at{};
    Author author;
    std::string words;  ///< the first line of its message
};

inline constexpr std::size_t max_changed_files = 5000;

class PackHistory {
public:
    /// The repository of the pack itself; none around it counts. Where there is none it is made, with no version yet.
    /// Code::not_found when the folder is not there; bad_input for a repository that keeps its files elsewhere; io.
    [[nodiscard]] static Result<PackHistory> open(const std::filesystem::path& pack);
    ~PackHistory();
    PackHistory(PackHistory&&) noexcept;
    PackHistory& operator=(PackHistory&&) = delete;
    PackHistory(const PackHistory&) = delete;
    PackHistory& operator=(const PackHistory&) = delete;

    /// By path. Files that .gitignore names do not count. Code::too_large for more than max_changed_files; io.
    [[nodiscard]] Result<std::vector<ChangedFile>> changes() const;
    /// Keeps the folder as it is as the newest version, byte for byte; its id, or "" when nothing has changed.
    /// Code::unavailable while another git is at work in it; io.
    [[nodiscard]] Result<std::string> keep(const Author& author, const std::string& words, Instant now);
    /// The newest first, along the first parents.
    [[nodiscard]] Result<std::vector<PackVersion>> versions(std::size_t count) const;
    /// Makes the files what they were in a version, without a new version: what was changed since the newest one would
    /// be lost, so that keep() comes first, and after it. Code::not_found for an id of no version; unavailable; io.
    [[nodiscard]] Status restore(const std::string& id);

private:
    struct Free {
        void operator()(git_repository* repository) const;
    };
    PackHistory(std::filesystem::path pack, std::unique_ptr<git_repository, Free> repository);

    std::filesystem::path pack_;
    std::unique_ptr<git_repository, Free> repository_;
};

}  // namespace content
