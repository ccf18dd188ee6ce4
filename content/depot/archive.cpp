#include "content/depot/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <set>
#include <system_error>
#include <utility>
#include <vector>

#include "content/base/descriptor.h"
#include "content/base/files.h"
#include "content/base/limits.h"
#include "content/base/zstd_stream.h"
#include "content/depot/depot.h"

namespace content {
namespace {

namespace fs = std::filesystem;

// ---- writing

struct CloseWriter {
    void operator()(archive* writer) const { archive_write_free(writer); }
};
struct FreeEntry {
    void operator()(archive_entry* entry) const { archive_entry_free(entry); }
};

/// What libarchive's callbacks know.
struct Sink {
    ZstdPacker packer;
    Status status;
};

la_ssize_t give_to_sink(archive*, void* data, const void* bytes, std::size_t size) {
    auto& sink = *static_cast<Sink*>(data);
    if (sink.status) sink.status = sink.packer.add({static_cast<const char*>(bytes), size});
    return sink.status ? static_cast<la_ssize_t>(size) : -1;
}

Status add_entry(archive& writer, const fs::path& depot, const std::string& name, ArchiveFacts& facts) {
    std::error_code error;
    const auto size = static_cast<std::int64_t>(fs::file_size(depot / name, error));
    if (error) return file_error(depot / name, "read", error.value());
    const std::unique_ptr<archive_entry, FreeEntry> entry(archive_entry_new());
    archive_entry_set_pathname(entry.get(), name.c_str());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    archive_entry_set_size(entry.get(), size);
    archive_entry_set_mtime(entry.get(), 0, 0);
    const Error refused{Code::io, name + ": cannot be put into a archive"};
    if (archive_write_header(&writer, entry.get()) != ARCHIVE_OK) return refused;
    std::int64_t done = 0;
    bool is_good = true;
    auto read = read_in_pieces(depot / name, limits::photo, [&](std::string_view piece) {
        done += static_cast<std::int64_t>(piece.size());
        is_good =
            is_good && archive_write_data(&writer, piece.data(), piece.size()) == static_cast<la_ssize_t>(piece.size());
    });
    if (!read) return read;
    if (!is_good) return refused;
    if (done != size) return Error{Code::io, (depot / name).string() + ": changed while it was read"};
    ++facts.files;
    facts.bytes += size;
    return {};
}

// ---- reading

struct CloseReader {
    void operator()(archive* reader) const { archive_read_free(reader); }
};

/// The packed file and its unpacker, as libarchive's callbacks see them.
struct Source {
    Descriptor file;
    std::array<char, 65536> packed{};
    std::unique_ptr<ZstdUnpacker> unpacker;
    Status status;

    explicit Source(const fs::path& path, std::size_t cap)
        : file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {
        unpacker = std::make_unique<ZstdUnpacker>(
            [this, path]() -> Result<std::string_view> {
                for (;;) {
                    const ssize_t count = ::read(file.value(), packed.data(), packed.size());
                    if (count >= 0) return std::string_view(packed.data(), static_cast<std::size_t>(count));
                    if (errno != EINTR) return file_error(path, "read", errno);
                }
            },
            cap);
    }
    Source(const Source&) = delete;
    Source& operator=(const Source&) = delete;
};

la_ssize_t take_from_source(archive* reader, void* data, const void** bytes) {
    auto& source = *static_cast<Source*>(data);
    const auto piece = source.unpacker->next();
    if (!piece) {
        source.status = piece.error();
        archive_set_error(reader, EIO, "%s", piece.error().message.c_str());
        return -1;
    }
    *bytes = piece->data();
    return static_cast<la_ssize_t>(piece->size());
}

/// Whether a name is one that write_archive could have written. Everything else is an attack, or no archive.
bool is_entry_name(std::string_view name) {
    if (name.size() > limits::archive_name) return false;
    if (!name.starts_with("metadata/") && !name.starts_with("targets/")) return false;
    const bool is_plain = std::ranges::all_of(name, [](char c) { return c > ' ' && c < '\x7F' && c != '\\'; });
    if (!is_plain) return false;
    while (true) {
        const auto end = std::min(name.find('/'), name.size());
        // Hidden files too: ".", ".." and what no depot has.
        if (end == 0 || name.front() == '.') return false;
        if (end == name.size()) return true;
        name.remove_prefix(end + 1);
    }
}

std::size_t cap_of(std::string_view name) {
    return name.starts_with("metadata/") ? limits::targets_metadata : limits::photo;
}

Status unpack_entry(archive& reader, archive_entry* entry, const fs::path& folder, std::string_view name) {
    const std::int64_t size = archive_entry_size(entry);
    const fs::path path = folder / name;
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    if (error) return file_error(path.parent_path(), "create", error.value());
    // A new file: never follows or replaces anything.
    const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644));
    if (!file.is_open()) return file_error(path, "create", errno);
    std::int64_t done = 0;
    for (;;) {
        const void* bytes = nullptr;
        std::size_t count = 0;
        la_int64_t offset = 0;
        const int code = archive_read_data_block(&reader, &bytes, &count, &offset);
        if (code == ARCHIVE_EOF) break;
        if (code != ARCHIVE_OK || offset != done || static_cast<std::int64_t>(count) > size - done) {
            return Error{Code::bad_input, std::string(name) + ": damaged entry"};
        }
        if (!write_all(file.value(), {static_cast<const char*>(bytes), count})) return file_error(path, "write", errno);
        done += static_cast<std::int64_t>(count);
    }
    if (done != size) return Error{Code::bad_input, std::string(name) + ": shorter than its header says"};
    return {};
}

