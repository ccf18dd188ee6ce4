#include "content/depot/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <doctest/doctest.h>

#include <fstream>
#include <random>

#include "content/base/files.h"
#include "content/base/limits.h"
#include "content/base/sha256.h"
#include "content/base/zstd_stream.h"
#include "content/depot/depot.h"
#include "tests/content/tuf/simulator.h"
#include "tests/support/temporary_folder.h"

namespace fs = std::filesystem;
using content::Code;
using content::Status;
using content::unpack_archive;
using content::write_archive;
using simulator::day;
using simulator::key;

namespace {

constexpr std::int64_t plenty = 10'000'000;

/// A depot of two releases, three stories and one photo.
void make_depot(const TemporaryFolder& folder) {
    const fs::path depot = folder.path() / "depot";
    const std::vector<content::SigningKey> keys = {key(1)};
    const content::RoleSetup one{{key(1).public_key()}, 1};
    REQUIRE(content::init_depot(depot, {{"root", one}, {"timestamp", one}, {"snapshot", one}, {"targets", one}}, keys,
                                day(0), {}));
    folder.write("media/hall.jpg", "a photo");
    for (const std::string edition : {"former", "newest"}) {
        content::Pack pack;
        pack.edition.id = edition;
        pack.edition.title[content::Language::en] = "Highlights";
        pack.edition.languages = {content::Language::en};
        pack.edition.zone = "Europe/Vienna";
        for (int i = 0; i < 3; ++i) {
            content::Story story;
            story.id = "story-" + std::to_string(i);
            story.texts[content::Language::en].headline = edition + " " + std::to_string(i);
            pack.stories.push_back(std::move(story));
        }
        pack.stories[0].photo = content::Photo{"hall.jpg", content::sha256("a photo"), 0.5, 0.5, true, {}, "", {}};
        const auto release = content::build_release(pack, {{"hall.jpg", {content::sha256("a photo"), 7}}});
        REQUIRE(release);
        REQUIRE(content::publish(depot, *release, folder.path() / "media", keys, day(0), {}));
    }
}

std::string bytes_of(const fs::path& file) {
    return content::read_file(file, std::size_t{1} << 24U).value();
}

std::string pack_zstd(std::string_view text) {
    std::string packed;
    content::ZstdPacker packer([&](std::string_view piece) {
        packed += piece;
        return Status();
    });
    REQUIRE(packer.add(text));
    REQUIRE(packer.finish());
    return packed;
}

struct Entry {
    std::string name;
    std::string bytes;
    unsigned type = AE_IFREG;
    std::string target = {};  ///< of a link
};

la_ssize_t append(archive*, void* data, const void* bytes, std::size_t size) {
    static_cast<std::string*>(data)->append(static_cast<const char*>(bytes), size);
    return static_cast<la_ssize_t>(size);
}

/// A tar as an attacker's tools write it.
std::string tar_of(const std::vector<Entry>& entries) {
    std::string tar;
    archive* writer = archive_write_new();
    archive_write_set_format_pax_restricted(writer);
    archive_write_open(writer, &tar, nullptr, append, nullptr);
    for (const Entry& given : entries) {
        archive_entry* entry = archive_entry_new();
        archive_entry_set_pathname(entry, given.name.c_str());
        archive_entry_set_filetype(entry, given.type);
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_size(entry, static_cast<la_int64_t>(given.bytes.size()));
        if (given.type == AE_IFLNK) archive_entry_set_symlink(entry, given.target.c_str());
        if (given.type == AE_IFREG && !given.target.empty()) archive_entry_set_hardlink(entry, given.target.c_str());
        archive_write_header(writer, entry);
        archive_write_data(writer, given.bytes.data(), given.bytes.size());
        archive_entry_free(entry);
    }
    archive_write_close(writer);
    archive_write_free(writer);
    return tar;
}

/// What comes of a file with these bytes: "good", or the code and what it says.
std::string unpack(std::string_view bytes, std::int64_t total = plenty) {
    const TemporaryFolder folder;
    folder.write("stick/a.rotunda", bytes);
    fs::create_directories(folder.path() / "stick/out");
    const auto facts = unpack_archive(folder.path() / "stick/a.rotunda", folder.path() / "stick/out", total);
    for (const auto& entry : fs::recursive_directory_iterator(folder.path())) {
        const auto name = entry.path().lexically_relative(folder.path()).string();
        CHECK_MESSAGE((name.starts_with("stick")), name);
        CHECK_FALSE(entry.is_symlink());
    }
    if (facts) return "good";
    if (facts.error().code == Code::too_large) return "too_large: " + facts.error().message;
    return (facts.error().code == Code::bad_input ? "bad_input: " : "other: ") + facts.error().message;
}

std::string unpack(const std::vector<Entry>& entries) {
    return unpack(pack_zstd(tar_of(entries)));
}

}  // namespace

