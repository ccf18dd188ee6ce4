#include "content/pack/toml_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "content/base/internet_address.h"
#include "content/base/limits.h"

namespace content {
namespace {

std::string hours_and_minutes(const LocalTime& local) {
    return fmt::format("{:02}:{:02}", local.hour, local.minute);
}

}  // namespace

void check_clock_change(const LocalTime& local, std::string_view zone, std::string_view what, int line,
                        Findings& findings) {
    const std::string time = to_iso(local.date) + " " + hours_and_minutes(local);
    switch (clock_change_at(local, zone)) {
        case ClockChange::none: return;
        case ClockChange::skipped:
            findings.warning(line,
                             fmt::format("{}: {} does not exist in {}, where the clocks are set forward over it; "
                                         "it is taken for {}",
                                         what, time, zone, hours_and_minutes(to_local(to_instant(local, zone), zone))));
            return;
        case ClockChange::repeated:
            findings.warning(line, fmt::format("{}: {} is there twice in {}, where the clocks are set back; the first "
                                               "one is taken",
                                               what, time, zone));
            return;
    }
}

void check_clock_change(std::string_view text, std::string_view zone, std::string_view what, int line,
                        Findings& findings) {
    constexpr std::size_t to_minutes = 16;
    constexpr std::size_t to_seconds = 19;
    const bool has_no_offset = text.size() == to_minutes || text.size() == to_seconds;
    if (!has_no_offset || text.substr(11, 2) == "24") return;
    const auto instant = parse_instant(text, "UTC");
    if (instant) check_clock_change(to_local(*instant, "UTC"), zone, what, line, findings);
}

bool check_line(const std::string& text, std::string_view what, int line, Findings& findings) {
    if (has_forbidden_character(text, Lines::one)) {
        findings.error(line, std::string(what) + " has a line break, control character or invalid UTF-8");
        return false;
    }
    if (count_characters(text) <= limits::line_characters) return true;
    findings.error(line, fmt::format("{} is longer than {} characters", what, limits::line_characters));
    return false;
}

bool check_lines(const std::string& text, std::string_view what, int line, Findings& findings) {
    if (!has_forbidden_character(text, Lines::many)) return true;
    findings.error(line, std::string(what) + " has a control character or invalid UTF-8");
    return false;
}

bool check_headline(const std::string& text, std::string_view what, int line, Findings& findings) {
    const std::size_t length = count_characters(text);
    if (length <= limits::headline_characters) return true;
    findings.error(
        line, fmt::format("{} has {} characters; at most {} are allowed", what, length, limits::headline_characters));
    return false;
}

bool check_gist(const std::string& text, Language language, int line, Findings& findings) {
    const GistLength gist = measure_gist(text, language);
    if (gist.length <= gist.advised) return true;
    const std::string has = fmt::format("gist has {} {}", gist.length, gist.unit);
    if (gist.length <= gist.hard) {
        findings.warning(line, fmt::format("{}; a passer-by reads {}", has, gist.advised));
        return true;
    }
    findings.error(line, fmt::format("{}; at most {} are allowed", has, gist.hard));
    return false;
}

bool check_web_address(const std::string& url, std::string_view what, int line, Findings& findings) {
    if (is_web_address(url)) return true;
    findings.error(line, std::string(what) + " is \"" + url.substr(0, 80) +
                             "\"; expected an address that begins with http:// or https://");
    return false;
}

std::string list_of_languages() {
    std::string list;
    for (const Language language : all_languages)
        list += (list.empty() ? "" : ", ") + std::string(code(language));
    return list;
}

TomlFields::TomlFields(const TomlNode& table, Findings& findings) : table_(table), findings_(findings) {}

int TomlFields::line(std::string_view key) const {
    const TomlNode* node = table_.find(key);
    return node == nullptr ? table_.line : node->line;
}

const TomlNode* TomlFields::take(std::string_view key, Presence presence) {
    known_.emplace_back(key);
    const TomlNode* node = table_.find(key);
    if (node == nullptr && presence == Presence::required) {
        findings_.error(table_.line, quoted(key) + " is missing");
    }
    return node;
}

const TomlNode* TomlFields::take(std::string_view key, TomlNode::Kind kind, std::string_view expected,
                                 Presence presence) {
    const TomlNode* node = take(key, presence);
    if (node == nullptr || node->kind == kind) return node;
    findings_.error(node->line, quoted(key) + ": expected " + std::string(expected));
    return nullptr;
}

std::string TomlFields::text(std::string_view key, Presence presence) {
    const TomlNode* node = take(key, TomlNode::Kind::text, "a text in quotes", presence);
    if (node == nullptr) return {};
    std::string value(trim(node->text));
    if (value.empty() && presence == Presence::required) findings_.error(node->line, quoted(key) + " is empty");
    return check_line(value, quoted(key), node->line, findings_) ? value : std::string();
}

std::string TomlFields::prose(std::string_view key, Presence presence) {
    const TomlNode* node = take(key, TomlNode::Kind::text, "a text in quotes", presence);
    if (node == nullptr) return {};
    std::string value(trim(node->text));
    if (value.empty() && presence == Presence::required) findings_.error(node->line, quoted(key) + " is empty");
    return check_lines(value, quoted(key), node->line, findings_) ? value : std::string();
}

std::string TomlFields::address(std::string_view key, Presence presence) {
    std::string url = text(key, presence);
    if (!url.empty() && !check_web_address(url, quoted(key), line(key), findings_)) url.clear();
    return url;
}

std::optional<Language> TomlFields::language(std::string_view key, Presence presence) {
    const std::string word = text(key, presence);
    if (word.empty()) return std::nullopt;
    const auto language = parse_language(word);
    if (!language) {
        findings_.error(line(key), quoted(key) + " is \"" + word + "\"; expected one of " + list_of_languages());
    }
    return language;
}

std::vector<Language> TomlFields::languages(std::string_view key, Presence presence) {
    std::vector<Language> result;
    const TomlNode* node = take(key, TomlNode::Kind::list, "a list of languages", presence);
    if (node == nullptr) return result;
    for (const TomlNode& entry : node->children) {
        const auto language = parse_language(entry.text);
        if (!language) {
            findings_.error(entry.line, fmt::format("{}: unknown language \"{}\"; expected some of {}", quoted(key),
                                                    entry.text, list_of_languages()));
        } else if (std::find(result.begin(), result.end(), *language) != result.end()) {
            findings_.error(entry.line, fmt::format("{}: language \"{}\" appears twice", quoted(key), entry.text));
        } else {
            result.push_back(*language);
        }
    }
    if (presence == Presence::required && result.empty()) findings_.error(node->line, quoted(key) + " is empty");
    return result;
}

std::vector<std::string> TomlFields::texts(std::string_view key) {
    std::vector<std::string> result;
    const TomlNode* node = take(key, TomlNode::Kind::list, "a list of texts", Presence::optional);
    if (node == nullptr) return result;
    if (node->children.size() > limits::list) {
        findings_.error(node->line, fmt::format("{} has more than {} entries", quoted(key), limits::list));
        return result;
    }
    for (const TomlNode& entry : node->children) {
        if (entry.kind != TomlNode::Kind::text || trim(entry.text).empty()) {
            findings_.error(entry.line, quoted(key) + ": expected texts in quotes");
            result.emplace_back();
        } else {
            const std::string value(trim(entry.text));
            result.push_back(check_line(value, quoted(key), entry.line, findings_) ? value : std::string());
        }
    }
    return result;
}

std::optional<Date> TomlFields::date(std::string_view key, Presence presence) {
    const std::string word = text(key, presence);
    if (word.empty()) return std::nullopt;
    const auto date = parse_date(word);
    if (date) return *date;
    findings_.error(line(key), quoted(key) + ": " + date.error().message);
    return std::nullopt;
}

std::optional<Instant> TomlFields::instant(std::string_view key, std::string_view zone, Presence presence) {
    const std::string word = text(key, presence);
    if (word.empty()) return std::nullopt;
    const auto instant = parse_instant(word, zone);
    if (instant) {
        check_clock_change(word, zone, quoted(key), line(key), findings_);
        return *instant;
    }
    findings_.error(line(key), quoted(key) + ": " + instant.error().message);
    return std::nullopt;
}

int TomlFields::integer(std::string_view key, int fallback, int low, int high) {
    const TomlNode* node = take(key, Presence::optional);
    if (node == nullptr) return fallback;
    if (node->kind == TomlNode::Kind::integer && node->integer >= low && node->integer <= high) {
        return static_cast<int>(node->integer);
    }
    findings_.error(node->line, fmt::format("{}: expected an integer from {} to {}", quoted(key), low, high));
    return fallback;
}

bool TomlFields::boolean(std::string_view key) {
    const TomlNode* node = take(key, TomlNode::Kind::boolean, "true or false", Presence::optional);
    return node != nullptr && node->boolean;
}

PerLanguage<std::string> TomlFields::per_language(std::string_view key, Language single, Presence presence) {
    PerLanguage<std::string> result;
    const TomlNode* node = take(key, presence);
    if (node == nullptr) return result;
    if (node->kind == TomlNode::Kind::text) {
        const std::string value(trim(node->text));
        if (!value.empty() && check_line(value, quoted(key), node->line, findings_)) result[single] = value;
    } else if (node->kind == TomlNode::Kind::table) {
        for (const auto& [language, entry] : language_tables(key)) {
            const std::string value(trim(entry->text));
            if (entry->kind != TomlNode::Kind::text) {
                findings_.error(entry->line, quoted(key) + ": expected a text in quotes for each language");
            } else if (!value.empty() && check_line(value, quoted(key), entry->line, findings_)) {
                result[language] = value;
            }
        }
    } else {
        findings_.error(node->line, quoted(key) + ": expected a text, or a text for each language");
        return result;
    }
    if (result.empty() && presence == Presence::required) {
        findings_.error(node->line, quoted(key) + " has no text in any language");
    }
    return result;
}

std::vector<const TomlNode*> TomlFields::tables(std::string_view key) {
    std::vector<const TomlNode*> result;
    const TomlNode* node = take(key, TomlNode::Kind::list, "a list of tables", Presence::optional);
    if (node == nullptr) return result;
    for (const TomlNode& entry : node->children) {
        if (entry.kind == TomlNode::Kind::table) {
            result.push_back(&entry);
        } else {
            findings_.error(entry.line, quoted(key) + ": expected tables like {...}");
        }
    }
    return result;
}

std::vector<std::pair<Language, const TomlNode*>> TomlFields::language_tables(std::string_view key) {
    std::vector<std::pair<Language, const TomlNode*>> result;
    const TomlNode* node = take(key, TomlNode::Kind::table, "a table of languages", Presence::optional);
    if (node == nullptr) return result;
    for (std::size_t i = 0; i < node->keys.size(); ++i) {
        const auto language = parse_language(node->keys[i]);
        if (language) {
            result.emplace_back(*language, &node->children[i]);
        } else {
            findings_.error(node->children[i].line, quoted(key) + ": unknown language \"" + node->keys[i] +
                                                        "\"; expected one of " + list_of_languages());
        }
    }
    return result;
}

void TomlFields::finish(Severity unknown_key) {
    for (std::size_t i = 0; i < table_.keys.size(); ++i) {
        if (std::find(known_.begin(), known_.end(), table_.keys[i]) != known_.end()) continue;
        std::string list;
        const std::set<std::string> known(known_.begin(), known_.end());
        for (const std::string& key : known)
            list += (list.empty() ? "" : ", ") + key;
        findings_.add(unknown_key, table_.children[i].line,
                      "unknown key " + quoted(table_.keys[i]) + "; expected one of " + list);
    }
}

}  // namespace content
