#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "content/tuf/folder.h"
#include "content/tuf/updater.h"
#include "sync/transport/environment.h"

namespace syncing {

/// The folder of trusted metadata for an update that must not wait for the disk. Whatever the update saves can be
/// loaded at once and is in the folder after flush().
class WriteBackStore final : public content::tuf::TrustedStore {
public:
    explicit WriteBackStore(std::filesystem::path folder) : folder_(std::move(folder)), stored_(folder_) {}

    [[nodiscard]] Result<std::string> load(const std::string& name) const override;
    [[nodiscard]] Status save(const std::string& name, std::string_view bytes) override;
    [[nodiscard]] Status remove(const std::string& name) override;

    /// Writes what waits to the disk, durable on return. A second call changes nothing. A power cut in between leaves
    /// some files new and the others old, each of them whole; the next update fetches anew the files that do not fit
    /// together. Code::io: what could not be written goes on waiting.
    [[nodiscard]] Status flush();

private:
    std::filesystem::path folder_;
    content::tuf::FolderStore stored_;
    std::map<std::string, std::optional<std::string>> waiting_{};  ///< by name; nothing: to be removed
};

}  // namespace syncing
