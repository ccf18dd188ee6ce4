#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "content/base/descriptor.h"
#include "content/base/result.h"

/// Putting changes into a pack's folder, all or nothing.
namespace content {

/// A folder beside a pack that holds changes until they are renamed into the pack. Each pack has one such folder at a
/// time. The destructor removes the folder; the next Staging removes what a killed process left.
class Staging {
public:
    /// Code::unavailable when another program is at work on this pack, Code::io.
    [[nodiscard]] static Result<std::unique_ptr<Staging>> beside(const std::filesystem::path& pack);
    ~Staging();
    Staging(const Staging&) = delete;
    Staging& operator=(const Staging&) = delete;

    [[nodiscard]] const std::filesystem::path& pack() const { return pack_; }  ///< as it was given, made clean
    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

private:
    Staging(std::filesystem::path pack, std::filesystem::path folder, int lock);

    std::filesystem::path pack_;
    std::filesystem::path folder_;
    Descriptor lock_;
};

/// Copies the pack's folder beside itself, changes the copy and renames it into place; when this is interrupted, the
/// old pack is whole. The pack's folder need not exist yet. `changes` are new bytes by path, empty for a file that
/// goes; `moved` are finished files by path, which are taken from the staging folder. Code::io.
[[nodiscard]] Status write_changes(const Staging& staging, const std::map<std::string, std::string>& changes,
                                   const std::map<std::string, std::filesystem::path>& moved);

}  // namespace content
