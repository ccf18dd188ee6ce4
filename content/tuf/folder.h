#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

#include "content/tuf/updater.h"

/// Folders as the two ends of an update.
namespace content::tuf {

/// A folder with one file per name.
class FolderStore final : public TrustedStore {
public:
    explicit FolderStore(std::filesystem::path folder) : folder_(std::move(folder)) {}
    [[nodiscard]] Result<std::string> load(const std::string& name) const override;
    [[nodiscard]] Status save(const std::string& name, std::string_view bytes) override;
    [[nodiscard]] Status remove(const std::string& name) override;

private:
    std::filesystem::path folder_;
};

/// A folder that is served as it is (a depot on a disk or a stick).
class FolderSource final : public MetadataSource {
public:
    explicit FolderSource(std::filesystem::path folder) : folder_(std::move(folder)) {}
    [[nodiscard]] Result<std::string> get(const std::string& path, std::size_t cap) override;

private:
    std::filesystem::path folder_;
};

}  // namespace content::tuf