TEST_CASE("archive: a depot comes back from it, with its newest release only, as the same bytes each time") {
    const TemporaryFolder folder;
    make_depot(folder);
    const auto facts = write_archive(folder.path() / "depot", folder.path() / "a.rotunda", day(0));
    if (!facts) FAIL(facts.error().message);
    fs::create_directories(folder.path() / "out");
    const auto unpacked = unpack_archive(folder.path() / "a.rotunda", folder.path() / "out", plenty);
    if (!unpacked) FAIL(unpacked.error().message);
    CHECK(unpacked->files == facts->files);
    CHECK(unpacked->bytes == facts->bytes);
    const auto count = content::verify_depot(folder.path() / "out", std::nullopt, day(0));
    if (!count) FAIL(count.error().message);
    CHECK(*count == *content::verify_depot(folder.path() / "depot", std::nullopt, day(0)));
    CHECK(fs::exists(folder.path() / "out/metadata/2.targets.json"));
    CHECK_FALSE(fs::exists(folder.path() / "out/metadata/1.targets.json"));
    REQUIRE(write_archive(folder.path() / "depot", folder.path() / "b.rotunda", day(0)));
    CHECK(bytes_of(folder.path() / "a.rotunda") == bytes_of(folder.path() / "b.rotunda"));
    // An archive of what was unpacked is the same archive.
    REQUIRE(write_archive(folder.path() / "out", folder.path() / "c.rotunda", day(0)));
    CHECK(bytes_of(folder.path() / "a.rotunda") == bytes_of(folder.path() / "c.rotunda"));
}

TEST_CASE("archive: a depot that no screen would accept is not written, and nothing is left behind") {
    const TemporaryFolder folder;
    make_depot(folder);
    CHECK(write_archive(folder.path() / "depot", folder.path() / "a.rotunda", day(1000)).error().code ==
          Code::outdated);
    CHECK_FALSE(fs::exists(folder.path() / "a.rotunda"));
    CHECK(write_archive(folder.path() / "none", folder.path() / "a.rotunda", day(0)).error().code == Code::not_found);
    CHECK(write_archive(folder.path() / "depot", folder.path() / "none/a.rotunda", day(0)).error().code ==
          Code::not_found);
}

TEST_CASE("archive: cut off at any byte, it is refused") {
    const TemporaryFolder folder;
    make_depot(folder);
    REQUIRE(write_archive(folder.path() / "depot", folder.path() / "a.rotunda", day(0)));
    const std::string whole = bytes_of(folder.path() / "a.rotunda");
    REQUIRE(unpack(whole) == "good");
    for (std::size_t size = 0; size < whole.size(); size += size < 64 || size + 64 > whole.size() ? 1 : 37) {
        CAPTURE(size);
        CHECK(unpack(std::string_view(whole).substr(0, size)) != "good");
    }
    CHECK(unpack(whole + "x").starts_with("bad_input"));
    CHECK(unpack(whole + whole).starts_with("bad_input"));
}

TEST_CASE("archive: with any bit changed, packed or in the tar, it is refused or still only a depot's files") {
    const TemporaryFolder folder;
    make_depot(folder);
    REQUIRE(write_archive(folder.path() / "depot", folder.path() / "a.rotunda", day(0)));
    const std::string whole = bytes_of(folder.path() / "a.rotunda");
    std::vector<Entry> entries;
    const auto names = content::list_newest_files(folder.path() / "depot", day(0));
    REQUIRE(names);
    for (const std::string& name : *names)
        entries.push_back({name, bytes_of(folder.path() / "depot" / name)});
    const std::string tar = tar_of(entries);
    std::mt19937 random(4);
    for (int i = 0; i < 200; ++i) {
        CAPTURE(i);
        std::string changed = whole;
        changed[random() % changed.size()] ^= static_cast<char>(1U << (random() % 8));
        // The checksum, the frame or an unused bit of its header.
        static_cast<void>(unpack(changed));
        changed = tar;
        for (int k = 0; k < 4; ++k)
            changed[random() % changed.size()] ^= static_cast<char>(1U << (random() % 8));
        static_cast<void>(unpack(pack_zstd(changed)));
    }
}

