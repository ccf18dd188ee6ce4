#include "sync/agent/import_stick.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <system_error>
#include <utility>

#include "content/base/descriptor.h"
#include "content/base/files.h"
#include "content/base/limits.h"
#include "content/base/printable.h"
#include "content/base/private_folder.h"
#include "content/depot/archive.h"
#include "sync/agent/trust_folder.h"

namespace syncing {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t max_archives = 8;  ///< on one stick; more is a mistake
constexpr const char* result_name = "rotunda-result.txt";

/// The stick is nobody's friend: nothing that lies there under our names is opened or followed.
bool write_result(const fs::path& folder, const std::string& words) {
    const fs::path temporary = folder / (std::string(result_name) + ".tmp");
    std::error_code error;
    fs::remove(temporary, error);
    content::Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644));
    if (!file.is_open()) return false;
    const bool is_written = content::write_all(file.value(), words) && ::fsync(file.value()) == 0;
    file.close();
    if (is_written && ::rename(temporary.c_str(), (folder / result_name).c_str()) == 0) return true;
    fs::remove(temporary, error);
    return false;
}

Result<UpdateReport> import_depot(const fs::path& folder, const UpdateOptions& options, Environment& environment,
                                  SyncState& state) {
    const auto transport = open_folder(folder, environment);
    return sync_once({transport.get()}, options, environment, state);
}

/// Unpacked in the folder of trust, where the next program that begins removes what an interrupted one has left.
Result<UpdateReport> import_archive(const fs::path& file, const UpdateOptions& options, Environment& environment,
                                    SyncState& state) {
    const TrustFolder trust(options.trust_folder);
    if (auto made = trust.prepare(); !made) return made.error();
    const fs::path unpacked = trust.unpacked();
    std::error_code error;
    trust.remove_unpacked();
    fs::create_directory(unpacked, error);
    if (error) return Error{Code::io, fmt::format("{}: cannot create: {}", unpacked.string(), error.message())};
    const auto folder = content::PrivateFolder::make(unpacked);
    if (!folder) return folder.error();
    const content::Descriptor in_use(::open(folder->path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!in_use.is_open() || ::flock(in_use.value(), LOCK_SH) != 0) {
        return content::file_error(folder->path(), "lock", errno);
    }
    const auto free = environment.free_space(unpacked);
    if (!free) return free.error();
    // A bomb must not fill the disk of a screen; neither must a good release.
    const std::int64_t cap = std::min({content::limits::archive_total, options.release_cap, *free - *free / 10});
    const auto facts = content::unpack_archive(file, folder->path(), cap);
    if (!facts) return facts.error();
    auto report = import_depot(folder->path(), options, environment, state);
    if (report) report->mirror = state.mirror = file.string();
    return report;
}

bool is_depot(const fs::path& folder) {
    std::error_code error;
    return fs::is_directory(folder / "metadata", error);
}

/// What is on the stick, by name.
std::vector<fs::path> find_parts(const fs::path& from) {
    std::error_code error;
    if (!fs::is_directory(from, error) || is_depot(from)) return {from};
    std::vector<fs::path> archives;
    for (fs::directory_iterator entry(from, error), end; !error && entry != end; entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if (entry->path().extension() == ".rotunda" && name.front() != '.') archives.push_back(entry->path());
    }
    std::ranges::sort(archives);
    if (archives.size() > max_archives) archives.resize(max_archives);
    return archives;
}

bool is_taken(const ImportReport::Part& part) {
    return part.result.has_value();
}

/// A line for a person who holds the stick.
std::string describe(const ImportReport::Part& part, const SyncState& state) {
    const std::string name =
        part.from.filename().empty() ? part.from.parent_path().filename().string() : part.from.filename().string();
    const std::string shown = state.release ? fmt::format("the screen goes on showing release {}", *state.release)
                                            : "the screen still has no release";
    if (is_taken(part)) {
        return part.result->outcome == UpdateOutcome::activated
                   ? fmt::format("{}: release {} is on the screen now", name, part.result->release)
                   : fmt::format("{}: nothing new; the screen has release {}", name, part.result->release);
    }
    const Error& error = part.result.error();
    std::string why = "refused";
    switch (error.code) {
        case Code::outdated: why = "older than what the screen has, or expired"; break;
        case Code::untrusted: why = "not signed for this screen"; break;
        case Code::not_found:
        case Code::bad_input: why = "no release, or a damaged one"; break;
        case Code::too_large: why = "too large"; break;
        case Code::io: why = "the screen's disk did not take it"; break;
        case Code::unavailable:
        case Code::unsupported: break;
    }
    return fmt::format("{}: {} ({}); {}", name, why, error.message, shown);
}

}  // namespace

bool ImportReport::is_good() const {
    const bool has_taken = std::ranges::any_of(parts, is_taken);
    return has_taken && std::ranges::all_of(parts, [](const Part& part) {
               return is_taken(part) || part.result.error().code == Code::outdated;
           });
}

ImportReport import_stick(const fs::path& from, const UpdateOptions& options, Environment& environment,
                          SyncState& state) {
    ImportReport report;
    std::error_code error;
    for (const fs::path& part : find_parts(from)) {
        auto result = fs::is_directory(part, error) ? import_depot(part, options, environment, state)
                                                    : import_archive(part, options, environment, state);
        report.parts.push_back({part, std::move(result)});
        report.words += content::printable(describe(report.parts.back(), state)) + "\n";
        if (environment.is_stopping()) break;
    }
    if (report.parts.empty()) {
        report.words = content::printable(from.filename().string()) +
                       ": neither a depot (a folder metadata) nor a file *.rotunda here\n";
    }
    const bool is_folder = fs::is_directory(from, error);
    if (is_folder || fs::exists(from, error)) {
        const fs::path folder = is_folder ? from : (from.has_parent_path() ? from.parent_path() : fs::path("."));
        report.is_written = write_result(folder, content::to_iso(environment.now()) + "\n" + report.words);
    }
    return report;
}

}  // namespace syncing
