#include "sync/alerts/alert_settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "content/pack/read_hours.h"
#include "sync/alerts/alerts_limits.h"

namespace alerts {
namespace {

using content::Presence;
using content::TomlFields;
using content::TomlNode;

/// Of the addresses that RFC 5321 allows those that people have: no quotes, no spaces, nothing that ends a header.
bool is_mail_address(std::string_view text) {
    const auto is_plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("._%+-='/&").find(c) != std::string_view::npos;
    };
    const auto at = text.find('@');
    if (at == 0 || at == std::string_view::npos || text.size() > limits::address) return false;
    const auto host = text.substr(at + 1);
    return !host.empty() && host.front() != '.' && host.back() != '.' &&
           std::ranges::all_of(text.substr(0, at), is_plain) && std::ranges::all_of(host, is_plain);
}

std::vector<std::string> read_people(TomlFields& fields, std::string_view key) {
    std::vector<std::string> people = fields.texts(key);
    const int line = fields.line(key);
    if (people.size() > limits::recipients)
        fields.findings().error(line, fmt::format("\"{}\" has more than {} addresses", key, limits::recipients));
    for (const std::string& one : people) {
        if (!is_mail_address(one))
            fields.findings().error(line, fmt::format("\"{}\": {} is no address of mail", key, one));
    }
    return people;
}

/// The host of "smtp://HOST:25/" or "https://HOST/".
std::string_view host_of(std::string_view address) {
    const auto scheme = address.find("://");
    if (scheme == std::string_view::npos) return {};
    address.remove_prefix(scheme + 3);
    if (address.starts_with('[')) return address.substr(1, address.find(']') - 1);
    return address.substr(0, address.find_first_of(":/"));
}

bool is_plain_address(std::string_view address) {
    return std::ranges::all_of(address, [](char c) { return c > ' ' && c <= '~' && c != '@'; });
}

std::string read_server(TomlFields& fields) {
    std::string server = fields.text("server", Presence::optional);
    if (server.empty()) return server;
    const bool is_known = server.starts_with("smtp://") || server.starts_with("smtps://");
    const auto rest = std::string_view(server).substr(std::min(server.find("://") + 3, server.size()));
    if (!is_known || host_of(server).empty() || !is_plain_address(server) || rest.find('/') != std::string_view::npos)
        fields.findings().error(fields.line("server"),
                                "\"server\": expected smtps://HOST or smtp://HOST:PORT, without a name in it");
    return server;
}

std::string read_webhook(TomlFields& fields) {
    std::string webhook = fields.text("webhook", Presence::optional);
    if (webhook.empty()) return webhook;
    const bool is_safe =
        webhook.starts_with("https://") || (webhook.starts_with("http://") && is_on_this_machine(webhook));
    if (!is_safe || host_of(webhook).empty() || !is_plain_address(webhook))
        fields.findings().error(fields.line("webhook"),
                                "\"webhook\": expected https://..., or http:// on this machine");
    return webhook;
}

MorningTimes read_morning(TomlFields& fields) {
    MorningTimes times;
    times.first_day = fields.date("first_day", Presence::optional);
    times.last_day = fields.date("last_day", Presence::optional);
    if (times.first_day.has_value() != times.last_day.has_value())
        fields.findings().error(fields.line(times.first_day ? "first_day" : "last_day"),
                                "\"first_day\" and \"last_day\" go together");
    if (times.first_day && times.last_day && *times.last_day < *times.first_day)
        fields.findings().error(fields.line("last_day"), "\"last_day\" is before \"first_day\"");
    if (!fields.has("all_well")) return times;
    const int line = fields.line("all_well");
    const auto minute = content::read_minute_of_day(fields.text("all_well", Presence::required));
    if (!minute || *minute == 24 * 60)
        fields.findings().error(line, "\"all_well\": expected a time of day like \"07:30\"");
    times.minute = minute.value_or(times.minute);
    return times;
}

std::filesystem::path read_path(TomlFields& fields, std::string_view key, const std::filesystem::path& folder) {
    const std::string path = fields.text(key, Presence::optional);
    return path.empty() ? std::filesystem::path() : std::filesystem::absolute(folder / path).lexically_normal();
}

/// What cannot be left out beside what is there.
void check_together(TomlFields& fields, const AlertSettings& settings) {
    const auto need = [&](bool is_missing, std::string_view words) {
        if (is_missing) fields.findings().error(fields.line(), std::string(words));
    };
    const bool has_mail = !settings.duty.empty() || !settings.second.empty();
    need(!has_mail && settings.webhook.empty(), "[alerts]: nobody is told: \"duty\" or \"webhook\" is needed");
    need(!settings.second.empty() && settings.duty.empty(), "[alerts]: \"second\" needs \"duty\" before it");
    need(has_mail && settings.server.empty(), "[alerts]: \"server\" is needed for mail");
    need(has_mail && settings.from.empty(), "[alerts]: \"from\" is needed for mail");
    need(settings.user.empty() != settings.password_file.empty(),
         "[alerts]: \"user\" and \"password_file\" go together");
}

}  // namespace

bool is_on_this_machine(std::string_view address) {
    const auto host = host_of(address);
    const bool is_number = host.find_first_not_of("0123456789.") == std::string_view::npos;
    return host == "localhost" || host == "::1" || (is_number && host.starts_with("127."));
}

AlertSettings read_alert_settings(TomlFields& file, const std::filesystem::path& folder) {
    AlertSettings settings;
    const TomlNode* table = file.table("alerts", "a table, [alerts]");
    if (table == nullptr) return settings;
    TomlFields fields(*table, file.findings());
    settings.is_wanted = true;
    settings.duty = read_people(fields, "duty");
    settings.second = read_people(fields, "second");
    settings.from = fields.text("from", Presence::optional);
    if (!settings.from.empty() && !is_mail_address(settings.from))
        fields.findings().error(fields.line("from"), "\"from\": " + settings.from + " is no address of mail");
    settings.server = read_server(fields);
    settings.user = fields.text("user", Presence::optional);
    settings.password_file = read_path(fields, "password_file", folder);
    settings.ca_file = read_path(fields, "ca_file", folder);
    settings.webhook = read_webhook(fields);
    if (const auto language = fields.language("language", Presence::optional)) {
        settings.language = *language;
        if (*language != content::Language::en && *language != content::Language::fr)
            fields.findings().error(fields.line("language"), "\"language\": messages are in en or fr");
    }
    settings.morning = read_morning(fields);
    settings.hours = content::read_hours(fields);
    check_together(fields, settings);
    fields.finish();
    return settings;
}

}  // namespace alerts
