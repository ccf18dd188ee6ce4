#include "sync/hub/hub_folder.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <system_error>
#include <vector>

#include "content/base/files.h"
#include "content/base/finding.h"
#include "content/base/hex.h"
#include "content/base/limits.h"
#include "content/depot/depot.h"
#include "content/depot/publish_pack.h"
#include "content/history/pack_history.h"
#include "content/pack/toml_fields.h"
#include "sync/store/store.h"

namespace hub {
namespace {

namespace fs = std::filesystem;
using content::Code;
using content::Error;
using content::Presence;
using content::Result;
using content::Status;

constexpr std::string_view first_pack = R"(# content/PACK.md says what else can stand here.
id = "my-conference"
default_language = "en"
languages = ["en"]
zone = "Europe/Vienna"
title = "My conference"
)";
constexpr std::string_view first_story = R"(+++
headline = "Welcome"
gist = "This screen is served by a hub of your own."
+++

Edit the files of the pack, publish, and the screen follows.
)";

/// In single quotes, as a shell reads it whatever it holds.
std::string shell_quoted(const fs::path& path) {
    std::string text = path.string();
    const auto is_plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("/._-+").find(c) != std::string_view::npos;
    };
    if (std::ranges::all_of(text, is_plain)) return text;
    std::string quoted = "'";
    for (const char c : text)
        quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + "'";
}

Status write_pack(const NewHub& wanted) {
    const fs::path pack = wanted.folder / "pack";
    std::error_code error;
    if (!wanted.pack.empty()) {
        fs::copy(wanted.pack, pack, fs::copy_options::recursive, error);
        return error ? Status(content::file_error(wanted.pack, "copy", error.value())) : Status();
    }
    fs::create_directories(pack / "stories", error);
    if (error) return content::file_error(pack, "make", error.value());
    if (auto written = content::write_file(pack / "pack.toml", first_pack); !written) return written;
    return content::write_file(pack / "stories" / "welcome.md", first_story);
}

/// Keys for whoever publishes from this machine, behind a passphrase that lies beside them. Who wants them apart moves
/// root.key and the passphrase elsewhere.
Result<std::vector<content::SigningKey>> write_keys(const fs::path& folder) {
    std::error_code error;
    fs::create_directory(folder, error);
    if (error || ::chmod(folder.c_str(), S_IRWXU) != 0) return content::file_error(folder, "make", error.value());
    const std::string passphrase = content::to_hex(content::SigningKey::generate().seed());
    const fs::path file = folder / "passphrase";
    if (auto written = content::write_file(file, passphrase + "\n"); !written) return written.error();
    if (::chmod(file.c_str(), S_IRUSR | S_IWUSR) != 0) return content::file_error(file, "protect", errno);
    std::vector<content::SigningKey> keys;
    for (const char* name : {"root.key", "release.key"}) {
        keys.push_back(content::SigningKey::generate());
        if (auto saved = content::save_key(folder / name, keys.back(), passphrase); !saved) return saved.error();
    }
    return keys;
}

Status publish_first(const fs::path& folder, const std::vector<content::SigningKey>& keys, content::Instant now) {
    const content::RoleSetup root{{keys.at(0).public_key()}, 1};
    const content::RoleSetup release{{keys.at(1).public_key()}, 1};
    const std::map<std::string, content::RoleSetup> roles = {
        {"root", root}, {"targets", root}, {"snapshot", release}, {"timestamp", release}};
    const fs::path depot = folder / "depot";
    const auto delegates = content::all_by(keys.at(1).public_key());
    if (auto made = content::init_depot(depot, roles, {keys.at(0)}, now, {}, delegates); !made) return made;
    std::string mistake;
    const auto tell = [&](const content::Finding& finding) {
        if (mistake.empty() && finding.severity == content::Severity::error) mistake = to_string(finding);
    };
    const auto published = content::publish_pack(depot, folder / "pack", {keys.at(1)}, now, {}, tell);
    if (!mistake.empty()) {
        return Error{Code::bad_input, "the pack cannot be published: " + mistake + "; kiosk-pack check says all"};
    }
    return published ? Status() : Status(published.error());
}

