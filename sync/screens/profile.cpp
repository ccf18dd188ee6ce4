#include "sync/screens/profile.h"

#include <fmt/format.h>

#include <array>
#include <utility>
#include <vector>

#include "content/base/finding.h"
#include "content/base/json.h"
#include "content/base/limits.h"
#include "content/pack/toml.h"
#include "sync/screens/refusal.h"
#include "sync/screens/registry.h"

namespace screens {
namespace {

using content::Code;
using content::Error;
using content::Result;
using content::Status;

/// Keys that no profile has, and why.
constexpr std::array<std::pair<std::string_view, Refusal>, 6> not_from_here = {
    {{"name", Refusal::settings_name},
     {"place", Refusal::settings_name},
     {"groups", Refusal::settings_name},
     {"staff", Refusal::settings_public},
     {"service", Refusal::settings_public},
     {"panel", Refusal::settings_on_the_spot}}};

/// A JSON string is one of TOML, too.
std::string quoted(const std::string& text) {
    return content::to_compact_json(content::JsonValue(text));
}

Status check(const std::string& settings) {
    if (settings.size() > content::limits::screen_profile / 2) return refuse(Refusal::settings_long);
    constexpr std::string_view file = "settings";
    const auto parsed = content::parse_toml(settings, std::string(file), 1);
    for (const content::Finding& finding : parsed.findings) {
        if (finding.severity == content::Severity::error)
            return refuse(Refusal::settings_unreadable, content::to_string(finding).substr(file.size() + 1));
    }
    for (const auto& [key, why] : not_from_here) {
        const content::TomlNode* node = parsed.table.find(key);
        if (node != nullptr) return refuse(why, fmt::format("{}: \"{}\"", node->line, key));
    }
    return {};
}

}  // namespace

Result<std::string> settings_of(store::Store& store, std::int64_t screen) {
    return store.read([&]() -> Result<std::string> {
        auto query = store.query("SELECT text FROM settings WHERE screen = ?");
        return query.with(screen).next() ? query.text(0) : std::string();
    });
}

Result<std::map<std::int64_t, std::string>> all_settings(store::Store& store) {
    return store.read([&]() -> Result<std::map<std::int64_t, std::string>> {
        std::map<std::int64_t, std::string> all;
        auto query = store.query("SELECT screen, text FROM settings");
        while (query.next())
            all.emplace(query.integer(0), query.text(1));
        return all;
    });
}

Status set_settings(store::Store& store, std::int64_t screen, const std::string& settings) {
    if (auto checked = check(settings); !checked) return checked;
    return store.transaction([&]() -> Status {
        if (const auto found = find_screen(store, screen); !found) return found.error();
        if (settings.empty()) {
            store.query("DELETE FROM settings WHERE screen = ?").with(screen).run();
        } else {
            store
                .query("INSERT INTO settings(screen, text) VALUES(?, ?) ON CONFLICT DO UPDATE SET text = excluded.text")
                .with(screen, settings)
                .run();
        }
        return {};
    });
}

std::string profile_text(const Screen& screen, std::string_view settings) {
    std::string text = fmt::format("name = {}\n", quoted(screen.name));
    if (!screen.place.empty()) text += fmt::format("place = {}\n", quoted(screen.place));
    if (!screen.groups.empty()) {
        std::vector<std::string> groups;
        groups.reserve(screen.groups.size());
        for (const std::string& group : screen.groups)
            groups.push_back(quoted(group));
        text += fmt::format("groups = [{}]\n", fmt::join(groups, ", "));
    }
    return text.append(settings);
}

Result<std::map<std::string, std::string>> all_profiles(store::Store& store) {
    return store.read([&]() -> Result<std::map<std::string, std::string>> {
        const auto all = list_screens(store);
        if (!all) return all.error();
        std::map<std::string, std::string> profiles;
        for (const Screen& screen : *all) {
            if (screen.standing != report::Standing::named) continue;
            const auto settings = settings_of(store, screen.id);
            if (!settings) return settings.error();
            profiles.emplace(screen.key, profile_text(screen, *settings));
        }
        return profiles;
    });
}

}  // namespace screens
