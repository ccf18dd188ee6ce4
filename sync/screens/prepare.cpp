#include "sync/screens/prepare.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <system_error>

#include "content/base/files.h"
#include "content/base/internet_address.h"
#include "content/base/limits.h"

namespace screens {
namespace {

namespace fs = std::filesystem;
using content::Code;
using content::Error;
using content::Result;
using content::Status;

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
        "On a machine with the packages: root.json is --trust, rotunda-ticket lies beside it, the address is --from.\n"
        "The screens show what is for all of them at once, and wait for their names: kiosk-hub screens list.\n"
        "Whoever has rotunda-ticket can bring a screen to this hub: keep it as you keep a key.\n",
        wish.ticket.count, content::to_iso(wish.ticket.until), wish.ticket.network);
}

Status write_all_files(const Preparation& wish, const std::string& root, const std::string& secret) {
    const auto write = [&](const char* name, const std::string& bytes) {
        return content::write_file(wish.folder / name, bytes);
    };
    if (auto written = write("root.json", root); !written) return written;
    if (auto written = write("machine.toml", fmt::format("depot = [\"{}\"]\n", wish.address)); !written) return written;
    if (auto written = write("README.txt", readme(wish)); !written) return written;
    std::error_code error;
    if (auto written = write("rotunda-ticket", secret + "\n"); !written) return written;
    fs::permissions(wish.folder / "rotunda-ticket", fs::perms::owner_read | fs::perms::owner_write, error);
    return error ? Status(content::file_error(wish.folder, "protect the ticket in", error.value())) : Status();
}

}  // namespace

Status prepare(store::Store& store, const Preparation& wish, content::Instant now) {
    if (!content::is_web_address(wish.address)) {
        return Error{
            Code::bad_input,
            "where screens reach the hub is not known: --address https://hub.example/, or `address` in hub.toml"};
    }
    const auto root = newest_root(wish.depot);
    if (!root) return root.error();
    std::error_code error;
    const bool is_there = fs::exists(wish.folder, error);
    if (is_there && !(fs::is_directory(wish.folder, error) && fs::is_empty(wish.folder, error)))
        return Error{Code::bad_input, wish.folder.string() + ": there is something already; nothing was made"};
    return store.transaction([&]() -> Status {
        const auto secret = make_ticket(store, wish.ticket, now);
        if (!secret) return secret.error();
        fs::create_directories(wish.folder, error);
        if (error) return content::file_error(wish.folder, "make", error.value());
        auto written = write_all_files(wish, *root, *secret);
        if (!written) {
            for (const char* name : {"root.json", "machine.toml", "README.txt", "rotunda-ticket"})
                fs::remove(wish.folder / name, error);
            if (!is_there) fs::remove(wish.folder, error);
        }
        return written;
    });
}

}  // namespace screens
