#include "sync/screens/zip_file.h"

#include <archive.h>
#include <archive_entry.h>

#include <cstdint>
#include <memory>

namespace screens {
namespace {

struct FreeWriter {
    void operator()(archive* writer) const { archive_write_free(writer); }
};
struct FreeEntry {
    void operator()(archive_entry* entry) const { archive_entry_free(entry); }
};

la_ssize_t append(archive* /*writer*/, void* bytes, const void* piece, std::size_t size) {
    static_cast<std::string*>(bytes)->append(static_cast<const char*>(piece), size);
    return static_cast<la_ssize_t>(size);
}

bool add(archive& writer, const PreparedFile& file, content::Instant now) {
    const std::unique_ptr<archive_entry, FreeEntry> entry(archive_entry_new());
    if (!entry) return false;
    archive_entry_set_pathname(entry.get(), file.name.c_str());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), file.mode);
    archive_entry_set_size(entry.get(), static_cast<std::int64_t>(file.bytes.size()));
    archive_entry_set_mtime(entry.get(), now.time_since_epoch().count(), 0);
    return archive_write_header(&writer, entry.get()) == ARCHIVE_OK &&
           archive_write_data(&writer, file.bytes.data(), file.bytes.size()) ==
               static_cast<la_ssize_t>(file.bytes.size());
}

}  // namespace

content::Result<std::string> zip_of(const std::vector<PreparedFile>& files, content::Instant now) {
    const content::Error failed{content::Code::io, "the files cannot be put into one"};
    std::string bytes;
    const std::unique_ptr<archive, FreeWriter> writer(archive_write_new());
    if (!writer || archive_write_set_format_zip(writer.get()) != ARCHIVE_OK ||
        archive_write_zip_set_compression_store(writer.get()) != ARCHIVE_OK ||
        archive_write_set_bytes_in_last_block(writer.get(), 1) != ARCHIVE_OK ||
        archive_write_open(writer.get(), &bytes, nullptr, &append, nullptr) != ARCHIVE_OK)
        return failed;
    for (const PreparedFile& file : files)
        if (!add(*writer, file, now)) return failed;
    if (archive_write_close(writer.get()) != ARCHIVE_OK) return failed;
    return bytes;
}

}  // namespace screens
