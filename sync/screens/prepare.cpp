#include "sync/screens/prepare.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <system_error>
#include <utility>

#include "content/base/files.h"
#include "content/base/internet_address.h"
#include "content/base/limits.h"
#include "sync/screens/refusal.h"

namespace screens {
namespace {

namespace fs = std::filesystem;
using content::Code;
using content::Error;
using content::Result;
using content::Status;

constexpr std::size_t certificate_bytes = 64 * 1024;  // as much as an agent reads
constexpr std::string_view root_suffix = ".root.json";

/// The newest root of a depot: "metadata/3.root.json".
Result<std::string> newest_root(const fs::path& depot) {
    std::int64_t newest = 0;
    std::error_code error;
    for (fs::directory_iterator entry(depot / "metadata", error), end; !error && entry != end; entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if (!name.ends_with(root_suffix)) continue;
        std::int64_t version = 0;
        const char* last = name.data() + name.size() - root_suffix.size();
        const auto read = std::from_chars(name.data(), last, version);
        if (read.ec == std::errc() && read.ptr == last) newest = std::max(newest, version);
    }
    if (newest == 0) return Error{Code::not_found, depot.string() + ": no depot (it has no root)"};
    return content::read_file(depot / "metadata" / (std::to_string(newest) + std::string(root_suffix)),
                              content::limits::root_metadata);
}

std::string readme(const Preparation& wish) {
    return fmt::format(
        "For {} screens, until {}, from {}.\n\n"
        "On an image: copy all of it onto the partition ROTUNDA, before the disk goes into its screen.\n"
        "On a machine with the packages: root.json is --trust, rotunda-ticket lies beside it, the address is --from;\n"
        "where there is a rotunda-certificate.pem, it lies beside them too.\n"
        "The screens show what is for all of them at once, and wait for their names: kiosk-hub screens list.\n"
        "Whoever has rotunda-ticket can bring a screen to this hub: keep it as you keep a key.\n",
        wish.ticket.count, content::to_iso(wish.ticket.until), wish.ticket.network);
}

/// All that is in the file but keys: who prepares screens may have given the server's own file, with its key.
Result<std::string> certificate_of(const Preparation& wish) {
    if (wish.certificate.empty()) return std::string();
    auto bytes = content::read_file(wish.certificate, certificate_bytes);
    if (!bytes) return bytes.error();
    constexpr std::string_view begin = "-----BEGIN CERTIFICATE-----";
    constexpr std::string_view end = "-----END CERTIFICATE-----";
    std::string all;
    for (auto at = bytes->find(begin); at != std::string::npos; at = bytes->find(begin, at)) {
        const auto last = bytes->find(end, at);
        if (last == std::string::npos) break;
        all += bytes->substr(at, last + end.size() - at) + "\n";
        at = last;
    }
    if (all.empty())
        return Error{Code::bad_input, fmt::format("{}: no certificate (PEM) is in it", wish.certificate.string())};
    return all;
}

Status write_into(const fs::path& folder, const std::vector<PreparedFile>& files) {
    std::error_code error;
    for (const PreparedFile& file : files) {
        if (auto written = content::write_file(folder / file.name, file.bytes); !written) return written;
        fs::permissions(folder / file.name, static_cast<fs::perms>(file.mode), error);
        if (error) return content::file_error(folder / file.name, "protect", error.value());
    }
    return {};
}

}  // namespace

Result<std::vector<PreparedFile>> prepare_files(store::Store& store, const Preparation& wish, content::Instant now) {
    if (!content::is_web_address(wish.address)) return refuse(Refusal::no_address);
    auto root = newest_root(wish.depot);
    if (!root) return root.error();
    const auto certificate = certificate_of(wish);
    if (!certificate) return certificate.error();
    const auto secret = make_ticket(store, wish.ticket, now);
    if (!secret) return secret.error();
    std::vector<PreparedFile> files{{"root.json", std::move(*root)},
                                    {"machine.toml", fmt::format("depot = [\"{}\"]\n", wish.address)},
                                    {"README.txt", readme(wish)},
                                    {"rotunda-ticket", *secret + "\n", 0640}};
    if (!certificate->empty()) files.push_back({"rotunda-certificate.pem", *certificate});
    return files;
}

Status prepare(store::Store& store, const Preparation& wish, content::Instant now) {
    std::error_code error;
    const bool is_there = fs::exists(wish.folder, error);
    if (is_there && !(fs::is_directory(wish.folder, error) && fs::is_empty(wish.folder, error)))
        return Error{Code::bad_input, wish.folder.string() + ": there is something already; nothing was made"};
    return store.transaction([&]() -> Status {
        const auto files = prepare_files(store, wish, now);
        if (!files) return files.error();
        fs::create_directories(wish.folder, error);
        if (error) return content::file_error(wish.folder, "make", error.value());
        auto written = write_into(wish.folder, *files);
        if (!written) {
            for (const PreparedFile& file : *files)
                fs::remove(wish.folder / file.name, error);
            if (!is_there) fs::remove(wish.folder, error);
        }
        return written;
    });
}

}  // namespace screens
