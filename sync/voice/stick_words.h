#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "content/base/result.h"
#include "content/depot/keys.h"
#include "sync/report/screen_report.h"
#include "sync/voice/play_book.h"
#include "sync/voice/sequence_book.h"

/// What a screen and its hub say to each other where only a stick goes to and fro. The stick is nobody's friend:
/// nothing that lies there under our names is opened to be written, and no link is followed.
namespace syncing {

/// The ticket in a file: 64 hexadecimal digits, with white space around them. Empty when there is none, or it is none.
[[nodiscard]] std::string read_ticket(const std::filesystem::path& file);
/// What the staff gave this screen: the ticket that came by a stick, which the folder of trust keeps, or else the one
/// in `file`.
[[nodiscard]] std::string ticket_of_screen(const std::filesystem::path& trust_folder,
                                           const std::filesystem::path& file);
/// Keeps the ticket in "rotunda-ticket" of the stick, if there is one. Code::io.
[[nodiscard]] content::Status take_ticket(const std::filesystem::path& stick,
                                          const std::filesystem::path& trust_folder);

/// Leaves `report` as "reports/SHORT.json", SHORT being short_name(), and before it what was played and does not fit:
/// "reports/SHORT-01.json" and so on, so that files read by name have rising numbers. Returns how many were left.
/// Code::io.
[[nodiscard]] content::Result<std::size_t> leave_reports(const std::filesystem::path& stick,
                                                         const content::SigningKey& key, SequenceBook& sequence,
                                                         const PlayBook& plays, report::ScreenReport report);

}  // namespace syncing
