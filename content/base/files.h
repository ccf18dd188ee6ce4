#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/descriptor.h"
#include "content/base/result.h"

/// Reading and writing files with limits. Not here: what is in them.
namespace content {

/// "PATH: cannot WHAT: why" with Code::io; `number` is the errno of a system call.
[[nodiscard]] Error file_error(const std::filesystem::path& path, std::string_view what, int number);
/// The same, but with Code::not_found where nothing has that name.
[[nodiscard]] Error lookup_error(const std::filesystem::path& path, std::string_view what, int number);

/// The whole file, if it is a regular one of at most `cap` bytes. Code::not_found, too_large or io.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path, std::size_t cap);

/// The same for a file with a secret. Code::untrusted when others than its owner may read or write it.
[[nodiscard]] Result<std::string> read_private_file(const std::filesystem::path& path, std::size_t cap);

/// The same for a file whose SHA-256 is known. Code::untrusted when its bytes have another one.
[[nodiscard]] Result<std::string> read_file_checked(const std::filesystem::path& path, const std::string& sha256,
                                                    std::size_t cap);

/// Hands the file to `take` in pieces, so that it never has to be in memory as a whole. Same errors as read_file.
[[nodiscard]] Status read_in_pieces(const std::filesystem::path& path, std::size_t cap,
                                    const std::function<void(std::string_view)>& take);

/// The file's SHA-256 as 64 lower-case hexadecimal digits. Same errors as read_file.
[[nodiscard]] Result<std::string> hash_file(const std::filesystem::path& path, std::size_t cap);

/// The regular files below a folder, as sorted paths relative to it, with '/'; hidden ones are left out.
/// A symbolic link that leads out of the folder is refused: Code::untrusted. More than `cap`: too_large.
[[nodiscard]] Result<std::vector<std::string>> list_files(const std::filesystem::path& folder, std::size_t cap);

/// Replaces `path` by `bytes` so that a power cut leaves the whole old or the whole new file: a temporary file beside
/// it, fsync, rename, fsync of the folder. Code::io.
[[nodiscard]] Status write_file(const std::filesystem::path& path, std::string_view bytes);

/// The same without waiting for the disk: other programs see the old or the new file, whole, but a power cut may leave
/// neither. For what only says how things are. Code::io.
[[nodiscard]] Status write_unsynced(const std::filesystem::path& path, std::string_view bytes);

/// Makes a file with a secret, which only its owner may read, and waits for the disk. Code::bad_input when something
/// has that name already; not_found when its folder is missing; io.
[[nodiscard]] Status write_private_file(const std::filesystem::path& path, std::string_view bytes);

/// Whether a file of this name is one that is being written, under the name that it has until it is whole.
[[nodiscard]] bool is_temporary(std::string_view name);

/// Removes from `folder` the temporary files of programs that were killed while they wrote there, and of no program
/// that still runs.
void remove_leftovers(const std::filesystem::path& folder);

/// write_file() in pieces, for files that need not be in memory. Nothing is at `path` before finish().
class FileWriter {
public:
    [[nodiscard]] static Result<FileWriter> create(const std::filesystem::path& path);
    /// Removes the temporary file unless finish() was called.
    ~FileWriter();
    FileWriter(FileWriter&&) noexcept = default;
    FileWriter& operator=(FileWriter&&) = delete;

    [[nodiscard]] Status add(std::string_view bytes);
    [[nodiscard]] Status finish();
    /// Whether a power cut may leave neither file.
    enum class Durability { synced, none };
    /// finish() without the fsync of the folder, which sync_folder() does once for several files; until then a power
    /// cut may bring back the old file.
    [[nodiscard]] Status replace(Durability durability = Durability::synced);

private:
    FileWriter(std::filesystem::path path, std::filesystem::path temporary, Descriptor file)
        : path_(std::move(path)), temporary_(std::move(temporary)), file_(std::move(file)) {}

    std::filesystem::path path_;
    std::filesystem::path temporary_;
    Descriptor file_;
};

/// Moves a finished file to `to`, on the same file system, with the same promise. Code::io, not_found.
[[nodiscard]] Status move_file(const std::filesystem::path& from, const std::filesystem::path& to);

/// Makes the names in `folder` durable: what was created, renamed or removed there. Code::io, not_found.
[[nodiscard]] Status sync_folder(const std::filesystem::path& folder);

/// The same for the folder that `path` lies in.
[[nodiscard]] Status sync_parent(const std::filesystem::path& path);

}  // namespace content
