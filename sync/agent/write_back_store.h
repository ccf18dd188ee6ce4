#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "content/tuf/updater.h"
#include "sync/agent/environment.h"

namespace syncing {

/// The folder of trusted metadata, for an update that has better to do than to wait for the disk: what it saves is
/// there for it at once, and in the folder after flush().
class WriteBackStore final : public content::tuf::TrustedStore {
public:
    explicit WriteBackStore(std::filesystem::path folder) : folder_(std::move(folder)), stored_(folder_) {}

    [[nodiscard]] Result<std::string> load(const std::string& name) const override;
    [[nodiscard]] Status save(const std::string& name, std::string_view bytes) override;
    [[nodiscard]] Status remove(const std::string& name) override;

    /// Writes down what waits, durable on return; twice is once. A power cut in between leaves some files new and the
    /// others old, each of them whole; what does not go together is fetched anew. Code::io: what could not be written
    /// goes on waiting.
    [[nodiscard]] Status flush();

private:
    std::filesystem::path folder_;
    content::tuf::FolderStore stored_;
    std::map<std::string, std::optional<std::string>> waiting_{};  ///< by name; nothing: to be removed
};

}  // namespace syncing
