#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "content/base/descriptor.h"
#include "content/base/result.h"

namespace eye {

/// Pictures that pages show, each a file named by its hash: limits::kept_pictures of them, for limits::picture_age.
class PictureFolder {
public:
    explicit PictureFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

    [[nodiscard]] bool has(const std::string& hash) const;
    /// Code::io.
    [[nodiscard]] content::Status keep(const std::string& hash, std::string_view png) const;
    /// Those that are too old go, and the oldest of those that are too many.
    void tidy() const;
    /// Not open where there is none, or the name is no hash.
    [[nodiscard]] content::Descriptor open(std::string_view hash) const;

private:
    std::filesystem::path folder_;
};

}  // namespace eye
