#include "sync/hub/depot_files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string_view>
#include <utility>

#include "sync/hub/http_fields.h"

namespace hub {
namespace {

constexpr std::string_view timestamp_name = "metadata/timestamp.json";

/// `name` is of plain parts (depot_name), none of which may be a link. Not openat2(2), which does this in one call: a
/// unit with RestrictSUIDSGID= forbids it.
content::Descriptor open_beneath(content::Descriptor folder, std::string_view name) {
    constexpr int no_links = O_CLOEXEC | O_NOFOLLOW;
    while (folder.is_open()) {
        const auto slash = name.find('/');
        const std::string part(name.substr(0, slash));
        // O_NONBLOCK: a named pipe in the place of a file must not stop the program.
        if (slash == std::string_view::npos)
            return content::Descriptor(
                ::openat(folder.value(), part.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | no_links));
        folder = content::Descriptor(::openat(folder.value(), part.c_str(), O_PATH | O_DIRECTORY | no_links));
        name.remove_prefix(slash + 1);
    }
    return content::Descriptor(-1);
}

/// Which file, how large, and when it was last written, in nanoseconds: a name that is given to another file has
/// another one, within the same second too.
std::string etag_of(const struct stat& info) {
    return fmt::format("\"{:x}-{:x}-{:x}.{:x}\"", info.st_ino, info.st_size, info.st_mtim.tv_sec, info.st_mtim.tv_nsec);
}

HttpAnswer not_there() {
    return plain_answer(404, "Not found: the depot has no such file.");
}

}  // namespace

content::Descriptor DepotFiles::open_file(std::string_view name) const {
    return open_beneath(content::Descriptor(::open(depot_.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)), name);
}

HttpAnswer DepotFiles::answer(const HttpRequest& request) const {
    const auto name = depot_name(request.path);
    if (!name) return not_there();
    content::Descriptor file = open_file(*name);
    struct stat info {};
    if (!file.is_open() || ::fstat(file.value(), &info) != 0 || !S_ISREG(info.st_mode)) return not_there();

    HttpAnswer answer;
    const std::string etag = etag_of(info);
    const bool may_change = *name == timestamp_name;
    answer.headers = {
        {"ETag", etag},
        {"Cache-Control", may_change ? "no-cache" : "public, max-age=31536000, immutable"},
    };
    if (names_etag(request.header("if-none-match"), etag)) {
        answer.status = 304;
        return answer;
    }
    answer.headers.emplace_back("Content-Type",
                                name->starts_with("metadata/") ? "application/json" : "application/octet-stream");
    answer.headers.emplace_back("Accept-Ranges", "bytes");
    const auto condition = request.header("if-range");
    const bool is_range_meant = condition.empty() || condition == etag;
    const auto wish = is_range_meant ? read_range(request.header("range"), info.st_size) : RangeWish{};
    if (wish.kind == RangeKind::unsatisfiable) {
        answer.status = 416;
        answer.headers.emplace_back("Content-Range", fmt::format("bytes */{}", info.st_size));
        return answer;
    }
    answer.file = FilePart{std::move(file), 0, info.st_size};
    if (wish.kind == RangeKind::part) {
        answer.status = 206;
        answer.file->offset = wish.range.first;
        answer.file->size = wish.range.last - wish.range.first + 1;
        answer.headers.emplace_back("Content-Range",
                                    fmt::format("bytes {}-{}/{}", wish.range.first, wish.range.last, info.st_size));
    }
    return answer;
}

std::string DepotFiles::timestamp_etag() const {
    const content::Descriptor file = open_file(timestamp_name);
    struct stat info {};
    return file.is_open() && ::fstat(file.value(), &info) == 0 ? etag_of(info) : std::string();
}

}  // namespace hub
