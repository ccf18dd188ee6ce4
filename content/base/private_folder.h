#pragma once

#include <filesystem>
#include <utility>

#include "content/base/result.h"

namespace content {

/// A folder of our own below `parent`, mode 0700, removed with all it holds when this object goes.
class PrivateFolder {
public:
    /// Code::io.
    [[nodiscard]] static Result<PrivateFolder> make(const std::filesystem::path& parent);
    ~PrivateFolder();
    PrivateFolder(PrivateFolder&& other) noexcept;
    PrivateFolder& operator=(PrivateFolder&&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    explicit PrivateFolder(std::filesystem::path path) : path_(std::move(path)) {}
    std::filesystem::path path_;
};

}  // namespace content