Status fill_folder(const NewHub& wanted, content::Instant now) {
    if (auto written = write_pack(wanted); !written) return written;
    const auto keys = write_keys(wanted.folder / "keys");
    if (!keys) return keys.error();
    if (auto published = publish_first(wanted.folder, *keys, now); !published) return published;
    auto history = content::PackHistory::open(wanted.folder / "pack");
    if (!history) return history.error();
    if (const auto kept = history->keep({"Rotunda", {}}, "Release 1", now); !kept) return kept.error();
    if (auto written = content::write_file(
            wanted.folder / "signer.toml",
            fmt::format("# Whom this folder's kiosk-signer signs for; what else can stand here: deploy/signer.toml.\n"
                        "users = [\"{}\"]\n",
                        ::getuid()));
        !written) {
        return written;
    }
    // Last: a folder without it is no hub.
    return content::write_file(
        wanted.folder / "hub.toml",
        fmt::format(
            "# Where the hub listens, on this machine: \"127.0.0.1:8080\", or "
            "\"unix:/run/rotunda-hub/http.socket\".\n"
            "listen = \"{}\"\n"
            "# The folder that kiosk-pack publishes into.\n"
            "depot = \"depot\"\n"
            "# Who signs what the page \"Publish\" publishes: the socket of kiosk-signer. Without it, that is done by\n"
            "# kiosk-pack only.\n"
            "signer = \"signer.socket\"\n"
            "# The folder that it publishes:\n"
            "# pack = \"pack\"\n"
            "# Where people and screens reach it, when a web server is in front:\n"
            "# address = \"https://hub.example/\"\n"
            "# The times that staff read are of this zone:\n"
            "# zone = \"Europe/Vienna\"\n"
            "# Its certificate, or that of who signed it, for screens that do not know it (screens prepare):\n"
            "# certificate = \"/etc/ssl/hub.pem\"\n"
            "# What draws pictures of screens, or \"none\": without this line it is the program kiosk beside "
            "kiosk-hub.\n"
            "# renderer = \"/usr/bin/kiosk\"\n"
            "# Another folder for its database, hub.db:\n"
            "{}state = \"{}\"\n"
            "# Who is told when something is wrong (deploy/RUNBOOK.md has all keys):\n"
            "# [alerts]\n"
            "# duty = [\"duty@example.org\"]\n"
            "# from = \"displays@example.org\"\n"
            "# server = \"smtps://mail.example.org\"\n",
            wanted.listen, wanted.state.empty() ? "# " : "",
            wanted.state.empty() ? std::string("/var/lib/rotunda-hub") : wanted.state.string()));
}

}  // namespace

Result<HubSettings> load_settings(const fs::path& folder) {
    const fs::path file = folder / "hub.toml";
    const auto text = content::read_file(file, content::limits::source_file);
    if (!text && text.error().code == Code::not_found) {
        return Error{Code::not_found, file.string() + " is not there: no hub; `kiosk-hub init` makes one"};
    }
    if (!text) return text.error();
    return content::read_settings(*text, file.string(), [&](content::TomlFields& fields) {
        HubSettings settings;
        if (const auto listen = fields.text("listen", Presence::optional); !listen.empty()) settings.listen = listen;
        const auto in_folder = [&](const fs::path& path) { return fs::absolute(folder / path).lexically_normal(); };
        const auto path_at = [&](const char* key, const char* usual) {
            const auto given = fields.text(key, Presence::optional);
            return given.empty() ? fs::path(usual) : fs::path(given);
        };
        settings.depot = in_folder(path_at("depot", "depot"));
        settings.pack = in_folder(path_at("pack", "pack"));
        if (const auto signer = path_at("signer", ""); !signer.empty()) settings.signer = in_folder(signer);
        settings.database = in_folder(path_at("state", "") / store::file_name);
        if (const auto renderer = path_at("renderer", ""); !renderer.empty())
            settings.renderer = renderer == "none" ? fs::path() : in_folder(renderer);
        settings.address = fields.address("address", Presence::optional);
        if (!settings.address.empty() && !settings.address.ends_with('/')) settings.address += '/';
        if (const auto certificate = fields.text("certificate", Presence::optional); !certificate.empty())
            settings.certificate = fs::absolute(folder / certificate).lexically_normal();
        if (const auto zone = fields.text("zone", Presence::optional); !zone.empty()) settings.zone = zone;
        if (!content::is_known_zone(settings.zone)) {
            fields.findings().error(fields.line("zone"), settings.zone + ": not a time zone, such as Europe/Vienna");
        }
        settings.alerts = alerts::read_alert_settings(fields, folder);
        return settings;
    });
}

Status make_hub(const NewHub& wanted, content::Instant now) {
    std::error_code error;
    if (fs::exists(wanted.folder, error) &&
        !(fs::is_directory(wanted.folder, error) && fs::is_empty(wanted.folder, error))) {
        return Error{Code::bad_input, wanted.folder.string() + ": there is something already; nothing was made"};
    }
    if (!wanted.pack.empty() && !fs::exists(wanted.pack / "pack.toml", error)) {
        return Error{Code::bad_input, wanted.pack.string() + ": no pack (it has no pack.toml)"};
    }
    fs::create_directories(wanted.folder, error);
    if (error) return content::file_error(wanted.folder, "make", error.value());
    auto filled = fill_folder(wanted, now);
    if (!filled) {
        for (const char* part : {"pack", "keys", "depot", "signer.toml", "hub.toml"})
            fs::remove_all(wanted.folder / part, error);
    }
    return filled;
}

std::string publish_command(const fs::path& folder) {
    const auto in = [&](const char* name) { return shell_quoted(folder / name); };
    return fmt::format("kiosk-pack publish {} --depot {} --key {} --passphrase-file {}", in("pack"), in("depot"),
                       in("keys/release.key"), in("keys/passphrase"));
}

std::string signer_command(const fs::path& folder) {
    const auto in = [&](const char* name) { return shell_quoted(folder / name); };
    return fmt::format("kiosk-signer serve --keys {} --passphrase-file {} --depot {} --policy {} --socket {}",
                       in("keys/release.key"), in("keys/passphrase"), in("depot"), in("signer.toml"),
                       in("signer.socket"));
}

std::string prolong_command(const fs::path& folder) {
    const auto in = [&](const char* name) { return shell_quoted(folder / name); };
    return fmt::format(
        "kiosk-pack rotate-key --depot {} --role targets --online {} --key {} --key {} --passphrase-file {}",
        in("depot"), in("keys/release.key"), in("keys/root.key"), in("keys/release.key"), in("keys/passphrase"));
}

}  // namespace hub
