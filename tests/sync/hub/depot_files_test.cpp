#include "sync/hub/depot_files.h"

#include <doctest/doctest.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <thread>

#include "content/base/files.h"
#include "tests/support/temporary_folder.h"

using hub::DepotFiles;
using hub::HttpAnswer;
using hub::HttpRequest;

namespace {

namespace fs = std::filesystem;

HttpAnswer get(const DepotFiles& files, const std::string& path, const std::string& name = "x",
               const std::string& value = "") {
    HttpRequest request;
    request.path = path;
    request.headers[name] = value;
    return files.answer(request);
}

std::string header(const HttpAnswer& answer, std::string_view name) {
    const auto found = std::ranges::find(answer.headers, name, &std::pair<std::string, std::string>::first);
    return found == answer.headers.end() ? "" : found->second;
}

std::string bytes(const HttpAnswer& answer) {
    if (!answer.file) return "no file";
    std::string read(static_cast<std::size_t>(answer.file->size), '\0');
    const auto count = ::pread(answer.file->file.value(), read.data(), read.size(), answer.file->offset);
    CHECK(count == answer.file->size);
    return read;
}

/// For the thread that calls it: calls that systemd forbids a service with RestrictSUIDSGID=yes altogether, because
/// their arguments cannot be looked at.
bool forbid_what_the_unit_forbids() {
    std::array<sock_filter, 4> rules = {{
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),  // seccomp_data.nr
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat2, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    }};
    const sock_fprog filter{rules.size(), rules.data()};
    return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

}  // namespace

TEST_CASE("depot files: a service that systemd confines serves them too") {
    const TemporaryFolder folder;
    folder.write("metadata/timestamp.json", "{}");
    folder.write("targets/photos/ab.cd", "0123456789");
    const DepotFiles files(folder.path());
    bool is_confined = false;
    int status = 0;
    std::string etag;
    std::thread service([&] {
        is_confined =
            forbid_what_the_unit_forbids() && ::syscall(SYS_openat2, -1, "", nullptr, 0) < 0 && errno == ENOSYS;
        status = get(files, "/targets/photos/ab.cd").status;
        etag = files.timestamp_etag();
    });
    service.join();
    CHECK(is_confined);
    CHECK(status == 200);
    CHECK(!etag.empty());
    CHECK(etag == files.timestamp_etag());
}

TEST_CASE("depot files: what never changes may be kept for ever, timestamp.json is asked for each time") {
    const TemporaryFolder folder;
    folder.write("metadata/timestamp.json", "{}");
    folder.write("metadata/1.root.json", "{\"root\":1}");
    folder.write("targets/photos/ab.cd", "0123456789");
    const DepotFiles files(folder.path());
    const auto root = get(files, "/metadata/1.root.json");
    CHECK(root.status == 200);
    CHECK(bytes(root) == "{\"root\":1}");
    CHECK(header(root, "Content-Type") == "application/json");
    CHECK(header(root, "Cache-Control") == "public, max-age=31536000, immutable");
    CHECK(header(get(files, "/metadata/timestamp.json"), "Cache-Control") == "no-cache");
    CHECK(header(get(files, "/targets/photos/ab.cd"), "Content-Type") == "application/octet-stream");
    CHECK(get(files, "/metadata/2.root.json").status == 404);
}

TEST_CASE("depot files: who has a file already is told so, until it is replaced, be it within the same second") {
    const TemporaryFolder folder;
    folder.write("metadata/timestamp.json", "{\"version\":1}");
    const DepotFiles files(folder.path());
    const std::string first = header(get(files, "/metadata/timestamp.json"), "ETag");
    CHECK(files.timestamp_etag() == first);
    const auto known = get(files, "/metadata/timestamp.json", "if-none-match", first);
    CHECK(known.status == 304);
    CHECK_FALSE(known.file.has_value());
    CHECK(header(known, "ETag") == first);
    for (int version = 2; version < 20; ++version) {
        const std::string before = files.timestamp_etag();
        REQUIRE(content::write_file(folder / "metadata/timestamp.json",
                                    "{\"version\":" + std::to_string(version % 10) + "}"));
        CHECK(files.timestamp_etag() != before);
        CHECK(get(files, "/metadata/timestamp.json", "if-none-match", before).status == 200);
    }
}

TEST_CASE("depot files: a file that was cut is resumed where it was, if it is still the same") {
    const TemporaryFolder folder;
    folder.write("targets/photos/ab.cd", "0123456789");
    const DepotFiles files(folder.path());
    const std::string path = "/targets/photos/ab.cd";
    const auto rest = get(files, path, "range", "bytes=4-");
    CHECK(rest.status == 206);
    CHECK(bytes(rest) == "456789");
    CHECK(header(rest, "Content-Range") == "bytes 4-9/10");
    const auto beyond = get(files, path, "range", "bytes=10-");
    CHECK(beyond.status == 416);
    CHECK(header(beyond, "Content-Range") == "bytes */10");
    HttpRequest request;
    request.path = path;
    request.headers = {{"range", "bytes=4-"}, {"if-range", header(rest, "ETag")}};
    CHECK(files.answer(request).status == 206);
    request.headers["if-range"] = "\"another\"";
    CHECK(files.answer(request).status == 200);
}

TEST_CASE("depot files: only regular files beneath the depot, by names without links") {
    const TemporaryFolder folder;
    folder.write("depot/metadata/1.root.json", "{}");
    folder.write("depot/targets/inner/a", "a");
    folder.write("keys/root.key", "secret");
    const fs::path depot = folder / "depot";
    fs::create_symlink(folder / "keys/root.key", depot / "metadata/key");
    fs::create_symlink("1.root.json", depot / "metadata/link");
    fs::create_symlink(folder / "keys", depot / "targets/keys");
    REQUIRE(::mkfifo((depot / "targets/pipe").c_str(), 0600) == 0);
    const DepotFiles files(depot);
    for (const char* path :
         {"/metadata/key", "/metadata/link", "/targets/keys/root.key", "/targets/pipe", "/targets/inner",
          "/metadata/../../keys/root.key", "/metadata/%2e%2e/%2e%2e/keys/root.key", "/keys/root.key"}) {
        CAPTURE(path);
        CHECK(get(files, path).status == 404);
    }
    CHECK(bytes(get(files, "/targets/inner/a")) == "a");
}

TEST_CASE("depot files: a depot that is not there yet has no files, and then it has") {
    const TemporaryFolder folder;
    const DepotFiles files(folder / "depot");
    CHECK(get(files, "/metadata/1.root.json").status == 404);
    CHECK(files.timestamp_etag().empty());
    folder.write("depot/metadata/1.root.json", "{}");
    CHECK(get(files, "/metadata/1.root.json").status == 200);
}
