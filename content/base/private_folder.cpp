#include "content/base/private_folder.h"

#include <stdlib.h>

#include <cerrno>
#include <string>
#include <system_error>

#include "content/base/files.h"

namespace content {

namespace fs = std::filesystem;

Result<PrivateFolder> PrivateFolder::make(const fs::path& parent) {
    std::string name = (parent / "rotunda-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) return file_error(parent, "make a folder in", errno);
    return PrivateFolder(name);
}

PrivateFolder::~PrivateFolder() {
    std::error_code error;
    if (!path_.empty()) fs::remove_all(path_, error);
}

PrivateFolder::PrivateFolder(PrivateFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}

}  // namespace content
