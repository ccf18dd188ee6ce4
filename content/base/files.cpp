#include "content/base/files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <system_error>
#include <utility>

#include "content/base/sha256.h"

namespace content {
namespace {

namespace fs = std::filesystem;

/// Between the name of a file and the number of the process that is writing it anew.
constexpr std::string_view temporary_mark = ".tmp";

/// The number of the process that writes, or wrote, a temporary file of this name, in digits; empty: it is not one.
std::string_view writer_of(std::string_view name) {
    const auto mark = name.rfind(temporary_mark);
    if (mark == std::string_view::npos) return {};
    const std::string_view digits = name.substr(mark + temporary_mark.size());
    return std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; }) ? digits : std::string_view();
}

bool is_inside(const fs::path& folder, const fs::path& path) {
    return std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first == folder.end();
}

/// As the file says it is.
std::size_t expected_size(const struct stat& info, std::size_t cap) {
    return std::min(static_cast<std::size_t>(info.st_size), cap);
}

/// As read_in_pieces; `look` is shown first what file it is.
template <class Look, class Take>
Status read_pieces(const fs::path& path, std::size_t cap, const Look& look, const Take& take) {
    // O_NONBLOCK: a named pipe in the place of a file must not stop the program.
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file.is_open()) return lookup_error(path, "open", errno);
    struct stat info {};
    if (::fstat(file.value(), &info) != 0) return lookup_error(path, "read", errno);
    if (!S_ISREG(info.st_mode)) return Error{Code::io, path.string() + ": not a regular file"};
    look(info);
    std::array<char, 65536> buffer{};
    std::size_t total = 0;
    for (;;) {
        const ssize_t count = ::read(file.value(), buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return lookup_error(path, "read", errno);
        if (count == 0) return {};
        total += static_cast<std::size_t>(count);
        if (total > cap) {
            return Error{Code::too_large, fmt::format("{}: more than {} bytes", path.string(), cap)};
        }
        take(std::string_view(buffer.data(), static_cast<std::size_t>(count)));
    }
}

}  // namespace

Error file_error(const fs::path& path, std::string_view what, int number) {
    return {Code::io, fmt::format("{}: cannot {}: {}", path.string(), what,
                                  std::error_code(number, std::generic_category()).message())};
}

Error lookup_error(const fs::path& path, std::string_view what, int number) {
    Error error = file_error(path, what, number);
    if (number == ENOENT || number == ENOTDIR) error.code = Code::not_found;
    return error;
}

Result<std::string> read_file_checked(const std::filesystem::path& path, const std::string& hash, std::size_t cap) {
    auto bytes = read_file(path, cap);
    if (bytes && sha256(*bytes) != hash) return Error{Code::untrusted, path.string() + ": damaged (wrong hash)"};
    return bytes;
}

Status read_in_pieces(const fs::path& path, std::size_t cap, const std::function<void(std::string_view)>& take) {
    return read_pieces(
        path, cap, [](const struct stat&) {}, take);
}

Result<std::string> hash_file(const fs::path& path, std::size_t cap) {
    Sha256 sum;
    const auto read = read_in_pieces(path, cap, [&](std::string_view piece) { sum.add(piece); });
    if (!read) return read.error();
    return sum.finish();
}

Result<std::string> read_file(const fs::path& path, std::size_t cap) {
    std::string bytes;
    const auto status = read_pieces(
        path, cap, [&](const struct stat& info) { bytes.reserve(expected_size(info, cap)); },
        [&](std::string_view piece) { bytes += piece; });
    if (!status) return status.error();
    return bytes;
}

Result<std::string> read_private_file(const fs::path& path, std::size_t cap) {
    std::string bytes;
    bool is_private = false;
    bytes.reserve(cap);  // never moved, so that no other copy is left in memory
    const auto status = read_pieces(
        path, cap, [&](const struct stat& info) { is_private = (info.st_mode & 077U) == 0; },
        [&](std::string_view piece) {
            if (is_private) bytes += piece;
        });
    if (!status) return status.error();
    if (!is_private) return Error{Code::untrusted, path.string() + ": others may read it; chmod 600 it"};
    return bytes;
}

