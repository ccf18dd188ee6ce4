#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "content/base/enum_names.h"
#include "content/base/finding.h"
#include "content/base/result.h"
#include "content/base/text.h"
#include "content/base/time.h"
#include "content/pack/toml.h"

/// Takes typed values out of a TOML source and says what is wrong with it.
namespace content {

/// Collects findings about one file.
class Findings {
public:
    Findings(std::string file, std::vector<Finding>& findings) : file_(std::move(file)), findings_(findings) {}

    void error(int line, std::string message) { add(Severity::error, line, std::move(message)); }
    void warning(int line, std::string message) { add(Severity::warning, line, std::move(message)); }
    void add(Severity severity, int line, std::string message) {
        findings_.push_back({severity, file_, line, std::move(message)});
    }
    [[nodiscard]] const std::string& file() const { return file_; }
    [[nodiscard]] std::vector<Finding>& all() { return findings_; }

private:
    std::string file_;
    std::vector<Finding>& findings_;
};

enum class Presence { required, optional };

/// Warns of a local time that the clocks of `zone` never show, because they are set forward over it, and of one that
/// they show twice. `what` names it in the warning: "DTSTART", "\"deadline\"".
void check_clock_change(const LocalTime& local, std::string_view zone, std::string_view what, int line,
                        Findings& findings);
/// The same of a time as packs write it ("2024-03-31T02:30"); one with an offset is one moment, and so is 24:00.
void check_clock_change(std::string_view text, std::string_view zone, std::string_view what, int line,
                        Findings& findings);

/// Checks of texts that all kinds of sources share; each adds findings and returns true when it added no error.
bool check_line(const std::string& text, std::string_view what, int line, Findings& findings);
bool check_lines(const std::string& text, std::string_view what, int line, Findings& findings);
bool check_headline(const std::string& text, std::string_view what, int line, Findings& findings);
bool check_gist(const std::string& text, Language language, int line, Findings& findings);
bool check_web_address(const std::string& url, std::string_view what, int line, Findings& findings);
/// "ar, zh, en, fr, ru, es, de"
[[nodiscard]] std::string list_of_languages();

/// The keys of one TOML table. Every value that is taken is checked; a wrong one becomes a finding and reads as absent.
class TomlFields {
public:
    TomlFields(const TomlNode& table, Findings& findings);

    [[nodiscard]] bool has(std::string_view key) const { return table_.find(key) != nullptr; }
    /// Line of `key`, or of the table where it is missing.
    [[nodiscard]] int line(std::string_view key) const;
    [[nodiscard]] int line() const { return table_.line; }

    /// The value of a key, of any kind; also marks the key as known.
    [[nodiscard]] const TomlNode* take(std::string_view key, Presence presence);
    [[nodiscard]] std::string text(std::string_view key, Presence presence);
    /// Several lines allowed.
    [[nodiscard]] std::string prose(std::string_view key, Presence presence);
    [[nodiscard]] std::string address(std::string_view key, Presence presence);
    [[nodiscard]] std::optional<Language> language(std::string_view key, Presence presence);
    [[nodiscard]] std::vector<Language> languages(std::string_view key, Presence presence);
    [[nodiscard]] std::vector<std::string> texts(std::string_view key);
    [[nodiscard]] std::optional<Date> date(std::string_view key, Presence presence);
    [[nodiscard]] std::optional<Instant> instant(std::string_view key, std::string_view zone, Presence presence);
    [[nodiscard]] int integer(std::string_view key, int fallback, int low, int high);
    [[nodiscard]] bool boolean(std::string_view key);
    /// A table of languages, or one text, whose language is then `single`.
    [[nodiscard]] PerLanguage<std::string> per_language(std::string_view key, Language single, Presence presence);
    /// Null: there is none, or it is no table. `expected` is what is said of another: "a table with pin".
    [[nodiscard]] const TomlNode* table(std::string_view key, std::string_view expected) {
        return take(key, TomlNode::Kind::table, expected, Presence::optional);
    }
    /// The tables of `[[key]]` or of `key = [{...}]`.
    [[nodiscard]] std::vector<const TomlNode*> tables(std::string_view key);
    /// The tables of `[key.xx]`.
    [[nodiscard]] std::vector<std::pair<Language, const TomlNode*>> language_tables(std::string_view key);

    template <class Enum, std::size_t count>
    [[nodiscard]] std::optional<Enum> one_of(std::string_view key, const Names<Enum, count>& names, Presence presence) {
        const std::string word = text(key, presence);
        if (word.empty()) return std::nullopt;
        const auto value = value_of(names, word);
        if (!value) {
            std::string known;
            for (const auto& [ignored, name] : names)
                known += (known.empty() ? "" : ", ") + std::string(name);
            findings_.error(line(key), quoted(key) + " is \"" + word + "\"; expected one of " + known);
        }
        return value;
    }

    /// Reports every key that nothing asked for, as errors unless told otherwise. Call when the table has been read.
    void finish(Severity unknown_key = Severity::error);

    [[nodiscard]] static std::string quoted(std::string_view key) { return "\"" + std::string(key) + "\""; }
    [[nodiscard]] Findings& findings() { return findings_; }

private:
    [[nodiscard]] const TomlNode* take(std::string_view key, TomlNode::Kind kind, std::string_view expected,
                                       Presence presence);

    const TomlNode& table_;
    Findings& findings_;
    std::vector<std::string> known_;
};

/// What `read(fields)` makes of a file of settings, which says nothing else: the first finding of it is the error,
/// Code::bad_input with "FILE:3: ...".
template <class Read>
[[nodiscard]] auto read_settings(std::string_view text, const std::string& file, Read read)
    -> Result<std::invoke_result_t<Read, TomlFields&>> {
    auto parsed = parse_toml(text, file, 1);
    Findings findings(file, parsed.findings);
    TomlFields fields(parsed.table, findings);
    auto made = read(fields);
    fields.finish();
    if (!parsed.findings.empty()) return Error{Code::bad_input, to_string(parsed.findings.front())};
    return made;
}

}  // namespace content