/// Adds the folders that a name lies in. Each costs an inode and a block of the disk, whatever the size of its files.
Status count_folders(const std::string& name, std::set<std::string>& folders) {
    for (auto end = name.find('/'); end != std::string::npos; end = name.find('/', end + 1)) {
        folders.insert(name.substr(0, end));
        if (folders.size() > limits::archive_folders) {
            return Error{Code::too_large, fmt::format("more than {} folders", limits::archive_folders)};
        }
    }
    return {};
}

/// Before a byte of the entry is written.
Status check_entry(archive_entry* entry, const std::set<std::string>& seen, std::int64_t total, std::int64_t limit) {
    const char* given = archive_entry_pathname(entry);
    if (given == nullptr || !is_entry_name(given)) {
        return Error{Code::bad_input, "an entry whose name is not one of a depot's"};
    }
    const std::string name = given;
    if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry) != nullptr ||
        archive_entry_symlink(entry) != nullptr || archive_entry_sparse_count(entry) > 0 ||
        archive_entry_size_is_set(entry) == 0 || archive_entry_size(entry) < 0) {
        return Error{Code::bad_input, name + ": expected a regular file"};
    }
    if (seen.contains(name)) return Error{Code::bad_input, name + ": there twice"};
    if (seen.size() >= limits::archive_files) {
        return Error{Code::too_large, fmt::format("more than {} files", limits::archive_files)};
    }
    const std::int64_t size = archive_entry_size(entry);
    if (size > static_cast<std::int64_t>(cap_of(name))) {
        return Error{Code::too_large, fmt::format("{}: more than {} bytes", name, cap_of(name))};
    }
    if (size > limit - total) return Error{Code::too_large, fmt::format("unpacks to more than {} bytes", limit)};
    return {};
}

Result<ArchiveFacts> unpack_all(archive& reader, Source& source, const fs::path& folder, std::int64_t limit) {
    ArchiveFacts facts;
    std::set<std::string> seen;
    std::set<std::string> folders;
    for (;;) {
        archive_entry* entry = nullptr;
        const int code = archive_read_next_header(&reader, &entry);
        if (!source.status) return source.status.error();
        if (code == ARCHIVE_EOF) break;
        if (code != ARCHIVE_OK) return Error{Code::bad_input, "damaged, or no archive"};
        if (auto checked = check_entry(entry, seen, facts.bytes, limit); !checked) return checked.error();
        const std::string name = archive_entry_pathname(entry);
        if (auto counted = count_folders(name, folders); !counted) return counted.error();
        const auto unpacked = unpack_entry(reader, entry, folder, name);
        if (!source.status) return source.status.error();
        if (!unpacked) return unpacked.error();
        seen.insert(name);
        facts.bytes += archive_entry_size(entry);
    }
    // The end of the tar is not the end of the file: only the checksum behind it says that nothing was cut off.
    for (;;) {
        const auto rest = source.unpacker->next();
        if (!rest) return rest.error();
        if (rest->empty()) break;
    }
    facts.files = seen.size();
    if (facts.files == 0) return Error{Code::bad_input, "an empty archive"};
    return facts;
}

}  // namespace

Result<ArchiveFacts> write_archive(const fs::path& depot, const fs::path& file, Instant now) {
    const auto names = list_newest_files(depot, now);
    if (!names) return names.error();
    auto out = FileWriter::create(file);
    if (!out) return out.error();
    Sink sink{ZstdPacker([&](std::string_view bytes) { return out->add(bytes); }), {}};
    const std::unique_ptr<archive, CloseWriter> writer(archive_write_new());
    archive_write_set_format_pax_restricted(writer.get());
    if (archive_write_open(writer.get(), &sink, nullptr, give_to_sink, nullptr) != ARCHIVE_OK) {
        return Error{Code::io, file.string() + ": cannot begin a archive"};
    }
    ArchiveFacts facts;
    for (const std::string& name : *names) {
        const auto added = add_entry(*writer, depot, name, facts);
        if (!sink.status) return sink.status.error();
        if (!added) return added.error();
    }
    const int closed = archive_write_close(writer.get());
    if (!sink.status) return sink.status.error();
    if (closed != ARCHIVE_OK) return Error{Code::io, file.string() + ": cannot end the archive"};
    if (auto done = sink.packer.finish(); !done) return done.error();
    if (auto done = out->finish(); !done) return done.error();
    return facts;
}

Result<ArchiveFacts> unpack_archive(const fs::path& file, const fs::path& folder, std::int64_t total) {
    const auto cap = static_cast<std::size_t>(total) + limits::archive_files * limits::tar_overhead;
    Source source(file, cap);
    if (!source.file.is_open()) return lookup_error(file, "open", errno);
    // Only tar, and no filter: zstd is undone above, once, with its caps.
    const std::unique_ptr<archive, CloseReader> reader(archive_read_new());
    archive_read_support_format_tar(reader.get());
    const int opened = archive_read_open(reader.get(), &source, nullptr, take_from_source, nullptr);
    if (!source.status) return source.status.error().in(file.string());
    if (opened != ARCHIVE_OK) return Error{Code::bad_input, file.string() + ": no archive"};
    auto facts = unpack_all(*reader, source, folder, total);
    if (!facts) return facts.error().in(file.string());
    return facts;
}

}  // namespace content
