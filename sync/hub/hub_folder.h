#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "content/base/result.h"
#include "content/base/time.h"
#include "sync/alerts/alert_settings.h"

/// The one folder of a hub:
///
///   hub.toml     where it listens, which depot it serves, and where its database is
///   pack/        what people edit; what it was before is in its .git
///   depot/       what is served
///   hub.db       what it remembers: screens, people, its log; unless hub.toml names another folder for it
///   signer.toml  for the kiosk-signer of this folder (signer_command()): its owner may ask it
///   keys/        root.key, release.key and their passphrase. Serving reads none of them
///
/// The depot is a delegated one (content/depot/delegates.h): root.key says for a year that release.key may publish, and
/// is not needed for publishing.
namespace hub {

struct HubSettings {
    std::string listen = "127.0.0.1:8080";  ///< see listen_at()
    std::filesystem::path depot{};          ///< absolute; in the file it may be relative to the folder of the hub
    std::filesystem::path database{};       ///< hub.db in the folder that `state` names; likewise
    std::string address{};                  ///< "https://hub.example/": where it is reached; empty: where it listens
    /// PEM file of its certificate, for the screens that are prepared here; empty: one that all machines know.
    std::filesystem::path certificate{};
    std::string zone = "UTC";        ///< of the times that staff read
    std::filesystem::path pack{};    ///< absolute; what the page "Publish" publishes
    std::filesystem::path signer{};  ///< absolute: kiosk-signer's socket; empty: the hub publishes nothing itself
    /// What draws pictures of screens: a program or a unix socket, absolute; empty: nobody does. None: `kiosk` beside
    /// kiosk-hub, where it is there.
    std::optional<std::filesystem::path> renderer{};
    alerts::AlertSettings alerts{};  ///< who is told what is wrong
};

/// Reads hub.toml. Code::not_found, io; bad_input with "hub.toml:3: ..." for what is wrong in it.
[[nodiscard]] content::Result<HubSettings> load_settings(const std::filesystem::path& folder);

struct NewHub {
    std::filesystem::path folder{};  ///< must not be there, or be empty
    std::filesystem::path pack{};    ///< copied; empty: a pack with one story to begin from
    std::string listen = HubSettings().listen;
    std::filesystem::path state{};  ///< folder for its database, where that is another one; see HubSettings::database
};

/// Makes the folder, and publishes its pack as release 1 by the functions that kiosk-pack calls. Nothing of it stays
/// when something fails. Code::bad_input, also when there is something already; io.
[[nodiscard]] content::Status make_hub(const NewHub& wanted, content::Instant now);

/// The line that starts the signer of a hub's folder, for a shell: with it the page "Publish" publishes.
[[nodiscard]] std::string signer_command(const std::filesystem::path& folder);
/// The line that publishes the pack of a hub, for a shell.
[[nodiscard]] std::string publish_command(const std::filesystem::path& folder);
/// The line that lets the release key publish for another year, which takes the root key.
[[nodiscard]] std::string prolong_command(const std::filesystem::path& folder);

}  // namespace hub
