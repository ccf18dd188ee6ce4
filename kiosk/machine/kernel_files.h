#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

/// Reading what the kernel says in /sys and /proc. What devices call themselves may be anything: each text is cut to
/// one short printable line before anybody sees it (content/base/limits.h).
namespace kiosk {

/// `text` as one printable line of at most limits::device_name bytes.
[[nodiscard]] std::string told(std::string_view text);
/// The first line of a file, as `told`; empty where there is none.
[[nodiscard]] std::string first_line(const std::filesystem::path& file);
/// The whole of a file of lines; empty where there is none, or too much.
[[nodiscard]] std::string whole_file(const std::filesystem::path& file);
/// Names in a folder, as they are, sorted: shorter ones first, so that "card2" is before "card10". At most
/// limits::kernel_entries of them; none where there is no such folder.
[[nodiscard]] std::vector<std::string> names_in(const std::filesystem::path& folder);
/// Whether the caller may use a device file.
enum class Access { allowed, forbidden, missing };
enum class DeviceUse { read, read_and_write };
[[nodiscard]] Access access_to(const std::filesystem::path& device, DeviceUse use);
/// The last part of where a link leads, as `told`: the name of a driver. Empty where there is no link.
[[nodiscard]] std::string link_name(const std::filesystem::path& link);

}  // namespace kiosk
