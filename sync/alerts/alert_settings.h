#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "content/base/language.h"
#include "content/items/opening_hours.h"
#include "content/pack/toml_fields.h"
#include "sync/alerts/alert_step.h"

namespace alerts {

/// [alerts] of hub.toml:
///
///     [alerts]
///     duty = ["duty@example.org"]              # is told at once; one person, or a team
///     second = ["venue@example.org"]           # 15 minutes later, when nobody has acknowledged it
///     from = "displays@example.org"
///     server = "smtps://mail.example.org"      # or smtp://HOST:587, with STARTTLS; without TLS on this machine only
///     user = "displays"                        # where the server asks who sends
///     password_file = "mail-password"          # relative to the folder of the hub
///     ca_file = "ca.pem"                       # for a server whose certificate is the house's own
///     webhook = "https://chat.example.org/hooks/1a2b"
///     language = "en"                          # of messages: en, fr
///     first_day = "2026-03-16"                 # of the conference: "all well" is sent on its days
///     last_day = "2026-03-20"
///     all_well = "07:30"
///     [alerts.hours]                           # of screens whose own settings give none
///     daily = "07:30-20:00"
struct AlertSettings {
    bool is_wanted = false;  ///< there is such a table
    std::vector<std::string> duty{};
    std::vector<std::string> second{};
    std::string from{};
    std::string server{};
    std::string user{};
    std::filesystem::path password_file{};  ///< absolute
    std::filesystem::path ca_file{};        ///< absolute
    std::string webhook{};
    content::Language language = content::Language::en;
    MorningTimes morning{};
    std::optional<content::OpeningHours> hours{};
};

/// Reads that table of the file's own; what is wrong becomes a finding with its line. Paths are relative to `folder`.
[[nodiscard]] AlertSettings read_alert_settings(content::TomlFields& file, const std::filesystem::path& folder);

/// Whether mail to "smtp://HOST..." stays on this machine, where it needs no TLS.
[[nodiscard]] bool is_on_this_machine(std::string_view address);

}  // namespace alerts
