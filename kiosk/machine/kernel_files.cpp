#include "kiosk/machine/kernel_files.h"

#include <unistd.h>

#include <algorithm>

#include "content/base/files.h"
#include "content/base/limits.h"
#include "content/base/printable.h"
#include "content/base/text.h"

namespace kiosk {

namespace fs = std::filesystem;
namespace limits = content::limits;

std::string told(std::string_view text) {
    // Cut before and after: what is spelled out becomes longer.
    std::string line = content::printable(content::trim(text.substr(0, limits::device_name)));
    if (line.size() > limits::device_name) line.resize(content::character_begin(line, limits::device_name));
    return line;
}

std::string first_line(const fs::path& file) {
    const std::string text = whole_file(file);
    std::string_view rest = text;
    return told(content::take_line(rest));
}

std::string whole_file(const fs::path& file) {
    auto text = content::read_file(file, limits::kernel_file);
    return text ? std::move(*text) : std::string();
}

std::vector<std::string> names_in(const fs::path& folder) {
    std::vector<std::string> names;
    std::error_code error;
    fs::directory_iterator entry(folder, error);
    for (; !error && entry != fs::directory_iterator() && names.size() < limits::kernel_entries; entry.increment(error))
        names.push_back(entry->path().filename().string());
    std::ranges::sort(names, [](const std::string& one, const std::string& other) {
        return one.size() != other.size() ? one.size() < other.size() : one < other;
    });
    return names;
}

Access access_to(const fs::path& device, DeviceUse use) {
    if (::access(device.c_str(), F_OK) != 0) return Access::missing;
    const int mode = use == DeviceUse::read ? R_OK : R_OK | W_OK;
    return ::access(device.c_str(), mode) == 0 ? Access::allowed : Access::forbidden;
}

std::string link_name(const fs::path& link) {
    std::error_code error;
    const fs::path target = fs::read_symlink(link, error);
    return error ? std::string() : told(target.filename().string());
}

}  // namespace kiosk
