#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "content/base/descriptor.h"
#include "content/base/json.h"
#include "content/base/result.h"

/// What a signer has signed and refused: a file that only grows, each line of which holds the hash of the one before.
///
///   <64 hexadecimal digits> {"at":"2026-11-30T09:00:00Z","did":"signed",...}
///
/// The digits are the SHA-256 of those of the line before (64 zeros before the first), a space and the JSON. So whoever
/// changes, adds or takes away anything but the last lines changes all that follow; `hash` of the newest line, kept
/// elsewhere, holds the last ones too, and so do the versions in the depot (check_depot of signer_memory.h).
namespace signer {

struct LogCheck {
    std::size_t lines = 0;
    std::string hash;         ///< of the newest line
    std::uint64_t bytes = 0;  ///< of whole lines
    std::uint64_t torn = 0;   ///< bytes after the last whole line: cut off while they were written
};

/// Reads all of it and calls `each` for every entry. Code::untrusted with "FILE:57: ..." for the first line that does
/// not fit the one before, also when only its end is another; not_found, io, too_large.
[[nodiscard]] content::Result<LogCheck> check_log(const std::filesystem::path& file,
                                                  const std::function<void(const content::JsonValue&)>& each = {});

/// The log of a signer that runs.
class SigningLog {
public:
    /// Makes the file where there is none (mode 0600), and checks it as above. A line that was cut off is taken away:
    /// what it would have said was never answered. Code::unavailable when another signer has it open.
    [[nodiscard]] static content::Result<SigningLog> open(const std::filesystem::path& file,
                                                          const std::function<void(const content::JsonValue&)>& each);

    /// Adds an entry, which is on the disk when this returns. Code::io: nothing was added.
    [[nodiscard]] content::Status append(const content::JsonValue::Object& entry);
    [[nodiscard]] const LogCheck& newest() const { return newest_; }

private:
    SigningLog(std::filesystem::path path, content::Descriptor file, LogCheck newest)
        : path_(std::move(path)), file_(std::move(file)), newest_(std::move(newest)) {}

    std::filesystem::path path_;
    content::Descriptor file_;
    LogCheck newest_;
};

}  // namespace signer
