#pragma once

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "content/base/private_folder.h"

/// A folder for one test, removed at its end with all it holds.
class TemporaryFolder {
public:
    TemporaryFolder() : folder_(make()) {}

    [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }
    [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return path() / name; }
    /// Makes the folders that `name` lies in, too.
    void write(const std::string& name, std::string_view bytes) const {
        std::filesystem::create_directories((path() / name).parent_path());
        std::ofstream(path() / name, std::ios::binary) << bytes;
    }

private:
    static content::PrivateFolder make() {
        auto folder = content::PrivateFolder::make(std::filesystem::temp_directory_path());
        if (!folder) throw std::runtime_error(folder.error().message);
        return std::move(*folder);
    }

    content::PrivateFolder folder_;
};
