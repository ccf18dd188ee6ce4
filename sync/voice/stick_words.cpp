#include "sync/voice/stick_words.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>
#include <vector>

#include "content/base/descriptor.h"
#include "content/base/files.h"
#include "content/base/hex.h"
#include "content/base/text.h"
#include "sync/report/device_key.h"

namespace syncing {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t ticket_digits = 64;
constexpr std::size_t ticket_file = 200;  // bytes, of a hub's file and what an editor adds
constexpr std::size_t max_reports = 64;   // on one stick: all that a play book holds
constexpr const char* ticket_name = "rotunda-ticket";
constexpr const char* kept_name = "ticket";
constexpr const char* reports_name = "reports";

content::Result<content::Descriptor> open_reports(const fs::path& stick) {
    const content::Descriptor folder(::open(stick.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.is_open()) return content::file_error(stick, "open", errno);
    if (::mkdirat(folder.value(), reports_name, 0755) != 0 && errno != EEXIST) {
        return content::file_error(stick / reports_name, "create", errno);
    }
    content::Descriptor reports(
        ::openat(folder.value(), reports_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!reports.is_open()) return content::file_error(stick / reports_name, "open", errno);
    return reports;
}

content::Status put(const content::Descriptor& folder, const std::string& name, const std::string& bytes) {
    const std::string temporary = "." + name + ".tmp";
    ::unlinkat(folder.value(), temporary.c_str(), 0);
    content::Descriptor file(
        ::openat(folder.value(), temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644));
    if (!file.is_open()) return content::file_error(name, "create", errno);
    const bool is_written = content::write_all(file.value(), bytes) && ::fsync(file.value()) == 0;
    const int number = errno;
    file.close();
    if (is_written && ::renameat(folder.value(), temporary.c_str(), folder.value(), name.c_str()) == 0) return {};
    const int why = is_written ? errno : number;
    ::unlinkat(folder.value(), temporary.c_str(), 0);
    return content::file_error(name, "write", why);
}

}  // namespace

std::string read_ticket(const fs::path& file) {
    const auto bytes = content::read_file(file, ticket_file);
    if (!bytes) return {};
    std::string ticket = content::to_lower(content::trim(*bytes));
    const bool is_ticket = ticket.size() == ticket_digits && content::from_hex(ticket).has_value();
    return is_ticket ? ticket : std::string();
}

std::string ticket_of_screen(const fs::path& trust_folder, const fs::path& file) {
    std::string kept = read_ticket(trust_folder / kept_name);
    return kept.empty() ? read_ticket(file) : kept;
}

content::Status take_ticket(const fs::path& stick, const fs::path& trust_folder) {
    const std::string ticket = read_ticket(stick / ticket_name);
    if (ticket.empty() || ticket == read_ticket(trust_folder / kept_name)) return {};
    std::error_code error;
    fs::remove(trust_folder / kept_name, error);
    return content::write_private_file(trust_folder / kept_name, ticket + "\n");
}

content::Result<std::size_t> leave_reports(const fs::path& stick, const content::SigningKey& key,
                                           SequenceBook& sequence, const PlayBook& plays, report::ScreenReport report) {
    std::vector<PlayBook::Untold> parts;
    for (PlayBook::Untold part = plays.untold(); parts.size() < max_reports; part = plays.untold(parts.size())) {
        if (part.first_seen.empty() && part.played.empty() && !parts.empty()) break;
        parts.push_back(std::move(part));
    }
    const auto folder = open_reports(stick);
    if (!folder) return folder.error();
    const std::string name(report::short_name(report::screen_of(key)));
    for (std::size_t i = 0; i < parts.size(); ++i) {
        report.sequence = sequence.next();
        report.first_seen = parts[i].first_seen;
        report.played = parts[i].played;
        const bool is_last = i + 1 == parts.size();
        const std::string file = is_last ? name + ".json" : fmt::format("{}-{:02}.json", name, i + 1);
        if (auto written = put(*folder, file, report::sign_report(report, key)); !written) return written.error();
    }
    if (::fsync(folder->value()) != 0) return content::file_error(stick / reports_name, "write", errno);
    return parts.size();
}

}  // namespace syncing