Result<std::vector<std::string>> list_files(const fs::path& folder, std::size_t cap) {
    std::error_code error;
    const fs::path root = fs::canonical(folder, error);
    if (error) return lookup_error(folder, "open", error.value());
    std::vector<std::string> names;
    fs::recursive_directory_iterator entry(root, error);
    for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
        const fs::path& path = entry->path();
        std::error_code ignored;
        if (path.filename().string().front() == '.') {
            entry.disable_recursion_pending();
            continue;
        }
        if (entry->is_symlink(ignored) && !is_inside(root, fs::weakly_canonical(path, ignored))) {
            return Error{Code::untrusted, path.string() + ": symbolic link that leads out of the folder"};
        }
        if (!entry->is_regular_file(ignored)) continue;
        if (names.size() == cap) {
            return Error{Code::too_large, fmt::format("{}: more than {} files", folder.string(), cap)};
        }
        names.push_back(path.lexically_relative(root).generic_string());
    }
    if (error) return lookup_error(folder, "list", error.value());
    std::sort(names.begin(), names.end());
    return names;
}

bool is_temporary(std::string_view name) {
    return !writer_of(name).empty();
}

void remove_leftovers(const fs::path& folder) {
    std::vector<fs::path> left;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        const std::string_view digits = writer_of(name);
        pid_t writer = 0;
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), writer);
        if (read.ec != std::errc() || writer <= 0 || writer == ::getpid()) continue;
        if (::kill(writer, 0) != 0 && errno == ESRCH) left.push_back(entry->path());
    }
    for (const fs::path& path : left)
        fs::remove(path, error);
}

Result<FileWriter> FileWriter::create(const fs::path& path) {
    const fs::path temporary = path.string() + std::string(temporary_mark) + std::to_string(::getpid());
    // A process that had this number may have left one; a link that somebody else put there must not be followed.
    ::unlink(temporary.c_str());
    Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644));
    if (!file.is_open()) return lookup_error(temporary, "create", errno);
    return FileWriter(path, temporary, std::move(file));
}

FileWriter::~FileWriter() {
    if (file_.is_open()) ::unlink(temporary_.c_str());
}

Status FileWriter::add(std::string_view bytes) {
    if (!write_all(file_.value(), bytes)) return lookup_error(temporary_, "write", errno);
    return {};
}

Status FileWriter::replace(Durability durability) {
    if (durability == Durability::synced && ::fsync(file_.value()) != 0)
        return lookup_error(temporary_, "write", errno);
    if (::rename(temporary_.c_str(), path_.c_str()) != 0) return lookup_error(path_, "replace", errno);
    file_.close();
    return {};
}

Status FileWriter::finish() {
    if (auto replaced = replace(); !replaced) return replaced;
    return sync_parent(path_);
}

Status move_file(const fs::path& from, const fs::path& to) {
    {
        const Descriptor file(::open(from.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
        if (!file.is_open()) return lookup_error(from, "open", errno);
        if (::fsync(file.value()) != 0) return lookup_error(from, "store", errno);
    }
    if (::rename(from.c_str(), to.c_str()) != 0) return lookup_error(to, "create", errno);
    return sync_parent(to);
}

Status sync_folder(const fs::path& folder) {
    const Descriptor open_folder(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!open_folder.is_open() || ::fsync(open_folder.value()) != 0) return lookup_error(folder, "store", errno);
    return {};
}

Status sync_parent(const fs::path& path) {
    return sync_folder(path.has_parent_path() ? path.parent_path() : fs::path("."));
}

Status write_file(const fs::path& path, std::string_view bytes) {
    auto writer = FileWriter::create(path);
    if (!writer) return writer.error();
    if (auto added = writer->add(bytes); !added) return added;
    return writer->finish();
}

Status write_unsynced(const fs::path& path, std::string_view bytes) {
    auto writer = FileWriter::create(path);
    if (!writer) return writer.error();
    if (auto added = writer->add(bytes); !added) return added;
    return writer->replace(FileWriter::Durability::none);
}

Status write_private_file(const fs::path& path, std::string_view bytes) {
    const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file.is_open() && errno == EEXIST) {
        return Error{Code::bad_input, path.string() + ": exists, and is never overwritten"};
    }
    if (!file.is_open()) return lookup_error(path, "create", errno);
    if (!write_all(file.value(), bytes) || ::fsync(file.value()) != 0) {
        const Error problem = lookup_error(path, "write", errno);
        ::unlink(path.c_str());
        return problem;
    }
    return sync_parent(path);
}

}  // namespace content
