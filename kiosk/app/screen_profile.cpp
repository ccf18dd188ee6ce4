#include "kiosk/app/screen_profile.h"

#include <fmt/format.h>

#include <utility>

#include "content/items/enum_names.h"
#include "content/pack/read_hours.h"
#include "content/pack/toml.h"
#include "content/pack/toml_fields.h"
#include "kiosk/visit/pin.h"

namespace kiosk {
namespace {

using content::Findings;
using content::Presence;
using content::Severity;
using content::TomlFields;
using content::TomlNode;

constexpr std::size_t max_text_bytes = 200;
constexpr std::size_t max_groups = 50;
constexpr std::size_t max_rooms = 500;
constexpr std::size_t max_names = 10;  // of one room: seven languages and what people call it

/// Whether a text is as short as a screen can use; a finding when it is not.
bool is_short(const std::string& text, std::string_view key, int line, Findings& findings) {
    if (text.size() <= max_text_bytes) return true;
    findings.error(line, fmt::format("\"{}\": expected a text of 1 to {} bytes", key, max_text_bytes));
    return false;
}

/// Empty when there is none; one that is there must say something.
std::string read_text(TomlFields& fields, std::string_view key) {
    std::string text = fields.text(key, fields.has(key) ? Presence::required : Presence::optional);
    return is_short(text, key, fields.line(key), fields.findings()) ? text : std::string();
}

std::string read_zone(TomlFields& fields) {
    std::string zone = read_text(fields, "zone");
    if (zone.empty() || content::is_known_zone(zone)) return zone;
    fields.findings().error(fields.line("zone"),
                            fmt::format("\"zone\": expected an IANA name like Europe/Vienna, not \"{}\"", zone));
    return {};
}

bool read_flag(TomlFields& fields, std::string_view key, bool fallback) {
    const TomlNode* node = fields.take(key, Presence::optional);
    if (node == nullptr || node->kind == TomlNode::Kind::boolean) return node == nullptr ? fallback : node->boolean;
    fields.findings().error(node->line, fmt::format("\"{}\": expected true or false", key));
    return fallback;
}

double read_diagonal(TomlFields& fields) {
    constexpr double min_inches = 10;
    constexpr double max_inches = 200;
    const TomlNode* node = fields.take("diagonal_inches", Presence::optional);
    if (node == nullptr) return 0;
    const bool is_whole = node->kind == TomlNode::Kind::integer;
    const double inches = is_whole ? static_cast<double>(node->integer) : node->real;
    if ((is_whole || node->kind == TomlNode::Kind::real) && inches >= min_inches && inches <= max_inches) return inches;
    fields.findings().error(node->line, "\"diagonal_inches\": expected a number from 10 to 200");
    return 0;
}

PanelRotation read_rotation(TomlFields& fields) {
    const TomlNode* node = fields.take("rotation", Presence::optional);
    if (node == nullptr) return PanelRotation::none;
    const auto rotation = parse_rotation(node->kind == TomlNode::Kind::integer ? node->integer : -1);
    if (!rotation) fields.findings().error(node->line, "\"rotation\": expected 0, 90, 180 or 270");
    return rotation.value_or(PanelRotation::none);
}

/// A list of short names: "groups", "door_of".
std::vector<std::string> read_list(TomlFields& fields, const char* key) {
    std::vector<std::string> names = fields.texts(key);
    const int line = fields.line(key);
    if (names.size() > max_groups) {
        fields.findings().error(line, fmt::format("\"{}\": expected at most {} names", key, max_groups));
        return {};
    }
    std::erase_if(
        names, [&](const std::string& name) { return name.empty() || !is_short(name, key, line, fields.findings()); });
    return names;
}

/// Empty when something is wrong: the edition's languages are never wrong.
std::vector<content::Language> read_languages(TomlFields& fields) {
    const std::size_t before = fields.findings().all().size();
    auto languages = fields.languages("languages", Presence::optional);
    if (fields.findings().all().size() != before) languages.clear();
    return languages;
}

std::optional<ThemeName> read_theme(TomlFields& fields) {
    const int line = fields.line("theme");
    const std::string word = fields.text("theme", Presence::required);
    if (word.empty() || word == "auto") return std::nullopt;
    const auto theme = parse_theme(word);
    if (!theme) {
        fields.findings().error(line, fmt::format("\"theme\": expected light, dark, hc or auto, not \"{}\"", word));
    }
    return theme;
}

/// A wrong way out is worse than none: without a valid arrow no exit is shown at all.
std::optional<Exit> read_exit(TomlFields& profile) {
    const TomlNode* table = profile.table("exit", "a table with arrow, distance_m and assembly_point");
    if (table == nullptr) return std::nullopt;
    TomlFields fields(*table, profile.findings());
    Exit exit;
    const auto arrow = fields.one_of("arrow", arrow_names, Presence::required);
    exit.distance_m = fields.integer("distance_m", 0, 1, 2000);
    for (const auto& [language, node] : fields.language_tables("assembly_point")) {
        const bool is_text = node->kind == TomlNode::Kind::text && !node->text.empty();
        if (!is_text) {
            fields.findings().error(node->line, "\"assembly_point\": expected a text in quotes for each language");
        } else if (is_short(node->text, "assembly_point", node->line, fields.findings())) {
            exit.assembly_point[language] = node->text;
        }
    }
    fields.finish(Severity::warning);
    if (!arrow) return std::nullopt;
    exit.arrow = *arrow;
    return exit;
}

/// One name, or a list of them; empty when something was wrong, which is a finding then.
std::vector<std::string> read_names(TomlFields& room) {
    const TomlNode* node = room.take("name", Presence::required);
    if (node == nullptr) return {};
    std::vector<std::string> names;
    if (node->kind == TomlNode::Kind::list) {
        names = room.texts("name");
        if (names.empty() || names.size() > max_names) {
            room.findings().error(node->line, fmt::format("\"name\": expected a name, or 1 to {} names", max_names));
            return {};
        }
    } else {
        names.push_back(room.text("name", Presence::required));
    }
    for (const std::string& name : names) {
        if (name.empty() || !is_short(name, "name", node->line, room.findings())) return {};
    }
    return names;
}

/// All or nothing: a wrong way is worse than none.
void read_room(const TomlNode& table, Findings& findings, Screen& screen) {
    const std::size_t before = findings.all().size();
    TomlFields fields(table, findings);
    RoomDirection direction;
    const std::vector<std::string> names = read_names(fields);
    const auto arrow = fields.one_of("arrow", arrow_names, Presence::required);
    direction.step_free = read_flag(fields, "step_free", false);
    fields.finish();
    if (findings.all().size() != before || !arrow) return;
    direction.arrow = *arrow;
    for (const std::string& name : names) {
        if (!screen.rooms.emplace(name, direction).second) {
            findings.error(table.line, fmt::format("room: \"{}\" is there already", name));
        }
    }
}

void read_rooms(TomlFields& profile, Screen& screen) {
    const auto rooms = profile.tables("room");
    if (rooms.size() > max_rooms) {
        return profile.findings().error(profile.line("room"), fmt::format("expected at most {} [[room]]", max_rooms));
    }
    for (const TomlNode* room : rooms)
        read_room(*room, profile.findings(), screen);
}

/// Hash of the PIN in [staff], or in [service], as it was called before.
std::string read_staff_pin(TomlFields& profile) {
    const bool is_old = profile.has("service");
    if (is_old && profile.has("staff")) {
        profile.findings().error(profile.line("service"),
                                 "\"service\" is the old name of \"staff\", which is there too");
        static_cast<void>(profile.take("service", Presence::optional));
    } else if (is_old) {
        profile.findings().warning(profile.line("service"), "\"service\" is the old name of this table; write [staff]");
    }
    const TomlNode* table = profile.table(profile.has("staff") || !is_old ? "staff" : "service", "a table with pin");
    if (table == nullptr) return {};
    TomlFields fields(*table, profile.findings());
    std::string hash = fields.text("pin", Presence::optional);
    if (fields.has("pin") && !is_pin_hash(hash)) {
        fields.findings().error(fields.line("pin"), "\"pin\": expected what `kiosk --hash-pin` printed");
        hash.clear();
    }
    fields.finish(Severity::warning);
    return hash;
}

enum class Author { technician, hub };

/// What only somebody at the screen may say.
void read_local_part(TomlFields& fields, ScreenProfile& profile, Author author) {
    Screen& screen = profile.screen;
    if (author == Author::technician) {
        if (fields.has("panel")) profile.panel = read_text(fields, "panel");
        if (fields.has("exit")) {
            screen.exit = read_exit(fields);
            profile.proposed_exit.reset();
        }
        if (fields.has("staff") || fields.has("service")) profile.staff_pin = read_staff_pin(fields);
        screen.has_staff_page = !profile.staff_pin.empty();
        return;
    }
    profile.proposed_exit = read_exit(fields);
    for (const char* key : {"panel", "staff", "service"}) {
        if (!fields.has(key)) continue;
        fields.findings().warning(fields.line(key),
                                  fmt::format("\"{}\" counts only in the screen.toml of the screen itself", key));
        static_cast<void>(fields.take(key, Presence::optional));
    }
}

ScreenProfileReadResult read_profile(std::string_view text, const std::string& file, ScreenProfile base,
                                     Author author) {
    ScreenProfileReadResult result{std::move(base), {}};
    const auto parsed = content::parse_toml(text, file, 1);
    result.findings = parsed.findings;
    if (content::has_errors(result.findings)) return result;
    Findings findings(file, result.findings);
    TomlFields fields(parsed.table, findings);
    ScreenProfile& profile = result.profile;
    Screen& screen = profile.screen;
    if (fields.has("name")) screen.name = read_text(fields, "name");
    if (fields.has("place")) screen.place = read_text(fields, "place");
    if (fields.has("groups")) screen.groups = read_list(fields, "groups");
    if (fields.has("door_of")) screen.door_of = read_list(fields, "door_of");
    if (fields.has("languages")) screen.languages = read_languages(fields);
    if (fields.has("theme")) screen.theme = read_theme(fields);
    if (fields.has("diagonal_inches")) screen.diagonal_inches = read_diagonal(fields);
    screen.bottom_mm = fields.integer("bottom_mm", screen.bottom_mm, 0, 4000);
    screen.touch_distance_mm = fields.integer("touch_distance_mm", screen.touch_distance_mm, 200, 2000);
    screen.has_touch = read_flag(fields, "touch", screen.has_touch);
    if (fields.has("zone")) profile.zone = read_zone(fields);
    profile.audio = read_flag(fields, "audio", profile.audio);
    profile.clock_set_by_hand = read_flag(fields, "clock_set_by_hand", profile.clock_set_by_hand);
    if (fields.has("rotation")) profile.rotation = read_rotation(fields);
    if (fields.has("hours")) screen.hours = content::read_hours(fields);
    if (fields.has("room")) screen.rooms.clear();
    read_rooms(fields, screen);
    read_local_part(fields, profile, author);
    fields.finish(Severity::warning);
    return result;
}

}  // namespace

std::optional<PanelRotation> parse_rotation(std::int64_t degrees) {
    switch (degrees) {
        case 0: return PanelRotation::none;
        case 90: return PanelRotation::quarter;
        case 180: return PanelRotation::half;
        case 270: return PanelRotation::three_quarters;
        default: return std::nullopt;
    }
}

ScreenProfileReadResult read_screen_profile(std::string_view text, const std::string& file, ScreenProfile base) {
    return read_profile(text, file, std::move(base), Author::technician);
}

ScreenProfileReadResult read_hub_profile(std::string_view text, const std::string& file) {
    return read_profile(text, file, {}, Author::hub);
}

}  // namespace kiosk