TEST_CASE("archive: anything but a depot's regular files is refused before it is written") {
    CHECK(unpack(std::vector<Entry>{{"metadata/1.root.json", "x"}}) == "good");
    for (const std::string name : {"/etc/passwd", "../x", "metadata/../../x", "metadata/./x", "metadata//x",
                                   "metadata/", "targets", "x", "blobs/x", "metadata\\x", "metadata/..",
                                   "metadata/.hidden", "metadata/a\nb", "targets/\x7F", "targets/\xC3\xBC"}) {
        CAPTURE(name);
        CHECK(unpack(std::vector<Entry>{{name, "x"}}).starts_with("bad_input"));
    }
    CHECK(unpack(std::vector<Entry>{{"metadata/" + std::string(content::limits::archive_name, 'a'), "x"}})
              .starts_with("bad_input"));
    CHECK(unpack(std::vector<Entry>{{"metadata/x", "", AE_IFLNK, "/etc/passwd"}}).starts_with("bad_input"));
    CHECK(unpack(std::vector<Entry>{{"metadata/x", "1"}, {"metadata/y", "", AE_IFREG, "metadata/x"}})
              .starts_with("bad_input"));
    CHECK(unpack(std::vector<Entry>{{"metadata/x", "", AE_IFDIR}}).starts_with("bad_input"));
    CHECK(unpack(std::vector<Entry>{{"metadata/x", "", AE_IFIFO}}).starts_with("bad_input"));
    CHECK(unpack(std::vector<Entry>{{"metadata/x", "", AE_IFCHR}}).starts_with("bad_input"));
    CHECK(unpack(std::vector<Entry>{{"metadata/x", "1"}, {"metadata/x", "2"}}).find("twice") != std::string::npos);
    CHECK(unpack(std::vector<Entry>{}).starts_with("bad_input"));
    CHECK(unpack("").starts_with("bad_input"));
    CHECK(unpack("<html>Please sign in</html>").starts_with("bad_input"));
    CHECK(unpack(pack_zstd("no tar at all, but long enough to be read as one")).starts_with("bad_input"));
    CHECK(unpack(pack_zstd(pack_zstd(tar_of({{"metadata/x", "1"}})))).starts_with("bad_input"));
}

TEST_CASE(
    "archive: folders have a cap too: a name deep in folders, or a folder for each file, takes no disk's inodes") {
    std::string deep = "targets";
    while (deep.size() + 4 < content::limits::archive_name)
        deep += "/a";
    CHECK(unpack(std::vector<Entry>{{deep + "/b", "x"}}).starts_with("too_large"));
    std::vector<Entry> wide;
    for (std::size_t i = 0; i < content::limits::archive_folders - 1; ++i)
        wide.push_back({"targets/" + std::to_string(i) + "/x", "x"});
    CHECK(unpack(wide) == "good");
    wide.push_back({"targets/one-more/x", "x"});
    CHECK(unpack(wide).find("more than 64 folders") != std::string::npos);
}

TEST_CASE("archive: bombs end at the caps: of a file, of all files, of what lies between and behind them") {
    CHECK(unpack(std::vector<Entry>{{"metadata/x", std::string(content::limits::targets_metadata + 1, ' ')}})
              .starts_with("too_large"));
    CHECK(unpack(pack_zstd(tar_of({{"targets/a", std::string(60'000, 'a')}, {"targets/b", std::string(60'000, 'b')}})),
                 100'000)
              .starts_with("too_large"));
    // Zeros behind the end of the tar, and an entry that says 8 GB.
    const std::string good = tar_of({{"metadata/x", "1"}});
    std::string packed;
    content::ZstdPacker packer([&](std::string_view piece) {
        packed += piece;
        return Status();
    });
    REQUIRE(packer.add(good));
    const std::string zeros(std::size_t{1} << 20U, '\0');
    for (int i = 0; i < 200; ++i)
        REQUIRE(packer.add(zeros));
    REQUIRE(packer.finish());
    CHECK(packed.size() < 100'000);
    CHECK(unpack(packed, 1'000'000).starts_with("too_large"));
}
