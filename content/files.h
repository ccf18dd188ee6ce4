#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "content/result.h"

/// Reading and writing files with limits. Not here: what is in them.
namespace content {

/// The whole file, if it is a regular one of at most `cap` bytes. Code::not_found, too_large or io.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path, std::size_t cap);

/// Hands over the file in pieces, so that it never has to be in memory. Same errors as read_file.
[[nodiscard]] Status read_in_pieces(const std::filesystem::path& path, std::size_t cap,
                                    const std::function<void(std::string_view)>& take);

/// Regular files of a folder and of its folders, as paths relative to it with '/', sorted; hidden ones are left out.
/// A symbolic link that leads out of the folder is refused: Code::untrusted. More than `cap`: too_large.
[[nodiscard]] Result<std::vector<std::string>> list_files(const std::filesystem::path& folder, std::size_t cap);

/// Replaces `path` by `bytes` so that after a power cut there is the old or the new file, whole: temporary file beside
/// it, fsync, rename, fsync of the folder. Code::io.
[[nodiscard]] Status write_file(const std::filesystem::path& path, std::string_view bytes);

}  // namespace content
