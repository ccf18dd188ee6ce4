#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "content/base/language.h"
#include "content/base/result.h"
#include "content/base/time.h"

/// What pages say, in each language of the console: catalogues of assets/console/ with patterns of ICU MessageFormat.
namespace console {

/// "name" -> a number, which plurals are made by, or a text.
using Arguments = std::vector<std::pair<std::string, std::variant<std::int64_t, std::string>>>;

/// English is complete, and so is each other one (a test compares them).
inline constexpr std::array console_languages = {content::Language::en, content::Language::fr};
/// "fr"; nothing for a language that the console does not speak.
[[nodiscard]] std::optional<content::Language> console_language(std::string_view code);

class Words {
public:
    /// Code::bad_input with the key that is wrong.
    [[nodiscard]] static content::Result<Words> load(content::Language language);
    ~Words();
    Words(Words&&) noexcept;
    Words& operator=(Words&&) = delete;

    /// A key that no catalogue has is a mistake of ours; where a log of a newer hub has one, the key itself is said.
    [[nodiscard]] std::string operator()(std::string_view key, const Arguments& arguments = {}) const;
    [[nodiscard]] bool has(std::string_view key) const;
    /// The names that a message has for its arguments, sorted.
    [[nodiscard]] std::vector<std::string> arguments_of(std::string_view key) const;
    [[nodiscard]] content::Language language() const { return language_; }
    /// "30 Nov 2026, 16:45", on the clock of a zone.
    [[nodiscard]] std::string moment(content::Instant instant, const std::string& zone) const;
    /// "30 Nov 2026".
    [[nodiscard]] std::string day(content::Instant instant, const std::string& zone) const;
    /// "16:45".
    [[nodiscard]] std::string clock(content::Instant instant, const std::string& zone) const;
    /// "16:45:07".
    [[nodiscard]] std::string second(content::Instant instant, const std::string& zone) const;
    /// All keys, sorted, each with the names of its arguments: "people.title {count}". For the test.
    [[nodiscard]] std::vector<std::string> signatures() const;

private:
    struct Catalogue;
    Words(content::Language language, std::unique_ptr<Catalogue> catalogue);
    content::Language language_;
    std::unique_ptr<Catalogue> catalogue_;
};

/// "The program wall", of what the log and lists have for a program with a token ("token:wall"); empty for others.
[[nodiscard]] std::string program_words(const Words& words, std::string_view account);

}  // namespace console
