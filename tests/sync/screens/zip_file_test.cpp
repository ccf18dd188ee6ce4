#include "sync/screens/zip_file.h"

#include <archive.h>
#include <archive_entry.h>
#include <doctest/doctest.h>

#include <memory>
#include <string>

namespace {

struct FreeReader {
    void operator()(archive* reader) const { archive_read_free(reader); }
};

}  // namespace

TEST_CASE("zip: what was prepared comes out again as it went in, and others than the group cannot read the ticket") {
    const std::vector<screens::PreparedFile> files = {{"root.json", "{\"a\":1}"},
                                                      {"README.txt", std::string(100'000, 'x')},
                                                      {"rotunda-ticket", std::string(64, 'f') + "\n", 0640}};
    const auto bytes = screens::zip_of(files, content::Instant(std::chrono::seconds(1'773'651'600)));
    REQUIRE(bytes);
    CHECK(bytes->starts_with("PK\x03\x04"));
    const std::unique_ptr<archive, FreeReader> reader(archive_read_new());
    REQUIRE(archive_read_support_format_zip_seekable(reader.get()) == ARCHIVE_OK);
    REQUIRE(archive_read_open_memory(reader.get(), bytes->data(), bytes->size()) == ARCHIVE_OK);
    for (const screens::PreparedFile& file : files) {
        archive_entry* entry = nullptr;
        REQUIRE(archive_read_next_header(reader.get(), &entry) == ARCHIVE_OK);
        CHECK(archive_entry_pathname(entry) == file.name);
        CHECK(archive_entry_perm(entry) == file.mode);
        std::string read(file.bytes.size() + 1, '\0');
        const auto size = archive_read_data(reader.get(), read.data(), read.size());
        REQUIRE(size == static_cast<la_ssize_t>(file.bytes.size()));
        read.resize(static_cast<std::size_t>(size));
        CHECK(read == file.bytes);
    }
    archive_entry* entry = nullptr;
    CHECK(archive_read_next_header(reader.get(), &entry) == ARCHIVE_EOF);
}
